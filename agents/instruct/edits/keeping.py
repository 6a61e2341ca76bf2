"""What should stay as it is beside what is to change: "keep that but make it darker", "slower, but
keep the text". Changes that were made stay by themselves, so only the rest is a wish.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.taking_off import edits_of, is_part
from agents.make.naming import parts_of
from agents.read.references import only_points, position
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene

_LEAD = r"(?:(?:ok|okay|yes|yeah|no|please|so|and|but|now|can you|could you|just)[\s,]+)*"
_KEEP = r"(?:keep|leave|preserve|hold on to)"
_AS = r"(?: (?:as (?:it|they|that) (?:is|are|was|were)|like (?:that|this)|there|the same))?"
_FIRST = re.compile(
    rf"{_LEAD}{_KEEP} (?P<what>[\w' -]{{2,40}}?){_AS}"
    r"[\s,]+(?:but|and|just|only|yet)\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"(?P<rest>.+?)[\s,]+(?:(?:but|and|just|only)\s+)*{_KEEP} (?P<what>[\w' -]{{2,40}}?){_AS}"
    r"(?:[\s,]+(?:please|pls))?[\s.!]*",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:it|this|that|everything|all)(?: (?:one|clip|video|of it|else))?|the rest")
LONGEST = 200


def unkept(scene: Scene, catalogue: Catalogue, viewer: str) -> Scene:
    """The scene without what its text says should stay, where that stays by itself."""
    if not scene.screen or scene.planning or len(scene.text) > LONGEST:
        return scene
    for pattern in (_FIRST, _LAST):
        said = pattern.fullmatch(scene.text.strip())
        if said is None:
            continue
        what = plain(said["what"])
        if pattern is _FIRST and only_points(what) and position(what) is not None:
            return replace(scene, text=f"{said['what']}: {said['rest']}")
        if _ALL.fullmatch(what) and pattern is _FIRST:
            return replace(scene, text=said["rest"])
        if _was_made(what, scene, catalogue, viewer):
            return replace(scene, text=said["rest"])
    return scene


def _was_made(what: str, scene: Scene, catalogue: Catalogue, viewer: str) -> bool:
    """Whether every change that is named was made of the clip in hand."""
    made = scene.about or scene.focus
    if made is None or not made.parents:
        return False
    edits = edits_of(made, scene.past, catalogue, viewer)
    parts = [part for n, edit in enumerate(edits) for part in parts_of(edit.calls, n)]
    named = [
        re.sub(r"^(?:the|my|that|its)\s+", "", one)
        for one in re.split(r"\s*(?:,|\band\b)\s*", what)
    ]
    return bool(parts) and all(any(is_part(one, part) > 0 for part in parts) for one in named)
