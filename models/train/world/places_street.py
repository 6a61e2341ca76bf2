"""A shopping street."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, darker, lighter, rgb
from models.train.world.greenery import wintry_green
from models.train.world.ground import add_scatter
from models.train.world.places_built import add_towers
from models.train.world.sky import add_sky
from models.train.world.stage import Stage

_LAMP = rgb("ffd98a")


def street(stage: Stage) -> None:
    """Shopfronts, a pavement, lamp posts; cars pass when the street itself is the subject."""
    add_sky(stage)
    base = stage.ground - 0.2
    add_towers(
        stage,
        "far",
        depth=0.3,
        y=base,
        tall=(0.8, 1.3),
        width=(0.26, 0.4),
        wall=rgb("7786a8"),
        distance=0.5,
    )
    rng = stage.rng("shops")
    walls = ("d98f7b", "e9c78d", "8fb7a5", "a9a0cf", "cf8aa0", "83aecb")
    awnings = ("d9484c", "2f8f7f", "e8973a", "4b6fc2")
    laps = stage.laps(0.8)
    count = max(3, round(stage.period / 0.78))
    wide = stage.period / count
    shops = [
        (
            i,
            float(rng.uniform(0.95, 1.25)) * (0.7 + 0.3 * stage.half[1]),
            rgb(walls[int(rng.integers(6))]),
            rgb(awnings[int(rng.integers(4))]),
        )
        for i in range(count)
    ]
    evening = stage.scene.time_of_day in ("night", "sunset")

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i, high, wall, awning in shops:
            x = stage.roll((i + 0.5) * wide - stage.period / 2, laps, clock)
            if abs(x) < stage.wide + wide:
                with canvas.at(x, base):
                    _shop(canvas, wide, high, wall, awning, evening, i)

    stage.behind(0.8, paint)

    def pavement(canvas: Canvas, clock: Clock) -> None:
        tone = wintry_green(stage, rgb("c9c3bd"))
        canvas.shade(
            shapes.box(-stage.wide, base, 2 * stage.wide, 0.34),
            lighter(tone, 0.1),
            darker(tone, 0.08),
        )
        for i in range(12):
            x = stage.roll(i * stage.period / 12, stage.laps(1.0), clock)
            canvas.stroke([(x, base), (x - 0.06, base + 0.33)], 0.006, darker(tone, 0.2))
        canvas.fill(shapes.box(-stage.wide, base + 0.33, 2 * stage.wide, 0.045), darker(tone, 0.25))
        canvas.shade(
            shapes.box(-stage.wide, base + 0.37, 2 * stage.wide, stage.half[1] + 0.4),
            rgb("585d6e"),
            rgb("3c4054"),
        )

    stage.behind(1.0, pavement)

    def lamp(canvas: Canvas, clock: Clock, i: int) -> None:
        canvas.stroke(shapes.line("0,0 0,-.8 .04,-.95 .16,-.97"), 0.03, rgb("3a3f52"))
        canvas.fill(shapes.box(0.12, -0.98, 0.14, 0.045, 0.02), rgb("3a3f52"))
        if evening:
            canvas.glow(0.19, -0.92, 0.36, _LAMP, 0.55)
            canvas.oval(0.19, -0.93, 0.045, 0.02, rgb("fff2c4"), edge=False)

    add_scatter(
        stage,
        "lamps",
        lamp,
        depth=1.0,
        y=(base + 0.05, base + 0.05),
        size=(1.1, 1.2),
        count=3,
        speed=1.0,
    )


def _shop(
    canvas: Canvas, wide: float, high: float, wall: RGB, awning: RGB, evening: bool, kind: int
) -> None:
    canvas.shade(
        shapes.box(-wide / 2, -high, wide + 0.004, high), lighter(wall, 0.06), darker(wall, 0.08)
    )
    canvas.fill(shapes.box(-wide / 2 - 0.01, -high - 0.03, wide + 0.02, 0.045), darker(wall, 0.3))
    glass = rgb("ffdf9b") if evening else rgb("a9d3e6")
    ambient = canvas.ambient
    for row in range(2):
        for column in range(3):
            x = (column - 1) * wide * 0.3
            y = -high + 0.1 + row * (high - 0.62) / 2
            tall = min(0.22, (high - 0.66) / 2)
            canvas.fill(shapes.box(x - 0.075, y - 0.012, 0.15, tall + 0.024), lighter(wall, 0.45))
            on = evening and (kind + row * 2 + column) % 3 != 0
            canvas.ambient = 0.15 if on else ambient
            canvas.fill(
                shapes.box(x - 0.058, y, 0.116, tall), glass if on or not evening else rgb("6c7fa0")
            )
            canvas.ambient = ambient
    canvas.ambient = 0.15 if evening else ambient
    canvas.fill(shapes.box(-wide * 0.42, -0.34, wide * 0.5, 0.27), glass)
    canvas.ambient = ambient
    canvas.fill(shapes.box(wide * 0.16, -0.36, wide * 0.24, 0.36), darker(awning, 0.25))
    canvas.oval(wide * 0.2, -0.17, 0.012, 0.012, rgb("ffe6a0"), edge=False)
    stripes = 8
    step = wide * 0.92 / stripes
    for i in range(stripes):
        x = -wide * 0.46 + i * step
        tone = awning if i % 2 else rgb("fbf4e6")
        canvas.fill(
            np.array([(x, -0.47), (x + step, -0.47), (x + step, -0.37), (x, -0.37)]),
            tone,
            edge=False,
        )
        canvas.oval(x + step / 2, -0.37, step / 2, 0.022, tone, edge=False)
    canvas.fill(shapes.box(-wide * 0.46, -0.5, wide * 0.92, 0.04), darker(awning, 0.15))
