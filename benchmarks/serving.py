"""One re-ranking at ten thousand, a hundred thousand and a million items, beside exact numpy.

``python -m benchmarks.serving --data DIR [--items N …] [--cache DIR] [--json FILE]``. Corpora
are made once (:mod:`benchmarks.large_corpus`) and kept below ``--cache``; a million items take some
gigabytes there and, on a quiet core, a quarter of an hour. For each size, in a process of its own:

- *feed*: what the app does after a like, whole: read what the visitor did, fold it into a taste and
  into the recommender, find candidates by looks, by words and by people, fuse, filter, look up,
  diversify, say why. SQLite, as installed;
- *candidates*: the part of it that exact search does as well: the hundred best of each, of what
  the visitor may see;
- *indexes*: the same from all there is, without asking the store who may see it: like for like;
- *exact numpy*: two products with all vectors and one with all of the recommender's, the hundred
  best of each, fused: no store, no filter, no reasons.

Times are those of one thread on the clock and of its processor; where neighbours are busy the
second says more, and the ratios are of that. Recall is the share of the true hundred best.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from agents.retrieve.people import People
from agents.retrieve.retriever import RANK_OFFSET
from agents.retrieve.taste import Taste
from app.runtime import Runtime
from app.settings import Settings
from app.store.catalogue import StoreCatalogue
from app.store.embeddings import HALF
from app.store.schema import EmbeddingRow
from app.tastes import Tastes
from app.wiring import build_encoder
from benchmarks.harness import Row, arguments, report, table
from benchmarks.large_corpus import Corpus, corpus, learnt, seeds
from models.domain import Feedback
from models.recommend.recommender import Recommender
from models.recommend.shortlist import Everything

SIZES = (10_000, 100_000, 1_000_000)
VISITORS, K, FEED = 100, 100, 12
INTERESTS, LIKES, DISLIKES = 3, 12, 3
CACHE = Path("runs/serving")
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """All there is to look at, in the order of the keys: (n, d) by kind, and the recommender."""

    matrices: dict[str, Matrix]
    keys: tuple[NDArray[np.int64], NDArray[np.int64]]
    ids: tuple[list[str], list[str]]
    model: Recommender
    names: list[str]

    def best(self, taste: Taste, liked: dict[int, float]) -> list[list[str]]:
        """Return the hundred best by looks, by words and by people."""
        found = []
        for matrix, ids, vector in zip(
            self.matrices.values(), self.ids, (taste.history, taste.words), strict=True
        ):
            found.append([ids[at] for at in _top(matrix @ vector)])
        scores = np.array(self.model.fold_in(list(liked), list(liked.values())))
        scores[list(liked)] = -np.inf
        found.append([self.names[at] for at in _top(scores)])
        return found


def _top(scores: Matrix) -> NDArray[np.int64]:
    top = np.argpartition(-scores, K)[:K]
    return np.asarray(top[np.argsort(-scores[top])])


def fused(lists: Sequence[Sequence[str]]) -> list[str]:
    """Reciprocal ranks added up, best first (Cormack et al. 2009), as the retriever does."""
    scores: dict[str, float] = {}
    for ranked in lists:
        for rank, item_id in enumerate(ranked):
            scores[item_id] = scores.get(item_id, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(scores, key=lambda item_id: -scores[item_id])[:FEED]


def measure(made: Corpus) -> list[Row]:
    """The rows of one size, in a fresh process: what memory it takes is part of it."""
    runtime = Runtime(Settings(home=made.home, corpus=made.home / "no-corpus", threads=1))
    runtime.ready = True
    tastes, engine = Tastes(runtime), runtime.engine
    base = _resident()
    engine.catalogue.warm()
    indexes = _resident() - base
    engine.people.refresh()
    people = engine.people.people
    assert people is not None
    recommender = _resident() - base - indexes
    rng = np.random.default_rng(11)
    users = [_visitor(runtime, made.count, rng) for _ in range(VISITORS)]
    for user in users[:5]:
        tastes.feed(user, FEED)
    whole = _whole(runtime, people)
    rows = _timed(runtime, tastes, people, whole, users, rng)
    return [
        {"items": made.count} | row | {"index MB": None, "people MB": None, "built s": None}
        for row in rows[:-1]
    ] + [
        {"items": made.count}
        | rows[-1]
        | {"index MB": indexes, "people MB": recommender, "built s": made.indexed}
    ]


def _visitor(runtime: Runtime, count: int, rng: np.random.Generator) -> str:
    """Somebody with a few interests, who liked some of the clips around each."""
    user, _ = runtime.store.users.create()
    catalogue = runtime.engine.catalogue
    acts: list[tuple[str, str]] = []
    for seed in rng.integers(0, count, rng.integers(1, INTERESTS + 1)):
        vectors = catalogue.vectors([f"{seed:024x}"], "visual", None)
        for vector in vectors.values():
            near = [hit.item_id for hit in catalogue.nearest(vector, "visual", 50, None)]
            chosen = rng.permutation(near)[: rng.integers(1, LIKES // INTERESTS + 1)]
            acts += [(str(item_id), "like") for item_id in chosen]
    for at in rng.integers(0, count, rng.integers(0, DISLIKES + 1)):
        acts.append((f"{at:024x}", "dislike"))
    now = time.time()
    for place, (item_id, kind) in enumerate(acts):
        at = now - 86400.0 * (len(acts) - place)
        runtime.store.feedback.add(Feedback(user=user, item=item_id, kind=kind, at=at))  # type: ignore[arg-type]
    return user


def _whole(runtime: Runtime, people: People) -> Exact:
    matrices, keys, ids = {}, [], []
    encoder = runtime.engine.encoder
    for kind in ("visual", "text"):
        query = (
            select(EmbeddingRow.id, EmbeddingRow.item_id, EmbeddingRow.vectors)
            .where(EmbeddingRow.encoder == encoder.name, EmbeddingRow.kind == kind)
            .order_by(EmbeddingRow.id)
        )
        names: list[str] = []
        known: list[int] = []
        rows = np.empty((runtime.engine.catalogue.count(None), encoder.dimensions), np.float32)
        with runtime.store.database.read() as session:
            for key, item_id, data in session.execute(query.execution_options(yield_per=4096)):
                rows[len(names)] = np.frombuffer(data, HALF)
                names.append(item_id)
                known.append(key)
        matrices[kind] = rows[: len(names)]
        keys.append(np.array(known, np.int64))
        ids.append(names)
    names = [f"{place:024x}" for place in range(len(people))]
    return Exact(
        matrices=matrices,
        keys=(keys[0], keys[1]),
        ids=(ids[0], ids[1]),
        model=people.model,
        names=names,
    )


def _timed(
    runtime: Runtime,
    tastes: Tastes,
    people: People,
    whole: Exact,
    users: Sequence[str],
    rng: np.random.Generator,
) -> list[Row]:
    catalogue = runtime.engine.catalogue
    spent: dict[str, list[tuple[float, float]]] = {}
    recalls: list[list[float]] = []
    same: list[float] = []
    for user in users:
        # A like just before: nothing that was worked out for the last list is true any more.
        liked = tastes.of(user).liked
        again = liked[int(rng.integers(len(liked)))]
        tastes.feedback(user, again, "like", None)
        _clocked(spent, "feed", lambda user=user: tastes.feed(user, FEED))  # type: ignore[misc]
        taste = tastes.of(user)
        known = people._known(taste.weights)

        def candidates(taste: Taste = taste, user: str = user) -> list[list[str]]:
            hidden = {*taste.liked, *taste.disliked}
            looks = catalogue.nearest(taste.history, "visual", K, user, hidden)  # type: ignore[arg-type]
            reads = catalogue.nearest(taste.words, "text", K, user, hidden)  # type: ignore[arg-type]
            return [
                [hit.item_id for hit in looks],
                [hit.item_id for hit in reads],
                list(people.scores(taste.weights, K)),
            ]

        found = _clocked(spent, "candidates", lambda: fused(candidates()))
        _clocked(
            spent,
            "indexes",
            lambda taste=taste, known=known: fused(
                _indexed(catalogue, people, taste, known, whole)
            ),  # type: ignore[misc]
        )
        exact = _clocked(
            spent,
            "exact numpy",
            lambda taste=taste, known=known: fused(whole.best(taste, known)),  # type: ignore[misc]
        )
        same.append(len({*found} & {*exact}) / FEED)
        recalls.append(_recall(catalogue, people, taste, known, whole))
    base = _cpu(spent["exact numpy"])
    shares = np.mean(recalls, axis=0)
    rows: list[Row] = []
    for name, times in spent.items():
        wall = 1000 * np.array([one for one, _ in times])
        mine = name == "candidates"
        rows.append(
            {
                "what": name,
                "p50 ms": float(np.median(wall)),
                "p99 ms": float(np.quantile(wall, 0.99)),
                "cpu p50": 1000 * _cpu(times),
                "cpu p99": 1000 * float(np.quantile([cpu for _, cpu in times], 0.99)),
                "× faster": base / _cpu(times),
                "looks": float(shares[0]) if mine else None,
                "words": float(shares[1]) if mine else None,
                "people": float(shares[2]) if mine else None,
            }
        )
    return rows


def _indexed(
    catalogue: StoreCatalogue, people: People, taste: Taste, known: dict[int, float], whole: Exact
) -> list[list[str]]:
    """The hundred best of each index, nothing left out."""
    found = []
    asked = (("visual", taste.history), ("text", taste.words))
    for (kind, vector), keys, ids in zip(asked, whole.keys, whole.ids, strict=True):
        assert vector is not None
        hits = catalogue.index(kind).search(vector / np.linalg.norm(vector), K)  # type: ignore[arg-type]
        places = np.searchsorted(keys, [hit.key for hit in hits])
        found.append([ids[place] for place in places])
    best = people.shortlist.best(list(known), list(known.values()), K)
    found.append([whole.names[at] for at in best.positions])
    return found


def _recall(
    catalogue: StoreCatalogue,
    people: People,
    taste: Taste,
    known: dict[int, float],
    whole: Exact,
) -> list[float]:
    """Share of the true hundred best that is found: by looks, by words, by people."""
    looks, words, _ = whole.best(taste, known)
    found = [
        {hit.item_id for hit in catalogue.nearest(taste.history, "visual", K, None)},
        {hit.item_id for hit in catalogue.nearest(taste.words, "text", K, None)},
    ]
    shares = [len(one & {*true}) / K for one, true in zip(found, (looks, words), strict=True)]
    liked, weights = list(known), list(known.values())
    true = Everything(people.model).best(liked, weights, K)
    best = people.shortlist.best(liked, weights, K)
    return [*shares, len({*best.positions.tolist()} & {*true.positions.tolist()}) / K]


def _clocked(
    spent: dict[str, list[tuple[float, float]]],
    name: str,
    work: Callable[[], list],  # type: ignore[type-arg]
) -> list:  # type: ignore[type-arg]
    wall, cpu = time.perf_counter(), time.thread_time()
    found = work()
    spent.setdefault(name, []).append((time.perf_counter() - wall, time.thread_time() - cpu))
    return found


def _cpu(times: Sequence[tuple[float, float]]) -> float:
    return float(np.median([cpu for _, cpu in times]))


def _resident() -> float:
    """MB of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def serving(data: Path | None, sizes: Sequence[int], cache: Path) -> list[Row]:
    """Make what is not there yet and measure each size."""
    encoder = build_encoder(Settings(home=cache / "none", corpus=cache / "none"))
    grown_from, factors = seeds(data, encoder, cache), learnt(data, cache)
    rows: list[Row] = []
    for count in sizes:
        made = corpus(grown_from, count, cache, factors)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows += pool.apply(measure, (made,))
        print(table(rows), flush=True)
    return rows


NOTES = (
    "feed: the whole of what the app does; candidates: a hundred of each, of what may be",
    "seen; indexes: the same of all there is; exact numpy: three products and the best of each",
    "looks, words, people: recall@100 of exact search by each",
    "index MB: both indexes of vectors; people MB: the recommender with its index; as resident",
)


def main() -> None:
    parser = arguments(__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--items", type=int, nargs="+", default=SIZES)
    parser.add_argument("--cache", type=Path, default=CACHE)
    args = parser.parse_args()
    rows = serving(args.data, args.items, args.cache)
    report("One re-ranking", rows, args.json, NOTES)


if __name__ == "__main__":
    main()
