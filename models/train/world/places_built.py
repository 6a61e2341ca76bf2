"""Places people built: the city, streets, roads, playing fields."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, darker, lighter, mix, rgb
from models.train.world.greenery import firs, trees, tufts, wintry_green
from models.train.world.ground import add_hills, add_scatter, add_water
from models.train.world.shapes import Points
from models.train.world.sky import add_sky
from models.train.world.stage import Stage

_LAMP = rgb("ffd98a")
_WALLS = (rgb("c98a78"), rgb("7fa0c2"), rgb("e0c6a0"), rgb("8f86b5"), None)


def add_towers(
    stage: Stage,
    name: str,
    *,
    depth: float,
    y: float,
    tall: tuple[float, float],
    width: tuple[float, float],
    wall: RGB,
    distance: float,
    speed: float = 0.0,
) -> None:
    """A row of buildings standing at ``y``, with windows that are lit at night."""
    rng = stage.rng(name)
    laps = stage.laps(speed) if speed else 0
    houses = []
    x = -stage.period / 2
    while x < stage.period / 2 - width[0] * 0.6:
        wide = min(float(rng.uniform(*width)), stage.period / 2 - x)
        high, kind = float(rng.uniform(*tall)), int(rng.integers(0, 5))
        tone = stage.far(mix(wall, _WALLS[kind] or wall, 0.4), distance)
        bright, dark = _panes(wide, high, rng.uniform(0, 1, (24, 8)), stage)
        houses.append((x + wide / 2, wide, high, kind, tone, bright, dark))
        x += wide
    evening = stage.scene.time_of_day in ("night", "sunset")
    floor = stage.half[1] * 1.2 + 0.2

    def paint(canvas: Canvas, clock: Clock) -> None:
        ambient = canvas.ambient
        for centre, wide, high, kind, tone, bright, dark in houses:
            now = stage.roll(centre, laps, clock)
            if abs(now) > stage.wide + wide:
                continue
            with canvas.at(now - wide / 2, y - high):
                if kind == 1:
                    canvas.fill(shapes.box(wide / 2 - 0.006, -0.12, 0.012, 0.13), darker(tone, 0.2))
                if kind == 2:
                    canvas.fill(shapes.box(wide * 0.18, -0.06, wide * 0.64, 0.07), tone)
                canvas.shade(
                    shapes.box(0, 0, wide + 0.004, floor - y + high), tone, darker(tone, 0.12)
                )
                canvas.fill(
                    shapes.box(wide * 0.78, 0, wide * 0.22 + 0.004, high + 0.1),
                    darker(tone, 0.13),
                    edge=False,
                )
                canvas.fills(dark, darker(tone, 0.3) if evening else lighter(tone, 0.35))
                canvas.ambient = 0.0
                canvas.fills(bright, mix(_LAMP, stage.sky[2], distance * 0.5))
                canvas.ambient = ambient

    stage.behind(depth, paint)


def _panes(wide: float, high: float, dice: Points, stage: Stage) -> tuple[Points, Points]:
    """The windows of one house, lit and unlit, as arrays (count, 4, 2) from its top left corner."""
    step = max(0.055, wide / 5)
    columns, rows = (
        min(8, max(1, int((wide * 0.78 - 0.03) / step))),
        min(24, int(high / (step * 1.25))),
    )
    share = {"night": 0.5, "sunset": 0.25}.get(stage.scene.time_of_day or "", 0.0)
    found: tuple[list[Points], list[Points]] = ([], [])
    for row in range(rows):
        for column in range(columns):
            pane = shapes.box(
                0.03 + column * step, 0.05 + row * step * 1.25, step * 0.55, step * 0.7
            )
            found[int(dice[row, column] >= share)].append(pane)
    bright, dark = (np.array(panes).reshape(-1, 4, 2) for panes in found)
    return bright, dark


def city(stage: Stage) -> None:
    """A skyline in three rows; by the water as a view, along a road when something drives."""
    add_sky(stage)
    y = stage.horizon + 0.22
    tall = 0.5 + 0.5 * stage.half[1]
    for i, distance in enumerate((0.62, 0.38, 0.12)):
        add_towers(
            stage,
            f"towers {i}",
            depth=0.12 + 0.14 * i,
            y=y,
            distance=distance,
            tall=(tall * (0.55 - 0.13 * i), tall * (1.05 - 0.25 * i)),
            width=(0.16 + 0.06 * i, 0.26 + 0.09 * i),
            wall=rgb("66759c"),
            speed=(0.0, 0.2, 0.4)[i],
        )
    if stage.scene.subject == "skyline":
        _quay(stage, y)
    else:
        _asphalt(stage, rgb("b9bcc6"))


def _quay(stage: Stage, y: float) -> None:
    add_water(stage, "water", y=y, top=stage.far(rgb("4d8fb5"), 0.2), bottom=rgb("234f7c"))
    rng = stage.rng("reflections")
    lights = rng.uniform(0, 1, (26, 3))

    def paint(canvas: Canvas, clock: Clock) -> None:
        for a, b, c in lights:
            x = (a * 2 - 1) * stage.wide
            for k in range(5):
                wobble = 0.02 * clock.swing(0.5, c + k * 0.23)
                canvas.oval(
                    x + wobble,
                    y + 0.03 + 0.055 * k,
                    0.02 + 0.008 * k,
                    0.008,
                    (_LAMP, rgb("ff9fb0"), rgb("9fd4ff"))[int(b * 2.99)],
                    alpha=(0.6 - 0.1 * k) * (1.0 if stage.night else 0.35),
                    edge=False,
                )

    stage.behind(0.4, paint, 0.0)

    def boat(canvas: Canvas, clock: Clock) -> None:
        x = (clock.laps(1, 0.3) - 0.5) * 2 * (stage.wide + 0.3)
        by = y + 0.3 + 0.006 * clock.swing(0.5)
        canvas.fill(
            np.array(
                [
                    (x - 0.2, by - 0.05),
                    (x + 0.22, by - 0.05),
                    (x + 0.17, by + 0.02),
                    (x - 0.16, by + 0.02),
                ]
            ),
            rgb("d8545a"),
        )
        canvas.fill(shapes.box(x - 0.1, by - 0.11, 0.2, 0.06, 0.01), rgb("f5efe2"))
        canvas.fills(
            [shapes.box(x - 0.08 + 0.06 * k, by - 0.095, 0.035, 0.025) for k in range(3)],
            _LAMP if stage.night else rgb("6d90b5"),
        )

    stage.behind(0.5, boat, 0.7)


def _asphalt(stage: Stage, kerb: RGB) -> None:
    """A road under the subject, markings running past."""
    top = stage.ground - 0.17
    end = stage.half[1] * 1.2
    grey = rgb("565b6b")
    laps = stage.laps(1.6)

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.shade(
            shapes.box(-stage.wide, top - 0.08, 2 * stage.wide, 0.1), lighter(kerb, 0.15), kerb
        )
        canvas.shade(
            shapes.box(-stage.wide, top, 2 * stage.wide, end - top), grey, darker(grey, 0.25)
        )
        canvas.fill(
            shapes.box(-stage.wide, top, 2 * stage.wide, 0.012), darker(grey, 0.4), edge=False
        )
        count = 8
        for i in range(count):
            x = stage.roll(i * stage.period / count, laps, clock)
            y = stage.ground + 0.14
            canvas.fill(
                np.array(
                    [(x - 0.14, y), (x + 0.14, y), (x + 0.13, y + 0.03), (x - 0.16, y + 0.03)]
                ),
                rgb("f3ead2"),
                edge=False,
            )

    stage.behind(1.0, paint)


def road(stage: Stage) -> None:
    """An asphalt road through hills and fields."""
    add_sky(stage)
    y = stage.horizon
    for i, (distance, depth) in enumerate(((0.6, 0.15), (0.36, 0.3), (0.1, 0.55))):
        tone = stage.far(wintry_green(stage, mix(rgb("6bae68"), rgb("93c65a"), i / 2)), distance)
        add_hills(
            stage,
            f"hill {i}",
            depth=depth,
            y=y + 0.04 + 0.1 * i,
            height=0.09 - 0.02 * i,
            top=tone,
            bottom=darker(tone, 0.1),
            speed=(0, 0.3, 0.6)[i],
            prop=firs(stage, distance) if i == 0 else trees(stage, distance),
            props=(16, 7, 5)[i],
            size=((0.1, 0.16), (0.16, 0.26), (0.3, 0.44))[i],
        )
    _asphalt(stage, wintry_green(stage, rgb("b5a67c")))


def pitch(stage: Stage) -> None:
    """A mown football pitch before a stand and a goal."""
    add_sky(stage)
    top = stage.horizon + 0.2
    rng = stage.rng("crowd")
    dots = rng.uniform(0, 1, (150, 3))
    tones = (rgb("e3584f"), rgb("f4d35e"), rgb("f3efe6"), rgb("4f8bd6"), rgb("f0a35b"))

    def stand(canvas: Canvas, clock: Clock) -> None:
        canvas.shade(
            shapes.box(-stage.wide, top - 0.36, 2 * stage.wide, 0.4), rgb("5b6688"), rgb("3f4868")
        )
        canvas.fill(shapes.box(-stage.wide, top - 0.44, 2 * stage.wide, 0.05), rgb("e8ecf3"))
        for k, tone in enumerate(tones):
            crowd = [
                shapes.ellipse(
                    (a * 2 - 1) * stage.wide,
                    top - 0.31 + 0.24 * round(b * 5) / 5 - 0.012 * clock.pulse(1.0, c),
                    0.022,
                    0.026,
                )
                for a, b, c in dots[k::5]
            ]
            canvas.fills(crowd, tone)
        canvas.fill(shapes.box(-stage.wide, top - 0.03, 2 * stage.wide, 0.07), rgb("2f6fb8"))

    def grass_field(canvas: Canvas, clock: Clock) -> None:
        green = wintry_green(stage, rgb("5fb54f"))
        end = stage.half[1] * 1.2
        canvas.shade(
            shapes.box(-stage.wide, top + 0.03, 2 * stage.wide, end), green, darker(green, 0.22)
        )
        for i in range(-6, 7, 2):
            stripe = [
                (i * 0.26, top + 0.03),
                ((i + 1) * 0.26, top + 0.03),
                ((i + 1) * 0.8, end),
                (i * 0.8, end),
            ]
            canvas.fill(np.array(stripe), lighter(green, 0.16), alpha=0.45, edge=False)
        canvas.stroke(
            [(-stage.wide, stage.ground + 0.16), (stage.wide, stage.ground + 0.16)],
            0.022,
            rgb("f6faf0"),
        )

    def goal(canvas: Canvas, clock: Clock) -> None:
        x, y, wide, tall = 0.55 * stage.half[0], top + 0.13, 0.6, 0.36
        net = [[(x + wide * k / 8, y - tall), (x + wide * k / 8, y)] for k in range(9)]
        net += [[(x, y - tall * k / 5), (x + wide, y - tall * k / 5)] for k in range(1, 5)]
        for line in net:
            canvas.stroke(line, 0.004, rgb("e6eee6"), alpha=0.6)
        frame = [(x, y), (x, y - tall), (x + wide, y - tall), (x + wide, y)]
        for a, b in zip(frame, frame[1:], strict=False):
            canvas.stroke([a, b], 0.022, rgb("ffffff"), edge=True)

    stage.behind(0.3, stand)
    stage.behind(0.6, grass_field)
    stage.behind(0.6, goal)
    add_scatter(
        stage,
        "tufts",
        tufts(stage, rgb("3f9440")),
        depth=1.2,
        y=(stage.ground + 0.24, stage.half[1] * 1.05),
        size=(0.05, 0.1),
        count=18,
        front=True,
    )
