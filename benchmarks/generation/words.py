"""Whether what was asked for is seen in what was drawn."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.generation.rig import BATCH, Rig, Seen
from models.generate.conditions import Conditions
from models.train.clips import Drawn, draw, held_out, pixels
from models.train.visible import visible
from models.world import attributes, caption

PALE = {"palette": ("natural",), "weather": ("clear", "cloudy")}
"""Values that a prompt often leaves unsaid: they are not asked for."""
UNSAID = ("skin", "tempo", "camera", "family", "orientation")
"""What a prompt never says, says only through something else, or not always (the camera)."""
BARS = {"subject": 0.85, "look": 0.85, "all": 0.80}
"""What is asked of the generator."""
TEST, VALIDATION = 11, 12
"""Seeds of the scenes that are measured, and of those that settings are chosen on."""

Row = dict[str, Any]


def unseen(count: int, seed: int = TEST) -> list[Drawn]:
    """The first ``count`` scenes of the test split that training was kept from."""
    found: list[Drawn] = []
    index = 0
    while len(found) < count:
        one = draw(seed, "test", index)
        if held_out(one.scene) and not one.instruction:
            found.append(one)
        index += 1
    return found


def prompts(drawn: Sequence[Drawn]) -> list[str]:
    """A caption of each scene."""
    return [caption(one.scene, np.random.default_rng([5, at])) for at, one in enumerate(drawn)]


def asked(drawn: Drawn) -> dict[str, str]:
    """The attributes that a caption of the scene says and that its render shows."""
    said = {
        name
        for name, value in attributes(drawn.scene).items()
        if name not in UNSAID and value not in PALE.get(name, ()) and value not in ("none", "no")
    }
    return visible(drawn, said)


def hits(wanted: Sequence[dict[str, str]], seen: Seen) -> dict[str, list[bool]]:
    """Whether it was read right, for each clip that asks for it, by attribute; ``all`` of them."""
    found: dict[str, list[bool]] = {}
    for want, see in zip(wanted, seen, strict=True):
        for name, value in want.items():
            found.setdefault(name, []).append(see.get(name) == value)
    found["all"] = [hit for one in found.values() for hit in one]
    return found


def worded(rig: Rig, sentences: Sequence[str]) -> Conditions:
    """Conditions that are words alone."""
    words = torch.from_numpy(rig.read(sentences))
    return replace(rig.conditions(len(sentences)), words=words)


def rendered(rig: Rig, drawn: Sequence[Drawn]) -> Iterator[NDArray[np.uint8]]:
    """The true clips of unseen scenes, in batches."""
    for at in range(0, len(drawn), BATCH):
        part = drawn[at : at + BATCH]
        yield rig.kept(f"unseen-{at}-{len(part)}", partial(_stacked, part))


def _stacked(drawn: Sequence[Drawn]) -> NDArray[np.uint8]:
    return np.stack([pixels(one) for one in drawn])


def words(rig: Rig, count: int) -> list[Row]:
    """Attribute accuracy of the first sample."""
    drawn = unseen(count)
    wanted = [asked(one) for one in drawn]
    given = worded(rig, prompts(drawn))
    made = hits(wanted, [one for part in rig.made(given) for one in rig.seen(part)])
    true = [one for part in rendered(rig, drawn) for one in rig.seen(part)]
    real, chance = hits(wanted, true), hits(wanted, true[1:] + true[:1])
    names = sorted(made, key=lambda one: (one == "all", -np.mean(made[one])))
    return [
        {
            "attribute": name,
            "asked": len(made[name]),
            "made": float(np.mean(made[name])),
            "bar": BARS.get(name),
            "renders": float(np.mean(real[name])),
            "chance": float(np.mean(chance[name])),
            "probe": rig.probes.accuracy.get(name),
        }
        for name in names
    ]


def settings(rig: Rig, count: int, tried: Sequence[tuple[int, float]]) -> list[Row]:
    """Attribute accuracy on scenes of another seed, by steps and scale of the words."""
    drawn = unseen(count, VALIDATION)
    wanted = [asked(one) for one in drawn]
    given = worded(rig, prompts(drawn))
    generator = rig.generator
    usual = generator.steps, generator.words_scale
    rows = []
    for generator.steps, generator.words_scale in tried:
        begun = time.perf_counter()
        found = hits(wanted, [one for part in rig.made(given) for one in rig.seen(part)])
        rows.append(
            {"steps": generator.steps, "scale": generator.words_scale, "clips": count}
            | {name: float(np.mean(found[name])) for name in ("subject", "look", "all")}
            | {"s a clip, read": (time.perf_counter() - begun) / count}
        )
    generator.steps, generator.words_scale = usual
    return rows
