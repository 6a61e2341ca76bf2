"""Good things to eat and drink, standing on the table (or the beach)."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, WHITE, darker, lighter, mix, rgb
from models.train.world.stage import Stage

_CREAM = rgb("fff6e3")


def _serve(stage: Stage, paint: Callable[[Canvas, Clock], None], shadow: float, scale: float = 1.1) -> None:
    """Put a dish in the middle of the table."""
    y = 0.3 * stage.half[1] + 0.26 if stage.scene.place == "table" else stage.ground
    scale *= 0.8 + 0.2 * stage.half[1]

    def layer(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0, y, scale):
            canvas.shadow(0.02, 0.0, shadow, shadow * 0.16, alpha=0.34)
            paint(canvas, clock)

    stage.behind(1.0, layer, 0.3)


def _steam(canvas: Canvas, clock: Clock, y: float, wide: float) -> None:
    for i in range(3):
        rise = clock.turn(0.35, i / 3)
        x0 = (i - 1) * wide
        line = np.linspace(0, 1, 14)
        x = x0 + 0.045 * np.sin(2 * pi * (line * 1.2 - clock.turn(0.5) + i * 0.3)) * (0.3 + line)
        canvas.stroke(np.stack([x, y - 0.08 - (0.42 + 0.08 * rise) * line], 1), 0.05, WHITE, tip=0.15,
                      alpha=0.26 + 0.2 * sin(pi * rise))


def coffee(stage: Stage) -> None:
    """A cup on a saucer, a foam heart, steam, and a biscuit."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.oval(0, -0.02, 0.58, 0.1, darker(_CREAM, 0.12))
        canvas.oval(0, -0.035, 0.56, 0.085, _CREAM)
        canvas.stroke(shapes.ellipse(0.4, -0.36, 0.15, 0.16)[list(range(28)) + [0, 1]], 0.06, darker(tone, 0.12), edge=True)
        canvas.fill(shapes.smooth([(-0.4, -0.56), (0.4, -0.56), (0.37, -0.28), (0.22, -0.07), (0, -0.04), (-0.22, -0.07), (-0.37, -0.28)]), tone)
        canvas.fill(shapes.smooth([(0.2, -0.5), (0.37, -0.52), (0.34, -0.28), (0.2, -0.1), (0.1, -0.07), (0.22, -0.26)]), darker(tone, 0.16), edge=False)
        canvas.stroke(shapes.curve([(-0.32, -0.46), (-0.3, -0.3), (-0.22, -0.17)]), 0.035, lighter(tone, 0.45), tip=0.4)
        canvas.oval(0, -0.56, 0.4, 0.105, lighter(tone, 0.25))
        canvas.oval(0, -0.55, 0.35, 0.082, rgb("5c3823"), edge=False)
        canvas.oval(0, -0.548, 0.26, 0.055, rgb("c58d58"), edge=False)
        canvas.fill(shapes.smooth([(0, -0.52), (-0.11, -0.555), (-0.07, -0.58), (0, -0.565), (0.07, -0.58), (0.11, -0.555)]), _CREAM, edge=False)
        _steam(canvas, clock, -0.56, 0.15)
        canvas.fill(shapes.ellipse(-0.46, -0.06, 0.13, 0.05), rgb("d9a05b"))
        canvas.oval(-0.46, -0.075, 0.12, 0.042, rgb("e9b873"), edge=False)
        for dx, dy in ((-0.05, -0.08), (0.03, -0.065), (0.0, -0.09), (0.07, -0.085)):
            canvas.oval(-0.46 + dx, dy, 0.016, 0.01, rgb("5c3823"), edge=False)

    _serve(stage, paint, 0.6)


def pizza(stage: Stage) -> None:
    """A pizza from above, turning on its board, one slice pulled out and back."""
    rng = stage.rng("pizza")
    spots = [(a, r) for a, r in zip(np.arange(7) * 2 * pi / 7 + 0.2, (0.33, 0.2, 0.35, 0.16, 0.34, 0.22, 0.36), strict=True)]
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
                canvas.fill(shapes.smooth([(0.42 * (1 + 0.05 * (i % 2)) * cos(i * pi / 8), 0.42 * (1 - 0.06 * (i % 3)) * sin(i * pi / 8))
                                           for i in range(16)]), rgb("f9cf66"), edge=False)
                for angle in np.arange(8) * pi / 4 + 0.1:
                    canvas.stroke([(0, 0), (0.5 * cos(angle), 0.5 * sin(angle))], 0.008, rgb("d99a3c"))
                for angle, r in spots:
                    x, y = r * cos(angle), r * sin(angle)
                    canvas.oval(x, y, 0.085, 0.085, rgb("a52f24"))
                    canvas.oval(x, y, 0.07, 0.07, rgb("d1483a"), edge=False)
                    for k in range(3):
                        canvas.oval(x + 0.03 * cos(k * 2.2 + angle), y + 0.03 * sin(k * 2.2 + angle), 0.012, 0.012, rgb("ef8d78"), edge=False)
                for i, angle in enumerate(leaves):
                    r = 0.12 + 0.04 * i
                    canvas.oval(r * cos(angle), r * sin(angle), 0.055, 0.026, rgb("4d9c4a"), angle=angle * 2)
                for i in range(6):
                    angle = i * 1.05 + 0.6
                    canvas.oval(0.27 * cos(angle), 0.27 * sin(angle), 0.03, 0.03, rgb("3a3340"))
                    canvas.oval(0.27 * cos(angle), 0.27 * sin(angle), 0.013, 0.013, rgb("f9cf66"), edge=False)
        _steam(canvas, clock, -0.6, 0.22)

    _serve(stage, paint, 0.66)


def _fruit(canvas: Canvas, kind: int) -> None:
    if kind == 0:  # apple
        canvas.fill(shapes.smooth([(0, -0.13), (0.11, -0.17), (0.19, -0.06), (0.15, 0.12), (0.05, 0.17), (-0.05, 0.17), (-0.15, 0.12),
                                   (-0.19, -0.06), (-0.11, -0.17)]), NAMED["red"])
        canvas.oval(-0.08, -0.07, 0.04, 0.06, lighter(NAMED["red"], 0.5), angle=0.4, edge=False)
        canvas.stroke([(0, -0.13), (0.02, -0.24)], 0.022, rgb("6b4326"))
        canvas.oval(0.07, -0.22, 0.065, 0.03, NAMED["green"], angle=-0.4)
    elif kind == 1:  # orange
        canvas.oval(0, 0, 0.17, 0.165, NAMED["orange"])
        canvas.oval(-0.05, -0.06, 0.06, 0.045, lighter(NAMED["orange"], 0.45), edge=False, angle=-0.5)
        canvas.fill(shapes.star(5, 0.4) * 0.035 + (0.01, -0.14), NAMED["green"], edge=False)
    elif kind == 2:  # banana
        canvas.fill(shapes.smooth([(-0.25, -0.16), (-0.2, -0.17), (-0.12, -0.02), (0.08, 0.05), (0.25, -0.02), (0.27, 0.03), (0.12, 0.16),
                                   (-0.1, 0.14), (-0.22, 0.02)]), rgb("f8d34b"))
        canvas.stroke(shapes.curve([(-0.2, -0.06), (-0.08, 0.07), (0.1, 0.11), (0.24, 0.03)]), 0.016, rgb("d8a92c"))
        canvas.oval(-0.225, -0.17, 0.03, 0.02, rgb("6b4a26"), edge=False)
    elif kind == 3:  # grapes
        for row in range(4):
            for k in range(4 - row):
                canvas.oval((k - (3 - row) / 2) * 0.1, -0.12 + row * 0.085, 0.06, 0.06, rgb("7d4fb0"))
                canvas.oval((k - (3 - row) / 2) * 0.1 - 0.018, -0.14 + row * 0.085, 0.016, 0.016, rgb("c3a5e6"), edge=False)
    else:  # pear
        canvas.fill(shapes.smooth([(0, -0.24), (0.07, -0.18), (0.1, -0.04), (0.17, 0.08), (0.1, 0.19), (-0.1, 0.19), (-0.17, 0.08),
                                   (-0.1, -0.04), (-0.07, -0.18)]), rgb("b6cf4c"))
        canvas.oval(-0.06, 0.03, 0.035, 0.07, rgb("d9e88a"), angle=0.3, edge=False)
        canvas.stroke([(0, -0.22), (0.02, -0.31)], 0.02, rgb("6b4326"))


def fruit(stage: Stage) -> None:
    """A bowl of fruit that hop one after another."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        spots = ((3, 0.3, -0.48, 0.1), (4, -0.12, -0.6, -0.1), (1, 0.12, -0.52, 0.0), (2, -0.3, -0.45, 0.2), (0, -0.06, -0.43, 0.0), (1, 0.26, -0.38, 0.3))
        for i, (kind, x, y, angle) in enumerate(spots):
            hop = max(0.0, clock.swing(0.5, -i * 0.13)) ** 2
            with canvas.at(x, y - 0.17 * hop, 1.0, angle + 0.25 * clock.swing(0.5, -i * 0.13) * (1 if i % 2 else -1)):
                _fruit(canvas, kind)
        canvas.fill(shapes.box(-0.18, -0.08, 0.36, 0.08, 0.03), darker(tone, 0.25))
        canvas.fill(shapes.smooth([(-0.52, -0.36), (0.52, -0.36), (0.44, -0.16), (0.2, -0.05), (-0.2, -0.05), (-0.44, -0.16)], steps=5), tone)
        canvas.fill(shapes.box(-0.55, -0.39, 1.1, 0.07, 0.035), lighter(tone, 0.25) if tone != NAMED["white"] else rgb("dcd6ca"))
        for k in range(7):
            canvas.oval(-0.36 + 0.12 * k, -0.24, 0.03, 0.03, lighter(tone, 0.55) if tone != NAMED["white"] else NAMED["blue"], edge=False)

    _serve(stage, paint, 0.5)


def cake(stage: Stage) -> None:
    """A layered cake with candles and confetti."""
    icing = NAMED[stage.scene.colour]
    sponge = rgb("f0cd94") if icing != NAMED["brown"] else rgb("7a4a30")
    rng = stage.rng("sprinkles")
    sprinkles = rng.uniform(0, 1, (34, 4))
    tones = (NAMED["red"], NAMED["yellow"], NAMED["teal"], NAMED["purple"])

    def tier(canvas: Canvas, half: float, y: float, tall: float) -> None:
        canvas.fill(shapes.box(-half, y - tall, 2 * half, tall, 0.05), sponge)
        canvas.fill(shapes.box(-half, y - tall * 0.55, 2 * half, tall * 0.14), lighter(icing, 0.45), edge=False)
        drip = [(-half - 0.012, y - tall - 0.03), (half + 0.012, y - tall - 0.03)]
        count = 9
        for k in range(count):
            x = half - (k + 0.5) * 2 * half / count
            deep = 0.07 + 0.06 * ((k * 7) % 3) / 2
            edge = half / count
            drip += [(x + edge * 0.95, y - tall + 0.055), (x + edge * 0.5, y - tall + deep), (x - edge * 0.5, y - tall + deep)]
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
                canvas.fill(shapes.box(-0.018, -0.005, 0.036, 0.011, 0.005), tones[int(d * 3.99)], edge=False)
        for k in range(5):
            x = -0.24 + 0.12 * k
            canvas.fill(shapes.box(x - 0.018, -0.92, 0.036, 0.22, 0.01), (rgb("fff7e8"), NAMED["blue"], NAMED["yellow"])[k % 3])
            for j in range(3):
                canvas.stroke([(x - 0.018, -0.76 - 0.06 * j), (x + 0.018, -0.79 - 0.06 * j)], 0.014, NAMED["red"])
            flick = 0.012 * clock.swing(2.2, k * 0.21) + 0.008 * clock.swing(3.7, k * 0.4)
            canvas.glow(x, -0.98, 0.2, rgb("ffcf6a"), 0.6 + 8 * flick)
            canvas.ambient = 0.0
            canvas.fill(shapes.smooth([(x, -0.93), (x + 0.028, -0.965), (x + flick, -1.05 - flick), (x - 0.028, -0.965)]), rgb("ff9d3c"), edge=False)
            canvas.fill(shapes.smooth([(x, -0.935), (x + 0.014, -0.96), (x + flick * 0.5, -1.0), (x - 0.014, -0.96)]), rgb("fff0a8"), edge=False)
            canvas.ambient = 0.3
        for k in range(5):
            canvas.oval(-0.4 + 0.2 * k, -0.41, 0.05, 0.05, NAMED["red"])
            canvas.oval(-0.415 + 0.2 * k, -0.425, 0.014, 0.014, WHITE, edge=False)

    _serve(stage, paint, 0.66, 1.02)


def noodles(stage: Stage) -> None:
    """A bowl of ramen; chopsticks lift the noodles."""
    tone = NAMED[stage.scene.colour]

    def paint(canvas: Canvas, clock: Clock) -> None:
        lift = clock.pulse(0.3)
        canvas.oval(0, -0.48, 0.6, 0.16, darker(tone, 0.25))
        canvas.oval(0, -0.47, 0.55, 0.135, rgb("d98c3f"), edge=False)
        for k in range(9):
            line = np.linspace(-0.5, 0.42, 20)
            y = -0.5 + 0.017 * k + 0.02 * np.sin(line * 14 + k * 1.3 + 2 * pi * clock.laps(1))
            wide = (1 - ((y + 0.47) / 0.13) ** 2).clip(0.05, 1) ** 0.5
            canvas.stroke(np.stack([line * wide * 0.9 - 0.02, y], 1), 0.019, (rgb("f9dd8f"), rgb("f2cc70"))[k % 2])
        with canvas.at(0.28, -0.49, 1.0, 0.1):
            canvas.oval(0, 0, 0.14, 0.1, rgb("fdfaf0"))
            canvas.oval(0.01, 0.0, 0.075, 0.055, rgb("f7a531"), edge=False)
            canvas.oval(-0.01, -0.015, 0.025, 0.015, rgb("ffd37a"), edge=False)
        canvas.fill(np.array([(-0.5, -0.5), (-0.3, -0.84), (-0.12, -0.78), (-0.24, -0.46)]), rgb("2f4a3c"))
        for x, y in ((0.02, -0.41), (0.1, -0.43), (-0.08, -0.4), (0.05, -0.46), (-0.02, -0.44)):
            canvas.oval(x, y, 0.026, 0.014, rgb("6cbf5a"), edge=False)
        canvas.oval(-0.24, -0.43, 0.1, 0.06, rgb("fbeff0"))
        canvas.stroke(shapes.curve([(-0.3, -0.43), (-0.25, -0.46), (-0.21, -0.43), (-0.25, -0.41)]), 0.014, rgb("ef7f9a"))
        top = -0.62 - 0.24 * lift
        for k in range(5):
            line = np.linspace(0, 1, 10)
            x = 0.04 + 0.022 * (k - 2) + 0.012 * np.sin(line * 7 + k + 2 * pi * clock.laps(2))
            canvas.stroke(np.stack([x, top + (-0.46 - top) * line], 1), 0.02, (rgb("f9dd8f"), rgb("f2cc70"))[k % 2])
        for dy in (-0.02, 0.05):
            canvas.stroke([(-0.08, top + dy + 0.02), (0.78, top - 0.34 + dy * 0.4)], 0.028, rgb("7a3f2a"), tip=1.2, edge=True)
        canvas.fill(shapes.smooth([(-0.6, -0.47), (-0.3, -0.36), (0, -0.335), (0.3, -0.36), (0.6, -0.47), (0.5, -0.2), (0.22, -0.04),
                                   (-0.22, -0.04), (-0.5, -0.2)]), tone)
        canvas.fill(shapes.box(-0.2, -0.06, 0.4, 0.06, 0.02), darker(tone, 0.2))
        canvas.stroke(shapes.curve([(-0.53, -0.28), (-0.25, -0.17), (0.25, -0.17), (0.53, -0.28)]), 0.028, lighter(tone, 0.6))
        _steam(canvas, clock, -0.62, 0.26)

    _serve(stage, paint, 0.5, 1.05)


def ice_cream(stage: Stage) -> None:
    """Two scoops in a cone, a drop running down."""
    scoop = {"pink": rgb("f7a8bf"), "brown": rgb("8a5a3f"), "green": rgb("a9dcae"), "cream": rgb("fff0cf")}[stage.scene.colour]
    other: RGB = rgb("fff0cf") if stage.scene.colour != "cream" else rgb("f7a8bf")

    def paint(canvas: Canvas, clock: Clock) -> None:
        with canvas.at(0.0, -0.04, 1.18, 0.07 * clock.swing(0.35)):
            cone = np.array([(-0.2, -0.5), (0.2, -0.5), (0.0, 0.06)])
            canvas.fill(cone, rgb("dfa35a"))
            for k in range(1, 5):
                s = k / 5
                canvas.stroke([(-0.2 * (1 - s), -0.5 + 0.56 * s), (0.2 - 0.4 * s * 0.5, -0.5)], 0.011, rgb("b87a38"))
                canvas.stroke([(0.2 * (1 - s), -0.5 + 0.56 * s), (-0.2 + 0.4 * s * 0.5, -0.5)], 0.011, rgb("b87a38"))
            canvas.oval(0, -0.88, 0.2, 0.2, other)
            canvas.oval(-0.06, -0.95, 0.06, 0.045, lighter(other, 0.6), angle=-0.6, edge=False)
            drip = clock.turn(0.2)
            canvas.fill(shapes.limb((0.11, -0.55), (0.11, -0.46 + 0.1 * drip), 0.035, 0.028), scoop)
            canvas.fill(shapes.smooth([(-0.25, -0.54), (-0.22, -0.72), (0, -0.82), (0.22, -0.72), (0.25, -0.54), (0.17, -0.48), (0.08, -0.53),
                                       (0, -0.46), (-0.09, -0.53), (-0.17, -0.48)]), scoop)
            canvas.oval(-0.1, -0.69, 0.06, 0.035, lighter(scoop, 0.5), angle=-0.5, edge=False)
            fall = drip
            canvas.oval(0.11, -0.36 + 0.36 * fall * fall, 0.02, 0.028, scoop, alpha=1 - 0.6 * fall, edge=False)
            for i, (x, y) in enumerate(((-0.1, -0.82), (0.05, -0.78), (0.12, -0.86), (-0.03, -0.97), (0.08, -0.99), (-0.12, -0.9))):
                with canvas.at(x, y, 1.0, i * 1.1):
                    canvas.fill(shapes.box(-0.022, -0.007, 0.044, 0.014, 0.006), (NAMED["red"], NAMED["blue"], NAMED["yellow"])[i % 3], edge=False)
            canvas.oval(0.02, -1.1, 0.06, 0.06, NAMED["red"])
            canvas.oval(0.0, -1.12, 0.017, 0.017, WHITE, edge=False)
            canvas.stroke(shapes.curve([(0.02, -1.15), (0.06, -1.22), (0.12, -1.25)]), 0.014, mix(NAMED["green"], rgb("5a3a20"), 0.4))

    _serve(stage, paint, 0.2, 1.0)


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "coffee": coffee,
    "pizza": pizza,
    "fruit": fruit,
    "cake": cake,
    "noodles": noodles,
    "ice cream": ice_cream,
}
