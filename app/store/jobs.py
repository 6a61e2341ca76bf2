"""Slow work for visitors, as it stands. The runner writes here; a restart finds what died."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.jobs.ledger import State
from app.store.codec import plain
from app.store.database import Database
from app.store.schema import JobRow
from models.errors import BadRequest

OPEN = ("queued", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work. ``note`` says in plain words how it stands; ``item`` is its result.

    ``units`` of work took ``seconds`` once it was done.
    """

    id: str
    user: str
    tool: str
    arguments: Mapping[str, Any]
    state: State
    note: str
    item: str | None
    created_at: float
    updated_at: float
    units: float | None = None
    seconds: float | None = None


class Jobs:
    """The list of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user: str, tool: str, arguments: Mapping[str, Any]) -> str:
        """Queue a piece of work; return its id."""
        now, job = time.time(), secrets.token_hex(12)
        row = JobRow(id=job, user_id=user, tool=tool, arguments=plain(arguments), state="queued")
        row.note, row.created_at, row.updated_at = "", now, now
        with self._database.write() as session:
            session.add(row)
        return job

    def set(
        self,
        job: str,
        state: State,
        note: str = "",
        item: str | None = None,
        *,
        units: float | None = None,
        seconds: float | None = None,
    ) -> None:
        """Note how a job stands now. Of one that is over, what it was asked to do goes: those are
        words of a conversation, and that may be deleted.
        """
        values: dict[str, Any] = {"state": state, "note": note, "item_id": item}
        values |= {"units": units, "seconds": seconds, "updated_at": time.time()}
        if state not in OPEN:
            values["arguments"] = {}
        with self._database.write() as session:
            session.execute(update(JobRow).where(JobRow.id == job).values(**values))

    def paces(self, tool: str, count: int) -> list[float]:
        """Return the seconds a unit of the last ``count`` jobs that were done, newest last."""
        query = (
            select(JobRow.seconds / JobRow.units)
            .where(JobRow.tool == tool, JobRow.state == "done", JobRow.units > 0)
            .where(JobRow.seconds.is_not(None))
            .order_by(JobRow.updated_at.desc())
            .limit(count)
        )
        with self._database.read() as session:
            return [float(pace) for pace in session.scalars(query) if pace is not None][::-1]

    def get(self, job: str, user: str) -> Job:
        """Return one of the visitor's jobs; raises :class:`BadRequest` when it is not theirs."""
        query = select(JobRow).where(JobRow.id == job, JobRow.user_id == user)
        with self._database.read() as session:
            row = session.scalar(query)
        if row is None:
            raise BadRequest("This work is not known (any more); ask for it again.")
        return _job(row)

    def unfinished(self) -> list[Job]:
        """Return what is queued or was running, oldest first: at start, what a crash cut short."""
        query = select(JobRow).where(JobRow.state.in_(OPEN)).order_by(JobRow.created_at)
        with self._database.read() as session:
            return [_job(row) for row in session.scalars(query)]


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        user=row.user_id,
        tool=row.tool,
        arguments=row.arguments,
        state=row.state,  # type: ignore[arg-type]
        note=row.note,
        item=row.item_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        units=row.units,
        seconds=row.seconds,
    )
