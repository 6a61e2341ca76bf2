"""The service behind the page: one object that everything people touch goes through.

See :class:`app.ui.protocol.Service` for what each method promises. The store opens at the first
call that needs it and models load in :meth:`GeneRec.warm`, so that the first page waits for
neither. Each subject has a file of its own: :mod:`app.runtime` (what is opened), :mod:`app.warming`
(the start), :mod:`app.answering` (conversations), :mod:`app.tastes` (feed, panel, tuning),
:mod:`app.sharing` (what is offered to others).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.answering import Answering
from app.past_chats import PastChats
from app.runtime import Runtime
from app.settings import Settings
from app.sharing import marked, marked_events, share
from app.tastes import Tastes
from app.ui.protocol import Panel, PastChat, ShownTurn, Stage, Status, TasteLine, TasteMap, Which
from app.vanish import Vanish
from app.warming import Warming
from app.wiring import Engine
from models.domain import Card, Event, FeedbackKind, Item, Tuning
from models.errors import NoSuchItem

if TYPE_CHECKING:
    from app.store.store import Store


class GeneRec:
    """The real service, over a store and an engine that are opened when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._runtime = Runtime(settings)
        self._vanish = Vanish(self._runtime)
        self._warming = Warming(self._runtime, self._vanish)
        self._tastes = Tastes(self._runtime)
        self._past = PastChats(self._runtime)
        self._answering = Answering(self._runtime, self._tastes)

    @property
    def store(self) -> Store:
        """The store, opened once."""
        return self._runtime.store

    @property
    def engine(self) -> Engine:
        """Encoder, catalogue, agents: built once."""
        return self._runtime.engine

    # --- the server ------------------------------------------------------------------------

    def place(self) -> None:
        """On ZeroGPU, load at the start what borrows a card; elsewhere nothing happens."""
        self._runtime.roles.place(self._runtime.stop)

    def warm(self) -> None:
        """See the protocol."""
        self._warming.run()

    def status(self) -> Status:
        """See the protocol."""
        return self._warming.status()

    def close(self) -> None:
        """See the protocol."""
        self._runtime.close()

    # --- who is here -----------------------------------------------------------------------

    def visitor(self, token: str | None) -> tuple[str, str]:
        """See the protocol."""
        user = self.known(token)
        if user is not None and token is not None:
            return user, token
        return self.store.users.create()

    def known(self, token: str | None) -> str | None:
        """See the protocol."""
        return self.store.users.by_token(token)

    def speaks(self, user: str, language: str) -> None:
        """See the protocol."""
        if self.store.users.settings(user).get("language") != language:
            self.store.users.set_settings(user, language=language)

    def attached(self, user: str, name: str) -> Path:
        """See the protocol."""
        path = self.store.chats.attached(user, name)
        if path is None or not path.is_file():
            raise NoSuchItem("That picture is not there any more.")
        return path

    def consent(self, user: str) -> bool | None:
        """See the protocol."""
        return self.store.users.consent(user) if self.settings.research else False

    def set_consent(self, user: str, yes: bool) -> None:
        """See the protocol."""
        self.store.users.set_consent(user, yes)

    def vanish(self, user: str) -> int:
        """See the protocol."""
        return self._vanish.now(user)

    def vanishes(self, user: str) -> bool:
        """See the protocol."""
        return self._vanish.wished(user)

    def set_vanishes(self, user: str, yes: bool) -> None:
        """See the protocol."""
        self._vanish.wish(user, yes)

    def here(self, user: str) -> None:
        """See the protocol."""
        self._vanish.here(user)

    def left(self, user: str) -> None:
        """See the protocol."""
        self._vanish.left(user)

    def own_data(self, user: str) -> Mapping[str, Any]:
        """See the protocol."""
        from app.own_data import own_data

        return own_data(self.store.database, user)

    # --- the conversation ------------------------------------------------------------------

    def conversation(self, user: str) -> str:
        """See the protocol."""
        self._vanish.here(user)
        return self.store.conversations.latest(user) or self.new_conversation(user)

    def new_conversation(self, user: str) -> str:
        """See the protocol."""
        return self.store.conversations.start(user)

    def chats(self, user: str) -> list[PastChat]:
        """See the protocol."""
        return self._past.all(user)

    def open_chat(self, user: str, conversation: str) -> None:
        """See the protocol."""
        self.store.chats.open(conversation, user)

    def rename_chat(self, user: str, conversation: str, title: str) -> None:
        """See the protocol."""
        self.store.chats.rename(conversation, user, title)

    def delete_chat(self, user: str, conversation: str) -> None:
        """See the protocol."""
        self._past.delete(user, conversation)

    def history(self, user: str, conversation: str) -> list[ShownTurn]:
        """See the protocol."""
        offers = self.store.publications.of(user)
        return [
            replace(kept, events=tuple(marked_events(kept.events, offers)))
            for kept in self._answering.history(user, conversation)
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
        events = self._answering.respond(user, conversation, text, files, cancel, about=about)
        return marked_events(events, self.store.publications.of(user))

    def undo(self, user: str, conversation: str) -> str:
        """See the protocol."""
        return self._answering.undo(user, conversation)

    # --- the taste -------------------------------------------------------------------------

    def feedback(
        self, user: str, item_id: str, kind: FeedbackKind, value: float | None, text: str = ""
    ) -> None:
        """See the protocol."""
        self._tastes.feedback(user, item_id, kind, value, text)

    def stands(self, user: str, items: Sequence[str]) -> None:
        """See the protocol."""
        self._tastes.stands(user, items)

    def feed(self, user: str, k: int) -> list[Card]:
        """See the protocol."""
        return marked(self._tastes.feed(user, k), self.store.publications.of(user))

    def taste(self, user: str) -> list[TasteLine]:
        """See the protocol."""
        return self._tastes.lines(user)

    def panel(self, user: str, k: int) -> Panel:
        """See the protocol."""
        found = self._tastes.panel(user, k)
        return replace(found, feed=marked(found.feed, self.store.publications.of(user)))

    def forget_taste(self, user: str, line_id: str) -> None:
        """See the protocol."""
        self._tastes.forget(user, line_id)

    def reset_taste(self, user: str) -> None:
        """See the protocol."""
        self._tastes.reset(user)

    def taste_map(self, user: str) -> TasteMap:
        """See the protocol."""
        return self._tastes.map(user)

    def tuning(self, user: str) -> Tuning:
        """See the protocol."""
        return self._tastes.tuning(user)

    def tune(self, user: str, tuning: Tuning) -> None:
        """See the protocol."""
        self._tastes.tune(user, tuning)

    def why(self, user: str, item_id: str) -> tuple[str, ...]:
        """See the protocol."""
        return self._tastes.why(user, item_id)

    def remembers(self, user: str) -> bool:
        """See the protocol."""
        return bool(self._tastes.memory.remembers(user))

    def set_remembers(self, user: str, yes: bool) -> None:
        """See the protocol."""
        self._tastes.memory.answer(user, yes)

    # --- items -----------------------------------------------------------------------------

    def share(self, user: str, item_id: str, yes: bool) -> str:
        """See the protocol."""
        return share(self.store, user, item_id, yes)

    def lineage(self, user: str, item_id: str) -> tuple[Stage, ...]:
        """See the protocol."""
        from app.lineage import lineage

        return lineage(self.store, user, self.engine.catalogue.item(item_id, user))

    def agree(self, user: str, item_id: str, yes: bool) -> None:
        """See the protocol."""
        from app.likeness import Likenesses

        Likenesses(self.store).agree(self.engine.catalogue.item(item_id, user), user, yes)

    def delete_item(self, user: str, item_id: str) -> None:
        """See the protocol."""
        self._vanish.one(user, item_id)

    def report(self, user: str, item_id: str, reason: str) -> None:
        """See the protocol."""
        self.store.reports.add(user, item_id, reason)

    def media(self, user: str, item_id: str, which: Which) -> Path:
        """See the protocol."""
        item: Item = self.engine.catalogue.item(item_id, user)
        path = item.media if which == "media" else item.thumbnail
        if path is None or not path.is_file():
            raise NoSuchItem("That video is not there any more. Ask for another one.")
        return path

    def download(self, user: str, item_id: str) -> tuple[Path, str]:
        """See the protocol."""
        return self.media(user, item_id, "media"), self.engine.catalogue.item(item_id, user).title
