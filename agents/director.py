"""One turn: what was said in, events out. Knows no page and no database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial

from agents.calls import grouped
from agents.guard.guard import Guard
from agents.guard.likeness import ASKS, THANKS, Likeness, agreed, changes, consented, options
from agents.instruct.abilities import within
from agents.instruct.dialogue import Asking, Narrowing, Question
from agents.instruct.following import done
from agents.instruct.going_on import decided
from agents.instruct.instructor import Instructor, Rules
from agents.instruct.likened import subject
from agents.instruct.suggestions import Suggestions, of_use
from agents.instruct.undrawn import drawable, offers
from agents.make import covers, tools
from agents.make.creator import Creator
from agents.make.editor import Editor, NoPart
from agents.make.jobs import JobRunner, Watch
from agents.make.producer import Producer
from agents.make.studio import Studio
from agents.make.workshop import Keep, Made, Workshop
from agents.outcome import Outcome
from agents.read.words import content_words, mentions
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.looking import look
from agents.retrieve.openings import met, nothing, opening, partly
from agents.retrieve.pool import says
from agents.retrieve.retriever import Found, Retriever
from agents.retrieve.taste import Taste
from agents.scene import Scene
from agents.steps import doing, guess, guessing, kind, strength
from agents.talk.replies import BROUGHT, OFFER
from agents.talk.smalltalk import CLIPS_ABOUT, EXAMPLES
from models.domain import (
    DRAW,
    MAKE_ONE,
    Artifact,
    Card,
    Decision,
    Event,
    Guidance,
    Item,
    Refused,
    Said,
    Shown,
    ToolCall,
)
from models.errors import (
    Cancelled,
    CannotDraw,
    GeneRecError,
    NoSuchItem,
    Unavailable,
    UserError,
    Withheld,
)

CARDS, CANDIDATES = 4, 24
BADGES = {"edited": "Edited for you", "created": "Made for you"}


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
        self.instructor, self.asking = instructor or Rules(), asking or Narrowing()
        self.catalogue, self.retriever = catalogue, retriever
        self.editor, self.creator = editor, Creator(catalogue, retriever, editor)
        self.suggestions = Suggestions(catalogue, retriever)
        self.workshop = Workshop(guard, keep, runner, speaks)
        self.producer = Producer(self.creator, self.workshop, studio)
        self.rejections, self.likeness = rejections, likeness

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
        try:
            self.workshop.guard.words(request=scene.text)
            scene, thanks = self._agreed(scene, viewer)
            decision = outcome.decision = thanks or self._decided(scene, viewer, cancel)
            outcome.want = decision.guidance.want
            if decision.preface:
                yield Said(text=decision.preface)
            yield from self._acted(decision, scene, taste, viewer, cancel, outcome, shown_before)
        except (UserError, Unavailable) as exc:
            yield from self._refused(exc, outcome.decision, taste, viewer)
        except Cancelled:
            return
        finally:
            outcome.seconds = time.monotonic() - began
        if outcome.decision is not None and outcome.decision.footnote:
            yield Said(text=outcome.decision.footnote, footnote=True)

    def _refused(
        self,
        exc: GeneRecError,
        decision: Decision | None,
        taste: Taste,
        viewer: str,
    ) -> Iterator[Event]:
        """Say what cannot be, and show what is here in its place where there may be something."""
        if isinstance(exc, CannotDraw):
            yield Said(text=str(exc), options=exc.options)
            near = next(iter(exc.options), "").removeprefix(DRAW)
        else:
            yield Refused(text=str(exc))
            near = ""
        drawing = isinstance(exc, CannotDraw) and decision is not None and decision.kind == "create"
        if decision is not None and (drawing or isinstance(exc, Withheld)):
            yield from self._instead(decision, near, taste, viewer)

    def _agreed(self, scene: Scene, viewer: str) -> tuple[Scene, Decision | None]:
        """Keep that those seen in the clip in hand agreed, where the visitor says so; return what
        else is said, or thanks where that was all.
        """
        item, rest = scene.about or scene.focus, agreed(consented(scene.text, scene.options))
        if self.likeness is None or item is None or rest is None:
            return scene, None
        self.likeness.agree(item, viewer)
        thanks = Decision(kind="chat", text=THANKS, options=BROUGHT, why="They agreed.")
        return replace(scene, text=rest, options=()), None if rest else thanks

    def _decided(self, scene: Scene, viewer: str, cancel: threading.Event) -> Decision:
        """What the instructor wants, as far as the tools here can do it."""

        def pulse() -> None:
            if cancel.is_set():
                raise Cancelled("the visitor pressed stop")

        made = decided(self.instructor, replace(scene, pulse=pulse), self.catalogue, viewer)
        able = within(made, self.able)
        options = of_use(able.options, scene.about or scene.focus)
        if options and set(options) <= set(EXAMPLES):
            options = self.suggestions.fitting(options)
        return replace(
            able, options=options,
            decider=made.decider, preface=made.preface, footnote=made.footnote,
        )  # fmt: skip

    def _acted(
        self,
        decision: Decision,
        scene: Scene,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
        shown_before: frozenset[str],
    ) -> Iterator[Event]:
        """Do what was decided."""
        able = drawable(decision, self.studio, self.catalogue, viewer, scene.past)
        if able.kind != decision.kind:  # what was done in its place is what the next turn sees
            outcome.decision = able
        decision = able
        if decision.kind == "retrieve":
            for one in (decision, *decision.then):
                few = CARDS // (1 + len(decision.then))
                yield from self._retrieve(one, scene, taste, viewer, shown_before, outcome, few)
            return
        if decision.kind == "create":
            film = yield from self.producer.create(decision, taste, viewer, cancel, outcome)
            yield from self._then(
                decision, film, scene, taste, viewer, cancel, outcome, shown_before
            )
            return
        if decision.text:
            yield Said(text=decision.text, options=decision.options)
        made: Item | None = None
        if decision.kind == "edit":
            made = yield from self._edit(decision, scene, taste, viewer, cancel, outcome)
        for then in decision.then if decision.kind == "edit" else ():
            if cancel.is_set():
                return
            # Only now: what cannot be drawn on one clip does not keep the others from theirs.
            one = drawable(then, self.studio, self.catalogue, viewer)
            made = yield from self._edit(one, scene, taste, viewer, cancel, outcome)
        yield from self._then(decision, made, scene, taste, viewer, cancel, outcome, shown_before)

    def _then(
        self,
        decision: Decision,
        made: Item | None,
        scene: Scene,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
        shown_before: frozenset[str],
    ) -> Iterator[Event]:
        """Go on with what is asked for once ``made`` has come of a decision."""
        if made is None or not decision.afterwards:
            return
        seen = done(scene, decision, made)
        later = self._decided(seen, viewer, cancel)
        first = outcome.decision if decision.kind == "create" else decision
        outcome.decision = whole = replace(first or decision, then=(*decision.then, later))
        yield from self._acted(later, seen, taste, viewer, cancel, outcome, shown_before)
        outcome.decision = whole

    def _retrieve(
        self,
        decision: Decision,
        scene: Scene,
        taste: Taste,
        viewer: str,
        shown_before: frozenset[str],
        outcome: Outcome,
        few: int = CARDS,
    ) -> Iterator[Event]:
        if decision.guidance.show:
            yield from self._again(decision, taste, viewer)
            return
        # Asked for others, or for anything: what was seen is not shown again.
        again = decision.guidance.others and scene.like_vector is None
        seen = shown_before if again else frozenset()
        looked = look(
            self.retriever, decision.guidance, taste, few, viewer, seen, scene.like_vector
        )
        guidance, found, outcome.sure = looked.guidance, looked.found, looked.sure
        if looked.text:
            decision = replace(decision, text=looked.text)
        if not found:
            yield Refused(text=nothing(guidance, made_alone=taste.tuning.origins == "made"))
            return
        told = opening(guidance, found, taste, again=bool(seen))
        text, options = decision.text or told, decision.options
        lacks = outcome.sure is False or partly(guidance, found)
        if guidance.want and lacks and not options:
            like = self.catalogue.items((guidance.like,) if guidance.like else (), viewer)
            want = subject(like[0], guidance.want) if like else guidance.want
            options = offers(want, self.studio, self.able)
        if 0 < self.rejections <= taste.passed and not options:
            text, options = f"{text} {OFFER}", (MAKE_ONE,)
        # It spoke for itself, is of one, or is one of several.
        asks = not (options or decision.text or guidance.like) and few == CARDS
        question = self._question(guidance, found, taste, viewer) if asks else None
        if question is not None and question.first:
            yield Said(text=question.text, options=question.options)
            return
        if question is not None:
            text, options = f"{text} {question.text}", question.options
        yield Said(text=text, options=options)
        yield Shown(cards=tuple(card(one, taste) for one in found))

    def _instead(self, decision: Decision, near: str, taste: Taste, viewer: str) -> Iterator[Event]:
        """What is here already in place of what was made and may not be shown, or of what cannot
        be; of what comes ``near`` it where there is none.
        """
        guidance = decision.guidance
        if not guidance.want and guidance.target is not None:
            guidance = Guidance(like=guidance.target)
        target = frozenset(filter(None, (decision.guidance.target,)))
        found = self.retriever.find(guidance, taste, CARDS, viewer, target)
        sure = met(guidance, found)
        text = "This is here already instead:" if sure else opening(guidance, found, taste)
        if near and not sure:
            close = self.retriever.find(Guidance(want=near), taste, CARDS, viewer)
            words = content_words(near)
            close = [one for one in close if all(mentions(one.item, word) for word in words)]
            if close:
                text, found = f"Of {near} there is this here already:", close
        if found:
            yield Said(text=text)
            yield Shown(cards=tuple(card(one, taste) for one in found))

    def _question(
        self, guidance: Guidance, found: Sequence[Found], taste: Taste, viewer: str
    ) -> Question | None:
        """What to ask beside what was found, where more was found than is shown."""
        if not guidance.want or len(found) < CARDS or not all(one.sure for one in found):
            return None
        more = self.retriever.find(guidance, taste, CANDIDATES, viewer)
        sure = [one.item for one in more if one.sure]
        said = [item for item in sure if says(item, guidance.want)]
        return self.asking.ask(guidance, said or sure, taste)

    def _again(self, decision: Decision, taste: Taste, viewer: str) -> Iterator[Event]:
        """Show items that were meant by themselves."""
        items = self.catalogue.items(decision.guidance.show, viewer)
        if not items:
            raise NoSuchItem("That clip is not here any more; ask for another one.")
        yield Said(text=decision.text, options=decision.options)
        yield Shown(
            cards=tuple(
                Card(
                    item=item,
                    why="",
                    badge=BADGES.get(item.origin, ""),
                    liked=taste.verdict(item.id),
                )
                for item in items
            )
        )

    def _edit(
        self,
        decision: Decision,
        scene: Scene,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
    ) -> Generator[Event, None, Item | None]:
        """Change a clip; return what came of it, ``None`` where nothing did."""
        item = self.catalogue.item(str(decision.guidance.target), viewer)
        if self.likeness is not None and changes(decision.calls):
            if self.likeness.asks(item, viewer):
                yield Said(text=ASKS.format(title=item.title), options=options(scene.text))
                return None
        notes: list[str] = []
        made: Made | None = None
        for calls in grouped(guessing(decision.calls)):
            make = partial(self._make, calls, item, taste, viewer)
            try:
                made = yield from self.workshop.step(
                    doing(calls), make, item, viewer, cancel,
                    tool=kind(calls), units=item.duration,
                )  # fmt: skip
            except NoPart as exc:
                instead = guess(exc, item, scene.screen)
                yield Said(text=str(exc), options=(instead, CLIPS_ABOUT + exc.about))
                return None
            if made is None:
                return None
            item, outcome.report = made.item, made.report
            notes.append(made.artifact.note)
        yield Said(text="Here it is. " + " ".join(notes))
        made_so = Card(
            item=item, why=notes[-1], badge="Edited for you", strength=strength(decision.calls)
        )
        yield Shown(cards=(made_so,))
        if made is not None and made.notice:
            yield Said(text=made.notice, footnote=True)
        if made is not None and made.artifact.recipe.tool == "thumbnail":
            source = self.catalogue.item(made.artifact.parents[0], viewer)
            yield from covers.beside(
                self.studio, self.workshop, made, source, taste, viewer, cancel
            )
        return item

    def _make(
        self, calls: Sequence[ToolCall], item: Item, taste: Taste, viewer: str, watch: Watch
    ) -> Artifact:
        bench = tools.Bench(
            editor=self.editor,
            item=item,
            taste=taste,
            viewer=viewer,
            watch=watch,
            studio=self.studio,
        )
        return tools.run(calls, bench)


def card(found: Found, taste: Taste) -> Card:
    """Return the card of something that was found."""
    return Card(item=found.item, why=found.why, liked=taste.verdict(found.item.id))
