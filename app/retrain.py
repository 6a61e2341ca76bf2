"""``python -m app.retrain`` learns anew from what visitors did.

The latest likes are held out. A candidate that never saw them and the recommender in force both
rank everything for the people who gave them; only if the candidate finds at least as many is it
trained once more on all there is and put in the other's place. A running server takes it up by
itself. Visitors that look like an attack on the ranking are set aside first, and it says so
(:mod:`app.defence`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.catalogue import Catalogue
from agents.retrieve.people import People
from app import command
from app.people import FILE, SIMULATED, fit, gather
from app.settings import load_kept

if TYPE_CHECKING:
    from models.recommend.interactions import Interactions

LEAST = 20
"""Likes that must be held out to tell two recommenders apart at all."""

SHARE = 0.2
K = 20
Ranking = Callable[[dict[str, float]], list[str]]
"""Liked items, by weight, to the ids that are best for somebody who liked them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of a training. Recalls are recall@20; ``None`` where there was nothing to rank."""

    likes: int
    people: int
    visitors: int
    held: int = 0
    new: float | None = None
    current: float | None = None
    popular: float | None = None
    taken: bool = False
    why: str = ""

    def __str__(self) -> str:
        lines = [
            f"{self.likes:,} likes of {self.people:,} people: {self.visitors:,} visitors, "
            f"{self.people - self.visitors:,} simulated viewers."
        ]
        if self.held:
            found = [("candidate", self.new), ("in force", self.current), ("popular", self.popular)]
            told = ", ".join(f"{name} {value:.3f}" for name, value in found if value is not None)
            lines.append(f"recall@{K} on the latest {self.held:,} likes, held out: {told}.")
        return "\n".join([*lines, self.why])


def retrain(data: Interactions, catalogue: Catalogue, file: Path) -> Verdict:
    """Train on ``data`` and replace ``file`` where that is no worse; say what came of it.

    Raises :class:`models.errors.Unavailable` when there is nothing to learn from.
    """
    from models.recommend import saved

    likers = data.users[np.diff(data.matrix.indptr) > 0]
    verdict = Verdict(
        likes=int(data.matrix.nnz),
        people=len(likers),
        visitors=sum(not str(user).startswith(SIMULATED) for user in likers),
    )
    current = saved.load(file) if file.is_file() else None
    held = _held_out(data, 0.0 if current is None else current.until)
    if held.sum() < LEAST:
        if current is not None:
            few = f"{held.sum()} new likes are too few to judge by; it takes {LEAST}."
            return replace(verdict, why=f"{few} Nothing changes.")
        saved.save(fit(data, catalogue), file)
        return replace(verdict, taken=True, why="Taken: there was none before.")
    known, wanted = _known_and_wanted(data, held)
    before = data.only(~held)
    candidate = fit(before, catalogue)
    order = [str(item) for item in data.items[np.argsort(-before.popularity, kind="stable")]]
    verdict = replace(
        verdict,
        held=sum(len(items) for items in wanted.values()),
        new=_recall(_by(People(candidate.model, candidate.items)), known, wanted),
        current=None
        if current is None
        else _recall(_by(People(current.model, current.items)), known, wanted),
        popular=_recall(
            lambda liked: [item for item in order if item not in liked][:K], known, wanted
        ),
    )
    assert verdict.new is not None
    if verdict.current is not None and verdict.new < verdict.current:
        return replace(verdict, why="Not taken: it finds fewer of them than the one in force.")
    saved.save(fit(data, catalogue), file)
    return replace(verdict, taken=True, why="Taken, and trained once more with these likes.")


def _held_out(data: Interactions, until: float) -> NDArray[np.bool_]:
    """Which likes (n,) are kept from the candidate: the latest that the one in force never saw.

    Those of visitors, where there are enough, of people who liked something before.
    """
    assert data.times is not None
    rows = data.rows
    real = np.array([not str(user).startswith(SIMULATED) for user in data.users], bool)
    first = np.full(len(data.users), np.inf)
    np.minimum.at(first, rows, data.times)
    fresh = (data.times > until) & (data.times > first[rows])
    if (fresh & real[rows]).sum() >= LEAST:
        fresh &= real[rows]
    latest = np.flatnonzero(fresh)[np.argsort(-data.times[fresh], kind="stable")]
    held = np.zeros(len(rows), bool)
    held[latest[: max(LEAST, int(SHARE * len(latest)))]] = True
    return held


def _known_and_wanted(
    data: Interactions, held: NDArray[np.bool_]
) -> tuple[dict[int, dict[str, float]], dict[int, set[str]]]:
    """For each person with a held-out like: what they liked before, and what should be found."""
    coo = data.matrix.tocoo()
    wanted: dict[int, set[str]] = {}
    for row, column in zip(coo.row[held], coo.col[held], strict=True):
        wanted.setdefault(int(row), set()).add(str(data.items[column]))
    known: dict[int, dict[str, float]] = {row: {} for row in wanted}
    for row, column in zip(coo.row[~held], coo.col[~held], strict=True):
        if int(row) in known:
            known[int(row)][str(data.items[column])] = 1.0
    return known, wanted


def _by(people: People) -> Ranking:
    return lambda liked: list(people.scores(liked, K))


def _recall(
    rank: Ranking, known: dict[int, dict[str, float]], wanted: dict[int, set[str]]
) -> float:
    found = [len(wanted[row] & set(rank(known[row]))) / len(wanted[row]) for row in wanted]
    return float(np.mean(found))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = command.parser("app.retrain", __doc__).parse_args(arguments)
    return command.run(lambda: _run(options.home))


def _run(home: Path | None) -> str:
    from app.defence import guard
    from app.store.store import Store
    from app.wiring import build_encoder

    settings = load_kept(home)
    with Store(settings) as store:
        catalogue = store.catalogue(build_encoder(settings).name)
        data, aside = guard(store, gather(store, catalogue, settings.corpus))
        verdict = retrain(data, catalogue, settings.home / FILE)
        return "\n".join(filter(None, (aside, str(verdict))))


if __name__ == "__main__":
    sys.exit(main())
