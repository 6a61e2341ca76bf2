"""Things that grow: each is painted with its foot at (0, 0) and about one unit tall."""

from __future__ import annotations

from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.colour import RGB, darker, lighter, mix, rgb

BARK = rgb("7a5238")


def round_tree(canvas: Canvas, leaf: RGB, sway: float, variant: int = 0) -> None:
    """A tree with a crown of three puffs, lit from the upper left."""
    canvas.stroke([(0, 0), (0.01, -0.3), (sway * 0.02, -0.55)], 0.1, BARK, tip=0.55, edge=True)
    puffs = ((-0.17, -0.55, 0.2), (0.17, -0.57, 0.21), (0.0, -0.76, 0.25 + 0.02 * (variant % 3)))
    lean = sway * 0.03
    for x, y, r in puffs:
        canvas.oval(x + lean * -y, y, r, r * 0.95, darker(leaf, 0.16))
    for x, y, r in puffs:
        canvas.oval(x + lean * -y - 0.03, y - 0.03, r * 0.86, r * 0.82, leaf, edge=False)
    canvas.oval(-0.07 + lean, -0.84, 0.11, 0.09, lighter(leaf, 0.16), edge=False)


def pine(canvas: Canvas, leaf: RGB, sway: float, snow: bool = False) -> None:
    """A fir of three tiers, its right side in shade."""
    canvas.fill(shapes.box(-0.035, -0.16, 0.07, 0.17), BARK)
    tiers = ((-0.1, 0.3, 0.4), (-0.34, 0.24, 0.36), (-0.58, 0.17, 0.42))
    for i, (foot, wide, tall) in enumerate(tiers):
        tip = sway * 0.02 * (i + 1)
        left, right, top = (-wide, foot), (wide, foot), (tip, foot - tall)
        mid = (wide * 0.08, foot + 0.035)
        canvas.fill(np.array([left, mid, right, top]), leaf)
        canvas.fill(np.array([mid, right, top]), darker(leaf, 0.18), edge=False)
        if snow:
            cap = np.array([top, (tip - wide * 0.5, foot - tall * 0.48), (tip - wide * 0.15,
                           foot - tall * 0.56), (tip + wide * 0.1, foot - tall * 0.44),
                           (tip + wide * 0.48, foot - tall * 0.5)])
            canvas.fill(cap, rgb("f7fbff"), edge=False)


def palm(canvas: Canvas, leaf: RGB, sway: float) -> None:
    """A bent palm with seven fronds."""
    top = (0.2 + 0.02 * sway, -0.86)
    trunk = shapes.curve([(0, 0.02), (0.02, -0.35), (0.1, -0.65), top])
    canvas.stroke(trunk, 0.075, rgb("a8754a"), tip=0.6, edge=True)
    for i in range(3, len(trunk) - 2, 3):
        x, y = trunk[i]
        canvas.stroke([(x - 0.028, y + 0.006), (x + 0.028, y)], 0.009, rgb("825636"))
    for i, angle in enumerate((-172, -8, -146, -34, -112, -68, 172)):
        turn = angle * pi / 180 + 0.05 * sway * (1 if i % 2 else -1)
        reach = 0.4 if i < 6 else 0.26
        tip = (top[0] + reach * np.cos(turn), top[1] + reach * np.sin(turn) * 0.75 + 0.17)
        mid = (top[0] + reach * 0.55 * np.cos(turn), top[1] + reach * np.sin(turn) * 0.62 - 0.05)
        spine = shapes.curve([top, mid, tip])
        width = 0.09 * np.sin(np.linspace(0.35, pi, len(spine))) + 0.004
        canvas.fill(shapes.ribbon(spine, width), leaf if i % 2 else darker(leaf, 0.15))
    for x in (-0.03, 0.035):
        canvas.oval(top[0] + x, top[1] + 0.045, 0.035, 0.037, rgb("6b4326"))


def acacia(canvas: Canvas, leaf: RGB, sway: float) -> None:
    """A flat-topped savanna tree."""
    trunk = rgb("6a4a35")
    canvas.stroke(shapes.curve([(0, 0), (0.02, -0.3), (-0.16, -0.62)]), 0.07, trunk, tip=0.4)
    canvas.stroke(shapes.curve([(0.01, -0.2), (0.08, -0.4), (0.24, -0.64)]), 0.05, trunk, tip=0.4)
    for x, y, rx, ry in ((-0.16, -0.66, 0.36, 0.1), (0.24, -0.68, 0.34, 0.09), (0.03, -0.76, 0.42, 0.1)):
        x += 0.01 * sway
        canvas.oval(x, y, rx, ry, darker(leaf, 0.15))
        canvas.oval(x - 0.02, y - 0.025, rx * 0.92, ry * 0.72, leaf, edge=False)


def cactus(canvas: Canvas, leaf: RGB) -> None:
    """A saguaro with two arms."""
    dark = darker(leaf, 0.18)
    for points in ([(-0.02, -0.4), (-0.22, -0.42), (-0.23, -0.68)],
                   [(0.02, -0.3), (0.2, -0.31), (0.22, -0.55)]):
        canvas.stroke(shapes.curve(points), 0.1, dark, tip=0.95, edge=True)
    canvas.fill(shapes.limb((0, 0), (0, -0.86), 0.085, 0.08), leaf)
    for x in (-0.035, 0.0, 0.035):
        canvas.stroke([(x, -0.02), (x, -0.86)], 0.008, dark)


def cherry_tree(canvas: Canvas, sway: float, rng: np.random.Generator) -> None:
    """A dark forked trunk under a cloud of blossom."""
    trunk = rgb("5b3a3c")
    canvas.stroke(shapes.curve([(0.03, 0), (0, -0.25), (-0.05, -0.45), (-0.22, -0.66)]), 0.11, trunk,
                  tip=0.35, edge=True)
    canvas.stroke(shapes.curve([(-0.02, -0.3), (0.1, -0.48), (0.24, -0.66)]), 0.07, trunk, tip=0.4,
                  edge=True)
    puffs = [(-0.3, -0.66, 0.2), (0.3, -0.68, 0.2), (-0.13, -0.8, 0.22), (0.13, -0.82, 0.22),
             (0.0, -0.68, 0.2)]
    for tone, shift, size in ((rgb("dd7f9f"), 0.03, 1.0), (rgb("f5aac0"), -0.01, 0.92)):
        for x, y, r in puffs:
            canvas.oval(x + 0.012 * sway, y + shift, r * size, r * size * 0.9, tone,
                        edge=shift > 0)
    spots = rng.uniform(0, 1, (26, 3))
    dots = []
    for a, b, c in spots:
        x, y, r = puffs[int(c * 4.99)]
        angle, far = a * 2 * pi, b**0.5 * r * 0.8
        dots.append(shapes.ellipse(x + far * np.cos(angle), y - 0.02 + far * np.sin(angle) * 0.9,
                                   0.022, 0.018))
    canvas.fills(dots, rgb("ffdbe5"))


def bush(canvas: Canvas, leaf: RGB) -> None:
    """A low bush, wider than tall."""
    for x, r in ((-0.34, 0.26), (0.34, 0.28), (0.0, 0.4)):
        canvas.oval(x, -r * 0.7, r, r * 0.8, darker(leaf, 0.12))
    for x, r in ((-0.34, 0.2), (0.3, 0.22), (-0.04, 0.33)):
        canvas.oval(x - 0.03, -r * 0.95, r, r * 0.7, leaf, edge=False)
    canvas.fill(shapes.box(-0.6, -0.08, 1.2, 0.08, 0.04), darker(leaf, 0.12), edge=False)


def flower(canvas: Canvas, petal: RGB, sway: float) -> None:
    """A stem with a five-petalled bloom."""
    top = (0.1 * sway, -0.85)
    stem = shapes.curve([(0, 0), (0.02 * sway, -0.45), top])
    canvas.stroke(stem, 0.05, rgb("4f9a4a"))
    canvas.fill(shapes.ellipse(0.1 + 0.03 * sway, -0.4, 0.13, 0.05, -0.6), rgb("5aa951"), edge=False)
    many = [shapes.ellipse(top[0] + 0.13 * np.cos(a), top[1] + 0.13 * np.sin(a), 0.12, 0.085, a)
            for a in np.arange(5) * 2 * pi / 5 + 0.3]
    for petal_shape in many:
        canvas.fill(petal_shape, petal)
    canvas.oval(top[0], top[1], 0.075, 0.075, rgb("ffd75e"), edge=False)


def grass(canvas: Canvas, rng_row: np.ndarray, leaf: RGB, sway: float) -> None:
    """A tuft of five blades."""
    blades = []
    for i, lean in enumerate(np.linspace(-0.5, 0.5, 5)):
        tall = 0.6 + 0.4 * float(rng_row[i % len(rng_row)])
        tip = (lean * 0.7 + 0.16 * sway, -tall)
        blades.append(shapes.ribbon([(lean * 0.3, 0), (lean * 0.45, -tall * 0.5), tip], 0.13, 0.1))
    for i, blade in enumerate(blades):
        canvas.fill(blade, leaf if i % 2 else mix(leaf, rgb("fff7b0"), 0.16), edge=False)


def gust(clock_turn: float, offset: float) -> float:
    """How far wind bends a plant, -1 to 1."""
    return sin(2 * pi * (clock_turn + offset)) * 0.7 + sin(4 * pi * (clock_turn - offset)) * 0.3
