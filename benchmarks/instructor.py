"""How well the instructor understands: decisions, tools, slots, time, and what it refuses.

``python -m benchmarks.instructor --data DIR [--requests FILE] [--part test] [--json FILE]``.
DIR is the shared data, or its ``text`` folder: requests drawn from its corpora are joined with
their text, ``unsafe.jsonl`` gives the refusal curve. FILE has lines of anybody's, ``{"text",
"context", "decision", "tool"}``, and stands in for the labelled requests of ``assets/requests``,
half of which are for testing only; the fresh ones there get rows of their own. The small chat
model that ships gets two rows, alone and where the embedded instructor is unsure. ``--chat`` adds
a row for the chat model of ``GENEREC_CHAT``, ``--typos 0.25`` mistypes a quarter of the longer
words.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from agents.instruct.abilities import BEYOND
from agents.instruct.embedded import instructors
from agents.instruct.instructor import Instructor, Rules
from agents.scene import Scene
from app.settings import load
from app.wiring import WEIGHTS, build_instructor
from benchmarks.harness import Row, arguments, report
from benchmarks.refusal import refusals
from benchmarks.requests import Request, fresh, lines, own, request, scene_of
from benchmarks.slots import counted, same, slots_of
from benchmarks.typos import slipped
from models.domain import Decision
from models.errors import BadRequest
from models.metrics.classification import (
    f1_by_class,
    interval,
    macro_f1,
    macro_recall,
    micro_f1,
    slot_counts,
)

EDITING = ("thumbnail", "clip", "style", "adjust", "revise", "extend", "several")
MAKING = ("compose", "create")
FRESH, LATER, LAST = ", fresh", ", later", ", last"
"""Behind the name of an instructor whose row is of requests by a writer who never saw the code."""
SMALL: tuple[Literal["small"], Literal["together"]] = ("small", "together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A line, what was decided, and how long it took."""

    line: Request
    decision: Decision
    scene: Scene
    seconds: float
    cpu: float

    @property
    def tools(self) -> frozenset[str]:
        """The tools that would run."""
        every = (self.decision, *self.decision.then)
        return frozenset(call.name for one in every for call in one.calls)

    @property
    def beyond(self) -> bool:
        """Whether it is said of some of it that no tool can do it, though it was understood."""
        every = (self.decision, *self.decision.then)
        return any(BEYOND in call.arguments for one in every for call in one.calls)

    @property
    def group(self) -> str:
        """The tool that was right, or "several"."""
        names = self.line.tools[0] if self.line.tools else frozenset()
        return "several" if len(names) > 1 else next(iter(names), "")

    @property
    def right_tool(self) -> bool:
        """Whether exactly the tools run that should."""
        return self.tools in self.line.tools


class Majority(Rules):
    """Decides the same for everybody: the floor."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def decide(self, scene: Scene) -> Decision:
        """Decide what is decided most often."""
        return Decision(kind=self.kind)  # type: ignore[arg-type]


def answered(lines: Sequence[Request], instructor: Instructor) -> list[Answer]:
    """Every line decided, on the clock; the first one warms up."""
    if lines:
        instructor.decide(scene_of(lines[0]))
    found = []
    for line in lines:
        scene = scene_of(line)
        began, worked = time.perf_counter(), time.process_time()
        try:
            decision = instructor.decide(scene)
        except BadRequest as exc:  # said as it is: "There is no shot 5", say
            decision = Decision(kind="ask", text=str(exc))
        cpu, seconds = time.process_time() - worked, time.perf_counter() - began
        found.append(Answer(line=line, decision=decision, scene=scene, seconds=seconds, cpu=cpu))
    return found


def decisions(found: Sequence[Answer]) -> float:
    """Macro-F1 of the decisions."""
    return macro_f1([a.line.decision for a in found], [a.decision.kind for a in found])


def tools(found: Sequence[Answer], among: Sequence[str] = EDITING) -> float:
    """Share of lines with the right tool, averaged over tools."""
    told = [answer for answer in found if answer.group in among]
    return macro_recall([a.group for a in told], [a.right_tool for a in told])


def slots(found: Sequence[Answer], *, strict: bool = False) -> float:
    """Micro F1 over the slots of the lines that have some and are not to be asked about."""
    alike = partial(same, strict=strict)
    counts = []
    for answer in found:
        truth = dict(answer.line.slots)
        if not truth or answer.line.decision == "ask":
            continue
        for name in ("target", "like"):
            if truth.get(name) == -1:
                truth[name] = len(answer.scene.screen) - 1
        said = counted(truth, slots_of(answer.decision, answer.scene))
        counts.append(slot_counts(truth, said, alike))
    return micro_f1(counts)


def row(name: str, found: Sequence[Answer], draws: int) -> Row:
    """One instructor's figures, with intervals."""

    def told(measure: Callable[[Sequence[Answer]], float]) -> str:
        low, high = interval(found, measure, draws)
        return f"{measure(found):.3f} ({low:.3f}–{high:.3f})"

    milliseconds = np.array([answer.seconds for answer in found]) * 1000
    return {
        "instructor": name,
        "lines": len(found),
        "decision F1": told(decisions),
        "accuracy": float(np.mean([a.line.decision == a.decision.kind for a in found])),
        "editing tool": told(tools),
        "all tools": tools(found, (*EDITING, *MAKING)),
        "slot F1": told(slots),
        "slot F1 strict": slots(found, strict=True),
        "p50 ms": float(np.median(milliseconds)),
        "p95 ms": float(np.quantile(milliseconds, 0.95)),
        "p95 cpu ms": float(np.quantile([answer.cpu for answer in found], 0.95)) * 1000,
    }


def wrong(found: Sequence[Answer]) -> Iterator[str]:
    """The lines that were misread, for whoever tunes: never those kept for testing."""
    for answer in found:
        line, decision = answer.line, answer.decision
        told = "+".join(sorted(answer.tools))
        bad = line.decision != decision.kind or (line.tools and not answer.right_tool)
        said = counted(line.slots, slots_of(decision, answer.scene))
        amiss = (
            line.slots
            and line.decision != "ask"
            and (micro_f1([slot_counts(line.slots, said, same)]) < 1)
        )
        if bad or amiss:
            want = "|".join("+".join(sorted(names)) for names in line.tools)
            yield f"{'✗' if bad else '~'} {line.text!r} {_brief(line.context)}: want " + (
                f"{line.decision} {want} {dict(line.slots)}, got {decision.kind} {told} {said}"
            )


def _brief(context: Any) -> str:
    return json.dumps(context)[:60]


def chat() -> Instructor:
    """The chat model of the settings, with what stands behind it in the app."""
    settings = load()
    if settings.chat not in ("openai", "local"):
        raise SystemExit("--chat needs GENEREC_CHAT (openai or local) and GENEREC_CHAT_MODEL")
    return build_instructor(settings)


def shipped(only: Sequence[str] | None) -> dict[str, Instructor]:
    """The small chat model, alone and together with the embedded instructor; none without it."""
    if not (WEIGHTS / "chat" / "config.json").is_file():
        return {}
    return {way: build_instructor(load(chat=way)) for way in SMALL if not only or way in only}


def of_part(line: Request, part: str) -> bool:
    """Whether a line belongs to the half that is asked for."""
    return part == "all" or line.test == (part == "test")


def by_class(found: Sequence[Answer]) -> Mapping[str, float]:
    """F1 of every decision."""
    return f1_by_class([a.line.decision for a in found], [a.decision.kind for a in found])


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--requests", type=Path, help="a file of labelled lines of your own")
    parser.add_argument("--part", choices=("test", "train", "all"), default="test")
    parser.add_argument("--errors", action="store_true", help="list misread lines (not of test)")
    parser.add_argument("--draws", type=int, default=500, help="bootstrap draws of the intervals")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of other weights")
    parser.add_argument(
        "--typos", type=float, default=0.0, help="share of the longer words that are mistyped"
    )
    parser.add_argument(
        "--chat",
        action="store_true",
        help="also the chat model that GENEREC_CHAT and its neighbours name, as the app runs it",
    )
    parser.add_argument("--only", nargs="*", help="names of instructors to run")
    args = parser.parse_args()
    if args.requests is not None:
        sets = {"": [request(line) for line in lines(args.requests)]}
    else:
        all_of = {
            "": own(args.data),
            FRESH: fresh("dev", "test"),
            LATER: fresh("later"),
            LAST: fresh("last"),
        }
        sets = {name: [one for one in found if of_part(one, args.part)]
                for name, found in all_of.items()}  # fmt: skip
    every = sets[""]
    if not every:
        raise SystemExit(f"no labelled request in {args.requests or 'assets/requests'}")
    if args.typos:
        sets = {name: slipped(part, args.typos) for name, part in sets.items()}
    most = Counter(line.decision for line in every).most_common(1)[0][0]
    among: dict[str, Instructor] = {"majority": Majority(most), **instructors(args.weights)}
    among |= shipped(args.only)
    if args.chat:
        among["chat"] = chat()
    rows, notes = [], []
    asked = [
        (name, which)
        for which, found in sets.items()
        if found
        for name in among
        if not args.only or name in args.only
    ]
    for instructor, which in asked:
        name = instructor + which
        found = answered(sets[which], among[instructor])
        rows.append(row(name, found, args.draws))
        told = ", ".join(f"{kind} {score:.2f}" for kind, score in by_class(found).items())
        without = sum(bool(answer.decision.decider.fault) for answer in found)
        if instructor in ("chat", *SMALL):
            notes.append(
                f"{name}: {without} of {len(found)} decided without it, by the embedded one"
            )
        notes.append(f"{name}: F1 by decision: {told}")
        beyond = sum(answer.beyond for answer in found)
        notes.append(f"{name}: {beyond} of these were understood, and told that it cannot be done")
        per = {group: tools(found, (group,)) for group in (*EDITING, *MAKING)}
        notes.append(f"{name}: by tool: " + ", ".join(f"{k} {v:.2f}" for k, v in per.items()))
        if args.errors and args.part == "train":
            print("\n".join(wrong(found)))
    source = args.requests or f"assets/requests, {args.part} half"
    mistyped = f", {args.typos:.0%} of the longer words mistyped" if args.typos else ""
    report(f"Labelled requests ({source}{mistyped})", rows, args.json, notes)
    if args.typos:
        return
    refusals(args.data, args.json, args.draws, args.weights)


if __name__ == "__main__":
    main()
