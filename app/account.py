"""What is recorded of a visitor and of what they see, for questions about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.lineage import history
from app.runtime import Runtime
from app.tastes import Tastes
from models.domain import Item, Shown

if TYPE_CHECKING:
    from agents.retrieve.taste import Taste
    from agents.talk.history import Made
    from app.store.conversations import StoredTurn


class Recorded:
    """See :class:`agents.talk.account.Records` for what each promises."""

    def __init__(
        self, runtime: Runtime, tastes: Tastes, user: str, past: Sequence[StoredTurn]
    ) -> None:
        self._runtime, self._tastes, self._user, self._past = runtime, tastes, user, past

    @property
    def taste(self) -> Taste:
        """See the protocol."""
        return self._tastes.of(self._user)

    @property
    def feed(self) -> Sequence[Item]:
        """See the protocol."""
        return self._tastes.standing(self._user)

    @property
    def remembers(self) -> bool | None:
        """See the protocol."""
        return self._tastes.memory.remembers(self._user)

    def made(self, item: Item) -> Sequence[Made]:
        """See the protocol."""
        return history(self._runtime.store, self._user, item)

    def reasons(self, item: Item) -> Sequence[str]:
        """See the protocol."""
        return self._tastes.why(self._user, item.id)

    def said(self, item: Item) -> str:
        """See the protocol."""
        shown = (e for kept in reversed(self._past) for e in kept.events if isinstance(e, Shown))
        cards = (card for event in shown for card in event.cards if card.item.id == item.id)
        return next((card.why for card in cards), "")

    def items(self, ids: Sequence[str]) -> Sequence[Item]:
        """See the protocol."""
        return self._runtime.engine.catalogue.items(ids, self._user)
