"""One turn: what was said in, events out. Knows no page and no database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from agents.changing import Changing
from agents.guard.guard import Guard
from agents.guard.likeness import Likeness
from agents.instruct.abilities import within
from agents.instruct.dialogue import Asking, Narrowing
from agents.instruct.edits.undrawn import drawable
from agents.instruct.following import done
from agents.instruct.going_on import decided
from agents.instruct.instructor import Instructor, Rules
from agents.instruct.suggestions import Suggestions, of_use
from agents.make import tools
from agents.make.creator import Creator
from agents.make.editor import Editor
from agents.make.jobs import JobRunner
from agents.make.producer import Producer
from agents.make.studio import Studio
from agents.make.workshop import Keep, Workshop
from agents.message import Message
from agents.outcome import Outcome
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Scene
from agents.showing import CARDS, Showing
from agents.talk.smalltalk import EXAMPLES
from models.domain import DRAW, Decision, Event, Item, Refused, Said
from models.errors import Cancelled, CannotDraw, GeneRecError, Unavailable, UserError, Withheld


class Director:
    """Runs a turn: decide, then retrieve, edit or create, guard, show."""

    def __init__(
        self,
        catalogue: Catalogue,
        retriever: Retriever,
        editor: Editor,
        guard: Guard,
        keep: Keep,
        rejections: int = 3,
        runner: JobRunner | None = None,
        studio: Studio | None = None,
        instructor: Instructor | None = None,
        asking: Asking | None = None,
        likeness: Likeness | None = None,
        speaks: Callable[[str], str | None] = lambda viewer: None,
    ) -> None:
        """``rejections``: after so many in a row something made is offered; 0 is never.
        ``likeness``: who may be seen changed; without, everybody. ``speaks``: see the workshop.

        ``runner`` does what is slow; without one it is done at once, in the turn's own thread.
        Without a ``studio`` nothing is made that was not there before; without an ``instructor``
        rules alone decide.
        """
        self.studio = studio
        self.instructor, self.catalogue, self.editor = instructor or Rules(), catalogue, editor
        self.suggestions = Suggestions(catalogue, retriever)
        self.workshop = Workshop(guard, keep, runner, speaks)
        creator = Creator(catalogue, retriever, editor)
        self.producer = Producer(creator, self.workshop, studio)
        self.showing = Showing(catalogue, retriever, asking or Narrowing(), studio, rejections)
        self.changing = Changing(catalogue, editor, self.workshop, studio, likeness)

    @property
    def able(self) -> frozenset[str]:
        """The tools that can be used here."""
        return tools.able(self.studio)

    def run(
        self,
        scene: Scene,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
        shown_before: frozenset[str] = frozenset(),
    ) -> Iterator[Event]:
        """Yield the events of one turn. Problems become :class:`Refused`; stop ends it quietly."""
        began = time.monotonic()
        message = Message(
            scene=scene,
            taste=taste,
            viewer=viewer,
            cancel=cancel,
            outcome=outcome,
            shown_before=shown_before,
        )
        try:
            self.workshop.guard.words(request=scene.text)
            scene, thanks = self.changing.agreed(scene, viewer)
            message = replace(message, scene=scene)
            decision = outcome.decision = thanks or self._decided(message)
            outcome.want = decision.guidance.want
            if decision.preface:
                yield Said(text=decision.preface)
            yield from self._acted(decision, message)
        except (UserError, Unavailable) as exc:
            yield from self._refused(exc, message)
        except Cancelled:
            return
        finally:
            outcome.seconds = time.monotonic() - began
        if outcome.decision is not None and outcome.decision.footnote:
            yield Said(text=outcome.decision.footnote, footnote=True)

    def _refused(self, exc: GeneRecError, message: Message) -> Iterator[Event]:
        """Say what cannot be, and show what is here in its place where there may be something."""
        if isinstance(exc, CannotDraw):
            yield Said(text=str(exc), options=exc.options)
            near = next(iter(exc.options), "").removeprefix(DRAW)
        else:
            yield Refused(text=str(exc))
            near = ""
        decision = message.outcome.decision
        drawing = isinstance(exc, CannotDraw) and decision is not None and decision.kind == "create"
        if decision is not None and (drawing or isinstance(exc, Withheld)):
            yield from self.showing.instead(decision, near, message)

    def _decided(self, message: Message) -> Decision:
        """What the instructor wants, as far as the tools here can do it."""

        def pulse() -> None:
            if message.cancel.is_set():
                raise Cancelled("the visitor pressed stop")

        scene = replace(message.scene, pulse=pulse)
        made = decided(self.instructor, scene, self.catalogue, message.viewer)
        able = within(made, self.able)
        options = of_use(able.options, scene.about or scene.focus)
        if options and set(options) <= set(EXAMPLES):
            options = self.suggestions.fitting(options)
        return replace(
            able, options=options,
            decider=made.decider, preface=made.preface, footnote=made.footnote,
        )  # fmt: skip

    def _acted(self, decision: Decision, message: Message) -> Iterator[Event]:
        """Do what was decided."""
        able = self._drawable(decision, message)
        if able.kind != decision.kind:  # what was done in its place is what the next turn sees
            message.outcome.decision = able
        decision = able
        if decision.kind == "retrieve":
            few = CARDS // (1 + len(decision.then))
            for one in (decision, *decision.then):
                yield from self.showing.retrieve(one, message, few)
            return
        if decision.kind == "create":
            film = yield from self.producer.create(
                decision, message.taste, message.viewer, message.cancel, message.outcome
            )
            yield from self._then(decision, film, message)
            return
        if decision.text:
            yield Said(text=decision.text, options=decision.options)
        made: Item | None = None
        if decision.kind == "edit":
            made = yield from self.changing.edit(decision, message)
        for then in decision.then if decision.kind == "edit" else ():
            if message.cancel.is_set():
                return
            # Only now: what cannot be drawn on one clip does not keep the others from theirs.
            made = yield from self.changing.edit(self._drawable(then, message), message)
        yield from self._then(decision, made, message)

    def _drawable(self, decision: Decision, message: Message) -> Decision:
        """What comes of a decision, of which not all can be drawn."""
        return drawable(decision, self.studio, self.catalogue, message.viewer, message.scene.past)

    def _then(self, decision: Decision, made: Item | None, message: Message) -> Iterator[Event]:
        """Go on with what is asked for once ``made`` has come of a decision."""
        if made is None or not decision.afterwards:
            return
        outcome = message.outcome
        message = replace(message, scene=done(message.scene, decision, made))
        later = self._decided(message)
        first = outcome.decision if decision.kind == "create" else decision
        outcome.decision = whole = replace(first or decision, then=(*decision.then, later))
        yield from self._acted(later, message)
        outcome.decision = whole
