"""A condition on a column that may be one of many values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session


def listed(session: Session, column: Any, values: Iterable[str | int]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values``.

    SQLite gets them as one JSON text: hundreds of parameters, each bound and checked, take longer
    than the query itself.
    """
    wanted = list(values)
    if session.get_bind().dialect.name != "sqlite":
        return column.in_(wanted)  # type: ignore[no-any-return]
    each = func.json_each(json.dumps(wanted)).table_valued("value")
    return column.in_(select(each.c.value))  # type: ignore[no-any-return]
