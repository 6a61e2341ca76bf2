"""What visitors offer to others: how it stands, on each card and in one sentence of the chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from models.domain import Card, Event, OfferState, Said, Shown, Turn

if TYPE_CHECKING:
    from app.store.publications import Publication
    from app.store.store import Store

SHARED: Mapping[OfferState, str] = {
    "asked": "Thank you. Somebody looks at it first; then others may see it.",
    "published": "Others can see it.",
    "refused": "Somebody looked at it and left it with you alone.",
    "withdrawn": "It is yours alone again.",
}
"""How an offer to others stands, as its visitor is told."""


def share(store: Store, user: str, item_id: str, yes: bool) -> str:
    """Offer an item or take the offer back; return how it stands, with the reason of a refusal."""
    if yes:
        store.publications.offer(user, item_id)
    else:
        store.publications.withdraw(user, item_id)
    found = store.publications.of_item(user, item_id)
    if found is None:
        return SHARED["withdrawn"]
    reason = f" They wrote: {found.reason}" if found.state == "refused" and found.reason else ""
    return SHARED[found.state] + reason


def marked(cards: Iterable[Card], offers: Mapping[str, OfferState]) -> list[Card]:
    """Return the cards, each with how the visitor's offer of its item stands."""
    return [replace(card, offered=offers.get(card.item.id)) for card in cards]


def marked_events(events: Iterable[Event], offers: Mapping[str, OfferState]) -> Iterator[Event]:
    """Yield the events of a turn, with :func:`marked` cards."""
    for event in events:
        yield Shown(cards=tuple(marked(event.cards, offers))) if isinstance(event, Shown) else event


def decide(store: Store, number: int, yes: bool, reason: str = "") -> Publication:
    """Carry out what a person decided about an offer, and say so in its visitor's chat.

    Raises :class:`models.errors.BadRequest` where the offer does not wait any more.
    """
    with store.together():
        decided = store.publications.decide(number, yes, reason)
        _tell(store, decided)
    return decided


def _tell(store: Store, decided: Publication) -> None:
    """Say it where the visitor reads it when they come back; what could be tapped still can be."""
    item = store.items.get([decided.item], decided.user).get(decided.item)
    title = "what you offered" if item is None else f"“{item.title}”"
    if decided.state == "published":
        text = f"A person looked at {title}: others can see it now."
    else:
        why = f" They wrote: {decided.reason}" if decided.reason else ""
        text = f"A person looked at {title} and left it with you alone.{why}"
    chats = store.conversations
    latest = chats.latest(decided.user)
    past = [] if latest is None else chats.turns(latest, decided.user)
    options = tuple(option for kept in past[-1:] for option in kept.turn.options)
    conversation = latest or chats.start(decided.user)
    turn = Turn(role="assistant", text=text, options=options)
    chats.append(conversation, decided.user, turn, events=[Said(text=text, options=options)])
