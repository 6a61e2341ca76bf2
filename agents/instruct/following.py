"""What is asked for once a change is done: "play it backwards, then compare it with the original".

The change comes first, and the rest of the sentence is decided as if it had been said after it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.second_thoughts import compared, is_once_more
from agents.instruct.edits.wishes import wishes
from agents.instruct.instructor import Instructor, similar
from agents.read.references import PLACES, POINTING, position
from agents.read.searches import SEARCHING, search
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.facts import facts
from models.domain import Decision, Item

_JOINT = re.compile(
    r"\s*(?:[,;.!]+|\b(?:and|then|afterwards|after that|when (?:that is|it is|it's) done)\b)"
    r"(?:[\s,]*\b(?:and|then|afterwards|after that|finally|also|now|please)\b)*[\s,]*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:(?:please|can you|could you|tell me|let me know|let me|also|i want to|i'd like to)\s+)+",
    re.IGNORECASE,
)
LONGEST, MOST = 400, 8
"""Characters of such a sentence, and joints that are looked at."""


_FOUND_FIRST = re.compile(
    r"^(?:(?:please|pls|can you|could you|ok|okay|cool|now|and)[\s,.!]+)*(?:find|search(?: for)?|"
    r"look for)\s+(?:me\s+)?(?P<what>[^,;.!?]{2,80}?)[\s,]+(?:and|then)\s+(?:then\s+)?"
    r"(?P<rest>(?:make|paint|turn|draw|slow|speed|add|put|cut)\s+(?:it|that|them|some|rain|snow)\b"
    r".{1,120})$",
    re.IGNORECASE,
)
SHOWN = 4
"""Clips of which one is then chosen."""
CHOOSE = "Say which of them, and I go on with “{}”."


def found_first(instructor: Instructor, scene: Scene) -> Decision | None:
    """Answer "find a city street and make it rain there": clips first, and which of them is asked,
    for what is in hand is not meant.
    """
    said = _FOUND_FIRST.match(scene.text[:LONGEST])
    if said is None or scene.like_vector is not None or scene.brought is not None:
        return None
    made = instructor.decide(replace(scene, text=f"find {said['what']}", options=()))
    if made.kind != "retrieve":
        return None
    rest = said["rest"].strip(" .!?")
    wishes_of = tuple(f"the {place} one: {rest}" for place in PLACES[:SHOWN])
    return replace(made, footnote=CHOOSE.format(rest), options=wishes_of)


def followed(instructor: Instructor, scene: Scene) -> Decision | None:
    """Return the change with what follows it; ``None`` where nothing else is asked after one."""
    if not scene.screen or len(scene.text) > LONGEST or scene.like_vector is not None:
        return None
    joints = list(_JOINT.finditer(scene.text))[-MOST:]
    for joint in joints:
        first, rest = scene.text[: joint.start()], scene.text[joint.end() :]
        if not first.strip() or not rest.strip() or not _follows(rest, scene):
            continue
        made = instructor.decide(replace(scene, text=first, options=()))
        if made.kind != "edit":
            return None
        shown = is_once_more(_bare(rest))
        return made if shown else replace(made, afterwards=_AFTER.sub("", rest).strip())
    return None


def done(scene: Scene, decision: Decision, made: Item) -> Scene:
    """The scene once ``made`` has come of ``decision``, with what is asked for then."""
    return replace(
        scene,
        text=decision.afterwards,
        screen=(made,),
        focus=made,
        about=None,
        before=scene.screen if len(scene.screen) > 1 else scene.before,
        previous=scene.screen,
        edited=made,
        spoken_of=None,
        options=(),
        last_calls=decision.calls if decision.kind == "edit" else (),
        brought=None,
        board=None,
    )


def _bare(rest: str) -> str:
    return _AFTER.sub("", plain(rest))


def _follows(rest: str, scene: Scene) -> bool:
    """Whether plain words of ``rest`` ask for something that is no change of a clip."""
    words = _bare(rest)
    if not words or wishes(words).calls:
        return False
    item = next(iter(scene.screen))
    made = replace(item, id=f"{item.id}-made", origin="edited", parents=(item.id,))
    after = replace(scene, text=words, screen=(made,), focus=made, edited=made, about=None)
    if is_once_more(words) or compared(words, after) or facts(after):
        return True
    if similar(words, after) is not None:
        return True
    sought = SEARCHING.match(words) and not POINTING.search(words) and position(words) is None
    return bool(sought) and bool(search(words).want)
