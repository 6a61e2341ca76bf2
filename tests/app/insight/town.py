"""A made-up town: visitors who search, watch, like, come back and say what they think, seeded.

What they do follows known rates, so that what is measured can be compared with what was put in.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from app.store.schema import (
    ArtifactRow,
    ConversationRow,
    InteractionRow,
    ItemRow,
    TurnRow,
    UserRow,
)
from app.store.store import Store

DAY = 86_400.0
NOW = 1_790_000_000.0
CLICK = {"uploaded": 0.30, "edited": 0.45, "created": 0.20}
LIKE, REFUSE = 0.3, 0.25
"""Shares of the played that are liked, and of the others that are skipped."""
SHARE = {"uploaded": 0.55, "edited": 0.7, "created": 0.35}
BACK = 0.35
"""Chance that a visitor comes back on the next day; on the seventh it is half of that."""
TOOLS = {"edited": ("clip", "style", "adjust"), "created": ("compose",)}
WISHES = ("dogs", "a dog", "a city at night", "volcanoes", "Volcano", "northern lights", "chess")
LACKING = {"volcanoes", "Volcano", "northern lights", "chess"}
GOOD = ("I love this one", "the first one is great", "the second one is so good")
BAD = ("the first one is boring", "the second one was terrible")


@dataclass
class Town:
    """Rows by table; ``now`` is when the last day ends."""

    random: random.Random
    users: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    conversations: list[dict[str, Any]] = field(default_factory=list)
    turns: list[dict[str, Any]] = field(default_factory=list)
    interactions: list[dict[str, Any]] = field(default_factory=list)
    now: float = NOW

    def user(self, at: float) -> str:
        name = f"u{len(self.users)}"
        self.users.append(
            {"id": name, "token_hash": name.encode(), "created_at": at, "consent": None,
             "consent_at": None, "settings": {}}
        )  # fmt: skip
        return name

    def item(self, title: str, origin: str = "uploaded", tool: str = "", **more: Any) -> str:
        name = f"i{len(self.items)}"
        self.items.append(
            {"id": name, "title": title, "media": f"{name}.mp4", "duration": 12.0, "width": 90,
             "height": 160, "has_audio": False, "thumbnail": None, "origin": origin,
             "declared": "", "description": "", "tags": [], "licence": "", "parents": [],
             "owner": None, "created_at": self.now - 90 * DAY, "sha256": name, "source": "",
             "state": "active", "attributes": {}, "shots": [], **more}
        )  # fmt: skip
        if tool:
            self.artifacts.append(
                {"item_id": name, "kind": "video", "path": f"{name}.mp4", "note": "",
                 "recipe": {"tool": tool, "pixels": "changed"}, "report": {"checks": []},
                 "at": self.now}
            )  # fmt: skip
        return name

    def conversation(self, user: str, at: float) -> int:
        number = len(self.conversations) + 1
        self.conversations.append(
            {"id": number, "key": secrets.token_hex(8), "user_id": user, "started_at": at}
        )
        return number

    def turn(
        self, conversation: int, at: float, text: str = "", *, shown: tuple[str, ...] = (),
        want: str | None = None, sure: bool | None = None,
    ) -> None:  # fmt: skip
        answer = bool(shown) or want is not None
        decision = {"kind": "retrieve", "guidance": {"want": want or ""}, "sure": sure}
        self.turns.append(
            {"conversation_id": conversation, "role": "assistant" if answer else "visitor",
             "text": text, "attachments": [], "shown": list(shown), "options": [], "at": at,
             "events": [], "decision": decision if answer else None, "report": None,
             "timings": {}, "retracted_at": None}
        )  # fmt: skip

    def act(self, user: str, item: str, kind: str, at: float, value: float | None = None,
            text: str = "") -> None:  # fmt: skip
        self.interactions.append(
            {"user_id": user, "item_id": item, "kind": kind, "value": value, "text": text,
             "at": at}
        )  # fmt: skip

    def keep(self, store: Store) -> None:
        """Write it all down."""
        tables = {
            UserRow: self.users,
            ItemRow: self.items,
            ArtifactRow: self.artifacts,
            ConversationRow: self.conversations,
            TurnRow: self.turns,
            InteractionRow: self.interactions,
        }
        with store.database.write() as session:
            for table, rows in tables.items():
                if rows:
                    session.execute(insert(table), rows)


def town(people: int = 300, days: int = 30, seed: int = 0) -> Town:
    """Return a town of so many visitors who arrive over so many days."""
    made = Town(random.Random(seed))
    pick = made.random
    subjects = ("Dog on a beach", "City at night", "A slow river", "Skaters", "Bread", "Old trains")
    by_origin = {
        "uploaded": [made.item(f"{pick.choice(subjects)} {n}") for n in range(40)],
        "edited": [
            made.item(f"{pick.choice(subjects)} ({tool})", "edited", tool)
            for tool in TOOLS["edited"]
            for _ in range(5)
        ],
        "created": [made.item(f"Made {n}", "created", "compose") for n in range(10)],
    }
    origins = {item: origin for origin, items in by_origin.items() for item in items}
    for _ in range(people):
        first = made.now - pick.random() * days * DAY
        user = made.user(first)
        for at in _visits(pick, first, made.now):
            _visit(made, user, at, by_origin, origins)
    return made


def _visits(pick: random.Random, first: float, now: float) -> Iterator[float]:
    yield first
    for day, chance in ((1, BACK), (7, BACK / 2)):
        at = first + (day + 0.1 + 0.8 * pick.random()) * DAY
        if pick.random() < chance and at < now:
            yield at


def _visit(
    made: Town, user: str, at: float, by_origin: dict[str, list[str]], origins: dict[str, str]
) -> None:
    pick = made.random
    conversation = made.conversation(user, at)
    for step in range(pick.randint(1, 4)):
        at += 60.0 * step
        want = pick.choice(WISHES)
        made.turn(conversation, at, f"show me {want}")
        cards = pick.sample(by_origin["uploaded"], 2)
        cards += [pick.choice(by_origin["edited"]), pick.choice(by_origin["created"])]
        pick.shuffle(cards)
        made.turn(conversation, at + 1, "Here:", shown=tuple(cards), want=want,
                  sure=want not in LACKING)  # fmt: skip
        for number, item in enumerate(cards):
            _look(made, user, item, origins[item], at + 2 + number)
        if pick.random() < 0.2:
            text = pick.choice(GOOD if pick.random() < 0.7 else BAD)
            made.turn(conversation, at + 20, text)


def _look(made: Town, user: str, item: str, origin: str, at: float) -> None:
    pick = made.random
    if pick.random() < CLICK[origin]:
        made.act(user, item, "watch", at, 0.0, "play")
        share = min(1.0, max(0.02, pick.gauss(SHARE[origin], 0.3)))
        made.act(user, item, "watch", at + 0.5, 12.0 * share, "ended" if share == 1 else "pause")
        if pick.random() < LIKE:
            made.act(user, item, "like", at + 0.6)
        if pick.random() < 0.1:
            made.act(user, item, "rate", at + 0.7, float(pick.randint(2, 5)))
    elif pick.random() < REFUSE:
        made.act(user, item, "skip", at)
