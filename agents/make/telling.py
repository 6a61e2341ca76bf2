"""What was done to a clip, in words: titles and notes."""

from __future__ import annotations

import re

from agents.retrieve.taste import Taste
from models.domain import Item
from models.stylise.edits import Edit

_SHAPES = {"9:16": "portrait", "1:1": "square", "16:9": "widescreen", "4:5": "four to five"}
_MORE = {
    "brightness": ("brighter", "darker"),
    "contrast": ("more contrast", "less contrast"),
    "saturation": ("stronger colours", "weaker colours"),
    "warmth": ("warmer", "colder"),
}
_PACE = {2.0: "twice as fast", 0.5: "half as fast"}


def title(item: Item, what: str) -> str:
    """Return the item's title with what was done to it, also before, once each, in brackets."""
    done = what.split(", ")
    before = re.fullmatch(r"(.*) \((.*)\)", item.title) if item.origin == "edited" else None
    if before is None:
        return f"{item.title} ({', '.join(done)})"
    done = [*before.group(2).split(", "), *done]
    return f"{before.group(1)} ({', '.join(dict.fromkeys(done))})"


def cover_note(about: str, taste: Taste) -> str:
    """Return why a frame was chosen."""
    if about:
        return f"The frame closest to “{about}”."
    if taste.history is None:
        return "You have not liked anything yet, so this is the most representative frame."
    count = len(taste.liked)
    return f"The frame nearest to the {'one' if count == 1 else count} you liked."


def told(edit: Edit) -> str:
    """Return what an edit changes, as a visitor would say it."""
    words = [
        more if getattr(edit, name) > 0 else less
        for name, (more, less) in _MORE.items()
        if getattr(edit, name)
    ]
    if edit.saturation == -1.0:
        words[words.index("weaker colours")] = "black and white"
    if edit.aspect:
        words.append(_SHAPES[edit.aspect])
    if edit.text:
        words.append("with your words on it")
    if edit.speed != 1:
        words.append(_PACE.get(edit.speed, f"{edit.speed:g} times as fast"))
    if edit.start or edit.end is not None:
        words.append("trimmed")
    if edit.volume:
        words.append("louder" if edit.volume > 0 else "quieter")
    if edit.music:
        in_place = " in place of its sound" if edit.music_alone else ""
        words.append(f"with {edit.music} music{in_place}")
    if edit.mute:
        words.append("without sound")
    return ", ".join(words)
