"""The list of a visitor's own conversations as HTML. Titles are their words, and escaped here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timezone
from html import escape

from app.ui import icons
from app.ui.protocol import PastChat
from app.ui.render import cover

NOTHING = "Nothing here yet. What you say in a chat stays here, to come back to."
STILL = "Still being answered"


def chats(kept: Sequence[PastChat], working: Collection[str] = ()) -> str:
    """Return the rows, or a sentence where there are none; ``working`` are ids of those in which
    an answer is still being made.
    """
    if not kept:
        return f'<p class="empty">{NOTHING}</p>'
    return f'<ul class="past">{"".join(_row(one, one.id in working) for one in kept)}</ul>'


def _row(one: PastChat, working: bool) -> str:
    title = escape(one.title)
    # The page's script writes the time the way the visitor's country does.
    at = datetime.fromtimestamp(one.at, timezone.utc).isoformat(timespec="seconds")
    now = ' aria-current="true"' if one.current else ""
    still = f"<em>{STILL}</em>" if working else ""
    pictures = "".join(f'<img src="{cover(item)}" alt="" loading="lazy">' for item in one.items[:1])
    return (
        f'<li data-chat="{escape(one.id)}">'
        f'<button type="button" class="open" data-do="openChat"{now}>'
        f'<span class="seen">{pictures or icons.CHAT}</span>'
        f'<span class="what"><b class="title">{title}</b>'
        f'<time datetime="{at}"></time>{still}</span>'
        "</button>"
        f"{_press('renameChat', 'Rename', icons.PEN, title)}"
        f"{_press('deleteChat', 'Delete', icons.BIN, title)}</li>"
    )


def _press(do: str, label: str, icon: str, title: str) -> str:
    return (
        f'<button type="button" class="small" data-do="{do}" aria-label="{label}: {title}"'
        f' title="{label}">{icon}</button>'
    )
