"""The service behind the page: one object that everything people touch goes through.

See :class:`app.ui.protocol.Service` for what each method promises. The store opens at the first
call that needs it and models load in :meth:`GeneRec.warm`, so that the first page waits for
neither.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from app.attachments import attach
from app.scene import scene_of
from app.settings import Settings
from app.ui.protocol import Status, StoredTurn, TasteLine, TasteMap, Which
from app.upkeep import upkeep
from app.wiring import Engine, build_engine, open_store
from models.domain import (
    Card,
    Event,
    Feedback,
    FeedbackKind,
    Guidance,
    Item,
    Origins,
    Refused,
    Said,
    Shown,
    Tuning,
    Turn,
)
from models.errors import BadRequest, NoSuchItem, Unavailable

log = logging.getLogger(__name__)

SHARED = {
    "asked": "Thank you. Somebody looks at it first; then others may see it.",
    "published": "Others can see it.",
    "refused": "Somebody looked at it and left it with you alone.",
}
"""How an offer to others stands, as its visitor is told."""

SUGGESTED = 8
"""Suggestions that are marked on the map: as many as the page shows."""


class GeneRec:
    """The real service, over a store and an engine that are opened when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._ready, self._growing = False, True
        self._stop = threading.Event()
        self._turns = 0
        self._notes: tuple[str, ...] = ("Loading what is needed to search.",)

    @cached_property
    def _store_unlocked(self):  # type: ignore[no-untyped-def]  # sqlalchemy stays out of the imports
        return open_store(self.settings)

    @property
    def store(self):  # type: ignore[no-untyped-def]
        """The store, opened once."""
        with self._lock:
            return self._store_unlocked

    @cached_property
    def _engine_unlocked(self) -> Engine:
        return build_engine(self.settings, self.store)

    @property
    def engine(self) -> Engine:
        """Encoder, catalogue, agents: built once."""
        with self._lock:
            return self._engine_unlocked

    @cached_property
    def _maps_unlocked(self):  # type: ignore[no-untyped-def]
        from app.taste_map import TasteMaps

        return TasteMaps(self.engine.catalogue)

    @property
    def _maps(self):  # type: ignore[no-untyped-def]
        with self._lock:
            return self._maps_unlocked

    def warm(self) -> None:
        """Load what is slow to load; then, with the page in use, take in what is not indexed."""
        try:
            engine = self.engine
            engine.encoder.texts(["warm"])
            engine.catalogue.warm()
            self._ready = True
            upkeep(self.store, self.settings)
            engine.library.corpus(self.settings.corpus, self._stop, self._told("Taking in"))
            engine.library.renew(self._stop, self._told("Looking at"))
            self._learn()
            self._notes, self._growing = (), False
        except Exception:  # the page must say so rather than wait for ever
            if self._stop.is_set():
                return  # the store closed under our feet, as it should
            reference = uuid.uuid4().hex[:8]
            log.exception("warming up failed (%s)", reference)
            self._notes = (
                f"Not everything could be loaded; the server's log says why ({reference}).",
            )
            self._ready, self._growing = True, False

    def _learn(self) -> None:
        """Train the recommender where there is none yet; ``python -m app.retrain`` renews it."""
        from app.people import gather
        from app.retrain import retrain

        engine = self.engine
        if engine.people.file.is_file() or self._stop.is_set():
            return
        try:
            data = gather(self.store, engine.catalogue, self.settings.corpus)
            log.info("%s", retrain(data, engine.catalogue, engine.people.file))
        except Unavailable as exc:
            log.info("ranking goes by looks and words alone: %s", exc)

    def _told(self, what: str) -> Callable[[int, int], None]:
        def told(done: int, of: int) -> None:
            while self._turns and not self._stop.wait(0.05):
                pass  # a visitor waits for the same cores; the next clip may wait longer
            self._notes = (f"{what} clip {done + 1} of {of}; results get better meanwhile.",)

        return told

    def close(self) -> None:
        """Stop what runs in the background and close the store. Safe to call twice."""
        self._stop.set()
        with self._lock:
            if "_store_unlocked" in self.__dict__:
                self._store_unlocked.close()

    def visitor(self, token: str | None) -> tuple[str, str]:
        """See the protocol."""
        user = self.store.users.by_token(token)
        if user is not None and token is not None:
            return user, token
        return self.store.users.create()

    def conversation(self, user: str) -> str:
        """See the protocol."""
        return self.store.conversations.latest(user) or self.new_conversation(user)

    def new_conversation(self, user: str) -> str:
        """See the protocol."""
        return str(self.store.conversations.start(user))

    def history(self, user: str, conversation: str) -> list[StoredTurn]:
        """See the protocol."""
        return [
            StoredTurn(turn=kept.turn, events=kept.events)
            for kept in self.store.conversations.turns(conversation, user)
        ]

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
        from agents.director import Outcome
        from agents.origins import SAID

        outcome = Outcome()
        limit = self.settings.message_characters
        if len(text) > limit:
            # Kept like any other turn, so that undo and retry speak of this one.
            sentence = f"That message has {len(text):,} characters; at most {limit:,} fit."
            refused = Refused(text=f"{sentence} Say it shorter.")
            self.store.conversations.append(
                conversation, user, Turn(role="visitor", text=text[: limit - 1] + "…")
            )
            self._keep_answer(user, conversation, [refused], outcome)
            yield refused
            return
        told = self._told_origins(user, text)
        scene, seen, attached = self._scene(user, conversation, text, files, about)
        if told is not None:
            scene = replace(scene, text=told.rest or "show me something")
        events: list[Event] = []
        with self._lock:
            self._turns += 1
        try:
            stream: Iterator[Event]
            if attached.refused:
                stream = iter(Refused(text=sentence) for sentence in attached.refused)
            else:
                sentences = [*attached.remarks, *([SAID[told.origins]] if told else [])]
                remarks = (Said(text=sentence) for sentence in sentences)
                answer = self.engine.director.run(
                    scene, self._taste(user), user, cancel, outcome, seen
                )
                stream = chain(remarks, answer)
            for event in stream:
                events.append(event)
                yield event
        finally:
            with self._lock:
                self._turns -= 1
            if cancel.is_set():
                events.append(Said(text="Stopped."))
            self._keep_answer(user, conversation, events, outcome)
            for path in files:
                path.unlink(missing_ok=True)

    def _scene(  # type: ignore[no-untyped-def]
        self, user: str, conversation: str, text: str, files: Sequence[Path], about: str | None
    ):
        """Keep the visitor's turn; return what the instructor sees, what was shown, the files."""
        from agents.spoken import spoken

        attached = attach(self.engine.library, user, files)
        for kind, things in zip(("wants", "avoids"), spoken(text), strict=True):
            for thing in things:
                self.store.taste.say(user, kind, thing)
        past = self.store.conversations.turns(conversation, user)
        self.store.conversations.append(
            conversation, user, Turn(role="visitor", text=text, attachments=attached.files)
        )
        scene, shown = scene_of(text, past, attached, about, self.engine.catalogue, user)
        self._keep_opinions(user, scene)
        return scene, shown, attached

    def _told_origins(self, user: str, text: str):  # type: ignore[no-untyped-def]
        """Keep who the visitor wants to see things from, if they said so; return what they said."""
        from agents.origins import wanted

        found, tuning = wanted(text), self.tuning(user)
        if found is None or found.origins == tuning.origins == "all":
            return None
        self.tune(user, replace(tuning, origins=found.origins))
        return found

    def _keep_opinions(self, user: str, scene) -> None:  # type: ignore[no-untyped-def]
        """Count "I love this one" for the item that is meant; the words stay in the chat."""
        from agents.opinion import opinions
        from agents.references import referred

        for one in opinions(scene.text):
            item = scene.about or referred(one.clause, scene.screen, scene.focus)
            if item is not None:
                self.feedback(user, item.id, "comment", 1.0 if one.verdict == "good" else -1.0)

    def _keep_answer(  # type: ignore[no-untyped-def]
        self, user: str, conversation: str, events: list[Event], outcome
    ) -> None:
        said = " ".join(e.text for e in events if isinstance(e, Said | Refused))
        options = tuple(option for e in events if isinstance(e, Said) for option in e.options)
        shown = tuple(c.item.id for e in events if isinstance(e, Shown) for c in e.cards)
        self.store.conversations.append(
            conversation,
            user,
            Turn(role="assistant", text=said, shown=shown, options=options),
            events=_last_of_each_step(events),
            decision=outcome.decision,
            report=outcome.report,
            timings={"turn": outcome.seconds},
            sure=outcome.sure,
        )

    def undo(self, user: str, conversation: str) -> str:
        """See the protocol."""
        return str(self.store.conversations.undo(conversation, user))

    def feedback(
        self, user: str, item_id: str, kind: FeedbackKind, value: float | None, text: str = ""
    ) -> None:
        """See the protocol."""
        self.store.feedback.add(
            Feedback(user=user, item=item_id, kind=kind, value=value, text=text)
        )

    def feed(self, user: str, k: int) -> list[Card]:
        """See the protocol."""
        if not self._ready:
            return []
        from agents.director import card

        taste = self._taste(user)
        return [card(one, taste) for one in self.engine.retriever.find(Guidance(), taste, k, user)]

    def taste(self, user: str) -> list[TasteLine]:
        """See the protocol."""
        taste = self._taste(user)
        lines = [TasteLine(id=f"wants:{word}", text=word, kind="wants") for word in taste.wants]
        lines += [TasteLine(id=f"avoids:{word}", text=word, kind="avoids") for word in taste.avoids]
        catalogue = self.engine.catalogue
        for item in catalogue.items(reversed(taste.liked), user):
            lines.append(TasteLine(id=item.id, text=item.title, kind="liked", item=item))
        for item in catalogue.items(reversed(taste.disliked), user):
            lines.append(
                TasteLine(id=item.id, text=item.title, kind="disliked", item=item, weight=0.5)
            )
        return lines

    def forget_taste(self, user: str, line_id: str) -> None:
        """See the protocol."""
        self.store.taste.forget(user, line_id)

    def reset_taste(self, user: str) -> None:
        """See the protocol."""
        self.store.taste.reset(user)
        self.tune(user, Tuning())

    def taste_map(self, user: str) -> TasteMap:
        """See the protocol."""
        if not self._ready:
            return TasteMap()
        from agents.retriever import NEW

        cards = self.feed(user, SUGGESTED)
        new = {card.item.id for card in cards if card.why == NEW}
        found: TasteMap = self._maps.map(
            user, self._taste(user), [card.item for card in cards], new
        )
        return found

    def tuning(self, user: str) -> Tuning:
        """See the protocol."""
        kept = self.store.users.settings(user).get("tuning", {})
        return Tuning(**kept)

    def tune(self, user: str, tuning: Tuning) -> None:
        """See the protocol."""
        if not 0 <= tuning.breadth <= 1:
            raise BadRequest(f"Breadth runs from 0 to 1; got {tuning.breadth!r}.")
        if tuning.origins not in get_args(Origins):
            raise BadRequest(f"Origins are one of {', '.join(get_args(Origins))}.")
        self.store.users.set_settings(user, tuning=asdict(tuning))

    def why(self, user: str, item_id: str) -> tuple[str, ...]:
        """See the protocol."""
        found: tuple[str, ...] = self.engine.retriever.why(item_id, self._taste(user), user)
        return found

    def share(self, user: str, item_id: str, yes: bool) -> str:
        """See the protocol."""
        if not yes:
            self.store.publications.withdraw(user, item_id)
            return "It is yours alone again."
        return SHARED[self.store.publications.offer(user, item_id)]

    def offer(self, user: str) -> str:
        """See the protocol."""
        from agents.replies import OFFER

        enough = self.settings.rejections
        return OFFER if self._ready and 0 < enough <= self._taste(user).passed else ""

    def own_data(self, user: str) -> Mapping[str, Any]:
        """See the protocol."""
        from app.own_data import own_data

        return own_data(self.store.database, user)

    def media(self, user: str, item_id: str, which: Which) -> Path:
        """See the protocol."""
        item: Item = self.engine.catalogue.item(item_id, user)
        path = item.media if which == "media" else item.thumbnail
        if path is None or not path.is_file():
            raise NoSuchItem("That video is not there any more. Ask for another one.")
        return path

    def consent(self, user: str) -> bool | None:
        """See the protocol."""
        answer: bool | None = self.store.users.consent(user)
        return answer if self.settings.research else False

    def set_consent(self, user: str, yes: bool) -> None:
        """See the protocol."""
        self.store.users.set_consent(user, yes)

    def status(self) -> Status:
        """See the protocol."""
        count = self.engine.catalogue.count(None) if self._ready else 0
        return Status(
            ready=self._ready,
            growing=self._growing,
            notes=self._notes,
            profile=self.settings.profile,
            items=count,
        )

    def report(self, user: str, item_id: str, reason: str) -> None:
        """See the protocol."""
        self.store.reports.add(user, item_id, reason)

    def _taste(self, user: str):  # type: ignore[no-untyped-def]
        from agents.taste import taste_of

        retriever, people = self.engine.retriever, self.engine.people
        if people.refresh():
            retriever.people, retriever.others = people.people, people.others
        edits = self.store.taste.edits(user)
        kept = [
            feedback
            for feedback in self.store.feedback.of(user)
            if max(edits.since, edits.forgotten.get(feedback.item, 0.0)) < feedback.at
        ]
        return taste_of(
            kept,
            self.engine.catalogue,
            user,
            wants=edits.wants,
            avoids=edits.avoids,
            tuning=self.tuning(user),
            people=retriever.people,
        )


def _last_of_each_step(events: list[Event]) -> list[Event]:
    """Drop the progress in between: the view is drawn again from where each step ended."""
    from models.domain import Step

    last = {event.id: index for index, event in enumerate(events) if isinstance(event, Step)}
    return [e for i, e in enumerate(events) if not isinstance(e, Step) or last[e.id] == i]
