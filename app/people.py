"""What people liked, put together for training, and the trained recommender as a file.

Simulated viewers of the demo corpus are the start: nobody was here yet. Visitors' own acts count
beside them, by the same weights as in their taste (:mod:`agents.retrieve.evidence`); what they took
back, and items that only they may see, are left out.
"""

from __future__ import annotations

import csv
import logging
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.catalogue import Catalogue, Kind
from agents.retrieve.evidence import opinions
from agents.retrieve.people import People
from models.domain import Feedback, FeedbackKind
from models.errors import BadRequest, Unavailable

if TYPE_CHECKING:
    from app.store.store import Store
    from models.recommend.interactions import Interactions
    from models.recommend.saved import Saved

log = logging.getLogger(__name__)

FILE = "people.safetensors"
SIMULATED = "simulated:"
"""Stands before the names of viewers who never were."""

COLUMNS = ("user", "item", "kind", "value", "at")
"""Of the table of what simulated viewers did."""

LIKED = 0.4
"""Weight from which an act is a like to learn from: a clip seen for three quarters has it. With
all that speaks for an item at all, the simulated viewers' likes are found worse than by popularity.
"""

OTHERS = "Others with a taste like yours liked it."
OTHERS_SIMULATED = "Simulated viewers with a taste like yours liked it."
OTHERS_MIXED = "Others with a taste like yours liked it (simulated viewers are among them)."


class PeopleFile:
    """The trained recommender in force; a newer file is taken up while the server runs."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.people: People | None = None
        self.others = OTHERS
        self._read = 0

    def refresh(self) -> bool:
        """Read the file if it is another than before; return whether it was.

        A file that cannot be read leaves what was in force, and the log says so once.
        """
        try:
            stamp = self.file.stat().st_mtime_ns
        except FileNotFoundError:
            return False
        if stamp == self._read:
            return False
        from models.recommend.saved import load

        self._read = stamp
        try:
            saved = load(self.file)
        except Unavailable as exc:
            log.warning("%s", exc)
            return False
        self.people = People(saved.model, saved.items)
        self.others = OTHERS_MIXED if saved.visitors else OTHERS_SIMULATED
        return True


def simulated(corpus: Path) -> list[Feedback]:
    """Return what the simulated viewers of a corpus did, empty where there is no such table.

    Raises:
        BadRequest: when the table is not one, with the line.
    """
    table = corpus / "interactions.csv"
    if not table.is_file():
        return []
    with table.open(newline="", encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        if lacking := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
            raise BadRequest(
                f"{table} has the columns {', '.join(rows.fieldnames or ['(none)'])}; it lacks "
                f"{', '.join(lacking)}"
            )
        return [_act(table, number, row) for number, row in enumerate(rows, 2)]


def _act(table: Path, line: int, row: Mapping[str, str | None]) -> Feedback:
    kind, value, at = row["kind"], row["value"] or None, row["at"] or ""
    if kind not in get_args(FeedbackKind) or not row["user"] or not row["item"]:
        raise BadRequest(
            f"{table}, line {line}: got {kind!r} of {row['item']!r} by {row['user']!r}; expected a "
            f"user, an item and one of {', '.join(get_args(FeedbackKind))}"
        )
    try:
        number, when = None if value is None else float(value), float(at)
    except ValueError:
        number = when = math.nan
    if not math.isfinite(when) or not math.isfinite(number or 0.0):
        raise BadRequest(
            f"{table}, line {line}: got the value {value!r} at {at!r}; expected numbers, the time "
            "in seconds since 1970"
        )
    return Feedback(
        user=SIMULATED + row["user"],
        item=f"demo-{row['item']}",
        kind=kind,  # type: ignore[arg-type]
        value=number,
        at=when,
    )


def gather(store: Store, catalogue: Catalogue, corpus: Path) -> Interactions:
    """Return who liked which of the items that everybody may see, and when they last said so."""
    items = [hit.item_id for hit in catalogue.popular(catalogue.count(None), None)]
    acts: defaultdict[str, list[Feedback]] = defaultdict(list)
    for one in (*simulated(corpus), *store.feedback.everybody()):
        acts[one.user].append(one)
    lengths = {item.id: item.duration for item in catalogue.items(items, None)}
    return _interactions(acts, sorted(items), lengths)


def fit(data: Interactions, catalogue: Catalogue) -> Saved:
    """Train the recommender; items without likes are reached by how they look and read.

    Raises:
        Unavailable: when nobody liked anything yet, or there are not two items.
    """
    from models.recommend import filter_plan, graph_filter
    from models.recommend.saved import Saved

    if not data.matrix.nnz or len(data.items) < 2:
        raise Unavailable(
            f"There are {data.matrix.nnz} likes of {len(data.items)} items: too few to learn from. "
            "Come back when visitors have liked something."
        )
    ids = [str(item) for item in data.items]
    features = {kind: _features(ids, catalogue.vectors(ids, kind, None)) for kind in KINDS}
    known: dict[str, NDArray[np.float32]]
    known = {kind: rows for kind, rows in features.items() if rows is not None}
    likers = data.users[np.diff(data.matrix.indptr) > 0]
    assert data.times is not None
    return Saved(
        model=graph_filter.fit(data, known, filter_plan.chosen(data, known)),
        items=tuple(ids),
        until=float(data.times.max()),
        visitors=sum(not str(user).startswith(SIMULATED) for user in likers),
    )


KINDS: tuple[Kind, ...] = ("visual", "text")


def _features(
    ids: list[str], vectors: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float32] | None:
    if len(vectors) < 2:
        return None
    rows = np.full((len(ids), len(next(iter(vectors.values())))), np.nan, np.float32)
    for place, item in enumerate(ids):
        if item in vectors:
            rows[place] = vectors[item]
    return rows


def _interactions(
    acts: Mapping[str, Iterable[Feedback]], items: list[str], lengths: Mapping[str, float]
) -> Interactions:
    from models.recommend.interactions import Interactions

    place = {item: column for column, item in enumerate(items)}
    users = sorted(acts)
    rows, columns, times = [], [], []
    for row, user in enumerate(users):
        for one in opinions(acts[user], lambda ids: {i: lengths[i] for i in ids if i in lengths}):
            if one.weight >= LIKED and one.item in place:
                rows.append(row)
                columns.append(place[one.item])
                times.append(one.at)
    return Interactions.of(
        np.array(users, dtype=object),
        np.array(items, dtype=object),
        np.array(rows, np.int64),
        np.array(columns, np.int64),
        np.array(times, np.float64),
    )
