"""Candidate generation and ranking: by words, by taste, fused, and diversified.

Rankings are fused by reciprocal rank (Cormack et al. 2009), because a sentence's cosine with a
title and with a picture live on different scales; then maximal marginal relevance (Carbonell and
Goldstein 1998) keeps near-duplicates apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from agents.catalogue import NOBODY, Catalogue, Kind
from agents.comparison import WAYS, Compared, Way, compare
from agents.taste import Taste
from agents.words import content_words, mentions, titled
from models.domain import EMPTY, Guidance, Item
from models.encode.encoder import Encoder

CANDIDATES = 100
COMPARED = 40
"""Candidates that are measured for a comparison; each costs a look at its frames or cover."""

RANK_OFFSET = 3.0
TEXT, VISUAL, TASTE, LIKE = 2.0, 1.0, 0.5, 1.5
"""Weights of the rankings. With offset and weights as they are, words and pictures together find
about as well as the better of the two alone; larger offsets let the weaker one pull down."""

SAID = 0.15
"""What it adds when an item's own words have all the words asked for."""

DIVERSITY = 0.25
EDITED = 0.5
"""Share of its score that an edited clip keeps."""

CLOSE_TEXT, CLOSE_VISUAL = 0.42, 0.15
"""Cosines above which an item that has none of the words may still be what was asked for; between
what unrelated and related requests reach on real clips (of unrelated pictures one in a hundred
passes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item with its fused score and one line of why.

    ``sure`` says whether it is what was asked for, or only the nearest there is.
    """

    item: Item
    score: float
    why: str
    sure: bool = True


@dataclass(slots=True, kw_only=True)
class _Pool:
    """What is known of the candidates while they are gathered: all by item id."""

    viewer: str
    hidden: set[str]
    scores: dict[str, float] = field(default_factory=dict)
    text: dict[str, float] = field(default_factory=dict)
    visual: dict[str, float] = field(default_factory=dict)
    compared: dict[str, Compared] = field(default_factory=dict)
    liked_by_others: set[str] = field(default_factory=set)


class Retriever:
    """Finds what is there for words, for an item or a picture, or for the taste alone.

    ``popularity`` (item id → weight) orders what a visitor sees of whom nothing is known.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        encoder: Encoder,
        popularity: Mapping[str, float] = EMPTY,
    ) -> None:
        self.catalogue, self.encoder, self.popularity = catalogue, encoder, popularity

    def find(
        self,
        guidance: Guidance,
        taste: Taste,
        k: int,
        viewer: str,
        exclude: Collection[str] = NOBODY,
        like: NDArray[np.float32] | None = None,
    ) -> list[Found]:
        """Return up to ``k`` items, best first; never one that was disliked or is excluded.

        ``like`` is a unit vector (d,) of a picture that they should look like.
        """
        hidden = {*exclude, *taste.disliked, *guidance.than}
        if guidance.like:
            hidden.add(guidance.like)
        pool = _Pool(viewer=viewer, hidden=hidden)
        self._by_words(guidance.want, pool)
        if guidance.query:
            self._rank(self.encoder.texts([guidance.query])[0], "text", TEXT / 2, pool)
        self._by_item(guidance.like, pool)
        if like is not None:
            self._rank(like, "visual", 2 * LIKE, pool)
        asked = bool(pool.scores)
        self._by_taste(guidance, taste, pool, asked)
        if not pool.scores:
            self._by_popularity(pool)
        self._without(guidance.avoid, pool)
        unwanted = _unwanted(guidance, taste)
        kept = [
            item
            for item in self.catalogue.items(pool.scores, viewer)
            if not any(mentions(item, word) for word in unwanted)
            # What they brought or had made is no news to them, unless they ask for it.
            and (asked or item.owner != viewer)
            and _fits(item, guidance)
        ]
        _edits_behind(kept, pool)
        _add_said(guidance.want, kept, pool)
        if guidance.compare is not None:
            kept = self._compared(guidance, WAYS[guidance.compare], kept, pool)
        sure = [item for item in kept if _sure(item, guidance, pool)]
        chosen = self._diverse(sure, pool.scores, k, viewer)
        # What is only near fills up: variety must not put it before what was asked for.
        if len(chosen) < k:
            rest = [item for item in kept if not _sure(item, guidance, pool)]
            chosen += self._diverse(rest, pool.scores, k - len(chosen), viewer)
        return [
            Found(
                item=item,
                score=pool.scores[item.id],
                why=self._why(item, guidance, taste, pool, like is not None),
                sure=_sure(item, guidance, pool),
            )
            for item in chosen
        ]

    def _by_words(self, words: str, pool: _Pool) -> None:
        query = self.encoder.texts([words])[0] if words else np.zeros(1)
        if query.any():
            pool.text.update(self._rank(query, "text", TEXT, pool))
            pool.visual.update(self._rank(query, "visual", VISUAL, pool))

    def _by_item(self, item_id: str | None, pool: _Pool) -> None:
        kinds: tuple[Kind, ...] = ("visual", "text") if item_id else ()
        for kind in kinds:
            vectors = self.catalogue.vectors([str(item_id)], kind, pool.viewer)
            for vector in vectors.values():
                self._rank(vector, kind, LIKE, pool)

    def _by_taste(self, guidance: Guidance, taste: Taste, pool: _Pool, asked: bool) -> None:
        if taste.history is None:
            return
        if asked:
            self._rank(taste.history, "visual", TASTE, pool)
            return
        # Left to us, what they liked already is not news.
        hidden, pool.hidden = pool.hidden, pool.hidden | set(taste.liked)
        self._rank(taste.history, "visual", LIKE, pool)
        pool.hidden = hidden

    def _by_popularity(self, pool: _Pool) -> None:
        """Rank by likes of others, by the given popularity, and by newness, all in one."""
        hits = [
            h
            for h in self.catalogue.popular(CANDIDATES, pool.viewer)
            if h.item_id not in pool.hidden
        ]
        pool.liked_by_others = {hit.item_id for hit in hits if hit.score > 0}
        given = sorted(self.popularity, key=lambda i: -self.popularity[i])
        given = [item_id for item_id in given if item_id not in pool.hidden][:CANDIDATES]
        for ranked in ([hit.item_id for hit in hits], given):
            for rank, item_id in enumerate(ranked):
                _add(pool.scores, item_id, 1 / (RANK_OFFSET + rank))

    def _without(self, avoid: tuple[str, ...], pool: _Pool) -> None:
        """Move candidates down that look or read like what is to be avoided."""
        query = self.encoder.texts([" ".join(avoid)])[0] if avoid else np.zeros(1)
        kinds: tuple[Kind, ...] = ("visual", "text") if query.any() else ()
        for kind in kinds:
            hits = self.catalogue.nearest(query, kind, CANDIDATES, pool.viewer, pool.hidden)
            for rank, hit in enumerate(hits):
                if hit.item_id in pool.scores:
                    pool.scores[hit.item_id] -= 1 / (RANK_OFFSET + rank)

    def _rank(
        self, vector: NDArray[np.floating], kind: Kind, weight: float, pool: _Pool
    ) -> list[tuple[str, float]]:
        hits = self.catalogue.nearest(vector, kind, CANDIDATES, pool.viewer, pool.hidden)
        for rank, hit in enumerate(hits):
            _add(pool.scores, hit.item_id, weight / (RANK_OFFSET + rank))
        return [(hit.item_id, hit.score) for hit in hits]

    def _compared(self, guidance: Guidance, way: Way, items: list[Item], pool: _Pool) -> list[Item]:
        """Keep what is more so and still about what was wanted; without such, the nearest."""
        topical = [item for item in items if _told(item, guidance.want, pool)] or items
        best = sorted(topical, key=lambda item: (-pool.scores[item.id], item.id))[:COMPARED]
        than = self.catalogue.items(guidance.than, pool.viewer)
        pool.compared = compare(way, best, than, self.catalogue, pool.viewer)
        kept = [item for item in best if pool.compared[item.id].more > 0] or best
        by_more = sorted(kept, key=lambda item: -pool.compared[item.id].more)
        scores = {item.id: 1 / (RANK_OFFSET + rank) for rank, item in enumerate(kept)}
        for rank, item in enumerate(by_more):
            _add(scores, item.id, 1 / (RANK_OFFSET + rank))
        pool.scores = scores
        return kept

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
        self, item: Item, guidance: Guidance, taste: Taste, pool: _Pool, pictured: bool
    ) -> str:
        if pool.compared.get(item.id) and pool.compared[item.id].why:
            return pool.compared[item.id].why
        if pictured:
            return "Its pictures look closest to yours."
        if guidance.like:
            return "Looks and reads like the one you pointed at."
        if guidance.want:
            return _why_words(item, guidance.want, pool)
        if taste.history is not None:
            count = len(taste.liked)
            return (
                f"Looks like the {count} you liked." if count > 1 else "Looks like what you liked."
            )
        if item.id in pool.liked_by_others:
            return "Liked by others here."
        return "A pick from the demo clips." if item.id in self.popularity else "New here."


def _why_words(item: Item, want: str, pool: _Pool) -> str:
    told = next((word for word in content_words(want) if mentions(item, word)), "")
    if told:
        return f"Its {'title' if titled(item, told) else 'description'} says “{told}”."
    if pool.text.get(item.id, 0.0) > CLOSE_TEXT:
        return f"Its description is close to “{want[:80]}”."
    if pool.visual.get(item.id, 0.0) > CLOSE_VISUAL:
        return f"Its pictures look close to “{want[:80]}”."
    return f"Not sure that it fits “{want[:80]}”."


def _sure(item: Item, guidance: Guidance, pool: _Pool) -> bool:
    """Whether an item is what was asked for, as far as words and cosines tell."""
    if guidance.compare is not None:
        return pool.compared[item.id].more > 0
    return _told(item, guidance.want, pool)


def _told(item: Item, want: str, pool: _Pool) -> bool:
    """Whether an item is about ``want``; everything is about nothing in particular."""
    return not want or (
        any(mentions(item, word) for word in content_words(want))
        or pool.text.get(item.id, 0.0) > CLOSE_TEXT
        or pool.visual.get(item.id, 0.0) > CLOSE_VISUAL
    )


def _add_said(want: str, items: list[Item], pool: _Pool) -> None:
    words = content_words(want)
    for item in items if words else ():
        share = sum(mentions(item, word) for word in words) / len(words)
        pool.scores[item.id] += SAID * share


def _fits(item: Item, guidance: Guidance) -> bool:
    """Whether a clip's length is within the bounds."""
    return (guidance.at_least is None or item.duration > guidance.at_least) and (
        guidance.at_most is None or item.duration < guidance.at_most
    )


def _edits_behind(items: list[Item], pool: _Pool) -> None:
    """Put what was edited behind what it was made of: a search finds the source first."""
    for item in items:
        if item.origin == "edited":
            pool.scores[item.id] *= EDITED


def _unwanted(guidance: Guidance, taste: Taste) -> tuple[str, ...]:
    """Words that must not be in an item's; what is asked for by name now is not among them."""
    wanted = content_words(guidance.want)
    return (*guidance.avoid, *(word for word in taste.avoids if word not in wanted))


def _add(scores: dict[str, float], item_id: str, score: float) -> None:
    scores[item_id] = scores.get(item_id, 0.0) + score
