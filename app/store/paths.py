"""How paths are written in the database: below the home folder relative, elsewhere absolute.

So the home folder can be moved, or mounted somewhere else, without losing a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.errors import Unavailable

MEDIA, MADE, POSTERS, PICTURES = "media", "made", "posters", "pictures"
"""Folders of the home: clips that were taken in, what was made, covers, attached pictures."""

NAMED = (MEDIA, MADE, POSTERS, PICTURES)
"""Each file in these is named by an item or a turn; what nobody names any more goes."""

BENEATH = "beneath"
"""What the labels of files in those cover (:mod:`models.stylise.beneath`); it goes with its file,
and is never served."""

OWN = ("index", "keys", "models", "uploads", "work")
"""Folders of the server itself: vectors, secrets, weights, and what is being worked on."""


class Paths:
    """Translates between real paths and stored ones."""

    def __init__(self, home: Path) -> None:
        self.home = home.absolute()

    def stored(self, path: Path) -> str:
        """Return what to write for ``path``."""
        path = path.absolute()
        return (path.relative_to(self.home) if path.is_relative_to(self.home) else path).as_posix()

    def real(self, text: str) -> Path:
        """Return the path that was written as ``text``."""
        return self.home / text  # an absolute one stays as it is

    def ours(self, written: Iterable[str]) -> list[Path]:
        """Return the real ones below the home folder; a file elsewhere was never ours."""
        return [path for path in map(self.real, written) if path.is_relative_to(self.home)]


def make_private(folder: Path) -> None:
    """Make a folder that only this user may enter; raises :class:`Unavailable` if it cannot."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise Unavailable(
            f"Cannot make the folder {str(folder)!r} ({exc.strerror}); set GENEREC_HOME to a folder"
            " that can be written."
        ) from exc
