"""The seam between the user interface and everything behind it.

The interface knows nothing but :class:`Service`. ``app.service`` implements it for real,
``app.ui.fake_service`` for tests and for work on the looks.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from models.domain import Card, Event, FeedbackKind, Item, Tuning, Turn

Which = Literal["media", "thumbnail"]
TasteKind = Literal["liked", "disliked", "wants", "avoids"]
SpotKind = Literal["liked", "disliked", "suggested", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTurn:
    """A turn as it was kept, with what was put on the screen for it, in order."""

    turn: Turn
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastChat:
    """A conversation in the visitor's list of them. ``at`` is when something was last said in it,
    seconds since 1970; ``items`` are what stood on the screen last and is still there.
    """

    id: str
    title: str
    at: float
    items: tuple[Item, ...] = ()
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TasteLine:
    """One thing that was learnt about a visitor. ``weight`` runs from 0 to 1."""

    id: str
    text: str
    kind: TasteKind
    weight: float = 1.0
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What follows from a taste, worked out together.

    ``offer`` is a sentence that offers to make something, once enough was turned down in a row;
    empty when there is nothing to offer. Saying :data:`models.domain.MAKE_ONE` takes it up.
    """

    feed: Sequence[Card]
    taste: Sequence[TasteLine]
    offer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An item on the map of the corpus; ``x`` and ``y`` run from 0 to 1, near means alike.

    ``because`` is the id of the liked item that is most like one that is suggested.
    """

    item: Item
    x: float
    y: float
    kind: SpotKind = "other"
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A word that many items around a place of the map share."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TasteMap:
    """The corpus as a picture, with what a visitor liked and what is suggested because of it."""

    spots: tuple[Spot, ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """An item on the way to another: ``did`` are the tools that made it, joined by ``+``, empty
    where somebody brought it; ``note`` says what they did. ``item`` is ``None`` where it is not
    there any more, or not this visitor's to see. ``marks`` are what its file carries; ``model``
    drew it, empty where none did.
    """

    item: Item | None
    did: str = ""
    note: str = ""
    marks: tuple[str, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What one step of a lineage began with; the last is the item itself. ``more`` are left out."""

    ancestors: tuple[Ancestor, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Whether the models are loaded yet, and what a visitor should know about this server.

    ``growing``: items are still being taken in, so what was asked before is worth asking again.
    """

    ready: bool
    growing: bool = False
    notes: tuple[str, ...] = ()
    profile: str = "embedded"
    items: int = 0


class Service(Protocol):
    """What the interface asks for. Every method may be called from any thread.

    Methods raise :class:`models.errors.UserError` with a sentence for the visitor. ``visitor``
    is called while the first page is served and must be quick before :meth:`warm` has run.
    """

    def warm(self) -> None:
        """Load what is slow to load. Called once, in a thread, when the first page is out."""

    def visitor(self, token: str | None) -> tuple[str, str]:
        """Return (user id, token); a new visitor, with a new token, when it is unknown."""

    def known(self, token: str | None) -> str | None:
        """Return the user id of a token, ``None`` when it is unknown. Quick, like ``visitor``."""

    def speaks(self, user: str, language: str) -> None:
        """Keep the language that the visitor's page is in, two letters. Quick, like ``visitor``."""

    def conversation(self, user: str) -> str:
        """Return the id of the visitor's current conversation, opening one when there is none."""

    def new_conversation(self, user: str) -> str:
        """Open a conversation, make it the current one and return its id."""

    def chats(self, user: str) -> list[PastChat]:
        """Return the visitor's own conversations in which they said something, last one first."""

    def open_chat(self, user: str, conversation: str) -> None:
        """Make an older conversation the current one. Like the next two, it raises BadRequest, in
        the same words, for one that is somebody else's and for one that is not there.
        """

    def rename_chat(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation a title; an empty one takes it back."""

    def delete_chat(self, user: str, conversation: str) -> None:
        """Erase a conversation; where it was the current one, another begins. What was brought or
        made in it stays the visitor's.
        """

    def history(self, user: str, conversation: str) -> list[ShownTurn]:
        """Return the conversation in order."""

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
        """Run one turn. ``about`` is the item a message is about when the visitor pressed a
        button on its card. Files are copied before the first event and left alone; one that is an
        item of this visitor already is that item. Ends soon after ``cancel`` is set.
        """

    def undo(self, user: str, conversation: str) -> str:
        """Retract the visitor's last turn and the answer to it; return what they had said."""

    def feedback(
        self, user: str, item_id: str, kind: FeedbackKind, value: float | None, text: str = ""
    ) -> None:
        """Record one thing the visitor did. For ``watch``, ``value`` is the seconds watched since
        the last report and ``text`` what happened: ``play``, ``pause``, ``ended`` or ``left``.
        ``less`` asks for less of what is like the item, ``dislike`` speaks of it alone.
        """

    def stands(self, user: str, items: Sequence[str]) -> None:
        """Hear which items stand in the feed on the visitor's page, from the top: the chat may
        speak of them. What is none of theirs to see is passed over.
        """

    def feed(self, user: str, k: int) -> list[Card]:
        """Return the ``k`` best cards for this visitor now, best first.

        Does not wait for models: empty, or roughly ranked, until :meth:`status` says ready.
        """

    def taste(self, user: str) -> list[TasteLine]:
        """Return what was learnt about this visitor."""

    def panel(self, user: str, k: int) -> Panel:
        """Return :meth:`feed` and :meth:`taste` of one moment, and what is offered beside them."""

    def forget_taste(self, user: str, line_id: str) -> None:
        """Unlearn one line."""

    def reset_taste(self, user: str) -> None:
        """Unlearn everything: likes, dislikes, what was watched, words and tuning."""

    def taste_map(self, user: str) -> TasteMap:
        """Return the corpus as a map; empty until there is enough to draw."""

    def tuning(self, user: str) -> Tuning:
        """Return how this visitor wants the ranking."""

    def tune(self, user: str, tuning: Tuning) -> None:
        """Set how this visitor wants the ranking; it holds from the next list on."""

    def why(self, user: str, item_id: str) -> tuple[str, ...]:
        """Return, in a few sentences, what speaks for and against an item for this visitor."""

    def share(self, user: str, item_id: str, yes: bool) -> str:
        """Offer what was made for this visitor to others, or take that back; return how it
        stands now, in a sentence. Others see it only after a person looked at it.
        """

    def lineage(self, user: str, item_id: str) -> tuple[Stage, ...]:
        """Return what an item came from, sources first, the item itself last."""

    def agree(self, user: str, item_id: str, yes: bool) -> None:
        """Keep whether those seen in a clip that this visitor brought agreed to be shown changed.
        Raises :class:`models.errors.NoSuchItem` for a clip that they did not bring.
        """

    def remembers(self, user: str) -> bool:
        """Return whether what the visitor says of their taste counts beyond a conversation."""

    def set_remembers(self, user: str, yes: bool) -> None:
        """Record whether it may."""

    def own_data(self, user: str) -> Mapping[str, Any]:
        """Return all that is kept about this visitor, fit for JSON; nobody else's, no secrets."""

    def media(self, user: str, item_id: str, which: Which) -> Path:
        """Return a file of an item. Raises :class:`models.errors.NoSuchItem` when the item is
        unknown, gone, or not this visitor's to see.
        """

    def download(self, user: str, item_id: str) -> tuple[Path, str]:
        """Return an item's file and its title. Raises as :meth:`media` does."""

    def delete_item(self, user: str, item_id: str) -> None:
        """Erase what the visitor brought or had made: one item, with its files, wherever it is
        shown. What was made of it stays. Raises NoSuchItem for what is not theirs.
        """

    def attached(self, user: str, name: str) -> Path:
        """Return a picture that this visitor put into a message, by the name its file has here.
        Raises NoSuchItem for any other.
        """

    def consent(self, user: str) -> bool | None:
        """Return the visitor's answer about research; ``None`` when they were not asked yet."""

    def set_consent(self, user: str, yes: bool) -> None:
        """Record the visitor's answer about research."""

    def vanish(self, user: str) -> int:
        """Let all that was made for this visitor, and not published, vanish now: from disk,
        database, indexes and feeds. Return how many items went.
        """

    def vanishes(self, user: str) -> bool:
        """Return whether that happens when they leave the page."""

    def set_vanishes(self, user: str, yes: bool) -> None:
        """Record whether it should."""

    def left(self, user: str) -> None:
        """Note that the visitor closed the page; whoever comes back within a minute never left."""

    def here(self, user: str) -> None:
        """Note that they have it open, in another tab say."""

    def status(self) -> Status:
        """Return how the server is doing. Never slow."""

    def report(self, user: str, item_id: str, reason: str) -> None:
        """Record that a visitor finds an item wrong or harmful."""

    def close(self) -> None:
        """Stop background work and let go of files. Called once, when the server ends."""
