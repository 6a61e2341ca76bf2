"""Trees, grass and flowers as places use them, turned white by snow."""

from __future__ import annotations

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, darker, lighter, mix, rgb
from models.train.world.ground import (
    Prop,
    add_hills,
    add_scatter,
)
from models.train.world.plants import (
    flower,
    grass,
    gust,
    pine,
    round_tree,
)
from models.train.world.stage import Stage

GRASS: RGB = rgb("7cc257")


LEAVES = (rgb("4f9f56"), rgb("63ad4f"), rgb("3f8f5b"))


def _wintry(stage: Stage) -> bool:
    return stage.scene.weather == "snow"


def wintry_green(stage: Stage, colour: RGB) -> RGB:
    """A green as it is, or covered when it snows."""
    return mix(colour, rgb("eef4fb"), 0.78) if _wintry(stage) else colour


def trees(stage: Stage, distance: float) -> Prop:
    """Round trees at a distance in the haze."""

    def prop(canvas: Canvas, clock: Clock, i: int) -> None:
        leaf = stage.far(wintry_green(stage, LEAVES[i % 3]), distance)
        round_tree(canvas, leaf, gust(clock.laps(2), i * 0.37), i)

    return prop


def firs(stage: Stage, distance: float) -> Prop:
    """Firs at a distance in the haze."""

    def prop(canvas: Canvas, clock: Clock, i: int) -> None:
        leaf = stage.far((rgb("2f6f5a"), rgb("3a7d5c"), rgb("28614f"))[i % 3], distance)
        pine(canvas, leaf, gust(clock.laps(2), i * 0.37), _wintry(stage))

    return prop


def tufts(stage: Stage, colour: RGB) -> Prop:
    """Grass moving in the wind."""
    rows = stage.rng("tufts").uniform(0, 1, (16, 5))

    def prop(canvas: Canvas, clock: Clock, i: int) -> None:
        grass(canvas, rows[i % 16], wintry_green(stage, colour), gust(clock.laps(3), i * 0.21))

    return prop


def blooms(*names: str) -> Prop:
    """Flowers in the named colours."""

    def prop(canvas: Canvas, clock: Clock, i: int) -> None:
        flower(canvas, NAMED[names[i % len(names)]], gust(clock.laps(3), i * 0.29))

    return prop


def lawn(stage: Stage, *, flowers: bool, colour: RGB = GRASS) -> None:
    """The near ground: grass up to the subject's feet, and some before it."""
    base, end = stage.ground, stage.half[1] * 1.08
    green = wintry_green(stage, colour)
    add_hills(
        stage,
        "near",
        depth=1.0,
        y=base - 0.16,
        height=0.03,
        top=lighter(green, 0.1),
        bottom=darker(green, 0.3),
        speed=1.0,
        waves=2,
    )
    add_scatter(
        stage,
        "grass",
        tufts(stage, darker(colour, 0.14)),
        depth=1.0,
        y=(base - 0.1, base - 0.02),
        size=(0.05, 0.07),
        count=16,
        speed=1.0,
    )
    if flowers and not _wintry(stage):
        add_scatter(
            stage,
            "flowers",
            blooms("pink", "white", "yellow", "purple"),
            depth=1.0,
            y=(base - 0.12, base + 0.0),
            size=(0.07, 0.1),
            count=16,
            speed=1.0,
        )
    many = 16 if stage.half[1] < 1.2 else 22
    add_scatter(
        stage,
        "tall grass",
        tufts(stage, darker(colour, 0.22)),
        depth=1.25,
        y=(base + 0.12, end),
        size=(0.1, 0.18),
        count=many,
        speed=1.3,
        front=True,
    )
    if flowers and not _wintry(stage):
        add_scatter(
            stage,
            "near flowers",
            blooms("pink", "yellow", "red", "white"),
            depth=1.25,
            y=(base + 0.14, end),
            size=(0.13, 0.24),
            count=many,
            speed=1.3,
            front=True,
        )


def path(stage: Stage, colour: RGB) -> None:
    """A level path under the subject's feet."""
    top, end = stage.ground - 0.07, stage.ground + 0.11

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.shade(
            shapes.box(-stage.wide, top, 2 * stage.wide, end - top),
            lighter(colour, 0.1),
            darker(colour, 0.08),
        )

    stage.behind(1.0, paint)
