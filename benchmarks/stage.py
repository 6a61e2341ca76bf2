"""A director over a corpus in memory, by words alone: for visits in seconds instead of minutes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from agents.chat.rehearsal import items_of
from agents.director import Director
from agents.guard.guard import Guard
from agents.instruct.instructor import Instructor
from agents.make.editor import Editor
from agents.outcome import Outcome
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Earlier, Scene
from models.domain import Event, Item, Said, Shown, Turn
from models.encode.encoder import Encoder


class Nothing:
    """Keeps nothing: on this stage nothing is made."""

    def __call__(self, *args: object, **more: object) -> Item:
        """Refuse."""
        raise AssertionError("something was made on a stage where nothing should be")


def director(corpus: Path, encoder: Encoder, instructor: Instructor, work: Path) -> Director:
    """A director that finds the corpus' items by their words."""
    catalogue = MemoryCatalogue()
    every = items_of(corpus)
    texts = [" ".join((one.title, one.description, *one.tags)) for one in every]
    for one, vector in zip(every, encoder.texts(texts), strict=True):
        catalogue.add(one, text=vector)
    editor = Editor(catalogue, encoder, work)
    guard, retriever = Guard(work / "made", work), Retriever(catalogue, encoder)
    return Director(catalogue, retriever, editor, guard, Nothing(), instructor=instructor)  # type: ignore[arg-type]


@dataclass(slots=True)
class Talk:
    """One conversation: what is on the screen, what was asked for last."""

    director: Director
    screen: tuple[Item, ...] = ()
    before: tuple[Item, ...] = ()
    want: str = ""
    options: tuple[str, ...] = ()
    said: str = ""
    seen: frozenset[str] = field(default_factory=frozenset)

    def respond(self, text: str) -> Iterator[Event]:
        """Answer as the service would, for searches."""
        focus = self.screen[0] if len(self.screen) == 1 else None
        scene = Scene(
            text=text, screen=self.screen, focus=focus, last_want=self.want, before=self.before,
            options=self.options, previous=self.before,
            past=(Earlier(turn=Turn(role="assistant", text=self.said)),),
        )  # fmt: skip
        outcome = Outcome()
        self.options, self.said = (), ""
        for event in self.director.run(
            scene, Taste(), "visitor", threading.Event(), outcome, self.seen
        ):
            if isinstance(event, Shown):
                self.before, self.screen = self.screen, tuple(card.item for card in event.cards)
                self.seen |= {item.id for item in self.screen}
            elif isinstance(event, Said):
                self.options, self.said = event.options, event.text
            yield event
        self.want = outcome.want or self.want
