"""``python -m app.verify FILE`` answers whether a video or picture was made here.

    python -m app.verify clip.mp4              the answer, and what it rests on
    python -m app.verify clip.mp4 --json       the same for programs

The exit status is 0 for ours, 1 for an error, 2 for maybe, 3 for unknown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from app import command
from app.settings import load_kept
from app.verify.verdict import Answer, Verdict
from models.errors import GeneRecError

STATUS: dict[Answer, int] = {"ours": 0, "maybe": 2, "unknown": 3}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = command.parser("app.verify", __doc__)
    parser.add_argument("file", type=Path, help="a video or a picture")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    options = parser.parse_args(arguments)
    try:
        verdict = _run(options.file, options.home)
    except GeneRecError as exc:
        print(exc, file=sys.stderr)
        return 1
    print(json.dumps(asdict(verdict), indent=1) if options.json else told(verdict))
    return STATUS[verdict.answer]


def told(verdict: Verdict) -> str:
    """Return a verdict as lines for people."""
    lines = [verdict.says]
    for one in verdict.evidence:
        score = "" if one.score is None else f" ({one.score:g})"
        lines.append(f"  {one.source:12} {one.answer:8} {one.says}{score}")
    return "\n".join(lines)


def _run(file: Path, home: Path | None) -> Verdict:
    from app.marking import build_check
    from app.store.store import Store

    settings = load_kept(home)
    with Store(settings) as store:
        return build_check(settings, store)(file)


if __name__ == "__main__":
    sys.exit(main())
