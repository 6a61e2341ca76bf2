"""Pizza, fruit and noodles."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, darker, lighter, rgb
from models.train.world.food import serve, steam
from models.train.world.stage import Stage


def pizza(stage: Stage) -> None:
    """A pizza from above, turning on its board, one slice pulled out and back."""
    rng = stage.rng("pizza")
    spots = [
        (a, r)
        for a, r in zip(
            np.arange(7) * 2 * pi / 7 + 0.2, (0.33, 0.2, 0.35, 0.16, 0.34, 0.22, 0.36), strict=True
        )
    ]
    leaves = rng.uniform(0, 2 * pi, 8)

    def paint(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0, -0.26):
            canvas.fill(shapes.box(0.4, -0.07, 0.42, 0.14, 0.06), rgb("a9703f"))
            canvas.oval(0, 0.0, 0.66, 0.64, rgb("c68b52"))
            canvas.oval(0, -0.015, 0.62, 0.6, rgb("d8a066"), edge=False)
            turn = 2 * pi * clock.laps(1)
            with canvas.at(0, -0.02, 1.0, turn):
                canvas.oval(0, 0, 0.54, 0.54, rgb("c9803c"))
                canvas.oval(0, 0, 0.515, 0.515, rgb("e3a355"), edge=False)
                canvas.oval(0, 0, 0.45, 0.45, rgb("cf4a30"), edge=False)
                canvas.fill(
                    shapes.smooth(
                        [
                            (
                                0.42 * (1 + 0.05 * (i % 2)) * cos(i * pi / 8),
                                0.42 * (1 - 0.06 * (i % 3)) * sin(i * pi / 8),
                            )
                            for i in range(16)
                        ]
                    ),
                    rgb("f9cf66"),
                    edge=False,
                )
                for angle in np.arange(8) * pi / 4 + 0.1:
                    canvas.stroke(
                        [(0, 0), (0.5 * cos(angle), 0.5 * sin(angle))], 0.008, rgb("d99a3c")
                    )
                for angle, r in spots:
                    x, y = r * cos(angle), r * sin(angle)
                    canvas.oval(x, y, 0.085, 0.085, rgb("a52f24"))
                    canvas.oval(x, y, 0.07, 0.07, rgb("d1483a"), edge=False)
                    for k in range(3):
                        canvas.oval(
                            x + 0.03 * cos(k * 2.2 + angle),
                            y + 0.03 * sin(k * 2.2 + angle),
                            0.012,
                            0.012,
                            rgb("ef8d78"),
                            edge=False,
                        )
                for i, angle in enumerate(leaves):
                    r = 0.12 + 0.04 * i
                    canvas.oval(
                        r * cos(angle), r * sin(angle), 0.055, 0.026, rgb("4d9c4a"), angle=angle * 2
                    )
                for i in range(6):
                    angle = i * 1.05 + 0.6
                    canvas.oval(0.27 * cos(angle), 0.27 * sin(angle), 0.03, 0.03, rgb("3a3340"))
                    canvas.oval(
                        0.27 * cos(angle),
                        0.27 * sin(angle),
                        0.013,
                        0.013,
                        rgb("f9cf66"),
                        edge=False,
                    )
        steam(canvas, clock, -0.6, 0.22)

    serve(stage, paint, 0.66)


def _fruit(canvas: Canvas, kind: int) -> None:
    if kind == 0:  # apple
        canvas.fill(
            shapes.outline(
                "0,-.13 .11,-.17 .19,-.06 .15,.12 .05,.17 -.05,.17 -.15,.12 -.19,-.06 -.11,-.17"
            ),
            NAMED["red"],
        )
        canvas.oval(-0.08, -0.07, 0.04, 0.06, lighter(NAMED["red"], 0.5), angle=0.4, edge=False)
        canvas.stroke([(0, -0.13), (0.02, -0.24)], 0.022, rgb("6b4326"))
        canvas.oval(0.07, -0.22, 0.065, 0.03, NAMED["green"], angle=-0.4)
    elif kind == 1:  # orange
        canvas.oval(0, 0, 0.17, 0.165, NAMED["orange"])
        canvas.oval(
            -0.05, -0.06, 0.06, 0.045, lighter(NAMED["orange"], 0.45), edge=False, angle=-0.5
        )
        canvas.fill(shapes.star(5, 0.4) * 0.035 + (0.01, -0.14), NAMED["green"], edge=False)
    elif kind == 2:  # banana
        canvas.fill(
            shapes.outline(
                "-.25,-.16 -.2,-.17 -.12,-.02 .08,.05 .25,-.02 .27,.03 .12,.16 -.1,.14 -.22,.02"
            ),
            rgb("f8d34b"),
        )
        canvas.stroke(
            shapes.line("-.2,-.06 -.08,.07 .1,.11 .24,.03"),
            0.016,
            rgb("d8a92c"),
        )
        canvas.oval(-0.225, -0.17, 0.03, 0.02, rgb("6b4a26"), edge=False)
    elif kind == 3:  # grapes
        for row in range(4):
            for k in range(4 - row):
                canvas.oval(
                    (k - (3 - row) / 2) * 0.1, -0.12 + row * 0.085, 0.06, 0.06, rgb("7d4fb0")
                )
                canvas.oval(
                    (k - (3 - row) / 2) * 0.1 - 0.018,
                    -0.14 + row * 0.085,
                    0.016,
                    0.016,
                    rgb("c3a5e6"),
                    edge=False,
                )
    else:  # pear
        canvas.fill(
            shapes.outline(
                "0,-.24 .07,-.18 .1,-.04 .17,.08 .1,.19 -.1,.19 -.17,.08 -.1,-.04 -.07,-.18"
            ),
            rgb("b6cf4c"),
        )
        canvas.oval(-0.06, 0.03, 0.035, 0.07, rgb("d9e88a"), angle=0.3, edge=False)
        canvas.stroke([(0, -0.22), (0.02, -0.31)], 0.02, rgb("6b4326"))


def fruit(stage: Stage) -> None:
    """A bowl of fruit that hop one after another."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        spots = (
            (3, 0.3, -0.48, 0.1),
            (4, -0.12, -0.6, -0.1),
            (1, 0.12, -0.52, 0.0),
            (2, -0.3, -0.45, 0.2),
            (0, -0.06, -0.43, 0.0),
            (1, 0.26, -0.38, 0.3),
        )
        for i, (kind, x, y, angle) in enumerate(spots):
            hop = max(0.0, clock.swing(0.5, -i * 0.13)) ** 2
            with canvas.at(
                x,
                y - 0.17 * hop,
                1.0,
                angle + 0.25 * clock.swing(0.5, -i * 0.13) * (1 if i % 2 else -1),
            ):
                _fruit(canvas, kind)
        canvas.fill(shapes.box(-0.18, -0.08, 0.36, 0.08, 0.03), darker(tone, 0.25))
        canvas.fill(
            shapes.outline("-.52,-.36 .52,-.36 .44,-.16 .2,-.05 -.2,-.05 -.44,-.16", steps=5),
            tone,
        )
        canvas.fill(
            shapes.box(-0.55, -0.39, 1.1, 0.07, 0.035),
            lighter(tone, 0.25) if tone != NAMED["white"] else rgb("dcd6ca"),
        )
        for k in range(7):
            canvas.oval(
                -0.36 + 0.12 * k,
                -0.24,
                0.03,
                0.03,
                lighter(tone, 0.55) if tone != NAMED["white"] else NAMED["blue"],
                edge=False,
            )

    serve(stage, paint, 0.5)


def noodles(stage: Stage) -> None:
    """A bowl of ramen; chopsticks lift the noodles."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        lift = clock.pulse(0.3)
        canvas.oval(0, -0.48, 0.6, 0.16, darker(tone, 0.25))
        canvas.oval(0, -0.47, 0.55, 0.135, rgb("d98c3f"), edge=False)
        for k in range(9):
            line = np.linspace(-0.5, 0.42, 20)
            rows = -0.5 + 0.017 * k + 0.02 * np.sin(line * 14 + k * 1.3 + 2 * pi * clock.laps(1))
            wide = (1 - ((rows + 0.47) / 0.13) ** 2).clip(0.05, 1) ** 0.5
            canvas.stroke(
                np.stack([line * wide * 0.9 - 0.02, rows], 1),
                0.019,
                (rgb("f9dd8f"), rgb("f2cc70"))[k % 2],
            )
        with canvas.at(0.28, -0.49, 1.0, 0.1):
            canvas.oval(0, 0, 0.14, 0.1, rgb("fdfaf0"))
            canvas.oval(0.01, 0.0, 0.075, 0.055, rgb("f7a531"), edge=False)
            canvas.oval(-0.01, -0.015, 0.025, 0.015, rgb("ffd37a"), edge=False)
        canvas.fill(shapes.polygon("-.5,-.5 -.3,-.84 -.12,-.78 -.24,-.46"), rgb("2f4a3c"))
        for x, y in ((0.02, -0.41), (0.1, -0.43), (-0.08, -0.4), (0.05, -0.46), (-0.02, -0.44)):
            canvas.oval(x, y, 0.026, 0.014, rgb("6cbf5a"), edge=False)
        canvas.oval(-0.24, -0.43, 0.1, 0.06, rgb("fbeff0"))
        canvas.stroke(
            shapes.line("-.3,-.43 -.25,-.46 -.21,-.43 -.25,-.41"),
            0.014,
            rgb("ef7f9a"),
        )
        top = -0.62 - 0.24 * lift
        for k in range(5):
            line = np.linspace(0, 1, 10)
            pulled = 0.04 + 0.022 * (k - 2) + 0.012 * np.sin(line * 7 + k + 2 * pi * clock.laps(2))
            canvas.stroke(
                np.stack([pulled, top + (-0.46 - top) * line], 1),
                0.02,
                (rgb("f9dd8f"), rgb("f2cc70"))[k % 2],
            )
        for dy in (-0.02, 0.05):
            canvas.stroke(
                [(-0.08, top + dy + 0.02), (0.78, top - 0.34 + dy * 0.4)],
                0.028,
                rgb("7a3f2a"),
                tip=1.2,
                edge=True,
            )
        canvas.fill(
            shapes.outline(
                "-.6,-.47 -.3,-.36 0,-.335 .3,-.36 .6,-.47 .5,-.2 .22,-.04 -.22,-.04 -.5,-.2"
            ),
            tone,
        )
        canvas.fill(shapes.box(-0.2, -0.06, 0.4, 0.06, 0.02), darker(tone, 0.2))
        canvas.stroke(
            shapes.line("-.53,-.28 -.25,-.17 .25,-.17 .53,-.28"),
            0.028,
            lighter(tone, 0.6),
        )
        steam(canvas, clock, -0.62, 0.26)

    serve(stage, paint, 0.5, 1.05)


SUBJECTS: dict[str, Callable[[Stage], None]] = {"pizza": pizza, "fruit": fruit, "noodles": noodles}
