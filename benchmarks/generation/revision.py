"""Whether a change that is said happens, and what of the source stays, by strength."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.generation.rig import Rig
from benchmarks.generation.taste import STRENGTHS, of_sources
from benchmarks.generation.words import worded
from models.generate.diffusion import noise_of
from models.train.clips import Clips
from models.train.latents import embed
from models.world import attributes


def told(rig: Rig, count: int, clips: Clips) -> list[dict[str, Any]]:
    """Changes with words, on renders whose edited versions are known."""
    pairs = [at for at in range(len(clips)) if clips.drawn(at).instruction][:count]
    sources = np.stack([clips[at - 1] for at in pairs])
    edits = [clips.drawn(at) for at in pairs]
    was = embed(rig.encoder, list(sources))
    given = of_sources(rig, worded(rig, [one.instruction for one in edits]), sources)
    rows = []
    for strength in STRENGTHS:
        seen, vectors = rig.looked(rig.made(given, start=noise_of(strength)))
        done = [
            see.get(one.changed) == attributes(one.scene).get(one.changed, "none")
            for see, one in zip(seen, edits, strict=True)
            if one.changed in rig.probes.classes
        ]
        kept = [see["subject"] == one.scene.subject for see, one in zip(seen, edits, strict=True)]
        rows.append(
            {
                "strength": strength,
                "clips": len(pairs),
                "likeness to source": float(np.einsum("nd,nd->n", vectors, was).mean()),
                "did what was said": float(np.mean(done)),
                "subject as meant": float(np.mean(kept)),
            }
        )
    return rows
