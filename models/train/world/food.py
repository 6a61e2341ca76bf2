"""Good things to eat and drink, standing on the table (or the beach)."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.stage import Stage

_CREAM = rgb("fff6e3")


def serve(
    stage: Stage, paint: Callable[[Canvas, Clock], None], shadow: float, scale: float = 1.1
) -> None:
    """Put a dish in the middle of the table."""
    y = 0.3 * stage.half[1] + 0.26 if stage.scene.place == "table" else stage.ground
    scale *= 0.8 + 0.2 * stage.half[1]

    def layer(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0, y, scale):
            canvas.shadow(0.02, 0.0, shadow, shadow * 0.16, alpha=0.34)
            paint(canvas, clock)

    stage.behind(1.0, layer, 0.3)


def steam(canvas: Canvas, clock: Clock, y: float, wide: float) -> None:
    """Three wisps of steam rising from ``y``, ``wide`` apart."""
    for i in range(3):
        rise = clock.turn(0.35, i / 3)
        x0 = (i - 1) * wide
        line = np.linspace(0, 1, 14)
        x = x0 + 0.045 * np.sin(2 * pi * (line * 1.2 - clock.turn(0.5) + i * 0.3)) * (0.3 + line)
        canvas.stroke(
            np.stack([x, y - 0.08 - (0.42 + 0.08 * rise) * line], 1),
            0.05,
            WHITE,
            tip=0.15,
            alpha=0.26 + 0.2 * sin(pi * rise),
        )


def coffee(stage: Stage) -> None:
    """A cup on a saucer, a foam heart, steam, and a biscuit."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.oval(0, -0.02, 0.58, 0.1, darker(_CREAM, 0.12))
        canvas.oval(0, -0.035, 0.56, 0.085, _CREAM)
        canvas.stroke(
            shapes.ellipse(0.4, -0.36, 0.15, 0.16)[list(range(28)) + [0, 1]],
            0.06,
            darker(tone, 0.12),
            edge=True,
        )
        canvas.fill(
            shapes.outline("-.4,-.56 .4,-.56 .37,-.28 .22,-.07 0,-.04 -.22,-.07 -.37,-.28"),
            tone,
        )
        canvas.fill(
            shapes.outline(".2,-.5 .37,-.52 .34,-.28 .2,-.1 .1,-.07 .22,-.26"),
            darker(tone, 0.16),
            edge=False,
        )
        canvas.stroke(
            shapes.line("-.32,-.46 -.3,-.3 -.22,-.17"),
            0.035,
            lighter(tone, 0.45),
            tip=0.4,
        )
        canvas.oval(0, -0.56, 0.4, 0.105, lighter(tone, 0.25))
        canvas.oval(0, -0.55, 0.35, 0.082, rgb("5c3823"), edge=False)
        canvas.oval(0, -0.548, 0.26, 0.055, rgb("c58d58"), edge=False)
        canvas.fill(
            shapes.outline("0,-.52 -.11,-.555 -.07,-.58 0,-.565 .07,-.58 .11,-.555"),
            _CREAM,
            edge=False,
        )
        steam(canvas, clock, -0.56, 0.15)
        canvas.fill(shapes.ellipse(-0.46, -0.06, 0.13, 0.05), rgb("d9a05b"))
        canvas.oval(-0.46, -0.075, 0.12, 0.042, rgb("e9b873"), edge=False)
        for dx, dy in ((-0.05, -0.08), (0.03, -0.065), (0.0, -0.09), (0.07, -0.085)):
            canvas.oval(-0.46 + dx, dy, 0.016, 0.01, rgb("5c3823"), edge=False)

    serve(stage, paint, 0.6)


def cake(stage: Stage) -> None:
    """A layered cake with candles and confetti."""
    icing = NAMED[stage.scene.colour]
    sponge = rgb("f0cd94") if icing != NAMED["brown"] else rgb("7a4a30")
    rng = stage.rng("sprinkles")
    sprinkles = rng.uniform(0, 1, (34, 4))
    tones = (NAMED["red"], NAMED["yellow"], NAMED["teal"], NAMED["purple"])

    def tier(canvas: Canvas, half: float, y: float, tall: float) -> None:
        canvas.fill(shapes.box(-half, y - tall, 2 * half, tall, 0.05), sponge)
        canvas.fill(
            shapes.box(-half, y - tall * 0.55, 2 * half, tall * 0.14),
            lighter(icing, 0.45),
            edge=False,
        )
        drip = [(-half - 0.012, y - tall - 0.03), (half + 0.012, y - tall - 0.03)]
        count = 9
        for k in range(count):
            x = half - (k + 0.5) * 2 * half / count
            deep = 0.07 + 0.06 * ((k * 7) % 3) / 2
            edge = half / count
            drip += [
                (x + edge * 0.95, y - tall + 0.055),
                (x + edge * 0.5, y - tall + deep),
                (x - edge * 0.5, y - tall + deep),
            ]
        canvas.fill(shapes.smooth(drip, steps=4), icing)

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.oval(0, -0.02, 0.68, 0.085, rgb("e8e3ee"))
        canvas.oval(0, -0.035, 0.65, 0.07, rgb("fbfaff"), edge=False)
        tier(canvas, 0.48, -0.05, 0.34)
        tier(canvas, 0.33, -0.4, 0.28)
        for i, (a, b, c, d) in enumerate(sprinkles):
            lower = i % 2
            x = (a * 2 - 1) * (0.42 if lower else 0.28)
            y = (-0.36 if lower else -0.65) + 0.05 * b
            with canvas.at(x, y, 1.0, c * pi):
                canvas.fill(
                    shapes.box(-0.018, -0.005, 0.036, 0.011, 0.005),
                    tones[int(d * 3.99)],
                    edge=False,
                )
        for k in range(5):
            x = -0.24 + 0.12 * k
            canvas.fill(
                shapes.box(x - 0.018, -0.92, 0.036, 0.22, 0.01),
                (rgb("fff7e8"), NAMED["blue"], NAMED["yellow"])[k % 3],
            )
            for j in range(3):
                canvas.stroke(
                    [(x - 0.018, -0.76 - 0.06 * j), (x + 0.018, -0.79 - 0.06 * j)],
                    0.014,
                    NAMED["red"],
                )
            flick = 0.012 * clock.swing(2.2, k * 0.21) + 0.008 * clock.swing(3.7, k * 0.4)
            canvas.glow(x, -0.98, 0.2, rgb("ffcf6a"), 0.6 + 8 * flick)
            canvas.ambient = 0.0
            canvas.fill(
                shapes.smooth(
                    [
                        (x, -0.93),
                        (x + 0.028, -0.965),
                        (x + flick, -1.05 - flick),
                        (x - 0.028, -0.965),
                    ]
                ),
                rgb("ff9d3c"),
                edge=False,
            )
            canvas.fill(
                shapes.smooth(
                    [(x, -0.935), (x + 0.014, -0.96), (x + flick * 0.5, -1.0), (x - 0.014, -0.96)]
                ),
                rgb("fff0a8"),
                edge=False,
            )
            canvas.ambient = 0.3
        for k in range(5):
            canvas.oval(-0.4 + 0.2 * k, -0.41, 0.05, 0.05, NAMED["red"])
            canvas.oval(-0.415 + 0.2 * k, -0.425, 0.014, 0.014, WHITE, edge=False)

    serve(stage, paint, 0.66, 1.02)


def ice_cream(stage: Stage) -> None:
    """Two scoops in a cone, a drop running down."""
    scoop = {
        "pink": rgb("f7a8bf"),
        "brown": rgb("8a5a3f"),
        "green": rgb("a9dcae"),
        "cream": rgb("fff0cf"),
    }[stage.scene.colour]
    other: RGB = rgb("fff0cf") if stage.scene.colour != "cream" else rgb("f7a8bf")

    def paint(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0.0, -0.04, 1.18, 0.07 * clock.swing(0.35)):
            cone = shapes.polygon("-.2,-.5 .2,-.5 0,.06")
            canvas.fill(cone, rgb("dfa35a"))
            for k in range(1, 5):
                s = k / 5
                canvas.stroke(
                    [(-0.2 * (1 - s), -0.5 + 0.56 * s), (0.2 - 0.4 * s * 0.5, -0.5)],
                    0.011,
                    rgb("b87a38"),
                )
                canvas.stroke(
                    [(0.2 * (1 - s), -0.5 + 0.56 * s), (-0.2 + 0.4 * s * 0.5, -0.5)],
                    0.011,
                    rgb("b87a38"),
                )
            canvas.oval(0, -0.88, 0.2, 0.2, other)
            canvas.oval(-0.06, -0.95, 0.06, 0.045, lighter(other, 0.6), angle=-0.6, edge=False)
            drip = clock.turn(0.2)
            canvas.fill(shapes.limb((0.11, -0.55), (0.11, -0.46 + 0.1 * drip), 0.035, 0.028), scoop)
            canvas.fill(
                shapes.outline(
                    "-.25,-.54 -.22,-.72 0,-.82 .22,-.72 .25,-.54 .17,-.48 .08,-.53 "
                    "0,-.46 -.09,-.53 -.17,-.48"
                ),
                scoop,
            )
            canvas.oval(-0.1, -0.69, 0.06, 0.035, lighter(scoop, 0.5), angle=-0.5, edge=False)
            fall = drip
            canvas.oval(
                0.11,
                -0.36 + 0.36 * fall * fall,
                0.02,
                0.028,
                scoop,
                alpha=1 - 0.6 * fall,
                edge=False,
            )
            for i, (x, y) in enumerate(
                (
                    (-0.1, -0.82),
                    (0.05, -0.78),
                    (0.12, -0.86),
                    (-0.03, -0.97),
                    (0.08, -0.99),
                    (-0.12, -0.9),
                )
            ):
                with canvas.at(x, y, 1.0, i * 1.1):
                    canvas.fill(
                        shapes.box(-0.022, -0.007, 0.044, 0.014, 0.006),
                        (NAMED["red"], NAMED["blue"], NAMED["yellow"])[i % 3],
                        edge=False,
                    )
            canvas.oval(0.02, -1.1, 0.06, 0.06, NAMED["red"])
            canvas.oval(0.0, -1.12, 0.017, 0.017, WHITE, edge=False)
            canvas.stroke(
                shapes.line(".02,-1.15 .06,-1.22 .12,-1.25"),
                0.014,
                mix(NAMED["green"], rgb("5a3a20"), 0.4),
            )

    serve(stage, paint, 0.2, 1.0)


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "coffee": coffee,
    "cake": cake,
    "ice cream": ice_cream,
}
