"""Which item on the screen is meant, by what a reader marked in a sentence and by the sentence."""

from __future__ import annotations

from agents.read.references import PLACES, position, referred
from agents.read.words import content_words, mentions, plain
from agents.scene import Scene
from models.domain import Item
from models.understand.reading import Reading


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
