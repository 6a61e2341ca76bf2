"""The items a visitor may see and their embeddings, as the agents know them.

:class:`Catalogue` is the seam; :class:`MemoryCatalogue` is its fake for tests and demos, and the
store's own lives in ``app/store/catalogue.py``. Both pass ``tests/contracts/catalogue.py``.

Every reading method takes the *viewer*, a user's id or ``None`` for nobody in particular.
An item is visible when nobody owns it or the viewer does; one that is not visible is treated
exactly as one that does not exist.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from models.domain import EMPTY, Item, Origins
from models.errors import BadRequest, NoSuchItem

Kind = Literal["visual", "text"]
"""What an item's one vector was made from: its frames, or its title and description."""

Array = NDArray[np.floating]
Span = tuple[float, float]
"""Start and end in seconds."""

NOBODY: frozenset[str] = frozenset()


class Scored(NamedTuple):
    """An item's id with its score; higher is better."""

    item_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrameVectors:
    """Unit embeddings (n, d) float32 of sampled frames, with their times (n,) in seconds."""

    embeddings: NDArray[np.float32]
    times: NDArray[np.float64]


def new_item_id() -> str:
    """Return an id nobody can guess (96 random bits); it is safe in a URL and a file name."""
    return secrets.token_hex(12)


class Catalogue(Protocol):
    """What can be shown, found and compared."""

    def item(self, item_id: str, viewer: str | None) -> Item:
        """Return one item; raises :class:`NoSuchItem` when the viewer cannot see it."""
        ...

    def items(self, ids: Iterable[str], viewer: str | None) -> list[Item]:
        """Return the visible ones among ``ids``, in the order asked for."""
        ...

    def nearest(
        self,
        vector: Array,
        kind: Kind,
        k: int,
        viewer: str | None,
        exclude: Collection[str] = NOBODY,
        origins: Origins = "all",
    ) -> list[Scored]:
        """Return up to ``k`` visible items by cosine with ``vector`` (d,), best first.

        ``origins`` keeps only what people made, or only what was edited and created. The vector
        need not have length one. Raises ValueError for one of another dimension, with NaN, or all
        zero.
        """
        ...

    def neighbours(
        self, vectors: Mapping[str, Array], kind: Kind, k: int, viewer: str | None
    ) -> dict[str, frozenset[str]]:
        """Return id → the ids of the ``k`` visible items nearest to it, itself left out.

        ``vectors`` are what :meth:`vectors` returned of these items.
        """
        ...

    def vectors(
        self, item_ids: Iterable[str], kind: Kind, viewer: str | None
    ) -> dict[str, NDArray[np.float32]]:
        """Return id → unit embedding (d,) for those that are visible and have one."""
        ...

    def frames(self, item_id: str, viewer: str | None) -> FrameVectors | None:
        """Return the frame embeddings, or ``None`` when there are none (or no such item)."""
        ...

    def shots(self, item_id: str, viewer: str | None) -> tuple[Span, ...]:
        """Return the shots in order, empty when unknown (or no such item)."""
        ...

    def add(
        self,
        item: Item,
        *,
        visual: Array | None = None,
        text: Array | None = None,
        frames: Array | None = None,
        times: Array | None = None,
        shots: Sequence[Span] = (),
        attributes: Mapping[str, str] = EMPTY,
        sha256: str = "",
        source: str = "",
    ) -> None:
        """Take an item in with its embeddings: ``visual`` (d,), ``text`` (d,), ``frames`` (n, d).

        All or nothing. ``sha256`` and ``source`` (where the file came from) are for finding
        duplicates. Raises :class:`BadRequest` when the id is taken, ValueError when the arrays
        do not fit together.
        """
        ...

    def remove(self, item_id: str) -> None:
        """Make an item invisible to everybody, for good. The caller checks whose it is.

        Raises :class:`NoSuchItem` when it is unknown or was removed before. Files stay.
        """
        ...

    def popular(self, k: int, viewer: str | None, origins: Origins = "all") -> list[Scored]:
        """Return up to ``k`` visible items by what others think; in a tie the newer first.

        A score is the number of people who like an item less those who do not, without the
        viewer and without what was taken back.
        """
        ...

    def count(self, viewer: str | None) -> int:
        """Return how many items are visible."""
        ...


def no_such_item(item_id: str) -> NoSuchItem:
    """Return the one error for an item that is unknown, gone or somebody else's."""
    return NoSuchItem(f"There is no item {item_id[:40]!r} here (any more); pick another one.")


def unit(vector: Array, dimension: int | None = None) -> NDArray[np.float32]:
    """Return ``vector`` (d,) with length one; raises ValueError when that cannot be."""
    flat = np.asarray(vector, dtype=np.float32)
    if flat.ndim != 1 or (dimension is not None and flat.size != dimension):
        want = "(d,)" if dimension is None else f"({dimension},)"
        raise ValueError(f"got a vector of shape {flat.shape}, expected {want}")
    length = float(np.linalg.norm(flat))
    if not np.isfinite(length) or length < 1e-12:
        raise ValueError(f"got a vector of length {length}, expected a finite one above zero")
    return flat / np.float32(length)


def check_embeddings(
    visual: Array | None,
    text: Array | None,
    frames: Array | None,
    times: Array | None,
    dimension: int | None,
) -> dict[str, NDArray[np.float32]]:
    """Return the given embeddings by kind, as ``add`` takes them; raises ValueError on a misfit.

    ``dimension`` is that of the vectors already there, ``None`` while there are none.
    """
    found = {
        kind: unit(vector)[None]
        for kind, vector in (("visual", visual), ("text", text))
        if vector is not None
    }
    if (frames is None) != (times is None):
        raise ValueError("got frames without times or the other way round, expected both")
    if frames is not None and times is not None and len(times):
        if frames.ndim != 2 or len(frames) != len(times) or not np.isfinite(frames).all():
            raise ValueError(
                f"got frames {frames.shape}, {len(times)} times: expected finite (n, d) and (n,)"
            )
        found["frames"] = np.asarray(frames, dtype=np.float32)
    sizes = {kind: matrix.shape[1] for kind, matrix in found.items()}
    if len({dimension or next(iter(sizes.values()), None), *sizes.values()}) > 1:
        raise ValueError(
            f"got embeddings of dimensions {sizes}, expected {dimension or 'the same'}"
        )
    return found


class MemoryCatalogue:
    """A catalogue in memory: exact search, nothing kept. For tests and demos."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._vectors: dict[str, dict[str, NDArray[np.float32]]] = {}
        self._times: dict[str, NDArray[np.float64]] = {}
        self._shots: dict[str, tuple[Span, ...]] = {}
        self._likes: dict[str, float] = {}
        self._lock = threading.RLock()

    def item(self, item_id: str, viewer: str | None) -> Item:
        """See :meth:`Catalogue.item`."""
        found = self._items.get(item_id)
        if found is None or found.owner not in (None, viewer):
            raise no_such_item(item_id)
        return found

    def items(self, ids: Iterable[str], viewer: str | None) -> list[Item]:
        """See :meth:`Catalogue.items`."""
        return [self._items[item_id] for item_id in ids if self._sees(item_id, viewer)]

    def nearest(
        self,
        vector: Array,
        kind: Kind,
        k: int,
        viewer: str | None,
        exclude: Collection[str] = NOBODY,
        origins: Origins = "all",
    ) -> list[Scored]:
        """See :meth:`Catalogue.nearest`."""
        with self._lock:
            ids = [i for i in self._items if i not in exclude and self._of(i, origins)]
            found = self.vectors(ids, kind, viewer)
        query = unit(vector, next((v.size for v in found.values()), None))
        return _best(((i, float(v @ query)) for i, v in found.items()), k, lambda i: i)

    def neighbours(
        self, vectors: Mapping[str, Array], kind: Kind, k: int, viewer: str | None
    ) -> dict[str, frozenset[str]]:
        """See :meth:`Catalogue.neighbours`."""
        return {
            item_id: frozenset(
                hit.item_id for hit in self.nearest(vector, kind, k, viewer, {item_id})
            )
            for item_id, vector in vectors.items()
        }

    def vectors(
        self, item_ids: Iterable[str], kind: Kind, viewer: str | None
    ) -> dict[str, NDArray[np.float32]]:
        """See :meth:`Catalogue.vectors`."""
        return {
            item_id: self._vectors[item_id][kind][0]
            for item_id in item_ids
            if self._sees(item_id, viewer) and kind in self._vectors[item_id]
        }

    def frames(self, item_id: str, viewer: str | None) -> FrameVectors | None:
        """See :meth:`Catalogue.frames`."""
        if not self._sees(item_id, viewer) or "frames" not in self._vectors[item_id]:
            return None
        matrix = self._vectors[item_id]["frames"]
        return FrameVectors(embeddings=matrix, times=self._times[item_id])

    def shots(self, item_id: str, viewer: str | None) -> tuple[Span, ...]:
        """See :meth:`Catalogue.shots`."""
        return self._shots[item_id] if self._sees(item_id, viewer) else ()

    def add(
        self,
        item: Item,
        *,
        visual: Array | None = None,
        text: Array | None = None,
        frames: Array | None = None,
        times: Array | None = None,
        shots: Sequence[Span] = (),
        attributes: Mapping[str, str] = EMPTY,
        sha256: str = "",
        source: str = "",
    ) -> None:
        """See :meth:`Catalogue.add`. Attributes, hash and source are not kept."""
        with self._lock:
            known = next((m.shape[1] for v in self._vectors.values() for m in v.values()), None)
            vectors = check_embeddings(visual, text, frames, times, known)
            if item.id in self._items:
                raise BadRequest(f"The id {item.id!r} is taken; give the item a new one.")
            self._vectors[item.id] = vectors
            self._times[item.id] = np.asarray(() if times is None else times, dtype=np.float64)
            self._shots[item.id] = tuple((float(start), float(end)) for start, end in shots)
            self._items[item.id] = item

    def remove(self, item_id: str) -> None:
        """See :meth:`Catalogue.remove`."""
        with self._lock:
            if self._items.pop(item_id, None) is None:
                raise no_such_item(item_id)

    def like(self, item_id: str, weight: float = 1.0) -> None:
        """Count a like (or with -1 a dislike), as the real store does from feedback."""
        self._likes[item_id] = self._likes.get(item_id, 0.0) + weight

    def popular(self, k: int, viewer: str | None, origins: Origins = "all") -> list[Scored]:
        """See :meth:`Catalogue.popular`."""
        with self._lock:
            seen = [i for i in self._items if self._sees(i, viewer) and self._of(i, origins)]
            scored = ((i, self._likes.get(i, 0.0)) for i in seen)
            return _best(scored, k, lambda i: (-self._items[i].created_at, i))

    def count(self, viewer: str | None) -> int:
        """See :meth:`Catalogue.count`."""
        with self._lock:
            return sum(self._sees(item_id, viewer) for item_id in self._items)

    def _of(self, item_id: str, origins: Origins) -> bool:
        made = self._items[item_id].origin != "uploaded"
        return origins == "all" or made == (origins == "made")

    def _sees(self, item_id: str, viewer: str | None) -> bool:
        item = self._items.get(item_id)
        return item is not None and item.owner in (None, viewer)


def _best(
    scored: Iterable[tuple[str, float]], k: int, tie: Callable[[str], object]
) -> list[Scored]:
    ranked = sorted(scored, key=lambda pair: (-pair[1], tie(pair[0])))
    return [Scored(item_id, score) for item_id, score in ranked[: max(k, 0)]]
