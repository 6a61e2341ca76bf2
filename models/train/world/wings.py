"""Birds and a butterfly."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.animals import stand
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.faces import coat, eyes
from models.train.world.stage import Stage

_BEAK = rgb("f5a623")
_DARK = rgb("2b2430")


def _wing(canvas: Canvas, lift: float, tone: RGB, tip: RGB) -> None:
    """A wing hinged at (0, 0), raised (lift 1) or lowered (-1)."""
    reach = 0.46 * (0.55 + 0.45 * abs(lift))
    end = (-0.2, -reach * lift)
    canvas.fill(
        shapes.smooth(
            [
                (0.14, -0.01),
                (0.1, -0.1 * lift - 0.02),
                (end[0] + 0.06, end[1] * 0.9),
                end,
                (-0.24, end[1] * 0.55),
                (-0.2, 0.02),
            ]
        ),
        tone,
    )
    canvas.fill(
        shapes.smooth(
            [(end[0] + 0.05, end[1] * 0.88), end, (-0.24, end[1] * 0.55), (-0.12, end[1] * 0.6)]
        ),
        tip,
        edge=False,
    )


def paint_bird(canvas: Canvas, clock: Clock, body: RGB, offset: float = 0.0) -> None:
    """A small round bird in flapping flight, facing right."""
    flap = sin(2 * pi * clock.turn(2.0, offset))
    coat_ = coat(body)
    with canvas.at(0, -0.04 * flap):
        with canvas.at(0.05, -0.06):
            _wing(canvas, flap * 0.9 + 0.1, darker(body, 0.28), darker(body, 0.4))
        canvas.fill(
            shapes.polygon("-.22,0 -.5,-.09 -.46,0 -.5,.07 -.22,.07"),
            darker(body, 0.22),
        )
        canvas.fill(
            shapes.outline(".3,-.1 .22,-.2 .08,-.17 -.12,-.1 -.3,.02 -.12,.13 .1,.13 .26,.04"),
            body,
        )
        canvas.fill(
            shapes.outline(".27,-.01 .12,-.02 -.08,.05 -.16,.105 .1,.125 .22,.07"),
            coat_.light,
            edge=False,
        )
        canvas.fill(shapes.polygon(".285,-.13 .42,-.07 .28,-.055"), _BEAK)
        canvas.oval(0.21, -0.105, 0.034, 0.036, WHITE, edge=False)
        canvas.oval(0.218, -0.105, 0.024, 0.028, _DARK, edge=False)
        canvas.oval(0.226, -0.115, 0.008, 0.008, WHITE, edge=False)
        with canvas.at(0.0, -0.04):
            _wing(canvas, flap, mix(body, coat_.dark, 0.35), darker(body, 0.3))


def bird(stage: Stage) -> None:
    """One bird near, two more behind it."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        size = 0.85 + 0.15 * stage.half[1]
        y = -0.12 * stage.half[1]
        for x, up, scale, offset in (
            (-0.5, -0.32, 0.3, 0.3),
            (-0.68, 0.1, 0.38, 0.6),
            (0.0, 0.0, 1.0, 0.0),
        ):
            x = x * stage.half[0] + 0.06 * clock.sway(offset)
            with canvas.at(
                x,
                y + up + 0.05 * clock.swing(0.25, offset),
                scale * size,
                0.06 * clock.sway(offset + 0.25),
            ):
                paint_bird(canvas, clock, tone, offset)

    stage.behind(1.0, paint, 0.45)


def paint_butterfly(canvas: Canvas, clock: Clock, tone: RGB, offset: float = 0.0) -> None:
    """A butterfly seen from above, wings opening and closing."""
    spread = 0.35 + 0.65 * abs(sin(pi * clock.turn(2.0, offset) * 2))
    rim = darker(tone, 0.72)
    for side in (-1, 1):
        upper = shapes.polygon(".02,-.05 .2,-.38 .45,-.42 .5,-.2 .3,0 .05,.03")
        lower = shapes.polygon(".03,.02 .28,.03 .38,.2 .26,.36 .1,.25")
        for part in (lower, upper):
            wing = shapes.smooth(part * (side * spread, 1))
            canvas.fill(wing, rim)
            middle = part.mean(0) * (side * spread, 1)
            canvas.fill((wing - middle) * 0.78 + middle, tone, edge=False)
            canvas.fill((wing - middle) * 0.36 + middle, lighter(tone, 0.5), edge=False)
        for x, y in ((0.42, -0.35), (0.46, -0.23), (0.3, 0.29)):
            canvas.oval(x * side * spread, y, 0.022, 0.022, WHITE, edge=False)
        canvas.stroke(shapes.line("0,-.2 .06,-.34 .12,-.4") * (side, 1), 0.012, _DARK)
    canvas.fill(shapes.limb((0, -0.2), (0, 0.24), 0.035, 0.022), _DARK)


def butterfly(stage: Stage) -> None:
    """A big butterfly on a lazy path and two small ones."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        for x, y, scale, offset in (
            (-0.55, 0.2, 0.3, 0.4),
            (0.58, -0.2, 0.26, 0.7),
            (0.0, -0.05, 1.0, 0.0),
        ):
            x = x * stage.half[0] + 0.22 * clock.sway(offset)
            y = y + 0.12 * sin(4 * pi * clock.laps(1, offset)) + 0.03 * clock.swing(1.0, offset)
            with canvas.at(x, y, scale * 0.95, 0.5 * clock.sway(offset + 0.25)):
                paint_butterfly(canvas, clock, tone, offset)

    stage.behind(1.0, paint, 0.4)


def owl(stage: Stage) -> None:
    """An owl on a branch, turning its head."""
    fur = coat(NAMED[stage.scene.colour])
    chest = mix(fur.main, rgb("fff3dc"), 0.55)

    def paint(canvas: Canvas, clock: Clock) -> None:
        wide = stage.half[0]
        with canvas.at(0, 0.05):
            bark = rgb("6b4a36")
            branch = shapes.curve(
                [(-wide - 0.5, 0.62), (-0.6, 0.5), (0.0, 0.52), (0.55, 0.47), (0.9, 0.38)]
            )
            canvas.fill(shapes.ribbon(branch, 0.13, 0.35), bark)
            canvas.stroke(branch - (0, 0.03), 0.022, lighter(bark, 0.2), tip=0.3)
            for x, y, turn in (
                (0.6, 0.4, -0.6),
                (0.75, 0.46, 0.5),
                (-0.75, 0.45, -0.9),
                (0.88, 0.34, -0.2),
            ):
                canvas.oval(
                    x, y, 0.12, 0.05, rgb("5f9d52"), angle=turn + 0.08 * clock.swing(0.5, x)
                )
            breath = 0.01 * clock.swing(0.4)
            canvas.fill(shapes.polygon("-.1,.3 .1,.3 .07,.68 -.07,.68"), fur.dark)
            canvas.fill(
                shapes.outline("0,-.3 .24,-.2 .31,.1 .2,.42 0,.5 -.2,.42 -.31,.1 -.24,-.2"),
                fur.main,
            )
            canvas.oval(0, 0.2, 0.2 + breath, 0.26, chest, edge=False)
            for row in range(4):
                for column in range(-2 + row % 2, 3):
                    x = column * 0.075 + (0.037 if row % 2 else 0)
                    if abs(x) < 0.17:
                        canvas.fill(
                            shapes.smooth(
                                [
                                    (x - 0.026, 0.04 + row * 0.09),
                                    (x + 0.026, 0.04 + row * 0.09),
                                    (x, 0.085 + row * 0.09),
                                ]
                            ),
                            fur.dark,
                            edge=False,
                        )
            for side in (-1, 1):
                canvas.fill(
                    shapes.outline(".25,-.16 .36,.08 .28,.4 .18,.3 .2,.05") * (side, 1),
                    fur.dark,
                )
                for k in (-0.045, 0.0, 0.045):
                    canvas.oval(side * 0.1 + k, 0.5, 0.02, 0.04, _BEAK, edge=False)
            turn = 0.09 * clock.sway()
            with canvas.at(turn * 0.5, -0.28, 1.12, 0.8 * turn):
                for side in (-1, 1):
                    canvas.fill(
                        shapes.polygon(".08,-.16 .25,-.27 .24,-.04") * (side, 1),
                        fur.main,
                    )
                canvas.fill(
                    shapes.outline("0,-.19 .18,-.16 .26,0 .17,.16 0,.19 -.17,.16 -.26,0 -.18,-.16"),
                    fur.main,
                )
                for side in (-1, 1):
                    canvas.oval(side * 0.1 + turn * 0.3, 0.0, 0.115, 0.115, chest, edge=False)
                    canvas.oval(
                        side * 0.1 + turn * 0.3, 0.0, 0.078, 0.078, rgb("f7c948"), edge=True
                    )
                eyes(canvas, clock, 0.1, 0.0, 0.05, gap=turn * 0.45)
                canvas.fill(
                    np.array(
                        [
                            (-0.032 + turn * 0.3, 0.06),
                            (0.032 + turn * 0.3, 0.06),
                            (turn * 0.3, 0.13),
                        ]
                    ),
                    _BEAK,
                )

    stage.behind(1.0, paint, 0.4)


def _penguin(canvas: Canvas, clock: Clock, tone: RGB, action: str, offset: float) -> None:
    hz = 1.0 if action == "waddling" else 1.2
    rock = clock.swing(hz, offset)
    hop = 0.07 * abs(clock.swing(hz / 2, offset)) if action == "dancing" else 0.0
    for side in (-1, 1):
        lift = max(0.0, side * rock) * 0.05
        canvas.oval(side * 0.1 + 0.02, -0.025 - lift - hop, 0.1, 0.035, _BEAK)
    with canvas.at(0, -0.02 - hop, 1.0, 0.1 * rock):
        for side in (-1, 1):
            raised = (
                0.5 + 0.9 * (0.5 + 0.5 * side * rock)
                if action == "dancing"
                else 0.28 + 0.14 * side * rock
            )
            with canvas.at(side * 0.23, -0.5, 1.0, -side * raised):
                canvas.fill(
                    shapes.outline("0,-.04 .06,.1 .03,.3 -.04,.12") * (side, 1),
                    darker(tone, 0.15),
                )
        canvas.fill(
            shapes.outline(
                "0,-.86 .17,-.78 .22,-.6 .27,-.3 .2,-.05 0,0 -.2,-.05 -.27,-.3 -.22,-.6 -.17,-.78"
            ),
            tone,
        )
        canvas.fill(
            shapes.outline("0,-.5 .13,-.5 .2,-.28 .14,-.06 0,-.03 -.14,-.06 -.2,-.28 -.13,-.5"),
            rgb("fdfbf5"),
            edge=False,
        )
        for side in (-1, 1):
            canvas.oval(side * 0.075, -0.63, 0.085, 0.11, rgb("fdfbf5"), edge=False)
            canvas.oval(side * 0.12, -0.55, 0.032, 0.022, rgb("f7a6a6"), alpha=0.7, edge=False)
        with canvas.at(0, -0.66):
            eyes(canvas, clock, 0.07, 0.0, 0.028)
        canvas.fill(shapes.polygon("-.045,-.62 .045,-.62 0,-.55"), _BEAK)
        if offset == 0.0:
            canvas.fill(shapes.box(-0.2, -0.5, 0.4, 0.07, 0.03), rgb("e0474c"))
            canvas.fill(
                shapes.limb((0.12, -0.44), (0.15 + 0.02 * rock, -0.27), 0.035, 0.04), rgb("e0474c")
            )


def penguin(stage: Stage) -> None:
    """A penguin in a scarf with two friends."""
    tone = mix(NAMED[stage.scene.colour], rgb("27304a"), 0.55)
    action = stage.scene.action

    def paint(canvas: Canvas, clock: Clock) -> None:
        for x, up, scale, offset in (
            (-0.55, -0.13, 0.55, 0.3),
            (0.54, -0.1, 0.62, 0.6),
            (0.0, 0.0, 1.0, 0.0),
        ):
            with canvas.at(x, up, scale):
                canvas.shadow(0, 0.0, 0.28, 0.035)
                _penguin(canvas, clock, tone, action, offset)

    stand(stage, paint, 1.1, 0.3)


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "bird": bird,
    "butterfly": butterfly,
    "owl": owl,
    "penguin": penguin,
}
