"""Writes the conversations whose visitors agreed to it as JSON lines, redacted.

One conversation a line::

    {"visitor": "visitor-1", "conversation": "conversation-1", "day": "2026-11-23",
     "turns": [{"role": "visitor", "seconds": 0.0, "text": "…", "shown": [], "options": [],
                "attachments": 0, "decision": null}, …]}

Visitors are numbered anew in each export. ``seconds`` count from the conversation's first turn.
Of attachments only the number is told; items that are not everybody's are ``[ITEM]``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from app.research.redact import names_in, redact
from app.store.codec import plain
from app.store.conversations import Shared
from app.store.items import Items
from app.store.store import Store

HIDDEN = "[ITEM]"


def export(store: Store, out: Path) -> int:
    """Write the file, whole or not at all; return how many conversations are in it.

    The same store gives the same file. Memory holds one conversation at a time.
    """
    partial = out.with_name(f".{out.name}.partial")
    visitors: dict[str, str] = {}
    count = 0
    try:
        # What it holds is for few eyes: nobody else on the machine may read it.
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="ascii") as file:
            for count, shared in enumerate(store.conversations.consented(), 1):
                visitor = visitors.setdefault(shared.user, f"visitor-{len(visitors) + 1}")
                line = {"visitor": visitor, "conversation": f"conversation-{count}"}
                line |= _told(shared, store.items)
                file.write(json.dumps(line) + "\n")
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _told(shared: Shared, items: Items) -> dict[str, Any]:
    start = shared.turns[0].turn.at
    named = {item for stored in shared.turns for item in stored.turn.shown}
    told = {word for stored in shared.turns for word in _strings(plain(stored.decision))}
    public, all_seen = items.get(named | told, None), items.get(named | told, shared.user)
    own = [item for item in all_seen.values() if item.id not in public]
    # The visitor's own items, and those that are hidden or gone by now.
    private = {item.id for item in own} | (named - set(public))
    # A name said once goes everywhere: the assistant may have answered with it. So do the titles of
    # the visitor's own items and the names of their files.
    names = {name for stored in shared.turns for name in names_in(stored.turn.text)}
    names |= {item.title for item in own}
    names |= {file.name for stored in shared.turns for file in stored.turn.attachments}
    names = {name for name in names if len(name) > 2}
    turns = [
        {
            "role": stored.turn.role,
            "seconds": round(stored.turn.at - start, 1),
            "text": redact(stored.turn.text, names),
            "shown": [HIDDEN if item in private else item for item in stored.turn.shown],
            "options": [redact(option, names) for option in stored.turn.options],
            "attachments": len(stored.turn.attachments),
            "decision": _redacted(plain(stored.decision), names, private),
        }
        for stored in shared.turns
    ]
    day = datetime.fromtimestamp(start, timezone.utc).date().isoformat()
    return {"day": day, "turns": turns}


def _strings(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, Mapping):
        return _strings(list(value.values()))
    return set().union(*map(_strings, value)) if isinstance(value, list) else set()


def _redacted(value: Any, names: set[str], private: set[str]) -> Any:
    if isinstance(value, str):
        return HIDDEN if value in private else redact(value, names)
    if isinstance(value, Mapping):
        return {key: _redacted(inner, names, private) for key, inner in value.items()}
    if isinstance(value, list):
        return [_redacted(inner, names, private) for inner in value]
    return value
