"""What two clips differ in, as far as their records and their pictures tell: "what's the difference
between the first and the second?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.read.those import those_meant
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.comparison import WAYS
from agents.scene import Scene
from models.domain import Comparison, Decision, Item

_ASKED = re.compile(
    r"\b(?:what(?:'s| is| are)?|whats|tell me|explain|is there|how|any)\b.*\b(?:differen(?:t|ces?)|"
    r"differ|distinguish\w*|unlike)\b|\bcompare\b"
)
_MEASURED: tuple[tuple[Comparison, float], ...] = (("brighter", 0.08), ("livelier", 0.25))
"""What is measured of pictures, and the share from which a difference is told."""
LONGEST = 160


def difference(scene: Scene, catalogue: Catalogue, viewer: str) -> Decision | None:
    """Say what two clips on the screen differ in; ``None`` where that is not asked of two."""
    words = plain(scene.text)
    if len(words) > LONGEST or len(scene.screen) < 2 or scene.planning or not _ASKED.search(words):
        return None
    those = those_meant(words, scene.screen)
    items = those.items if those is not None else tuple(scene.screen)
    if len(items) != 2:
        return None
    told = [*_recorded(items), *_measured(items, catalogue, viewer)]
    one, other = (f"“{item.title[:80]}”" for item in items)
    text = f"One is {one}, the other {other}. "
    text += (
        " ".join(told) if told else "In length, shape, sound, light and movement they are alike."
    )
    return Decision(kind="chat", text=text, why="You asked what they differ in.")


def _recorded(items: Sequence[Item]) -> list[str]:
    one, other = items
    told = []
    if abs(one.duration - other.duration) >= 0.1:
        told.append(f"They last {one.duration:.1f} and {other.duration:.1f} seconds.")
    if (shapes := [_shape(item) for item in items])[0] != shapes[1]:
        told.append(f"The former is {shapes[0]}, the latter {shapes[1]}.")
    if one.has_audio != other.has_audio:
        told.append(f"Only the {'former' if one.has_audio else 'latter'} has sound.")
    made = [item.origin != "uploaded" for item in items]
    if made[0] != made[1]:
        told.append(f"Only the {'former' if made[0] else 'latter'} was made or changed here.")
    return told


def _measured(items: Sequence[Item], catalogue: Catalogue, viewer: str) -> list[str]:
    told = []
    for way, share in _MEASURED:
        measure = WAYS[way].measure
        values = [None if measure is None else measure(catalogue, item, viewer) for item in items]
        if values[0] is None or values[1] is None:
            continue
        if abs(values[0] - values[1]) > share * max(abs(values[0]), abs(values[1])):
            more = "former" if values[0] > values[1] else "latter"
            told.append(
                f"The cover of the {more} is lighter." if way == "brighter"
                else f"In the {more} more moves."
            )  # fmt: skip
    return told


def _shape(item: Item) -> str:
    if item.width == item.height:
        return "square"
    return "portrait" if item.height > item.width else "landscape"
