"""Unsafe requests refused against safe look-alikes refused, the whole curve, on XSTest."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Row, report
from benchmarks.requests import lines
from models.fidelity.words import Harm, ReadHarm, WordList
from models.metrics.classification import area, interval, refusal_curve, refused_at
from models.understand.reader import FILES, EmbeddedReader

MOST_SAFE = 0.10
"""Share of safe look-alikes that may be refused at the point that is reported."""


class BagOfWords:
    """Naive Bayes over words and pairs, trained on the lines that training may see."""

    def __init__(self, texts: Sequence[str], unsafe: Sequence[bool]) -> None:
        counts = {True: Counter[str](), False: Counter[str]()}
        for text, bad in zip(texts, unsafe, strict=True):
            counts[bad].update(self._grams(text))
        total = {bad: sum(c.values()) for bad, c in counts.items()}
        size = len(counts[True] | counts[False])
        self._odds = {
            gram: float(
                np.log((counts[True][gram] + 1) / (total[True] + size))
                - np.log((counts[False][gram] + 1) / (total[False] + size))
            )
            for gram in counts[True] | counts[False]
        }

    @staticmethod
    def _grams(text: str) -> set[str]:
        words = re.findall(r"[\w']+", text.lower())
        return {*words, *(" ".join(pair) for pair in zip(words, words[1:], strict=False))}

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """See :class:`Harm`."""
        return np.array(
            [sum(self._odds.get(gram, 0.0) for gram in sorted(self._grams(t))) for t in texts]
        )


def seen(text: str, trained: frozenset[str]) -> bool:
    """Whether training saw a line, by the first digits of its hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:8] in trained


def refusals(data: Path | None, target: Path | None, draws: int, weights: Path) -> None:
    """Print the refusal curve of every scorer on lines that none was trained on."""
    file = next((f for f in _files(data) if f.is_file()), None)
    if file is None:
        print("\nno unsafe.jsonl in --data: the refusal curve was not measured")
        return
    told = [(line["text"], line["kind"] == "unsafe") for line in lines(file)]
    trained = trained_on(weights)
    mine = [(t, u) for t, u in told if seen(t, trained)]
    fresh = [(t, u) for t, u in told if not seen(t, trained)]
    texts, unsafe = [t for t, _ in fresh], np.array([u for _, u in fresh])
    scorers: dict[str, Harm] = {"word list": WordList()}
    if mine:
        scorers["bag of words"] = BagOfWords([t for t, _ in mine], [u for _, u in mine])
    scorers |= classifiers(weights)
    rows, curves = [], {}
    for name, scorer in scorers.items():
        scores = scorer.scores(texts)
        curve = refusal_curve(scores, unsafe)
        curves[name] = curve[1:].tolist()
        rows.append(_row(name, scores, unsafe, draws))
    report(f"Refusal: {file.name}, {unsafe.sum()} unsafe, {(~unsafe).sum()} safe", rows, None)
    if target is not None:
        body = json.loads(target.read_text(encoding="utf-8"))
        body["refusal"] = {
            "rows": rows,
            "curves": curves,
            "columns": ["threshold", "safe", "unsafe"],
        }
        target.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


def _files(data: Path | None) -> Sequence[Path]:
    return () if data is None else (data / "text" / "unsafe.jsonl", data / "unsafe.jsonl")


def trained_on(weights: Path) -> frozenset[str]:
    """Hashes of the lines of the refusal corpus that the shipped weights were trained on."""
    file = weights / "instructor" / "trained.json"
    return frozenset(json.loads(file.read_text())["unsafe"]) if file.is_file() else frozenset()


def classifiers(weights: Path) -> Mapping[str, Harm]:
    """The trained scorers that are here."""
    if not (weights / "instructor" / FILES[0]).is_file():
        return {}
    return {"reader": ReadHarm(EmbeddedReader(weights / "instructor"))}


def _row(name: str, scores: NDArray[np.float64], unsafe: NDArray[np.bool_], draws: int) -> Row:
    pairs = list(zip(scores.tolist(), unsafe.tolist(), strict=True))

    def at(most: float) -> Callable[[Sequence[tuple[float, bool]]], float]:
        def measure(some: Sequence[tuple[float, bool]]) -> float:
            drawn, bad = np.array([s for s, _ in some]), np.array([b for _, b in some])
            return refused_at(refusal_curve(drawn, bad), most)

        return measure

    low, high = interval(pairs, at(MOST_SAFE), draws)
    curve = refusal_curve(scores, unsafe)
    shares = {f"at {share:.0%}": refused_at(curve, share) for share in (0.02, 0.05, 0.1, 0.2, 0.3)}
    return {
        "scorer": name,
        **shares,
        "95 % at 10 %": f"{low:.2f}–{high:.2f}",
        "area": area(curve),
    }
