"""Conversations and their turns. A turn is on disk when :meth:`Conversations.append` returns."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.store.codec import (
    attachment_from,
    attachment_to,
    decision_from,
    events_from,
    events_to,
    items_of,
    plain,
    report_from,
)
from app.store.database import Database
from app.store.events import log
from app.store.feedback import Feedbacks
from app.store.items import Items
from app.store.paths import Paths
from app.store.schema import ConversationRow, TurnRow, UserRow
from models.domain import EMPTY, Attachment, Decision, Event, FidelityReport, Turn
from models.errors import BadRequest

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """A turn with what came of it. ``events`` draw its view again, without items that are gone."""

    id: int
    turn: Turn
    events: tuple[Event, ...] = ()
    decision: Decision | None = None
    report: FidelityReport | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A conversation, or the part of it, that its visitor shares for research. Not redacted."""

    user: str
    conversation: str
    turns: tuple[StoredTurn, ...]


class Conversations:
    """What was said."""

    def __init__(self, database: Database, paths: Paths, items: Items, feedback: Feedbacks) -> None:
        self._database, self._paths = database, paths
        self._items, self._feedback = items, feedback

    def start(self, user: str) -> str:
        """Begin a conversation; return its id, which cannot be guessed."""
        key = secrets.token_hex(12)
        with self._database.write() as session:
            session.add(ConversationRow(key=key, user_id=user, started_at=time.time()))
        return key

    def latest(self, user: str) -> str | None:
        """Return the id of the conversation the visitor began or opened last, if there is one."""
        query = _latest(select(ConversationRow.key), user)
        with self._database.read() as session:
            return session.scalar(query)

    def begun(self, user: str) -> float | None:
        """Return when the visitor's current conversation began or was opened, if there is one."""
        query = _latest(select(_CAME), user)
        with self._database.read() as session:
            return session.scalar(query)

    def append(
        self,
        conversation: str,
        user: str,
        turn: Turn,
        *,
        events: Sequence[Event] = (),
        decision: Decision | None = None,
        report: FidelityReport | None = None,
        timings: Mapping[str, float] = EMPTY,
        sure: bool | None = None,
    ) -> int:
        """Keep a turn and log it; return its number. ``turn.at`` of 0 means now.

        ``sure``, whether a search found what was asked for, is kept with the decision; whoever runs
        the app learns from it what is lacking.
        """
        row = TurnRow(
            role=turn.role,
            text=turn.text,
            attachments=[attachment_to(file, self._paths) for file in turn.attachments],
            shown=list(turn.shown),
            options=list(turn.options),
            at=turn.at or time.time(),
            events=events_to(events),
            decision=None if decision is None else {**plain(decision), "sure": sure},
            report=None if report is None else plain(report),
            timings=plain(timings),
        )
        with self._database.write() as session:
            row.conversation_id = find(session, conversation, user).id
            session.add(row)
            session.flush()
            told = {"turn": row.id, "role": row.role, "text": row.text, "shown": row.shown}
            told |= {"options": row.options, "decision": row.decision, "timings": row.timings}
            log(session, user, "turn", told, conversation)
            return row.id

    def amend(
        self, number: int, conversation: str, user: str, text: str, files: Sequence[Attachment]
    ) -> None:
        """Change what a turn says and came with, now that its files are taken in; log it."""
        with self._database.write() as session:
            found = find(session, conversation, user)
            query = select(TurnRow).where(TurnRow.id == number, TurnRow.conversation_id == found.id)
            row = session.scalars(query).one()
            row.text, row.attachments = text, [attachment_to(one, self._paths) for one in files]
            told = {"turn": number, "role": row.role, "text": text}
            log(session, user, "turn", told, conversation)

    def turns(self, conversation: str, user: str) -> list[StoredTurn]:
        """Return the turns in order, without retracted ones; BadRequest if it is not theirs."""
        with self._database.read() as session:
            found = find(session, conversation, user)
            rows = session.scalars(_standing(found.id).order_by(TurnRow.id)).all()
        shown = [item_id for row in rows for item_id in items_of(row.events)]
        items = self._items.get(shown, user)
        liked = self._feedback.liked(user, shown)
        return [
            StoredTurn(
                id=row.id,
                turn=self._turn(row),
                events=events_from(row.events, items, liked),
                decision=_decision(row),
                report=None if row.report is None else report_from(row.report),
                timings=row.timings,
            )
            for row in rows
        ]

    def unanswered(self, user: str) -> list[tuple[str, Turn]]:
        """Return the visitor's conversations that end with a message of theirs, and that message.

        While nothing runs, those are the ones in which an answer was cut short.
        """
        last = (
            select(func.max(TurnRow.id))
            .where(TurnRow.retracted_at.is_(None))
            .group_by(TurnRow.conversation_id)
        )
        query = (
            select(ConversationRow.key, TurnRow)
            .join(TurnRow, TurnRow.conversation_id == ConversationRow.id)
            .where(ConversationRow.user_id == user, TurnRow.id.in_(last))
            .where(TurnRow.role == "visitor")
            .order_by(TurnRow.id)
        )
        with self._database.read() as session:
            return [(key, self._turn(row)) for key, row in session.execute(query)]

    def files(self) -> set[Path]:
        """Return every file that a turn of anybody names, retracted or not."""
        query = select(TurnRow.attachments).where(func.json_array_length(TurnRow.attachments) > 0)
        with self._database.read() as session:
            places = {file["path"] for files in session.scalars(query) for file in files}
        return {self._paths.real(place) for place in places}

    def undo(self, conversation: str, user: str) -> str:
        """Retract the visitor's last turn and all after it; return its text.

        The log keeps what happened. Raises :class:`BadRequest` when there is nothing to undo.
        """
        with self._database.write() as session:
            found = find(session, conversation, user)
            last = session.scalar(
                _standing(found.id)
                .where(TurnRow.role == "visitor")
                .order_by(TurnRow.id.desc())
                .limit(1)
            )
            if last is None:
                raise BadRequest("There is nothing to undo in this conversation yet.")
            for row in session.scalars(_standing(found.id).where(TurnRow.id >= last.id)):
                row.retracted_at = time.time()
            log(session, user, "undo", {"turn": last.id}, conversation)
            return last.text

    def consented(self) -> Iterator[Shared]:
        """Yield what visitors agreed to share, conversation by conversation, oldest first.

        That is what they and the assistant said, and did not retract, since consent was given,
        of visitors whose consent stands at the moment of reading.
        """
        last = 0
        while True:
            query = (
                select(ConversationRow, UserRow.consent_at)
                .join(UserRow, UserRow.id == ConversationRow.user_id)
                .where(UserRow.consent.is_(True), ConversationRow.id > last)
                .order_by(ConversationRow.id)
                .limit(1)
            )
            with self._database.read() as session:
                found = session.execute(query).first()
                if found is None:
                    return
                row, since = found
                said = _standing(row.id).where(TurnRow.at >= since).order_by(TurnRow.id)
                turns = [
                    StoredTurn(id=turn.id, turn=self._turn(turn), decision=_decision(turn))
                    for turn in session.scalars(said)
                ]
            last = row.id
            if turns:
                yield Shared(user=row.user_id, conversation=row.key, turns=tuple(turns))

    def _turn(self, row: TurnRow) -> Turn:
        return Turn(
            role=row.role,  # type: ignore[arg-type]
            text=row.text,
            attachments=tuple(attachment_from(file, self._paths) for file in row.attachments),
            shown=tuple(row.shown),
            options=tuple(row.options),
            at=row.at,
        )


def _decision(row: TurnRow) -> Decision | None:
    return None if row.decision is None else decision_from(row.decision)


_CAME = func.coalesce(ConversationRow.opened_at, ConversationRow.started_at)


def _latest(query: Select[T], user: str) -> Select[T]:
    mine = query.where(ConversationRow.user_id == user)
    return mine.order_by(_CAME.desc(), ConversationRow.id.desc()).limit(1)


def _standing(conversation: int) -> Select[TurnRow]:
    return select(TurnRow).where(
        TurnRow.conversation_id == conversation, TurnRow.retracted_at.is_(None)
    )


def find(session: Session, conversation: str, user: str) -> ConversationRow:
    """Return a conversation of this visitor's; BadRequest for any other."""
    query = select(ConversationRow).where(
        ConversationRow.key == conversation, ConversationRow.user_id == user
    )
    row = session.scalar(query)
    if row is None:
        raise BadRequest("This conversation is not here (any more); start a new one.")
    return row
