"""Heads of furry animals, looking at us, painted around (0, 0) and about 0.45 wide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, WHITE, darker, grey, lighter, mix, rgb

_NOSE = rgb("3a2c33")
_PINK = rgb("f29ca6")


@dataclass(frozen=True)
class Coat:
    """The colours of a fur."""

    main: RGB
    light: RGB
    dark: RGB


def coat(main: RGB) -> Coat:
    """Derive the lighter and darker parts of a fur from its colour."""
    if grey(main) < 80:
        return Coat(main, lighter(main, 0.18), darker(main, 0.35))
    return Coat(main, mix(main, rgb("fffaf0"), 0.62), darker(main, 0.22))


def eyes(
    canvas: Canvas,
    clock: Clock,
    x: float,
    y: float,
    size: float,
    iris: RGB = _NOSE,
    gap: float = 0.0,
) -> None:
    """A pair of shining eyes at ±x (moved right by ``gap``) that blink."""
    open_ = max(0.08, clock.blink())
    for side in (-1, 1):
        ex = side * x + gap
        if iris is not _NOSE:
            canvas.oval(ex, y, size * 1.15, size * 1.15 * open_, iris, edge=False)
            canvas.oval(ex, y, size * 0.62, size * 1.02 * open_, _NOSE, edge=False)
        else:
            canvas.oval(ex, y, size, size * 1.12 * open_, _NOSE, edge=False)
        if open_ > 0.5:
            canvas.oval(
                ex + size * 0.3, y - size * 0.38, size * 0.33, size * 0.33, WHITE, edge=False
            )


def _mouth(canvas: Canvas, y: float, wide: float, colour: RGB = _NOSE) -> None:
    for side in (-1, 1):
        canvas.stroke(
            shapes.curve(
                [(0, y), (side * wide * 0.45, y + wide * 0.5), (side * wide, y + wide * 0.1)]
            ),
            0.011,
            colour,
        )


def cat(canvas: Canvas, clock: Clock, fur: Coat) -> None:
    """Pointed ears, whiskers, green eyes."""
    twitch = 0.05 * max(0.0, clock.swing(0.4))
    for side in (-1, 1):
        ear = np.array(
            [(side * 0.19, -0.06), (side * (0.2 + twitch * 0.3), -0.29), (side * 0.05, -0.15)]
        )
        canvas.fill(ear, fur.main)
        canvas.fill(ear * 0.6 + (side * 0.065, -0.07), _PINK, edge=False)
    canvas.fill(
        shapes.outline("0,-.18 .15,-.14 .22,0 .17,.12 0,.17 -.17,.12 -.22,0 -.15,-.14"),
        fur.main,
    )
    for x in (-0.06, 0.0, 0.06):
        canvas.stroke([(x, -0.165), (x * 0.9, -0.095)], 0.022, fur.dark, tip=0.4)
    canvas.oval(-0.045, 0.085, 0.065, 0.05, fur.light, edge=False)
    canvas.oval(0.045, 0.085, 0.065, 0.05, fur.light, edge=False)
    eyes(canvas, clock, 0.095, -0.01, 0.036, rgb("9bd45f"))
    canvas.fill(shapes.polygon("-.024,.045 .024,.045 0,.07"), _PINK, edge=False)
    _mouth(canvas, 0.07, 0.042)
    for side in (-1, 1):
        for lift in (-0.02, 0.015):
            canvas.stroke(
                [(side * 0.1, 0.075 + lift * 0.4), (side * 0.27, 0.06 + lift * 2)],
                0.006,
                lighter(fur.light, 0.5) if grey(fur.main) < 120 else fur.dark,
            )


def dog(canvas: Canvas, clock: Clock, fur: Coat) -> None:
    """Floppy ears, a big muzzle and a tongue."""
    canvas.fill(
        shapes.outline("0,-.2 .14,-.16 .2,-.02 .16,.12 0,.18 -.16,.12 -.2,-.02 -.14,-.16"),
        fur.main,
    )
    flop = 0.02 * clock.swing(1.0)
    for side in (-1, 1):
        canvas.fill(
            shapes.smooth(
                [
                    (side * 0.11, -0.17),
                    (side * 0.2, -0.15),
                    (side * (0.27 + flop), 0.02),
                    (side * (0.23 + flop), 0.12),
                    (side * 0.16, 0.04),
                ]
            ),
            fur.dark,
        )
    pant = 0.5 + 0.5 * clock.swing(1.6)
    canvas.fill(
        shapes.smooth(
            [
                (-0.035, 0.12),
                (0.035, 0.12),
                (0.04, 0.17 + 0.04 * pant),
                (0, 0.2 + 0.045 * pant),
                (-0.04, 0.17 + 0.04 * pant),
            ]
        ),
        rgb("ef6f7f"),
    )
    canvas.fill(
        shapes.outline("0,-.02 .06,.02 .12,.08 .08,.145 0,.14 -.08,.145 -.12,.08 -.06,.02"),
        fur.light,
        edge=False,
    )
    canvas.fill(
        shapes.outline("-.02,-.18 .02,-.18 .03,-.03 -.03,-.03"),
        fur.light,
        edge=False,
    )
    eyes(canvas, clock, 0.085, -0.035, 0.03)
    canvas.fill(
        shapes.outline("-.05,.025 .05,.025 .03,.065 0,.075 -.03,.065"),
        _NOSE,
    )
    canvas.oval(-0.015, 0.036, 0.014, 0.008, rgb("8d7f8c"), edge=False)
    _mouth(canvas, 0.075, 0.05)


def fox(canvas: Canvas, clock: Clock, fur: Coat) -> None:
    """A pointed face with white cheeks and dark-tipped ears."""
    for side in (-1, 1):
        ear = shapes.polygon(".18,-.05 .21,-.33 .04,-.14") * (side, 1)
        canvas.fill(ear, fur.main)
        tip = shapes.polygon(".2,-.21 .21,-.33 .135,-.245") * (side, 1)
        canvas.fill(tip, rgb("4a3230"), edge=False)
    canvas.fill(
        shapes.outline(
            "0,-.17 .14,-.13 .23,.03 .13,.09 .035,.19 -.035,.19 -.13,.09 -.23,.03 -.14,-.13"
        ),
        fur.main,
    )
    white = rgb("fff6ea")
    for side in (-1, 1):
        canvas.fill(
            shapes.outline(".21,.03 .1,.015 .03,.06 .025,.17 .12,.085") * (side, 1),
            white,
            edge=False,
        )
    eyes(canvas, clock, 0.085, -0.01, 0.028)
    canvas.oval(0, 0.165, 0.034, 0.026, _NOSE)


def rabbit(canvas: Canvas, clock: Clock, fur: Coat) -> None:
    """Long ears, round cheeks, two teeth."""
    for side in (-1, 1):
        angle = side * (0.2 + 0.07 * clock.swing(0.5, 0.25 * side))
        canvas.oval(side * 0.08 + 0.17 * np.sin(angle), -0.3, 0.055, 0.2, fur.main, angle=angle)
        canvas.oval(
            side * 0.08 + 0.17 * np.sin(angle), -0.29, 0.028, 0.15, _PINK, angle=angle, edge=False
        )
    canvas.fill(
        shapes.outline("0,-.17 .13,-.12 .18,.03 .13,.13 0,.16 -.13,.13 -.18,.03 -.13,-.12"),
        fur.main,
    )
    sniff = 0.008 * clock.swing(1.4)
    for side in (-1, 1):
        canvas.oval(
            side * 0.045,
            0.075,
            0.062,
            0.048,
            fur.light if grey(fur.main) < 225 else rgb("e9e2e2"),
            edge=False,
        )
        canvas.oval(side * 0.125, 0.06, 0.035, 0.025, _PINK, alpha=0.5, edge=False)
    eyes(canvas, clock, 0.085, -0.03, 0.032)
    canvas.fill(shapes.box(-0.02, 0.085, 0.04, 0.045, 0.01), WHITE)
    canvas.oval(0, 0.042 + sniff, 0.026, 0.018, _PINK)
    _mouth(canvas, 0.058 + sniff, 0.04)
