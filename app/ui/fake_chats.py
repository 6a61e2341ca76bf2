"""The conversations of the fake service, in memory."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import replace

from app.sharing import marked_events
from app.ui.protocol import PastChat, ShownTurn
from models.domain import Item, OfferState, Shown
from models.errors import BadRequest


class FakeChats:
    """What is said; see :class:`app.ui.protocol.Service` for what each method promises."""

    items: dict[str, Item]
    offers: Mapping[tuple[str, str], OfferState]

    def __init__(self) -> None:
        self.current: dict[str, str] = {}
        self.turns: dict[str, list[ShownTurn]] = {}
        self.owners: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.lock = threading.RLock()

    def conversation(self, user: str) -> str:
        """Return the visitor's current conversation."""
        with self.lock:
            return self.current.get(user) or self.new_conversation(user)

    def new_conversation(self, user: str) -> str:
        """Open a conversation."""
        key = secrets.token_hex(4)
        self.turns[key], self.owners[key] = [], user
        self.current[user] = key
        return key

    def chats(self, user: str) -> list[PastChat]:
        """Return those with turns, the newest first."""
        mine = [key for key, owner in self.owners.items() if owner == user and self.turns[key]]
        return [self._past(user, key) for key in reversed(mine)]

    def open_chat(self, user: str, conversation: str) -> None:
        """Make it the current one."""
        self._find(user, conversation)
        self.current[user] = conversation

    def rename_chat(self, user: str, conversation: str, title: str) -> None:
        """Remember its title."""
        self._find(user, conversation)
        self.names[conversation] = title

    def delete_chat(self, user: str, conversation: str) -> None:
        """Forget it."""
        self._find(user, conversation)
        del self.turns[conversation], self.owners[conversation]
        if self.current[user] == conversation:
            self.new_conversation(user)

    def history(self, user: str, conversation: str) -> list[ShownTurn]:
        """Return what was said."""
        offers = {item: state for (who, item), state in self.offers.items() if who == user}
        return [
            replace(kept, events=tuple(marked_events(kept.events, offers)))
            for kept in self._find(user, conversation)
        ]

    def undo(self, user: str, conversation: str) -> str:
        """Forget the last turn and its answer."""
        turns = self._find(user, conversation)
        while turns:
            stored = turns.pop()
            if stored.turn.role == "visitor":
                return stored.turn.text
        return ""

    def _find(self, user: str, conversation: str) -> list[ShownTurn]:
        if self.owners.get(conversation) != user:
            raise BadRequest("This conversation is not here (any more); start a new one.")
        return self.turns[conversation]

    def _past(self, user: str, key: str) -> PastChat:
        turns = self.turns[key]
        cards = [card for kept in turns for event in kept.events if isinstance(event, Shown)
                 for card in event.cards]  # fmt: skip
        there = tuple(card.item for card in cards[-3:] if card.item.id in self.items)
        title = self.names.get(key) or turns[0].turn.text
        now = self.current[user] == key
        return PastChat(id=key, title=title, at=time.time(), items=there, current=now)
