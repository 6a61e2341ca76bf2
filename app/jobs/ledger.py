"""Where jobs are written down: what a restart cuts short is known, and how long work takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

State = Literal["queued", "running", "done", "failed", "cancelled"]


class Ledger(Protocol):
    """The list of jobs; :class:`app.store.jobs.Jobs` is one."""

    def add(self, user: str, tool: str, arguments: Mapping[str, Any]) -> str:
        """Write a job down as queued; return its id."""
        ...

    def set(
        self,
        job: str,
        state: State,
        note: str = "",
        *,
        units: float | None = None,
        seconds: float | None = None,
    ) -> None:
        """Note how it stands now; ``units`` of work took ``seconds`` once it is done."""
        ...

    def paces(self, tool: str, count: int) -> Sequence[float]:
        """Return the seconds a unit of the last ``count`` jobs that were done, newest last."""
        ...


class Unwritten:
    """A :class:`Ledger` that keeps nothing: for tests, and where there is no database."""

    def add(self, user: str, tool: str, arguments: Mapping[str, Any]) -> str:
        """See :class:`Ledger`."""
        return ""

    def set(
        self,
        job: str,
        state: State,
        note: str = "",
        *,
        units: float | None = None,
        seconds: float | None = None,
    ) -> None:
        """See :class:`Ledger`."""

    def paces(self, tool: str, count: int) -> Sequence[float]:
        """See :class:`Ledger`."""
        return ()
