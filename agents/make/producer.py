"""Makes new videos in a turn: shows the plan, draws shots for it, renders it, or draws a clip."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import replace
from functools import partial

from agents.make import tools
from agents.make.creator import Creator
from agents.make.jobs import Watch
from agents.make.lacking import nothing_of
from agents.make.shots import ShotSource, StudioShots, Wanted
from agents.make.storyboard import Storyboard, drawn, options, settled, told
from agents.make.studio import Studio
from agents.make.workshop import Workshop
from agents.outcome import Outcome
from agents.retrieve.taste import Taste
from models.domain import Artifact, Card, Decision, Event, Item, Said, Shown, ToolCall
from models.errors import Cancelled, GeneRecError, Unavailable

PICTURE = "picture"
"""The tool of jobs that draw a picture from words: several may be drawn in one call."""
AFTER = ("make it night", "in pixel art", "let it go on")
"""What may be said of a clip that was made anew."""
ROUGH = "I paint roughly, animals above all; “draw it again” is another try."
"""Of a generator that knows a painted world alone, which is small."""


class Producer:
    """Carries out decisions of the kind ``create``."""

    def __init__(
        self,
        creator: Creator,
        workshop: Workshop,
        studio: Studio | None = None,
        shots: ShotSource | None = None,
    ) -> None:
        """Without a ``studio`` no clip is drawn, and without ``shots`` of it no shot of a film."""
        self.creator, self.workshop, self.studio = creator, workshop, studio
        films = studio is not None and studio.generator.clips
        self.source = StudioShots(studio) if shots is None and studio and films else shots

    def create(
        self,
        decision: Decision,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
    ) -> Generator[Event, None, Item | None]:
        """Plan a video and show the plan, render one that was said go to, or make a clip anew;
        return what was made.
        """
        if decision.calls[0].name == "create":
            if decision.text:
                yield Said(text=decision.text, options=decision.options)
            return (yield from self._generate(decision, taste, viewer, cancel, outcome))
        studio = self.studio if self.source is not None else None  # only what draws shots
        room = tools.Room(creator=self.creator, taste=taste, viewer=viewer, studio=studio)
        try:
            plan = yield from self.workshop.aside(
                "Looking through the clips", partial(_plan, decision.calls[0], room),
                viewer, cancel, tool="plan",
            )  # fmt: skip
        except Cancelled:
            return None
        if "board" not in decision.calls[0].arguments:
            outcome.want, outcome.sure = plan.board.want, _sure(plan.board)
            nothing_of(plan.board, self.studio)
        board = yield from self._whole(plan, decision, taste, viewer, cancel, outcome)
        if board is None:
            return None
        # What was planned is kept with the turn: the next one changes it, or says go.
        outcome.decision = _keeping(decision, replace(plan, board=board))
        outcome.want = board.want
        outcome.sure = _sure(board)
        if not plan.render:
            text = " ".join(filter(None, (decision.text, told(board), *plan.lacks)))
            yield Said(text=text, options=options(board, draws=self.source is not None))
            yield Shown(cards=self._cards(board, taste, viewer))
            return None
        made = yield from self.workshop.step(
            "Making the video", partial(self.creator.render, board, viewer), None, viewer, cancel,
            tool=" ".join(filter(None, ("compose", board.style))), units=board.length,
        )  # fmt: skip
        if made is None:
            return None
        outcome.report = made.report
        yield Said(text=f"Here it is. {made.artifact.note}")
        yield Shown(cards=(Card(item=made.item, why=made.artifact.note, badge="Made for you"),))
        if made.notice:
            yield Said(text=made.notice, footnote=True)
        return made.item

    def _whole(
        self,
        plan: tools.Plan,
        decision: Decision,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
    ) -> Generator[Event, None, Storyboard | None]:
        """The plan with its shots drawn that are to be; ``None`` once it was stopped.

        Of scenes that were told one by one those that are there are planned without the others.
        """
        try:
            return (yield from self._drawn(plan.board, taste, viewer, cancel))
        except GeneRecError as exc:  # what cannot be drawn must not be tried again at every word
            left = settled(plan.board)
            if left.shots:
                outcome.decision = _keeping(decision, replace(plan, board=left))
            else:
                outcome.decision = replace(decision, calls=())
            if isinstance(exc, Cancelled):
                return None
            if len(left.shots) in (0, len(plan.board.shots)):
                raise
            yield Said(text=str(exc))
            return left

    def _drawn(
        self, board: Storyboard, taste: Taste, viewer: str, cancel: threading.Event
    ) -> Generator[Event, None, Storyboard]:
        """Have the shots drawn that are to be; each becomes an item of its visitor's own."""
        for place, shot in enumerate(board.shots):
            if not shot.draw:
                continue
            if self.source is None:
                raise Unavailable(
                    "Nothing here can draw shots yet; swap the shot, or say it in other words."
                )
            wanted = Wanted(
                words=shot.draw,
                seconds=shot.seconds,
                shape=board.shape,
                avoid=board.avoid,
                seed=board.seed + place,
            )
            made = yield from self.workshop.step(
                f"Drawing shot {place + 1}",
                partial(_shoot, self.source, wanted, taste, viewer),
                None, viewer, cancel, tool="draw a shot", units=shot.seconds, pixels="made",
            )  # fmt: skip
            if made is None:
                raise Cancelled("the visitor pressed stop")
            board = drawn(board, place, made.item)
        return board

    def _generate(
        self,
        decision: Decision,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
    ) -> Generator[Event, None, Item | None]:
        """Make a clip or a picture that was not there before."""
        call = decision.calls[0]
        outcome.want = str(call.arguments.get("want", ""))

        def make(watch: Watch) -> Artifact:
            room = tools.Room(
                creator=self.creator, taste=taste, viewer=viewer, studio=self.studio, watch=watch
            )
            return tools.made(call, room)

        made = yield from self.workshop.step(
            "Drawing it", make, None, viewer, cancel, pixels="made",
            tool=PICTURE if call.arguments.get("still") else "create",
            units=float(call.arguments.get("seconds", 2.0)),
        )  # fmt: skip
        if made is None:
            return None
        outcome.report = made.report
        rough = "" if self.studio is None or self.studio.generator.footage else f" {ROUGH}"
        yield Said(text=f"Here it is. {made.artifact.note}{rough}", options=AFTER)
        yield Shown(cards=(Card(item=made.item, why=made.artifact.note, badge="Made for you"),))
        if made.notice:
            yield Said(text=made.notice, footnote=True)
        return made.item

    def _cards(self, board: Storyboard, taste: Taste, viewer: str) -> tuple[Card, ...]:
        """The plan as cards, one a shot, in their order; each plays its part alone."""
        items = {item.id: item for item in self.creator.catalogue.items(board.items, viewer)}
        return tuple(
            Card(
                item=items[shot.item],
                why=shot.why,
                badge=f"Shot {place}",
                liked=taste.verdict(shot.item),
                span=(shot.start, shot.end),
            )
            for place, shot in enumerate(board.shots, 1)
            if shot.item in items
        )


def _plan(call: ToolCall, room: tools.Room, watch: Watch) -> tools.Plan:
    return tools.plan(call, replace(room, watch=watch))


def _sure(board: Storyboard) -> bool | None:
    """Whether any shot shows what was asked for; ``None`` where nothing was named."""
    return any(shot.sure for shot in board.shots) if board.want or board.scenes else None


def _keeping(decision: Decision, plan: tools.Plan) -> Decision:
    """The decision that leads to this very plan."""
    call = replace(decision.calls[0], arguments=plan.arguments)
    guidance = replace(decision.guidance, want=plan.board.want, avoid=plan.board.avoid)
    return replace(decision, calls=(call,), guidance=guidance)


def _shoot(source: ShotSource, wanted: Wanted, taste: Taste, viewer: str, watch: Watch) -> Artifact:
    return source.shoot(wanted, taste, viewer, watch)
