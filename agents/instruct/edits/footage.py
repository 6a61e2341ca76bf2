"""Real footage that was to be drawn anew: what can be done with it instead, as things to say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agents.instruct.edits.movements import movement_of
from agents.read.words import content_words
from models.domain import Item, ToolCall
from models.errors import CannotDraw
from models.generate.generator import Generator

FOREIGN = (
    "This is real footage, and I can only draw in the painted world of the demo clips: it would "
    "come out as mush, so the clip stays as it is. With it I can do this:"
)
BESIDE = "Anything else in footage that was filmed I leave as it is."
"""The same where something else of the wish is done."""
REMOVED = re.compile(
    r"\b(?:remove|erase|delete|take (?:out|away|off)|get rid of|edit out|cut out|lose) "
    r"(?:the|that|this|those|my|his|her|its|all the) [a-z]{2,}"
)
NOT_OUT = (
    "Single things I cannot take out of a clip that was filmed. I can blur faces and writing, look "
    "closer at something else in it, or cut away the part in which it is seen."
)
NEAR_OUT = ("zoom in", "blur the writing", "cut it to 5 seconds")
_GRADES: tuple[tuple[str, str], ...] = (
    ("night dark darker midnight moon moonlight evening", "make it night"),
    ("sunset dusk dawn sunrise golden warm warmer", "make it golden hour"),
    ("autumn fall leaves", "make it autumn"),
    ("day daylight daytime morning noon sunny sun clear bright summer", "make it brighter"),
    ("snow snowy winter ice cold", "make it snow"),
    ("rain rainy storm stormy wet", "make it rain"),
    ("fog foggy mist misty haze", "make it foggy"),
    ("vivid colourful colorful saturated", "make it more colourful"),
    ("black white grey gray mono monochrome", "make it black and white"),
)
"""Words of a wish, and the light, weather or grading that comes near."""
_LOOKS: Mapping[str, str] = {
    "sketch": "make it look like a sketch", "pencil": "make it look like a sketch",
    "pixel": "make it look like pixel art", "neon": "make it look like neon",
    "cartoon": "make it look like a cartoon", "animation": "make it look like a cartoon",
    "flat": "make it look like a cartoon", "painting": "make it look like an oil painting",
}  # fmt: skip
STYLE, CUT = "make it look like watercolour", "cut it to 5 seconds"
LONG = 5.5
"""Seconds from which it is worth cutting a clip to five."""
COVER, SLOW = "give it a better cover", "slow it down"


def foreign(call: ToolCall, item: Item, generator: Generator) -> CannotDraw:
    """What to say when ``call`` would draw on real footage, with steps that can be taken."""
    if REMOVED.search(str(call.arguments.get("instruction") or "")):
        return CannotDraw(NOT_OUT, NEAR_OUT)
    said = set(content_words(str(call.arguments.get("instruction") or "")))
    near = [grade for words, grade in _GRADES if said & set(words.split())]
    asked = movement_of(str(call.arguments.get("instruction") or ""))
    near += [f"only the part with {asked[0]}"] if asked else []
    near += [look for word, look in _LOOKS.items() if word in said]
    if call.name == "extend":
        near.append(SLOW)
    steps = [
        *near,
        STYLE,
        *([CUT] if item.duration > LONG else []),
        COVER,
        *drawn_anew(item, generator),
    ]
    return CannotDraw(FOREIGN, tuple(dict.fromkeys(steps)))


def drawn_anew(item: Item, generator: Generator) -> list[str]:
    """How to ask for a drawing of what an item is about, where the generator knows that."""
    known = generator.knows(item.title.replace("_", " "))
    return [f"draw {known.words}".lower()] if known.shows and not known.empty else []
