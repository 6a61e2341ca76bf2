"""Places by the water, set up on a stage from back to front."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import darker, lighter, rgb
from models.train.world.greenery import LEAVES, firs, wintry_green
from models.train.world.ground import (
    add_hills,
    add_peaks,
    add_scatter,
    add_water,
)
from models.train.world.plants import bush, gust, round_tree
from models.train.world.sky import add_sky
from models.train.world.stage import Stage


def _mirror(stage: Stage, y: float, tall: float) -> None:
    """Reflect what is painted above ``y`` into the water below, rippled."""

    def paint(canvas: Canvas, clock: Clock) -> None:
        line = canvas.pixels(np.array([(0.0, y)]))[0, 1]
        row, height = int(round(line)), canvas.image.shape[0]
        deep = min(height - row, row, int(tall * canvas.unit))
        if deep <= 0:
            return
        rows = np.arange(deep)
        share = rows / deep
        ripple = np.sin(rows / canvas.unit * (95 - 50 * share) - 2 * np.pi * clock.laps(8))
        source = np.clip(row - 1 - rows + ripple * canvas.unit * 0.012 * (0.3 + share), 0, row - 1)
        reflected = canvas.image[source.astype(int)]
        fade = (0.62 * (1 - 0.65 * share))[:, None, None]
        water = canvas.image[row : row + deep]
        canvas.image[row : row + deep] = water + (reflected - water.astype(np.float32)) * fade

    stage.behind(0.4, paint)


def lake(stage: Stage) -> None:
    """Peaks mirrored in still water, reeds at the shore."""
    add_sky(stage)
    y, tall = stage.horizon, 0.6 * (stage.half[1] + 0.1)
    grey = stage.far(rgb("67799f"), 0.42)
    add_peaks(stage, "far", depth=0.1, y=y + 0.03, height=tall, colour=grey, bottom=grey, count=3)
    tone = stage.far(wintry_green(stage, rgb("3d7a5e")), 0.3)
    add_hills(
        stage,
        "shore",
        depth=0.3,
        y=y + 0.03,
        height=0.05,
        top=tone,
        bottom=darker(tone, 0.1),
        prop=firs(stage, 0.3),
        props=22,
        size=(0.14, 0.26),
    )
    add_water(
        stage,
        "water",
        y=y + 0.1,
        top=stage.far(rgb("5b9fc2"), 0.25),
        bottom=rgb("2a6f9c"),
        glitter=False,
    )
    _mirror(stage, y + 0.1, stage.half[1])
    rng = stage.rng("ripples")
    rows = rng.uniform(0, 1, (16, 3))

    def ripples(canvas: Canvas, clock: Clock) -> None:
        for a, b, c in rows:
            py = y + 0.15 + b**1.4 * (stage.half[1] - y)
            wax = clock.swing(0.3, c)
            canvas.oval(
                (a * 2 - 1) * stage.wide,
                py,
                (0.1 + 0.14 * b) * (1 + 0.25 * wax),
                0.005 + 0.006 * b,
                rgb("e9f6ff"),
                alpha=0.3,
                edge=False,
            )

    stage.behind(0.5, ripples)

    def reed(canvas: Canvas, clock: Clock, i: int) -> None:
        bend = gust(clock.laps(3), i * 0.21)
        tip = (0.1 * bend, -1.0)
        canvas.stroke(
            shapes.curve([(0, 0), (0.03 * bend, -0.5), tip]), 0.045, rgb("5d8a4a"), tip=0.4
        )
        if i % 2 == 0:
            canvas.fill(
                shapes.limb((tip[0], -0.92), (tip[0] * 1.1, -1.12), 0.04, 0.04), rgb("7b4f33")
            )

    add_scatter(
        stage,
        "reeds",
        reed,
        depth=1.3,
        y=(stage.half[1], stage.half[1] * 1.06),
        size=(0.24, 0.5),
        count=20,
        front=True,
        clear=0.5 * stage.half[0],
    )


def river(stage: Stage) -> None:
    """A river winding towards us between hills."""
    add_sky(stage)
    y = stage.horizon
    far = stage.far(rgb("6f86ac"), 0.5)
    add_peaks(
        stage,
        "far",
        depth=0.1,
        y=y + 0.1,
        height=0.36 * stage.half[1],
        colour=far,
        bottom=far,
        count=4,
    )
    for i, distance in enumerate((0.4, 0.2)):
        tone = stage.far(wintry_green(stage, rgb("6fb15c")), distance)
        add_hills(
            stage,
            f"hill {i}",
            depth=0.2 + 0.1 * i,
            y=y + 0.06 + 0.07 * i,
            height=0.07,
            top=tone,
            bottom=darker(tone, 0.08),
            prop=firs(stage, distance),
            props=12,
            size=(0.1, 0.2),
        )
    green = wintry_green(stage, rgb("82c25f"))
    end = stage.half[1] * 1.1
    share = np.linspace(0, 1, 40)
    py = y + 0.17 + (end - y - 0.17) * share
    centre = 0.42 * np.sin(share**0.6 * 7.2 + 0.6) * (0.25 + share) * min(1.3, stage.half[0])
    wide = 0.02 + 0.62 * share**1.4
    left, right = np.stack([centre - wide, py], 1), np.stack([centre + wide, py], 1)
    bed = np.concatenate([left, right[::-1]])
    rng = stage.rng("flow")
    streaks = rng.uniform(0, 1, (26, 2))

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.shade(
            shapes.box(-stage.wide, y + 0.17, 2 * stage.wide, end), green, darker(green, 0.25)
        )
        canvas.fill(bed + (0, 0.012), darker(green, 0.35), edge=False)
        canvas.shade(bed, stage.far(rgb("6fc3dd"), 0.3), rgb("2b86b5"))
        for a, b in streaks:
            s = (a + clock.laps(2)) % 1
            s = s**1.6
            i = min(38, int(s * 39))
            x = centre[i] + (b * 1.6 - 0.8) * wide[i]
            fade = min(1.0, 6 * s, 6 * (1 - s))
            canvas.oval(
                x,
                py[i] + (s * 39 - i) * (py[i + 1] - py[i]),
                0.012 + 0.07 * s,
                0.003 + 0.009 * s,
                rgb("eafaff"),
                alpha=0.65 * fade,
                edge=False,
            )

    stage.behind(0.7, paint)

    def tree(canvas: Canvas, clock: Clock, i: int) -> None:
        if i % 3:
            bush(canvas, wintry_green(stage, LEAVES[i % 3]))
        else:
            round_tree(canvas, wintry_green(stage, LEAVES[i % 3]), gust(clock.laps(2), i * 0.3), i)

    add_scatter(
        stage,
        "banks",
        tree,
        depth=0.75,
        y=(y + 0.22, stage.half[1] * 0.95),
        size=(0.1, 0.42),
        count=14,
        clear=0.62 * stage.half[0],
    )


def waterfall(stage: Stage) -> None:
    """Water falling over a cliff into a misty pool."""
    add_sky(stage)
    top, pool = stage.horizon - 0.48 * stage.half[1], stage.ground - 0.1
    stage_wide = stage.wide
    rock, wet = rgb("6e7487"), rgb("4c5468")
    tone = stage.far(wintry_green(stage, rgb("4c8a5e")), 0.3)
    add_hills(
        stage,
        "wood",
        depth=0.3,
        y=top,
        height=0.05,
        top=tone,
        bottom=tone,
        prop=firs(stage, 0.2),
        props=20,
        size=(0.24, 0.42),
    )
    rng = stage.rng("fall")
    drops = rng.uniform(0, 1, (60, 3))
    blocks = [
        (rng.uniform(-stage_wide, stage_wide), rng.uniform(top + 0.05, pool), rng.uniform(0.1, 0.3))
        for _ in range(34)
    ]
    half = 0.34

    def cliff(canvas: Canvas, clock: Clock) -> None:
        face = [
            (-stage_wide, top + 0.02),
            (-0.5, top - 0.03),
            (-half, top + 0.03),
            (half, top + 0.03),
            (0.55, top - 0.05),
            (stage_wide, top),
            (stage_wide, pool + 0.2),
            (-stage_wide, pool + 0.2),
        ]
        canvas.shade(np.array(face), rock, wet)
        for i, (x, y, size) in enumerate(blocks):
            edge = [
                (x - size, y),
                (x - size * 0.7, y - size * 0.5),
                (x + size * 0.6, y - size * 0.6),
                (x + size, y + 0.02),
                (x + size * 0.4, y + size * 0.35),
            ]
            canvas.fill(
                np.array(edge),
                (lighter(rock, 0.1), darker(rock, 0.14))[i % 2],
                alpha=0.5,
                edge=False,
            )
        canvas.fill(
            shapes.smooth(
                [(-0.52, top - 0.02), (-0.36, top + 0.05), (-0.42, top + 0.2), (-0.6, top + 0.12)]
            ),
            wintry_green(stage, rgb("5d9c58")),
        )
        canvas.fill(
            shapes.smooth(
                [(0.5, top - 0.03), (0.36, top + 0.06), (0.4, top + 0.26), (0.62, top + 0.12)]
            ),
            wintry_green(stage, rgb("4f8f55")),
        )

    def fall(canvas: Canvas, clock: Clock) -> None:
        sheet = np.array(
            [
                (-half, top + 0.02),
                (half, top + 0.02),
                (half * 1.16, pool + 0.06),
                (-half * 1.16, pool + 0.06),
            ]
        )
        canvas.shade(sheet, rgb("bfe6f4"), rgb("8accea"))
        long = pool - top
        for a, b, c in drops:
            s = (a + clock.turn(0.5 + 0.25 * (c > 0.5))) % 1
            y0 = top + 0.03 + s * long * 0.92
            y1 = min(pool + 0.05, y0 + 0.16 + 0.3 * c)
            x = (b * 1.9 - 0.95) * half * (1 + 0.16 * s)
            canvas.stroke(
                [(x, y0), (x * 1.03, y1)],
                0.016 + 0.022 * c,
                rgb("ffffff") if c > 0.3 else rgb("6fb8de"),
                tip=0.5,
                alpha=0.75,
            )

    stage.behind(0.6, cliff)
    stage.behind(0.6, fall, 0.7)
    add_water(stage, "pool", y=pool, top=rgb("7ccbe3"), bottom=rgb("1f6f96"), depth=0.8)

    def mist(canvas: Canvas, clock: Clock) -> None:
        for i in range(9):
            x = (i / 8 - 0.5) * half * 3.0
            puff = clock.pulse(0.4, i * 0.37)
            canvas.oval(
                x,
                pool - 0.01 - 0.05 * puff,
                0.15 + 0.05 * puff,
                0.07 + 0.04 * puff,
                rgb("f4fbff"),
                alpha=0.42,
                edge=False,
            )

    stage.behind(0.8, mist, 0.7)

    def boulder(canvas: Canvas, clock: Clock, i: int) -> None:
        canvas.fill(
            shapes.outline("-.5,.1 -.45,-.3 -.1,-.48 .35,-.36 .52,.1"),
            rock,
        )
        canvas.fill(
            shapes.outline("-.38,-.18 -.1,-.43 .2,-.34 -.05,-.22"),
            lighter(rock, 0.2),
            edge=False,
        )
        canvas.fill(
            shapes.outline("-.2,-.44 .05,-.49 .3,-.38 .1,-.36"),
            wintry_green(stage, rgb("6aa65a")),
            edge=False,
        )

    add_scatter(
        stage,
        "boulders",
        boulder,
        depth=1.0,
        y=(stage.ground + 0.05, stage.half[1]),
        size=(0.25, 0.5),
        count=8,
        front=True,
        clear=0.5 * stage.half[0],
    )
