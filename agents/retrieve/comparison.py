"""Comparisons: what "a calmer one" means, in words and in measures of a clip.

A measure needs no table of its own: length is in the item, light in its cover, and motion in how
far its frame embeddings move in a second. Where nothing can be measured the words decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from agents.read.words import mentions, titled
from agents.retrieve.catalogue import Catalogue
from models.domain import Comparison, Item
from models.errors import BadMedia

WORD = 1.0
"""What one telling word in an item's description weighs, in standard deviations of the measure."""

LEAST = 0.25
"""Share of the usual value that a standard deviation is taken to be at least."""

Measure = Callable[[Catalogue, Item, str], float | None]
"""An item as its viewer sees it to a number, or ``None`` where it cannot be told."""


def motion(catalogue: Catalogue, item: Item, viewer: str) -> float | None:
    """Mean distance (1 - cosine) between frames a second apart: 0 is a still picture."""
    seen = catalogue.frames(item.id, viewer)
    if seen is None or len(seen.times) < 2:
        return None
    later = np.searchsorted(seen.times, seen.times + 1.0 - 1e-6)
    pairs = [(now, then) for now, then in enumerate(later) if then < len(later)]
    now, then = np.array(pairs or [(0, len(later) - 1)]).T
    return float(1 - np.einsum("nd,nd->n", seen.embeddings[now], seen.embeddings[then]).mean())


def light(catalogue: Catalogue, item: Item, viewer: str) -> float | None:
    """Mean lightness of the item's cover, 0 to 255."""
    from models.media.picture import read_image

    if item.thumbnail is None:
        return None
    try:
        return float(read_image(item.thumbnail, long_side=64).mean())
    except BadMedia:
        return None


def colour(catalogue: Catalogue, item: Item, viewer: str) -> float | None:
    """Colourfulness of the item's cover: 0 is grey, above 80 very colourful.

    Hasler and Süsstrunk, Measuring colourfulness in natural images, 2003.
    """
    from models.media.picture import read_image

    if item.thumbnail is None:
        return None
    try:
        red, green, blue = np.moveaxis(read_image(item.thumbnail, long_side=64).astype(float), 2, 0)
    except BadMedia:
        return None
    pair, other = red - green, (red + green) / 2 - blue
    spread, mean = np.hypot(pair.std(), other.std()), np.hypot(pair.mean(), other.mean())
    return float(spread + 0.3 * mean)


def age(catalogue: Catalogue, item: Item, viewer: str) -> float | None:
    """When it came here, seconds since 1970; ``None`` where that was not kept."""
    return item.created_at or None


def length(catalogue: Catalogue, item: Item, viewer: str) -> float | None:
    """Seconds."""
    return item.duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to compare: words for and against it, and what is measured, with its sign."""

    adjective: str
    words: str
    against: str = ""
    measure: Measure | None = None
    sign: int = 1
    why: str = ""


_CALM = "calm slow quiet relaxing peaceful still"
_LIVELY = "lively fast action energetic running"
_BRIGHT, _DARK = "bright sunny day", "dark night dusk"
WAYS: Mapping[Comparison, Way] = {
    "calmer": Way(
        adjective="calm", words=_CALM, against=_LIVELY, measure=motion, sign=-1,
        why="Less moves in it.",
    ),
    "livelier": Way(
        adjective="lively", words=_LIVELY, against=_CALM, measure=motion, why="More moves in it."
    ),
    "shorter": Way(adjective="short", words="", measure=length, sign=-1),
    "longer": Way(adjective="long", words="", measure=length),
    "brighter": Way(
        adjective="bright", words=_BRIGHT, against=_DARK, measure=light, why="Its cover is lighter."
    ),
    "darker": Way(
        adjective="dark", words=_DARK, against=_BRIGHT, measure=light, sign=-1,
        why="Its cover is darker.",
    ),
    "more colourful": Way(
        adjective="colourful", words="", measure=colour, why="Its cover has stronger colours."
    ),
    "newer": Way(adjective="new", words="", measure=age, why="It came here later."),
    "older": Way(adjective="old", words="", measure=age, sign=-1, why="It came here earlier."),
    "happier": Way(adjective="happy", words="happy cheerful smiling", against="sad"),
    "funnier": Way(adjective="funny", words="funny comedy", against="sad serious"),
}  # fmt: skip


class Compared(NamedTuple):
    """How much more so an item is than those it is compared with; above 0 it is, ``why`` says."""

    more: float
    why: str


def compare(
    way: Way, items: Sequence[Item], than: Sequence[Item], catalogue: Catalogue, viewer: str
) -> dict[str, Compared]:
    """Return item id → how it compares with the mean of ``than``, in standard deviations."""
    everything = {item.id: item for item in (*than, *items)}
    measured: dict[str, float] = {}
    if way.measure is not None:
        for item_id, item in everything.items():
            value = way.measure(catalogue, item, viewer)
            if value is not None:
                measured[item_id] = way.sign * value
    values = list(measured.values())
    usual = float(np.median(values)) if values else 0.0
    # Among clips that are much alike a small difference stays small.
    spread = max(float(np.std(values)) if values else 0.0, LEAST * abs(usual)) or 1.0

    def score(item: Item) -> float:
        said = sum(mentions(item, word) for word in way.words.split())
        unsaid = sum(mentions(item, word) for word in way.against.split())
        # One word tells; a second one that says the same tells little more.
        words = WORD * (min(said, 1) - min(unsaid, 1))
        return (measured.get(item.id, usual) - usual) / spread + words

    mark = float(np.mean([score(item) for item in than])) if than else 0.0
    return {item.id: Compared(score(item) - mark, _why(way, item, measured)) for item in items}


def by_most(
    way: Way, items: Sequence[Item], catalogue: Catalogue, viewer: str
) -> list[tuple[Item, Compared]]:
    """Sort ``items`` by how much so they are, the most first."""
    told = compare(way, items, (), catalogue, viewer)
    return sorted(
        ((item, told[item.id]) for item in items), key=lambda pair: (-pair[1].more, pair[0].id)
    )


def _why(way: Way, item: Item, measured: Mapping[str, float]) -> str:
    if way.measure is length:
        return f"It is {round(item.duration, 1):g} s long."
    told = next((word for word in way.words.split() if mentions(item, word)), "")
    if told:
        return f"Its {'title' if titled(item, told) else 'description'} says “{told}”."
    return way.why if item.id in measured else ""
