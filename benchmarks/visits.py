"""Simulated visits to the real service, with what it asks and with asking never and always.

``python -m benchmarks.visits [--visits N] [--aims find edit create] [--log FILE] [--minutes M]``.
Visitors want a clip they have in mind, an edit of one, or something that is not here; the same ones
come to each way of asking. Every visit is told as it ends and kept in FILE, where a run that was
cut short goes on; after M minutes of processor time it tells what it has. ``--failures`` prints
what was said in the visits that failed. With ``--words`` the clips are found by their words alone,
in memory, without the service around the director: seconds, and nothing can be edited or made.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from agents.chat.rehearsal import items_of
from agents.director import Director
from agents.evaluation import PERSONAS, Goal, Respond, Visit, Visitor, goals
from agents.instruct.dialogue import Always, Asking, Narrowing, Never
from agents.instruct.embedded import instructors
from app.service import GeneRec
from app.settings import ROOT, load
from app.wiring import WEIGHTS, build_encoder
from benchmarks.harness import Row, arguments, report
from benchmarks.stage import Talk, director
from models.domain import Item
from models.metrics.classification import interval

POLICIES: Mapping[str, Asking] = {"never": Never(), "useful": Narrowing(), "always": Always()}

Come = Callable[[], Respond]
"""A new visitor comes: returns what they talk to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """How one visit went: the goal's number, the way of asking, what came of it."""

    number: int
    asks: str
    aim: str
    wish: str
    success: bool
    turns: int
    questions: int
    useless: int
    refused: int
    seconds: float
    said: list[str] = field(default_factory=list)


def went(number: int, asks: str, visit: Visit, seconds: float) -> Went:
    """A visit as it is kept."""
    goal = visit.goal
    wish = goal.wish or (goal.item.title if goal.item is not None else "")
    return Went(
        number=number, asks=asks, aim=goal.aim, wish=wish, success=visit.success,
        turns=visit.turns, questions=visit.questions, useless=visit.useless,
        refused=visit.refused, seconds=round(seconds, 2), said=visit.said,
    )  # fmt: skip


def visits(
    led: Director, come: Come, wanted: Sequence[Goal], done: Sequence[Went], seed: int = 0
) -> Iterator[Went]:
    """Let a visitor come for every goal and way of asking that is not ``done`` yet.

    Goal by goal, so that what is cut short has seen the same visitors in every way.
    """
    known = {(one.number, one.asks) for one in done}
    for number, goal in enumerate(wanted):
        for name, policy in POLICIES.items():
            if (number, name) in known:
                continue
            led.asking = policy
            began = time.process_time()
            visitor = Visitor(goal, PERSONAS[number % len(PERSONAS)], seed + number)
            visit = visitor.visit(come())
            yield went(number, name, visit, time.process_time() - began)


def rows(found: Sequence[Went], draws: int = 300) -> list[Row]:
    """One row a way of asking, over all aims and for each, with the interval of the success."""
    aims = ["all", *dict.fromkeys(one.aim for one in found)]
    told = []
    for aim in aims if len(aims) > 2 else aims[:1]:
        for name in POLICIES:
            some = [one for one in found if one.asks == name and aim in ("all", one.aim)]
            if some:
                told.append({"aim": aim, "asks": name, **_row(some, draws)})
    return told


def _row(some: Sequence[Went], draws: int) -> Row:
    def success(few: Sequence[Went]) -> float:
        return sum(one.success for one in few) / len(few)

    def mean(values: Sequence[float]) -> float:
        return sum(values) / len(values) if values else float("nan")

    low, high = interval(some, success, draws)
    return {
        "visits": len(some),
        "success": success(some),
        "95 %": f"{low:.2f}–{high:.2f}",
        "turns to success": mean([one.turns for one in some if one.success]),
        "questions": mean([one.questions for one in some]),
        "useless questions": mean([one.useless for one in some]),
        "refused": mean([one.refused for one in some]),
        "cpu s": mean([one.seconds for one in some]),
    }


def served(service: GeneRec) -> Come:
    """Visitors of the real service."""

    def come() -> Respond:
        user, _ = service.visitor(None)
        conversation = service.conversation(user)
        return lambda text: service.respond(user, conversation, text, (), threading.Event())

    return come


@contextmanager
def opened(corpus: Path, home: Path, *, words: bool) -> Iterator[tuple[Director, Come, list[Item]]]:
    """The director, who comes to it, and the clips that there are; closed in the end."""
    if words:
        led = director(corpus, build_encoder(load(home=home)), instructors(WEIGHTS)["both"], home)
        yield led, lambda: Talk(led).respond, items_of(corpus)
        return
    service = GeneRec(load(home=home, corpus=corpus))
    try:
        service.warm()
        user, _ = service.visitor(None)
        every = sorted((card.item for card in service.feed(user, 100_000)), key=lambda one: one.id)
        yield service.engine.director, served(service), every
    finally:
        service.close()


def kept(log: Path | None) -> list[Went]:
    """The visits of a log; none where there is none."""
    if log is None or not log.is_file():
        return []
    return [Went(**json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]


def keep(log: Path | None, one: Went) -> None:
    """Add a visit to the log."""
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--visits", type=int, default=40, help="visitors to each way of asking")
    parser.add_argument("--aims", nargs="*", default=["find", "edit", "create"])
    parser.add_argument("--corpus", type=Path, default=ROOT / "assets" / "corpus")
    parser.add_argument("--words", action="store_true", help="in memory, by words alone")
    parser.add_argument("--log", type=Path, help="keep visits here, and go on from them")
    parser.add_argument("--minutes", type=float, default=10.0, help="of processor time, at most")
    parser.add_argument("--failures", action="store_true", help="tell what was said in vain")
    args = parser.parse_args()
    if args.words:
        args.aims = ["find"]  # nothing else can be done there
    found = kept(args.log)
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(args.corpus, Path(folder), words=args.words) as (led, come, every),
    ):
        drawn = goals(every, args.visits * 8)
        wanted = [goal for goal in drawn if goal.aim in args.aims][: args.visits]
        began = time.process_time()
        for one in visits(led, come, wanted, found):
            found.append(one)
            keep(args.log, one)
            how = f"{'reached' if one.success else 'FAILED'} in {one.turns} turns"
            print(
                f"{one.number + 1}/{len(wanted)} {one.asks} {one.aim}: {how}, {one.seconds} s",
                flush=True,
            )
            if args.failures and not one.success:
                print(f"  wanted {one.wish!r}, said {one.said}", flush=True)
            if time.process_time() - began > 60 * args.minutes:
                print(f"{args.minutes:g} minutes are over", flush=True)
                break
    where = "in memory, by words" if args.words else "the service"
    title = f"Visits ({where}): {', '.join(args.aims)}, {len(every)} items"
    report(title, rows(found), args.json)


if __name__ == "__main__":
    main()
