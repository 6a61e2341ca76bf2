"""Every word that captions, titles and instructions are made of, by what it speaks of.

This is all that a model trained on the painted world can have learnt the meaning of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from models.world import edits, scene, words
from models.world.sample import GARMENT_COLOURS, HAIR_COLOURS, SCARVES
from models.world.vocabulary import PLACES, SUBJECTS

Kind = Literal["subject", "place", "action", "when", "weather", "look", "colour", "worn", "camera"]

Phrase = tuple[str, ...]
"""Words of a phrase, in small letters."""

TOGETHER: Mapping[str, Kind] = {
    "ice cream": "subject", "lava lamp": "subject", "northern lights": "place",
    "hot air balloon": "subject", "bowl of fruit": "subject", "cup of coffee": "subject",
    "country road": "place", "mountain range": "place", "black and white": "colour",
    "pours into a pool": "action", "swings its trunk": "action",
    "twitches its ears": "action",
}  # fmt: skip
"""Phrases of whose words some mean nothing here by themselves: ice, lava, a lamp, hot, air."""
_ALONE_UNKNOWN = frozenset(
    "ice cream lava lamp northern lights light hot air trunk ears pool open range bit early "
    "country plain past out let falling own".split()
)
_SPLIT = re.compile(r"[^\W_]+")


def tokens(text: str) -> Phrase:
    """Words of ``text`` in small letters; a hyphen parts words."""
    return tuple(_SPLIT.findall(text.lower()))


def spoken() -> Mapping[Phrase, Kind]:
    """What is said in captions, as single words and as phrases that only mean something whole."""
    found: dict[Phrase, Kind] = {}

    def take(kind: Kind, texts: Iterable[str]) -> None:
        for text in texts:
            for word in tokens(text):
                if len(word) > 1 and (kind == "colour" or word not in _ALONE_UNKNOWN):
                    found.setdefault((word,), kind)

    kinds = SUBJECTS.values()
    take("place", (place.phrase for place in PLACES.values()))
    for name, subject in SUBJECTS.items():
        said = (subject.noun,) if name.endswith("ing") else (name, subject.noun)
        take("place" if subject.family == "landscape" else "subject", said)
    take("subject", (synonym for said in words._SYNONYMS.values() for synonym in said))
    take("subject", ("animal", "vehicle", "food", "sport", "landscape", "bicycle", "skateboard"))
    take("subject", ("football", "basketball", "candles", "planets"))
    take("place", ("hills", "valley", "peaks", "water", "surf", "shops"))
    take("action", (text for one in kinds for said in one.actions.items() for text in said))
    take("when", _sayings(words._TIMES, edits._TIMES))
    take("weather", _sayings(words._WEATHER, edits._WEATHER))
    take("look", _sayings(words._LOOKS, edits._LOOKS))
    take("colour", _sayings(words._PALETTES, edits._PALETTES))
    take("colour", (*GARMENT_COLOURS, *HAIR_COLOURS, *SCARVES))
    take("colour", (colour for one in kinds for colour in one.colours))
    take("camera", _sayings(words._CAMERAS))
    take("worn", (*get_args(scene.Garment), *get_args(scene.Hat), *words._HAIR.values()))
    take("worn", ("beard", "glasses", "hat", "scarf", "clothes", "icing", "mug"))
    for text, kind in TOGETHER.items():
        found[tokens(text)] = kind
    return found


def _sayings(*tables: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    return (text for table in tables for name, said in table.items() for text in (name, *said))


def nouns() -> Mapping[str, str]:
    """Things that can be shown, as they are asked for, with what else is said of them."""
    return {
        with_article(kind.noun): " ".join((name, kind.family, *kind.tags))
        for name, kind in SUBJECTS.items()
    }


def groups() -> Mapping[str, str]:
    """Words for things of which a picture shows one, with what they are; people are all one."""
    found: dict[str, str] = {}
    for name, kind in SUBJECTS.items():
        if kind.family in ("animal", "vehicle", "food", "sport", "person"):
            group = "person" if kind.person else name
            for said in (kind.noun, *words._SYNONYMS.get(kind.noun, ())):
                found.setdefault(tokens(said)[-1], group)
                found.setdefault(" ".join(tokens(said)), group)
    return found | dict.fromkeys(("bicycle", "skateboard", "football", "basketball"), "person")


def with_article(noun: str) -> str:
    """A noun as a sentence has it: ``"an owl"``, ``"the open sea"``, ``"waves"``."""
    if noun.split()[0] in ("a", "an", "the") or noun in ("waves", "particles", "cherry trees"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
