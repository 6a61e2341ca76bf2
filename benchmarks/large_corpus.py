"""A corpus of any size whose vectors lie as real ones do, in a store of its own, kept for later.

Looks: each item is a real photo's embedding (``photos`` below DIR) moved some way towards another
of the same label and shaken a little: dense clusters, near-duplicates and loners, as in a corpus of
clips. Independent Gaussian vectors would have no neighbours to speak of, and an index behaves
differently on them. Words: titles are put together from the photos' captions and labels, and
encoded as titles are. Without DIR, made-up sentences stand in for photos and captions.

The recommender is one of factors with the statistics of a trained one: factors learnt from the
interactions in DIR (``tiktok``), each shaken into as many items as it takes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column

from app.people import FILE
from app.settings import Settings
from app.store.embeddings import HALF
from app.store.schema import Base, EmbeddingRow, ItemRow
from app.store.store import Store
from app.wiring import build_encoder
from benchmarks.retrieval import WORDS
from models.encode.encoder import Encoder
from models.recommend.factors import Factors
from models.recommend.saved import Saved, save

BLOCK = 8192
MOVED, SHAKEN = 0.6, 0.2
"""How far, at most, an item goes towards another of its label, and the length of the noise beside
a unit vector.
"""

PHOTOS = 8192
"""Photos that a corpus grows from; more make it more varied and take longer to encode."""

DIMENSIONS = 64
"""Of the recommender."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """What a corpus grows from: unit vectors (n, d) of photos, a label and words for each."""

    vectors: Matrix
    labels: NDArray[np.str_]
    words: tuple[str, ...]


def seeds(folder: Path | None, encoder: Encoder, cache: Path, most: int = PHOTOS) -> Seeds:
    """Encode ``most`` photos below ``folder`` and keep them in ``cache`` (all: 20 minutes)."""
    if folder is None:
        words = [" ".join(w) for w in zip(*_mixed(4096), strict=True)]
        labels = np.array([line.split()[2] for line in words])
        return Seeds(vectors=encoder.texts(words), labels=labels, words=tuple(words))
    file = cache / f"photos-{most}.npz"
    if not file.is_file():
        vectors, labels, captions = _photos(folder / "photos", encoder, most)
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(file, vectors=vectors.astype(HALF), labels=labels, captions=captions)
    kept = np.load(file, allow_pickle=False)
    vectors = kept["vectors"].astype(np.float32)
    words = tuple(
        str(caption or label)
        for caption, label in zip(kept["captions"], kept["labels"], strict=True)
    )
    return Seeds(vectors=_unit(vectors), labels=kept["labels"], words=words)


def _mixed(count: int) -> list[list[str]]:
    rng = np.random.default_rng(0)
    return [[str(word) for word in rng.choice(part, count)] for part in WORDS]


def _photos(
    folder: Path, encoder: Encoder, most: int
) -> tuple[Matrix, NDArray[np.str_], NDArray[np.str_]]:
    from models.train.photos import decode, rows

    vectors, pictures = [], []
    labels, captions = [], []
    for row in islice(rows(folder, "train"), most):
        pictures.append(decode(row["image"], encoder.side))
        labels.append((row["label"] or "").lower())
        captions.append((row["captions"] or [""])[0])
        if len(pictures) == 512:
            vectors.append(encoder.images(np.stack(pictures)))
            pictures.clear()
    if pictures:
        vectors.append(encoder.images(np.stack(pictures)))
    return np.concatenate(vectors), np.array(labels), np.array(captions)


def looks(grown_from: Seeds, count: int, seed: int = 0) -> Iterator[Matrix]:
    """Yield unit vectors of ``count`` items, a block at a time; a prefix is the smaller corpus."""
    # Photos in order of their labels: those of one label are a stretch, one without is alone.
    order = np.argsort(grown_from.labels, kind="stable")
    _, first, size = np.unique(grown_from.labels[order], return_index=True, return_counts=True)
    stretch = np.repeat(np.arange(len(size)), size)
    for start in range(0, count, BLOCK):
        rng = np.random.default_rng([seed, start])
        at = rng.integers(0, len(order), BLOCK)
        other = first[stretch[at]] + rng.integers(0, 1 << 31, BLOCK) % size[stretch[at]]
        other = np.where(grown_from.labels[order[at]] == "", at, other)
        share = rng.uniform(0, MOVED, (BLOCK, 1)).astype(np.float32)
        rows = (1 - share) * grown_from.vectors[order[at]] + share * grown_from.vectors[
            order[other]
        ]
        noise = rng.standard_normal(rows.shape, np.float32)
        yield _unit(_unit(rows) + SHAKEN * _unit(noise))[: count - start]


def titles(grown_from: Seeds, count: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield titles of ``count`` items, a block at a time: two photos' words, and which take."""
    words = grown_from.words
    for start in range(0, count, BLOCK):
        rng = np.random.default_rng([seed, start])
        one, two = rng.integers(0, len(words), (2, BLOCK))
        size = min(BLOCK, count - start)
        yield [f"{words[one[k]]}, {words[two[k]]} {start + k}" for k in range(size)]


def item_ids(count: int) -> list[str]:
    """As long as real ids are."""
    return [f"{place:024x}" for place in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A filled home folder, and how long filling it and building its indexes took (seconds)."""

    home: Path
    count: int
    filled: float
    indexed: float


def corpus(grown_from: Seeds, count: int, cache: Path, factors: Factors) -> Corpus:
    """Fill a store with ``count`` items, build its indexes and put a recommender beside it."""
    home = cache / f"home-{count}"
    settings = Settings(home=home, corpus=home / "no-corpus")
    told = home / "whole.txt"
    if not told.is_file():
        began = time.perf_counter()
        encoder = build_encoder(settings)
        with Store(settings) as store:
            _fill(store, encoder, grown_from, count)
            filled = time.perf_counter() - began
            began = time.perf_counter()
            store.catalogue(encoder.name).warm()
            indexed = time.perf_counter() - began
        save(Saved(model=grown(factors, count), items=tuple(item_ids(count))), home / FILE)
        told.write_text(f"{filled} {indexed}")
    filled, indexed = map(float, told.read_text().split())
    return Corpus(home=home, count=count, filled=filled, indexed=indexed)


def _fill(store: Store, encoder: Encoder, grown_from: Seeds, count: int) -> None:
    """Blocks that are there already, from a run that was cut off, are left as they are."""
    ids, now, start = item_ids(count), time.time(), 0
    there = store.items.count(None)
    for shown, said in zip(looks(grown_from, count), titles(grown_from, count), strict=True):
        names = ids[start : start + len(said)]
        start += len(said)
        if start <= there:
            continue
        texts = encoder.texts(said)
        # Seconds apart: the order by age is one of the things that are asked of a store.
        items = [
            _row(ItemRow, ITEM | {"id": item_id, "title": title, "created_at": now - count + at})
            for at, (item_id, title) in enumerate(zip(names, said, strict=True), start - len(said))
        ]
        vectors = [
            _row(
                EmbeddingRow,
                VECTOR
                | {"item_id": i, "encoder": encoder.name, "kind": kind, "vectors": v.tobytes()},
            )
            for kind, matrix in (("visual", shown), ("text", texts))
            for i, v in zip(names, matrix.astype(HALF), strict=True)
            if v.any()
        ]
        with store.database.write() as session:
            for table, rows in ((ItemRow, items), (EmbeddingRow, vectors)):
                session.connection().exec_driver_sql(_insert(table), rows)


ITEM = {
    "media": "none.mp4", "duration": 8.0, "width": 64, "height": 64, "has_audio": 0,
    "thumbnail": None, "origin": "uploaded", "declared": "unknown", "description": "",
    "tags": "[]", "licence": "", "parents": "[]", "owner": None, "sha256": "", "source": "",
    "state": "active", "attributes": "{}", "shots": "[]",
}  # fmt: skip
VECTOR = {"n": 1, "dim": 256, "times": None}


def _row(table: type[Base], values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(values[column.name] for column in _columns(table))


def _insert(table: type[Base]) -> str:
    """The statement for the driver itself: checking a million rows takes longer than writing."""
    names = [column.name for column in _columns(table)]
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table.__tablename__} ({', '.join(names)}) VALUES ({marks})"


def _columns(table: type[Base]) -> list[Column[object]]:
    """All but a key that the database counts itself."""
    return [one for one in table.__table__.columns if one.name != "id" or table is ItemRow]


def learnt(folder: Path | None, cache: Path) -> Factors:
    """Factors trained on the interactions in ``folder``, or drawn where there are none."""
    if folder is None:
        rng = np.random.default_rng(5)
        rows = rng.normal(0, 0.1, (4096, DIMENSIONS)).astype(np.float32)
        count = rng.geometric(0.1, len(rows)).astype(np.float32)
        return Factors(name="drawn", users=rows[:1], items=rows, folding=rows, popularity=count)
    file = cache / "factors.safetensors"
    if not file.is_file():
        from models.recommend import bpr
        from models.recommend.splits import read_split

        train, val, _ = read_split(folder / "tiktok")
        bpr.fit(train, val).save(file)
    return Factors.load(file)


def grown(factors: Factors, count: int, seed: int = 2) -> Factors:
    """As many items as it takes, each one of the given ones, shaken by a third of its length."""
    rng = np.random.default_rng(seed)
    at = rng.integers(0, len(factors.items), count)
    items = factors.items[at]
    length = np.linalg.norm(items, axis=1, keepdims=True)
    items = items + length / 3 * _unit(rng.standard_normal(items.shape, np.float32))
    return Factors(
        name=factors.name,
        users=factors.users[:1],
        items=items,
        folding=factors.folding[at],
        popularity=factors.popularity[at],
    )


def _unit(rows: Matrix) -> Matrix:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), dtype=np.float32)
