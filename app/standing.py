"""How one role of a profile does: its files, its state, and what is in the way."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from models.hub.checkpoint import Checkpoint
from models.hub.fetch import size

log = logging.getLogger(__name__)

State = Literal["waiting", "fetching", "loading", "ready", "failed"]
TRIED = "Until then the embedded one does it."


class Standing:
    """How one role does: its files, its state, and what is in the way."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self.state: State = "waiting"
        self.why = ""
        self.done = self.of = 0
        self.folder: Path | None = None

    def failed(self, why: str) -> None:
        """Note what is in the way, and log it."""
        self.state, self.why = "failed", why
        log.warning("%s: %s", self.checkpoint.what, why)

    def slower(self, why: str) -> None:
        """Note that it goes on, and what makes it slower."""
        self.why = why
        log.warning("%s: %s", self.checkpoint.what, why)

    @property
    def note(self) -> str:
        """The sentence for the status line; empty where all is well."""
        what = self.checkpoint.what
        if self.state == "fetching" and self.of:
            share = f"{self.done / self.of:.0%} of {size(self.of)}"
            return f"Fetching {what}: {share}. {TRIED}"
        if self.state == "fetching":
            return f"Fetching {what}, {size(self.checkpoint.bytes)}. {TRIED}"
        if self.state == "loading":
            return f"Loading {what}. {TRIED}"
        why = f"{self.why[:1].upper()}{self.why[1:]}." if self.why else ""
        return f"{why} The embedded one does it instead." if self.state == "failed" else why
