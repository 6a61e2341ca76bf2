"""How quick a clip is made, and how good, by number of steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks import harness
from benchmarks.generation.rig import Rig, rows
from benchmarks.generation.words import asked, hits, worded
from models.metrics.frechet import frechet_distance
from models.train.clips import Clips
from models.world import caption

STEPS = (1, 2, 4, 8, 16, 50)

Row = dict[str, Any]


def steps(rig: Rig, count: int, clips: Clips, others: Clips) -> list[Row]:
    """Fréchet distance to the renders of the same captions, and what is read, by steps.

    First, as what is lowest: the distance of as many other renders, drawn alike (``others``).
    """
    drawn = [clips.drawn(index) for index in range(count)]
    prompts = [caption(one.scene, np.random.default_rng([6, at])) for at, one in enumerate(drawn)]
    wanted = [{} if one.instruction else asked(one) for one in drawn]
    given = worded(rig, prompts)
    real = rig.renders([clips[index] for index in range(count)], "test")
    found: list[Row] = []
    if len(others) >= count:
        apart = frechet_distance(rig.renders([others[at] for at in range(count)], "train"), real)
        found.append({"steps": "other renders", "clips": count, "Fréchet": apart})
    usual = rig.generator.steps
    for rig.generator.steps in STEPS:
        seen, vectors = rig.looked(rig.made(given))
        right = hits(wanted, seen)
        found.append(
            {"steps": rig.generator.steps, "clips": count,
             "Fréchet": frechet_distance(vectors, real)}
            | {name: float(np.mean(right[name])) for name in ("subject", "look", "all")}
        )  # fmt: skip
    rig.generator.steps = usual
    return found


def seconds(rig: Rig, repeats: int = 5) -> list[Row]:
    """Seconds of one clip of 16 frames from words, by steps, number format, and compiled."""
    generator = rig.generator
    given = rows(worded(rig, ["a red car on a country road at sunset"]), slice(0, 1))

    def once() -> None:
        rig.decoded(generator.sample(given, 0).half().numpy())

    best, other = ("bf16", "fp32") if generator.bf16 else ("fp32", "bf16")
    usual = generator.steps
    found: list[Row] = []

    def row(what: str, warmups: int = 1) -> None:
        timing = harness.timed(once, repeats=repeats, warmups=warmups)
        found.append({"steps": generator.steps, "in": what, "threads": rig.threads,
                      "s": timing.median, "s of processor": timing.median_cpu})  # fmt: skip

    for generator.steps in STEPS:
        row(best)
    generator.steps = usual
    generator.bf16 = not generator.bf16
    row(other)
    generator.bf16 = not generator.bf16
    generator.compiled = True
    row(f"{best}, compiled", warmups=2)
    generator.compiled = False
    return found
