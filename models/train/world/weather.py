"""Rain, snow and fog in front of a scene, and lightness of a foggy air."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import rgb
from models.train.world.stage import Paint, Stage


def add_weather(stage: Stage) -> None:
    """Put what falls or drifts before the subject."""
    if stage.scene.weather == "rain":
        _rain(stage)
    elif stage.scene.weather == "snow":
        _snow(stage)
    elif stage.scene.weather == "fog":
        _fog(stage)


def _rain(stage: Stage) -> None:
    rng = stage.rng("rain")
    _rain_sheet(stage, rng, depth=0.7, size=0.6, hz=0.9, density=44, alpha=0.3)
    _rain_sheet(stage, rng, depth=1.3, size=1.0, hz=1.3, density=34, alpha=0.5)


def _rain_sheet(
    stage: Stage,
    rng: np.random.Generator,
    *,
    depth: float,
    size: float,
    hz: float,
    density: int,
    alpha: float,
) -> None:
    wide, tall = 2 * stage.wide, 2 * stage.half[1] + 0.6
    count = int(density * stage.half[0] * stage.half[1])
    x, y = rng.uniform(-wide / 2, wide / 2, count), rng.uniform(0, 1, count)
    drop = shapes.ribbon([(0, 0), (-0.035 * size, 0.15 * size)], 0.011 * size + 0.003)

    def paint(canvas: Canvas, clock: Clock) -> None:
        fallen = (y + clock.turn(hz)) % 1
        spots = np.stack([x - 0.06 * fallen * tall, (fallen - 0.5) * tall], 1)
        canvas.fills(shapes.stacked(drop, spots), rgb("e3efff"), alpha=alpha)

    stage.before(depth, paint, 0.35)


def _snow(stage: Stage) -> None:
    rng = stage.rng("snow")
    for depth, size, laps, density in (
        (0.6, 0.010, 1, 44),
        (1.0, 0.017, 2, 30),
        (1.5, 0.028, 2, 12),
    ):
        _snow_sheet(stage, rng, depth=depth, size=size, laps=laps, density=density)


def _snow_sheet(
    stage: Stage, rng: np.random.Generator, *, depth: float, size: float, laps: int, density: int
) -> None:
    wide, tall = 2 * stage.wide, 2 * stage.half[1] + 0.4
    count = int(density * stage.half[0] * stage.half[1])
    x, y = rng.uniform(-wide / 2, wide / 2, count), rng.uniform(0, 1, count)
    offset = rng.uniform(0, 1, count)
    sizes = size * rng.uniform(0.7, 1.3, count)

    def paint(canvas: Canvas, clock: Clock) -> None:
        fallen = (y + clock.laps(laps)) % 1
        drift = 0.07 * np.sin(2 * np.pi * (clock.laps(2) + offset))
        spots = np.stack([x + drift, (fallen - 0.5) * tall], 1)
        canvas.fills(shapes.stacked(shapes.circle(10), spots, sizes), rgb("ffffff"), alpha=0.9)

    stage.before(depth, paint, 0.25)


def _fog(stage: Stage) -> None:
    rng = stage.rng("fog")
    stage.behind(0.5, _fog_bank(stage, rng, stage.horizon + 0.06, 0.24), 0.75)
    stage.before(1.2, _fog_bank(stage, rng, stage.ground + 0.12, 0.21), 0.75)


def _fog_bank(stage: Stage, rng: np.random.Generator, y: float, alpha: float) -> Paint:
    x = rng.uniform(-stage.wide, stage.wide, 7)
    up = y + rng.uniform(-0.12, 0.12, 7)
    size = np.stack([rng.uniform(0.5, 1.1, 7), rng.uniform(0.07, 0.16, 7)], 1)

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i in range(7):
            now = x[i] + 0.12 * clock.sway(i / 7)
            for share in (1.0, 0.72):
                rx, ry = size[i] * share
                canvas.oval(now, up[i], rx, ry, rgb("dfe5ea"), alpha=alpha, edge=False)

    return paint


def add_petals(stage: Stage) -> None:
    """Blossom petals drifting down before and behind the subject."""
    rng = stage.rng("petals")
    wide, tall = 2 * stage.wide, 2 * stage.half[1] + 0.4
    count = int(30 * stage.half[0] * stage.half[1])
    rows = rng.uniform(0, 1, (count, 4))

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i, (x, y, offset, size) in enumerate(rows):
            fallen = (y + clock.laps(1)) % 1
            sway = clock.sway(offset) * 0.14
            angle = 2 * np.pi * (offset + clock.laps(2))
            squash = 0.35 + 0.65 * abs(np.cos(angle))
            canvas.oval(
                ((x + 0.2 * fallen) % 1 - 0.5) * wide + sway,
                (fallen - 0.5) * tall,
                0.014 + 0.012 * size,
                (0.014 + 0.012 * size) * 0.6 * squash,
                rgb("ffc3d3") if i % 3 else rgb("ff9db8"),
                angle=angle,
                edge=False,
            )

    stage.before(1.2, paint, 0.5)
