"""A person's body in a pose, about one unit tall, feet at y = 0, facing right."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, darker, lighter, rgb
from models.train.world.gait import knee, step
from models.train.world.heads import SKIN, paint_back_hair, paint_head
from models.train.world.shapes import Pair
from models.world.scene import Person

_LEG, _ARM, _TORSO = 0.462, 0.36, 0.31


@dataclass(frozen=True)
class Pose:
    """Where the ends of a body are; joints follow. Hands are relative to the shoulders."""

    hip: Pair = (0.0, -0.485)
    lean: float = 0.0
    near_foot: Pair = (0.06, 0.0)
    far_foot: Pair = (-0.06, 0.0)
    near_hand: Pair = (0.1, 0.33)
    far_hand: Pair = (-0.08, 0.33)
    near_elbow: float = 1.0
    far_elbow: float = 1.0
    near_knee: float = -1.0
    far_knee: float = -1.0
    head: float = 0.0

    def shoulder(self) -> Pair:
        """The middle between the shoulders."""
        return (self.hip[0] + _TORSO * sin(self.lean), self.hip[1] - _TORSO * cos(self.lean))


def blend(a: Pose, b: Pose, share: float) -> Pose:
    """Between two poses."""

    def mix(x: float | Pair, y: float | Pair) -> float | Pair:
        if isinstance(x, tuple) and isinstance(y, tuple):
            return (x[0] + (y[0] - x[0]) * share, x[1] + (y[1] - x[1]) * share)
        assert not isinstance(x, tuple) and not isinstance(y, tuple)
        return x + (y - x) * share

    values = {name: mix(getattr(a, name), getattr(b, name)) for name in Pose.__dataclass_fields__}
    return Pose(**values)  # type: ignore[arg-type]


def walking(clock: Clock, *, run: bool = False) -> Pose:
    """One moment of a walk or a run on the spot."""
    t = clock.turn(1.5 if run else 0.95)
    stride, lift = (0.23, 0.17) if run else (0.15, 0.055)
    swing = sin(2 * pi * t + 0.6)
    bob = (0.035 if run else 0.012) * sin(4 * pi * t + 1.2)
    near, far = step(t, stride, lift), step(t + 0.5, stride, lift)
    if run:
        near_hand = (0.08 - 0.18 * swing, 0.2 - 0.08 * abs(swing) - 0.03)
        far_hand = (0.08 + 0.18 * swing, 0.2 - 0.08 * abs(swing) - 0.03)
        return Pose((0, -0.465 - bob), 0.2, near, far, near_hand, far_hand, head=0.03 * swing)
    return Pose(
        (0, -0.482 - bob), 0.05, near, far, (0.03 - 0.16 * swing, 0.32), (0.03 + 0.16 * swing, 0.32)
    )


def _sleeves(person: Person) -> bool:
    return person.garment in ("hoodie", "sweater", "coat")


def _leg(canvas: Canvas, hip: Pair, foot: Pair, bend: float, person: Person, dim: float) -> None:
    cloth = darker(rgb("3d4a6b") if person.garment_colour != "blue" else rgb("5b5560"), dim)
    if person.garment == "dress":
        cloth = darker(SKIN[person.skin], dim)
    sole = (foot[0] - 0.005, foot[1] - 0.035)
    joint = knee(hip, sole, _LEG, bend)
    canvas.fill(shapes.limb(joint, sole, 0.045, 0.034), cloth)
    canvas.fill(shapes.limb(hip, joint, 0.06, 0.047), cloth)
    shoe = darker(rgb("f4f1ea") if person.garment_colour != "white" else rgb("d8524f"), dim)
    canvas.fill(
        shapes.smooth(
            [
                (foot[0] - 0.045, foot[1] - 0.05),
                (foot[0] + 0.02, foot[1] - 0.05),
                (foot[0] + 0.1, foot[1] - 0.018),
                (foot[0] + 0.1, foot[1]),
                (foot[0] - 0.045, foot[1]),
            ]
        ),
        shoe,
    )


def _arm(
    canvas: Canvas, shoulder: Pair, hand: Pair, bend: float, person: Person, dim: float
) -> Pair:
    skin, cloth = darker(SKIN[person.skin], dim), darker(NAMED[person.garment_colour], dim)
    end = (shoulder[0] + hand[0], shoulder[1] + hand[1])
    far = ((hand[0]) ** 2 + (hand[1]) ** 2) ** 0.5
    if far > _ARM:
        end = (shoulder[0] + hand[0] * _ARM / far, shoulder[1] + hand[1] * _ARM / far)
    joint = knee(shoulder, end, _ARM, bend)
    canvas.fill(shapes.limb(joint, end, 0.034, 0.027), cloth if _sleeves(person) else skin)
    canvas.oval(end[0], end[1], 0.034, 0.034, skin)
    upper = shapes.limb(shoulder, joint, 0.045, 0.035)
    canvas.fill(upper, cloth if _sleeves(person) else skin)
    if person.garment == "t-shirt":
        middle = (
            shoulder[0] + (joint[0] - shoulder[0]) * 0.62,
            shoulder[1] + (joint[1] - shoulder[1]) * 0.62,
        )
        canvas.fill(shapes.limb(shoulder, middle, 0.052, 0.05), cloth)
    return end


def _torso(canvas: Canvas, pose: Pose, person: Person, clock: Clock) -> None:
    cloth = NAMED[person.garment_colour]
    with canvas.at(pose.hip[0], pose.hip[1], 1.0, pose.lean):
        if person.garment == "dress":
            flare = 0.02 * clock.swing(1.0)
            hem = [
                (-0.1, -0.1),
                (-0.2 + flare, 0.22),
                (0.0, 0.25),
                (0.2 + flare, 0.22),
                (0.1, -0.1),
            ]
            canvas.fill(
                shapes.smooth(
                    [
                        (-0.11, -0.3),
                        (-0.085, -0.12),
                        *hem[1:4],
                        (0.085, -0.12),
                        (0.11, -0.3),
                        (0, -0.35),
                    ]
                ),
                cloth,
            )
            canvas.stroke([(-0.088, -0.1), (0.088, -0.1)], 0.03, darker(cloth, 0.25))
            return
        long = 0.17 if person.garment == "coat" else 0.045
        wide = 0.115 if person.garment in ("hoodie", "sweater", "coat") else 0.1
        canvas.fill(
            shapes.smooth(
                [
                    (-0.125, -0.28),
                    (-wide, -0.12),
                    (-wide - 0.01, long),
                    (0, long + 0.012),
                    (wide + 0.01, long),
                    (wide, -0.12),
                    (0.125, -0.28),
                    (0.07, -0.335),
                    (-0.07, -0.335),
                ]
            ),
            cloth,
        )
        if person.garment == "coat":
            canvas.stroke([(0.01, -0.33), (0.01, long)], 0.012, darker(cloth, 0.3))
            for y in (-0.2, -0.1, 0.0):
                canvas.oval(0.035, y, 0.011, 0.011, lighter(cloth, 0.6), edge=False)
        elif person.garment == "hoodie":
            canvas.fill(
                shapes.outline("-.06,-.1 .06,-.1 .08,0 -.08,0"),
                darker(cloth, 0.16),
                edge=False,
            )
        elif person.garment == "sweater":
            for y in (-0.22, -0.15):
                canvas.stroke([(-0.105, y), (0.105, y)], 0.02, lighter(cloth, 0.35))


def _neckwear(canvas: Canvas, shoulder: Pair, person: Person, clock: Clock) -> None:
    if person.garment == "hoodie":
        canvas.oval(
            shoulder[0], shoulder[1] + 0.01, 0.085, 0.035, darker(NAMED[person.garment_colour], 0.2)
        )
    if person.scarf != "none":
        tone = NAMED[person.scarf]
        sway = 0.04 * clock.swing(0.8)
        canvas.fill(
            shapes.limb(
                (shoulder[0] - 0.05, shoulder[1] + 0.02),
                (shoulder[0] - 0.12 + sway, shoulder[1] + 0.2),
                0.03,
                0.035,
            ),
            darker(tone, 0.12),
        )
        canvas.oval(shoulder[0], shoulder[1] - 0.005, 0.09, 0.042, tone)


def paint_person(canvas: Canvas, clock: Clock, person: Person, pose: Pose) -> Pair:
    """Paint a whole person; returns where the near hand is."""
    x, y = pose.shoulder()
    up = (x + 0.14 * sin(pose.lean + pose.head), y - 0.14 * cos(pose.lean + pose.head))
    sin_, cos_ = sin(pose.lean), cos(pose.lean)
    near = (x + 0.085 * cos_ - 0.03 * -sin_, y + 0.035 + 0.085 * sin_)
    far = (x - 0.085 * cos_, y + 0.035 - 0.085 * sin_)
    tilt = pose.lean * 0.5 + pose.head
    with canvas.at(up[0], up[1], 0.245, tilt):
        paint_back_hair(canvas, clock, person)
    _arm(canvas, far, pose.far_hand, pose.far_elbow, person, 0.16)
    _leg(canvas, (pose.hip[0] - 0.04, pose.hip[1]), pose.far_foot, pose.far_knee, person, 0.18)
    _leg(canvas, (pose.hip[0] + 0.04, pose.hip[1]), pose.near_foot, pose.near_knee, person, 0.0)
    canvas.fill(shapes.limb((x, y + 0.02), up, 0.036, 0.034), darker(SKIN[person.skin], 0.12))
    _torso(canvas, pose, person, clock)
    _neckwear(canvas, (x, y - 0.005), person, clock)
    with canvas.at(up[0] + 0.005, up[1] - 0.005, 0.245, tilt):
        paint_head(canvas, clock, person, gaze=0.9, smile=0.45)
    return _arm(canvas, near, pose.near_hand, pose.near_elbow, person, 0.0)


def tone_of(person: Person) -> RGB:
    """The colour of what a person wears."""
    return NAMED[person.garment_colour]
