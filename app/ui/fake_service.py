"""A service without models or a store: tests and work on the looks drive the page with it.

It keeps the contract of :class:`app.ui.protocol.Service` in memory. What it answers depends on
plain words in the message, so that a test can ask for each kind of turn: ``slow`` works for a
minute, ``ask`` asks back, ``comic`` edits, ``crash`` raises, anything else finds clips. A file
with ``face`` in its name shows people.
"""

from __future__ import annotations

import math
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.ui.fake_chats import FakeChats
from app.ui.fake_service_clips import poster_of, work
from app.ui.fake_service_clips import tiny_clip as tiny_clip
from app.ui.protocol import (
    Ancestor,
    Panel,
    Region,
    ShownTurn,
    Spot,
    Stage,
    Status,
    TasteLine,
    TasteMap,
    Which,
)
from models.domain import (
    Attachment,
    Card,
    Event,
    Feedback,
    FeedbackKind,
    Item,
    OfferState,
    Refused,
    Said,
    Shown,
    Step,
    Tuning,
    Turn,
)
from models.errors import BadRequest, NoSuchItem

LONGEST = 4000
KINDS = {".png": "image", ".jpg": "image", ".wav": "audio", ".mp3": "audio"}


class FakeService(FakeChats):
    """Everything in memory; files under ``home``. ``clips`` are shown to everybody."""

    def __init__(
        self, home: Path, clips: Sequence[Path] = (), *, warm_seconds: float = 0.0
    ) -> None:
        super().__init__()
        self.home = home
        self.warm_seconds = warm_seconds
        self.ready = False
        self.items: dict[str, Item] = {}
        self.users: dict[str, str] = {}
        self.recorded: list[Feedback] = []
        self.standing: dict[str, tuple[str, ...]] = {}
        self.reports: list[tuple[str, str, str]] = []
        self.answers: dict[str, bool] = {}
        self.tunings: dict[str, Tuning] = {}
        self.memories: set[str] = set()
        self.leaving: set[str] = set()
        self.agreed: dict[str, bool] = {}
        self.languages: dict[str, str] = {}
        self.offers: dict[tuple[str, str], OfferState] = {}
        for clip in clips or [tiny_clip(home / "tiny.mp4")]:
            self._add(clip, clip.stem.replace("_", " ").replace("-", " ").capitalize())

    def warm(self) -> None:
        """Pretend to load for ``warm_seconds``."""
        time.sleep(self.warm_seconds)
        self.ready = True

    def visitor(self, token: str | None) -> tuple[str, str]:
        """Return the visitor of a token, or a new one."""
        with self.lock:
            if token is None or token not in self.users:
                token = secrets.token_urlsafe(16)
                self.users[token] = f"user-{len(self.users) + 1}"
            return self.users[token], token

    def known(self, token: str | None) -> str | None:
        """Return the visitor of a token."""
        return self.users.get(token or "")

    def speaks(self, user: str, language: str) -> None:
        """Remember it."""
        self.languages[user] = language

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
        """Run one turn, chosen by the words in it."""
        if len(text) > LONGEST:
            told = Refused(
                text=f"That message has {len(text):,} characters; at most {LONGEST:,} can be read."
                " Please send the part that matters."
            )
            cut = Turn(role="visitor", text=text[: LONGEST - 1] + "…")
            self.turns[conversation].append(ShownTurn(turn=cut))
            answer = Turn(role="assistant", text=told.text)
            self.turns[conversation].append(ShownTurn(turn=answer, events=(told,)))
            yield told
            return
        attached = tuple(self._take_in(user, path) for path in files)
        visitor = Turn(role="visitor", text=text, attachments=attached)
        self.turns[conversation].append(ShownTurn(turn=visitor))
        events: list[Event] = []
        try:
            for event in self._events(user, text.lower(), cancel, about):
                events.append(event)
                yield event
        finally:
            self.turns[conversation].append(
                ShownTurn(turn=Turn(role="assistant", text=""), events=tuple(events))
            )

    def feedback(
        self, user: str, item_id: str, kind: FeedbackKind, value: float | None, text: str = ""
    ) -> None:
        """Remember it."""
        self._visible(user, item_id)
        self.recorded.append(
            Feedback(user=user, item=item_id, kind=kind, value=value, text=text, at=time.time())
        )

    def stands(self, user: str, items: Sequence[str]) -> None:
        """Remember it."""
        self.standing[user] = tuple(items)

    def feed(self, user: str, k: int) -> list[Card]:
        """Return what was liked last first, what was disliked never."""
        liked, disliked = self._opinions(user)
        shown = [item for item in self._all(user) if item.id not in disliked]
        shown.sort(key=lambda item: item.id not in liked)
        return [self._card(user, item, "Because you liked it" if item.id in liked else "New here")
                for item in shown[:k]]  # fmt: skip

    def taste(self, user: str) -> list[TasteLine]:
        """Return one line for each like and dislike, and one made-up wish."""
        liked, disliked = self._opinions(user)
        wish = TasteLine(id="w1", text="calm evenings", kind="wants", weight=0.6)
        lines = [wish] if liked else []
        lines += [
            TasteLine(id=item, text=self.items[item].title, kind="liked", item=self.items[item])
            for item in liked
        ]
        lines += [
            TasteLine(id=item, text=self.items[item].title, kind="disliked", weight=0.4)
            for item in disliked
        ]
        return lines

    def panel(self, user: str, k: int) -> Panel:
        """Offer to make one after three that were turned down, as the real one does."""
        kinds = [f.kind for f in self.recorded if f.user == user][-3:]
        offer = "Shall I make one for you?" if kinds == ["dislike"] * 3 else ""
        return Panel(feed=self.feed(user, k), taste=self.taste(user), offer=offer)

    def forget_taste(self, user: str, line_id: str) -> None:
        """Forget what was said about that item."""
        self.recorded = [f for f in self.recorded if (f.user, f.item) != (user, line_id)]

    def reset_taste(self, user: str) -> None:
        """Forget all that was done and set."""
        self.recorded = [f for f in self.recorded if f.user != user]
        self.tunings.pop(user, None)

    def taste_map(self, user: str) -> TasteMap:
        """Return the items along a wave."""
        liked, disliked = self._opinions(user)
        spots = []
        for place, item in enumerate(self._all(user)):
            x = (place + 0.5) / len(self.items)
            kind = "liked" if item.id in liked else "disliked" if item.id in disliked else "other"
            spots.append(Spot(item=item, x=x, y=0.5 + 0.4 * math.sin(9 * x), kind=kind))  # type: ignore[arg-type]
        return TasteMap(spots=tuple(spots), regions=(Region(text="clips", x=0.5, y=0.5),))

    def tuning(self, user: str) -> Tuning:
        """Return what was set."""
        return self.tunings.get(user, Tuning())

    def tune(self, user: str, tuning: Tuning) -> None:
        """Remember it."""
        self.tunings[user] = tuning

    def why(self, user: str, item_id: str) -> tuple[str, ...]:
        """Return one made-up reason."""
        self._visible(user, item_id)
        return ("It looks like what you liked.",)

    def share(self, user: str, item_id: str, yes: bool) -> str:
        """Say how it stands."""
        self._visible(user, item_id)
        self.offers[user, item_id] = "asked" if yes else "withdrawn"
        return "Somebody looks at it first." if yes else "It is yours alone again."

    def lineage(self, user: str, item_id: str) -> tuple[Stage, ...]:
        """Return the parents, then the item: an edit of the fake has one."""
        item = self._visible(user, item_id)
        before = [Ancestor(item=self.items.get(one)) for one in item.parents]
        made = Ancestor(item=item, did="style" if before else "", note="Flat colours, dark lines.")
        stages = ((*before,), (made,)) if before else ((made,),)
        return tuple(Stage(ancestors=one) for one in stages)

    def agree(self, user: str, item_id: str, yes: bool) -> None:
        """Remember the answer."""
        self.agreed[self._visible(user, item_id).id] = yes

    def remembers(self, user: str) -> bool:
        """Return the answer."""
        return user in self.memories

    def set_remembers(self, user: str, yes: bool) -> None:
        """Remember the answer."""
        (self.memories.add if yes else self.memories.discard)(user)

    def own_data(self, user: str) -> Mapping[str, Any]:
        """Return what the visitor did."""
        return {"feedback": [{"item": f.item, "kind": f.kind} for f in self.recorded
                             if f.user == user]}  # fmt: skip

    def media(self, user: str, item_id: str, which: Which) -> Path:
        """Return a file of an item this visitor may see."""
        item = self._visible(user, item_id)
        if which != "thumbnail":
            return item.media
        if item.thumbnail is None:
            raise NoSuchItem("That video is not there any more.")
        return item.thumbnail

    def download(self, user: str, item_id: str) -> tuple[Path, str]:
        """Return the file, and its title."""
        return self.media(user, item_id, "media"), self._visible(user, item_id).title

    def delete_item(self, user: str, item_id: str) -> None:
        """Forget an item of this visitor."""
        if self._visible(user, item_id).owner != user:
            raise NoSuchItem("That video is not there any more.")
        del self.items[item_id]

    def attached(self, user: str, name: str) -> Path:
        """Return what this visitor attached."""
        path = self.home / user / Path(name).name
        if not path.is_file():
            raise NoSuchItem("That picture is not there any more.")
        return path

    def consent(self, user: str) -> bool | None:
        """Return the answer."""
        return self.answers.get(user)

    def set_consent(self, user: str, yes: bool) -> None:
        """Remember the answer."""
        self.answers[user] = yes

    def vanish(self, user: str) -> int:
        """Forget what was made for them."""
        gone = [k for k, i in self.items.items() if i.owner == user and i.origin != "uploaded"]
        for key in gone:
            del self.items[key]
        return len(gone)

    def vanishes(self, user: str) -> bool:
        """Return the answer."""
        return user in self.leaving

    def set_vanishes(self, user: str, yes: bool) -> None:
        """Remember the answer."""
        (self.leaving.add if yes else self.leaving.discard)(user)

    def here(self, user: str) -> None:
        """Nothing waits for it here."""

    def left(self, user: str) -> None:
        """Vanish at once: a fake has no time."""
        if self.vanishes(user):
            self.vanish(user)

    def status(self) -> Status:
        """Return ready after warming up."""
        return Status(ready=self.ready, items=len(self.items))

    def report(self, user: str, item_id: str, reason: str) -> None:
        """Remember the report."""
        self._visible(user, item_id)
        self.reports.append((user, item_id, reason))

    def _events(
        self, user: str, text: str, cancel: threading.Event, about: str | None
    ) -> Iterator[Event]:
        if "crash" in text:
            raise RuntimeError("the fake was asked to crash")
        if "ask" in text:
            yield Said(text="How long may it be?", options=("Under 10 seconds", "Any length"))
            return
        if "slow" in text:
            yield from work("slow", "Restyling the video", 60.0, cancel)
            return
        if "comic" in text or text.startswith("strength"):
            share = re.search(r"\d+", text)
            yield from self._edit(user, cancel, int(share[0]) / 100 if share else 1.0)
            return
        yield from work("find", "Looking through the videos", 0.3, cancel)
        found = [item for item in self._all(user) if item.id != about][:3]
        why = "Like the one you chose" if about else "Matches what you asked for"
        yield Said(text=f"Here is what I found for “{text}”.")
        yield Shown(cards=tuple(self._card(user, item, why) for item in found))

    def _edit(self, user: str, cancel: threading.Event, strength: float) -> Iterator[Event]:
        yield Step(id="edit", title="Making it look like a comic", status="running")
        yield from work("edit/paint", "Painting frames", 0.3, cancel)
        source = next(iter(self.items.values()))
        made = replace(
            source, id=f"edit{len(self.items)}", title=f"{source.title}, as a comic",
            origin="edited", owner=user, parents=(source.id,), declared="",
        )  # fmt: skip
        self.items[made.id] = made
        yield Step(id="edit", title="Making it look like a comic", status="done", seconds=0.3)
        card = self._card(user, made, "The comic you asked for")
        yield Shown(cards=(replace(card, strength=strength),))

    def _take_in(self, user: str, path: Path) -> Attachment:
        if path.stat().st_size == 0:
            raise BadRequest(f"{path.name!r} is empty. Send the file again.")
        kept = self.home / user / path.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, kept)
        kind = KINDS.get(path.suffix.lower(), "video")
        item = self._add(kept, path.name, owner=user).id if kind == "video" else None
        asked = False if "face" in path.name else None
        return Attachment(path=kept, name=path.name, kind=kind, item=item, agreed=asked)  # type: ignore[arg-type]

    def _add(self, clip: Path, title: str, owner: str | None = None) -> Item:
        poster = self.home / f"{secrets.token_hex(4)}.jpg"
        width, height, seconds = poster_of(clip, poster)
        item = Item(
            id=f"clip{len(self.items)}", title=title, media=clip, thumbnail=poster, owner=owner,
            duration=seconds, width=width, height=height, declared="filmed by hand",
        )  # fmt: skip
        self.items[item.id] = item
        return item

    def _all(self, user: str) -> list[Item]:
        return [item for item in self.items.values() if item.owner in (None, user)]

    def _visible(self, user: str, item_id: str) -> Item:
        item = self.items.get(item_id)
        if item is None or item.owner not in (None, user):
            raise NoSuchItem("That video is not there any more. Ask for another one.")
        return item

    def _opinions(self, user: str) -> tuple[list[str], list[str]]:
        last = {f.item: f.kind for f in self.recorded
                if f.user == user and f.kind in ("like", "dislike")}  # fmt: skip
        return (
            [item for item, kind in last.items() if kind == "like"],
            [item for item, kind in last.items() if kind == "dislike"],
        )

    def _card(self, user: str, item: Item, why: str) -> Card:
        liked, disliked = self._opinions(user)
        opinion = True if item.id in liked else False if item.id in disliked else None
        return Card(item=item, why=why, liked=opinion, offered=self.offers.get((user, item.id)))

    def close(self) -> None:
        """See the protocol: nothing is open here."""
