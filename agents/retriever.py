"""Candidate generation and ranking: by words, by taste, fused, and diversified.

Rankings are fused by reciprocal rank (Cormack et al. 2009), because a sentence's cosine with a
title and with a picture live on different scales; then maximal marginal relevance (Carbonell and
Goldstein 1998) keeps near-duplicates apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from agents.catalogue import NOBODY, Catalogue, Kind
from agents.taste import Taste
from models.domain import Guidance, Item
from models.encode.encoder import Encoder

CANDIDATES = 100
RANK_OFFSET = 10.0
DIVERSITY = 0.25
CONFIDENT_TEXT = 0.30


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item with its fused score and one line of why."""

    item: Item
    score: float
    why: str


class Retriever:
    """Finds what people made, for words, for a liked item, or for the taste alone."""

    def __init__(self, catalogue: Catalogue, encoder: Encoder) -> None:
        self.catalogue, self.encoder = catalogue, encoder

    def find(
        self,
        guidance: Guidance,
        taste: Taste,
        k: int,
        viewer: str,
        exclude: Collection[str] = NOBODY,
    ) -> list[Found]:
        """Return up to ``k`` items, best first; never one that was disliked or is excluded."""
        hidden = set(exclude) | set(taste.disliked)
        if guidance.like:
            hidden.add(guidance.like)
        scores: dict[str, float] = {}
        closeness: dict[str, float] = {}
        self._by_words(guidance.want, viewer, hidden, scores, closeness)
        self._by_item(guidance.like, viewer, hidden, scores)
        if taste.history is not None:
            weight = 0.5 if guidance.want or guidance.like else 1.5
            fresh = hidden | (set() if guidance.want else set(taste.liked))
            self._rank(taste.history, "visual", weight, viewer, fresh, scores)
        if not scores:
            for rank, hit in enumerate(self.catalogue.popular(CANDIDATES, viewer)):
                if hit.item_id not in hidden:
                    scores[hit.item_id] = 1 / (RANK_OFFSET + rank)
        unwanted = (*guidance.avoid, *taste.avoids)
        kept = [
            item
            for item in self.catalogue.items(scores, viewer)
            if not any(mentions(item, word) for word in unwanted)
        ]
        chosen = self._diverse(kept, scores, k, viewer)
        return [
            Found(
                item=item,
                score=scores[item.id],
                why=self._why(item, guidance, taste, closeness),
            )
            for item in chosen
        ]

    def _by_words(
        self,
        want: str,
        viewer: str,
        hidden: set[str],
        scores: dict[str, float],
        closeness: dict[str, float],
    ) -> None:
        query = self.encoder.texts([want])[0] if want else np.zeros(1)
        if not query.any():
            return
        for hit in self._rank(query, "text", 2.0, viewer, hidden, scores):
            closeness[hit[0]] = hit[1]
        self._rank(query, "visual", 1.0, viewer, hidden, scores)

    def _by_item(
        self, item_id: str | None, viewer: str, hidden: set[str], scores: dict[str, float]
    ) -> None:
        if item_id is None:
            return
        for kind in ("visual", "text"):
            vectors = self.catalogue.vectors([item_id], kind, viewer)
            if item_id in vectors:
                self._rank(vectors[item_id], kind, 1.5, viewer, hidden, scores)

    def _rank(
        self,
        vector: np.ndarray,
        kind: Kind,
        weight: float,
        viewer: str,
        hidden: Collection[str],
        scores: dict[str, float],
    ) -> list[tuple[str, float]]:
        hits = self.catalogue.nearest(vector, kind, CANDIDATES, viewer, hidden)
        for rank, hit in enumerate(hits):
            scores[hit.item_id] = scores.get(hit.item_id, 0.0) + weight / (RANK_OFFSET + rank)
        return [(hit.item_id, hit.score) for hit in hits]

    def _diverse(
        self, items: list[Item], scores: Mapping[str, float], k: int, viewer: str
    ) -> list[Item]:
        pool = sorted(items, key=lambda item: (-scores[item.id], item.id))[: max(4 * k, 20)]
        vectors = self.catalogue.vectors([item.id for item in pool], "visual", viewer)
        top = max((scores[item.id] for item in pool), default=1.0)
        chosen: list[Item] = []
        while pool and len(chosen) < k:

            def marginal(item: Item) -> float:
                vector = vectors.get(item.id)
                near = (
                    max(
                        (float(vector @ vectors[c.id]) for c in chosen if c.id in vectors),
                        default=0.0,
                    )
                    if vector is not None
                    else 0.0
                )
                return (1 - DIVERSITY) * scores[item.id] / top - DIVERSITY * near

            best = max(pool, key=marginal)
            pool.remove(best)
            chosen.append(best)
        return chosen

    def _why(
        self, item: Item, guidance: Guidance, taste: Taste, closeness: Mapping[str, float]
    ) -> str:
        if guidance.like:
            return "Looks and reads like the one you pointed at."
        if guidance.want:
            words = [word for word in content_words(guidance.want) if mentions(item, word)]
            if words:
                return f"Its description says “{words[0]}”."
            if closeness.get(item.id, 0.0) > CONFIDENT_TEXT:
                return f"Its description is close to “{guidance.want}”."
            return f"Its pictures look closest to “{guidance.want}”."
        if taste.history is not None:
            return f"Looks like the {len(taste.liked)} you liked."
        return "Popular here, and new to you."


def content_words(text: str) -> list[str]:
    """Lower-case words of three letters or more."""
    return re.findall(r"[a-z]{3,}", text.lower())


def mentions(item: Item, word: str) -> bool:
    """Whether an item's title, description or tags have the word, singular or plural."""
    stem = re.sub(r"(?<=[a-z]{3})(es|s)$", "", word.lower().strip())
    text = " ".join((item.title, item.description, *item.tags)).lower()
    return bool(stem) and re.search(rf"\b{re.escape(stem)}(s|es)?\b", text) is not None
