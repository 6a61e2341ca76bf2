"""Places without weather: rooms, under water, space; and the open sky above the clouds."""

from __future__ import annotations

from math import pi

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.ground import add_scatter
from models.train.world.sky import add_sky, cloud, paint_cloud
from models.train.world.looks import OWN
from models.train.world.stage import Stage


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
        heaps = [(x, rng.uniform(-0.04, 0.04), size * rng.uniform(0.8, 1.2), cloud(rng))
                 for x in np.arange(7) * stage.period / 7]
        laps = stage.laps((0.0, 0.2, 0.45, 0.8)[row]) if row else 0
        tone = mix(stage.sky[2], white, 0.45 + 0.18 * row)

        def paint(canvas: Canvas, clock: Clock, heaps=heaps, y=y, laps=laps, tone=tone) -> None:
            for x, up, scale, puffs in heaps:
                with canvas.at(stage.roll(x, laps, clock), y + up, scale):
                    paint_cloud(canvas, puffs, tone, 1.0)
            floor = shapes.box(-stage.wide, y, 2 * stage.wide, stage.half[1] * 1.4)
            canvas.shade(floor, mix(tone, rgb("8fa3c7"), 0.1), mix(tone, rgb("8fa3c7"), 0.3), edge=False)

        if row == 3:
            stage.before(1.2, paint, OWN)
        else:
            stage.behind(0.2 + 0.2 * row, paint, OWN)


def court(stage: Stage) -> None:
    """An indoor basketball court with a hoop."""
    top = stage.ground - 0.24

    def wall(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, rgb("33406b")), (0.5, rgb("4a5a8c")), (1, rgb("4a5a8c"))])
        for i in range(9):
            x = (i - 4) * 0.5
            canvas.fill(shapes.box(x - 0.2, -stage.half[1] - 0.2, 0.4, top + stage.half[1] + 0.2),
                        rgb("54659a"), alpha=0.5, edge=False)
        for i in range(-1, 2):
            canvas.fill(shapes.box(i * 1.1 - 0.28, -stage.half[1] * 0.92, 0.56, 0.07, 0.03), rgb("fff5d6"))
            canvas.glow(i * 1.1, -stage.half[1] * 0.9, 0.8, rgb("ffe9b0"), 0.35)
        canvas.fill(shapes.box(-stage.wide, top - 0.13, 2 * stage.wide, 0.14), rgb("e07a4b"))

    def floor(canvas: Canvas, clock: Clock) -> None:
        wood = rgb("d99a5b")
        end = stage.half[1] * 1.2
        canvas.shade(shapes.box(-stage.wide, top, 2 * stage.wide, end), lighter(wood, 0.12), darker(wood, 0.18))
        for i in range(-9, 10):
            canvas.stroke([(i * 0.2, top), (i * 0.46, end)], 0.006, darker(wood, 0.22))
        canvas.stroke(shapes.ellipse(0, stage.ground + 0.05, 0.95, 0.17)[list(range(44)) + [0]], 0.022,
                      rgb("fdf2dd"))

    def hoop(canvas: Canvas, clock: Clock) -> None:
        x, y = 0.62 * stage.half[0], -0.36 - 0.1 * stage.half[1]
        canvas.fill(shapes.box(x + 0.12, y + 0.1, 0.04, top - y), rgb("2c3350"))
        canvas.fill(shapes.box(x - 0.18, y - 0.16, 0.46, 0.32, 0.02), rgb("f4f6fb"))
        canvas.fill(shapes.box(x - 0.02, y - 0.02, 0.15, 0.11), rgb("e0503f"))
        canvas.fill(shapes.box(x, y, 0.11, 0.07), rgb("f4f6fb"), edge=False)
        for k in range(6):
            canvas.stroke([(x - 0.07 + 0.05 * k, y + 0.16), (x - 0.03 + 0.034 * k, y + 0.33)], 0.009, WHITE)
        canvas.stroke([(x - 0.09, y + 0.16), (x + 0.2, y + 0.16)], 0.028, rgb("f0642d"), edge=True)

    stage.behind(0.1, wall)
    stage.behind(0.5, floor)
    stage.behind(0.4, hoop)


_WALLS = (("f7d9c4", "f2b8a0"), ("cfe8e4", "9fd2cb"), ("e1d8f4", "bfaee4"), ("fbe6b2", "f5c877"),
          ("d5e4f7", "a6c4ea"))


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
                canvas.fill(shapes.turned(shapes.star(4, 0.4), i) * 0.07 + (x, y), tone, alpha=0.8, edge=False)
            else:
                canvas.stroke(shapes.curve([(x - 0.09, y), (x - 0.03, y - 0.04), (x + 0.03, y + 0.04),
                                            (x + 0.09, y)]), 0.022, tone, alpha=0.8)

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
        hill = [(x - 0.3, y + 0.3), (x - 0.1, y + 0.24), (x + 0.14, y + 0.17), (x + 0.3, y + 0.21), (x + 0.3, y + 0.38)]
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
        canvas.fill(shapes.smooth([(x - 0.24, y + 0.07), (x - 0.1, y - 0.1), (x + 0.1, y - 0.1),
                                   (x + 0.24, y + 0.07), (x, y + 0.09)]), rgb("e3774e"))
        canvas.glow(x, y + 0.1, 0.7, rgb("ffdf9a"), 0.3)

    def top(canvas: Canvas, clock: Clock) -> None:
        wood = rgb("b9794a")
        end = stage.half[1] * 1.2
        canvas.shade(shapes.box(-stage.wide, edge, 2 * stage.wide, end), lighter(wood, 0.12), darker(wood, 0.24))
        canvas.fill(shapes.box(-stage.wide, edge, 2 * stage.wide, 0.018), lighter(wood, 0.35), edge=False)
        for i in range(5):
            y = edge + 0.07 + 0.2 * i * (1 + 0.2 * i)
            canvas.stroke([(-stage.wide, y), (stage.wide, y)], 0.007 + 0.002 * i, darker(wood, 0.2))

    stage.behind(0.15, wall)
    stage.behind(0.4, lamp)
    stage.behind(0.9, top)


def underwater(stage: Stage) -> None:
    """Blue depth with rays of light, weed, coral and bubbles."""
    end = stage.half[1]
    rng = stage.rng("reef")
    rays = rng.uniform(0, 1, (7, 3))

    def water(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, rgb("5fd3e6")), (0.35, rgb("2a9fd0")), (0.75, rgb("12619f")), (1, rgb("0c3f75"))])

    def light(canvas: Canvas, clock: Clock) -> None:
        for a, b, c in rays:
            x = (a * 2.4 - 1.2) * stage.half[0] + 0.08 * clock.sway(c)
            wide = 0.07 + 0.13 * b
            slant = 0.5
            ray = [(x, -end * 1.1), (x + wide, -end * 1.1), (x + wide * 2.2 - slant, end * 0.8), (x - slant, end * 0.8)]
            canvas.fill(np.array(ray), rgb("bff4ff"), alpha=0.1 + 0.07 * clock.swing(0.2, b), edge=False)

    stage.behind(0.05, water)
    stage.behind(0.1, light)
    x = np.linspace(-stage.wide, stage.wide, 60)
    for i, tone in enumerate((rgb("1c6fa6"), rgb("175b8e"))):
        line = end * (0.5 + 0.2 * i) - 0.14 * np.sin(x * (1.7 + 0.6 * i) + 2 * i) - 0.05 * np.sin(x * 4.1 + i)

        def rock(canvas: Canvas, clock: Clock, line=line, tone=tone) -> None:
            canvas.shade(shapes.below(np.stack([x, line], 1), end * 1.3), tone, darker(tone, 0.3))

        stage.behind(0.25 + 0.2 * i, rock)

    def weed(canvas: Canvas, clock: Clock, i: int) -> None:
        tone = (rgb("2fa27a"), rgb("6cbf5a"), rgb("c8577f"), rgb("e8894f"))[i % 4]
        for k in (-1, 0, 1):
            y = np.linspace(0, -1 + 0.2 * abs(k), 9)
            bend = 0.09 * np.sin(2 * pi * (clock.laps(2) + i * 0.3) + y * 5) * -y
            canvas.stroke(np.stack([0.14 * k + bend - 0.1 * k * y, y], 1), 0.11, mix(tone, WHITE, 0.1 * (k + 1)),
                          tip=0.25, edge=True)

    def coral(canvas: Canvas, clock: Clock, i: int) -> None:
        tone = (rgb("ff7f6e"), rgb("f5a25d"), rgb("d96bb0"))[i % 3]
        for angle in (-0.8, -0.3, 0.25, 0.75):
            canvas.fill(shapes.limb((0, 0), (0.55 * np.sin(angle), -0.6 * np.cos(angle)), 0.12, 0.09), tone)
        canvas.oval(0, 0, 0.26, 0.16, tone)

    def sand(canvas: Canvas, clock: Clock) -> None:
        line = end * 0.88 - 0.03 * np.sin(x * 2.3)
        canvas.shade(shapes.below(np.stack([x, line], 1), end * 1.3), rgb("cdbb8d"), rgb("8a8a80"))

    stage.behind(0.7, sand)
    add_scatter(stage, "weed", weed, depth=0.8, y=(end * 0.9, end), size=(0.3, 0.6), count=9)
    add_scatter(stage, "coral", coral, depth=1.0, y=(end * 0.93, end), size=(0.25, 0.42), count=5)
    bubbles = rng.uniform(0, 1, (22, 4))

    def rise(canvas: Canvas, clock: Clock) -> None:
        for a, b, c, d in bubbles:
            y = end * 1.1 - ((b + clock.laps(1)) % 1) * end * 2.2
            r = 0.008 + 0.018 * c
            bx = (a * 2 - 1) * stage.half[0] + 0.04 * clock.swing(0.4, d)
            canvas.oval(bx, y, r, r, rgb("d8f8ff"), alpha=0.5, edge=False)
            canvas.oval(bx - r * 0.3, y - r * 0.3, r * 0.35, r * 0.35, WHITE, alpha=0.9, edge=False)

    stage.before(1.2, rise)


def space(stage: Stage) -> None:
    """Stars at three depths, a ringed planet, a moon, a nebula."""
    rng = stage.rng("space")
    px, py = rng.uniform(0.35, 0.6) * stage.half[0], rng.uniform(-0.6, -0.35) * stage.half[1]
    tone: RGB = (rgb("e59866"), rgb("6fb1e0"), rgb("c07fd0"), rgb("e8c26a"))[int(rng.integers(4))]

    def deep(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, rgb("0b0d2b")), (0.5, rgb("1c1a4f")), (1, rgb("39235f"))])
        for x, y, r, colour in ((-0.6, 0.4, 1.3, rgb("7a2f8f")), (0.5, 0.1, 1.1, rgb("27529f")),
                                (0.1, 0.9, 1.0, rgb("a03a6a"))):
            canvas.glow(x * stage.half[0], y * stage.half[1], r, colour, 0.36)

    stage.behind(0.05, deep)
    for depth, laps, size, count in ((0.1, 1, 0.006, 60), (0.3, 2, 0.010, 30)):
        spots = rng.uniform(-0.5, 0.5, (int(count * stage.half[0] * stage.half[1]), 2))

        def stars(canvas: Canvas, clock: Clock, spots=spots, laps=laps, size=size) -> None:
            moved = (spots[:, 0] - clock.laps(laps) + 0.5) % 1 - 0.5
            spark = shapes.star(4, 0.4) * size
            canvas.fills([spark + (x * stage.period, y * 2.2 * stage.half[1])
                          for x, y in zip(moved, spots[:, 1], strict=True)], rgb("fff6e0"))

        stage.behind(depth, stars, 0.0)

    def planet(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(px + 0.03 * clock.sway(), py, 0.36):
            canvas.glow(0, 0, 1.9, tone, 0.28)
            ring = shapes.ellipse(0, 0, 1.65, 0.36, -0.35)[list(range(44)) + [0]]
            canvas.stroke(ring, 0.1, lighter(tone, 0.45), edge=False)
            canvas.oval(0, 0, 1, 1, tone)
            for y, wide in ((-0.45, 0.85), (0.02, 0.98), (0.5, 0.8)):
                canvas.oval(0, y, wide * 0.98, 0.1, lighter(tone, 0.22), edge=False, angle=-0.12)
            shade = np.concatenate([shapes.ellipse(0, 0, 1, 1)[-11:], shapes.ellipse(0, 0, 1, 1)[:12],
                                    shapes.ellipse(-0.2, 0, 0.78, 1.0)[:12][::-1],
                                    shapes.ellipse(-0.2, 0, 0.78, 1.0)[-11:][::-1]])
            canvas.fill(shade, rgb("150f3c"), alpha=0.35, edge=False)
            front = ring[(ring @ np.array([np.sin(0.35), np.cos(0.35)])) > 0]
            canvas.stroke(front[np.argsort(front[:, 0])], 0.1, lighter(tone, 0.45))
        with canvas.at(-0.62 * stage.half[0], 0.5 * stage.half[1] + 0.03 * clock.sway(0.3), 0.15):
            canvas.oval(0, 0, 1, 1, rgb("c9c6d6"))
            for x, y, r in ((-0.3, -0.2, 0.26), (0.35, 0.3, 0.2), (0.25, -0.5, 0.14)):
                canvas.oval(x, y, r, r, rgb("a3a0b8"), edge=False)

    stage.behind(0.4, planet)
