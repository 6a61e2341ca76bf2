"""Four-legged animals: one gait, several bodies. Painted with the ground at y = 0, facing right."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import numpy as np

from models.train.world import faces, shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, darker, lighter, mix, rgb
from models.train.world.faces import Coat, coat
from models.train.world.gait import RUN, STAND, WALK, Gait, Leg, paint_leg, step
from models.train.world.stage import Stage

Face = Callable[[Canvas, Clock, Coat], None]
Setup = Callable[[Stage], None]


def paint_small(canvas: Canvas, clock: Clock, fur: Coat, face: Face, kind: str, gait: Gait) -> None:
    """Cat, dog or fox on its feet."""
    t = clock.turn(gait.hz)
    bob = gait.bob * sin(4 * pi * t) - (gait.bob if gait is RUN else 0)
    fore, hind = Leg(0.24, -0.33, 0.06, -1), Leg(-0.27, -0.33, 0.075, 1)
    dark = darker(fur.main, 0.18)
    sock = rgb("4a3230") if kind == "fox" else fur.light
    with canvas.at(0, bob):
        _tail(canvas, clock, fur, kind, -0.36, -0.42)
    a, b, c, d = gait.offsets
    paint_leg(
        canvas,
        Leg(fore.x + 0.06, fore.y, fore.thick * 0.9, -1),
        t + b,
        gait.stride,
        gait.lift,
        dark,
        darker(sock, 0.15),
    )
    paint_leg(
        canvas,
        Leg(hind.x + 0.06, hind.y, hind.thick * 0.9, 1),
        t + d,
        gait.stride,
        gait.lift,
        dark,
        darker(sock, 0.15),
    )
    with canvas.at(0, bob):
        canvas.fill(
            shapes.outline(
                "-.38,-.38 -.33,-.5 -.1,-.51 .2,-.52 .35,-.44 .34,-.3 .2,-.22 -.1,-.235 -.3,-.25"
            ),
            fur.main,
        )
        canvas.fill(
            shapes.outline(".3,-.3 .16,-.228 -.1,-.238 -.22,-.25 0,-.285 .2,-.32"),
            fur.light,
            edge=False,
        )
        if kind == "cat":
            for x in (-0.2, -0.1, 0.0, 0.1):
                canvas.stroke([(x, -0.51), (x + 0.012, -0.4)], 0.032, fur.dark, tip=0.25)
    paint_leg(canvas, fore, t + a, gait.stride, gait.lift, fur.main, sock)
    paint_leg(canvas, hind, t + c, gait.stride, gait.lift, fur.main, sock)
    with canvas.at(
        0.38, -0.6 + bob * 1.5 + 0.012 * clock.swing(gait.hz, 0.3), 1.05, 0.03 * clock.swing(0.5)
    ):
        canvas.oval(-0.06, 0.12, 0.14, 0.12, fur.main, edge=False)
        face(canvas, clock, fur)


def _tail(canvas: Canvas, clock: Clock, fur: Coat, kind: str, x: float, y: float) -> None:
    wag = clock.swing(2.2 if kind == "dog" else 0.6)
    if kind == "cat":
        line = [(x, y), (x - 0.14, y - 0.02), (x - 0.2, y - 0.2), (x - 0.16 + 0.07 * wag, y - 0.36)]
        canvas.stroke(shapes.curve(line), 0.075, fur.main, tip=0.75, edge=True)
        canvas.stroke(shapes.curve(line)[-9:], 0.062, fur.dark, tip=0.8)
    elif kind == "dog":
        line = [(x, y), (x - 0.1, y - 0.1), (x - 0.1 + 0.07 * wag, y - 0.26)]
        canvas.stroke(shapes.curve(line), 0.085, fur.main, tip=0.5, edge=True)
    else:
        brush = [
            (x + 0.04, y),
            (x - 0.12, y - 0.06),
            (x - 0.3, y - 0.02 + 0.05 * wag),
            (x - 0.44, y - 0.1 + 0.08 * wag),
            (x - 0.34, y + 0.08 + 0.05 * wag),
            (x - 0.12, y + 0.08),
        ]
        canvas.fill(shapes.smooth(brush), fur.main)
        canvas.fill(
            shapes.smooth(
                [
                    brush[3],
                    (x - 0.34, y - 0.05 + 0.06 * wag),
                    (x - 0.31, y + 0.03 + 0.05 * wag),
                    brush[4],
                ]
            ),
            rgb("fff6ea"),
            edge=False,
        )


def paint_sitting(canvas: Canvas, clock: Clock, fur: Coat, face: Face, kind: str) -> None:
    """Cat, dog, fox or rabbit sitting upright, breathing."""
    breath = 0.008 * clock.swing(0.4)
    if kind == "rabbit":
        canvas.oval(-0.27, -0.13, 0.08, 0.08, fur.light)
    else:
        with canvas.at(0.06, 0.26):
            _tail(canvas, clock, fur, kind, -0.28, -0.36)
    canvas.fill(
        shapes.smooth(
            [
                (-0.02, -0.5),
                (0.13, -0.44),
                (0.17 + breath, -0.2),
                (0.13, 0),
                (-0.2, 0),
                (-0.29, -0.1),
                (-0.24, -0.28),
                (-0.13, -0.42),
            ]
        ),
        fur.main,
    )
    canvas.fill(
        shapes.smooth(
            [(0.06, -0.44), (0.14, -0.38), (0.15 + breath, -0.2), (0.07, -0.12), (0.01, -0.25)]
        ),
        fur.light,
        edge=False,
    )
    canvas.fill(
        shapes.outline("-.24,-.03 -.22,-.2 -.1,-.24 .01,-.14 0,-.02"),
        fur.main,
    )
    sock = rgb("4a3230") if kind == "fox" else fur.light
    for x, tone in ((0.13, darker(fur.main, 0.12)), (0.06, fur.main)):
        canvas.fill(shapes.limb((x - 0.01, -0.26), (x + 0.01, -0.04), 0.05, 0.04), tone)
        canvas.oval(x + 0.03, -0.03, 0.06, 0.034, sock)
    canvas.oval(-0.03, -0.03, 0.09, 0.035, sock)
    tilt = 0.12 * clock.sway() + 0.03 * clock.swing(0.5)
    with canvas.at(0.05, -0.6 + breath, 1.1, tilt):
        face(canvas, clock, fur)


def paint_hopping(canvas: Canvas, clock: Clock, fur: Coat) -> None:
    """A rabbit in mid-hop: gathers, springs, stretches, lands."""
    t = clock.turn(1.1)
    air = max(0.0, sin(2 * pi * (t - 0.1))) if 0.1 < t < 0.6 else 0.0
    long = 1 + 0.16 * sin(2 * pi * (t - 0.1))
    with canvas.at(0, -0.2 * air, 1.0, -0.18 * np.cos(2 * pi * (t - 0.1)) * (air > 0)):
        canvas.oval(-0.35 * long, -0.24, 0.08, 0.08, fur.light)
        canvas.fill(
            shapes.limb((-0.12, -0.14), (-0.32 - 0.16 * air, -0.035 + 0.06 * air), 0.075, 0.045),
            darker(fur.main, 0.15),
        )
        canvas.fill(
            shapes.limb((0.17, -0.16), (0.24 + 0.12 * air, -0.03 + 0.04 * air), 0.045, 0.035),
            darker(fur.main, 0.15),
        )
        canvas.fill(
            shapes.smooth(
                [
                    (-0.34 * long, -0.22),
                    (-0.22 * long, -0.38),
                    (0.02, -0.38),
                    (0.22 * long, -0.32),
                    (0.26 * long, -0.18),
                    (0.1, -0.08),
                    (-0.16, -0.06),
                    (-0.3 * long, -0.1),
                ]
            ),
            fur.main,
        )
        canvas.oval(-0.16, -0.16, 0.13, 0.11, lighter(fur.main, 0.06))
        canvas.fill(
            shapes.limb((-0.15, -0.08), (-0.2 - 0.14 * air, -0.03 + 0.05 * air), 0.05, 0.04),
            fur.light,
        )
        canvas.fill(
            shapes.limb((0.12, -0.14), (0.17 + 0.14 * air, -0.03 + 0.04 * air), 0.05, 0.036),
            fur.main,
        )
        with canvas.at(0.3 * long, -0.4, 0.92, 0.1 * air):
            faces.rabbit(canvas, clock, fur)


def paint_horse(canvas: Canvas, clock: Clock, fur: Coat, action: str) -> None:
    """A horse galloping, walking, or grazing."""
    gait = {"galloping": Gait(1.5, 0.3, 0.17, (0.0, 0.12, 0.5, 0.62), 0.05), "walking": WALK}.get(
        action, STAND
    )
    t = clock.turn(gait.hz)
    bob = gait.bob * sin(2 * pi * t)
    mane = darker(fur.main, 0.55) if fur.main != NAMED["golden"] else rgb("fbeecb")
    if fur.main == NAMED["white"]:
        mane = rgb("cfc8c4")
    dark, hoof = darker(fur.main, 0.2), rgb("3d3136")
    a, b, c, d = gait.offsets
    flow = clock.swing(1.2)
    with canvas.at(0, bob):
        tail = [
            (-0.42, -0.68),
            (-0.56, -0.66 + 0.04 * flow),
            (-0.64, -0.48),
            (-0.66 - 0.06 * flow, -0.28),
        ]
        canvas.stroke(
            shapes.curve(tail),
            np.array([0.06] * 9 + [0.12] * 8 + [0.08] * 8),
            mane,
            tip=0.4,
            edge=True,
        )
    paint_leg(canvas, Leg(0.31, -0.5, 0.062, -1), t + b, gait.stride, gait.lift, dark, hoof)
    paint_leg(canvas, Leg(-0.27, -0.5, 0.075, 1), t + d, gait.stride, gait.lift, dark, hoof)
    with canvas.at(0, bob):
        canvas.fill(
            shapes.outline(
                "-.45,-.56 -.38,-.74 -.1,-.71 .16,-.74 .34,-.72 .41,-.54 .28,-.4 "
                "0,-.36 -.22,-.4 -.39,-.43"
            ),
            fur.main,
        )
    paint_leg(canvas, Leg(0.25, -0.5, 0.07, -1), t + a, gait.stride, gait.lift, fur.main, hoof)
    paint_leg(canvas, Leg(-0.32, -0.52, 0.09, 1), t + c, gait.stride, gait.lift, fur.main, hoof)
    dip = 1.15 + 0.06 * clock.swing(0.5) if action == "grazing" else 0.06 * sin(2 * pi * t)
    with canvas.at(0.27, -0.66 + bob, 0.9, dip):
        for i in range(6):
            x, y = 0.02 + 0.045 * i, -0.06 - 0.085 * i
            canvas.oval(x - 0.05, y, 0.085, 0.06, mane, angle=0.9 + 0.25 * flow, edge=i == 0)
        canvas.fill(
            shapes.outline("-.1,.1 -.02,-.2 .13,-.47 .24,-.5 .27,-.38 .21,-.16 .14,.14"),
            fur.main,
        )
        ear = shapes.polygon(".17,-.47 .2,-.62 .255,-.48")
        canvas.fill(ear, fur.main)
        with canvas.at(0.2, -0.4, 1.14, -dip * 0.25 if action == "grazing" else 0.0):
            canvas.fill(
                shapes.outline("-.08,-.03 0,-.1 .1,-.06 .26,.1 .31,.18 .26,.25 .16,.2 .02,.12"),
                fur.main,
            )
            canvas.fill(
                shapes.outline(".21,.1 .3,.15 .31,.2 .26,.25 .19,.21"),
                fur.dark,
                edge=False,
            )
            canvas.fill(
                shapes.outline(".05,-.065 .1,-.04 .2,.06 .16,.06"),
                fur.light,
                edge=False,
            )
            canvas.oval(0.07, 0.0, 0.02, 0.024 * max(0.1, clock.blink()), rgb("2b2230"), edge=False)
            canvas.oval(0.275, 0.165, 0.011, 0.014, rgb("2b2230"), edge=False)
            canvas.fill(
                shapes.outline("-.02,-.1 .06,-.09 .09,-.01 .02,-.04"),
                mane,
                edge=False,
            )


def paint_elephant(canvas: Canvas, clock: Clock, fur: Coat, action: str) -> None:
    """An elephant with swinging trunk and flapping ear."""
    gait = Gait(0.6, 0.1, 0.05, (0.0, 0.5, 0.75, 0.25), 0.01) if action == "walking" else STAND
    t = clock.turn(gait.hz)
    bob = gait.bob * sin(4 * pi * t)
    dark, nail = darker(fur.main, 0.16), lighter(fur.main, 0.5)
    a, b, c, d = gait.offsets
    for leg, phase, tone in (
        (Leg(0.3, -0.45, 0.12, -0.5), b, dark),
        (Leg(-0.24, -0.45, 0.12, 0.5), d, dark),
    ):
        paint_leg(canvas, leg, t + phase, gait.stride, gait.lift, tone, dark)
    with canvas.at(0, bob):
        swish = 0.05 * clock.swing(0.7)
        canvas.stroke(
            shapes.curve([(-0.5, -0.66), (-0.57, -0.5), (-0.56 + swish, -0.36)]),
            0.04,
            dark,
            tip=0.6,
        )
        canvas.oval(-0.56 + swish, -0.33, 0.025, 0.045, rgb("4a4450"))
        canvas.fill(
            shapes.outline(
                "-.52,-.55 -.46,-.8 -.18,-.91 .14,-.88 .38,-.8 .44,-.5 .25,-.33 -.1,-.3 -.4,-.34"
            ),
            fur.main,
        )
    for leg, phase in ((Leg(0.2, -0.42, 0.13, -0.5), a), (Leg(-0.34, -0.42, 0.135, 0.5), c)):
        paint_leg(canvas, leg, t + phase, gait.stride, gait.lift, fur.main, fur.main)
        fx, fy = step(t + phase, gait.stride, gait.lift)
        for k in (-0.04, 0.03, 0.1):
            canvas.oval(leg.x + fx + k + 0.02, fy - 0.025, 0.03, 0.02, nail, edge=False)
    with canvas.at(0.44, -0.78 + bob, 1.0, 0.04 * clock.swing(0.6)):
        curl = clock.swing(0.3) if action == "swinging" else 0.35 * clock.swing(0.6)
        trunk = shapes.curve(
            [
                (0.14, 0.02),
                (0.27, 0.16),
                (0.3 + 0.03 * curl, 0.4),
                (0.3 + 0.16 * curl, 0.58 - 0.05 * abs(curl)),
                (0.38 + 0.24 * curl, 0.66 - 0.22 * max(0.0, curl)),
            ],
            steps=6,
        )
        canvas.fill(shapes.ribbon(trunk, np.linspace(0.21, 0.085, len(trunk))), fur.main)
        for k in range(8, len(trunk) - 2, 3):
            x, y = trunk[k]
            canvas.stroke([(x - 0.045, y + 0.005), (x + 0.045, y)], 0.009, dark)
        canvas.stroke(
            shapes.line(".12,.2 .2,.31 .33,.31"),
            0.055,
            rgb("fbf3df"),
            tip=0.25,
            edge=True,
        )
        canvas.oval(0.05, 0.0, 0.25, 0.25, fur.main)
        canvas.oval(0.14, 0.05, 0.15, 0.17, fur.main, edge=False)
        canvas.oval(0.17, -0.02, 0.022, 0.025 * max(0.1, clock.blink()), rgb("2b2230"), edge=False)
        canvas.stroke(shapes.line(".13,-.07 .17,-.085 .21,-.07"), 0.01, dark)
        flap = 1 + 0.12 * clock.swing(0.5)
        ear = np.array(
            [
                (0.02, -0.16),
                (-0.2 * flap, -0.25),
                (-0.36 * flap, -0.08),
                (-0.3 * flap, 0.2),
                (-0.12 * flap, 0.27),
                (0.0, 0.12),
            ]
        )
        canvas.fill(shapes.smooth(ear), darker(fur.main, 0.1))
        canvas.fill(
            shapes.smooth(ear * 0.76 + (-0.025, 0.01)),
            mix(fur.main, rgb("e7a3a8"), 0.4),
            edge=False,
        )


def stand(
    stage: Stage, paint: Callable[[Canvas, Clock], None], scale: float, shadow: float
) -> None:
    """Put a painted animal on the stage's ground, facing right or left, with its shadow."""
    flip = 1.0 if stage.moving or stage.rng("side").uniform() < 0.6 else -1.0
    scale *= min(0.9 + 0.2 * min(1.5, stage.half[1]), 0.52 * stage.half[0] / shadow)

    def layer(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0, stage.ground, scale, flip=flip):
            canvas.shadow(0, 0.01, shadow, shadow * 0.12)
            paint(canvas, clock)

    stage.behind(1.0, layer, 0.5)


def _small(kind: str, face: Face, scale: float) -> Setup:
    def setup(stage: Stage) -> None:
        fur = coat(NAMED[stage.scene.colour])
        action = stage.scene.action

        def paint(canvas: Canvas, clock: Clock) -> None:
            if action == "sitting":
                paint_sitting(canvas, clock, fur, face, kind)
            elif action == "hopping":
                paint_hopping(canvas, clock, fur)
            else:
                paint_small(canvas, clock, fur, face, kind, RUN if action == "running" else WALK)

        sitting = action == "sitting"
        grown = (0.92 if kind == "rabbit" else 1.12) if sitting else 1.0
        stand(stage, paint, scale * grown, 0.3 if sitting else 0.42)

    return setup


def _big(
    paint_one: Callable[[Canvas, Clock, Coat, str], None], scale: float, shadow: float
) -> Setup:
    def setup(stage: Stage) -> None:
        fur = coat(NAMED[stage.scene.colour])
        action = stage.scene.action
        stand(stage, lambda canvas, clock: paint_one(canvas, clock, fur, action), scale, shadow)

    return setup


SUBJECTS: dict[str, Setup] = {
    "cat": _small("cat", faces.cat, 1.15),
    "dog": _small("dog", faces.dog, 1.2),
    "fox": _small("fox", faces.fox, 1.1),
    "rabbit": _small("rabbit", faces.rabbit, 1.2),
    "horse": _big(paint_horse, 1.05, 0.5),
    "elephant": _big(paint_elephant, 1.05, 0.55),
}
