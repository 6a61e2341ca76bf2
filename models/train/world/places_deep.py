"""Deep places: under water and in space."""

from __future__ import annotations

from math import pi

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.ground import add_scatter
from models.train.world.stage import Stage


def underwater(stage: Stage) -> None:
    """Blue depth with rays of light, weed, coral and bubbles."""
    end = stage.half[1]
    rng = stage.rng("reef")
    rays = rng.uniform(0, 1, (7, 3))

    def water(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop(
            [(0, rgb("5fd3e6")), (0.35, rgb("2a9fd0")), (0.75, rgb("12619f")), (1, rgb("0c3f75"))]
        )

    def light(canvas: Canvas, clock: Clock) -> None:
        for a, b, c in rays:
            x = (a * 2.4 - 1.2) * stage.half[0] + 0.08 * clock.sway(c)
            wide = 0.07 + 0.13 * b
            slant = 0.5
            ray = [
                (x, -end * 1.1),
                (x + wide, -end * 1.1),
                (x + wide * 2.2 - slant, end * 0.8),
                (x - slant, end * 0.8),
            ]
            canvas.fill(
                np.array(ray), rgb("bff4ff"), alpha=0.1 + 0.07 * clock.swing(0.2, b), edge=False
            )

    stage.behind(0.05, water)
    stage.behind(0.1, light)
    x = np.linspace(-stage.wide, stage.wide, 60)
    for i, tone in enumerate((rgb("1c6fa6"), rgb("175b8e"))):
        _rocks(stage, i, tone)

    def sand(canvas: Canvas, clock: Clock) -> None:
        line = end * 0.88 - 0.03 * np.sin(x * 2.3)
        canvas.shade(shapes.below(np.stack([x, line], 1), end * 1.3), rgb("cdbb8d"), rgb("8a8a80"))

    stage.behind(0.7, sand)
    add_scatter(stage, "weed", _weed, depth=0.8, y=(end * 0.9, end), size=(0.3, 0.6), count=9)
    add_scatter(stage, "coral", _coral, depth=1.0, y=(end * 0.93, end), size=(0.25, 0.42), count=5)
    bubbles = rng.uniform(0, 1, (22, 4))

    def rise(canvas: Canvas, clock: Clock) -> None:
        a, b, c, d = bubbles.T
        y = end * 1.1 - ((b + clock.laps(1)) % 1) * end * 2.2
        x = (a * 2 - 1) * stage.half[0] + 0.04 * np.sin(2 * pi * (clock.laps(3) + d))
        spots, r = np.stack([x, y], 1), 0.008 + 0.018 * c
        canvas.fills(shapes.stacked(shapes.circle(14), spots, r), rgb("d8f8ff"), alpha=0.5)
        canvas.fills(shapes.stacked(shapes.circle(8), spots - r[:, None] * 0.3, r * 0.35), WHITE)

    stage.before(1.2, rise)


def space(stage: Stage) -> None:
    """Stars at three depths, a ringed planet, a moon, a nebula."""
    rng = stage.rng("space")
    px, py = rng.uniform(0.35, 0.6) * stage.half[0], rng.uniform(-0.6, -0.35) * stage.half[1]
    tone: RGB = (rgb("e59866"), rgb("6fb1e0"), rgb("c07fd0"), rgb("e8c26a"))[int(rng.integers(4))]

    def deep(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, rgb("0b0d2b")), (0.5, rgb("1c1a4f")), (1, rgb("39235f"))])
        for x, y, r, colour in (
            (-0.6, 0.4, 1.3, rgb("7a2f8f")),
            (0.5, 0.1, 1.1, rgb("27529f")),
            (0.1, 0.9, 1.0, rgb("a03a6a")),
        ):
            canvas.glow(x * stage.half[0], y * stage.half[1], r, colour, 0.36)

    stage.behind(0.05, deep)
    _stars(stage, rng, depth=0.1, laps=1, size=0.006, density=60)
    _stars(stage, rng, depth=0.3, laps=2, size=0.010, density=30)

    def planet(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(px + 0.03 * clock.sway(), py, 0.36):
            canvas.glow(0, 0, 1.9, tone, 0.28)
            ring = shapes.ellipse(0, 0, 1.65, 0.36, -0.35)[list(range(44)) + [0]]
            canvas.stroke(ring, 0.1, lighter(tone, 0.45), edge=False)
            canvas.oval(0, 0, 1, 1, tone)
            for y, wide in ((-0.45, 0.85), (0.02, 0.98), (0.5, 0.8)):
                canvas.oval(0, y, wide * 0.98, 0.1, lighter(tone, 0.22), edge=False, angle=-0.12)
            shade = np.concatenate(
                [
                    shapes.ellipse(0, 0, 1, 1)[-11:],
                    shapes.ellipse(0, 0, 1, 1)[:12],
                    shapes.ellipse(-0.2, 0, 0.78, 1.0)[:12][::-1],
                    shapes.ellipse(-0.2, 0, 0.78, 1.0)[-11:][::-1],
                ]
            )
            canvas.fill(shade, rgb("150f3c"), alpha=0.35, edge=False)
            front = ring[(ring @ np.array([np.sin(0.35), np.cos(0.35)])) > 0]
            canvas.stroke(front[np.argsort(front[:, 0])], 0.1, lighter(tone, 0.45))
        with canvas.at(-0.62 * stage.half[0], 0.5 * stage.half[1] + 0.03 * clock.sway(0.3), 0.15):
            canvas.oval(0, 0, 1, 1, rgb("c9c6d6"))
            for x, y, r in ((-0.3, -0.2, 0.26), (0.35, 0.3, 0.2), (0.25, -0.5, 0.14)):
                canvas.oval(x, y, r, r, rgb("a3a0b8"), edge=False)

    stage.behind(0.4, planet)


def _weed(canvas: Canvas, clock: Clock, i: int) -> None:
    tone = (rgb("2fa27a"), rgb("6cbf5a"), rgb("c8577f"), rgb("e8894f"))[i % 4]
    for k in (-1, 0, 1):
        y = np.linspace(0, -1 + 0.2 * abs(k), 9)
        bend = 0.09 * np.sin(2 * pi * (clock.laps(2) + i * 0.3) + y * 5) * -y
        canvas.stroke(
            np.stack([0.14 * k + bend - 0.1 * k * y, y], 1),
            0.11,
            mix(tone, WHITE, 0.1 * (k + 1)),
            tip=0.25,
            edge=True,
        )


def _coral(canvas: Canvas, clock: Clock, i: int) -> None:
    tone = (rgb("ff7f6e"), rgb("f5a25d"), rgb("d96bb0"))[i % 3]
    for angle in (-0.8, -0.3, 0.25, 0.75):
        canvas.fill(
            shapes.limb((0, 0), (0.55 * np.sin(angle), -0.6 * np.cos(angle)), 0.12, 0.09), tone
        )
    canvas.oval(0, 0, 0.26, 0.16, tone)


def _rocks(stage: Stage, row: int, tone: RGB) -> None:
    x = np.linspace(-stage.wide, stage.wide, 60)
    bumps = 0.14 * np.sin(x * (1.7 + 0.6 * row) + 2 * row) + 0.05 * np.sin(x * 4.1 + row)
    ridge = np.stack([x, stage.half[1] * (0.5 + 0.2 * row) - bumps], 1)
    rocks = shapes.below(ridge, stage.half[1] * 1.3)

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.shade(rocks, tone, darker(tone, 0.3))

    stage.behind(0.25 + 0.2 * row, paint)


def _stars(
    stage: Stage, rng: np.random.Generator, *, depth: float, laps: int, size: float, density: int
) -> None:
    spots = rng.uniform(-0.5, 0.5, (int(density * stage.half[0] * stage.half[1]), 2))

    def paint(canvas: Canvas, clock: Clock) -> None:
        moved = (spots[:, 0] - clock.laps(laps) + 0.5) % 1 - 0.5
        where = np.stack([moved * stage.period, spots[:, 1] * 2.2 * stage.half[1]], 1)
        canvas.fills(shapes.stacked(shapes.star(4, 0.4) * size, where), rgb("fff6e0"))

    stage.behind(depth, paint, 0.0)
