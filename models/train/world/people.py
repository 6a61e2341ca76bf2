"""People for their own sake: a bust that smiles, nods or waves; a dancer; a walker."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.bodies import Pose, paint_person, walking
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, darker, lighter, rgb
from models.train.world.heads import SKIN, paint_back_hair, paint_head
from models.train.world.stage import Stage
from models.world.scene import Person


def wearer(stage: Stage) -> Person:
    """The person of a scene (the scene made sure there is one)."""
    return stage.scene.person or Person()


def _bust(canvas: Canvas, clock: Clock, person: Person) -> None:
    """Shoulders and garment below a head at (0, -0.62) of height 0.9."""
    cloth, skin = NAMED[person.garment_colour], SKIN[person.skin]
    breath = 0.008 * clock.swing(0.35)
    body = shapes.smooth(
        [
            (-0.16, -0.16),
            (-0.46, -0.04 - breath),
            (-0.62, 0.16),
            (-0.7, 0.6),
            (-0.72, 1.4),
            (0.72, 1.4),
            (0.7, 0.6),
            (0.62, 0.16),
            (0.46, -0.04 - breath),
            (0.16, -0.16),
        ]
    )
    bare = person.garment in ("t-shirt", "dress")
    canvas.fill(shapes.limb((0, -0.4), (0, -0.04), 0.14, 0.16), darker(skin, 0.14))
    canvas.fill(body, cloth)
    for side in (-1, 1):
        canvas.stroke(
            shapes.line(".46,.3 .43,.6 .45,1.2") * (side, 1),
            0.014,
            darker(cloth, 0.25),
        )
    if bare:
        _neckline(canvas, person, skin)
    elif person.garment == "hoodie":
        canvas.fill(
            shapes.outline("-.28,-.17 -.3,0 0,.16 .3,0 .28,-.17 0,-.06"),
            darker(cloth, 0.2),
        )
        for side in (-1, 1):
            canvas.stroke(
                shapes.line(".1,.08 .11,.3 .1,.42") * (side, 1),
                0.024,
                rgb("f6f2e8"),
            )
    elif person.garment == "sweater":
        canvas.fill(
            shapes.outline("-.18,-.26 -.2,-.08 0,-.02 .2,-.08 .18,-.26 0,-.21"),
            lighter(cloth, 0.2),
        )
        for y in (0.3, 0.46):
            canvas.stroke(
                shapes.curve([(-0.62, y + 0.02), (0, y + 0.05), (0.62, y + 0.02)]),
                0.05,
                lighter(cloth, 0.35),
            )
    else:
        canvas.fill(shapes.polygon("-.1,-.1 .1,-.1 0,.42"), rgb("f3ede2"), edge=False)
        for side in (-1, 1):
            canvas.fill(
                shapes.polygon(".1,-.19 .29,-.13 .3,.14 .01,.44") * (side, 1),
                darker(cloth, 0.18),
            )
        for y in (0.6, 0.8):
            canvas.oval(0.05, y, 0.03, 0.03, lighter(cloth, 0.6), edge=False)


def _neckline(canvas: Canvas, person: Person, skin: RGB) -> None:
    """What a t-shirt or a dress leaves bare."""
    low = 0.24 if person.garment == "dress" else 0.08
    neck = shapes.smooth(
        [
            (-0.19, -0.17),
            (-0.13, low * 0.6),
            (0, low),
            (0.13, low * 0.6),
            (0.19, -0.17),
            (0, -0.24),
        ]
    )
    canvas.fill(neck, skin, edge=False)
    canvas.fill(
        shapes.outline("-.14,-.2 .14,-.2 .09,-.05 -.09,-.05"),
        darker(skin, 0.14),
        edge=False,
    )
    if person.garment == "dress":
        for side in (-1, 1):
            canvas.fill(
                shapes.outline(".3,-.1 .5,-.02 .64,.2 .7,.6 .46,.5 .34,.1") * (side, 1),
                skin,
                edge=False,
            )


def _scarf(canvas: Canvas, clock: Clock, person: Person) -> None:
    tone = NAMED[person.scarf]
    sway = 0.02 * clock.swing(0.5)
    canvas.fill(
        shapes.smooth([(0.1, -0.06), (0.27, -0.06), (0.3 + sway, 0.45), (0.13 + sway, 0.46)]),
        darker(tone, 0.14),
    )
    for k in range(4):
        x = 0.15 + 0.045 * k + sway
        canvas.stroke([(x, 0.44), (x, 0.51)], 0.014, darker(tone, 0.14))
    canvas.fill(
        shapes.outline("-.26,-.28 -.29,-.1 -.1,.02 .1,.02 .29,-.1 .26,-.28 0,-.2"),
        tone,
    )
    canvas.stroke(shapes.line("-.24,-.16 0,-.07 .24,-.16"), 0.022, lighter(tone, 0.3))


def portrait(stage: Stage) -> None:
    """A bust that fills the picture."""
    person, action = wearer(stage), stage.scene.action
    size = 0.82 if action == "waving" and stage.half[0] < 1.2 else 0.98
    stage.front.clear()  # grass before a face would only be in the way

    def paint(canvas: Canvas, clock: Clock) -> None:
        tilt = 0.05 * clock.sway()
        nod = 0.035 * abs(clock.swing(0.9)) if action == "nodding" else 0.0
        drop = 0.12 + 0.3 * (stage.half[1] - 1)
        with canvas.at(0.0, drop + 0.42, size):
            with canvas.at(0.01, -0.58 + nod, 0.92, tilt):
                paint_back_hair(canvas, clock, person)
            _bust(canvas, clock, person)
            if person.scarf != "none":
                _scarf(canvas, clock, person)
            with canvas.at(
                0.01,
                -0.58 + nod,
                0.92,
                tilt + (0.06 * clock.swing(0.45) if action == "nodding" else 0),
            ):
                paint_head(
                    canvas,
                    clock,
                    person,
                    gaze=clock.sway(0.2),
                    smile=0.35 + 0.4 * clock.pulse(0.25) if action != "nodding" else 0.2,
                )
            if action == "waving":
                _wave(canvas, clock, person)

    stage.behind(1.0, paint, 0.35)
    if action == "nodding":
        _add_notes(stage)


def _wave(canvas: Canvas, clock: Clock, person: Person) -> None:
    cloth, skin = NAMED[person.garment_colour], SKIN[person.skin]
    turn = 0.35 * clock.swing(1.3)
    sleeve = skin if person.garment in ("t-shirt", "dress") else cloth
    canvas.fill(
        shapes.limb((0.6, 0.34), (0.86, 0.12), 0.14, 0.1),
        cloth if person.garment != "dress" else skin,
    )
    with canvas.at(0.86, 0.12, 1.0, turn):
        canvas.fill(shapes.limb((0, 0), (0.0, -0.38), 0.095, 0.07), sleeve)
        with canvas.at(0.0, -0.46, 1.0, turn * 0.4):
            for angle in (-0.42, -0.14, 0.14, 0.42):
                tip = (0.2 * sin(angle), -0.2 * np.cos(angle))
                canvas.fill(shapes.limb((tip[0] * 0.3, tip[1] * 0.3), tip, 0.036, 0.03), skin)
            canvas.fill(shapes.limb((-0.05, 0.03), (-0.15, -0.03), 0.035, 0.03), skin)
            canvas.oval(0, 0, 0.1, 0.105, skin, edge=False)


def _add_notes(stage: Stage) -> None:
    tones = (rgb("ff6b6b"), rgb("ffd166"), rgb("4ecdc4"), rgb("9b7bff"))

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i in range(5):
            t = clock.laps(2, i / 5)
            side = -1 if i % 2 else 1
            x = side * (0.6 + 0.08 * sin(2 * pi * (t + i * 0.3))) * min(1.3, stage.half[0])
            y = 0.3 - 1.1 * t
            with canvas.at(x, y, 0.16, 0.3 * sin(2 * pi * (t * 2 + i * 0.2))):
                fade = min(1.0, 5 * t, 5 * (1 - t))
                canvas.oval(-0.2, 0.4, 0.24, 0.18, tones[i % 4], angle=-0.4, alpha=fade)
                canvas.fill(
                    shapes.box(-0.02, -0.5, 0.08, 0.9), tones[i % 4], alpha=fade, edge=False
                )
                canvas.fill(
                    shapes.polygon("0,-.5 .4,-.32 .4,-.12 0,-.28"),
                    tones[i % 4],
                    alpha=fade,
                    edge=False,
                )

    stage.before(1.0, paint, 0.0)


def on_ground(stage: Stage, paint: Callable[[Canvas, Clock], None], scale: float = 1.34) -> None:
    """Put a person of about one unit on the ground, with a shadow."""
    scale *= 0.88 + 0.12 * min(1.6, stage.half[1])

    def layer(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0, stage.ground, scale):
            canvas.shadow(0.02, 0.005, 0.2, 0.03)
            paint(canvas, clock)

    stage.behind(1.0, layer, 0.4)


def dancer(stage: Stage) -> None:
    """Steps from side to side with arms in the air."""
    person = wearer(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        beat = clock.swing(0.95)
        quick = abs(clock.swing(0.95, 0.25))
        hip = (0.08 * beat, -0.45 - 0.025 * quick)
        pose = Pose(
            hip=hip,
            lean=-0.14 * beat,
            near_foot=(0.13 + 0.03 * beat, -0.07 * max(0.0, -beat)),
            far_foot=(-0.11 + 0.03 * beat, -0.07 * max(0.0, beat)),
            near_hand=(0.2 + 0.07 * beat, -0.22 - 0.1 * quick),
            far_hand=(-0.22 + 0.07 * beat, -0.2 + 0.16 * beat),
            near_elbow=-1.0,
            far_elbow=1.0,
            near_knee=-1.0,
            far_knee=1.0,
            head=0.12 * beat,
        )
        paint_person(canvas, clock, person, pose)

    on_ground(stage, paint)
    _add_notes(stage)


def walker(stage: Stage) -> None:
    """Strolls along."""
    person = wearer(stage)
    on_ground(stage, lambda canvas, clock: _walk(canvas, clock, person))


def _walk(canvas: Canvas, clock: Clock, person: Person) -> None:
    paint_person(canvas, clock, person, walking(clock))


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "portrait": portrait,
    "dancer": dancer,
    "walker": walker,
}
