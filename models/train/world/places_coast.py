"""The open sea and the beach."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, darker, lighter, mix, rgb
from models.train.world.ground import (
    Prop,
    add_peaks,
    add_scatter,
    add_water,
    mirrored,
    wave_line,
)
from models.train.world.plants import gust, palm
from models.train.world.sky import add_sky
from models.train.world.stage import Paint, Stage


def swell(stage: Stage, *, start: float, end: float, count: int, colours: tuple[RGB, RGB]) -> None:
    """Rows of waves from ``start`` to ``end``; those past the subject's feet lie before it."""
    rng = stage.rng("swell")
    for i in range(count):
        share = i / max(1, count - 1)
        y = start + (end - start) * share**1.25
        tone = mirrored(stage, mix(colours[0], colours[1], share), 0.5 - 0.4 * share)
        phase, long = float(rng.uniform(0, 1)), 0.5 + 0.75 * share
        high = 0.012 + 0.036 * share

        near = y > stage.ground + 0.02
        paint = _wave(stage, y, tone, phase=phase, long=long, high=high, laps=2 + i % 2)
        (stage.before if near else stage.behind)(0.5 + 0.6 * share, paint)


def _wave(
    stage: Stage, y: float, tone: RGB, *, phase: float, long: float, high: float, laps: int
) -> Paint:
    x = np.linspace(-stage.wide, stage.wide, 80)
    floor = stage.half[1] * 1.2 + 0.2

    def paint(canvas: Canvas, clock: Clock) -> None:
        line = y - high * wave_line(clock, x, phase, long, laps)
        crest = np.stack([x, line], 1)
        canvas.shade(shapes.below(crest, floor), tone, darker(tone, 0.18))
        canvas.stroke(crest + (0, 0.01), 0.008 + high * 0.2, lighter(tone, 0.4), alpha=0.6)

    return paint


def sea(stage: Stage) -> None:
    """Open water with islands far off and rows of swell."""
    add_sky(stage)
    y = stage.horizon
    isle = stage.far(rgb("5c7f92"), 0.5)
    add_peaks(
        stage,
        "isle",
        depth=0.1,
        y=y + 0.01,
        height=0.13,
        colour=isle,
        bottom=isle,
        count=3,
        snow=False,
    )
    deep = rgb("1f7fae")
    add_water(stage, "water", y=y, top=stage.far(rgb("5db7d4"), 0.35), bottom=deep, speed=0.3)
    swell(
        stage,
        start=y + 0.16,
        end=stage.half[1] * 0.98,
        count=5 if stage.half[1] < 1.2 else 7,
        colours=(rgb("45a5cb"), rgb("14608f")),
    )


def beach(stage: Stage) -> None:
    """Sea, surf and sand under palms."""
    add_sky(stage)
    y = stage.horizon
    add_water(stage, "water", y=y, top=stage.far(rgb("4fb6d0"), 0.25), bottom=rgb("49c3c4"))
    shore = stage.ground - 0.17
    x = np.linspace(-stage.wide, stage.wide, 80)
    floor = stage.half[1] * 1.2 + 0.2
    sand = rgb("f4d79c")

    def surf(canvas: Canvas, clock: Clock) -> None:
        curl = 0.016 * np.sin(2 * np.pi * (x * 0.8 + 0.2)) + 0.008 * np.sin(2 * np.pi * (x * 2.1))
        wash = 0.035 * clock.swing(0.25)
        wet = np.stack([x, shore + 0.045 + curl], 1)
        canvas.fill(
            shapes.below(np.stack([x, shore - 0.03 + curl + wash], 1), floor),
            rgb("ffffff"),
            edge=False,
        )
        canvas.fill(
            shapes.below(np.stack([x, shore - 0.005 + curl * 0.7 + wash], 1), floor),
            rgb("a5e3dc"),
            edge=False,
        )
        canvas.fill(
            shapes.below(np.stack([x, shore + 0.012 + curl * 0.8 + wash], 1), floor),
            rgb("d9b982"),
            edge=False,
        )
        canvas.shade(shapes.below(wet, floor), sand, darker(sand, 0.16))

    stage.behind(0.95, surf)

    def tree(canvas: Canvas, clock: Clock, i: int) -> None:
        with canvas.at(flip=-1 if i % 2 else 1):
            palm(canvas, (rgb("3f9a5a"), rgb("4fa653"))[i % 2], gust(clock.laps(2), i * 0.4))

    tall = 1.0 + 0.25 * stage.half[1]
    if stage.moving:
        add_scatter(
            stage,
            "palms",
            tree,
            depth=1.0,
            y=(shore + 0.1, shore + 0.13),
            size=(tall * 0.85, tall),
            count=4 if stage.half[0] > 1.2 else 2,
            speed=1.0,
        )
    else:
        _frame_of_palms(stage, tree, shore + 0.12, tall)

    def shell(canvas: Canvas, clock: Clock, i: int) -> None:
        if i % 3 == 0:
            canvas.fill(shapes.turned(shapes.star(5, 0.5), i) * (0.5, 0.32), rgb("ef8d6a"))
        else:
            canvas.fill(
                shapes.outline("-.4,.1 -.2,-.25 .2,-.25 .4,.1 0,.22"),
                rgb("fbe9dc") if i % 2 else rgb("caa77c"),
            )

    add_scatter(
        stage,
        "shells",
        shell,
        depth=1.15,
        y=(stage.ground + 0.1, stage.half[1]),
        size=(0.06, 0.1),
        count=10,
        speed=1.2,
        front=True,
    )


def _frame_of_palms(stage: Stage, tree: Prop, y: float, tall: float) -> None:
    """A palm on either side, leaning in."""
    sizes = stage.rng("palms").uniform(0.82, 1.05, 2) * tall

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i, x in enumerate((-0.84, 0.87)):
            with canvas.at(x * stage.half[0], y, float(sizes[i])):
                tree(canvas, clock, i)

    stage.behind(1.0, paint)
