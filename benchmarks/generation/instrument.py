"""How well the probes read true renders: the instrument, before anything is measured with it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from app.insight.measures import wilson
from benchmarks.generation.rig import BATCH, Rig
from models.train.clips import Clips
from models.train.visible import visible
from models.world import attributes


def instrument(rig: Rig, count: int, clips: Clips) -> list[dict[str, Any]]:
    """Accuracy of the probes on the first ``count`` clips, where an attribute can be seen.

    ``visible`` is the share of the clips with the attribute that show it; ``low`` and ``high``
    bound the accuracy at 95 %.
    """
    classes = rig.probes.classes
    having: Counter[str] = Counter()
    hits: dict[str, list[bool]] = {}
    for start in range(0, count, BATCH):
        part = range(start, min(start + BATCH, count))
        for index, read in zip(part, rig.seen(np.stack([clips[at] for at in part])), strict=True):
            drawn = clips.drawn(index)
            having.update(classes.keys() & attributes(drawn.scene).keys())
            for name, value in visible(drawn, classes).items():
                hits.setdefault(name, []).append(read[name] == value)
    rows = []
    for name, found in hits.items():
        right = float(np.mean(found))
        low, high = wilson(right, len(found))
        rows.append(
            {
                "attribute": name,
                "values": len(classes[name]),
                "right": right,
                "low": low,
                "high": high,
                "renders": len(found),
                "visible": len(found) / having[name],
            }
        )
    return sorted(rows, key=lambda row: -row["right"])
