"""What commands over a store have in common: the home they work in, and a sentence for a fault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from models.errors import GeneRecError


def parser(name: str, about: str | None) -> argparse.ArgumentParser:
    """Return a parser for ``python -m NAME`` that takes ``--home``; ``about`` is its docstring."""
    made = argparse.ArgumentParser(
        prog=f"python -m {name}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--home", type=Path, help="the store's folder instead of GENEREC_HOME")
    return made


def run(work: Callable[[], str]) -> int:
    """Print what ``work`` returns, or what is wrong, to where errors go; return the exit status."""
    try:
        print(work())
    except GeneRecError as exc:
        print(exc, file=sys.stderr)
        return 1
    return 0
