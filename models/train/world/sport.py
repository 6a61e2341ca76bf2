"""People doing sport: the same bodies, with balls, boards and a bicycle."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.bodies import Pose, blend, paint_person, tone_of, walking
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock, smoothstep
from models.train.world.colour import NAMED, WHITE, darker, lighter, rgb
from models.train.world.people import on_ground, wearer
from models.train.world.stage import Stage
from models.train.world.vehicles import wheel
from models.world.scene import Person

_INK = rgb("2a2833")


def _football(canvas: Canvas, x: float, y: float, turn: float) -> None:
    with canvas.at(x, y, 0.085, turn * 2 * pi):
        canvas.oval(0, 0, 1, 1, rgb("fbfbf7"))
        canvas.fill(shapes.star(5, 0.81) * 0.4, _INK, edge=False)
        for k in range(5):
            angle = k * 2 * pi / 5 - pi / 2
            canvas.stroke(
                [(0.38 * cos(angle), 0.38 * sin(angle)), (0.72 * cos(angle), 0.72 * sin(angle))],
                0.1,
                _INK,
            )
            patch = shapes.ellipse(0.86 * cos(angle), 0.86 * sin(angle), 0.13, 0.26, angle)
            canvas.fill(patch, _INK, edge=False)


def football(stage: Stage) -> None:
    """Keeps a ball in the air with the foot."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        t = clock.turn(0.8)
        kick = max(0.0, cos(2 * pi * t)) ** 2
        rise = 4 * t * (1 - t)
        pose = Pose(
            hip=(0.0, -0.475 + 0.012 * cos(2 * pi * t)),
            lean=-0.08 * kick,
            near_foot=(0.1 + 0.17 * kick, -0.2 * kick),
            far_foot=(-0.05, 0.0),
            near_hand=(0.12 - 0.2 * kick, 0.26),
            far_hand=(-0.2 + 0.1 * kick, 0.2),
            far_elbow=1.0,
            head=0.14 - 0.22 * rise,
        )
        paint_person(canvas, clock, person, pose)
        _football(canvas, 0.36, -0.32 - 0.62 * rise, t)

    on_ground(stage, paint)


def basketball(stage: Stage) -> None:
    """Dribbles with one hand."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        t = clock.turn(1.3)
        high = abs(cos(pi * t)) ** 0.8
        push = max(0.0, cos(2 * pi * t))
        shift = 0.02 * clock.swing(0.65)
        pose = Pose(
            hip=(0.0 + shift, -0.425 - 0.012 * push),
            lean=0.22,
            near_foot=(0.15, 0.0),
            far_foot=(-0.15, 0.0),
            near_hand=(0.2, 0.24 - 0.09 * high),
            far_hand=(-0.02, 0.24),
            head=-0.05,
        )
        x, y = paint_person(canvas, clock, person, pose)
        radius = 0.1
        by = -radius + (y + radius * 1.05 + radius) * high
        squash = 1 - 0.16 * max(0.0, 1 - high * 6)
        with canvas.at(x + 0.03, by, radius):
            canvas.oval(0, 0, 1.0 / squash, squash, rgb("e8772e"))
            for angle in (0.0, pi / 2):
                turn = angle + clock.turn(0.65) * 2 * pi
                canvas.stroke(
                    [(-0.95 * cos(turn), -0.95 * sin(turn)), (0.95 * cos(turn), 0.95 * sin(turn))],
                    0.09,
                    _INK,
                )
            for side in (-1, 1):
                canvas.stroke(
                    shapes.line(".75,-.62 .38,0 .75,.62") * (side, 1),
                    0.09,
                    _INK,
                )

    on_ground(stage, paint)


def skateboarding(stage: Stage) -> None:
    """Rolls along on a board and jumps."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        t = clock.turn(0.3)
        air = sin(pi * (t - 0.55) / 0.3) if 0.55 < t < 0.85 else 0.0
        crouch = 0.07 * max(0.0, sin(pi * (t - 0.35) / 0.25)) if 0.35 < t < 0.6 else 0.0
        with canvas.at(0, -0.26 * air, 1.0, -0.16 * air * cos(pi * (t - 0.55) / 0.3)):
            tone = tone_of(person)
            board = [(-0.34, -0.13), (-0.26, -0.085), (0.26, -0.085), (0.34, -0.13)]
            for x in (-0.2, 0.2):
                wheel(canvas, x, -0.035, 0.036, clock.turn(3))
            canvas.stroke(
                shapes.curve(board),
                0.036,
                lighter(tone, 0.2) if person.garment_colour != "red" else NAMED["yellow"],
                edge=True,
            )
            wobble = 0.03 * clock.swing(0.6)
            pose = Pose(
                hip=(wobble, -0.51 + crouch + 0.05 * air),
                lean=0.12 + 0.8 * crouch,
                near_foot=(0.17, -0.1),
                far_foot=(-0.17, -0.1),
                near_hand=(0.27, 0.05 - 0.16 * air - wobble),
                far_hand=(-0.27, 0.08 - 0.16 * air + wobble),
                near_elbow=1.0,
                far_elbow=-1.0,
                far_knee=1.0,
                head=-0.06,
            )
            paint_person(canvas, clock, person, pose)

    on_ground(stage, paint, 1.14)


def surfing(stage: Stage) -> None:
    """Rides a curling wave."""
    person = wearer(stage)
    foot = stage.ground + 0.08

    def wave(canvas: Canvas, clock: Clock) -> None:
        lift = 0.03 * clock.swing(0.3)
        face = shapes.smooth(
            [
                (-2.6, 0.7),
                (-2.2, -0.1 + lift),
                (-1.25, -0.62 + lift),
                (-0.62, -0.72 + lift),
                (-0.22, -0.5 + lift),
                (-0.42, -0.45),
                (-0.6, -0.2),
                (-0.2, 0.12),
                (0.6, 0.3),
                (2.4, 0.4),
                (2.4, 1.2),
                (-2.6, 1.2),
            ]
        )
        with canvas.at(-0.12, foot - 0.1, 1.0):
            canvas.shade(face, rgb("3fb4cf"), rgb("125c8c"))
            for k in range(5):
                start = -0.75 - 0.28 * k
                streak = [
                    (start, -0.55 + 0.1 * k),
                    (start + 0.14, -0.2 + 0.07 * k),
                    (start + 0.6, 0.16 + 0.06 * k),
                    (start + 1.3, 0.34 + 0.06 * k),
                ]
                canvas.stroke(shapes.curve(streak), 0.022, rgb("a5e8ee"), tip=0.2, alpha=0.7)
            foam = rgb("fbfeff")
            for k in range(11):
                s = k / 10
                x = -1.3 + 1.12 * s
                y = -0.62 - 0.1 * sin(pi * s) + 0.1 * s * s + lift
                r = 0.075 + 0.03 * clock.swing(0.7, k * 0.27)
                canvas.oval(x, y, r * 1.3, r, foam, edge=k % 3 == 0)
            for k in range(12):
                t = clock.turn(0.8, k / 12)
                canvas.oval(
                    -0.25 + 0.3 * t + 0.05 * sin(k * 2.2),
                    -0.5 - 0.18 * sin(pi * t) + 0.3 * t * t + 0.03 * (k % 3),
                    0.022 * (1 - t) + 0.006,
                    0.022 * (1 - t) + 0.006,
                    foam,
                    edge=False,
                )

    def rider(canvas: Canvas, clock: Clock) -> None:
        bob = 0.035 * clock.swing(0.4)
        with canvas.at(
            0.16 + 0.08 * clock.sway(), foot - 0.05 + bob, 1.22, 0.1 + 0.09 * clock.swing(0.4, 0.2)
        ):
            for k in range(8):
                t = clock.turn(1.1, k / 8)
                canvas.oval(
                    -0.34 - 0.5 * t,
                    0.04 - 0.16 * sin(pi * t) * (0.5 + 0.5 * (k % 2)),
                    0.035 * (1 - t),
                    0.03 * (1 - t),
                    WHITE,
                    alpha=0.85,
                    edge=False,
                )
            canvas.fill(
                shapes.outline("-.46,-.03 -.3,-.06 .3,-.06 .52,-.13 .42,0 .1,.03 -.36,.025"),
                rgb("ffe7a8"),
            )
            canvas.stroke([(-0.4, -0.02), (0.44, -0.05)], 0.024, NAMED["red"])
            sway = clock.swing(0.4, 0.3)
            pose = Pose(
                hip=(-0.01, -0.37 + 0.02 * sway),
                lean=0.3,
                near_foot=(0.18, -0.05),
                far_foot=(-0.18, -0.05),
                near_hand=(0.3, -0.04 + 0.07 * sway),
                far_hand=(-0.28, 0.0 - 0.07 * sway),
                near_elbow=1.0,
                far_elbow=-1.0,
                head=-0.15,
            )
            paint_person(canvas, clock, person, pose)

    stage.front.clear()
    stage.behind(1.0, wave, 1.0)
    stage.behind(1.0, rider, 0.4)


_YOGA = (
    Pose(near_hand=(0.1, 0.33), far_hand=(-0.1, 0.33), far_elbow=-1.0),
    Pose(near_hand=(0.05, -0.36), far_hand=(-0.03, -0.36), near_elbow=1.0, far_elbow=-1.0),
    Pose(
        near_foot=(-0.04, -0.22),
        near_hand=(0.02, -0.36),
        far_hand=(-0.0, -0.36),
        far_foot=(-0.03, 0.0),
        far_elbow=-1.0,
    ),
    Pose(
        hip=(0.02, -0.33),
        near_foot=(0.3, 0.0),
        far_foot=(-0.38, 0.0),
        near_hand=(0.36, 0.0),
        far_hand=(-0.36, 0.0),
        far_elbow=-1.0,
        far_knee=1.0,
    ),
)


def yoga(stage: Stage) -> None:
    """Flows through mountain, raised arms, tree and warrior."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        t = clock.laps(1) * len(_YOGA)
        i = int(t)
        pose = blend(_YOGA[i], _YOGA[(i + 1) % len(_YOGA)], smoothstep((t - i - 0.45) / 0.55))
        canvas.fill(
            shapes.polygon("-.52,.035 .52,.035 .44,-.035 -.44,-.035"),
            rgb("8f6fc9"),
        )
        canvas.fill(
            shapes.polygon("-.48,.022 .48,.022 .44,-.022 -.44,-.022"),
            rgb("a98ade"),
            edge=False,
        )
        paint_person(canvas, clock, person, pose)

    on_ground(stage, paint)


def _bicycle(canvas: Canvas, clock: Clock, person: Person, turn: float) -> None:
    tone = NAMED["red"] if person.garment_colour != "red" else NAMED["blue"]
    roll = clock.turn(1.5)
    for x in (-0.34, 0.36):
        rim = shapes.ellipse(x, -0.2, 0.2, 0.2)
        canvas.stroke(np.concatenate([rim, rim[:2]]), 0.034, _INK)
        for k in range(6):
            angle = 2 * pi * roll + k * pi / 3
            canvas.stroke(
                [(x, -0.2), (x + 0.185 * cos(angle), -0.2 + 0.185 * sin(angle))],
                0.007,
                rgb("b9bfcb"),
            )
        canvas.oval(x, -0.2, 0.025, 0.025, rgb("8d93a3"), edge=False)
    crank, seat, stem = (0.0, -0.21), (-0.12, -0.5), (0.27, -0.53)
    for a, b in (
        (crank, seat),
        (crank, stem),
        (seat, stem),
        (crank, (-0.34, -0.2)),
        ((-0.34, -0.2), (-0.105, -0.45)),
        (stem, (0.36, -0.2)),
    ):
        canvas.fill(shapes.limb(a, b, 0.017, 0.017), tone)
    canvas.stroke([(0.27, -0.53), (0.25, -0.62), (0.33, -0.63)], 0.028, _INK)
    canvas.oval(-0.14, -0.525, 0.075, 0.022, _INK)
    canvas.oval(crank[0], crank[1], 0.05, 0.05, darker(tone, 0.3))


def cycling(stage: Stage) -> None:
    """Pedals along."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        turn = 2 * pi * clock.turn(1.1)
        near = (0.0 + 0.085 * cos(turn), -0.21 + 0.085 * sin(turn) + 0.03)
        far = (0.0 - 0.085 * cos(turn), -0.21 - 0.085 * sin(turn) + 0.03)
        pose = Pose(
            hip=(-0.12, -0.565),
            lean=0.5,
            near_foot=near,
            far_foot=far,
            near_hand=(0.24, 0.13),
            far_hand=(0.3, 0.2),
            head=-0.3,
        )
        with canvas.at(0, 0.006 * clock.swing(1.1), 0.98):
            canvas.shadow(0, 0.0, 0.5, 0.035)
            _bicycle(canvas, clock, person, turn)
            paint_person(canvas, clock, person, pose)
            canvas.stroke([(0, -0.21), near], 0.024, rgb("5b6070"))

    on_ground(stage, paint)


def running(stage: Stage) -> None:
    """Runs, with puffs of dust."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        for k in range(4):
            t = clock.turn(1.5, k / 4)
            canvas.oval(
                -0.18 - 0.3 * t,
                -0.02 - 0.05 * t,
                0.03 + 0.03 * t,
                0.02 + 0.02 * t,
                rgb("f2ead9"),
                alpha=0.55 * (1 - t),
                edge=False,
            )
        paint_person(canvas, clock, person, walking(clock, run=True))

    on_ground(stage, paint)


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "football": football,
    "basketball": basketball,
    "skateboarding": skateboarding,
    "surfing": surfing,
    "yoga": yoga,
    "cycling": cycling,
    "running": running,
}
