"""A whole retrieval turn among many items, beside an exact search in numpy.

``python -m benchmarks.retrieval [--data DIR] [--items N] [--turns N] [--json FILE]``. The store is
a fresh one with made-up items: titles are sentences (from ``*.jsonl`` and ``*.txt`` below DIR where
given, files about retrieval first), text vectors are theirs, visual vectors lie in clusters around
them. All of these take turns, each with a sentence of its own:

- *exact numpy*: encode the sentence, two matrix products over all items, the best hundred of each;
- *find*: encode, search twice, fuse, diversify, say why (``Retriever.find``);
- *turn*: what a visitor waits for: keep what they said, decide, find, keep the answer;
- *feed*: the twelve best of "For you";
- *like*: keep a like, learn from it and rank the feed anew.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.taste import Taste
from app.service import GeneRec
from app.settings import Settings
from benchmarks import harness
from models.domain import Guidance, Item, Shown
from models.encode.encoder import Encoder

AIM = 0.1
"""Seconds for half of the turns."""

TOPICS, BATCH, CARDS, FEED, TALK = 50, 500, 100, 12, 8
"""Clusters of looks, items a transaction, candidates, cards of a feed, turns of a talk."""

WORDS = (
    ("a small", "an old", "a happy", "a tired", "a colourful", "a quick", "a quiet", "a funny"),
    ("dog", "cat", "train", "surfer", "cook", "dancer", "child", "horse", "car", "bird", "boat"),
    ("running", "sleeping", "turning", "jumping", "waiting", "playing", "falling", "climbing"),
    ("at the beach", "in the snow", "in a kitchen", "by night", "on a mountain", "in the rain"),
)
Matrix = NDArray[np.float32]


def sentences(folder: Path | None) -> list[str]:
    """The lines of the texts below ``folder``, or made-up ones."""
    if folder is None:
        parts = [
            [a, b, c, d] for a in WORDS[0] for b in WORDS[1] for c in WORDS[2] for d in WORDS[3]
        ]
        return [" ".join(words) for words in parts]
    files = sorted([*folder.rglob("*.jsonl"), *folder.rglob("*.txt")])
    files = [file for file in files if "retrieve" in file.name] or files
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    found = [json.loads(line)["text"] if line.startswith("{") else line for line in lines]
    if not found:
        raise SystemExit(f'{folder} has no text: put *.jsonl (with "text") or *.txt files there')
    return list(dict.fromkeys(text[:200] for text in found))


def fill(service: GeneRec, titles: Sequence[str], items: int) -> dict[str, Matrix]:
    """Store ``items`` made-up items; return their vectors by kind, each (items, d)."""
    engine, rng = service.engine, np.random.default_rng(0)
    names = [f"{title} {k}" for k, title in zip(range(items), cycle(titles), strict=False)]
    text = engine.encoder.texts(names)
    topics = text[rng.integers(0, items, TOPICS)]
    looks = topics[rng.integers(0, TOPICS, items)] + 0.5 * text
    looks += rng.normal(0.0, 0.5 / np.sqrt(text.shape[1]), text.shape).astype(np.float32)
    looks /= np.linalg.norm(looks, axis=1, keepdims=True)
    for start in range(0, items, BATCH):
        with service.store.together():
            for k in range(start, min(start + BATCH, items)):
                item = Item(id=f"made-{k}", title=names[k], media=Path("none.mp4"), duration=8.0)
                said = text[k] if text[k].any() else None
                engine.catalogue.add(item, visual=looks[k], text=said)
    engine.catalogue.warm()
    return {"text": text, "visual": looks}


def exact(encoder: Encoder, matrices: dict[str, Matrix], sentence: str, k: int) -> list[list[int]]:
    """The rows of the ``k`` nearest of each kind, best first, by looking at all."""
    query = encoder.texts([sentence])[0]
    best = []
    for matrix in matrices.values():
        scores = matrix @ query
        top = np.argpartition(-scores, min(k, len(scores) - 1))[:k]
        best.append(top[np.argsort(-scores[top])].tolist())
    return best


def agreement(service: GeneRec, matrices: dict[str, Matrix], queries: Sequence[str]) -> float:
    """Share of the true ten nearest items that the index finds as well."""
    found = []
    encoder, catalogue = service.engine.encoder, service.engine.catalogue
    for sentence in queries:
        query = encoder.texts([sentence])[0]
        if not query.any():
            continue
        hits = {hit.item_id for hit in catalogue.nearest(query, "visual", 10, None)}
        true = exact(encoder, {"visual": matrices["visual"]}, sentence, 10)[0]
        found.append(len(hits & {f"made-{row}" for row in true}) / len(true))
    return statistics.mean(found)


class Visitor:
    """Somebody who talks to the service and likes what comes."""

    def __init__(self, service: GeneRec) -> None:
        self.service = service
        self.user, _ = service.visitor(None)
        self.shown: list[str] = []
        self.answered = 0
        self._turns = count()

    def ask(self, sentence: str) -> None:
        """Say one sentence; a new talk begins every few turns, as people do."""
        if next(self._turns) % TALK == 0:
            self.talk = self.service.new_conversation(self.user)
        said = f"show me {sentence}"
        events = list(self.service.respond(self.user, self.talk, said, (), threading.Event()))
        cards = [card.item.id for e in events if isinstance(e, Shown) for card in e.cards]
        self.answered += bool(cards)
        self.shown = cards or self.shown

    def feed(self) -> None:
        """Look at the feed."""
        self.service.feed(self.user, FEED)

    def like(self) -> None:
        """Like the first card of the last answer, then look at the taste and the feed anew."""
        if self.shown:
            self.service.feedback(self.user, self.shown[0], "like", None)
        self.service.taste(self.user)
        self.feed()


def measure(
    service: GeneRec, matrices: dict[str, Matrix], queries: Sequence[str]
) -> list[dict[str, object]]:
    visitor, engine = Visitor(service), service.engine

    def each() -> Iterator[str]:
        return cycle(queries)

    streams = {name: each() for name in ("exact", "find", "turn")}
    nobody = Taste()
    works = {
        "exact numpy": lambda: exact(engine.encoder, matrices, next(streams["exact"]), CARDS),
        "find": lambda: engine.retriever.find(
            Guidance(want=next(streams["find"])), nobody, 4, visitor.user
        ),
        "turn": lambda: visitor.ask(next(streams["turn"])),
        "feed": visitor.feed,
        "like": visitor.like,
    }
    timings = harness.together(works, repeats=len(queries), warmups=3)
    base = timings["exact numpy"].median
    rows: list[dict[str, object]] = []
    for name, timing in timings.items():
        rows.append(
            {
                "what": name,
                "p50 ms": 1000 * timing.median,
                "p95 ms": 1000 * float(np.quantile(timing.wall, 0.95)),
                "cpu p50 ms": 1000 * timing.median_cpu,
                "of exact numpy": timing.median / base,
                "answered": visitor.answered / (len(queries) + 3) if name == "turn" else None,
            }
        )
    return rows


def main() -> None:
    parser = harness.arguments("A retrieval turn among many items beside exact search in numpy.")
    parser.add_argument("--items", type=int, default=10_000, help="how many items to make up")
    parser.add_argument("--turns", type=int, default=100, help="how many turns to time")
    options = parser.parse_args()
    texts = sentences(options.data)
    # Questions are not titles: every fifth sentence is asked, the others are what there is.
    asked = list(islice(cycle(texts[::5]), options.turns))
    titles = [text for k, text in enumerate(texts) if k % 5] or texts
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home) / "home", corpus=Path(home) / "no-corpus")
        service = GeneRec(settings)
        service.warm()
        began = time.perf_counter()
        matrices = fill(service, titles, options.items)
        filled = time.perf_counter() - began
        rows = measure(service, matrices, asked)
        share = agreement(service, matrices, asked[:50])
        service.close()
    turn = next(float(str(row["p50 ms"])) for row in rows if row["what"] == "turn")
    harness.report(
        f"Retrieval among {options.items:,} items, {options.turns} turns",
        rows,
        options.json,
        [
            f"filling the store took {filled:.1f} s",
            f"the index finds {share:.0%} of the true ten nearest",
            f"half of the turns take at most {turn:.0f} ms (aim: {1000 * AIM:.0f} ms)",
        ],
    )


if __name__ == "__main__":
    main()
