"""A part of a clip that is named by what was done to it: "but only during the slow motion", "where
it is black and white". It is said in seconds of the clip as it is now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from agents.instruct.edits.taking_off import edits_of, is_part
from agents.make.naming import parts_of
from agents.read.during import span
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene
from models.domain import Item
from models.errors import BadRequest

_WHERE = re.compile(
    r"[\s,]*\b(?:but )?(?:only |just )?(?:(?:during|in|within|for|over) (?:the|its|that)|(?:while|"
    r"where|when|as long as)(?: (?:it|the (?:clip|video))(?:'s| is| goes| runs| plays)?| the)?) "
    r"(?P<what>[\w-]+(?: [\w-]+){0,3}?)(?: (?:parts?|bits?|section|piece|effect|is on|is there))?"
    r"[\s.!]*$"
)


def where_changed(scene: Scene, catalogue: Catalogue, viewer: str) -> Scene:
    """The scene with such a part in seconds, or without it where all of the clip was changed so;
    as it was where no change that was made is named.
    """
    made = scene.about or scene.focus
    words = plain(scene.text)
    said = _WHERE.search(words)
    if made is None or not made.parents or said is None or not said.start():
        return scene
    edits = edits_of(made, scene.past, catalogue, viewer)
    for number in range(len(edits) - 1, -1, -1):
        edit = edits[number]
        for part in parts_of(edit.calls):
            if is_part(said["what"], part) <= 0:
                continue
            if number + 1 < len(edits):
                return scene  # what came after may have moved it
            source = next(iter(catalogue.items((str(edit.guidance.target),), viewer)), None)
            where = "" if source is None else _seconds(edit.calls[part.call].arguments, source)
            return replace(scene, text=f"{words[: said.start()]}{where}")
    return scene


def _seconds(arguments: Mapping[str, object], source: Item) -> str:
    """From when to when a change is seen, in words; empty where it is all the time."""
    during = str(arguments.get("during") or "")
    if not during:
        return ""
    try:
        start, end = span(during, source.duration)
    except BadRequest:
        return ""
    speed = float(str(arguments.get("speed", 1.0)))
    return f" from {start:.2f} to {start + (end - start) / speed:.2f} seconds"
