"""Why something is shown: one line on its card, and all that speaks for and against it on request.

Everything said here can be checked against what was computed: near means among the nearest of the
whole corpus, not above some number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from agents.read.words import content_words, mentions, same, titled
from agents.retrieve.catalogue import Catalogue, Kind
from agents.retrieve.taste import Taste
from models.domain import Item

NEAR = 3
"""How many neighbours of an item are called near it. Of 117 demo clips the 3 nearest by words have
the subject or the place in common in 0.76 of cases, the 10 nearest in 0.47, and the 3 nearest by
pictures in no more than half: what is like a liked item is told by words where there are some.
"""

MOST = 2
"""Liked items that are named as reason, the nearest first."""

NAMED = 4
"""Words asked for that are said to be an item's."""

KINDS: tuple[tuple[Kind, str], ...] = (("visual", "looks"), ("text", "reads"))
OTHERS = "Others with a taste like yours liked it."


def why_words(item: Item, want: str, reads: bool, looks: bool) -> str:
    """Return what an item has of the words asked for; ``reads`` and ``looks`` say it is close."""
    told = list(dict.fromkeys(word for word in content_words(want) if mentions(item, word)))[:NAMED]
    if told:
        titles = [titled(item, word) for word in told]
        text = " ".join((item.description, *item.tags))
        said = [
            f"“{as_said(item.title if in_title else text, word)}”"
            for word, in_title in zip(told, titles, strict=True)
        ]
        where = "title says" if all(titles) else "title and description say"
        where = where if any(titles) else "description says"
        *most, last = said
        return f"Its {where} {' and '.join(filter(None, (', '.join(most), last)))}."
    if reads:
        return f"Its description is close to “{want[:80]}”."
    if looks:
        return f"Its pictures look close to “{want[:80]}”."
    return f"Not sure that it fits “{want[:80]}”."


def why_mood(item: Item, suits: str) -> str:
    """Return which of the words that suit a mood an item has; empty where it has none."""
    told = next((word for word in content_words(suits) if mentions(item, word)), "")
    return f"Its {'title' if titled(item, told) else 'description'} says “{told}”." if told else ""


def as_said(text: str, word: str) -> str:
    """The word as it stands in a text that has it, singular or plural."""
    return next((one for one in re.findall(r"[^\W\d_]+", text.lower()) if same(one, word)), word)


def why_taste(item: Item, taste: Taste, nearest_liked: str, others: str = OTHERS) -> str:
    """Return the strongest reason that the taste alone has for an item, in one line."""
    wanted = next((word for word in taste.wants if _says(item, word)), "")
    if wanted:
        return f"You said you like “{wanted}”."
    if nearest_liked:
        return f"Like “{_short(nearest_liked)}”, which you liked."
    if item.id in taste.companions:
        return others
    if taste.history is None and taste.wants:
        return f"Comes near “{_short(taste.wants[-1])}”, which you said you like."
    return "Picked for your taste."


def reasons(
    item: Item, taste: Taste, catalogue: Catalogue, viewer: str, others: str = OTHERS
) -> tuple[str, ...]:
    """Return all that speaks for and against an item, for and against apart, strongest first."""
    found = [f"You said you like “{word}”." for word in taste.wants if _says(item, word)]
    found += _near(item, taste.liked, catalogue, viewer, "It {} like “{}”, which you liked.")
    found += _shared(item, catalogue.items(taste.liked, viewer))
    if item.id in taste.companions:
        found.append(others)
    if item.origin != "uploaded" and item.owner == viewer:
        sources = catalogue.items(item.parents[:MOST], viewer)
        named = " and ".join(f"“{_short(source.title)}”" for source in sources)
        found.append(f"It was made for you{' from ' + named if named else ''}.")
    if item.id in taste.liked:
        found.append("You liked it.")
    against = _near(
        item, taste.less, catalogue, viewer, "Against it: it {} like “{}”, of which you want less."
    )
    if item.id in taste.disliked:
        against.insert(0, "You turned it down, so it is not suggested again.")
    avoided = [word for word in taste.avoids if _says(item, word)]
    against += [f"Against it: you would rather not see “{word}”." for word in avoided]
    if not found and not against:
        found.append(
            "Nothing you liked or said speaks for it yet; it is here so that you can tell me."
        )
    return (*found, *against)


def nearest_liked(
    items: Sequence[Item], taste: Taste, catalogue: Catalogue, viewer: str
) -> dict[str, str]:
    """Return item → title of the liked item that it is nearest to, where it is near to one.

    Near is what is among the :data:`NEAR` nearest of the liked item by words; by looks alone only
    what has no words to go by. Only the most similar liked item of each is searched for, however
    many are liked.
    """
    found: dict[str, str] = {}
    told: set[str] = set()
    for kind in ("text", "visual"):
        left = [item.id for item in items if item.id not in told and item.id not in taste.liked]
        vectors = catalogue.vectors([*left, *taste.liked], kind, viewer)
        known = [item_id for item_id in left if item_id in vectors]
        liked = [item_id for item_id in taste.liked if item_id in vectors]
        told |= set(known)
        if not known or not liked:
            continue
        alike = np.stack([vectors[i] for i in known]) @ np.stack([vectors[i] for i in liked]).T
        pairs = {one: liked[best] for one, best in zip(known, alike.argmax(axis=1), strict=True)}
        best = {one: vectors[one] for one in pairs.values()}
        near = catalogue.neighbours(best, kind, NEAR, viewer)
        found |= {one: other for one, other in pairs.items() if one in near[other]}
    titles = {item.id: item.title for item in catalogue.items(set(found.values()), viewer)}
    return {one: titles[best] for one, best in found.items() if best in titles}


def _near(
    item: Item, others: Sequence[str], catalogue: Catalogue, viewer: str, sentence: str
) -> list[str]:
    """One sentence for each of ``others`` that the item is near to, by looks or by words."""
    found: dict[str, str] = {}
    for kind, verb in KINDS:
        vector = catalogue.vectors([item.id], kind, viewer).get(item.id)
        if vector is None or item.id in others:
            continue
        hits = {hit.item_id for hit in catalogue.nearest(vector, kind, NEAR, viewer, {item.id})}
        for other in catalogue.items([one for one in others if one in hits], viewer):
            found.setdefault(other.id, sentence.format(verb, _short(other.title)))
    return list(found.values())[:MOST]


def _shared(item: Item, liked: Sequence[Item]) -> list[str]:
    """What it has in common with the liked item that it has most in common with, by their tags."""
    common = {
        other.id: [tag for tag in item.tags if tag in other.tags]
        for other in liked
        if other.id != item.id
    }
    best = max(liked, key=lambda other: len(common.get(other.id, ())), default=None)
    if best is None or len(common.get(best.id, ())) < MOST:
        return []
    return [f"It has in common with “{_short(best.title)}”: {', '.join(common[best.id][:4])}."]


def _says(item: Item, phrase: str) -> bool:
    words = content_words(phrase)
    return bool(words) and all(mentions(item, word) for word in words)


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59].rstrip() + "…"
