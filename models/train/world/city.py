"""A busy street, and a city seen through a wet window. The skyline is its place alone."""

from __future__ import annotations

from collections.abc import Callable
from math import pi

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, WHITE, darker, lighter, mix, rgb
from models.train.world.looks import OWN
from models.train.world.places_built import add_towers
from models.train.world.sky import add_sky
from models.train.world.stage import Stage
from models.train.world.vehicles import wheel

_LIGHTS = tuple(rgb(code) for code in ("ffd27a", "ff8f6b", "8fd0ff", "ff7fa8", "fff1c2", "9affc8"))


def _small_car(canvas: Canvas, clock: Clock, name: str, night: bool) -> None:
    tone = NAMED[name]
    canvas.shadow(0, 0.0, 0.34, 0.03)
    canvas.fill(shapes.outline("-.2,-.17 -.14,-.27 .06,-.28 .18,-.17"), tone)
    canvas.fill(
        shapes.outline("-.15,-.17 -.11,-.245 .04,-.25 .13,-.17"),
        rgb("ffe8a3") if night else rgb("b9e2f2"),
        edge=False,
    )
    canvas.fill(
        shapes.outline("-.33,-.05 -.32,-.16 -.1,-.185 .2,-.18 .33,-.14 .34,-.05"),
        tone,
    )
    if night:
        canvas.glow(0.34, -0.11, 0.2, rgb("ffe8a3"), 0.9)
    for x in (-0.19, 0.2):
        wheel(canvas, x, -0.05, 0.06, clock.turn(2))


def street_scene(stage: Stage) -> None:
    """Cars go by both ways before the shops; leaves the pavement to its lamps."""
    names = ("red", "yellow", "blue", "white", "teal")
    rng = stage.rng("traffic")
    starts = rng.uniform(0, 0.2, 5)

    def lane(canvas: Canvas, clock: Clock, y: float, scale: float, way: int, cars: range) -> None:
        for i in cars:
            t = clock.laps(
                1 + (stage.scene.tempo == "lively"), float(starts[i]) + i / 5 + 0.15 * way
            )
            x = way * (t - 0.5) * 2 * (stage.wide + 0.5)
            with canvas.at(x, y, scale, flip=way):
                _small_car(canvas, clock, names[i], stage.night)

    def far(canvas: Canvas, clock: Clock) -> None:
        lane(canvas, clock, stage.ground + 0.24, 0.95, -1, range(0, 2))

    def near(canvas: Canvas, clock: Clock) -> None:
        lane(canvas, clock, min(stage.ground + 0.45, stage.half[1] * 0.97), 1.2, 1, range(2, 5))

    stage.behind(1.0, far, 0.4)
    stage.behind(1.1, near, 0.4)


def window(stage: Stage) -> None:
    """A window on the city: lights out of focus, the frame, a sill with a plant and a cup."""
    add_sky(stage)
    y = stage.horizon + 0.5 * stage.half[1]
    for i, distance in enumerate((0.6, 0.32)):
        add_towers(
            stage,
            f"towers {i}",
            depth=0.2 + 0.2 * i,
            y=y,
            distance=distance,
            tall=(0.5 + 0.1 * i, 1.1 * stage.half[1] - 0.2 * i),
            width=(0.26, 0.4),
            wall=rgb("62719a"),
        )
    rng = stage.rng("bokeh")
    spots = rng.uniform(0, 1, (26, 4))

    def bokeh(canvas: Canvas, clock: Clock) -> None:
        bright = 1.0 if stage.night else 0.5
        for i, (a, b, c, d) in enumerate(spots):
            x = (a * 2 - 1) * stage.half[0] + 0.05 * clock.sway(d)
            by = stage.half[1] * (0.05 + 0.7 * b)
            r = 0.05 + 0.07 * c
            canvas.oval(
                x,
                by,
                r,
                r,
                _LIGHTS[i % 6],
                alpha=(0.16 + 0.14 * clock.pulse(0.25, d)) * bright,
                edge=False,
            )
            canvas.oval(x, by, r * 0.7, r * 0.7, _LIGHTS[i % 6], alpha=0.18 * bright, edge=False)

    stage.behind(0.6, bokeh, 0.0)


def rainy_window(stage: Stage) -> None:
    """Drops running down the pane, and the room's side of the window."""
    rng = stage.rng("drops")
    still = rng.uniform(0, 1, (int(70 * stage.half[0] * stage.half[1]), 3))
    runners = rng.uniform(0, 1, (int(13 * stage.half[0]), 3))
    wide, tall = stage.half

    def drop(canvas: Canvas, x: float, y: float, r: float) -> None:
        canvas.oval(x, y, r, r * 1.15, rgb("dfeaf7"), alpha=0.42, edge=False)
        canvas.oval(x - r * 0.25, y - r * 0.4, r * 0.32, r * 0.3, WHITE, alpha=0.85, edge=False)

    def pane(canvas: Canvas, clock: Clock) -> None:
        spots, r = (still[:, :2] * 2 - 1) * stage.half, 0.006 + 0.014 * still[:, 2]
        canvas.fills(shapes.stacked(shapes.circle(12), spots, r), rgb("dfeaf7"), alpha=0.42)
        canvas.fills(
            shapes.stacked(shapes.circle(8), spots - r[:, None] * (0.25, 0.4), r * 0.32),
            WHITE,
            alpha=0.85,
        )
        for i, (a, b, c) in enumerate(runners):
            t = clock.turn(0.18 + 0.12 * (i % 3), b)
            # Drops stick and slip on their way down.
            y = (t + 0.035 * np.sin(2 * pi * 4 * t)) * 2.3 * tall - 1.15 * tall
            x = (a * 2 - 1) * wide
            line = np.linspace(0, 1, 9)
            trail = np.stack([x + 0.012 * np.sin(9 * (y - 0.5 * line) + i), y - 0.55 * line], 1)
            canvas.stroke(trail, 0.022, rgb("dfeaf7"), tip=0.1, alpha=0.22)
            drop(canvas, float(trail[0, 0]), y, 0.02 + 0.012 * c)

    def frame(canvas: Canvas, clock: Clock) -> None:
        wood = rgb("5d4338") if stage.night else rgb("a87f5f")
        bar = 0.035
        canvas.fill(shapes.box(-bar, -tall - 0.3, 2 * bar, 2 * tall + 0.6), wood)
        canvas.fill(shapes.box(-wide - 0.3, -0.18 * tall, 2 * wide + 0.6, 2 * bar), wood)
        for side in (-1, 1):
            canvas.fill(
                shapes.box(side * wide - 0.1, -tall - 0.3, 0.2, 2 * tall + 0.6), darker(wood, 0.2)
            )
            fold = 0.02 * clock.sway(0.25)
            for k in range(4):
                x = side * (wide + 0.02 - 0.085 * k)
                hem = side * (wide + 0.02 - 0.06 * k) + fold
                canvas.fill(
                    np.array(
                        [
                            (x - 0.06, -tall - 0.3),
                            (x + 0.06, -tall - 0.3),
                            (hem + 0.06, tall * 0.75),
                            (hem - 0.06, tall * 0.75),
                        ]
                    ),
                    (rgb("b5535f"), rgb("c9666f"))[k % 2],
                    edge=k % 2 == 0,
                )
        canvas.fill(shapes.box(-wide - 0.3, -tall - 0.3, 2 * wide + 0.6, 0.38), darker(wood, 0.2))
        sill = tall * 0.74
        canvas.shade(
            shapes.box(-wide - 0.3, sill, 2 * wide + 0.6, tall),
            lighter(wood, 0.18),
            darker(wood, 0.25),
        )
        with canvas.at(-0.45 * wide, sill + 0.12, 0.62):
            sway = clock.swing(0.25)
            for k in range(7):
                angle = -1.1 + 0.36 * k + 0.03 * sway
                tip = (0.5 * np.sin(angle), -0.42 - 0.42 * np.cos(angle))
                leaf = shapes.curve([(0, -0.3), (tip[0] * 0.5, tip[1] * 0.62 - 0.16), tip])
                canvas.fill(
                    shapes.ribbon(leaf, 0.13 * np.sin(np.linspace(0.4, pi, len(leaf))) + 0.004),
                    (rgb("4f9f66"), rgb("3f8457"))[k % 2],
                )
            canvas.fill(shapes.polygon("-.2,-.34 .2,-.34 .15,.02 -.15,.02"), rgb("d98356"))
            canvas.fill(shapes.box(-0.23, -0.4, 0.46, 0.09, 0.02), rgb("e59a6c"))
        with canvas.at(0.42 * wide, sill + 0.13, 0.5):
            for k in range(2):
                line = np.linspace(0, 1, 10)
                curl = 0.1 * k - 0.05 + 0.03 * np.sin(2 * pi * (line - clock.turn(0.4)) + k)
                canvas.stroke(
                    np.stack([curl, -0.36 - 0.4 * line], 1), 0.045, WHITE, tip=0.1, alpha=0.3
                )
            rim = shapes.ellipse(0.2, -0.16, 0.1, 0.11)
            canvas.stroke(np.concatenate([rim, rim[:2]]), 0.04, rgb("3f8f96"))
            canvas.fill(shapes.box(-0.18, -0.34, 0.36, 0.34, 0.07), rgb("4aa6ad"))
            canvas.fill(
                shapes.box(-0.18, -0.2, 0.36, 0.05), mix(rgb("4aa6ad"), WHITE, 0.6), edge=False
            )

    stage.before(0.9, pane, OWN)
    stage.before(1.0, frame, 0.6)


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "street scene": street_scene,
    "rainy window": rainy_window,
}
