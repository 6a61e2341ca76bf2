"""What to ask next: the words that would narrow down what was found by most.

A question is worth the entropy it takes away. The candidates of a search are equally likely what
somebody means; an answer keeps those that have its word; expected information gain (Lindley 1956)
chooses the words. They are words of the corpus, so every answer finds something. Something is shown
first; the question stands beside it. Nothing is asked that the visitor's taste already tells.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from agents.read.searches import search
from agents.read.words import content_words, mentions, plain
from agents.retrieve.taste import Taste
from agents.retrieve.topics import names
from agents.scene import Scene
from models.domain import Decision, Guidance, Item

WHICH_KIND = "Which kind?"
"""Asks for one of the kinds that are offered; an answer is a word that means something alone."""

ANSWERS = 4
"""Clickable answers at most."""

LEAST = 0.7
"""Bits a question has to be worth; one that halves what was found is worth one."""

LOOKED_AT = 40
"""Words, the most frequent ones, that are weighed against one another."""

FEWEST = 6
"""Candidates from which it is worth asking: fewer are seen in one more look."""

_SIDE_BY_SIDE = re.compile(r",|\band\b|\bor\b")

_NO_TOPIC = frozenset(
    "clip video scene view drawn animation animated colours colour clear daytime calm lively flat "
    "static camera natural slow slowly pans zooms zoom pan big cute "
    # what somebody has on, and parts of bodies: no kind of a beach
    "t-shirt shirt hoodie sweater jumper coat jacket dress raincoat scarf hat beanie cap glasses "
    "beard moustache hair curly bald bun skin face head eyes nose ears mouth hand hands arm arms "
    "leg legs foot feet wings wing tail fur fins beak horns mane trunk paws ball player".split()
)
"""Words of how a clip is made and described, and of parts of what is in it; nobody thinks of them
when asked what kind of thing to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words, clickable answers, and whether it comes before anything is shown."""

    text: str
    options: tuple[str, ...]
    bits: float = 0.0
    first: bool = False


class Asking(Protocol):
    """Decides whether, and what, to ask beside a search."""

    def ask(self, guidance: Guidance, candidates: Sequence[Item], taste: Taste) -> Question | None:
        """Return a question about the ``candidates`` of a search, or ``None``."""
        ...


class Never:
    """Asks nothing: what asking is measured against."""

    def ask(self, guidance: Guidance, candidates: Sequence[Item], taste: Taste) -> Question | None:
        """See :class:`Asking`."""
        return None


class Narrowing:
    """Asks beside what is shown, where an answer is expected to be worth it."""

    def __init__(self, least: float = LEAST, fewest: int = FEWEST) -> None:
        self.least, self.fewest = least, fewest

    def ask(self, guidance: Guidance, candidates: Sequence[Item], taste: Taste) -> Question | None:
        """See :class:`Asking`."""
        if len(candidates) < self.fewest:
            return None
        wanted = content_words(guidance.want)
        # What only lies near has kinds that say nothing of what was asked for.
        has = [(one, sum(mentions(one, word) for word in wanted)) for one in candidates]
        whole = [one for one, said in has if said == len(wanted)]
        about = whole or [one for one, said in has if said]
        if about and len(about) < self.fewest:
            return None
        told = {*wanted, *guidance.avoid, *taste.wants, *taste.avoids}
        words, bits = _named(guidance.want, about) or best_words(about or candidates, told)
        if bits < self.least or len(words) < 2:
            return None
        return Question(text=WHICH_KIND, options=words, bits=bits)


class Always:
    """Asks before anything is shown, whatever it is worth, until a wish has three words."""

    def ask(self, guidance: Guidance, candidates: Sequence[Item], taste: Taste) -> Question | None:
        """See :class:`Asking`."""
        if len(content_words(guidance.want)) >= 3:
            return None
        asked = Narrowing(least=0.0, fewest=2).ask(guidance, candidates, taste)
        if asked is None:
            return None
        return Question(text=asked.text, options=asked.options, bits=asked.bits, first=True)


def best_words(items: Sequence[Item], told: Collection[str]) -> tuple[tuple[str, ...], float]:
    """Return up to ``ANSWERS`` words that split ``items`` best, and the bits they are worth.

    A greedy choice: each word is the one that adds most to those before it.
    """
    has = [frozenset(_words(item, told)) for item in items]
    counts = Counter(word for words in has for word in words)
    # Often enough to be an answer, seldom enough to tell something.
    known = [w for w, n in counts.most_common(LOOKED_AT) if 2 <= n <= 0.7 * len(items)]
    chosen: list[str] = []
    worth = 0.0
    while len(chosen) < ANSWERS:
        gains = [(gain(has, [*chosen, word]), word) for word in known if word not in chosen]
        best = max(gains, key=lambda pair: (pair[0], -len(pair[1]), pair[1]), default=None)
        if best is None or best[0] <= worth + 0.02:
            break
        worth, word = best
        chosen.append(word)
    return tuple(chosen), worth


def gain(has: Sequence[Collection[str]], words: Sequence[str]) -> float:
    """Expected reduction of entropy, bits, by asking which of ``words`` it is, or none.

    ``has`` (n) are the words of each of n equally likely items; one with several of ``words`` is
    as likely answered by each.
    """
    n = len(has)
    mass: dict[str, float] = {}
    spread: dict[str, list[float]] = {}
    for own in has:
        fitting = [word for word in words if word in own] or [""]
        for word in fitting:
            share = 1 / len(fitting) / n
            mass[word] = mass.get(word, 0.0) + share
            spread.setdefault(word, []).append(share)
    left = sum(
        mass[word] * _entropy(share / mass[word] for share in shares)
        for word, shares in spread.items()
    )
    return math.log2(n) - left if n else 0.0


def _entropy(shares: Iterable[float]) -> float:
    return -sum(p * math.log2(p) for p in shares if p > 0)


def _named(want: str, items: Sequence[Item]) -> tuple[tuple[str, ...], float] | None:
    """Return the things that a wish names side by side ("dogs and cats"), where each is here."""
    named = [part for part in _parts(want) if len(content_words(part)) == 1]
    named = [part for part in named if sum(mentions(item, part) for item in items) > 1]
    words = tuple(dict.fromkeys(named))[:ANSWERS]
    if len(words) < 2:
        return None
    has = [frozenset(word for word in words if mentions(item, word)) for item in items]
    return words, gain(has, words)


def _parts(want: str) -> list[str]:
    return [part.strip() for part in _SIDE_BY_SIDE.split(want.lower())]


def _words(item: Item, told: Collection[str]) -> Iterable[str]:
    """The things and places an item shows that somebody may answer with."""
    stems = {_stem(word) for word in told}
    return {
        name
        for name in names(item)
        if content_words(name)
        and _NO_TOPIC.isdisjoint(name.split())
        and stems.isdisjoint(_stem(word) for word in name.split())
    }


def chosen(scene: Scene) -> Decision | None:
    """Return the last search narrowed down to the kind that was named, where one was asked for.

    What was seen is left out, it was not that; but for one of several that were sought together.
    """
    last = scene.past[-1].turn if scene.past else None
    if last is None or not last.text.endswith(WHICH_KIND) or not scene.last_want:
        return None
    kind = search(plain(scene.text)).want
    if kind not in scene.options:
        return None
    side = kind in _parts(scene.last_want)
    want = kind if side else f"{scene.last_want}, {kind}"
    return Decision(
        kind="retrieve",
        guidance=Guidance(want=want, others=not side),
        why=f"You asked for “{kind}” among them.",
    )


def _stem(word: str) -> str:
    return re.sub(r"(?:es|s)$", "", word) if len(word) > 3 else word
