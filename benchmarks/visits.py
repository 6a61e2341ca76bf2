"""Simulated visits to the real service, with what it asks and with asking never and always.

``python -m benchmarks.visits [--visits N] [--aims find edit create] [--corpus DIR] [--words]``.
With ``--words`` the clips are found by their words alone, in memory, without the service around the
director: seconds instead of minutes, and nothing can be edited or made.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from agents.dialogue import Always, Asking, Narrowing, Never
from agents.director import Director
from agents.embedded import instructors
from agents.evaluation import PERSONAS, Goal, Respond, Visit, Visitor, goals, summary
from app.service import GeneRec
from app.settings import ROOT, load
from app.wiring import WEIGHTS, build_encoder
from benchmarks.harness import Row, arguments, report
from benchmarks.stage import Talk, director, items
from models.metrics.classification import interval

POLICIES: Mapping[str, Asking] = {"never": Never(), "useful": Narrowing(), "always": Always()}


Come = Callable[[], Respond]
"""A new visitor comes: returns what they talk to."""


def visits(come: Come, wanted: Sequence[Goal], seed: int = 0) -> list[Visit]:
    """Let a new visitor come for every goal."""
    return [
        Visitor(goal, PERSONAS[number % len(PERSONAS)], seed + number).visit(come())
        for number, goal in enumerate(wanted)
    ]


def rows(director: Director, come: Come, wanted: Sequence[Goal], draws: int = 300) -> list[Row]:
    """One row a policy, with the interval of the success rate."""
    told = []
    for name, policy in POLICIES.items():
        director.asking = policy
        found = visits(come, wanted)
        low, high = interval(found, lambda some: summary(some)["success"], draws)
        told.append({"asks": name, **summary(found), "95 %": f"{low:.2f}–{high:.2f}"})
    return told


def served(service: GeneRec) -> Come:
    """Visitors of the real service."""

    def come() -> Respond:
        user, _ = service.visitor(None)
        conversation = service.conversation(user)
        return lambda text: service.respond(user, conversation, text, (), threading.Event())

    return come


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--visits", type=int, default=120)
    parser.add_argument("--aims", nargs="*", default=["find"], help="find, edit, create")
    parser.add_argument("--corpus", type=Path, default=ROOT / "assets" / "corpus")
    parser.add_argument("--words", action="store_true", help="in memory, by words alone")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if args.words:
            encoder = build_encoder(load(home=home))
            led = director(args.corpus, encoder, instructors(WEIGHTS)["both"], home)
            every = items(args.corpus)
            come: Come = lambda: Talk(led).respond  # noqa: E731
        else:
            service = GeneRec(load(home=home, corpus=args.corpus))
            service.warm()
            user, _ = service.visitor(None)
            every = [card.item for card in service.feed(user, 100_000)]
            led, come = service.engine.director, served(service)
        drawn = goals(every, args.visits * 8)
        wanted = [goal for goal in drawn if goal.aim in args.aims][: args.visits]
        told = rows(led, come, wanted)
    where = "in memory, by words" if args.words else "the service"
    report(f"Visits ({where}): {', '.join(args.aims)}, {len(every)} items", told, args.json)


if __name__ == "__main__":
    main()
