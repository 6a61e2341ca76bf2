"""Conversations: one turn from the message to the answer, and what of it is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.attachments import Attached, as_they_came, attach
from app.runtime import Runtime
from app.scene import scene_of
from app.tastes import Tastes
from app.ui.protocol import ShownTurn
from app.unsaying import unsaid
from models.domain import Event, Refused, Said, Shown, Step, Turn
from models.errors import Cancelled, Unavailable, UserError

if TYPE_CHECKING:
    from agents.outcome import Outcome
    from agents.read.origins import Wanted
    from agents.scene import Scene
    from app.likeness import Likenesses
    from app.store.conversations import StoredTurn

STOPPED = Said(text="Stopped.")
BROKEN = Refused(text="Something went wrong on our side, not yours. Please try again.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A message. ``number`` is that of its turn, ``past`` are those before it."""

    user: str
    conversation: str
    text: str
    files: Sequence[Path]
    about: str | None
    cancel: threading.Event
    number: int
    past: Sequence[StoredTurn]


class Answering:
    """Answers messages, and keeps both; :class:`app.ui.protocol.Service` has what each promises."""

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
        return self._runtime.store.conversations.undo(conversation, user)

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

        outcome, limit = Outcome(), self._runtime.settings.message_characters
        past = self._runtime.store.conversations.turns(conversation, user)
        long = len(text) > limit
        kept = f"{text[: limit - 1]}…" if long else text
        # Kept before anything else is done: undo and retry speak of it, whatever comes of it.
        number = self._keep_message(user, conversation, kept, () if long else files)
        asked = _Asked(user, conversation, text, files, about, cancel, number, past)
        stream = iter((_too_long(len(text), limit),)) if long else self._answer(asked, outcome)
        events: list[Event] = []
        with self._runtime.turn(user):
            try:
                for event in stream:
                    events.append(_kept(event))
                    yield event
            except Cancelled:
                pass
            except (UserError, Unavailable) as exc:  # a button on the card of something gone, say
                events.append(Refused(text=str(exc)))
                yield events[-1]
            except Exception:  # whoever follows hears a reference; this is for a later look
                events.append(BROKEN)
                raise
            finally:
                if cancel.is_set():
                    events.append(STOPPED)
                self._keep_answer(user, conversation, events, outcome)

    def _answer(self, asked: _Asked, outcome: Outcome) -> Iterator[Event]:
        """Take the files in, then say and do what follows from the message."""
        from agents.read.memory import SAID as REMEMBERED
        from agents.read.memory import answer
        from agents.read.origins import SAID
        from agents.talk.account import account
        from agents.talk.answer_book import CLOSE
        from app.account import Recorded

        user, engine = asked.user, self._runtime.engine
        attached = attach(engine.library, user, asked.files, engine.listener, asked.cancel)
        if asked.files:
            asked = replace(asked, text=" ".join(filter(None, (asked.text, attached.heard))))
            self._runtime.store.conversations.amend(
                asked.number, asked.conversation, user, asked.text, attached.files
            )
        back = (
            None
            if asked.files
            else unsaid(self._runtime, self._tastes, user, asked.text, asked.past)
        )
        if back is not None:
            yield Said(text=back.text)
            if back.whole:
                return
        scene, seen = self._scene(asked, attached)
        told, remember = self._told_origins(user, asked.text), answer(asked.text)
        yield from (Refused(text=sentence) for sentence in attached.refused)
        if attached.refused and not (attached.files or attached.heard):
            return  # its words are about what is not here
        if remember is not None:
            self._tastes.memory.answer(user, remember)
            yield Said(text=REMEMBERED[remember])
            return
        if told is not None:
            scene = replace(scene, text=told.rest or "show me something")
        records = Recorded(self._runtime, self._tastes, user, asked.past)
        said = account(scene, records)
        if said is None and (known := engine.book.restated(scene.text, CLOSE)):
            said = account(replace(scene, text=known), records)
        if said is not None:
            outcome.decision = said
            yield Said(text=said.text, options=said.options)
            return
        yield from (Said(text=sentence) for sentence in attached.remarks)
        if told is not None:
            yield Said(text=SAID[told.origins])
        taste = self._tastes.of(user)
        scene = replace(scene, wants=taste.wants, avoids=taste.avoids)
        yield from engine.director.run(scene, taste, user, asked.cancel, outcome, seen)
        yield from self._whether_to_remember(asked)

    def _scene(self, asked: _Asked, attached: Attached) -> tuple[Scene, frozenset[str]]:
        """What the instructor sees, and what was shown; what is said of a taste is kept."""
        from agents.read.spoken import spoken
        from agents.talk.feed import pointed_at

        store, user, past = self._runtime.store, asked.user, asked.past
        wants, avoids = spoken(asked.text)
        for thing in wants:
            store.taste.say(user, "wants", thing, asked.conversation)
        for thing in avoids:
            store.taste.say(user, "avoids", thing, asked.conversation)
        attached = self._carried(user, asked.text, past, attached)
        since = past[-1].turn.at if past else 0.0
        likes = [f for f in store.feedback.of(user) if f.kind == "like" and f.at > since]
        scene, shown = scene_of(
            asked.text,
            past,
            attached,
            asked.about,
            self._runtime.engine.catalogue,
            user,
            asked.conversation,
            likes[-1].item if likes else None,
        )
        scene = pointed_at(scene, self._tastes.standing(user))
        self._keep_opinions(user, scene)
        return scene, shown

    def _carried(
        self, user: str, text: str, past: Sequence[StoredTurn], attached: Attached
    ) -> Attached:
        """What came along, with the picture spoken of last where "similar clips" speaks of it."""
        from agents.instruct.edits.pictures import alike
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

    def _whether_to_remember(self, asked: _Asked) -> Iterator[Event]:
        """Ask, where something was said of a taste, whether to remember it."""
        question = self._tastes.memory.asks(asked.user, asked.conversation, asked.text)
        if question is not None:
            yield question

    def _told_origins(self, user: str, text: str) -> Wanted | None:
        """Keep who the visitor wants to see things from, if they said so; return what they said."""
        from agents.read.origins import wanted

        found, tuning = wanted(text), self._tastes.tuning(user)
        if found is None or found.origins == tuning.origins == "all":
            return None
        self._tastes.tune(user, replace(tuning, origins=found.origins))
        return found

    def _keep_opinions(self, user: str, scene: Scene) -> None:
        """Count "I love this one" for the item that is meant; the words stay in the chat."""
        from agents.instruct.which.earlier import earlier
        from agents.read.opinion import complains, item_of, opinions, pointed, seen_before
        from agents.read.pointing import placed
        from agents.scene import Scene

        told = earlier(scene)
        scene = told if isinstance(told, Scene) else scene
        text = placed(scene.text, scene.screen, scene.spoken_of).text
        for one in opinions(text):
            item = scene.about or item_of(one, text, scene.screen, scene.focus)
            item = item or pointed(one, scene.spoken_of) or seen_before(one, scene.seen)
            own = item is not None and (item.owner == user or item.origin != "uploaded")
            if own and complains(one):
                continue  # what was done to it, or how it was filmed: no word against the clip
            if item is not None:
                value = 1.0 if one.verdict == "good" else -1.0
                self._tastes.feedback(user, item.id, "comment", value)

    def _keep_message(self, user: str, conversation: str, text: str, files: Sequence[Path]) -> int:
        """Keep what the visitor said, with the files as they came; return the turn's number."""
        store = self._runtime.store
        said = Turn(role="visitor", text=text, attachments=as_they_came(store, user, files))
        return store.conversations.append(conversation, user, said)

    def _keep_answer(
        self, user: str, conversation: str, events: list[Event], outcome: Outcome
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


def _kept(event: Event) -> Event:
    """An event without the picture of what there was so far: a long turn has thousands."""
    return replace(event, preview="") if isinstance(event, Step) else event


def _too_long(length: int, limit: int) -> Refused:
    return Refused(
        text=f"That message has {length:,} characters; at most {limit:,} fit. Say it shorter."
    )


def _agreed(turn: Turn, asked: Likenesses, user: str) -> Turn:
    """A turn with what its visitor said, by now, of those seen in what they brought."""
    if all(one.item is None for one in turn.attachments):
        return turn
    files = (
        one if one.item is None else replace(one, agreed=asked.stands(one.item, user))
        for one in turn.attachments
    )
    return replace(turn, attachments=tuple(files))
