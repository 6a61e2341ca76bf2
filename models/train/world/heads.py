"""A person's head: hair, beard, glasses, hats. Painted around (0, 0), one unit tall."""

from __future__ import annotations

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, mix, rgb
from models.world.scene import Person

SKIN: dict[str, RGB] = {
    "light": rgb("f6cfb2"),
    "tan": rgb("e3ab7f"),
    "brown": rgb("b57a50"),
    "dark": rgb("7d4f37"),
}
_INK = rgb("2c2430")

_FACE = shapes.outline(
    "0,-.5 .27,-.42 .37,-.14 .355,.12 .24,.38 0,.49 -.24,.38 -.355,.12 -.37,-.14 -.27,-.42"
)
_JAW = shapes.polygon(".375,-.06 .37,.14 .26,.4 0,.52 -.26,.4 -.37,.14 -.375,-.06")
_CROWN = [
    (-0.395, -0.02),
    (-0.41, -0.26),
    (-0.27, -0.5),
    (0, -0.57),
    (0.27, -0.5),
    (0.41, -0.26),
    (0.395, -0.02),
]


def hair_tone(person: Person) -> RGB:
    """The colour of hair and beard."""
    return NAMED[person.hair_colour]


def paint_back_hair(canvas: Canvas, clock: Clock, person: Person) -> None:
    """What hangs behind the neck and shoulders: paint before the body."""
    tone = darker(hair_tone(person), 0.14)
    sway = 0.03 * clock.swing(0.5)
    if person.hair == "long":
        canvas.fill(
            shapes.smooth(
                [
                    (0, -0.56),
                    (0.36, -0.44),
                    (0.46, 0.0),
                    (0.5 + sway, 0.5),
                    (0.4 + sway, 0.86),
                    (0.0, 0.8),
                    (-0.4 + sway, 0.86),
                    (-0.5 + sway, 0.5),
                    (-0.46, 0.0),
                    (-0.36, -0.44),
                ]
            ),
            tone,
        )
    elif person.hair == "curly":
        for x, y, r in (
            (-0.4, -0.1, 0.22),
            (0.4, -0.1, 0.22),
            (-0.42, 0.16, 0.18),
            (0.42, 0.16, 0.18),
            (-0.3, -0.42, 0.25),
            (0.3, -0.42, 0.25),
            (0, -0.54, 0.27),
        ):
            canvas.oval(x + sway * 0.3, y, r, r, tone)
    elif person.hair == "bun" and person.hat == "none":
        canvas.oval(0.0, -0.68, 0.2, 0.18, tone)
        canvas.oval(-0.04, -0.71, 0.1, 0.07, lighter(hair_tone(person), 0.12), edge=False)


def paint_head(
    canvas: Canvas, clock: Clock, person: Person, *, gaze: float = 0.0, smile: float = 0.6
) -> None:
    """The head itself; ``gaze`` (-1 to 1) shifts the features, ``smile`` opens the mouth."""
    canvas.mark("head")
    skin = SKIN[person.skin]
    shade = mix(skin, rgb("8a3b2e"), 0.28)
    for side in (-1, 1):
        canvas.oval(side * 0.375, 0.02, 0.075, 0.1, skin)
        canvas.oval(side * 0.38, 0.025, 0.038, 0.058, shade, edge=False)
    canvas.fill(_FACE, skin)
    dx = 0.05 * gaze
    for side in (-1, 1):
        canvas.oval(side * 0.215 + dx, 0.15, 0.075, 0.05, rgb("ee7a6e"), alpha=0.28, edge=False)
    _beard(canvas, person, dx)
    _features(canvas, clock, person, dx, smile, shade)
    _hair(canvas, clock, person)
    if person.glasses:
        _glasses(canvas, dx)
    if person.hat != "none":
        _hat(canvas, person)


def _features(
    canvas: Canvas, clock: Clock, person: Person, dx: float, smile: float, shade: RGB
) -> None:
    open_ = max(0.1, clock.blink(0.1))
    brow = (
        darker(hair_tone(person), 0.3)
        if person.hair_colour not in ("grey", "white")
        else rgb("8a8288")
    )
    for side in (-1, 1):
        x = side * 0.155 + dx
        canvas.oval(x, -0.03, 0.047, 0.058 * open_, _INK, edge=False)
        if open_ > 0.5:
            canvas.oval(x + 0.016, -0.052, 0.016, 0.017, WHITE, edge=False)
        canvas.stroke(
            shapes.curve(
                [
                    (x - 0.075, -0.135 + 0.012 * side),
                    (x, -0.162),
                    (x + 0.075, -0.135 - 0.012 * side),
                ]
            ),
            0.03,
            brow,
        )
    canvas.stroke(
        shapes.curve([(dx + 0.005, 0.03), (dx + 0.035, 0.105), (dx - 0.02, 0.12)]), 0.022, shade
    )
    mouth = [(-0.11 + dx, 0.225), (0.0 + dx, 0.27), (0.11 + dx, 0.225)]
    if smile > 0.35:
        deep = 0.255 + 0.12 * smile
        canvas.fill(
            shapes.smooth(
                [
                    (-0.115 + dx, 0.222),
                    (dx, 0.238),
                    (0.115 + dx, 0.222),
                    (0.07 + dx, deep - 0.02),
                    (dx, deep),
                    (-0.07 + dx, deep - 0.02),
                ]
            ),
            rgb("8f2f3a"),
            edge=False,
        )
        canvas.fill(
            shapes.smooth(
                [
                    (-0.09 + dx, 0.232),
                    (dx, 0.242),
                    (0.09 + dx, 0.232),
                    (0.06 + dx, 0.262),
                    (-0.06 + dx, 0.262),
                ]
            ),
            WHITE,
            edge=False,
        )
    else:
        canvas.stroke(shapes.curve(mouth), 0.028, rgb("a2413f"))


def _beard(canvas: Canvas, person: Person, dx: float) -> None:
    if person.beard == "none":
        return
    tone = hair_tone(person)
    drop = 0.36 if person.beard == "long" else 0.03
    outer = _JAW + np.where(np.abs(_JAW[:, :1]) < 0.3, 1, 0) * np.array([[0, drop]])
    if person.beard == "long":
        outer = outer * (1.02, 1.0)
    inner = [
        (-0.3, 0.02),
        (-0.25, 0.14),
        (-0.14 + dx, 0.155),
        (0.0 + dx, 0.13),
        (0.14 + dx, 0.155),
        (0.25, 0.14),
        (0.3, 0.02),
    ]
    canvas.fill(shapes.smooth(np.concatenate([outer, np.array(inner)])), tone)
    if person.beard == "long":
        for x in (-0.12, 0.0, 0.12):
            canvas.stroke(
                shapes.curve([(x, 0.48), (x * 0.9, 0.62), (x * 0.6, 0.76)]),
                0.022,
                darker(tone, 0.16),
                tip=0.3,
            )
    canvas.oval(dx, 0.26, 0.13, 0.062, SKIN[person.skin], edge=False)


def _hair(canvas: Canvas, clock: Clock, person: Person) -> None:
    tone = hair_tone(person)
    shine = lighter(tone, 0.2)
    if person.hair == "bald":
        canvas.oval(
            -0.12,
            -0.37,
            0.08,
            0.04,
            lighter(SKIN[person.skin], 0.4),
            angle=-0.5,
            alpha=0.7,
            edge=False,
        )
        return
    if person.hair == "curly":
        for x, y, r in (
            (-0.31, -0.24, 0.13),
            (-0.2, -0.39, 0.15),
            (0.0, -0.43, 0.16),
            (0.2, -0.39, 0.15),
            (0.31, -0.24, 0.13),
        ):
            canvas.oval(x, y, r, r, tone)
        for x, y in ((-0.22, -0.46), (0.02, -0.52), (0.23, -0.45)):
            canvas.oval(x, y, 0.06, 0.035, shine, edge=False)
        return
    fringe = {
        "short": [
            (0.36, -0.16),
            (0.3, -0.27),
            (0.12, -0.25),
            (-0.06, -0.34),
            (-0.24, -0.27),
            (-0.345, -0.12),
        ],
        "long": [
            (0.375, 0.16),
            (0.335, -0.1),
            (0.24, -0.27),
            (0.06, -0.38),
            (-0.14, -0.28),
            (-0.33, -0.06),
            (-0.375, 0.16),
        ],
        "bun": [(0.36, -0.1), (0.25, -0.3), (0.0, -0.37), (-0.25, -0.3), (-0.36, -0.1)],
    }[person.hair]
    canvas.fill(shapes.smooth([*_CROWN, *fringe]), tone)
    canvas.stroke(shapes.line("-.26,-.4 -.1,-.49 .08,-.5"), 0.04, shine, tip=0.4)
    if person.hair == "long":
        sway = 0.03 * clock.swing(0.5)
        for side in (-1, 1):
            lock = [
                (side * 0.37, -0.3),
                (side * 0.43, 0.1),
                (side * 0.44 + sway, 0.5),
                (side * 0.38 + sway, 0.8),
            ]
            canvas.stroke(shapes.curve(lock), 0.15, tone, tip=0.5, edge=True)


def _glasses(canvas: Canvas, dx: float) -> None:
    frame = rgb("2b2a38")
    for side in (-1, 1):
        x = side * 0.165 + dx
        rim = shapes.ellipse(x, -0.025, 0.125, 0.112)
        canvas.fill(rim, rgb("e6f6ff"), alpha=0.28, edge=False)
        canvas.stroke(np.concatenate([rim, rim[:2]]), 0.03, frame)
        canvas.stroke([(side * 0.285 + dx, -0.045), (side * 0.375, -0.03)], 0.026, frame)
    canvas.stroke(
        shapes.curve([(-0.045 + dx, -0.035), (dx, -0.055), (0.045 + dx, -0.035)]), 0.026, frame
    )


def _hat(canvas: Canvas, person: Person) -> None:
    if person.hat == "cap":
        tone = NAMED["red"] if person.garment_colour != "red" else NAMED["blue"]
        canvas.fill(
            shapes.outline("-.41,-.2 -.38,-.46 -.16,-.63 .16,-.63 .38,-.46 .41,-.2 0,-.27"),
            tone,
        )
        canvas.fill(
            shapes.outline("-.3,-.25 0,-.33 .42,-.26 .58,-.15 .3,-.15 0,-.2"),
            darker(tone, 0.22),
        )
        canvas.oval(0, -0.635, 0.04, 0.025, darker(tone, 0.22), edge=False)
    elif person.hat == "beanie":
        tone = NAMED["teal"] if person.garment_colour != "teal" else NAMED["orange"]
        canvas.fill(
            shapes.outline("-.4,-.24 -.39,-.5 -.18,-.7 .18,-.7 .39,-.5 .4,-.24"),
            tone,
        )
        canvas.fill(shapes.box(-0.43, -0.36, 0.86, 0.16, 0.06), lighter(tone, 0.25))
        for x in np.linspace(-0.36, 0.36, 10):
            canvas.stroke([(x, -0.34), (x, -0.22)], 0.012, tone)
        canvas.oval(0, -0.77, 0.1, 0.1, lighter(tone, 0.6))
    else:
        straw = rgb("f0d08a")
        canvas.fill(
            shapes.outline("-.34,-.28 -.3,-.58 0,-.68 .3,-.58 .34,-.28"),
            straw,
        )
        canvas.fill(shapes.box(-0.35, -0.4, 0.7, 0.1, 0.02), NAMED["red"], edge=False)
        canvas.fill(shapes.ellipse(0, -0.29, 0.66, 0.105), straw)
        canvas.fill(shapes.ellipse(0, -0.275, 0.6, 0.07), darker(straw, 0.12), edge=False)
        canvas.fill(
            shapes.outline("-.35,-.31 0,-.33 .35,-.31 .3,-.36 -.3,-.36"),
            straw,
            edge=False,
        )
