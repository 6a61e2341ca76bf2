"""``python -m app.export --out FILE.jsonl`` writes the conversations visitors agreed to share.

They are redacted by rules, see ``app/research/redact.py`` for what that misses: read before you
pass them on. The format is described in ``app/research/export.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from app import command
from app.settings import load_kept
from models.errors import BadRequest, GeneRecError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = command.parser("app.export", __doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    options = parser.parse_args(arguments)
    try:
        count = _export(options.out, options.home)
    except GeneRecError as exc:
        print(exc, file=sys.stderr)
        return 1
    except OSError as exc:
        print(f"Cannot write {str(options.out)!r}: {exc.strerror}.", file=sys.stderr)
        return 1
    print(f"{count} conversation{'' if count == 1 else 's'} written to {options.out}")
    return 0


def _export(out: Path, home: Path | None) -> int:
    from app.research.export import export
    from app.store.store import Store

    settings = load_kept(home)
    if not settings.research:
        raise BadRequest("Research is switched off here; set GENEREC_RESEARCH=true to export.")
    with Store(settings) as store:
        return export(store, out)


if __name__ == "__main__":
    sys.exit(main())
