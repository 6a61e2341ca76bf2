"""Loops without a story: waves, particles, a kaleidoscope, a spiral, a lava lamp."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import numpy as np

from models.train.world import shapes
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import NAMED, RGB, darker, lighter, mix, rgb, with_lightness
from models.train.world.looks import OWN
from models.train.world.stage import Stage


def _tones(stage: Stage) -> tuple[RGB, RGB, RGB, RGB]:
    """Deep background, main, a neighbouring hue, highlight."""
    main = NAMED[stage.scene.colour]
    partner = {
        "blue": "teal",
        "red": "orange",
        "purple": "pink",
        "green": "yellow",
        "orange": "yellow",
        "pink": "purple",
        "teal": "blue",
    }
    return (
        with_lightness(main, 0.14, 0.5),
        main,
        mix(main, NAMED[partner[stage.scene.colour]], 0.6),
        lighter(main, 0.72),
    )


def nowhere(stage: Stage) -> None:
    """A dark gradient with a glow in the middle."""
    deep, main, _, _ = _tones(stage)

    def paint(canvas: Canvas, clock: Clock) -> None:
        canvas.backdrop([(0, darker(deep, 0.35)), (0.6, deep), (1, mix(deep, main, 0.3))])
        canvas.glow(0, 0, 1.5, main, 0.3)

    stage.behind(0.0, paint, OWN)


def waves(stage: Stage) -> None:
    """Ribbons of colour rolling over each other."""
    deep, main, partner, light = _tones(stage)
    x = np.linspace(-stage.wide, stage.wide, 90)
    rng = stage.rng("waves")
    phases = rng.uniform(0, 1, (8, 2))
    floor = stage.half[1] * 1.3

    def paint(canvas: Canvas, clock: Clock) -> None:
        for i in range(8):
            share = i / 7
            base = stage.half[1] * (-0.62 + 1.45 * share)
            laps = 1 + i % 2 if stage.scene.tempo == "calm" else 2 + i % 2
            wave = np.sin(2 * pi * (x * 0.36 + phases[i, 0] + clock.laps(laps)))
            wave += 0.5 * np.sin(2 * pi * (x * 0.62 + phases[i, 1] - clock.laps(1)))
            line = np.stack([x, base + (0.1 + 0.05 * share) * wave], 1)
            tone = mix(
                mix(light, partner, min(1.0, share * 2.2)),
                mix(main, deep, max(0.0, share * 1.5 - 0.6)),
                share,
            )
            canvas.stroke(line - (0, 0.012), 0.07, rgb("0a0622"), alpha=0.12)
            canvas.shade(shapes.below(line, floor), tone, mix(tone, deep, 0.45))

    stage.behind(1.0, paint, OWN)


def particles(stage: Stage) -> None:
    """Shining dots on orbits, joined when they come near each other."""
    _, main, partner, light = _tones(stage)
    rng = stage.rng("particles")
    count = 46
    orbit = rng.uniform(0.12, 1.0, count) ** 0.7
    phase = rng.uniform(0, 1, count)
    laps = rng.integers(1, 3, count) * np.where(rng.uniform(size=count) < 0.75, 1, -1)
    size = rng.uniform(0.012, 0.038, count)

    def paint(canvas: Canvas, clock: Clock) -> None:
        angle = 2 * pi * (phase + laps * clock.laps(1))
        x = orbit * stage.half[0] * np.cos(angle) * 0.95
        y = orbit * stage.half[1] * np.sin(angle + 0.8 * orbit) * 0.95
        for i in range(count):
            for j in range(i + 1, count):
                far = float(np.hypot(x[i] - x[j], y[i] - y[j]))
                if far < 0.34:
                    canvas.stroke(
                        [(x[i], y[i]), (x[j], y[j])], 0.007, partner, alpha=0.75 * (1 - far / 0.34)
                    )
        for i in range(count):
            canvas.glow(x[i], y[i], size[i] * 5, main, 0.6)
            canvas.oval(x[i], y[i], size[i], size[i], (light, partner, main)[i % 3], edge=False)

    stage.behind(1.0, paint, 0.0)


def kaleidoscope(stage: Stage) -> None:
    """Petals, beads and stars in turning rings."""
    deep, main, partner, light = _tones(stage)
    rng = stage.rng("kaleidoscope")
    fold = int(rng.integers(4, 7)) * 2
    reach = float(np.hypot(*stage.half))

    def paint(canvas: Canvas, clock: Clock) -> None:
        rings = 6
        for ring in range(rings, 0, -1):
            radius = reach * (ring + 0.18 * clock.sway(ring * 0.17)) / rings
            way = 1 if ring % 2 else -1
            turn = 2 * pi / fold * way * clock.laps(1 if ring % 3 else 2) + ring * 0.2
            tone = (main, partner, mix(main, deep, 0.45), light)[ring % 4]
            long, wide = reach / rings * 0.95, radius * pi / fold * 0.86
            petals = [
                shapes.turned(
                    shapes.ellipse(radius - long * 0.3, 0, long, wide), turn + k * 2 * pi / fold
                )
                for k in range(fold)
            ]
            for petal in petals:
                canvas.fill(petal, tone, alpha=0.92)
            inner = [
                shapes.turned(
                    shapes.ellipse(radius - long * 0.25, 0, long * 0.62, wide * 0.6),
                    turn + k * 2 * pi / fold,
                )
                for k in range(fold)
            ]
            canvas.fills(inner, mix(tone, deep, 0.4) if ring % 2 else lighter(tone, 0.35))
            beads = [
                shapes.turned(
                    shapes.ellipse(radius - long * 0.2, 0, wide * 0.3, wide * 0.3),
                    -turn + (k + 0.5) * 2 * pi / fold,
                )
                for k in range(fold)
            ]
            canvas.fills(beads, light if ring % 2 else partner)
        canvas.fill(
            shapes.turned(shapes.star(fold // 2, 0.5), 2 * pi / fold * 2 * clock.laps(1)) * 0.17,
            light,
        )

    stage.behind(1.0, paint, OWN)


def spiral(stage: Stage) -> None:
    """Arms winding into the middle."""
    deep, main, partner, light = _tones(stage)
    reach = float(np.hypot(*stage.half)) * 1.12
    share = np.linspace(0.0, 1, 70)

    def paint(canvas: Canvas, clock: Clock) -> None:
        arms = 6
        spin = pi * clock.turn(0.2)  # three colours on six arms look alike after half a turn
        for k in range(arms):
            angle = k * 2 * pi / arms + 5.2 * (1 - share) ** 1.4 * (1 + 0.08 * clock.sway()) - spin
            radius = 0.012 + reach * share**1.5
            half = 0.52 * pi / arms
            left = np.stack([radius * np.cos(angle - half), radius * np.sin(angle - half)], 1)
            right = np.stack([radius * np.cos(angle + half), radius * np.sin(angle + half)], 1)
            canvas.fill(np.concatenate([left, right[::-1]]), (main, light, partner)[k % 3])
            glint = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
            dots = [
                shapes.circle(14) * (0.006 + 0.035 * share[i]) + glint[i] for i in range(16, 70, 6)
            ]
            canvas.fills(dots, mix((main, light, partner)[k % 3], deep, 0.55))
        canvas.oval(0, 0, 0.05 + 0.01 * clock.swing(0.6), 0.05 + 0.01 * clock.swing(0.6), light)

    stage.behind(1.0, paint, OWN)


def lava_lamp(stage: Stage) -> None:
    """Warm blobs rising, merging and sinking: a level line of summed fields."""
    deep, main, partner, light = _tones(stage)
    rng = stage.rng("lava")
    blobs = rng.uniform(0, 1, (11, 4))
    grid = 72

    def paint(canvas: Canvas, clock: Clock) -> None:
        wide, tall = stage.half
        nx, ny = int(grid * wide), int(grid * tall)
        gx, gy = np.meshgrid(
            np.linspace(-wide * 1.1, wide * 1.1, nx), np.linspace(-tall * 1.15, tall * 1.15, ny)
        )
        field = 0.05 * np.exp((gy - tall) * 7) + 0.05 * np.exp((-gy - tall) * 7)
        for i, (a, b, c, d) in enumerate(blobs):
            laps = 1 if stage.scene.tempo == "calm" else 1 + i % 2
            y = 0.98 * tall * sin(2 * pi * (clock.laps(laps) + b))
            x = (a * 2 - 1) * wide * 0.85 + 0.1 * sin(2 * pi * (clock.laps(1) + d))
            radius = 0.14 + 0.14 * c
            field += radius**2 / ((gx - x) ** 2 + (gy - y) ** 2 + 0.004)
        for level, tone in (
            (0.72, mix(main, deep, 0.55)),
            (1.0, main),
            (1.55, partner),
            (2.6, mix(partner, light, 0.5)),
        ):
            for outline in _contours(field, level):
                points = np.stack(
                    [
                        outline[:, 0] / (nx - 1) * 2.2 * wide - 1.1 * wide,
                        outline[:, 1] / (ny - 1) * 2.3 * tall - 1.15 * tall,
                    ],
                    1,
                )
                canvas.fill(points, tone, edge=level == 1.0)

    stage.behind(1.0, paint, OWN)


def _contours(field: np.ndarray, level: float) -> list[shapes.Points]:
    """Closed outlines of where the field is above the level, to a fraction of a cell."""
    import cv2

    scale = 4
    big = cv2.resize(
        field.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC
    )
    found, _ = cv2.findContours(
        (big > level).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    outlines = []
    for raw in found:
        if len(raw) < 12:
            continue
        line = raw[:, 0, :].astype(np.float64)
        kernel = np.ones(5) / 5
        padded = np.concatenate([line[-2:], line, line[:2]])
        line = np.stack([np.convolve(padded[:, i], kernel, "valid") for i in range(2)], 1)
        outlines.append((line + 0.5) / scale - 0.5)
    return outlines


SUBJECTS: dict[str, Callable[[Stage], None]] = {
    "waves": waves,
    "particles": particles,
    "kaleidoscope": kaleidoscope,
    "spiral": spiral,
    "lava lamp": lava_lamp,
}
