"""The corpus as a picture for one visitor: their likes, what is suggested because of them, and
an even sample of the rest.

One layout serves everybody. It holds public items alone; a visitor's own, and what came after it
was drawn, are placed among their likes. It is drawn again in the background once a twentieth of
the corpus is new, starting from where things lay, so that nothing jumps.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.taste_regions import regions
from app.ui.protocol import Region, Spot, SpotKind, TasteMap
from models.domain import Item
from models.recommend.layout import layout, nearest, place

if TYPE_CHECKING:
    from agents.retrieve.taste import Taste
    from app.store.catalogue import StoreCatalogue

log = logging.getLogger(__name__)

SAMPLE = 2000
"""Items that are laid out; more do not make the picture richer."""

FEWEST = 3
CELLS = 20
"""The rest is shown by one item for each of so many by so many cells."""

MARKED = 60
"""Likes, and dislikes, that are shown: the latest."""

NEW = 0.05
"""Share of the corpus that is new, or gone, when the layout is drawn again."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Drawn:
    """One layout: ids (n), their unit vectors (n, d) and places (n, 2); ``of`` items in all."""

    ids: tuple[str, ...]
    vectors: NDArray[np.float32]
    places: NDArray[np.float64]
    regions: tuple[Region, ...]
    of: int


class TasteMaps:
    """Draws the map of a visitor. Any thread may ask."""

    def __init__(self, catalogue: StoreCatalogue) -> None:
        self._catalogue = catalogue
        self._drawn: _Drawn | None = None
        self._lock = threading.Lock()

    def map(
        self, user: str, taste: Taste, suggested: Sequence[Item], new: Collection[str] = ()
    ) -> TasteMap:
        """Return the map; empty while there is too little to draw.

        ``new`` are suggested to learn more, not because of anything that was liked.

        The first one waits for the layout (a second at most), later ones never do.
        """
        drawn = self._layout()
        if drawn is None:
            return TasteMap()
        kinds: dict[str, SpotKind] = {item.id: "suggested" for item in suggested}
        kinds |= dict.fromkeys(taste.disliked[-MARKED:], "disliked")
        kinds |= dict.fromkeys(taste.liked[-MARKED:], "liked")
        vectors = self._catalogue.vectors(kinds, "visual", user)
        places = _places(vectors, drawn)
        places |= {i: xy for i, xy in _even_sample(drawn).items() if i not in places}
        because = _because(kinds, {i: v for i, v in vectors.items() if i not in new})
        spots = tuple(
            Spot(
                item=item,
                x=places[item.id][0],
                y=places[item.id][1],
                kind=kinds.get(item.id, "other"),
                because=because.get(item.id),
            )
            for item in self._catalogue.items(places, user)
        )
        return TasteMap(spots=spots, regions=drawn.regions)

    def _layout(self) -> _Drawn | None:
        count = self._catalogue.count(None)
        drawn = self._drawn
        if drawn is not None and abs(count - drawn.of) <= NEW * drawn.of:
            return drawn
        if drawn is None:
            with self._lock:
                return self._drawn or self._draw(count)
        if self._lock.acquire(blocking=False):
            threading.Thread(
                target=self._redraw, args=(count,), name="taste-map", daemon=True
            ).start()
        return drawn

    def _redraw(self, count: int) -> None:
        try:
            self._draw(count)
        except Exception:  # the old picture stays; the next visitor asks again
            log.exception("the map of the corpus could not be drawn again")
        finally:
            self._lock.release()

    def _draw(self, count: int) -> _Drawn | None:
        ids = self._catalogue.embedded("visual", None)
        # Every so-manieth, oldest first: most of a sample stays what it was when some are added.
        ids = ids[:: -(-len(ids) // SAMPLE)] if ids else []
        found = self._catalogue.vectors(ids, "visual", None)
        if len(found) < FEWEST:
            return None
        vectors = np.stack(list(found.values())).astype(np.float32)
        before = self._drawn
        start = None if before is None else place(vectors, before.vectors, before.places, k=1)
        places = layout(vectors, start)
        items = {item.id: item for item in self._catalogue.items(found, None)}
        there = [n for n, item_id in enumerate(found) if item_id in items]
        self._drawn = _Drawn(
            ids=tuple(found),
            vectors=vectors,
            places=places,
            regions=regions([items[list(found)[n]] for n in there], places[there]),
            of=count,
        )
        return self._drawn


def _places(
    vectors: Mapping[str, NDArray[np.float32]], drawn: _Drawn
) -> dict[str, tuple[float, float]]:
    """Return where items lie: in the layout, or among their likes if they are not part of it."""
    if not vectors:
        return {}
    rows = place(np.stack(list(vectors.values())), drawn.vectors, drawn.places)
    known = {item_id: n for n, item_id in enumerate(drawn.ids)}
    return {
        item_id: _pair(drawn.places[known[item_id]] if item_id in known else row)
        for item_id, row in zip(vectors, rows, strict=True)
    }


def _even_sample(drawn: _Drawn) -> dict[str, tuple[float, float]]:
    """Return one item for each cell of the plane, or all if they are few."""
    if len(drawn.ids) <= CELLS * CELLS:
        return {i: _pair(xy) for i, xy in zip(drawn.ids, drawn.places, strict=True)}
    chosen: dict[tuple[int, ...], int] = {}
    for n, cell in enumerate(np.minimum(drawn.places * CELLS, CELLS - 1).astype(int).tolist()):
        chosen.setdefault(tuple(cell), n)
    return {drawn.ids[n]: _pair(drawn.places[n]) for n in chosen.values()}


def _because(
    kinds: Mapping[str, SpotKind], vectors: Mapping[str, NDArray[np.float32]]
) -> dict[str, str]:
    """Return suggested item → the liked one whose pictures are nearest to its own."""
    there = {kind: [i for i in kinds if kinds[i] == kind and i in vectors]
             for kind in ("liked", "suggested")}  # fmt: skip
    if not all(there.values()):
        return {}
    liked, suggested = (np.stack([vectors[i] for i in ids]) for ids in there.values())
    best, _ = nearest(suggested, liked, 1)
    return {i: there["liked"][n] for i, n in zip(there["suggested"], best[:, 0], strict=True)}


def _pair(place: NDArray[np.float64]) -> tuple[float, float]:
    return float(place[0]), float(place[1])
