"""Things to ride in. Wheeled ones are painted with the ground at y = 0, heading right."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.stage import Stage

_GLASS = rgb("b9e2f2")
_TYRE = rgb("2a2a33")
_WARM = rgb("ffe8a3")


def wheel(canvas: Canvas, x: float, y: float, radius: float, turn: float) -> None:
    """A tyre with five spokes."""
    canvas.oval(x, y, radius, radius, _TYRE)
    canvas.oval(x, y, radius * 0.58, radius * 0.58, rgb("d7dae2"), edge=False)
    for k in range(5):
        angle = turn * 2 * pi + k * 2 * pi / 5
        canvas.stroke(
            [(x, y), (x + radius * 0.55 * cos(angle), y + radius * 0.55 * sin(angle))],
            radius * 0.16,
            rgb("8d93a3"),
        )
    canvas.oval(x, y, radius * 0.16, radius * 0.16, rgb("5b6070"), edge=False)


def _lamps(stage: Stage, canvas: Canvas, x: float, y: float) -> None:
    if stage.night:
        beam = np.array([(x, y - 0.03), (x + 0.75, y - 0.1), (x + 0.75, y + 0.22), (x, y + 0.03)])
        ambient, canvas.ambient = canvas.ambient, 0.0
        canvas.fill(beam, _WARM, alpha=0.22, edge=False)
        canvas.glow(x, y, 0.2, _WARM, 0.9)
        canvas.ambient = ambient


def _drive(stage: Stage, paint: Callable[[Canvas, Clock], None], scale: float, wide: float) -> None:
    scale *= 0.85 + 0.15 * min(1.5, stage.half[0])

    def layer(canvas: Canvas, clock: Clock) -> None:
        sway = 0.05 * clock.sway()
        with canvas.at(sway, stage.ground + 0.02, scale):
            canvas.shadow(0, 0.0, wide, 0.04)
            paint(canvas, clock)

    stage.behind(1.0, layer, 0.38)


def car(stage: Stage) -> None:
    """A small rounded car."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        turn = clock.turn(2.2)
        shake = 0.006 * clock.swing(2.5)
        with canvas.at(0, shake):
            canvas.fill(
                shapes.outline("-.42,-.34 -.3,-.55 -.12,-.62 .12,-.62 .28,-.54 .42,-.33"),
                tone,
            )
            rear = shapes.outline("-.34,-.36 -.26,-.5 -.14,-.555 -.02,-.555 -.02,-.36", steps=4)
            front = shapes.outline(".04,-.36 .04,-.555 .14,-.555 .24,-.49 .34,-.36", steps=4)
            glass = _WARM if stage.night else _GLASS
            for pane in (rear, front):
                canvas.fill(pane, glass)
            canvas.fill(
                shapes.polygon("-.2,-.38 -.12,-.52 -.08,-.52 -.16,-.38"),
                WHITE,
                alpha=0.5,
                edge=False,
            )
            canvas.oval(0.12, -0.42, 0.045, 0.055, rgb("7a4d38"), edge=False)
            canvas.fill(
                shapes.outline(
                    "-.64,-.12 -.64,-.3 -.5,-.37 0,-.37 .42,-.35 .6,-.28 .66,-.14 .6,-.08 -.58,-.08"
                ),
                tone,
            )
            canvas.fill(
                shapes.outline("-.63,-.14 0,-.16 .65,-.14 .6,-.08 -.58,-.08"),
                darker(tone, 0.22),
                edge=False,
            )
            canvas.stroke([(0.01, -0.36), (0.01, -0.12)], 0.01, darker(tone, 0.3))
            canvas.fill(shapes.box(-0.1, -0.3, 0.08, 0.022, 0.01), darker(tone, 0.35), edge=False)
            canvas.oval(0.6, -0.22, 0.04, 0.05, rgb("fff3c0"))
            canvas.fill(shapes.box(-0.645, -0.26, 0.045, 0.08, 0.015), rgb("d63a3a"), edge=False)
            _lamps(stage, canvas, 0.62, -0.22)
        for x in (-0.36, 0.36):
            canvas.oval(x, -0.13, 0.155, 0.15, darker(tone, 0.45), edge=False)
            wheel(canvas, x, -0.115, 0.125, turn)

    _drive(stage, paint, 1.05, 0.6)


def bus(stage: Stage) -> None:
    """A city bus with passengers."""
    tone = NAMED[stage.scene.colour]
    skins = ("f3c7a6", "8a5a3f", "d9a277", "f6d5bd", "6f4632")

    def paint(canvas: Canvas, clock: Clock) -> None:
        turn = clock.turn(1.8)
        with canvas.at(0, 0.005 * clock.swing(2.2)):
            canvas.fill(shapes.box(-0.78, -0.72, 1.56, 0.62, 0.08), tone)
            canvas.fill(shapes.box(-0.78, -0.3, 1.56, 0.07), lighter(tone, 0.6), edge=False)
            canvas.fill(shapes.box(-0.74, -0.78, 1.2, 0.08, 0.03), darker(tone, 0.15))
            glass = _WARM if stage.night else _GLASS
            for i in range(5):
                x = -0.72 + 0.23 * i
                canvas.fill(shapes.box(x, -0.63, 0.2, 0.26, 0.03), glass)
                canvas.oval(x + 0.1, -0.45, 0.045, 0.055, rgb(skins[i]), edge=False)
                canvas.fill(
                    shapes.box(x + 0.045, -0.42, 0.11, 0.05, 0.02),
                    rgb(("c8556a", "4a7fb0", "e0a040", "6a9f6a", "8a6ac0")[i]),
                    edge=False,
                )
            canvas.fill(shapes.box(0.46, -0.63, 0.13, 0.5, 0.02), glass)
            canvas.fill(shapes.box(0.63, -0.63, 0.15, 0.32, 0.02), glass)
            canvas.fill(shapes.box(0.73, -0.2, 0.05, 0.06, 0.01), rgb("fff3c0"))
            _lamps(stage, canvas, 0.77, -0.17)
        for x in (-0.45, 0.3):
            canvas.oval(x, -0.11, 0.135, 0.13, darker(tone, 0.5), edge=False)
            wheel(canvas, x, -0.105, 0.11, turn)

    _drive(stage, paint, 0.98, 0.72)


def train(stage: Stage) -> None:
    """A locomotive and wagons on rails."""
    tone = NAMED[stage.scene.colour]
    laps = stage.laps(1.6)

    def rails(canvas: Canvas, clock: Clock) -> None:
        y = stage.ground
        canvas.fill(
            shapes.box(-stage.wide, y - 0.03, 2 * stage.wide, 0.15), rgb("9a8a7c"), edge=False
        )
        many = []
        for i in range(22):
            x = stage.roll(i * stage.period / 22, laps, clock)
            many.append(
                np.array([(x - 0.03, y), (x + 0.03, y), (x + 0.02, y + 0.09), (x - 0.05, y + 0.09)])
            )
        canvas.fills(many, rgb("6a4a36"))
        for dy in (0.012, 0.06):
            canvas.fill(
                shapes.box(-stage.wide, y + dy, 2 * stage.wide, 0.016), rgb("c9ced8"), edge=False
            )

    def paint(canvas: Canvas, clock: Clock) -> None:
        turn = clock.turn(2.0)
        for i in range(3, 0, -1):
            with canvas.at(0.42 - 0.98 * i, 0.005 * clock.swing(2.0, i * 0.3)):
                _wagon(
                    stage,
                    canvas,
                    tone if i % 2 == 0 else mix(tone, rgb("fff3dc"), 0.75),
                    tone,
                    turn,
                )
        with canvas.at(0.42, 0.006 * clock.swing(2.0)):
            _engine(stage, canvas, clock, tone, turn)

    stage.behind(1.0, rails)
    _drive(stage, paint, 0.9, 0.95)


def _wagon(stage: Stage, canvas: Canvas, tone: RGB, stripe: RGB, turn: float) -> None:
    canvas.fill(shapes.box(0.42, -0.2, 0.14, 0.04), rgb("4a4650"))
    canvas.fill(shapes.box(-0.45, -0.58, 0.9, 0.46, 0.04), tone)
    canvas.fill(shapes.box(-0.47, -0.62, 0.94, 0.07, 0.03), darker(stripe, 0.4))
    canvas.fill(shapes.box(-0.45, -0.24, 0.9, 0.045), darker(stripe, 0.1), edge=False)
    for k in range(4):
        canvas.fill(
            shapes.box(-0.39 + 0.205 * k, -0.5, 0.16, 0.19, 0.025), _WARM if stage.night else _GLASS
        )
    for x in (-0.3, -0.14, 0.14, 0.3):
        wheel(canvas, x, -0.065, 0.075, turn)


def _engine(stage: Stage, canvas: Canvas, clock: Clock, tone: RGB, turn: float) -> None:
    for i in range(7):
        t = clock.turn(0.5, i / 7)
        canvas.oval(
            0.24 - 1.1 * t,
            -0.82 - 0.34 * t - 0.02 * sin(i * 2.0),
            0.06 + 0.14 * t,
            0.05 + 0.11 * t,
            rgb("f3f3f6"),
            alpha=0.85 * (1 - t),
            edge=False,
        )
    canvas.fill(shapes.polygon(".18,-.55 .3,-.55 .34,-.8 .14,-.8"), rgb("3c3a46"))
    canvas.fill(shapes.box(-0.08, -0.56, 0.58, 0.36, 0.1), tone)
    canvas.fill(shapes.box(0.42, -0.55, 0.08, 0.34, 0.04), darker(tone, 0.3), edge=False)
    for x in (0.06, 0.3):
        canvas.fill(shapes.box(x, -0.56, 0.035, 0.36), rgb("f0c54a"), edge=False)
    canvas.fill(shapes.outline("0,-.55 0,-.64 .08,-.64 .08,-.55"), rgb("f0c54a"))
    canvas.fill(shapes.box(-0.46, -0.76, 0.42, 0.6, 0.02), tone)
    canvas.fill(shapes.box(-0.5, -0.82, 0.5, 0.08, 0.03), darker(tone, 0.35))
    canvas.fill(shapes.box(-0.37, -0.66, 0.24, 0.2, 0.02), _WARM if stage.night else _GLASS)
    canvas.fill(shapes.box(-0.46, -0.22, 0.98, 0.1), darker(tone, 0.4))
    canvas.fill(shapes.polygon(".5,-.2 .66,-.02 .46,-.02"), rgb("c9443f"))
    canvas.oval(0.5, -0.42, 0.045, 0.055, rgb("fff3c0"))
    _lamps(stage, canvas, 0.52, -0.42)
    for x, r in ((-0.32, 0.13), (-0.04, 0.1), (0.18, 0.1), (0.38, 0.075)):
        wheel(canvas, x, -r, r, turn)
    rod = 0.05 * np.array([cos(2 * pi * turn), sin(2 * pi * turn)])
    canvas.stroke(
        [(-0.32 + rod[0], -0.11 + rod[1]), (0.18 + rod[0], -0.1 + rod[1])], 0.026, rgb("d5d9e2")
    )


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "car": car,
    "bus": bus,
    "train": train,
}
