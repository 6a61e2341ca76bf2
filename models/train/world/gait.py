"""Legs: how feet travel, where knees go, and the gaits of four-legged animals."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.colour import RGB
from models.train.world.shapes import Pair


@dataclass(frozen=True)
class Leg:
    """Where a pair of legs hangs, how long and thick it is, which way its knee bends."""

    x: float
    y: float
    thick: float
    bend: float


def knee(hip: Pair, foot: Pair, length: float, bend: float) -> Pair:
    """The joint of a leg of two bones of ``length`` / 2 each, on the side of ``bend``."""
    dx, dy = foot[0] - hip[0], foot[1] - hip[1]
    far = max(1e-6, (dx * dx + dy * dy) ** 0.5)
    out = max(0.0, (length / 2) ** 2 - (far / 2) ** 2) ** 0.5 * bend
    return (hip[0] + dx / 2 - dy / far * out, hip[1] + dy / 2 + dx / far * out)


def step(phase: float, stride: float, lift: float) -> Pair:
    """Where a foot is relative to below its hip: half the time on the ground, moving back."""
    phase %= 1.0
    if phase < 0.5:
        return (stride * (1 - 4 * phase), 0.0)
    share = 2 * phase - 1
    return (stride * -np.cos(pi * share), -lift * sin(pi * share))


def paint_leg(
    canvas: Canvas, leg: Leg, phase: float, stride: float, lift: float, tone: RGB, foot: RGB
) -> None:
    """One leg at a moment of its step."""
    fx, fy = step(phase, stride, lift)
    hip, sole = (leg.x, leg.y), (leg.x + fx, fy - leg.thick * 0.3)
    joint = knee(hip, sole, -leg.y * 1.04, leg.bend)
    canvas.fill(shapes.limb(joint, sole, leg.thick * 0.62, leg.thick * 0.5), tone)
    canvas.fill(shapes.limb(hip, joint, leg.thick, leg.thick * 0.64), tone)
    canvas.oval(
        sole[0] + leg.thick * 0.3,
        sole[1] - leg.thick * 0.02,
        leg.thick * 0.8,
        leg.thick * 0.42,
        foot,
    )


@dataclass(frozen=True)
class Gait:
    """How fast and far the legs go; offsets are for near fore, far fore, near hind, far hind."""

    hz: float
    stride: float
    lift: float
    offsets: tuple[float, float, float, float]
    bob: float


STAND = Gait(0.3, 0.0, 0.0, (0, 0, 0, 0), 0.006)


WALK = Gait(1.0, 0.13, 0.06, (0.0, 0.5, 0.75, 0.25), 0.012)


RUN = Gait(1.7, 0.24, 0.13, (0.0, 0.12, 0.5, 0.62), 0.045)
