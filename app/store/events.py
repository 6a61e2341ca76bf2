"""The append-only log: turns, what was on screen, feedback, taste, reports, consent.

Repositories write to it in the transaction of what they log. It is read as a part of a visitor's
own data, and by who looks into the database.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.store.codec import plain
from app.store.schema import EventRow


def log(
    session: Session,
    user: str,
    kind: str,
    payload: Mapping[str, Any],
    conversation: str | None = None,
) -> None:
    """Append a line in the session's transaction."""
    row = EventRow(
        at=time.time(), user_id=user, conversation=conversation, kind=kind, payload=plain(payload)
    )
    session.add(row)
