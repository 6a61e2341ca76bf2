"""From which surety on the embedded instructor decides alone: the threshold of ``together``.

``python -m benchmarks.unsure --data DIR [--json FILE]`` lets the embedded instructor decide every
labelled request of the half for tuning, and the small chat model those of which it is not sure,
once each, and says what they are worth together at every threshold. The half for testing is never
read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.chat.unsure import LEAST
from agents.instruct.embedded import instructors
from agents.scene import Scene
from app.settings import load
from app.wiring import WEIGHTS, build_instructor
from benchmarks.harness import Row, arguments, report
from benchmarks.instructor import Answer, answered, decisions, slots, tools
from benchmarks.requests import own

THRESHOLDS = tuple(step / 20 for step in range(0, 20))


def together(
    sure: Sequence[Answer], chat: Sequence[Answer], surety: Sequence[float], least: float
) -> list[Answer]:
    """What is decided where the chat model is asked below ``least``."""
    return [
        one if told >= least else other for one, other, told in zip(sure, chat, surety, strict=True)
    ]


def rows(sure: Sequence[Answer], chat: Sequence[Answer], surety: Sequence[float]) -> list[Row]:
    """One row a threshold; 0 is the embedded instructor alone."""
    found: list[Row] = []
    for least in THRESHOLDS:
        made = together(sure, chat, surety, least)
        found.append(
            {
                "least": least,
                "asked": sum(told < least for told in surety) / len(surety),
                "decision F1": decisions(made),
                "editing tool": tools(made),
                "slot F1": slots(made),
            }
        )
    return found


def main() -> None:
    args = arguments(__doc__ or "").parse_args()
    lines = [line for line in own(args.data) if not line.test]
    known = instructors(WEIGHTS)
    embedded, spelling = known["both"], known["spelt"].speller  # type: ignore[attr-defined]
    sure = answered(lines, known["spelt"])

    def surety(scene: Scene) -> float:
        mended = replace(scene, text=spelling.mended(scene.text))
        return float(embedded.surety(mended))  # type: ignore[attr-defined]

    told = [surety(answer.scene) for answer in sure]
    unsure = [line for line, how in zip(lines, told, strict=True) if how < THRESHOLDS[-1]]
    asked = iter(answered(unsure, build_instructor(load(chat="small"))))
    chat = [
        next(asked) if how < THRESHOLDS[-1] else one for one, how in zip(sure, told, strict=True)
    ]
    report(
        "Together, by the surety below which the small chat model is asked (half for tuning)",
        rows(sure, chat, told), args.json, [f"in force: {LEAST}"],
    )  # fmt: skip


if __name__ == "__main__":
    main()
