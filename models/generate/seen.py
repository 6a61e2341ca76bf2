"""What the generator's weights have seen: a statement about these very files, by their digests.

A model that has only ever seen pictures that a program of ours drew cannot paint what none of them
shows. That is an argument about the files it was made for and no other, so it names them: weights
that were trained anew, on anything, claim nothing until their training says so here.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from models.errors import Unavailable
from models.generate.weights import digest

FILE = "seen.json"
RENDERS = "renders"
PARTS = ("autoencoder", "denoiser")


def vouch(folder: Path, part: str) -> None:
    """State that the weights of ``part`` in ``folder`` have seen renders of this project alone."""
    told = _told(folder)
    told.setdefault(part, {})[digest(folder, part)] = RENDERS
    (folder / FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def vouched(folder: Path, part: str) -> bool:
    """Whether that is stated of the weights of ``part`` that are in ``folder``."""
    try:
        return _told(folder).get(part, {}).get(digest(folder, part)) == RENDERS
    except Unavailable:
        return False


def closed(folder: Path) -> frozenset[str]:
    """Names of generators (as recipes have them) that have seen nothing but renders.

    None where the autoencoder that is here, through which all of them paint, has seen more.
    """
    if not vouched(folder, "autoencoder"):
        return frozenset()
    seen = _told(folder).get("denoiser", {})
    return frozenset(f"embedded-video-{one}" for one, what in seen.items() if what == RENDERS)


def _told(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / FILE
    if not file.is_file():
        return {}
    told: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return told


def main() -> None:
    """Vouch for weights by hand, after a training that did not do it itself."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="+", choices=PARTS, help="trained on renders alone")
    args = parser.parse_args()
    for part in args.parts:
        vouch(args.folder, part)


if __name__ == "__main__":
    main()
