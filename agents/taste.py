"""What was learnt about a visitor, from feedback and words.

*User_Hist* is the mean of the liked items' visual embeddings (Wang et al. 2023, section 4.2); a
share of the mean of the disliked ones is taken off, as Rocchio (1971) did for text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from agents.catalogue import Catalogue
from models.domain import Feedback

DISLIKE_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """A visitor's taste. ``liked`` and ``disliked`` are item ids, the latest last."""

    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    history: NDArray[np.float32] | None = field(default=None, compare=False)
    """Unit vector (d,): *User_Hist* less a share of the dislikes; ``None`` without likes."""


def taste_of(
    feedback: Iterable[Feedback],
    catalogue: Catalogue,
    viewer: str,
    *,
    wants: tuple[str, ...] = (),
    avoids: tuple[str, ...] = (),
) -> Taste:
    """Fold feedback, oldest first, into a taste; the last word on an item counts."""
    opinion: dict[str, bool] = {}
    for event in feedback:
        if event.kind in ("like", "dislike", "skip"):
            opinion.pop(event.item, None)
            opinion[event.item] = event.kind == "like"
    liked = tuple(item for item, good in opinion.items() if good)
    disliked = tuple(item for item, good in opinion.items() if not good)
    return Taste(
        liked=liked,
        disliked=disliked,
        wants=wants,
        avoids=avoids,
        history=history(liked, disliked, catalogue, viewer),
    )


def history(
    liked: tuple[str, ...], disliked: tuple[str, ...], catalogue: Catalogue, viewer: str
) -> NDArray[np.float32] | None:
    """Return *User_Hist* (d,) of unit length, or ``None`` when nothing liked has a vector."""
    good = catalogue.vectors(liked, "visual", viewer)
    if not good:
        return None
    vector = np.mean(list(good.values()), axis=0)
    bad = catalogue.vectors(disliked, "visual", viewer)
    if bad:
        vector = vector - DISLIKE_SHARE * np.mean(list(bad.values()), axis=0)
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length, dtype=np.float32) if length > 1e-6 else None
