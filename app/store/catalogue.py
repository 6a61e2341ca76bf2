"""The agents' catalogue over the store: items and embeddings as rows, neighbours from an index."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from agents.retrieve.catalogue import (
    NOBODY,
    Array,
    FrameVectors,
    Kind,
    Scored,
    Span,
    check_embeddings,
    no_such_item,
    unit,
)
from app.store.database import Database
from app.store.embeddings import Embeddings
from app.store.items import Items, visible
from app.store.schema import InteractionRow, ItemRow
from app.store.standing import HEAD, Standing, of_others, score
from app.store.vectors import Hit, VectorIndex
from models.domain import EMPTY, Item, Origins


class StoreCatalogue:
    """See :class:`agents.retrieve.catalogue.Catalogue` for what each method promises.

    ``encoder`` is the name and version of the encoder whose vectors these are; catalogues of two
    encoders may live side by side over the same items.
    """

    def __init__(
        self, database: Database, items: Items, encoder: str, folder: Path, threads: int = 1
    ) -> None:
        self._database, self._items = database, items
        self._embeddings = Embeddings(database, encoder)
        self._standing = Standing(database)
        self._dimension: int | None = None
        slug = re.sub(r"[^\w.@-]+", "-", encoder)
        for old in folder.glob("*.usearch"):  # of the library before: nobody would ever purge them
            old.unlink(missing_ok=True)
        self._indexes = {
            kind: VectorIndex(folder / f"{slug}-{kind}.faiss", self._embeddings, kind, threads)
            for kind in ("visual", "text")
        }

    def item(self, item_id: str, viewer: str | None) -> Item:
        """Return one item."""
        found = self._items.get([item_id], viewer).get(item_id)
        if found is None:
            raise no_such_item(item_id)
        return found

    def items(self, ids: Iterable[str], viewer: str | None) -> list[Item]:
        """Return the visible ones among ``ids``, in the order asked for."""
        wanted = list(ids)
        found = self._items.get(wanted, viewer)
        return [found[item_id] for item_id in wanted if item_id in found]

    def nearest(
        self,
        vector: Array,
        kind: Kind,
        k: int,
        viewer: str | None,
        exclude: Collection[str] = NOBODY,
        origins: Origins = "all",
    ) -> list[Scored]:
        """Return up to ``k`` visible items by cosine with ``vector``, best first."""
        index = self._indexes[kind]
        index.refresh()
        query = unit(vector, index.dimension)
        if k <= 0:
            return []
        # Candidates come unfiltered: ask for a few more, then for many more, then look at all. Most
        # items are everybody's, and looking up who may see them takes longer than finding them.
        count = k + len(exclude) + 32
        while count < len(index) // 4:
            hits = index.search(query, count)
            names = self._embeddings.visible_keys(kind, viewer, [hit.key for hit in hits], origins)
            if len(found := _named(hits, names, exclude)) >= k:
                return found[:k]
            count *= 4
        names = self._embeddings.visible_keys(kind, viewer, origins=origins)
        keys = [key for key, item_id in names.items() if item_id not in exclude]
        return _named(index.rank(query, keys, k), names, NOBODY)

    def neighbours(
        self, vectors: Mapping[str, Array], kind: Kind, k: int, viewer: str | None
    ) -> dict[str, frozenset[str]]:
        """Return id → the ids of the ``k`` visible items nearest to it."""
        index = self._indexes[kind]
        index.refresh()
        if not vectors or k <= 0:
            return {}
        every = index.search_each(np.stack(list(vectors.values())), 2 * (k + 1) + 16)
        keys = {hit.key for hits in every for hit in hits}
        names = self._embeddings.visible_keys(kind, viewer, list(keys))
        found: dict[str, frozenset[str]] = {}
        for (item_id, vector), hits in zip(vectors.items(), every, strict=True):
            near = _named(hits, names, {item_id})[:k]
            if len(near) < k:  # others' items were among them, or there are no more
                near = self.nearest(vector, kind, k, viewer, {item_id})
            found[item_id] = frozenset(one.item_id for one in near)
        return found

    def vectors(
        self, item_ids: Iterable[str], kind: Kind, viewer: str | None
    ) -> dict[str, NDArray[np.float32]]:
        """Return id → unit embedding (d,) for those that are visible and have one."""
        found = self._embeddings.of_items(list(dict.fromkeys(item_ids)), kind, viewer)
        return {item_id: matrix[0] for item_id, matrix in found.items()}

    def frames(self, item_id: str, viewer: str | None) -> FrameVectors | None:
        """Return the frame embeddings, or ``None``."""
        return self._embeddings.frames(item_id, viewer)

    def shots(self, item_id: str, viewer: str | None) -> tuple[Span, ...]:
        """Return the shots in order."""
        return self._items.shots(item_id, viewer)

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
        """Take an item in, with its embeddings, in one transaction."""
        matrices = self._checked(visual, text, frames, times)
        with self._database.write() as session:
            self._items.insert(
                session, item, shots=shots, attributes=attributes, sha256=sha256, source=source
            )
            self._insert(session, item.id, matrices, times)

    def lacking(self, kind: str) -> list[tuple[str, str | None]]:
        """Return (item id, owner) of the items without such vectors, oldest first."""
        return self._embeddings.lacking(kind)

    def embed(
        self,
        item_id: str,
        *,
        visual: Array | None = None,
        text: Array | None = None,
        frames: Array | None = None,
        times: Array | None = None,
        shots: Sequence[Span] = (),
    ) -> None:
        """Give an item that is here already these embeddings and shots, in place of others."""
        matrices = self._checked(visual, text, frames, times)
        with self._database.write() as session:
            self._items.set_shots(session, item_id, shots)
            self._embeddings.clear(session, item_id)
            self._insert(session, item_id, matrices, times)

    def reword(self, item: Item, text: Array | None) -> None:
        """Give an item that is here other words, and their embedding (d,), in one transaction."""
        matrices = self._checked(None, text, None, None)
        with self._database.write() as session:
            self._items.reword(session, item)
            self._embeddings.clear(session, item.id, "text")
            self._insert(session, item.id, matrices, None)

    def embedded(self, kind: Kind, viewer: str | None) -> list[str]:
        """Return the ids of the visible items that have such a vector, oldest first."""
        return list(self._embeddings.visible_keys(kind, viewer).values())

    def drop_others(self) -> int:
        """Forget the embeddings of every other encoder; return how many rows went."""
        return self._embeddings.drop_others()

    def _checked(
        self, visual: Array | None, text: Array | None, frames: Array | None, times: Array | None
    ) -> dict[str, NDArray[np.float32]]:
        self._dimension = self._dimension or self._embeddings.dimension()
        return check_embeddings(visual, text, frames, times, self._dimension)

    def _insert(
        self,
        session: Session,
        item_id: str,
        matrices: Mapping[str, NDArray[np.float32]],
        times: Array | None,
    ) -> None:
        for kind, matrix in matrices.items():
            at = np.asarray(times, dtype=np.float64) if kind == "frames" else None
            self._embeddings.insert(session, item_id, kind, matrix, at)

    def remove(self, item_id: str) -> None:
        """Make an item invisible to everybody, for good."""
        self._items.remove(item_id)

    def popular(self, k: int, viewer: str | None, origins: Origins = "all") -> list[Scored]:
        """See :meth:`agents.retrieve.catalogue.Catalogue.popular`."""
        if 0 < k <= HEAD // 2:
            found = self._standing.best(k, viewer, origins)
            if found is not None:
                return found
        query = (
            select(ItemRow.id, score())
            .outerjoin(InteractionRow, of_others(viewer))
            .where(visible(viewer, origins))
            .group_by(ItemRow.id)
            .order_by(score().desc(), ItemRow.created_at.desc(), ItemRow.id)
            .limit(max(k, 0))
        )
        with self._database.read() as session:
            return [Scored(item_id, float(likes)) for item_id, likes in session.execute(query)]

    def count(self, viewer: str | None) -> int:
        """Return how many items are visible."""
        return self._items.count(viewer)

    def index(self, kind: Kind) -> VectorIndex:
        """Return the index of one kind, which knows nothing of who may see what."""
        return self._indexes[kind]

    def purge(self) -> None:
        """Take vectors that are gone out of the indexes, in memory and on disk."""
        for index in self._indexes.values():
            index.purge()

    def warm(self) -> None:
        """Load or build the indexes now, so that the first search need not."""
        for index in self._indexes.values():
            index.refresh()

    def save(self) -> None:
        """Write the indexes to disk; what is not saved is rebuilt at the next start."""
        for index in self._indexes.values():
            index.save()


def _named(hits: list[Hit], names: Mapping[int, str], exclude: Collection[str]) -> list[Scored]:
    return [
        Scored(names[hit.key], hit.score)
        for hit in hits
        if hit.key in names and names[hit.key] not in exclude
    ]
