"""Visitors. A random token in their cookie is all that tells them apart; its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.database import Database
from app.store.events import log
from app.store.schema import UserRow
from models.errors import BadRequest

TOKEN_BYTES = 32
TOKEN_LONGEST = 200
"""A longer cookie is not one of ours and is not even hashed."""


class Users:
    """Who has been here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self) -> tuple[str, str]:
        """Make a visitor; return their id and their token (256 random bits), which is not kept."""
        user, token = secrets.token_hex(12), secrets.token_urlsafe(TOKEN_BYTES)
        with self._database.write() as session:
            session.add(UserRow(id=user, token_hash=_hash(token), created_at=time.time()))
        return user, token

    def by_token(self, token: str | None) -> str | None:
        """Return the id of the visitor with this token, or ``None``."""
        if not token or len(token) > TOKEN_LONGEST:
            return None
        with self._database.read() as session:
            return session.scalar(select(UserRow.id).where(UserRow.token_hash == _hash(token)))

    def consent(self, user: str) -> bool | None:
        """Return the answer to the question for consent to research, ``None`` before it."""
        with self._database.read() as session:
            return _row(session, user).consent

    def set_consent(self, user: str, yes: bool) -> None:
        """Keep the answer and when it was given. The same answer again changes nothing."""
        with self._database.write() as session:
            row = _row(session, user)
            if row.consent is not yes:
                row.consent, row.consent_at = yes, time.time()
                log(session, user, "consent", {"given": yes})

    def settings(self, user: str) -> dict[str, Any]:
        """Return the visitor's own settings."""
        with self._database.read() as session:
            return dict(_row(session, user).settings)

    def set_settings(self, user: str, **changes: Any) -> None:
        """Change some of the visitor's own settings; values must be JSON."""
        with self._database.write() as session:
            row = _row(session, user)
            row.settings = {**row.settings, **changes}


def _hash(token: str) -> bytes:
    # The token is random, so one fast hash cannot be guessed backwards.
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _row(session: Session, user: str) -> UserRow:
    row = session.get(UserRow, user)
    if row is None:
        raise BadRequest("This visitor is not known (any more); reload the page to start anew.")
    return row
