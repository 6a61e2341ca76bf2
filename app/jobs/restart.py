"""What a restart cut short is said to whoever waited for it, where they will read it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from models.domain import Said, Turn

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

LONGEST = 200
"""Characters of a message that is offered to be sent again."""


def tell(store: Store) -> int:
    """Close the jobs that the last run of this server left open; return how many there were.

    Each visitor finds an answer at the end of the conversation that never got one, with what they
    had asked for to be asked for again in one tap. One server runs on a database: what is open when
    it starts, nobody works at.
    """
    open_ = store.jobs.unfinished()
    for job in open_:
        title = str(job.arguments.get("title", "")) or "What you asked for"
        store.jobs.set(job.id, "failed", "stopped by a restart", units=job.units)
        for conversation, asked in store.conversations.unanswered(job.user):
            again = asked.text.strip()
            # A message with a file, or about a card, says too little by itself.
            offered = bool(again) and len(again) <= LONGEST and not asked.attachments
            said = Said(
                text=f"“{title}” was stopped by a restart of the server. Please ask again.",
                options=(again,) if offered else (),
            )
            turn = Turn(role="assistant", text=said.text, options=said.options)
            store.conversations.append(conversation, job.user, turn, events=[said])
    if open_:
        log.info("%d jobs were cut short by the last restart", len(open_))
    return len(open_)
