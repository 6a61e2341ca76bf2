"""What the things of the painted world do there: which movements a drawing can show, of what.

A clip that was drawn is changed in its light, weather, place, colours and clothes; how something in
it moves was never taught as a change, so that another movement is another drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from models.world import words as captions
from models.world.spoken import with_article
from models.world.vocabulary import SUBJECTS, Subject

_STILL = ("lying still",)
"""Said of views, of which nobody asks that they do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A thing that is named in a sentence: ``noun`` as said there, what it does, and from which
    character to which the sentence names it.
    """

    noun: str
    does: tuple[str, ...]
    start: int
    end: int
    person: bool = False


def mover(words: str) -> Mover | None:
    """Return the first thing of the painted world in plain ``words`` that can move."""
    found = []
    for noun, kind in _nouns().items():
        said = re.search(rf"\b{re.escape(noun)}\b", words)
        if said is not None:
            found.append((said.start(), -len(noun), said, kind))
    if not found:
        return None
    _, _, said, kind = min(found, key=lambda one: one[:2])
    does = _people() if kind.person else _does(kind)
    return Mover(
        noun=said.group(), does=does, start=said.start(), end=said.end(), person=kind.person
    )


def doing(movement: str) -> tuple[str, ...]:
    """Return the things, with an article, that a drawing shows in a ``movement``: "dancing"."""
    return tuple(with_article(kind.noun) for kind in SUBJECTS.values() if movement in _does(kind))


def drawn_moving(title: str, movement: str, rest: str = "") -> str:
    """Return what to draw so that the thing a title names does something else than the title says;
    empty where the thing is not known to do that.

    ``rest`` is what was said of it beside the movement, and takes the place of what the title says.
    """
    words = " ".join(title.lower().split())
    who = mover(words)
    if who is None or movement not in who.does:
        return ""
    own = movement in _does(_nouns()[who.noun])
    noun = who.noun if own or not who.person else "person"
    before, after = words[: who.start] + noun, words[who.end :]
    for other in (one for one in _movements() if one != movement):
        after = re.sub(rf"^\s+{re.escape(other)}\b", "", after)
    if rest:
        return f"{before} {movement} {rest}"
    return before + ("" if re.match(rf"\s+{movement}\b", after) else f" {movement}") + after


def offers(who: Mover, movement: str) -> tuple[str, ...]:
    """Return what comes near to ``who`` doing what it is not known to do, as things to draw."""
    named = with_article(who.noun)
    others = [f"{one} {movement}" for one in doing(movement)]
    return (*others[:2], *(f"{named} {one}" for one in who.does[:3]))


@lru_cache(maxsize=1)
def _people() -> tuple[str, ...]:
    """What people do: one of them is drawn as well doing what another does."""
    return tuple(dict.fromkeys(one for k in SUBJECTS.values() if k.person for one in _does(k)))


@lru_cache(maxsize=1)
def _movements() -> frozenset[str]:
    return frozenset(one for kind in SUBJECTS.values() for one in _does(kind))


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, Subject]:
    return {noun: kind for kind in SUBJECTS.values() if _does(kind) for noun in _said(kind)}


def _said(kind: Subject) -> Iterator[str]:
    yield kind.noun
    yield from captions._SYNONYMS.get(kind.noun, ())


def _does(kind: Subject) -> tuple[str, ...]:
    return tuple(one for one in kind.actions if one not in _STILL)
