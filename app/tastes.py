"""What was learnt about a visitor, and what follows from it: the feed, the panel, the tuning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, get_args

from app.memory import Memory
from app.runtime import Runtime
from app.ui.protocol import Panel, TasteLine, TasteMap
from models.domain import Card, Feedback, FeedbackKind, Guidance, Item, Origins, Tuning
from models.errors import BadRequest

if TYPE_CHECKING:
    from agents.retrieve.taste import Taste

VISITORS = 2000
"""Visitors of whose feed it is kept in memory what stands in it."""
SUGGESTED = 8
"""Suggestions that are marked on the map: as many as the page shows."""


class Tastes:
    """The tastes of all visitors, each worked out anew from what is kept when it is asked for.

    See :class:`app.ui.protocol.Service` for what each method promises.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.memory = Memory(runtime)
        self._standing: dict[str, tuple[str, ...]] = {}

    def of(self, user: str) -> Taste:
        """Return a visitor's :class:`agents.retrieve.taste.Taste` as it is now."""
        from agents.retrieve.taste import taste_of

        engine, store = self._runtime.engine, self._runtime.store
        retriever, people = engine.retriever, engine.people
        if people.refresh():
            retriever.people, retriever.lines.others = people.people, people.others
        current = store.conversations.latest(user)
        edits = store.taste.edits(user, self.memory.since(user), current)
        kept = [
            feedback
            for feedback in store.feedback.of(user)
            if max(edits.since, edits.forgotten.get(feedback.item, 0.0)) < feedback.at
        ]
        return taste_of(
            kept,
            engine.catalogue,
            user,
            wants=edits.wants,
            avoids=edits.avoids,
            tuning=self.tuning(user),
            people=retriever.people,
        )

    def feedback(
        self, user: str, item_id: str, kind: FeedbackKind, value: float | None, text: str = ""
    ) -> None:
        """See the protocol."""
        self._runtime.store.feedback.add(
            Feedback(user=user, item=item_id, kind=kind, value=value, text=text)
        )

    def feed(self, user: str, k: int) -> list[Card]:
        """See the protocol."""
        if not self._runtime.ready:
            return []
        with self._runtime.store.database.one_state():
            return self._cards(self.of(user), user, k)

    def _cards(self, taste: Taste, user: str, k: int) -> list[Card]:
        from agents.showing import card

        found = self._runtime.engine.retriever.find(Guidance(), taste, k, user)
        return [card(one, taste) for one in found]

    def stands(self, user: str, items: Sequence[str]) -> None:
        """See the protocol. The visitors heard of last are kept, in memory alone."""
        self._standing.pop(user, None)
        self._standing[user] = tuple(items)[:SUGGESTED]
        while len(self._standing) > VISITORS:
            self._standing.pop(next(iter(self._standing)), None)

    def standing(self, user: str) -> Sequence[Item]:
        """What stands in the feed on the page of this visitor, as far as it was told."""
        ids = self._standing.get(user, ())
        return self._runtime.engine.catalogue.items(ids, user) if self._runtime.ready else ()

    def panel(self, user: str, k: int) -> Panel:
        """See the protocol."""
        from agents.talk.replies import OFFER

        ready, enough = self._runtime.ready, self._runtime.settings.rejections
        with self._runtime.store.database.one_state():
            taste = self.of(user)
            return Panel(
                feed=self._cards(taste, user, k) if ready else [],
                taste=self._lines(taste, user),
                offer=OFFER if ready and 0 < enough <= taste.passed else "",
            )

    def lines(self, user: str) -> list[TasteLine]:
        """Return what was learnt, each line removable."""
        return self._lines(self.of(user), user)

    def _lines(self, taste: Taste, user: str) -> list[TasteLine]:
        lines = [TasteLine(id=f"wants:{word}", text=word, kind="wants") for word in taste.wants]
        lines += [TasteLine(id=f"avoids:{word}", text=word, kind="avoids") for word in taste.avoids]
        catalogue = self._runtime.engine.catalogue
        for item in catalogue.items(reversed(taste.liked), user):
            lines.append(TasteLine(id=item.id, text=item.title, kind="liked", item=item))
        for item in catalogue.items(reversed(taste.disliked), user):
            lines.append(
                TasteLine(id=item.id, text=item.title, kind="disliked", item=item, weight=0.5)
            )
        return lines

    def forget(self, user: str, line_id: str) -> None:
        """Unlearn one line."""
        self._runtime.store.taste.forget(user, line_id)

    def reset(self, user: str) -> None:
        """Unlearn everything."""
        self._runtime.store.taste.reset(user)
        self.tune(user, Tuning())

    def map(self, user: str) -> TasteMap:
        """Return the corpus as a map; empty until there is enough to draw."""
        if not self._runtime.ready:
            return TasteMap()
        from agents.retrieve.lines import NEW

        with self._runtime.store.database.one_state():
            taste = self.of(user)
            cards = self._cards(taste, user, SUGGESTED)
        new = {card.item.id for card in cards if card.why == NEW}
        return self._runtime.maps.map(user, taste, [card.item for card in cards], new)

    def tuning(self, user: str) -> Tuning:
        """See the protocol."""
        kept = self._runtime.store.users.settings(user).get("tuning", {})
        return Tuning(**kept)

    def tune(self, user: str, tuning: Tuning) -> None:
        """See the protocol."""
        if not 0 <= tuning.breadth <= 1:
            raise BadRequest(f"Breadth runs from 0 to 1; got {tuning.breadth!r}.")
        if tuning.origins not in get_args(Origins):
            raise BadRequest(f"Origins are one of {', '.join(get_args(Origins))}.")
        self._runtime.store.users.set_settings(user, tuning=asdict(tuning))

    def why(self, user: str, item_id: str) -> tuple[str, ...]:
        """See the protocol."""
        from agents.guard.findings import told

        found = self._runtime.engine.retriever.why(item_id, self.of(user), user)
        made = self._runtime.store.artifacts.of(item_id, user)
        return found if made is None else (*found, *told(made.report))
