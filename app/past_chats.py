"""A visitor's earlier conversations, with pictures, and what goes when one is deleted."""

from __future__ import annotations

from app.memory import Memory
from app.runtime import Runtime
from app.ui.protocol import PastChat


class PastChats:
    """See :class:`app.ui.protocol.Service` for what ``chats`` and ``delete_chat`` promise."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def all(self, user: str) -> list[PastChat]:
        """Return them, last one first, each with what is still there of its last cards."""
        store = self._runtime.store
        kept, current = store.chats.of(user), store.conversations.latest(user)
        items = store.items.get([item for one in kept for item in one.items], user)
        return [
            PastChat(
                id=one.key,
                title=one.title,
                at=one.at,
                items=tuple(items[item] for item in one.items if item in items),
                current=one.key == current,
            )
            for one in kept
        ]

    def delete(self, user: str, conversation: str) -> None:
        """Erase one from database and disk; begin another where it was the current one. Words that
        the visitor lets the app remember stay.
        """
        from models.stylise import beneath

        store = self._runtime.store
        current = store.conversations.latest(user) == conversation
        remembered = Memory(self._runtime).remembered(user)
        for path in store.chats.delete(conversation, user, remembered):
            beneath.gone(path)
        store.vanishing.fold()
        if current:
            store.conversations.start(user)
