"""Places on dry land, set up on a stage from back to front."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import darker, lighter, mix, rgb
from models.train.world.greenery import (
    firs,
    lawn,
    path,
    trees,
    wintry_green,
)
from models.train.world.ground import (
    Prop,
    add_hills,
    add_peaks,
    add_scatter,
)
from models.train.world.plants import (
    acacia,
    blossom_dots,
    cactus,
    cherry_tree,
    gust,
    pine,
)
from models.train.world.sky import add_aurora, add_sky
from models.train.world.stage import Stage
from models.train.world.weather import add_petals


def meadow(stage: Stage) -> None:
    """Rolling hills with trees, and flowers in the grass."""
    add_sky(stage)
    y = stage.horizon
    for i, (distance, depth) in enumerate(((0.62, 0.18), (0.36, 0.32), (0.14, 0.5))):
        tone = stage.far(wintry_green(stage, mix(rgb("6fb65a"), rgb("86c65c"), i / 2)), distance)
        add_hills(
            stage,
            f"hill {i}",
            depth=depth,
            y=y + 0.02 + 0.11 * i,
            height=0.1 - 0.015 * i,
            top=tone,
            bottom=darker(tone, 0.12),
            speed=(0, 0.3, 0.5)[i],
            prop=trees(stage, distance),
            props=(8, 7, 5)[i],
            size=((0.1, 0.15), (0.18, 0.26), (0.3, 0.42))[i],
        )
    lawn(stage, flowers=True)


def park(stage: Stage) -> None:
    """Lawn, round trees, a path and lamps, with towers far behind."""
    add_sky(stage)
    y = stage.horizon
    tone = stage.far(wintry_green(stage, rgb("6aa96a")), 0.45)
    add_hills(
        stage,
        "hill",
        depth=0.25,
        y=y + 0.05,
        height=0.06,
        top=tone,
        bottom=darker(tone, 0.1),
        prop=trees(stage, 0.45),
        props=12,
        size=(0.2, 0.32),
        speed=0.2,
    )
    tone = stage.far(wintry_green(stage, rgb("79bb5c")), 0.12)
    add_hills(
        stage,
        "hill 2",
        depth=0.5,
        y=y + 0.19,
        height=0.03,
        top=tone,
        bottom=darker(tone, 0.1),
        prop=trees(stage, 0.1),
        props=5,
        size=(0.55, 0.75),
        speed=0.5,
    )
    lawn(stage, flowers=False)
    path(stage, rgb("e9d5ac"))


def mountains(stage: Stage) -> None:
    """Two snowy ranges, wooded foothills, a grassy foreground."""
    add_sky(stage)
    y, tall = stage.horizon, 0.62 * (stage.half[1] + 0.2)
    grey = stage.far(rgb("6d7fa8"), 0.5)
    add_peaks(stage, "far", depth=0.08, y=y + 0.08, height=tall, colour=grey, bottom=grey, count=3)
    grey = stage.far(rgb("55698f"), 0.22)
    add_peaks(
        stage,
        "middle",
        depth=0.2,
        y=y + 0.14,
        height=tall * 0.62,
        colour=grey,
        bottom=stage.far(rgb("6f9a8a"), 0.4),
        count=4,
    )
    tone = stage.far(wintry_green(stage, rgb("3f7f62")), 0.3)
    add_hills(
        stage,
        "wood",
        depth=0.4,
        y=y + 0.2,
        height=0.07,
        top=tone,
        bottom=darker(tone, 0.15),
        prop=firs(stage, 0.25),
        props=20,
        size=(0.2, 0.32),
        speed=0.35,
    )
    lawn(stage, flowers=True, colour=rgb("73b25a"))


def desert(stage: Stage) -> None:
    """Mesas and dunes with cacti."""
    add_sky(stage)
    y = stage.horizon
    rock = stage.far(rgb("c0624a"), 0.4)
    rng = stage.rng("mesa")
    mesas = [
        (x + rng.uniform(-0.15, 0.15), rng.uniform(0.16, 0.36), rng.uniform(0.14, 0.32))
        for x in np.linspace(-stage.wide, stage.wide, 5)
    ]

    def mesa(canvas: Canvas, clock: Clock) -> None:
        for x, wide, tall in mesas:
            block = [
                (x - wide, y + 0.12),
                (x - wide * 0.7, y - tall * 0.4),
                (x - wide * 0.62, y - tall),
                (x + wide * 0.55, y - tall),
                (x + wide * 0.66, y - tall * 0.4),
                (x + wide, y + 0.12),
            ]
            canvas.fill(np.array(block), rock)
            dark = [(x + wide * 0.2, y - tall), *block[3:], (x + wide * 0.34, y + 0.12)]
            canvas.fill(np.array(dark), darker(rock, 0.14), edge=False)
            canvas.stroke(
                [(x - wide * 0.66, y - tall * 0.72), (x + wide * 0.6, y - tall * 0.72)],
                0.02,
                lighter(rock, 0.12),
            )

    stage.behind(0.15, mesa)

    def plant(canvas: Canvas, clock: Clock, i: int) -> None:
        cactus(canvas, rgb("4c8f5f"))

    for i, (distance, depth, speed) in enumerate(((0.4, 0.25, 0.2), (0.16, 0.5, 0.5))):
        sand = stage.far(rgb("eebb74"), distance)
        add_hills(
            stage,
            f"dune {i}",
            depth=depth,
            y=y + 0.1 + 0.13 * i,
            height=0.06,
            top=sand,
            bottom=darker(sand, 0.14),
            waves=3,
            speed=speed,
            prop=plant,
            props=3 + i,
            size=((0.12, 0.18), (0.26, 0.4))[i],
        )
    sand = rgb("f3c680")
    add_hills(
        stage,
        "near",
        depth=1.0,
        y=stage.ground - 0.16,
        height=0.035,
        top=sand,
        bottom=darker(sand, 0.22),
        waves=2,
        speed=1.0,
    )

    def stone(canvas: Canvas, clock: Clock, i: int) -> None:
        canvas.fill(
            shapes.outline("-.5,0 -.4,-.35 0,-.5 .42,-.3 .5,0"),
            rgb("c98d5c"),
        )
        canvas.fill(
            shapes.outline("-.38,-.2 -.1,-.44 .15,-.34 -.1,-.2"),
            rgb("dba876"),
            edge=False,
        )

    add_scatter(
        stage,
        "stones",
        stone,
        depth=1.2,
        y=(stage.ground + 0.12, stage.half[1]),
        size=(0.06, 0.16),
        count=9,
        speed=1.3,
        front=True,
    )


def forest(stage: Stage) -> None:
    """Rows of firs fading into light, trunks at the sides, ferns before."""
    add_sky(stage)
    y = stage.horizon
    for i, distance in enumerate((0.72, 0.5, 0.26)):
        tone = stage.far(wintry_green(stage, rgb("3f7d57")), distance)
        tall = (0.42, 0.58, 0.78)[i] * (0.8 + 0.35 * stage.half[1])
        add_hills(
            stage,
            f"row {i}",
            depth=0.2 + 0.18 * i,
            y=y + 0.04 + 0.1 * i,
            height=0.04,
            top=tone,
            bottom=darker(tone, 0.15),
            prop=firs(stage, distance),
            props=(20, 14, 9)[i],
            size=(tall * 0.8, tall * 1.15),
            speed=(0.0, 0.3, 0.5)[i],
        )
    lawn(stage, flowers=False, colour=rgb("5f9d52"))
    if stage.night:
        _fireflies(stage)


def _fireflies(stage: Stage) -> None:
    rng = stage.rng("fireflies")
    spots = rng.uniform(-1, 1, (14, 2)) * (stage.half[0], 0.4) + (0, stage.ground - 0.3)

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i, (x, y) in enumerate(spots):
            x += 0.08 * clock.sway(i * 0.31)
            y += 0.06 * clock.swing(0.25, i * 0.17)
            strength = clock.pulse(0.4, i * 0.23)
            canvas.glow(x, y, 0.09, rgb("d9ff6a"), 0.8 * strength)
            canvas.oval(x, y, 0.009, 0.009, rgb("fbffcf"), alpha=0.3 + 0.7 * strength, edge=False)

    stage.before(1.1, paint, 0.0)


def savanna(stage: Stage) -> None:
    """Yellow grass with flat-topped trees."""
    add_sky(stage)
    y = stage.horizon

    def tree(distance: float) -> Prop:
        def prop(canvas: Canvas, clock: Clock, i: int) -> None:
            acacia(canvas, stage.far(rgb("7f9a4a"), distance), gust(clock.laps(2), i * 0.4))

        return prop

    for i, (distance, depth) in enumerate(((0.55, 0.15), (0.3, 0.35), (0.1, 0.6))):
        tone = stage.far(rgb("dcb75e"), distance)
        add_hills(
            stage,
            f"plain {i}",
            depth=depth,
            y=y + 0.04 + 0.1 * i,
            height=0.03,
            top=tone,
            bottom=darker(tone, 0.12),
            prop=tree(distance),
            props=(6, 4, 2)[i],
            speed=0.25 * i,
            size=((0.14, 0.22), (0.28, 0.4), (0.6, 0.75))[i],
        )
    lawn(stage, flowers=False, colour=rgb("d3a94e"))


def snowfield(stage: Stage) -> None:
    """White hills with firs; curtains of light above when the subject is the aurora."""
    add_sky(stage)
    if stage.scene.subject == "aurora":
        add_aurora(stage)
    y = stage.horizon
    ice = stage.far(rgb("b9cdea"), 0.35)
    add_peaks(
        stage,
        "ice",
        depth=0.12,
        y=y + 0.08,
        height=0.34 * stage.half[1],
        colour=ice,
        bottom=ice,
        count=4,
    )

    def fir(canvas: Canvas, clock: Clock, i: int) -> None:
        pine(canvas, stage.far(rgb("3d6a6a"), 0.2), gust(clock.laps(2), i * 0.37), snow=True)

    for i, (distance, depth) in enumerate(((0.3, 0.3), (0.1, 0.5))):
        tone = stage.far(rgb("dfe9f7"), distance)
        add_hills(
            stage,
            f"drift {i}",
            depth=depth,
            y=y + 0.08 + 0.13 * i,
            height=0.07,
            top=tone,
            bottom=darker(tone, 0.1),
            prop=fir,
            props=(14, 6)[i],
            speed=(0.2, 0.5)[i],
            size=((0.14, 0.22), (0.3, 0.46))[i],
        )
    snow = rgb("f4f8fd")
    add_hills(
        stage,
        "near",
        depth=1.0,
        y=stage.ground - 0.16,
        height=0.03,
        top=snow,
        bottom=darker(rgb("c9daf0"), 0.06),
        waves=2,
        speed=1.0,
    )

    def mound(canvas: Canvas, clock: Clock, i: int) -> None:
        canvas.fill(shapes.ellipse(0, 0, 0.9, 0.2), rgb("d5e2f3"))
        canvas.fill(shapes.ellipse(-0.1, -0.04, 0.75, 0.15), rgb("ffffff"), edge=False)

    add_scatter(
        stage,
        "mounds",
        mound,
        depth=1.2,
        y=(stage.ground + 0.14, stage.half[1]),
        size=(0.12, 0.3),
        count=8,
        speed=1.3,
        front=True,
    )


def blossoms(stage: Stage) -> None:
    """Cherry trees on a lawn, petals in the air."""
    add_sky(stage)
    y = stage.horizon
    tone = stage.far(rgb("9fc68a"), 0.5)
    add_hills(stage, "hill", depth=0.2, y=y + 0.06, height=0.07, top=tone, bottom=darker(tone, 0.1))

    rng = stage.rng("dots")
    dots = [blossom_dots(rng) for _ in range(6)]

    def tree(canvas: Canvas, clock: Clock, i: int) -> None:
        cherry_tree(canvas, gust(clock.laps(2), i * 0.3), dots[i % 6])

    for i, (depth, size) in enumerate(((0.35, (0.5, 0.62)), (0.6, (0.95, 1.15)))):
        tone = rgb("8cc774") if i else stage.far(rgb("93c67c"), 0.2)
        big = 0.8 + 0.3 * stage.half[1]
        add_hills(
            stage,
            f"row {i}",
            depth=depth,
            y=y + 0.1 + 0.1 * i,
            height=0.03,
            top=tone,
            bottom=darker(tone, 0.12),
            prop=tree,
            props=(6, 4)[i],
            speed=(0.2, 0.5)[i],
            size=(size[0] * big, size[1] * big),
        )
    lawn(stage, flowers=True, colour=rgb("86c46a"))
    add_petals(stage)
