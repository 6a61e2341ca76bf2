"""What the simulated users of the demo corpus liked: an order for visitors nobody knows yet."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

WEIGHTS = {"like": 1.0, "dislike": -1.0, "skip": -0.5}


def demo_popularity(corpus: Path) -> Mapping[str, float]:
    """Return item id → likes less dislikes from ``interactions.csv``, empty where there is none.

    Simulated, as the corpus' own notes say: nothing here may be called popular with people.
    """
    table = corpus / "interactions.csv"
    if not table.is_file():
        return {}
    scores: defaultdict[str, float] = defaultdict(float)
    with table.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            scores[f"demo-{row['item']}"] += WEIGHTS.get(row["kind"], 0.0)
    return dict(scores)
