"""Queries over many ids that are asked for every list, built once.

Putting a statement together and binding hundreds of parameters takes longer than SQLite needs to
answer. So the statement is kept, and SQLite gets the ids as one JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, bindparam, func, select
from sqlalchemy.orm import Session

from app.store.schema import ItemRow
from models.domain import Origins

CHUNK = 500
"""Ids per query: far below any database's limit on variables."""

VIEWER = "viewer"
"""Name of the parameter of :func:`seen`."""


class ByIds:
    """A query whose ``column`` is one of the ids it is asked with."""

    def __init__(self, query: Any, column: Any) -> None:
        self._query: Select[Any] = query
        self._column = column
        self._statements: dict[str, Select[Any]] = {}

    def rows(
        self, session: Session, ids: Sequence[str] | Sequence[int], **values: Any
    ) -> Iterator[Row[Any]]:
        """Yield the rows, a chunk of ids at a time; ``values`` are the other parameters."""
        connection = session.connection()
        sqlite = connection.dialect.name == "sqlite"
        statement = self._statement(connection.dialect.name)
        for start in range(0, len(ids), CHUNK):
            part = list(ids[start : start + CHUNK])
            given = {"ids": json.dumps(part) if sqlite else part, **values}
            yield from connection.execute(statement, given).all()

    def _statement(self, dialect: str) -> Select[Any]:
        if dialect not in self._statements:
            if dialect == "sqlite":
                text = bindparam("ids", type_=String())
                among = select(func.json_each(text).table_valued("value").c.value)
            else:
                among = bindparam("ids", expanding=True)  # type: ignore[assignment]
            self._statements[dialect] = self._query.where(self._column.in_(among))
        return self._statements[dialect]


def seen(origins: Origins = "all", viewer: str | None = None) -> ColumnElement[bool]:
    """Return the condition under which an item may be returned at all: to ``viewer``, or without
    one to whom the parameter :data:`VIEWER` names (empty: to nobody in particular).
    """
    # Nobody's items are nearly all there are. Said as "owner is null or owner is", SQLite looks
    # them all up by their owner, where a few hundred ids would do.
    nobody: Any = bindparam(VIEWER, type_=String()) if viewer is None else viewer
    found: ColumnElement[bool]
    found = (ItemRow.state == "active") & (func.coalesce(ItemRow.owner, nobody) == nobody)
    if origins == "all":
        return found
    people = ItemRow.origin == "uploaded"
    return found & (people if origins == "people" else ~people)
