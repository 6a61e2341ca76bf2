"""What can be said on the command line; everything else is a ``GENEREC_*`` variable."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from app.settings import Settings, load
from models.errors import BadRequest


def settled(words: Sequence[str]) -> Settings:
    """Return the settings in force, with what ``words`` say; a wrong one ends the program."""
    try:
        return load(**arguments(words))
    except BadRequest as exc:
        raise SystemExit(str(exc)) from exc


def arguments(words: Sequence[str]) -> dict[str, Any]:
    """Return the settings named in ``words``; what is not named is not among them."""
    parser = argparse.ArgumentParser(
        prog="python app.py",
        description="GeneRec: find, edit or create micro-videos in a chat.",
        epilog="Everything else is set by GENEREC_* variables (app/settings.py).",
    )
    parser.add_argument("--profile", help="embedded, cpu, gpu or auto (GENEREC_PROFILE)")
    parser.add_argument(
        "--models", metavar="DIR", help="folder of the larger models' files (GENEREC_MODELS)"
    )
    return {name: value for name, value in vars(parser.parse_args(words)).items() if value}
