"""What was done to a clip, in words: titles and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
STYLED = "draw all of it in the style of {}, and leave what it shows as it is"
"""What a model that takes instructions is told of a look that no style has."""
_BRACKETS = {ord(one): " " for one in "()"}
WISH = 40
"""Characters of a wish that stand in a title."""
_LOOK = re.compile(re.escape(STYLED).replace(re.escape("{}"), "(.+)"))
_ASKED = re.compile(
    r"(?:please |now )*(?:make|turn|draw|paint|change) (?:it|this|that|them|the (?:clip|video))"
    r"(?: all| look like| look| into| to)*(?: a)?\s+(?=\w)",
    re.IGNORECASE,
)
_DIRECTION = {"backwards": "backwards", "boomerang": "there and back"}
_PACE = {2.0: "twice as fast", 1.25: "a little faster", 0.8: "a little slower", 0.5: "half as fast"}


def title(item: Item, what: str) -> str:
    """Return the item's title with what was done to it, also before, once each, in brackets."""
    done = what.split(", ")
    before = re.fullmatch(r"(.*) \((.*)\)", item.title) if item.origin == "edited" else None
    if before is None:
        return f"{item.title} ({', '.join(done)})"
    done = [*before.group(2).split(", "), *done]
    return f"{before.group(1)} ({', '.join(dict.fromkeys(done))})"


def wished(words: str) -> str:
    """Return a wish as short as it stands in the brackets of a title: a look by its name alone."""
    look = _LOOK.fullmatch(words)
    said = f"in the style of {look[1]}" if look else words
    asked = _ASKED.match(said)
    said = " ".join(said[asked.end() if asked else 0 :].translate(_BRACKETS).split())
    if len(said) > WISH:
        said = said[: WISH + 1].rpartition(" ")[0] or said[:WISH]
        return f"{said.rstrip(' .,;:!?')}…"
    return said.rstrip(" .,;:!?")


def headed(words: str) -> str:
    """Return the title of what was made from words, or from a taste without any."""
    words = " ".join(words.split()).strip(" .")
    if not words:
        return "Made for you"
    return words[0].upper() + words[1:80]


def chosen_of(candidates: int, dropped: int) -> str:
    """Return how many candidates there were, and how many of them were dropped."""
    if candidates < 2:
        return ""
    poor = f", {dropped} were not good enough" if dropped > 1 else ", one was not good enough"
    return f"; the best of {candidates}{poor if dropped else ''}"


def each_of(about: str) -> list[str]:
    """The things of "both the dog and the girl", which should all be seen; one alone is itself."""
    said = re.sub(r"^(?:both|all(?: of)?|each of)\s+(?:of\s+)?", "", about.strip().lower())
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|with|plus|next to|beside)\s+(?:also\s+)?", said)
    return [
        part for part in (re.sub(r"^(?:the|an?|both)\s+", "", one).strip() for one in parts) if part
    ]


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
    words += [word for said, word in _seen(edit) if said]
    words += [word for said, word in _played(edit) if said]
    return ", ".join(words)


def _seen(edit: Edit) -> Iterator[tuple[object, str]]:
    """What is done to pictures, and how it is called."""
    yield edit.turn, "upside down" if edit.turn == 180 else "turned"
    yield edit.mirror, "mirrored" if edit.mirror == "across" else "flipped top to bottom"
    yield edit.steady, "steadier"
    yield edit.loop, "looping"
    yield edit.sharpen, "a little crisper"
    yield edit.denoise, "less grainy"
    yield edit.zoom > 1, "slowly closer" if edit.zoom_slowly else "closer"
    whole = " with all of it shown" if edit.fit == "fill" else ""
    yield edit.aspect, _SHAPES.get(edit.aspect or "", "") + whole
    yield edit.text, "with your words on it"


def _played(edit: Edit) -> Iterator[tuple[object, str]]:
    """What is done to time and sound, and how it is called."""
    yield edit.speed != 1, _PACE.get(edit.speed, f"{edit.speed:g} times as fast")
    yield edit.times > 1, "twice in a row" if edit.times == 2 else f"{edit.times} times in a row"
    yield edit.direction != "forwards", _DIRECTION.get(edit.direction, "")
    yield edit.start or edit.end is not None, "trimmed"
    fades = [name for name in ("in", "out") if getattr(edit, f"fade_{name}")]
    yield fades, f"fading {' and '.join(fades)}"
    sound = [name for name in ("in", "out") if getattr(edit, f"sound_fade_{name}")]
    yield sound, f"its sound fading {' and '.join(sound)}"
    yield edit.volume, "louder" if edit.volume > 0 else "quieter"
    in_place = " in place of its sound" if edit.music_alone else ""
    yield edit.music, f"with {edit.music} music{in_place}"
    yield edit.mute, "without sound"
