"""How paths are written in the database: below the home folder relative, elsewhere absolute.

So the home folder can be moved, or mounted somewhere else, without losing a file.
"""

from __future__ import annotations

from pathlib import Path

from models.errors import Unavailable


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


def make_private(folder: Path) -> None:
    """Make a folder that only this user may enter; raises :class:`Unavailable` if it cannot."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise Unavailable(
            f"Cannot make the folder {str(folder)!r} ({exc.strerror}); set GENEREC_HOME to a folder"
            " that can be written."
        ) from exc
