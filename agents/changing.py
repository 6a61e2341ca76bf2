"""Changes a clip: by one tool after the other, once those seen in it are known to agree."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial

from agents.calls import grouped
from agents.guard.likeness import ASKS, THANKS, Likeness, agreed, changes, consented, options
from agents.make import covers, tools
from agents.make.editor import Editor, NoPart
from agents.make.invoking import BadArguments, left_out
from agents.make.jobs import Watch
from agents.make.studio import Studio
from agents.make.workshop import Made, Workshop
from agents.message import Message
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene
from agents.steps import doing, guess, guessing, kind, strength
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import CLIPS_ABOUT
from models.domain import Artifact, Card, Decision, Event, Item, Said, Shown, ToolCall
from models.errors import BadRequest, CannotDraw


class Changing:
    """Edits clips. ``likeness``: who may be seen changed; without, everybody.

    Without a ``studio`` nothing in them is drawn.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        editor: Editor,
        workshop: Workshop,
        studio: Studio | None,
        likeness: Likeness | None,
    ) -> None:
        self.catalogue, self.editor, self.workshop = catalogue, editor, workshop
        self.studio, self.likeness = studio, likeness

    def agreed(self, scene: Scene, viewer: str) -> tuple[Scene, Decision | None]:
        """Keep that those seen in the clip in hand agreed, where the visitor says so; return what
        else is said, or thanks where that was all.
        """
        item, rest = scene.about or scene.focus, agreed(consented(scene.text, scene.options))
        if self.likeness is None or item is None or rest is None:
            return scene, None
        self.likeness.agree(item, viewer)
        thanks = Decision(kind="chat", text=THANKS, options=BROUGHT, why="They agreed.")
        return replace(scene, text=rest, options=()), None if rest else thanks

    def edit(self, decision: Decision, message: Message) -> Generator[Event, None, Item | None]:
        """Change a clip; return what came of it, ``None`` where nothing did."""
        scene, viewer, cancel = message.scene, message.viewer, message.cancel
        item = self.catalogue.item(str(decision.guidance.target), viewer)
        if self.likeness is not None and changes(decision.calls):
            if self.likeness.asks(item, viewer):
                yield Said(text=ASKS.format(title=item.title), options=options(scene.text))
                return None
        notes: list[str] = []
        lacks: list[str] = []
        made: Made | None = None
        groups = list(grouped(guessing(decision.calls)))
        for place, calls in enumerate(groups, 1):
            make = partial(self._make, calls, item, message)
            try:
                made = yield from self.workshop.step(
                    doing(calls), make, item, viewer, cancel,
                    tool=kind(calls), units=item.duration,
                )  # fmt: skip
            except NoPart as exc:
                instead = guess(exc, item, scene.screen)
                yield Said(text=str(exc), options=(instead, CLIPS_ABOUT + exc.about))
                return None
            except BadRequest as exc:  # one that is impossible does not take the others with it
                last = made is None and place == len(groups)
                if last or isinstance(exc, BadArguments | CannotDraw):
                    raise
                lacks.append(left_out(exc))
                continue
            if made is None:
                return None
            item, message.outcome.report = made.item, made.report
            notes.append(made.artifact.note)
        yield Said(text="Here it is. " + " ".join((*notes, *lacks)))
        made_so = Card(
            item=item, why=notes[-1], badge="Edited for you", strength=strength(decision.calls)
        )
        yield Shown(cards=(made_so,))
        if made is not None and made.notice:
            yield Said(text=made.notice, footnote=True)
        if made is not None and "time" in made.artifact.recipe.parameters:
            source = self.catalogue.item(made.artifact.parents[0], viewer)
            yield from covers.beside(
                self.studio, self.workshop, made, source, message.taste, viewer, cancel
            )
        return item

    def _make(
        self, calls: Sequence[ToolCall], item: Item, message: Message, watch: Watch
    ) -> Artifact:
        bench = tools.Bench(
            editor=self.editor,
            item=item,
            taste=message.taste,
            viewer=message.viewer,
            watch=watch,
            studio=self.studio,
        )
        return tools.run(calls, bench)
