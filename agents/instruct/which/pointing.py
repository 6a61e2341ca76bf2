"""Which item on the screen is meant, by what a reader marked in a sentence and by the sentence."""

from __future__ import annotations

import re

from agents.read.opinion import opinions
from agents.read.references import PLACES, only_around, only_points, position, referred
from agents.read.those import those_meant
from agents.read.words import content_words, mentions, plain
from agents.scene import Scene
from agents.talk.replies import picked, show, which
from models.domain import Decision, Item
from models.understand.reading import Reading

_THAT_ONE = re.compile(
    r"(?:(?:ok|okay|yes|no|hm+|oh|i (?:want|mean|meant)|show me|give me|"
    r"take)[\s,]+)*"
    r"(?:this|that)(?: (?:one|clip|video))?(?: (?:please|pls|one|then))*[\s.!]*"
)
"""Points at one of several, and does not say at which."""


def meant(words: str, scene: Scene, reading: Reading) -> Item | None:
    """The item a wish is about: by place, by its own words, else the one in hand."""
    for said in reading.all_words(scene.text, "target"):
        item = _among(plain(said), scene)
        if item is not None:
            return item
    # What stands inside of what is to be written or shown is no place on the screen.
    outside = words
    for slot in ("text", "about", "want"):
        for said in reading.all_words(scene.text, slot):
            outside = outside.replace(plain(said), " ")
    return referred(outside, scene.screen, scene.focus)


def together(scene: Scene) -> Decision | None:
    """Show what is pointed at, of which nothing else is said: "just the first two", "i'd rather
    have the second one".
    """
    words = plain(scene.text)
    if len(scene.screen) > 1 and scene.spoken_of is None and _THAT_ONE.fullmatch(words):
        return which(scene, "Which one do you mean?", "the {} one")
    place = position(words) if only_points(words) and len(scene.screen) > 1 else None
    asked = any(position(option) is not None for option in scene.options)
    if place is not None and -1 <= place < len(scene.screen) and not asked:
        return None if opinions(scene.text) else picked(scene.screen[place])
    those = those_meant(words, scene.screen) if len(scene.screen) > 2 else None
    if those is None or len(those.items) == len(scene.screen) or scene.planning:
        return None
    if not only_around(f"{words[: those.start]} {words[those.end :]}"):
        return None
    return show(those.items, "These? Tell me what to do with them.", (
        "put them together", "make both black and white" if len(those.items) == 2 else
        "make all of them black and white",
    ))  # fmt: skip


def _among(said: str, scene: Scene) -> Item | None:
    place = position(said)
    if place is not None:
        return scene.screen[place] if scene.screen and -1 <= place < len(scene.screen) else None
    about = [word for word in content_words(said) if word not in ("clip", "video", "open", "play")]
    hits = [item for item in scene.screen if about and all(mentions(item, w) for w in about)]
    return hits[0] if len(hits) == 1 else None


def place_of(item: Item, scene: Scene) -> str:
    """How a visitor would name its place: "second"."""
    places = [p for p, one in zip(PLACES, scene.screen, strict=False) if one.id == item.id]
    return places[0] if places else ""
