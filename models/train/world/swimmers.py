"""Fish, a sea turtle and a whale."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.looks import OWN
from models.train.world.stage import Stage

_DARK = rgb("231f2e")


def paint_fish(canvas: Canvas, clock: Clock, tone: RGB, offset: float = 0.0) -> None:
    """A striped reef fish facing right, its tail beating."""
    beat = clock.swing(1.4, offset)
    fin = darker(tone, 0.16)
    canvas.fill(
        shapes.smooth(
            [
                (-0.3, 0.0),
                (-0.44, -0.2 + 0.04 * beat),
                (-0.56 - 0.03 * beat, -0.22),
                (-0.47, 0.0),
                (-0.56 + 0.03 * beat, 0.22),
                (-0.44, 0.2 + 0.04 * beat),
            ]
        ),
        fin,
    )
    canvas.fill(shapes.outline("-.16,-.2 -.05,-.37 .14,-.3 .2,-.18"), fin)
    canvas.fill(shapes.outline("-.12,.2 -.1,.34 .06,.28 .1,.18"), fin)
    body = shapes.outline(
        ".44,.03 .34,-.13 .1,-.25 -.16,-.2 -.36,-.03 -.36,.04 -.16,.21 .1,.25 .34,.15"
    )
    canvas.fill(body, tone)
    canvas.fill(
        shapes.outline(".4,.07 .1,.12 -.2,.1 -.14,.2 .1,.245 .3,.17"),
        lighter(tone, 0.35),
        edge=False,
    )
    for x, tall in ((0.13, 0.243), (-0.14, 0.205)):
        band = shapes.smooth(
            [
                (x - 0.045, -tall),
                (x + 0.045, -tall * 1.01),
                (x + 0.075, 0),
                (x + 0.045, tall * 1.01),
                (x - 0.045, tall),
                (x - 0.01, 0),
            ]
        )
        canvas.fill(band, rgb("fffaf0"), edge=False)
    canvas.fill(
        shapes.smooth(
            [(0.06, 0.04), (-0.06, -0.01 + 0.04 * beat), (-0.13, 0.1 + 0.05 * beat), (-0.02, 0.14)]
        ),
        fin,
    )
    canvas.oval(0.29, -0.05, 0.058, 0.06, WHITE, edge=False)
    canvas.oval(0.302, -0.045, 0.036, 0.042, _DARK, edge=False)
    canvas.oval(0.314, -0.062, 0.012, 0.012, WHITE, edge=False)
    canvas.stroke(shapes.line(".425,.07 .38,.095 .34,.085"), 0.013, darker(tone, 0.5))


def fish(stage: Stage) -> None:
    """A big fish and a small school crossing behind."""
    tone = NAMED[stage.scene.colour]
    rng = stage.rng("school")
    school = rng.uniform(0, 1, (5, 3))
    other = lighter(mix(tone, rgb("2a8fc0"), 0.45), 0.12)

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i, (a, b, c) in enumerate(school):
            x = ((a + clock.laps(1)) % 1 - 0.5) * 2 * (stage.wide + 0.2)
            y = (b - 0.62) * 1.1 * stage.half[1]
            with canvas.at(x, y + 0.03 * clock.swing(0.4, c), 0.2 + 0.1 * c):
                paint_fish(canvas, clock, other, i / 5)
        x, y = 0.12 * clock.sway(), -0.02 + 0.06 * clock.swing(0.25, 0.2)
        with canvas.at(x, y, 1.15, 0.08 * clock.sway(0.3)):
            paint_fish(canvas, clock, tone)

    stage.behind(1.0, paint, OWN)


def turtle(stage: Stage) -> None:
    """A sea turtle rowing with its flippers."""
    tone = NAMED[stage.scene.colour]
    skin = mix(tone, rgb("a9c48b"), 0.5)
    shell = mix(tone, rgb("7a5a32"), 0.35)

    def flipper(canvas: Canvas, x: float, y: float, long: float, angle: float, colour: RGB) -> None:
        with canvas.at(x, y, 1.0, angle):
            canvas.fill(
                shapes.smooth(
                    [
                        (0.08, -0.02),
                        (0.05, long * 0.5),
                        (-0.1, long),
                        (-0.16, long * 0.9),
                        (-0.1, long * 0.4),
                        (-0.06, 0),
                    ]
                ),
                colour,
            )
            for k in (0.3, 0.5, 0.7):
                canvas.oval(
                    -0.02 - 0.06 * k, long * k, 0.025, 0.03, darker(colour, 0.18), edge=False
                )

    def paint(canvas: Canvas, clock: Clock) -> None:
        row = clock.swing(0.5)
        with canvas.at(
            0.08 * clock.sway(), -0.05 + 0.05 * row, 1.12, -0.12 + 0.05 * clock.sway(0.2)
        ):
            flipper(canvas, 0.2, 0.02, 0.42, 0.5 - 0.6 * row, darker(skin, 0.22))
            flipper(canvas, -0.34, 0.02, 0.26, 0.7 + 0.3 * row, darker(skin, 0.22))
            canvas.fill(shapes.limb((0.34, 0.02), (0.52, -0.05), 0.1, 0.09), skin)
            canvas.oval(0.58, -0.08, 0.14, 0.115, skin)
            canvas.oval(0.62, -0.105, 0.03, 0.034 * max(0.1, clock.blink()), _DARK, edge=False)
            canvas.oval(0.63, -0.118, 0.01, 0.01, WHITE, edge=False)
            canvas.stroke(
                shapes.line(".7,-.05 .64,-.02 .58,-.025"),
                0.011,
                darker(skin, 0.5),
            )
            canvas.fill(
                shapes.outline(".42,.03 .2,.15 -.2,.15 -.46,.06"),
                rgb("efe0b0"),
            )
            canvas.fill(
                shapes.outline(".45,.04 .36,-.14 .12,-.28 -.15,-.25 -.38,-.1 -.5,.07 0,.11"),
                shell,
            )
            for x, y, r in (
                (0.02, -0.14, 0.12),
                (0.25, -0.08, 0.085),
                (-0.22, -0.08, 0.1),
                (-0.38, 0.0, 0.055),
                (0.12, 0.03, 0.07),
                (-0.1, 0.03, 0.075),
            ):
                plate = shapes.circle(36)[::6] * (r, r * 0.82) + (x, y)
                canvas.fill(plate, lighter(shell, 0.2))
                canvas.fill(
                    (plate - (x, y)) * 0.6 + (x - 0.008, y - 0.01), lighter(shell, 0.32), edge=False
                )
            flipper(canvas, 0.26, 0.06, 0.5, 0.35 + 0.75 * row, skin)
            flipper(canvas, -0.36, 0.06, 0.3, 0.6 - 0.35 * row, skin)

    stage.behind(1.0, paint, OWN)


def _whale(canvas: Canvas, tone: RGB, clock: Clock) -> None:
    flap = clock.swing(0.8)
    canvas.fill(
        shapes.smooth(
            [
                (-0.5, -0.02),
                (-0.66, -0.2 + 0.05 * flap),
                (-0.86, -0.26),
                (-0.76, -0.08),
                (-0.84, 0.1),
                (-0.66, 0.06 + 0.05 * flap),
            ]
        ),
        darker(tone, 0.1),
    )
    canvas.fill(
        shapes.outline(
            ".62,.04 .58,-.18 .3,-.28 -.1,-.22 -.42,-.1 -.6,-.06 -.56,.04 -.3,.14 .1,.24 .46,.2"
        ),
        tone,
    )
    canvas.fill(
        shapes.outline(".62,.05 .4,.05 .1,.08 -.32,.12 .1,.235 .46,.195"),
        rgb("eaf2f7"),
        edge=False,
    )
    for k in range(5):
        canvas.stroke(
            shapes.curve(
                [
                    (0.56 - 0.02 * k, 0.075 + 0.025 * k),
                    (0.25, 0.1 + 0.025 * k),
                    (-0.05, 0.12 + 0.02 * k),
                ]
            ),
            0.008,
            rgb("b9cbd8"),
            tip=0.3,
        )
    canvas.fill(
        shapes.smooth(
            [(0.16, 0.1), (0.06, 0.16), (-0.06, 0.4 + 0.05 * flap), (0.08, 0.36), (0.28, 0.16)]
        ),
        darker(tone, 0.16),
    )
    canvas.oval(0.38, -0.02, 0.028, 0.03, _DARK, edge=False)
    canvas.oval(0.39, -0.032, 0.01, 0.01, WHITE, edge=False)


def whale(stage: Stage) -> None:
    """A whale that leaps in an arc and falls back with a splash."""
    tone = NAMED[stage.scene.colour]
    line = stage.ground + 0.12
    rng = stage.rng("splash")
    drops = rng.uniform(0, 1, (26, 3))

    def paint(canvas: Canvas, clock: Clock) -> None:
        t = clock.turn(0.25)
        share = (t - 0.1) / 0.62
        if 0 < share < 1:
            x = -0.75 + 1.5 * share
            y = line + 0.25 - 1.05 * sin(pi * share)
            with canvas.at(x, y, 1.0, -0.85 * np.cos(pi * share)):
                _whale(canvas, tone, clock)
        else:
            # Between leaps its back stays in sight, blowing.
            with canvas.at(0.0, line - 0.06 + 0.02 * clock.swing(0.5)):
                canvas.fill(
                    shapes.outline("-.62,.3 -.4,0 -.05,-.16 .35,-.12 .6,.06 .66,.3"),
                    tone,
                )
                canvas.oval(0.4, 0.0, 0.028, 0.03, _DARK, edge=False)
                for lean in (-0.16, -0.06, 0.06, 0.16):
                    high = 0.26 + 0.06 * clock.swing(1.0, lean)
                    spray = shapes.curve(
                        [
                            (0.08, -0.16),
                            (0.08 + lean * 0.5, -0.16 - high),
                            (0.08 + lean * 1.6, -0.06 - high * 0.8),
                        ]
                    )
                    canvas.stroke(spray, 0.03, rgb("f2fbff"), tip=0.3, alpha=0.85)

    def water(canvas: Canvas, clock: Clock) -> None:
        t = clock.turn(0.25)
        for begin, x0 in ((0.1, -0.62), (0.62, 0.66)):
            age = ((t - begin) % 1) / 0.26
            if age < 1:
                for a, b, c in drops:
                    x = x0 + (a - 0.5) * 1.1 * age
                    y = line - (0.35 + 0.4 * b) * 4 * age * (1 - age) + 0.06 * c
                    r = 0.024 * (0.4 + c) * (1 - 0.6 * age)
                    canvas.oval(x, y, r, r, rgb("f2fbff"), alpha=0.9, edge=False)
                canvas.oval(
                    x0,
                    line + 0.03,
                    0.3 + 0.3 * age,
                    0.04,
                    rgb("f2fbff"),
                    alpha=0.7 * (1 - age),
                    edge=False,
                )

    stage.behind(1.0, paint, 0.5)
    stage.before(1.0, water, 0.4)


SUBJECTS: dict[str, Callable[[Stage], None]] = {"fish": fish, "turtle": turtle, "whale": whale}
