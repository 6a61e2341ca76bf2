"""Candidate generation and ranking: by words, by taste, fused, and diversified.

Rankings are fused by reciprocal rank (Cormack et al. 2009), because a sentence's cosine with a
title and with a picture, and a recommender's score, live on different scales. What people made and
what was made for the visitor stand in one ranking (Wang et al. 2023: both loops).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.catalogue import NOBODY, Catalogue, Kind, Scored
from agents.retrieve.comparison import WAYS, Way, by_most, compare
from agents.retrieve.coverage import Coverage
from agents.retrieve.fitting import fits
from agents.retrieve.lines import BEFORE, Lines
from agents.retrieve.people import People
from agents.retrieve.pool import (
    RANKS,
    Pool,
    add_said,
    described,
    is_sure,
    is_told,
    made_behind,
    of_origin,
    rank_of,
    shows,
    unheard,
    unwanted_words,
)
from agents.retrieve.reasons import (
    OTHERS,
    nearest_liked,
    reasons,
)
from agents.retrieve.taste import Taste
from agents.retrieve.variety import considered, diverse, diversity, furthest, places
from models.domain import EMPTY, Guidance, Item
from models.encode.encoder import Encoder

CANDIDATES = 100
LOOKED_UP, FRESH = 64, 8
"""Candidates, and new things, that are looked up at once, the best first, until it is enough."""

COMPARED = 40
"""Candidates that are measured for a comparison; each costs a look at its frames or cover."""

RANK_OFFSET = 3.0
TEXT, VISUAL, TASTE, LIKE = 2.0, 1.0, 0.5, 1.5
"""Weights of the rankings. With offset and weights as they are, words and pictures together find
about as well as the better of the two alone; larger offsets let the weaker one pull down."""

WANTED, UNWANTED = 3, 5
"""How many of the latest words that are liked, and things that are not, are looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item with its fused score and one line of why.

    ``sure`` says whether it is what was asked for, or only the nearest there is; ``whole`` whether
    it has each thing that was named.
    """

    item: Item
    score: float
    why: str
    sure: bool = True
    whole: bool = True


class Retriever:
    """Finds what is there for words, for an item or a picture, or for the taste alone.

    ``popularity`` (item id → weight) orders what a visitor sees of whom nothing is known;
    ``people`` is the trained recommender, ``None`` while there is none.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        encoder: Encoder,
        popularity: Mapping[str, float] = EMPTY,
        people: People | None = None,
        others: str = OTHERS,
        before: str = BEFORE,
    ) -> None:
        """``others`` and ``before`` say who liked what, of one's own taste, and in general."""
        self.catalogue, self.encoder, self.popularity = catalogue, encoder, popularity
        self.people, self.lines = people, Lines(popularity, others, before)
        self.coverage = Coverage(encoder)

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
        if guidance.most and guidance.than:  # "which of these is the shortest?"
            among = self.catalogue.items(guidance.than, viewer)
            return self._most(among, guidance, Pool(viewer=viewer, hidden=set()), 1)
        return self._ranked(guidance, taste, k, viewer, {*exclude, *taste.disliked}, like)

    def _ranked(
        self,
        guidance: Guidance,
        taste: Taste,
        k: int,
        viewer: str,
        hidden: set[str],
        like: NDArray[np.float32] | None,
    ) -> list[Found]:
        hidden |= set(guidance.than)
        if guidance.like:
            hidden.add(guidance.like)
        pool = Pool(viewer=viewer, hidden=hidden, origins=taste.tuning.origins)
        self._by_words(guidance.want, pool)
        if guidance.query:
            self._rank(self.encoder.texts([guidance.query])[0], "text", TEXT / 2, pool)
        self._by_item(guidance.like, pool)
        if like is not None:
            self._rank(like, "visual", 2 * LIKE, pool)
        asked = bool(pool.scores)
        self._by_taste(taste, pool, asked)
        if not pool.scores:
            self._by_popularity(pool)
        self._without(guidance.avoid, pool)
        self._less(taste, pool)
        if guidance.most:
            return self._most(self._topical(guidance, taste, pool, asked), guidance, pool, k)
        if asked or guidance.want or guidance.compare is not None:
            chosen = self._asked_for(guidance, taste, pool, k, asked)
        else:
            chosen = self._left_to_us(guidance, taste, pool, k)
        if not guidance.want and taste.liked:
            pool.near = nearest_liked(chosen, taste, self.catalogue, viewer)
        whole = self.coverage.whole(chosen, guidance.want)
        return [
            Found(
                item=item,
                score=pool.scores.get(item.id, 0.0),
                why=self.lines.of(item, guidance, taste, pool, pictured=like is not None),
                sure=is_sure(item, guidance, pool),
                whole=item.id in whole,
            )
            for item in chosen
        ]

    def why(self, item_id: str, taste: Taste, viewer: str) -> tuple[str, ...]:
        """Return all that speaks for and against an item; raises NoSuchItem."""
        item = self.catalogue.item(item_id, viewer)
        return reasons(item, taste, self.catalogue, viewer, self.lines.others)

    def _kept(
        self, items: list[Item], guidance: Guidance, taste: Taste, pool: Pool, asked: bool
    ) -> list[Item]:
        """Leave out what must not be shown."""
        unwanted = unwanted_words(guidance, taste)
        # What they brought or had made is no news to them, unless they ask for it.
        own = asked or pool.origins == "made"
        return [
            item
            for item in items
            if not any(shows(item, phrase) for phrase in unwanted)
            and (own or item.owner != pool.viewer)
            and of_origin(item, pool.origins)
            and fits(item, guidance)
        ]

    def _surest(
        self, kept: list[Item], guidance: Guidance, pool: Pool, k: int, taste: Taste
    ) -> list[Item]:
        """What is only near fills up: variety must not put it before what was asked for."""
        ranks: list[list[Item]] = [[] for _ in range(RANKS)]
        for item in kept:
            ranks[rank_of(item, guidance, pool)].append(item)
        if any(ranks[:-1]) and guidance.want and guidance.compare is None:
            # Whose words say all that it shows, and not this, is none of what is here.
            ranks[-1] = [item for item in ranks[-1] if not described(item)]
        chosen: list[Item] = []
        for rank in ranks:
            chosen += self._diverse(rank, pool, k - len(chosen), taste) if len(chosen) < k else []
        return chosen

    def _asked_for(
        self, guidance: Guidance, taste: Taste, pool: Pool, k: int, asked: bool
    ) -> list[Item]:
        """What fits the words, the item or the comparison; without a hit, what the taste says."""
        kept = self._candidates(guidance, taste, pool, asked)
        if guidance.compare is not None:
            kept = self._compared(guidance, WAYS[guidance.compare], kept, pool)
        if asked:
            return self._surest(kept, guidance, pool, k, taste)
        return self._with_new(kept, guidance, taste, pool, k)

    def _candidates(self, guidance: Guidance, taste: Taste, pool: Pool, asked: bool) -> list[Item]:
        """All that may be shown, with what their own words add to their scores."""
        items = self.catalogue.items(pool.scores, pool.viewer)
        kept = self._kept(items, guidance, taste, pool, asked)
        if asked:
            made_behind(kept, pool)
        add_said(guidance.want or guidance.query, kept, pool)
        pool.unheard = unheard(guidance.want, kept)
        return kept

    def _topical(self, guidance: Guidance, taste: Taste, pool: Pool, asked: bool) -> list[Item]:
        """Those that are told to be what was asked for; all, where none is."""
        kept = self._candidates(guidance, taste, pool, asked)
        return [item for item in kept if is_told(item, guidance.want, pool)] or kept

    def _left_to_us(self, guidance: Guidance, taste: Taste, pool: Pool, k: int) -> list[Item]:
        """What the taste says, the best first: the others need not be looked at."""
        ranked = sorted(pool.scores, key=lambda item_id: (-pool.scores[item_id], item_id))
        enough = considered(k) + places(k, taste.tuning.breadth)
        kept: list[Item] = []
        for start in range(0, len(ranked), LOOKED_UP):
            items = self.catalogue.items(ranked[start : start + LOOKED_UP], pool.viewer)
            kept += self._kept(items, guidance, taste, pool, False)
            if len(kept) >= enough:
                break
        return self._with_new(kept, guidance, taste, pool, k)

    def _with_new(
        self, kept: list[Item], guidance: Guidance, taste: Taste, pool: Pool, k: int
    ) -> list[Item]:
        """The best of ``kept``, and a bounded number of things the taste says nothing about."""
        knows = taste.history is not None or bool(taste.companions)
        fresh = self._new(guidance, taste, pool, places(k, taste.tuning.breadth)) if knows else []
        pool.new = {item.id for item in fresh}
        rest = [item for item in kept if item.id not in pool.new]
        return [*self._diverse(rest, pool, k - len(fresh), taste), *fresh]

    def _new(self, guidance: Guidance, taste: Taste, pool: Pool, count: int) -> list[Item]:
        """Of what is well thought of, the least like all that is known of the visitor."""
        if not count:
            return []
        hits = self.catalogue.popular(CANDIDATES, pool.viewer, pool.origins)
        ids = [hit.item_id for hit in hits if hit.item_id not in pool.hidden | {*taste.weights}]
        ids.sort(key=lambda item_id: -self.popularity.get(item_id, 0.0))
        better = ids[: max(count, len(ids) // 2)]  # what is new is not what nobody wants
        vectors = self.catalogue.vectors([*better, *taste.weights], "visual", pool.viewer)
        known = [vectors[item_id] for item_id in taste.weights if item_id in vectors]
        fresh = furthest(better, known, vectors)
        found: list[Item] = []
        for start in range(0, len(fresh), FRESH):
            items = self.catalogue.items(fresh[start : start + FRESH], pool.viewer)
            found += self._kept(items, guidance, taste, pool, False)
            if len(found) >= count:
                break
        return found[:count]

    def _by_words(self, words: str, pool: Pool) -> None:
        query = self.encoder.texts([words])[0] if words else np.zeros(1)
        if query.any():
            pool.text.update(self._rank(query, "text", TEXT, pool))
            pool.visual.update(self._rank(query, "visual", VISUAL, pool))

    def _by_item(self, item_id: str | None, pool: Pool) -> None:
        kinds: tuple[Kind, ...] = ("visual", "text") if item_id else ()
        for kind in kinds:
            vectors = self.catalogue.vectors([str(item_id)], kind, pool.viewer)
            for vector in vectors.values():
                self._rank(vector, kind, LIKE, pool)

    def _by_taste(self, taste: Taste, pool: Pool, asked: bool) -> None:
        weight = TASTE if asked else LIKE
        hidden = pool.hidden
        if not asked:
            # Left to us, what they liked already is not news.
            pool.hidden = hidden | set(taste.liked)
            for want in taste.wants[-WANTED:]:
                vector = self.encoder.texts([want])[0]
                if vector.any():
                    self._rank(vector, "text", weight, pool)
        if taste.history is not None:
            self._rank(taste.history, "visual", weight, pool)
        if taste.words is not None:
            self._rank(taste.words, "text", weight, pool)
        companions = (item_id for item_id in taste.companions if item_id not in pool.hidden)
        for rank, item_id in enumerate(companions):
            _add(pool.scores, item_id, weight / (RANK_OFFSET + rank))
        pool.hidden = hidden

    def _less(self, taste: Taste, pool: Pool) -> None:
        """Move candidates down that are like what less is wanted of."""
        kinds: tuple[Kind, ...] = ("visual", "text")
        for kind in kinds if taste.less else ():
            less = self.catalogue.vectors(taste.less[-UNWANTED:], kind, pool.viewer)
            for vector in less.values():
                self._down(vector, kind, pool, LIKE)

    def _by_popularity(self, pool: Pool) -> None:
        """Rank by likes of others, by the given popularity, and by newness, all in one."""
        hits = [
            h
            for h in self.catalogue.popular(CANDIDATES, pool.viewer, pool.origins)
            if h.item_id not in pool.hidden
        ]
        pool.liked_by_others = {hit.item_id for hit in hits if hit.score > 0}
        given = sorted(self.popularity, key=lambda i: -self.popularity[i])
        given = [item_id for item_id in given if item_id not in pool.hidden][:CANDIDATES]
        for ranked in ([hit.item_id for hit in hits], given):
            for rank, item_id in enumerate(ranked):
                _add(pool.scores, item_id, 1 / (RANK_OFFSET + rank))

    def _without(self, avoid: tuple[str, ...], pool: Pool) -> None:
        """Move candidates down that look or read like what is to be avoided."""
        query = self.encoder.texts([" ".join(avoid)])[0] if avoid else np.zeros(1)
        kinds: tuple[Kind, ...] = ("visual", "text") if query.any() else ()
        for kind in kinds:
            self._down(query, kind, pool, 1.0)

    def _down(self, vector: NDArray[np.floating], kind: Kind, pool: Pool, weight: float) -> None:
        hits = self._nearest(vector, kind, pool)
        for rank, hit in enumerate(hits):
            if hit.item_id in pool.scores:
                pool.scores[hit.item_id] -= weight / (RANK_OFFSET + rank)

    def _rank(
        self, vector: NDArray[np.floating], kind: Kind, weight: float, pool: Pool
    ) -> list[tuple[str, float]]:
        hits = self._nearest(vector, kind, pool)
        for rank, hit in enumerate(hits):
            _add(pool.scores, hit.item_id, weight / (RANK_OFFSET + rank))
        return [(hit.item_id, hit.score) for hit in hits]

    def _nearest(self, vector: NDArray[np.floating], kind: Kind, pool: Pool) -> list[Scored]:
        return self.catalogue.nearest(
            vector, kind, CANDIDATES, pool.viewer, pool.hidden, pool.origins
        )

    def _compared(self, guidance: Guidance, way: Way, items: list[Item], pool: Pool) -> list[Item]:
        """Keep what is more so and still about what was wanted; without such, the nearest."""
        topical = [item for item in items if is_told(item, guidance.want, pool)] or items
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

    def _most(self, items: Sequence[Item], guidance: Guidance, pool: Pool, k: int) -> list[Found]:
        """The ``k`` that are most so."""
        way = WAYS[guidance.most or "shorter"]
        best = by_most(way, items, self.catalogue, pool.viewer)[:k]
        return [
            Found(item=i, score=c.more, why=c.why, sure=is_told(i, guidance.want, pool))
            for i, c in best
        ]

    def _diverse(self, items: Sequence[Item], pool: Pool, k: int, taste: Taste) -> list[Item]:
        best = sorted(items, key=lambda item: (-pool.scores[item.id], item.id))[: considered(k)]
        vectors = self.catalogue.vectors([item.id for item in best], "visual", pool.viewer)
        return diverse(best, pool.scores, k, vectors, diversity(taste.tuning.breadth))


def _add(scores: dict[str, float], item_id: str, score: float) -> None:
    scores[item_id] = scores.get(item_id, 0.0) + score
