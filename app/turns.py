"""Conversations: one turn from the message to the answer, and what of it is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from app.attachments import Attached, attach
from app.runtime import Runtime
from app.scene import scene_of
from app.tastes import Tastes
from app.ui.protocol import ShownTurn
from models.domain import Event, Refused, Said, Shown, Turn
from models.errors import Cancelled, NoSuchItem

if TYPE_CHECKING:
    from app.likeness import Likenesses
    from app.store.conversations import StoredTurn

STOPPED = Said(text="Stopped.")


class Turns:
    """See :class:`app.ui.protocol.Service` for what each method promises."""

    def __init__(self, runtime: Runtime, tastes: Tastes) -> None:
        self._runtime, self._tastes = runtime, tastes

    def history(self, user: str, conversation: str) -> list[ShownTurn]:
        """See the protocol."""
        from app.likeness import Likenesses

        asked = Likenesses(self._runtime.store)
        return [
            ShownTurn(turn=_agreed(kept.turn, asked, user), events=kept.events)
            for kept in self._runtime.store.conversations.turns(conversation, user)
        ]

    def undo(self, user: str, conversation: str) -> str:
        """See the protocol."""
        return str(self._runtime.store.conversations.undo(conversation, user))

    def respond(
        self,
        user: str,
        conversation: str,
        text: str,
        files: Sequence[Path],
        cancel: threading.Event,
        *,
        about: str | None = None,
    ) -> Iterator[Event]:
        """See the protocol."""
        from agents.outcome import Outcome
        from agents.read.memory import SAID as REMEMBERED
        from agents.read.memory import answer
        from agents.read.origins import SAID
        from agents.talk.account import account
        from app.account import Recorded

        outcome = Outcome()
        limit = self._runtime.settings.message_characters
        if len(text) > limit:
            sentence = f"That message has {len(text):,} characters; at most {limit:,} fit."
            refused = Refused(text=f"{sentence} Say it shorter.")
            self._keep_message(user, conversation, text[: limit - 1] + "…")
            self._keep_answer(user, conversation, [refused], outcome)
            yield refused
            return
        engine = self._runtime.engine
        try:
            attached = attach(engine.library, user, files, engine.listener, cancel)
        except Cancelled:
            self._keep_message(user, conversation, text)
            self._keep_answer(user, conversation, [STOPPED], outcome)
            return
        text = " ".join(filter(None, (text, attached.heard)))
        try:
            past = self._runtime.store.conversations.turns(conversation, user)
            scene, seen = self._scene(user, conversation, text, past, attached, about)
        except NoSuchItem as exc:  # a button on the card of something that is gone by now
            refused = Refused(text=str(exc))
            self._keep_answer(user, conversation, [refused], outcome)
            yield refused
            return
        told = self._told_origins(user, text)
        remember = answer(text)
        if told is not None:
            scene = replace(scene, text=told.rest or "show me something")
        events: list[Event] = []
        try:
            with self._runtime.turn(user):
                stream: Iterator[Event]
                if attached.refused:
                    stream = iter(Refused(text=sentence) for sentence in attached.refused)
                elif remember is not None:
                    self._tastes.memory.answer(user, remember)
                    stream = iter((Said(text=REMEMBERED[remember]),))
                elif (
                    said := account(scene, Recorded(self._runtime, self._tastes, user, past))
                ) is not None:
                    outcome.decision = said
                    stream = iter((Said(text=said.text, options=said.options),))
                else:
                    sentences = [*attached.remarks, *([SAID[told.origins]] if told else [])]
                    remarks = (Said(text=sentence) for sentence in sentences)
                    taste = self._tastes.of(user)
                    scene = replace(scene, wants=taste.wants, avoids=taste.avoids)
                    answered = self._runtime.engine.director.run(
                        scene, taste, user, cancel, outcome, seen
                    )
                    stream = chain(remarks, answered, self._asked(user, conversation, text))
                for event in stream:
                    events.append(event)
                    yield event
        finally:
            if cancel.is_set():
                events.append(STOPPED)
            self._keep_answer(user, conversation, events, outcome)

    def _scene(  # type: ignore[no-untyped-def]
        self,
        user: str,
        conversation: str,
        text: str,
        past: Sequence[StoredTurn],
        attached: Attached,
        about: str | None,
    ):
        """Keep the visitor's turn; return what the instructor sees, and what was shown."""
        from agents.read.spoken import spoken

        store, engine = self._runtime.store, self._runtime.engine
        for kind, things in zip(("wants", "avoids"), spoken(text), strict=True):
            for thing in things:
                store.taste.say(user, kind, thing)
        self._keep_message(user, conversation, text, attached)
        attached = self._carried(user, text, past, attached)
        since = past[-1].turn.at if past else 0.0
        likes = [f for f in store.feedback.of(user) if f.kind == "like" and f.at > since]
        liked = likes[-1].item if likes else None
        scene, shown = scene_of(
            text, past, attached, about, engine.catalogue, user, conversation, liked
        )
        self._keep_opinions(user, scene)
        return scene, shown

    def _carried(
        self, user: str, text: str, past: Sequence[StoredTurn], attached: Attached
    ) -> Attached:
        """What came along, with the picture spoken of last where "similar clips" speaks of it."""
        from agents.instruct.pictures import alike
        from agents.read.words import plain

        if attached.files or not alike(plain(text)):
            return attached
        for kept in reversed(past):
            if kept.turn.shown:
                break
            pictures = [one.path for one in kept.turn.attachments if one.kind == "image"]
            if pictures:
                like = attach(self._runtime.engine.library, user, pictures).like
                return replace(attached, like=like)
        return attached

    def _asked(self, user: str, conversation: str, text: str) -> Iterator[Event]:
        """Ask, where something was said of a taste, whether to remember it."""
        asked = self._tastes.memory.asks(user, conversation, text)
        if asked is not None:
            yield asked

    def _told_origins(self, user: str, text: str):  # type: ignore[no-untyped-def]
        """Keep who the visitor wants to see things from, if they said so; return what they said."""
        from agents.read.origins import wanted

        found, tuning = wanted(text), self._tastes.tuning(user)
        if found is None or found.origins == tuning.origins == "all":
            return None
        self._tastes.tune(user, replace(tuning, origins=found.origins))
        return found

    def _keep_opinions(self, user: str, scene) -> None:  # type: ignore[no-untyped-def]
        """Count "I love this one" for the item that is meant; the words stay in the chat."""
        from agents.read.opinion import item_of, opinions
        from agents.read.pointing import placed

        text = placed(scene.text, scene.screen, scene.spoken_of).text
        for one in opinions(text):
            item = scene.about or item_of(one, text, scene.screen, scene.focus)
            if item is not None:
                value = 1.0 if one.verdict == "good" else -1.0
                self._tastes.feedback(user, item.id, "comment", value)

    def _keep_message(
        self, user: str, conversation: str, text: str, attached: Attached | None = None
    ) -> None:
        """Keep what the visitor said, whatever comes of it: undo and retry speak of it."""
        files = () if attached is None else attached.files
        said = Turn(role="visitor", text=text, attachments=files)
        self._runtime.store.conversations.append(conversation, user, said)

    def _keep_answer(  # type: ignore[no-untyped-def]
        self, user: str, conversation: str, events: list[Event], outcome
    ) -> None:
        told = [e for e in events if isinstance(e, Said | Refused)]
        said = " ".join(e.text for e in told if not (isinstance(e, Said) and e.footnote))
        options = tuple(option for e in events if isinstance(e, Said) for option in e.options)
        shown = _once([c.item.id for e in events if isinstance(e, Shown) for c in e.cards])
        self._runtime.store.conversations.append(
            conversation,
            user,
            Turn(role="assistant", text=said, shown=shown, options=options),
            events=events,
            decision=outcome.decision,
            report=outcome.report,
            timings={"turn": outcome.seconds},
            sure=outcome.sure,
        )


def _once(shown: Sequence[str]) -> tuple[str, ...]:
    """What was shown, each where it stood last: a clip and then it beside its original are two."""
    return tuple(reversed(dict.fromkeys(reversed(shown))))


def _agreed(turn: Turn, asked: Likenesses, user: str) -> Turn:
    """A turn with what its visitor said, by now, of those seen in what they brought."""
    if all(one.item is None for one in turn.attachments):
        return turn
    files = (
        one if one.item is None else replace(one, agreed=asked.stands(one.item, user))
        for one in turn.attachments
    )
    return replace(turn, attachments=tuple(files))
