"""What a visitor told us of their taste, and which lines of the taste panel they removed.

Edits are kept in order and the last one wins: a word said again after it was removed is back.
The line of a word has the id ``wants:calm`` or ``avoids:rain``; other lines (a liked item) have ids
of the caller's choosing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.store.database import Database
from app.store.events import log
from app.store.schema import EventRow, TasteRow

ALL = "*"
"""The line that stands for all of them."""

WordKind = Literal["wants", "avoids"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasteEdits:
    """Where all edits of a visitor lead. ``forgotten``: id of a removed line → when.

    ``since``: when everything was unlearnt last; what was done before does not count.
    """

    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    forgotten: dict[str, float]
    since: float = 0.0


class TasteRepository:
    """The visitor's own edits of their taste."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(self, user: str, kind: WordKind, words: str, conversation: str | None = None) -> None:
        """Keep words the visitor wants or avoids; saying one thing takes back its opposite."""
        text = " ".join(words.lower().split())
        if text:
            self._edit(user, kind, text, conversation)

    def forget(self, user: str, line: str) -> None:
        """Remove a line of the taste panel by its id."""
        self._edit(user, "forgot", line)

    def reset(self, user: str) -> None:
        """Remove all lines there are so far: words, likes, whatever was done before now."""
        self._edit(user, "forgot", ALL)

    def edits(self, user: str, said_since: float = 0.0, said_in: str | None = None) -> TasteEdits:
        """Return the words in the order they were last said, and the removed lines.

        Words that were said before ``said_since`` are left out, but for those of the conversation
        ``said_in``.
        """
        query = select(TasteRow).where(TasteRow.user_id == user).order_by(TasteRow.id)
        words: dict[str, str] = {}
        forgotten: dict[str, float] = {}
        since = 0.0
        with self._database.read() as session:
            for row in session.scalars(query):
                if row.kind == "forgot" and row.text == ALL:
                    words.clear()
                    since = row.at
                elif row.kind == "forgot":
                    forgotten[row.text] = row.at
                    kind, _, text = row.text.partition(":")
                    if words.get(text) == kind:
                        del words[text]
                elif row.at >= said_since or (said_in and row.conversation == said_in):
                    words.pop(row.text, None)  # said again: it moves to the end
                    words[row.text] = row.kind
                    forgotten.pop(f"{row.kind}:{row.text}", None)
        return TasteEdits(
            wants=tuple(text for text, kind in words.items() if kind == "wants"),
            avoids=tuple(text for text, kind in words.items() if kind == "avoids"),
            forgotten=forgotten,
            since=since,
        )

    def _edit(self, user: str, kind: str, text: str, conversation: str | None = None) -> None:
        with self._database.write() as session:
            row = TasteRow(user_id=user, kind=kind, text=text, at=time.time())
            row.conversation = conversation
            session.add(row)
            log(session, user, "taste", {"kind": kind, "text": text}, conversation)


def lines_of(session: Session, user: str, conversation: str | None = None) -> set[str]:
    """Return the lines of all words that were said, or of those said in one conversation."""
    said = select(TasteRow).where(TasteRow.user_id == user, TasteRow.kind != "forgot")
    if conversation is not None:
        said = said.where(TasteRow.conversation == conversation)
    return {f"{row.kind}:{row.text}" for row in session.scalars(said)}


def unlearn(session: Session, user: str, lines: set[str]) -> None:
    """Erase, from the log, too, that these lines were removed, as far as their words are gone."""
    gone = lines - lines_of(session, user)
    forgot = (TasteRow.user_id == user) & (TasteRow.kind == "forgot") & TasteRow.text.in_(gone)
    session.execute(delete(TasteRow).where(forgot))
    logged = (EventRow.user_id == user) & (EventRow.kind == "taste")
    session.execute(delete(EventRow).where(logged, EventRow.payload["text"].as_string().in_(gone)))
