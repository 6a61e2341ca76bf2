"""What the simulated users of the demo corpus liked: an order for visitors nobody knows yet."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from app.people import simulated
from models.errors import BadRequest

log = logging.getLogger(__name__)

BEFORE_SIMULATED = "Simulated viewers liked it."
"""Why something is shown of which nobody who was here said anything."""
WEIGHTS = {"like": 1.0, "dislike": -1.0, "skip": -0.5}


def demo_popularity(corpus: Path) -> Mapping[str, float]:
    """Return item id → likes less dislikes by the simulated viewers of a corpus.

    Empty where there are none, or none that can be read. Simulated, as the corpus' own notes say:
    nothing here may be called popular with people.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    try:
        for act in simulated(corpus):
            scores[act.item] += WEIGHTS.get(act.kind, 0.0)
    except BadRequest as exc:
        log.warning("nothing of the corpus is taken for popular: %s", exc)
        return {}
    return dict(scores)
