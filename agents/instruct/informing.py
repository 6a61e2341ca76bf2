"""Answers questions about the app where nothing else is known of a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.instructor import CANNOT, CANNOT_TELL, Instructor
from agents.read.inventory import inventory
from agents.scene import Scene
from agents.talk.answer_book import ASKING, CLOSE, NEAR, NEARER, AnswerBook, bare, behind_story
from agents.talk.smalltalk import ABILITIES, UNANSWERED
from models.domain import Decision

_REQUEST = re.compile(
    r"(?:can|could|would|will) (?:you|we|u)\b|"
    r"(?:can|could|may) i (?:please )?(?:get|have|see|watch) (?:some(?:thing)?|any|a few|one|two|"
    r"three|four|five|six|\d)\b|"
    r"(?:do|have) (?:you|we|u) (?:have|got)\b|"
    r"(?:is|are) there\b"
)
"""Asks for something to be done or shown, as a question."""

_DONE = re.compile(r"(?:\w+ )?(?:did|was|were)\b")
"""Asks about what was done here."""


class Informing:
    """Lets ``instructor`` decide, and ``book`` answer what that one has no answer to."""

    def __init__(self, instructor: Instructor, book: AnswerBook) -> None:
        self.instructor, self.book = instructor, book

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        first = None if scene.brought is not None else self.book.first(scene.text)
        if first is not None:
            return first
        made = self.instructor.decide(scene)
        asked = behind_story(scene.text) if scene.brought is None else ""
        if asked and made.kind != "refuse" and (said := self.book.answer(asked, CLOSE)):
            return said
        least = least_of(made, scene)
        if least is None:
            return made
        known = self.book.restated(scene.text, least)
        if not known:
            return self.book.answer(scene.text, least) or made
        other = made if known == scene.text else self.instructor.decide(replace(scene, text=known))
        return other if other.kind == "chat" else made

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.instructor.warm()
        self.book.find("what can you do")


def least_of(made: Decision, scene: Scene) -> float | None:
    """Return how near a question has to be for the book to answer instead of what was ``made`` of
    it, ``None`` where that stands.
    """
    if scene.like_vector is not None:
        return None
    said = bare(scene.text)
    asks = ASKING.match(said) is not None
    if made.why == UNANSWERED or made.text == ABILITIES:
        done = _DONE.match(said) is not None
        return CLOSE if not asks else NEARER if done else NEAR
    if made.text in (CANNOT, CANNOT_TELL):
        return NEARER if asks else CLOSE
    if not asks or _REQUEST.match(said) is not None:
        return CLOSE if asks and made.kind == "ask" and not scene.screen else None
    if made.kind == "ask":
        return NEARER
    fresh = made.kind == "retrieve" and not (made.guidance.like or made.guidance.show)
    return CLOSE if fresh and not inventory(said) else None
