"""Simulated visits to the embedded instructor in a little world in memory, as lessons.

What is found are the clips with most of the words that were sought; an edit gives a clip that has
the first for a parent. Nothing is decoded or drawn: what matters is what was said, on what screen,
and what was called.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agents.chat.lessons import Lesson, asked, called
from agents.evaluation import PERSONAS, Visitor, anything, goals
from agents.instruct.embedded import EmbeddedInstructor
from agents.instruct.instructor import Instructor
from agents.read.words import content_words, mentions
from agents.scene import Earlier, Scene
from models.domain import Card, Decision, Event, Item, Said, Shown, ToolCall, Turn
from models.understand.reader import EmbeddedReader

SHOWN = 4


@dataclass(slots=True)
class World:
    """One visitor's screen, and all that was decided."""

    instructor: Instructor
    items: Sequence[Item]
    screen: tuple[Item, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    options: tuple[str, ...] = ()
    past: tuple[Earlier, ...] = ()
    lessons: list[Lesson] = field(default_factory=list)

    def respond(self, text: str) -> Iterator[Event]:
        """See :data:`agents.evaluation.Respond`."""
        focus = self.screen[0] if len(self.screen) == 1 else None
        scene = Scene(
            text=text, screen=self.screen, focus=focus, options=self.options, past=self.past,
            edited=focus if self.calls else None, last_calls=self.calls,
        )  # fmt: skip
        decision = self.instructor.decide(scene)
        kept = called(decision, scene)
        if kept or decision.kind == "ask":
            question = asked(scene, vague=len(scene.screen) == 1)
            self.lessons.append(Lesson(scene=scene, calls=kept or question))
        self._show(decision)
        said = Turn(role="assistant", text=decision.text, shown=tuple(i.id for i in self.screen))
        self.past = (
            *self.past, Earlier(turn=Turn(role="visitor", text=text)),
            Earlier(turn=said, decision=decision),
        )  # fmt: skip
        self.options = decision.options
        if decision.text:
            yield Said(text=decision.text, options=decision.options)
        if decision.kind not in ("ask", "chat", "refuse"):
            yield Shown(cards=tuple(Card(item=item, why="") for item in self.screen))

    def _show(self, decision: Decision) -> None:
        self.calls = decision.calls if decision.kind == "edit" else ()
        if decision.kind == "retrieve":
            ids = decision.guidance.show or (decision.guidance.like,)
            words = content_words(decision.guidance.want)
            seen = {item.id for item in self.screen} if decision.guidance.others else set()
            ranked = sorted(
                (item for item in self.items if item.id not in seen),
                key=lambda item: (item.id in ids, sum(mentions(item, word) for word in words)),
                reverse=True,
            )
            self.screen = tuple(ranked[: 1 if decision.guidance.show else SHOWN])
        elif decision.kind in ("edit", "create"):
            target = decision.guidance.target
            base = next((item for item in self.screen if item.id == target), self.items[0])
            origin, parents = ("edited", (base.id,)) if decision.kind == "edit" else ("created", ())
            made = replace(base, id=f"{base.id}+", origin=origin, parents=parents)  # type: ignore[arg-type]
            self.screen = (made,)


def rehearsed(corpus: Path, weights: Path, visits: int, seed: int = 0) -> Iterator[Lesson]:
    """Let visitors come, and return what the instructor did in each of their turns."""
    instructor = EmbeddedInstructor(EmbeddedReader(weights / "instructor"))
    items = items_of(corpus)
    for number, goal in enumerate(goals(items, visits, seed)):
        world = World(instructor, items)
        goal = replace(goal, wanted=anything)
        Visitor(goal, PERSONAS[number % len(PERSONAS)], seed + number).visit(world.respond)
        yield from world.lessons


def items_of(corpus: Path) -> list[Item]:
    """The items of a corpus' ``items.csv``."""
    with (corpus / "items.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Item(
                id=row["id"],
                title=row["title"],
                description=row["description"],
                tags=tuple(filter(None, row["tags"].split(";"))),
                media=corpus / row["file"],
                duration=float(row["duration"]),
                width=int(row["width"]),
                height=int(row["height"]),
            )  # fmt: skip
            for row in csv.DictReader(lines)
        ]
