"""Simulated visits to the real service, with what it asks and with asking never and always.

``python -m benchmarks.visits [--visits N] [--aims find edit create] [--corpus DIR] [--json FILE]``
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from agents.dialogue import Always, Asking, Narrowing, Never
from agents.evaluation import PERSONAS, Goal, Visit, Visitor, goals, summary
from app.service import GeneRec
from app.settings import ROOT, load
from benchmarks.harness import Row, arguments, report
from models.metrics.classification import interval

POLICIES: Mapping[str, Asking] = {"never": Never(), "useful": Narrowing(), "always": Always()}


def visits(service: GeneRec, wanted: Sequence[Goal], seed: int = 0) -> list[Visit]:
    """Let a new visitor come for every goal."""
    found = []
    for number, goal in enumerate(wanted):
        user, _ = service.visitor(None)
        conversation = service.conversation(user)

        def respond(text: str, user: str = user, conversation: str = conversation):  # type: ignore[no-untyped-def]
            return service.respond(user, conversation, text, (), threading.Event())

        persona = PERSONAS[number % len(PERSONAS)]
        found.append(Visitor(goal, persona, seed + number).visit(respond))
    return found


def rows(service: GeneRec, wanted: Sequence[Goal], draws: int = 300) -> list[Row]:
    """One row a policy, with the interval of the success rate."""
    told = []
    for name, policy in POLICIES.items():
        service.engine.director.asking = policy
        found = visits(service, wanted)
        low, high = interval(found, lambda some: summary(some)["success"], draws)
        told.append({"asks": name, **summary(found), "95 %": f"{low:.2f}–{high:.2f}"})
    return told


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--visits", type=int, default=120)
    parser.add_argument("--aims", nargs="*", default=["find"], help="find, edit, create")
    parser.add_argument("--corpus", type=Path, default=ROOT / "assets" / "corpus")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        service = GeneRec(load(home=Path(home), corpus=args.corpus))
        service.warm()
        user, _ = service.visitor(None)
        items = [card.item for card in service.feed(user, 100_000)]
        wanted = [g for g in goals(items, args.visits * 5) if g.aim in args.aims][: args.visits]
        told = rows(service, wanted)
        service.close()
    report(f"Visits: {', '.join(args.aims)}, {len(items)} items", told, args.json)


if __name__ == "__main__":
    main()
