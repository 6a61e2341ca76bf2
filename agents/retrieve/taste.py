"""What was learnt about a visitor, from feedback and words.

*User_Hist* is the mean of the liked items' embeddings (Wang et al. 2023, section 4.2), here of the
visual and of the text embeddings, each weighted by what was said and when; a share of the mean of
the disliked ones is taken off, as Rocchio (1971) did for text. *User_Emb* and what people of the
same taste liked come from a trained recommender (:mod:`agents.retrieve.people`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.catalogue import Catalogue, Kind
from agents.retrieve.evidence import Opinion, in_context, opinions
from agents.retrieve.people import People
from models.domain import Feedback, Tuning

DISLIKE_SHARE = 0.5
COMPANIONS = 100
"""Items that people of the same taste liked which are looked at."""

STRONG = -0.75
"""Weight from which a dislike speaks of everything like the item."""

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """A visitor's taste. ``liked`` and ``disliked`` are item ids, the latest last.

    Attributes:
        less: those of ``disliked`` of which like things are unwanted, too.
        weights: item id → what speaks for it (positive) or against it, as it counts now.
        passed: how many were turned down in a row since the last that was liked.
        history: unit vector (d,), *User_Hist* of the pictures less a share of the dislikes;
            ``None`` without likes. ``words`` (d,) is the same of titles and descriptions.
        embedding: *User_Emb* (e,) of the trained recommender, ``None`` where it knows nothing.
        companions: item id → score, what people of this taste liked.
    """

    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    passed: int = 0
    tuning: Tuning = Tuning()
    history: Vector | None = field(default=None, compare=False)
    words: Vector | None = field(default=None, compare=False)
    embedding: Vector | None = field(default=None, compare=False)
    companions: Mapping[str, float] = field(default_factory=dict, compare=False)

    def verdict(self, item: str) -> bool | None:
        """Whether the visitor liked an item, ``None`` if they did not say."""
        return True if item in self.liked else False if item in self.disliked else None


def taste_of(
    feedback: Iterable[Feedback],
    catalogue: Catalogue,
    viewer: str,
    *,
    wants: tuple[str, ...] = (),
    avoids: tuple[str, ...] = (),
    tuning: Tuning | None = None,
    people: People | None = None,
    now: float | None = None,
) -> Taste:
    """Fold feedback, oldest first, into a taste; the last word on an item counts."""
    now = time.time() if now is None else now
    found = opinions(feedback, lambda ids: _durations(ids, catalogue, viewer), now)
    weights = {one.item: in_context(one, now) for one in found}
    said = [one for one in found if one.said]
    taste = Taste(
        liked=tuple(one.item for one in said if one.weight > 0),
        disliked=tuple(one.item for one in said if one.weight < 0),
        less=tuple(one.item for one in said if one.weight <= STRONG),
        wants=wants,
        avoids=avoids,
        weights=weights,
        passed=_passed(said),
        tuning=tuning or Tuning(),
        history=history(weights, catalogue, "visual", viewer),
        words=history(weights, catalogue, "text", viewer),
    )
    if people is None:
        return taste
    return replace(
        taste,
        embedding=people.embedding(weights),
        companions=people.scores(weights, COMPANIONS),
    )


def history(
    weights: Mapping[str, float], catalogue: Catalogue, kind: Kind, viewer: str
) -> Vector | None:
    """Return *User_Hist* (d,) of unit length, or ``None`` when nothing liked has a vector."""
    vectors = catalogue.vectors([item for item, weight in weights.items() if weight], kind, viewer)
    good = {item: weights[item] for item in vectors if weights[item] > 0}
    if not good:
        return None
    vector = _mean(good, vectors)
    bad = {item: -weights[item] for item in vectors if weights[item] < 0}
    if bad:
        # One thing that was left at once must not weigh as much as a whole list of dislikes.
        vector = vector - DISLIKE_SHARE * min(1.0, sum(bad.values())) * _mean(bad, vectors)
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length, dtype=np.float32) if length > 1e-6 else None


def _mean(weights: Mapping[str, float], vectors: Mapping[str, Vector]) -> Vector:
    total = sum(weights.values())
    parts = [weight / total * vectors[item] for item, weight in weights.items()]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float32)


def _passed(said: Sequence[Opinion]) -> int:
    """How many were turned down since the last like."""
    count = 0
    for opinion in reversed(said):
        if opinion.weight > 0:
            break
        count += opinion.weight < 0
    return count


def _durations(ids: list[str], catalogue: Catalogue, viewer: str) -> dict[str, float]:
    return {item.id: item.duration for item in catalogue.items(ids, viewer)}
