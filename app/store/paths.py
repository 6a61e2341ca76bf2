"""How paths are written in the database: below the home folder relative, elsewhere absolute.

So the home folder can be moved, or mounted somewhere else, without losing a file.
"""

from __future__ import annotations

from pathlib import Path


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
