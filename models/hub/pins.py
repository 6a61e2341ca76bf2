"""Trust on first use: the commit that a branch stood for when it was first fetched, kept.

A model that the table does not pin is fetched at its branch once; from then on it is that commit
or none. The file is for people, too: what stands in it wins over the table.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

from models.errors import BadRequest
from models.hub.checkpoint import Checkpoint

log = logging.getLogger(__name__)

PINS = "pins.json"


class Pins:
    """Commits by repository, in ``file``, which need not be there."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def applied(self, checkpoint: Checkpoint) -> Checkpoint:
        """Return the checkpoint at the commit that is kept for it."""
        found = self._read().get(checkpoint.repo)
        return replace(checkpoint, revision=found) if found else checkpoint

    def kept(self, checkpoint: Checkpoint, commit: str) -> Checkpoint:
        """Keep the commit of a checkpoint that has none, and say so; return it with it.

        An empty ``commit`` is not known: files that somebody laid there tell none.
        """
        found = replace(checkpoint, revision=commit) if commit else checkpoint
        if checkpoint.pinned or not found.pinned:
            return checkpoint
        kept = self._read() | {checkpoint.repo: commit}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
        log.warning("%s was not pinned; it is from now on, at %s", checkpoint.what, commit)
        return found

    def _read(self) -> dict[str, str]:
        if not self._file.is_file():
            return {}
        try:
            told = json.loads(self._file.read_text("utf-8"))
            return {str(repo): str(commit) for repo, commit in told.items()}
        except (ValueError, AttributeError) as exc:
            raise BadRequest(
                f"{self._file} is no JSON of repositories and commits; mend it or delete it."
            ) from exc
