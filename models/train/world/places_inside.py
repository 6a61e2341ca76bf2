"""Places without weather: rooms, under water, space; and the open sky above the clouds."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.looks import OWN
from models.train.world.sky import add_sky, cloud, paint_cloud
from models.train.world.stage import Paint, Stage


def sky(stage: Stage) -> None:
    """Above the clouds: a sea of cloud below, wisps passing before."""
    stage.horizon = 0.35 * stage.half[1]
    add_sky(stage)
    rng = stage.rng("cloud sea")
    tint = {"dawn": rgb("ffe3dd"), "day": WHITE, "sunset": rgb("ffc09a"), "night": rgb("5a6aa8")}
    white = tint[stage.scene.time_of_day or "day"]
    for row in range(4):
        y = stage.horizon + (0.06 + 0.2 * row) * stage.half[1]
        size = 0.7 + 0.28 * row
        heaps = [
            (float(x), rng.uniform(-0.04, 0.04), size * rng.uniform(0.8, 1.2), cloud(rng))
            for x in np.arange(7) * stage.period / 7
        ]
        laps = stage.laps((0.0, 0.2, 0.45, 0.8)[row]) if row else 0
        tone = mix(stage.sky[2], white, 0.45 + 0.18 * row)

        paint = _cloud_sea(stage, heaps, y, laps, tone)
        if row == 3:
            stage.before(1.2, paint, OWN)
        else:
            stage.behind(0.2 + 0.2 * row, paint, OWN)


def _cloud_sea(
    stage: Stage,
    heaps: list[tuple[float, float, float, shapes.Points]],
    y: float,
    laps: int,
    tone: RGB,
) -> Paint:
    shade = rgb("8fa3c7")

    def paint(canvas: Canvas, clock: Clock) -> None:
        for x, up, scale, edge in heaps:
            with canvas.at(stage.roll(x, laps, clock), y + up, scale):
                paint_cloud(canvas, edge, tone, 1.0)
        floor = shapes.box(-stage.wide, y, 2 * stage.wide, stage.half[1] * 1.4)
        canvas.shade(floor, mix(tone, shade, 0.1), mix(tone, shade, 0.3), edge=False)

    return paint


def court(stage: Stage) -> None:
    """An indoor basketball court with a hoop."""
    top = stage.ground - 0.24

    def wall(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, rgb("33406b")), (0.5, rgb("4a5a8c")), (1, rgb("4a5a8c"))])
        for i in range(9):
            x = (i - 4) * 0.5
            canvas.fill(
                shapes.box(x - 0.2, -stage.half[1] - 0.2, 0.4, top + stage.half[1] + 0.2),
                rgb("54659a"),
                alpha=0.5,
                edge=False,
            )
        for i in range(-1, 2):
            canvas.fill(
                shapes.box(i * 1.1 - 0.28, -stage.half[1] * 0.92, 0.56, 0.07, 0.03), rgb("fff5d6")
            )
            canvas.glow(i * 1.1, -stage.half[1] * 0.9, 0.8, rgb("ffe9b0"), 0.35)
        canvas.fill(shapes.box(-stage.wide, top - 0.13, 2 * stage.wide, 0.14), rgb("e07a4b"))

    def floor(canvas: Canvas, clock: Clock) -> None:
        wood = rgb("d99a5b")
        end = stage.half[1] * 1.2
        canvas.shade(
            shapes.box(-stage.wide, top, 2 * stage.wide, end),
            lighter(wood, 0.12),
            darker(wood, 0.18),
        )
        for i in range(-9, 10):
            canvas.stroke([(i * 0.2, top), (i * 0.46, end)], 0.006, darker(wood, 0.22))
        canvas.stroke(
            shapes.ellipse(0, stage.ground + 0.05, 0.95, 0.17)[list(range(44)) + [0]],
            0.022,
            rgb("fdf2dd"),
        )

    def hoop(canvas: Canvas, clock: Clock) -> None:
        x, y = 0.62 * stage.half[0], -0.36 - 0.1 * stage.half[1]
        canvas.fill(shapes.box(x + 0.12, y + 0.1, 0.04, top - y), rgb("2c3350"))
        canvas.fill(shapes.box(x - 0.18, y - 0.16, 0.46, 0.32, 0.02), rgb("f4f6fb"))
        canvas.fill(shapes.box(x - 0.02, y - 0.02, 0.15, 0.11), rgb("e0503f"))
        canvas.fill(shapes.box(x, y, 0.11, 0.07), rgb("f4f6fb"), edge=False)
        for k in range(6):
            canvas.stroke(
                [(x - 0.07 + 0.05 * k, y + 0.16), (x - 0.03 + 0.034 * k, y + 0.33)], 0.009, WHITE
            )
        canvas.stroke([(x - 0.09, y + 0.16), (x + 0.2, y + 0.16)], 0.028, rgb("f0642d"), edge=True)

    stage.behind(0.1, wall)
    stage.behind(0.5, floor)
    stage.behind(0.4, hoop)


_WALLS = (
    ("f7d9c4", "f2b8a0"),
    ("cfe8e4", "9fd2cb"),
    ("e1d8f4", "bfaee4"),
    ("fbe6b2", "f5c877"),
    ("d5e4f7", "a6c4ea"),
)


def studio(stage: Stage) -> None:
    """A plain coloured backdrop with a soft round of light and drifting shapes."""
    rng = stage.rng("studio")
    light, deep = (rgb(code) for code in _WALLS[int(rng.integers(len(_WALLS)))])
    shapes_at = rng.uniform(-1, 1, (9, 2)) * stage.half

    def wall(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, mix(light, deep, 0.35)), (0.7, deep), (1, darker(deep, 0.08))])
        canvas.oval(0, -0.05, 0.92, 0.92, light, edge=False)

    def drift(canvas: Canvas, clock: Clock) -> None:
        for i, (x, y) in enumerate(shapes_at):
            y = y + 0.05 * clock.sway(i * 0.27)
            tone = mix(deep, WHITE, 0.35) if i % 2 else darker(deep, 0.1)
            if i % 3 == 0:
                canvas.oval(x, y, 0.06, 0.06, tone, alpha=0.8, edge=False)
            elif i % 3 == 1:
                canvas.fill(
                    shapes.turned(shapes.star(4, 0.4), i) * 0.07 + (x, y),
                    tone,
                    alpha=0.8,
                    edge=False,
                )
            else:
                canvas.stroke(
                    shapes.curve(
                        [(x - 0.09, y), (x - 0.03, y - 0.04), (x + 0.03, y + 0.04), (x + 0.09, y)]
                    ),
                    0.022,
                    tone,
                    alpha=0.8,
                )

    def floor(canvas: Canvas, clock: Clock) -> None:
        canvas.oval(0, stage.ground + 0.34, stage.wide * 1.1, 0.4, darker(deep, 0.12), edge=False)

    stage.behind(0.05, wall)
    stage.behind(0.3, drift)
    if stage.scene.subject != "portrait":
        stage.behind(0.9, floor)


def table(stage: Stage) -> None:
    """A wooden table before a kitchen wall with a window and hanging lamp."""
    rng = stage.rng("kitchen")
    light, deep = (rgb(code) for code in _WALLS[int(rng.integers(len(_WALLS)))])
    edge = 0.3 * stage.half[1]
    side = -1 if rng.uniform() < 0.5 else 1

    def wall(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, deep), (0.7, mix(light, deep, 0.3)), (1, light)])
        x, y = side * 0.62 * stage.half[0], -0.32 * stage.half[1]
        canvas.fill(shapes.box(x - 0.34, y - 0.42, 0.68, 0.84, 0.04), rgb("fbf7ef"))
        canvas.shade(shapes.box(x - 0.3, y - 0.38, 0.6, 0.76, 0.02), rgb("8fd0f2"), rgb("dff2fa"))
        hill = [
            (x - 0.3, y + 0.3),
            (x - 0.1, y + 0.24),
            (x + 0.14, y + 0.17),
            (x + 0.3, y + 0.21),
            (x + 0.3, y + 0.38),
        ]
        canvas.fill(np.array([*hill, (x - 0.3, y + 0.38)]), rgb("8cc67d"), edge=False)
        canvas.fill(shapes.box(x - 0.38, y + 0.38, 0.76, 0.06, 0.02), rgb("fbf7ef"))
        canvas.fill(shapes.box(x - 0.015, y - 0.4, 0.03, 0.8), rgb("fbf7ef"), edge=False)
        shelf = -side * 0.62 * stage.half[0]
        canvas.fill(shapes.box(shelf - 0.36, y + 0.02, 0.72, 0.045, 0.01), rgb("9c6b45"))
        for i, tone in enumerate(("d96b5f", "5f9ea0", "e9c46a")):
            jar = shelf - 0.26 + 0.22 * i
            canvas.fill(shapes.box(jar - 0.07, y - 0.15, 0.14, 0.17, 0.03), rgb(tone))
            canvas.fill(shapes.box(jar - 0.055, y - 0.19, 0.11, 0.05, 0.015), rgb("f3ead8"))

    def lamp(canvas: Canvas, clock: Clock) -> None:
        x = 0.05 * clock.sway()
        y = -stage.half[1] * 0.74
        canvas.stroke([(0, -stage.half[1] - 0.4), (x, y - 0.1)], 0.012, rgb("3d3a46"))
        canvas.fill(
            shapes.smooth(
                [
                    (x - 0.24, y + 0.07),
                    (x - 0.1, y - 0.1),
                    (x + 0.1, y - 0.1),
                    (x + 0.24, y + 0.07),
                    (x, y + 0.09),
                ]
            ),
            rgb("e3774e"),
        )
        canvas.glow(x, y + 0.1, 0.7, rgb("ffdf9a"), 0.3)

    def top(canvas: Canvas, clock: Clock) -> None:
        wood = rgb("b9794a")
        end = stage.half[1] * 1.2
        canvas.shade(
            shapes.box(-stage.wide, edge, 2 * stage.wide, end),
            lighter(wood, 0.12),
            darker(wood, 0.24),
        )
        canvas.fill(
            shapes.box(-stage.wide, edge, 2 * stage.wide, 0.018), lighter(wood, 0.35), edge=False
        )
        for i in range(5):
            y = edge + 0.07 + 0.2 * i * (1 + 0.2 * i)
            canvas.stroke([(-stage.wide, y), (stage.wide, y)], 0.007 + 0.002 * i, darker(wood, 0.2))

    stage.behind(0.15, wall)
    stage.behind(0.4, lamp)
    stage.behind(0.9, top)
