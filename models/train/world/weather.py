"""Rain, snow and fog in front of a scene, and lightness of a foggy air."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import rgb
from models.train.world.stage import Stage


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
    wide, tall = 2 * stage.wide, 2 * stage.half[1] + 0.6
    for depth, size, per_second, many, alpha in ((0.7, 0.6, 0.9, 44, 0.3), (1.3, 1.0, 1.3, 34, 0.5)):
        count = int(many * stage.half[0] * stage.half[1])
        x, y = rng.uniform(-wide / 2, wide / 2, count), rng.uniform(0, 1, count)
        drop = shapes.ribbon([(0, 0), (-0.035 * size, 0.15 * size)], 0.011 * size + 0.003)

        def paint(canvas: Canvas, clock: Clock, x=x, y=y, drop=drop, hz=per_second, alpha=alpha) -> None:
            fallen = (y + clock.turn(hz)) % 1
            spots = np.stack([x - 0.25 * fallen * tall * 0.23, (fallen - 0.5) * tall], 1)
            canvas.fills([drop + spot for spot in spots], rgb("e3efff"), alpha=alpha)

        stage.before(depth, paint, 0.35)


def _snow(stage: Stage) -> None:
    rng = stage.rng("snow")
    wide, tall = 2 * stage.wide, 2 * stage.half[1] + 0.4
    for depth, size, laps, many in ((0.6, 0.010, 1, 44), (1.0, 0.017, 2, 30), (1.5, 0.028, 2, 12)):
        count = int(many * stage.half[0] * stage.half[1])
        x, y = rng.uniform(-wide / 2, wide / 2, count), rng.uniform(0, 1, count)
        offset = rng.uniform(0, 1, count)
        sizes = size * rng.uniform(0.7, 1.3, count)

        def paint(canvas: Canvas, clock: Clock, x=x, y=y, offset=offset, sizes=sizes, laps=laps) -> None:
            fallen = (y + clock.laps(laps)) % 1
            drift = 0.07 * np.sin(2 * np.pi * (clock.laps(2) + offset))
            flake = shapes.circle(10)
            many = [flake * s + (a, b) for s, a, b in
                    zip(sizes, x + drift, (fallen - 0.5) * tall, strict=True)]
            canvas.fills(many, rgb("ffffff"), alpha=0.9)

        stage.before(depth, paint, 0.25)


def _fog(stage: Stage) -> None:
    rng = stage.rng("fog")
    tone = rgb("dfe5ea")
    for depth, y, alpha in ((0.5, stage.horizon + 0.06, 0.34), (1.2, stage.ground + 0.12, 0.3)):
        puffs = [(rng.uniform(-stage.wide, stage.wide), y + rng.uniform(-0.12, 0.12),
                  rng.uniform(0.5, 1.1), rng.uniform(0.07, 0.16)) for _ in range(7)]
        if depth < 1:
            list_to = stage.behind
        else:
            list_to = stage.before

        def paint(canvas: Canvas, clock: Clock, puffs=puffs, alpha=alpha) -> None:
            for i, (x, py, rx, ry) in enumerate(puffs):
                x += 0.12 * clock.sway(i / 7)
                for share in (1.0, 0.72):
                    canvas.oval(x, py, rx * share, ry * share, tone, alpha=alpha * 0.7, edge=False)

        list_to(depth, paint, 0.75)


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
            canvas.oval(((x + 0.2 * fallen) % 1 - 0.5) * wide + sway, (fallen - 0.5) * tall,
                        0.014 + 0.012 * size, (0.014 + 0.012 * size) * 0.6 * squash,
                        rgb("ffc3d3") if i % 3 else rgb("ff9db8"), angle=angle, edge=False)

    stage.before(1.2, paint, 0.5)
