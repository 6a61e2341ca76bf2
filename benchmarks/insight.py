"""How long the figures for whoever runs the app take, beside counting in Python.

``python -m benchmarks.insight [--json FILE]``. Made-up towns of 10,000 and 100,000 interactions;
``counted in Python`` reads the same rows and counts clicks alone, one by one. Both must agree.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from app.insight.queries import Window, seen
from app.insight.report import measure
from app.settings import load
from app.store.schema import ConversationRow, InteractionRow, TurnRow
from app.store.store import Store
from benchmarks import harness
from tests.app.insight.town import NOW, town

INTERACTIONS_EACH = 13.8
"""Of one visitor of the town, on average."""


def main(arguments: Sequence[str] | None = None) -> None:
    options = harness.arguments(__doc__ or "").parse_args(arguments)
    rows = [_measured(round(size / INTERACTIONS_EACH)) for size in (10_000, 100_000)]
    harness.report("Figures for whoever runs the app", rows, options.json)


def _measured(people: int) -> harness.Row:
    made = town(people)
    with tempfile.TemporaryDirectory() as home:
        with Store(load(home=Path(home), database_url="")) as store:
            made.keep(store)
            times = harness.together(
                {
                    "all": lambda: measure(store.database, None, now=NOW),
                    "clicks": lambda: _clicks(store),
                    "python": lambda: _clicks_in_python(store),
                },
                repeats=3,
            )
            if _clicks(store) != _clicks_in_python(store):
                raise SystemExit("The two ways of counting clicks do not agree; mend the queries.")
    return {
        "interactions": len(made.interactions),
        "turns": len(made.turns),
        "whole report, s": times["all"].median,
        "clicks, s": times["clicks"].median,
        "counted in Python, s": times["python"].median,
    }


def _clicks(store: Store) -> int:
    with store.database.read() as session:
        return sum(row.clicked for row in seen(session, Window(0.0, NOW)))


def _clicks_in_python(store: Store) -> int:
    shown: dict[tuple[str, str], float] = {}
    clicked: set[tuple[str, str]] = set()
    turns = select(ConversationRow.user_id, TurnRow.shown, TurnRow.at).join(
        ConversationRow, ConversationRow.id == TurnRow.conversation_id
    )
    with store.database.read() as session:
        for user, items, at in session.execute(turns):
            for item in items:
                shown[user, item] = min(at, shown.get((user, item), at))
        for row in session.scalars(select(InteractionRow)):
            pair = row.user_id, row.item_id
            if row.kind in ("watch", "like") and row.at >= shown.get(pair, NOW + 1):
                clicked.add(pair)
    return len(clicked)


if __name__ == "__main__":
    main()
