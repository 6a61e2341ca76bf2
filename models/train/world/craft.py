"""What sails and flies: a boat, a balloon, a plane, a rocket."""

from __future__ import annotations

from collections.abc import Callable
from math import sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, rgb
from models.train.world.stage import Stage

_WARM = rgb("ffe8a3")


def sailboat(stage: Stage) -> None:
    """A boat with a coloured sail, rocking."""
    tone = NAMED[stage.scene.colour]
    line = stage.ground + 0.02 if stage.scene.place == "sea" else stage.horizon + 0.4

    def paint(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(
            0.15 * clock.sway(), line + 0.015 * clock.swing(0.4), 1.15, 0.06 * clock.swing(0.4, 0.2)
        ):
            canvas.oval(0, 0.1, 0.6, 0.035, rgb("f2fbff"), alpha=0.5, edge=False)
            canvas.fill(shapes.box(-0.012, -1.02, 0.03, 0.95), rgb("8a5a3b"))
            puff = 0.03 * clock.swing(0.4)
            canvas.fill(
                shapes.smooth(
                    [(0.03, -0.98), (0.25 + puff, -0.6), (0.47 + puff, -0.22), (0.03, -0.16)],
                    steps=5,
                ),
                tone,
            )
            for k in (0.35, 0.6):
                y = -0.98 + 0.8 * k
                canvas.stroke(
                    [(0.05, y), (0.05 + 0.46 * k, y + 0.02)],
                    0.022,
                    lighter(tone, 0.6) if tone != NAMED["white"] else NAMED["red"],
                )
            canvas.fill(
                shapes.smooth(
                    [(-0.03, -0.9), (-0.2 + puff, -0.5), (-0.4 + puff, -0.18), (-0.03, -0.16)],
                    steps=5,
                ),
                rgb("fbf7ee"),
            )
            canvas.fill(np.array([(0.0, -1.02), (0.0, -1.1), (-0.14 - puff, -1.06)]), NAMED["red"])
            canvas.fill(
                shapes.outline("-.55,-.12 .58,-.12 .5,.02 .36,.1 -.38,.1 -.5,0", steps=4),
                rgb("a8663f"),
            )
            canvas.fill(shapes.box(-0.54, -0.125, 1.1, 0.05, 0.02), rgb("f3e6cf"))

    stage.behind(0.85, paint, 0.5)


def balloon(stage: Stage) -> None:
    """A striped hot-air balloon, two more far away."""
    tone = NAMED[stage.scene.colour]

    def one(canvas: Canvas, colour: RGB, burn: float) -> None:
        dark = rgb("6b4a36")
        for x in (-0.12, 0.12):
            canvas.stroke([(x, 0.4), (x * 0.75, 0.66)], 0.012, dark)
        outline = shapes.outline(
            "0,-.55 .32,-.45 .46,-.15 .36,.15 .14,.42 -.14,.42 -.36,.15 -.46,-.15 -.32,-.45"
        )
        canvas.fill(outline, colour)
        for wide, shade in ((0.66, rgb("fff1d6")), (0.34, colour)):
            canvas.fill(outline * (wide, 1.0), shade, edge=False)
        canvas.fill(outline * (0.09, 1.0), rgb("fff1d6"), edge=False)
        canvas.fill(
            shapes.outline(".36,.15 .46,-.15 .36,-.4 .4,-.12 .3,.14 .1,.42 .14,.42"),
            rgb("2a1a4a"),
            alpha=0.14,
            edge=False,
        )
        canvas.fill(shapes.box(-0.14, 0.4, 0.28, 0.035, 0.01), darker(colour, 0.3))
        canvas.glow(0, 0.46, 0.2, rgb("ffb84a"), 0.7 * burn)
        canvas.fill(shapes.box(-0.105, 0.64, 0.21, 0.16, 0.03), rgb("b27a4b"))
        canvas.fill(shapes.box(-0.12, 0.63, 0.24, 0.035, 0.015), dark)

    def paint(canvas: Canvas, clock: Clock) -> None:
        for x, y, scale, colour, offset in (
            (-0.62, -0.5, 0.22, NAMED["yellow"], 0.3),
            (0.66, -0.2, 0.3, NAMED["blue"], 0.6),
        ):
            with canvas.at(x * stage.half[0], y * stage.half[1] + 0.04 * clock.sway(offset), scale):
                one(canvas, colour, 0.0)
        with canvas.at(
            0.06 * clock.sway(0.25), -0.16 + 0.07 * clock.sway(), 0.95, 0.03 * clock.sway(0.4)
        ):
            one(canvas, tone, clock.pulse(0.3))

    stage.behind(1.0, paint, 0.5)


def plane(stage: Stage) -> None:
    """An airliner banking gently, trailing wisps."""
    tone = NAMED[stage.scene.colour]
    body = rgb("f7f7f4") if tone != NAMED["white"] else rgb("fbfbf9")
    accent = tone if tone != NAMED["white"] else NAMED["blue"]

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i in range(6):
            t = clock.turn(0.9, i / 6)
            x = stage.half[0] * (1.2 - 2.4 * t)
            y = (-0.5 + 0.22 * ((i * 5) % 6)) * 0.8
            canvas.stroke([(x, y), (x + 0.3, y)], 0.012, WHITE, tip=0.2, alpha=0.5)
        with canvas.at(
            0.04 * clock.sway(),
            -0.12 + 0.05 * clock.sway(0.25),
            1.05,
            -0.1 + 0.03 * clock.sway(0.5),
        ):
            canvas.fill(
                shapes.polygon(".02,-.1 .2,-.1 -.02,-.34 -.12,-.34"),
                darker(body, 0.22),
            )
            canvas.fill(shapes.polygon("-.66,-.1 -.5,-.08 -.62,-.4 -.76,-.4"), accent)
            canvas.fill(
                shapes.outline(
                    ".72,0 .6,-.1 .4,-.135 -.4,-.12 -.74,-.1 -.6,.06 -.2,.12 .4,.12 .64,.08"
                ),
                body,
            )
            canvas.fill(
                shapes.outline(".7,.03 .2,.03 -.66,-.02 -.6,.06 -.2,.12 .4,.12 .63,.085"),
                accent,
                edge=False,
            )
            canvas.fills(
                [shapes.ellipse(0.4 - 0.1 * k, -0.045, 0.026, 0.032) for k in range(9)],
                _WARM if stage.night else rgb("5d87ab"),
            )
            canvas.fill(
                shapes.outline(".52,-.1 .6,-.085 .66,-.045 .52,-.04", steps=4),
                rgb("4a6f92"),
            )
            canvas.fill(
                shapes.polygon("-.08,.04 .18,.04 -.22,.42 -.34,.42"),
                darker(body, 0.1),
            )
            canvas.fill(shapes.limb((-0.02, 0.19), (0.1, 0.19), 0.05, 0.055), accent)
            canvas.fill(
                shapes.polygon("-.68,-.03 -.54,-.03 -.74,.12 -.82,.12"),
                darker(body, 0.1),
            )

    stage.behind(1.0, paint, 0.4)


def rocket(stage: Stage) -> None:
    """A rocket flying up and right with a flickering flame."""
    tone = NAMED[stage.scene.colour]
    hull = rgb("f5f3ee") if tone != NAMED["white"] else rgb("fdfcf8")
    trim = tone if tone != NAMED["white"] else NAMED["red"]

    def paint(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(
            -0.05 + 0.05 * clock.sway(),
            0.05 + 0.05 * clock.sway(0.25),
            1.05,
            0.6 + 0.05 * clock.sway(0.4),
        ):
            flick = 0.06 * clock.swing(4.0) + 0.04 * clock.swing(6.5)
            for k in range(5):
                t = clock.turn(1.2, k / 5)
                canvas.oval(
                    0.05 * sin(k * 2.3),
                    0.75 + 0.6 * t,
                    0.05 + 0.1 * t,
                    0.05 + 0.1 * t,
                    rgb("d8d3ea"),
                    alpha=0.5 * (1 - t),
                    edge=False,
                )
            canvas.glow(0, 0.6, 0.55, rgb("ff9a3c"), 0.8)
            ambient, canvas.ambient = canvas.ambient, 0.0
            for wide, long, colour in (
                (0.15, 0.52, "ff6b35"),
                (0.105, 0.38, "ffb347"),
                (0.06, 0.22, "fff3b0"),
            ):
                canvas.fill(
                    shapes.smooth(
                        [
                            (-wide, 0.42),
                            (wide, 0.42),
                            (wide * 0.6, 0.42 + long * 0.5),
                            (0, 0.42 + long + flick),
                            (-wide * 0.6, 0.42 + long * 0.5),
                        ]
                    ),
                    rgb(colour),
                    edge=False,
                )
            canvas.ambient = ambient
            for side in (-1, 1):
                canvas.fill(
                    shapes.outline(".16,.08 .34,.32 .34,.5 .14,.38", steps=4) * (side, 1),
                    trim,
                )
            canvas.fill(
                shapes.outline(
                    "0,-.66 .13,-.46 .2,-.15 .2,.15 .14,.42 -.14,.42 -.2,.15 -.2,-.15 -.13,-.46"
                ),
                hull,
            )
            canvas.fill(
                shapes.outline("0,-.66 .125,-.47 .155,-.36 -.155,-.36 -.125,-.47", steps=5),
                trim,
            )
            canvas.fill(
                shapes.outline(".06,-.36 .17,-.33 .2,.15 .14,.42 .05,.42 .09,.1"),
                rgb("1a1438"),
                alpha=0.14,
                edge=False,
            )
            canvas.oval(0, -0.1, 0.115, 0.115, trim)
            canvas.oval(0, -0.1, 0.082, 0.082, rgb("8fd3ef"))
            canvas.oval(-0.025, -0.13, 0.026, 0.026, WHITE, edge=False)
            canvas.fill(shapes.box(-0.19, 0.18, 0.38, 0.05), trim, edge=False)
            canvas.fill(shapes.box(-0.13, 0.4, 0.26, 0.05, 0.02), rgb("4a4660"))

    stage.behind(1.0, paint, 0.4)


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "sailboat": sailboat,
    "balloon": balloon,
    "plane": plane,
    "rocket": rocket,
}
