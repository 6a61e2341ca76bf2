"""``python -m app.insight [--out FILE.html]`` writes how the app is used, as a page with plots.

``--json`` prints the figures instead. Nothing in either tells one visitor from another, and what
only one visitor asked for is left out unless ``--all`` is given.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from app import command
from app.settings import load_kept
from models.errors import BadRequest, GeneRecError

NAME = "insight.html"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = command.parser("app.insight", __doc__)
    parser.add_argument("--out", type=Path, default=Path(NAME), metavar="FILE.html")
    parser.add_argument("--days", type=int, default=30, metavar="N", help="0 is all that is kept")
    parser.add_argument("--json", action="store_true", help="print the figures, write no page")
    parser.add_argument("--all", action="store_true", help="also what only one visitor said")
    options = parser.parse_args(arguments)
    try:
        told = _measured(options.home, options.days, options.all, options.json)
        if options.json:
            print(told)
        else:
            options.out.write_text(told, encoding="utf-8")
            print(f"Written to {options.out}")
    except GeneRecError as exc:
        print(exc, file=sys.stderr)
        return 1
    except OSError as exc:
        print(f"Cannot write {str(options.out)!r}: {exc.strerror}.", file=sys.stderr)
        return 1
    return 0


def _measured(home: Path | None, days: int, everyone: bool, as_json: bool) -> str:
    from app.insight.page import render
    from app.insight.report import measure
    from app.store.codec import plain
    from app.store.store import Store

    if days < 0:
        raise BadRequest(f"--days is a number of days from 0 (all that is kept); got {days}.")
    settings = load_kept(home)
    with Store(settings) as store:
        report = measure(store.database, days or None, everyone=everyone)
    if as_json:
        return json.dumps(plain(report), indent=2)
    return render(report, days=days or None, everyone=everyone, links=False)


if __name__ == "__main__":
    sys.exit(main())
