"""The sky: gradient, sun or moon, stars, clouds; and the northern lights."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, WHITE, lighter, mix, rgb
from models.train.world.looks import OWN
from models.train.world.stage import Stage


def add_sky(stage: Stage, *, sun: bool = True) -> None:
    """Put the sky behind everything. The gradient, sun and halo never move: painted once."""
    top, middle, low = stage.sky
    share = 0.5 + 0.5 * stage.horizon / stage.half[1]
    rng = stage.rng("sky")
    spot = (rng.uniform(-0.55, 0.55) * stage.half[0], _sun_height(stage, rng.uniform(0, 1)))
    hidden = stage.scene.weather in ("rain", "snow", "fog")

    def still(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, top), (share * 0.58, middle), (share, low), (1, low)])
        if sun and not hidden:
            canvas.ambient = 0.0
            _sun(stage, canvas, *spot)
            canvas.ambient = OWN

    kept: dict[tuple[int, ...], np.ndarray] = {}

    def paint(canvas: Canvas, clock: Clock) -> None:
        shape = canvas.image.shape
        if shape not in kept:
            still(canvas, clock)
            kept[shape] = canvas.image.copy()
        canvas.image[:] = kept[shape]

    stage.behind(0.0, paint, OWN)
    if stage.night and not hidden:
        _add_stars(stage)
    _add_clouds(stage)


def _sun_height(stage: Stage, roll: float) -> float:
    sky_height = stage.horizon + stage.half[1]
    low = {"day": 0.62, "dawn": 0.22, "sunset": 0.2, "night": 0.68}
    return stage.horizon - sky_height * (low[stage.scene.time_of_day or "day"] + 0.1 * roll)


def _sun(stage: Stage, canvas: Canvas, x: float, y: float) -> None:
    time = stage.scene.time_of_day
    dim = 0.5 if stage.scene.weather == "cloudy" else 1.0
    if time == "night":
        canvas.glow(x, y, 0.75, rgb("8fa6ff"), 0.32 * dim)
        moon = mix(rgb("f7f3dc"), stage.sky[1], 1 - dim)
        canvas.oval(x, y, 0.17, 0.17, moon)
        for dx, dy, r in ((-0.06, -0.03, 0.035), (0.05, 0.05, 0.045), (0.04, -0.08, 0.022)):
            canvas.oval(x + dx, y + dy, r, r, mix(moon, rgb("b9b5a4"), 0.5), edge=False)
        return
    disc = {"day": rgb("fff3bf"), "dawn": rgb("fff0cf"), "sunset": rgb("ffe08a")}[time or "day"]
    halo = {"day": rgb("fff0b0"), "dawn": rgb("ffc9a0"), "sunset": rgb("ff9a50")}[time or "day"]
    radius = 0.15 if time == "day" else 0.24
    canvas.glow(x, y, radius * 8, halo, 0.3 * dim)
    canvas.glow(x, y, radius * 3, halo, 0.45 * dim)
    canvas.oval(x, y, radius, radius, mix(stage.sky[1], disc, 0.4 + 0.6 * dim))


def _add_stars(stage: Stage) -> None:
    rng = stage.rng("stars")
    count = int(46 * stage.half[0] * stage.half[1])
    spots = rng.uniform(-1, 1, (count, 2)) * (stage.half[0], stage.half[1])
    size = rng.uniform(0.004, 0.011, count) * np.where(np.arange(count) % 9 == 0, 2.2, 1.0)
    offset = rng.uniform(0, 1, count)
    spark = shapes.star(4, 0.34)

    def paint(canvas: Canvas, clock: Clock) -> None:
        shining = size * (0.75 + 0.25 * np.sin(2 * np.pi * (clock.laps(3) + offset)))
        canvas.fills(shapes.stacked(spark, spots, shining), rgb("fdf6dc"))

    stage.behind(0.05, paint, 0.0)


def cloud(rng: np.random.Generator) -> shapes.Points:
    """The outline of a heap of puffs on a flat base, about 1 wide, around (0, 0)."""
    high = rng.uniform(0.85, 1.15, 5) * (0.1, 0.17, 0.22, 0.18, 0.11)
    x = np.array([-0.42, -0.24, 0.0, 0.23, 0.42]) + rng.uniform(-0.03, 0.03, 5)
    puffs = np.stack([x, -0.6 * high, high], 1)
    heap = shapes.bulge([(float(a), float(b), float(r)) for a, b, r in puffs], 72)
    return np.minimum(heap, (9.0, 0.035))


def paint_cloud(canvas: Canvas, edge: shapes.Points, colour: RGB, alpha: float) -> None:
    """Paint a cloud with a shaded belly."""
    canvas.fill(edge, mix(colour, rgb("8fa3c7"), 0.35), alpha=alpha)
    canvas.fill(edge * (0.97, 0.9) - (0.005, 0.02), colour, alpha=alpha, edge=False)


def _add_clouds(stage: Stage) -> None:
    weather = stage.scene.weather
    count = {"clear": 4, "cloudy": 11, "rain": 10, "snow": 8, "fog": 3}[weather or "clear"]
    top, middle, low = stage.sky
    base = {"dawn": rgb("ffe2dc"), "day": WHITE, "sunset": rgb("ffb48f"), "night": rgb("43528c")}
    colour = base[stage.scene.time_of_day or "day"]
    if weather in ("rain", "cloudy", "snow"):
        colour = mix(colour, lighter(middle, 0.12), {"rain": 0.75, "snow": 0.4}.get(weather, 0.35))
    rng = stage.rng("clouds")
    period = 2 * stage.half[0] + 1.6
    reach = stage.horizon + stage.half[1]
    order = rng.permutation(count)
    clouds = []
    for i in range(count):
        deep = (i + rng.uniform(0, 0.9)) / count
        y = -stage.half[1] + reach * (0.09 + 0.54 * deep)
        size = (0.95 - 0.6 * deep) * rng.uniform(0.75, 1.15)
        x = float(order[i] + rng.uniform(0, 0.6)) * period / count
        clouds.append((x, y, size, deep, cloud(rng)))

    def paint(canvas: Canvas, clock: Clock) -> None:
        for x, y, size, deep, puffs in reversed(clouds):
            # Clouds sway rather than travel: a whole turn in a few seconds would be a storm.
            now = (x + period / 2) % period - period / 2 + 0.07 * (1.2 - deep) * clock.sway()
            with canvas.at(now, y, size):
                paint_cloud(canvas, puffs, mix(colour, low, 0.45 * deep), 1.0)

    stage.behind(0.12, paint, OWN)


def add_aurora(stage: Stage) -> None:
    """Curtains of green and violet light, rippling."""
    rng = stage.rng("aurora")
    colours = (rgb("3dffa2"), rgb("37e0d0"), rgb("a56bff"))
    curtains = [(rng.uniform(0, 1), rng.uniform(0.6, 1.3), colours[i]) for i in (2, 1, 0)]
    x = np.linspace(-stage.wide, stage.wide, 64)

    def paint(canvas: Canvas, clock: Clock) -> None:
        tall = stage.half[1] + stage.horizon
        for i, (phase, waves, colour) in enumerate(curtains):
            sway = np.sin(2 * np.pi * (waves * x / 2 + phase + clock.laps(1)))
            sway += 0.5 * np.sin(2 * np.pi * (waves * 1.7 * x / 2 + phase * 3 - clock.laps(1)))
            foot = -stage.half[1] + tall * (0.62 + 0.1 * i) + 0.09 * sway
            veil = 0.55 + 0.45 * np.sin(2 * np.pi * (1.3 * x + 2 * phase + clock.laps(2)))
            for step in range(7):
                rise = tall * (0.1 + 0.075 * step) * (0.7 + 0.5 * veil)
                upper = np.stack([x, foot - rise], 1)
                lower = np.stack([x, foot], 1)
                band = np.concatenate([upper, lower[::-1]])
                canvas.fill(band, colour, alpha=0.085, edge=False)
            canvas.stroke(np.stack([x, foot], 1), 0.012, lighter(colour, 0.5), alpha=0.45)

    stage.behind(0.08, paint, 0.0)
