"""Things that grow: each is painted with its foot at (0, 0) and about one unit tall."""

from __future__ import annotations

from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.colour import RGB, darker, lighter, mix, rgb
from models.train.world.shapes import Points

BARK = rgb("7a5238")


_PUFFS = ((-0.17, -0.55, 0.2), (0.17, -0.57, 0.21), (0.0, -0.76, 0.26))
_CROWN = shapes.bulge(_PUFFS)
_LIT = shapes.bulge([(x - 0.03, y - 0.03, r * 0.84) for x, y, r in _PUFFS])
_TIERS = ((0.17, -0.58, 0.42), (0.24, -0.34, 0.36), (0.3, -0.1, 0.4))
_FIR = shapes.polygon(
    "0,-1 .17,-.58 .08,-.56 .24,-.34 .12,-.32 .3,-.1 0,-.06 -.3,-.1 "
    "-.12,-.32 -.24,-.34 -.08,-.56 -.17,-.58"
)
_FIR_SHADE = shapes.polygon(
    "0,-1 .17,-.58 .08,-.56 .24,-.34 .12,-.32 .3,-.1 0,-.06 .04,-.3 -.02,-.34 .03,-.56 -.01,-.6"
)


def round_tree(canvas: Canvas, leaf: RGB, sway: float, variant: int = 0) -> None:
    """A tree with a crown of three puffs, lit from the upper left."""
    canvas.fill(
        np.array(
            [(-0.05, 0.01), (-0.03 + sway * 0.02, -0.55), (0.03 + sway * 0.02, -0.55), (0.05, 0.01)]
        ),
        BARK,
    )
    lean = np.array([sway * 0.02, 0.0])
    broad = (1.0 - 0.06 * (variant % 3), 1.0)
    canvas.fill(_CROWN * broad + lean, darker(leaf, 0.16))
    canvas.fill(_LIT * broad + lean, leaf, edge=False)
    canvas.oval(-0.07 + lean[0], -0.84, 0.11, 0.09, lighter(leaf, 0.16), edge=False)


def pine(canvas: Canvas, leaf: RGB, sway: float, snow: bool = False) -> None:
    """A fir of three tiers, its right side in shade."""
    canvas.fill(shapes.box(-0.035, -0.16, 0.07, 0.17), BARK, edge=False)
    bend = np.array([sway * 0.05, 0.0])
    canvas.fill(_FIR - bend * _FIR[:, 1:], leaf)
    canvas.fill(_FIR_SHADE - bend * _FIR_SHADE[:, 1:], darker(leaf, 0.18), edge=False)
    if not snow:
        return
    for wide, foot, tall in _TIERS:
        tip, top = -sway * 0.05 * (foot - tall), foot - tall * 0.92
        cap = np.array(
            [
                (tip, top),
                (tip - wide * 0.5, foot - tall * 0.4),
                (tip - wide * 0.15, foot - tall * 0.5),
                (tip + wide * 0.1, foot - tall * 0.36),
                (tip + wide * 0.48, foot - tall * 0.44),
            ]
        )
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
    canvas.stroke(shapes.line("0,0 .02,-.3 -.16,-.62"), 0.07, trunk, tip=0.4)
    canvas.stroke(shapes.line(".01,-.2 .08,-.4 .24,-.64"), 0.05, trunk, tip=0.4)
    for x, y, rx, ry in (
        (-0.16, -0.66, 0.36, 0.1),
        (0.24, -0.68, 0.34, 0.09),
        (0.03, -0.76, 0.42, 0.1),
    ):
        x += 0.01 * sway
        canvas.oval(x, y, rx, ry, darker(leaf, 0.15))
        canvas.oval(x - 0.02, y - 0.025, rx * 0.92, ry * 0.72, leaf, edge=False)


def cactus(canvas: Canvas, leaf: RGB) -> None:
    """A saguaro with two arms."""
    dark = darker(leaf, 0.18)
    for points in (
        [(-0.02, -0.4), (-0.22, -0.42), (-0.23, -0.68)],
        [(0.02, -0.3), (0.2, -0.31), (0.22, -0.55)],
    ):
        canvas.stroke(shapes.curve(points), 0.1, dark, tip=0.95, edge=True)
    canvas.fill(shapes.limb((0, 0), (0, -0.86), 0.085, 0.08), leaf)
    for x in (-0.035, 0.0, 0.035):
        canvas.stroke([(x, -0.02), (x, -0.86)], 0.008, dark)


_CLOUD = (
    (-0.3, -0.66, 0.2),
    (0.3, -0.68, 0.2),
    (-0.13, -0.8, 0.22),
    (0.13, -0.82, 0.22),
    (0.0, -0.68, 0.2),
)
_BLOSSOM = shapes.bulge(_CLOUD) + (0, 0.03)
_BLOSSOM_LIT = shapes.bulge([(x, y - 0.01, r * 0.92) for x, y, r in _CLOUD])


def blossom_dots(rng: np.random.Generator) -> Points:
    """Light spots for one cherry tree's crown, (count, n, 2)."""
    puffs = np.array(_CLOUD)[rng.integers(0, 5, 26)]
    angle, far = rng.uniform(0, 2 * pi, 26), rng.uniform(0, 1, 26) ** 0.5 * puffs[:, 2] * 0.8
    spots = puffs[:, :2] + np.stack([far * np.cos(angle), far * np.sin(angle) * 0.9 - 0.02], 1)
    return shapes.stacked(shapes.circle(10) * (0.022, 0.018), spots)


def cherry_tree(canvas: Canvas, sway: float, dots: Points) -> None:
    """A dark forked trunk under a cloud of blossom."""
    trunk = rgb("5b3a3c")
    for points, width in (
        ([(0.03, 0), (0, -0.25), (-0.05, -0.45), (-0.22, -0.66)], 0.11),
        ([(-0.02, -0.3), (0.1, -0.48), (0.24, -0.66)], 0.07),
    ):
        canvas.stroke(shapes.curve(points, steps=4), width, trunk, tip=0.35, edge=True)
    lean = np.array([0.012 * sway, 0.0])
    canvas.fill(_BLOSSOM + lean, rgb("dd7f9f"))
    canvas.fill(_BLOSSOM_LIT + lean, rgb("f5aac0"), edge=False)
    canvas.fills(dots + lean, rgb("ffdbe5"))


def bush(canvas: Canvas, leaf: RGB) -> None:
    """A low bush, wider than tall."""
    for x, r in ((-0.34, 0.26), (0.34, 0.28), (0.0, 0.4)):
        canvas.oval(x, -r * 0.7, r, r * 0.8, darker(leaf, 0.12))
    for x, r in ((-0.34, 0.2), (0.3, 0.22), (-0.04, 0.33)):
        canvas.oval(x - 0.03, -r * 0.95, r, r * 0.7, leaf, edge=False)
    canvas.fill(shapes.box(-0.6, -0.08, 1.2, 0.08, 0.04), darker(leaf, 0.12), edge=False)


_TURN = np.linspace(0, 2 * pi, 40, endpoint=False)
_BLOOM = np.stack([np.cos(_TURN), np.sin(_TURN)], 1) * (0.165 + 0.055 * np.cos(5 * _TURN))[:, None]
_LEAF = shapes.ellipse(0.1, -0.4, 0.13, 0.05, -0.6)[::2]
_STEM = shapes.polygon("-.03,0 -.025,-.45 0,-.85 .025,-.45 .03,0")
_STEM_BEND = shapes.polygon("0,0 .025,0 .1,0 .025,0 0,0")
_LEAN = np.linspace(-0.5, 0.5, 5)


def flower(canvas: Canvas, petal: RGB, sway: float) -> None:
    """A stem with a five-petalled bloom."""
    top = np.array([0.1 * sway, -0.85])
    canvas.fill(_STEM + sway * _STEM_BEND, rgb("4f9a4a"), edge=False)
    canvas.fill(_LEAF + (0.03 * sway, 0), rgb("5aa951"), edge=False)
    canvas.fill(_BLOOM + top, petal)
    canvas.oval(top[0], top[1], 0.075, 0.075, rgb("ffd75e"), edge=False)


def grass(canvas: Canvas, tall: Points, leaf: RGB, sway: float) -> None:
    """A tuft of five blades; ``tall`` (5,) are their heights, 0 to 1."""
    high = 0.6 + 0.4 * tall
    foot, middle, tip = _LEAN * 0.3, _LEAN * 0.45 + 0.05 * sway, _LEAN * 0.7 + 0.16 * sway
    x = np.stack([foot - 0.06, middle - 0.055, tip, middle + 0.055, foot + 0.06], 1)
    y = np.stack([0 * high, -0.5 * high, -high, -0.5 * high, 0 * high], 1)
    blades = np.stack([x, y], 2)
    canvas.fills(blades[::2], mix(leaf, rgb("fff7b0"), 0.16))
    canvas.fills(blades[1::2], leaf)


def gust(clock_turn: float, offset: float) -> float:
    """How far wind bends a plant, -1 to 1."""
    return sin(2 * pi * (clock_turn + offset)) * 0.7 + sin(4 * pi * (clock_turn - offset)) * 0.3
