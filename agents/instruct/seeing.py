"""Lets an instructor know what an attached picture or clip looks like, and says so when asked.

A wrapper around any instructor, as :mod:`agents.instruct.knowing` is. Nothing here reads a file's
name or what is written in a picture: words come from a fixed list (:mod:`agents.retrieve.sights`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.pictures import nouns
from agents.instruct.instructor import CANNOT_TELL, Instructor
from agents.read.words import plain
from agents.retrieve.sights import Eyes, Sight
from agents.scene import Scene
from agents.talk.replies import BROUGHT
from models.domain import Decision

LOOKED = "Told by its looks."
"""Why of an answer about what is seen."""

_WHO = re.compile(r"\bwho\b|\b(?:her|his|their|the (?:man|woman|person)'s) name\b")
_ELSE = re.compile(
    r"\b(?:where|when|why|how|made|filmed|taken|song|music|language|camera|long|old|owns?)\b"
)


class Seeing:
    """Lets ``instructor`` decide, with what ``eyes`` see of what came along."""

    def __init__(self, instructor: Instructor, eyes: Eyes) -> None:
        self.instructor, self.eyes = instructor, eyes

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        sight = self._sight(scene)
        made = self.instructor.decide(scene if sight is None else replace(scene, sight=sight))
        if made.kind != "chat" or made.text != CANNOT_TELL or _ELSE.search(plain(scene.text)):
            return made
        if sight is None and scene.focus is not None and scene.like_vector is None:
            sight = self.eyes.clip(scene.focus)
        return made if sight is None else told(sight, scene)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.instructor.warm()

    def _sight(self, scene: Scene) -> Sight | None:
        """What came along with this message, seen."""
        if scene.like_vector is not None:
            return self.eyes.picture(scene.like_vector, nouns(scene.text))
        return self.eyes.clip(scene.brought) if scene.brought is not None else None


def told(sight: Sight, scene: Scene) -> Decision:
    """Say what something looks like, and how sure that is."""
    names = [f"{name} ({share:.0%})" for name, share in sight.things]
    things = " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    who = "I do not recognise people. " if _WHO.search(plain(scene.text)) else ""
    text = (
        f"{who}By its looks alone, I would say: {things}; {sight.place}, {sight.time}, "
        f"{sight.look}. I may be wrong."
    )
    picture = scene.like_vector is not None
    options = (f"show me {sight.thing} clips", "surprise me") if picture else BROUGHT
    return Decision(kind="chat", text=text, options=options, why=LOOKED)
