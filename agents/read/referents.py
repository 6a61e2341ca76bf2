"""Definite descriptions and the clips they fit: "the grey elephant", "the one with the hat", "the
person in the red coat", "just the pink hoodie one".

A description is read word by word as long as a clip's own words know them, and fits the clips that
have all of those; items' own words are only compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agents.read.words import content_words, mentions, says
from models.domain import Item

PEOPLE = frozenset(
    "person people man woman boy girl child kid baby human someone somebody face guy lady dancer "
    "runner player swimmer surfer skier cyclist climber skater walker yogi".split()
)
HEADS = frozenset("one ones clip clips video videos vid vids".split())
LONGEST = 12
"""Words of one description."""
_DETERMINERS = frozenset("the that this those these teh".split())
_COUNTS = frozenset("two three four 2 3 4".split())
_BEFORE = frozenset(
    "just only no not and then but or ok with to on for make turn mute want mean meant like love "
    "take pick choose show me do about see play please now also".split()
)
"""Words before a description without "the": "just hoodie one"."""
_ARTICLES = frozenset("the a an his her their its my some".split())
_LINKS = frozenset(
    "in on at with under by near of from over inside wearing showing who which where that's who's "
    "is are has".split()
)
"""Go on within a description, before a word that a clip knows: "the man in the red coat"."""
_PLACING = frozenset("in on at under by near with during against over along of".split())
_RESTRICTS = re.compile(r"\s+(?:with|wearing) (?:the|an?|his|her) [\w-]+", re.IGNORECASE)
"""What tells it from others must fit, too: "the dancer with the red hoodie"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LOOKS = frozenset(
    "black white red green blue yellow orange purple pink brown grey gray gold golden silver teal "
    "ginger violet beige dark light bright big small large tiny little old young long short".split()
)
"""Say how something looks: without a noun they name none."""


class Referent(NamedTuple):
    """A description at ``start`` to ``end`` of a sentence, and the places of the items it fits.

    ``head`` is its noun; ``clip``: it speaks of a clip ("the cat one"); ``subject``: of what those
    clips are of, rather than of something in them.
    """

    start: int
    end: int
    hits: tuple[int, ...]
    head: str
    clip: bool
    subject: bool


def referents(text: str, items: Sequence[Item]) -> list[Referent]:
    """Return the descriptions in ``text`` that fit some of ``items``, in their order."""
    words = list(_WORD.finditer(text))
    found: list[Referent] = []
    at = 0
    while at < len(words):
        one = _read(text, words, at, items)
        if one is None:
            at += 1
            continue
        found.append(one)
        at = next((n for n, word in enumerate(words) if word.start() >= one.end), len(words))
    return found


def fits(item: Item, word: str) -> bool:
    """Whether an item has a word, or somebody of whom it may be said; "snowy" is of snow."""
    if word in PEOPLE or word.removesuffix("s") in PEOPLE:
        return mentions(item, word) or any(mentions(item, one) for one in PEOPLE)
    return any(mentions(item, one) for one in _forms(word))


def subject_of(item: Item) -> str:
    """What an item is of, by its title: of “Black dog on a city street” the dog."""
    words = item.title.partition(" (")[0].split()
    first = next((n for n, word in enumerate(words) if word.lower() in _PLACING), len(words))
    return " ".join(words[: first or len(words)])


def _forms(word: str) -> Iterator[str]:
    yield word
    yield f"{word}er"  # of what was made darker, the dark one
    if word in ("text", "caption", "captions", "lettering"):
        yield "words"
    if word.endswith("y") and len(word) > 4:
        yield word[:-1]
        if word[-2] == word[-3]:
            yield word[:-2]


def _read(
    text: str, words: Sequence[re.Match[str]], at: int, items: Sequence[Item]
) -> Referent | None:
    """The longest description that begins at a word and fits some item."""
    definite = words[at][0].lower() in _DETERMINERS
    cuts = list(_cuts(text, words, at + definite, items, definite))
    for said, end, clip, head in reversed(cuts):
        about = [word for word in said if content_words(word)]
        if not about or not (definite or clip):
            continue
        if not definite and at and not _begins(text, words, at):
            continue  # "a red one" is any, and of "the pink hoodie one" no word is left out
        if (not clip and head in _LOOKS) or _RESTRICTS.match(text, end):
            continue
        hits = [n for n, item in enumerate(items) if all(fits(item, word) for word in about)]
        if not hits:
            continue
        nearest, subject = _nearest(hits, about, head, items)
        return Referent(words[at].start(), end, nearest, head, clip, subject)
    return None


def _begins(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a description without "the" may begin at a word."""
    gap = text[words[at - 1].end() : words[at].start()]
    return bool(gap.strip()) or words[at - 1][0].lower() in _BEFORE


def _nearest(
    hits: Sequence[int], about: Sequence[str], head: str, items: Sequence[Item]
) -> tuple[tuple[int, ...], bool]:
    """Of the hits those that are of it, rather than have it somewhere, and whether any is."""
    of_it = [
        n for n in hits
        if says(subject_of(items[n]), head) or (_person(head) and any(
            says(subject_of(items[n]), one) for one in PEOPLE))
    ]  # fmt: skip
    titled = [n for n in hits if all(_titled(items[n], word) for word in about)]
    return tuple(of_it or titled or hits), bool(of_it)


def _titled(item: Item, word: str) -> bool:
    return any(says(item.title, one) for one in _forms(word))


def _person(word: str) -> bool:
    return word in PEOPLE or word.removesuffix("s") in PEOPLE


def _cuts(
    text: str, words: Sequence[re.Match[str]], at: int, items: Sequence[Item], definite: bool
) -> Iterator[tuple[tuple[str, ...], int, bool, str]]:
    """Each place at which a description may end: its words so far, whether it speaks of a clip, and
    its head, which is the last word before "in", "with" and the like.
    """
    said: list[str] = []
    clip = linked = False
    head, last, n = "", at - 1, at
    while n < len(words) and n - at < LONGEST:
        word = words[n][0].lower()
        gap = text[words[n - 1].end() : words[n].start()] if n > at else " "
        if gap.strip(" -"):
            return
        if word in HEADS and n == last + 1 and (said or definite):
            clip, last = True, n
            yield tuple(said), words[n].end(), clip, head
        elif content_words(word) and any(fits(item, word) for item in items):
            said.append(word)
            head, last = head if linked else word, n
            yield tuple(said), words[n].end(), clip, head
        elif word in _LINKS and (said or clip):
            linked = True
        elif definite and n == at and word in _COUNTS:
            last = n
        elif not (word in _ARTICLES and n > at and words[n - 1][0].lower() in _LINKS):
            return
        n += 1
