"""Hills, peaks, water and scattered things: what most places are assembled from."""

from __future__ import annotations

from collections.abc import Callable
from math import pi

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, darker, lighter, mix, rgb
from models.train.world.shapes import Points
from models.train.world.stage import Stage

Prop = Callable[[Canvas, Clock, int], None]
"""Paints one scattered thing at (0, 0); the number tells it from its neighbours."""


def rolling(rng: np.random.Generator, period: float, waves: int = 4) -> Callable[[Points], Points]:
    """A smooth periodic height profile within about -1 to 1."""
    k = np.arange(1, waves + 1)
    size = rng.uniform(0.5, 1.0, waves) / k**0.8
    size /= size.sum() * 0.75
    phase = rng.uniform(0, 2 * pi, waves)

    def height(x: Points) -> Points:
        angle = 2 * pi * x[:, None] * k / period + phase
        return np.asarray((np.sin(angle) * size).sum(1))

    return height


def add_hills(
    stage: Stage,
    name: str,
    *,
    depth: float,
    y: float,
    height: float,
    top: RGB,
    bottom: RGB,
    speed: float = 0.0,
    waves: int = 4,
    prop: Prop | None = None,
    props: int = 0,
    size: tuple[float, float] = (0.2, 0.3),
) -> None:
    """A rolling ridge at ``y``, with things standing on it; it runs past at ``speed`` units/s."""
    rng = stage.rng(name)
    period = stage.period
    profile = rolling(rng, period, waves)
    laps = stage.laps(speed) if speed else 0
    x = np.linspace(-stage.wide, stage.wide, 72)
    floor = stage.half[1] * 1.2 + 0.2
    spots = (np.arange(props) + rng.uniform(0.1, 0.9, props)) * period / max(1, props)
    sizes = rng.uniform(*size, props)

    def paint(canvas: Canvas, clock: Clock) -> None:
        shift = clock.laps(laps) * period if laps else 0.0
        ridge = np.stack([x, y - height * profile(x + shift)], 1)
        if canvas.ink.look in ("flat", "pastel"):
            canvas.stroke(ridge, 0.07, (30, 24, 70), alpha=0.07)
        if prop is not None:
            for i, (spot, scale) in enumerate(zip(spots, sizes, strict=True)):
                now = stage.roll(spot, laps, clock)
                if abs(now) > stage.wide + scale:
                    continue
                foot = y - height * float(profile(np.array([now + shift]))[0])
                with canvas.at(now, foot + 0.012, scale):
                    prop(canvas, clock, i)
        canvas.shade(shapes.below(ridge, floor), top, bottom)

    stage.behind(depth, paint)


def peaks(rng: np.random.Generator, wide: float, count: int) -> Points:
    """A jagged line of summits and saddles, height 0 to 1, from -wide to wide."""
    x = np.linspace(-wide, wide, 2 * count + 1)
    x[1:-1] += rng.uniform(-0.3, 0.3, 2 * count - 1) * (x[1] - x[0])
    high = rng.uniform(0.62, 1.0, 2 * count + 1)
    low = rng.uniform(0.12, 0.42, 2 * count + 1)
    return np.stack([x, np.where(np.arange(2 * count + 1) % 2 == 1, high, low)], 1)


def add_peaks(
    stage: Stage,
    name: str,
    *,
    depth: float,
    y: float,
    height: float,
    colour: RGB,
    bottom: RGB,
    count: int = 4,
    snow: bool = True,
) -> None:
    """A mountain range standing at ``y``: lit left flanks, shaded right flanks, white summits."""
    line = peaks(stage.rng(name), stage.wide, count)
    ridge = np.stack([line[:, 0], y - line[:, 1] * height], 1)
    floor = stage.half[1] * 1.2 + 0.2
    shade, cap = darker(colour, 0.24), mix(rgb("fbfdff"), colour, 0.06)

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.shade(shapes.below(ridge, floor), colour, bottom)
        for i in range(1, len(ridge) - 1, 2):
            (x1, y1), (x2, y2) = ridge[i], ridge[i + 1]
            fold = x1 + 0.25 * (x2 - x1)
            side = np.array(
                [
                    (x1, y1),
                    (x2, y2),
                    (x2 - 0.1 * (x2 - x1), y + 0.02),
                    (fold, y + 0.02),
                    (x1 + 0.16 * (x2 - x1), y1 + 0.45 * (y - y1)),
                    (x1 - 0.04 * (x2 - x1), y1 + 0.2 * (y - y1)),
                ]
            )
            canvas.fill(side, shade, alpha=0.6, edge=False)
            if snow and line[i, 1] > 0.6:
                _snow_cap(canvas, ridge[i - 1 : i + 2], 0.1 * height, cap)

    stage.behind(depth, paint)


def _snow_cap(canvas: Canvas, summit: Points, drop: float, white: RGB) -> None:
    """Snow with a toothed edge on a peak given by its three corners (3, 2)."""
    foot, top, other = summit
    left, right = top + (foot - top) * 0.42, top + (other - top) * 0.42
    share = np.array([0.22, 0.36, 0.52, 0.68, 0.84])
    low = max(left[1], right[1]) + drop * np.array([-0.8, 0.3, -0.6, 0.4, -0.8])
    teeth = np.stack([left[0] + (right[0] - left[0]) * share, low], 1)
    canvas.fill(np.concatenate([[top, left], teeth, [right]]), white, edge=False)
    shaded = np.concatenate([[top], teeth[2:], [right]])
    canvas.fill(shaded, mix(white, rgb("9db2dc"), 0.5), edge=False)


def add_scatter(
    stage: Stage,
    name: str,
    prop: Prop,
    *,
    depth: float,
    y: tuple[float, float],
    size: tuple[float, float],
    count: int,
    speed: float = 0.0,
    front: bool = False,
    clear: float = 0.0,
) -> None:
    """Things on the ground between two heights, the nearer the larger, running past at ``speed``.

    ``clear`` keeps a half-width around the middle free (only where the ground stands still).
    """
    rng = stage.rng(name)
    laps = stage.laps(speed) if speed else 0
    share = np.sort(rng.uniform(0, 1, count))
    order = rng.permutation(count)
    x = (order + rng.uniform(0.15, 0.85, count)) * stage.period / count - stage.period / 2
    if clear and not laps:
        x = np.sign(x) * (clear + np.abs(x) * (1 - clear / (stage.period / 2)))
    heights = y[0] + share * (y[1] - y[0])
    sizes = (size[0] + share * (size[1] - size[0])) * rng.uniform(0.85, 1.15, count)

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i in range(count):
            now = stage.roll(float(x[i]), laps, clock)
            if abs(now) < stage.wide + sizes[i]:
                with canvas.at(now, float(heights[i]), float(sizes[i])):
                    prop(canvas, clock, i)

    (stage.before if front else stage.behind)(depth, paint)


def add_water(
    stage: Stage,
    name: str,
    *,
    y: float,
    top: RGB,
    bottom: RGB,
    depth: float = 0.35,
    glitter: bool = True,
    speed: float = 0.0,
) -> None:
    """Water from ``y`` down: a gradient with drifting streaks of light, denser far away."""
    rng = stage.rng(name)
    top, bottom = mirrored(stage, top, 0.5), mirrored(stage, bottom, 0.2)
    floor = stage.half[1] * 1.2 + 0.2
    tall = stage.half[1] - y
    count = int(26 * (stage.half[0] + 0.2))
    share = np.sort(rng.uniform(0, 1, count) ** 1.6)
    rows = y + 0.015 + share * tall
    x = rng.uniform(0, stage.period, count)
    long = rng.uniform(0.05, 0.16, count) * (0.5 + 1.9 * share)
    offset = rng.uniform(0, 1, count)
    laps = stage.laps(speed) if speed else 0
    bright = lighter(mix(top, stage.sky[2], 0.4), 0.35)

    def paint(canvas: Canvas, clock: Clock) -> None:
        area = shapes.box(-stage.wide, y, 2 * stage.wide, floor - y)
        canvas.shade(area, top, bottom)
        if glitter:
            wax = np.sin(2 * pi * (clock.laps(2) + offset))
            now = (
                x + 0.03 * wax - clock.laps(laps) * stage.period
            ) % stage.period - stage.period / 2
            half = long * (0.75 + 0.25 * wax)
            size = np.stack([half, 0.004 + 0.011 * share], 1)[:, None]
            streaks = shapes.circle(14) * size + np.stack([now, rows], 1)[:, None]
            canvas.fills(streaks, bright, alpha=0.42)

    stage.behind(depth, paint)


def mirrored(stage: Stage, colour: RGB, share: float) -> RGB:
    """The colour of water that mirrors a burning sky; plain water at other hours."""
    if stage.scene.time_of_day not in ("dawn", "sunset"):
        return colour
    return mix(colour, mix(stage.sky[1], stage.sky[2], 0.35), share)


def wave_line(clock: Clock, x: Points, phase: float, long: float, laps: int = 2) -> Points:
    """The height of a travelling wave at ``x``, -1 to 1, whole turns per loop."""
    main = np.sin(2 * pi * (x / long + phase - clock.laps(laps)))
    return np.asarray(
        0.75 * main + 0.25 * np.sin(2 * pi * (2.3 * x / long + phase + clock.laps(laps)))
    )
