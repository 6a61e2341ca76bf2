"""Prompts: files with a version in their name, kept with each turn by name and hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.errors import Unavailable

LEAKED = 8
"""Words in a row of a prompt from which an answer gives it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The words of a prompt; ``name`` has its version: ``instructor-1``."""

    name: str
    text: str

    @property
    def stamp(self) -> str:
        """Name and hash: what is kept with a turn."""
        return f"{self.name}@{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    def leaks(self, said: str) -> bool:
        """Whether ``said`` has a run of this prompt's words."""
        return not _runs(self.text).isdisjoint(_runs(said))


def read(folder: Path, name: str) -> Prompt:
    """Read ``name`` from its file; raises Unavailable where there is none."""
    try:
        text = (folder / f"{name}.md").read_text(encoding="utf-8").strip()
    except OSError as exc:
        raise Unavailable(
            f"the chat model's prompt {name!r} cannot be read; restore assets/prompts from the "
            "repository"
        ) from exc
    return Prompt(name=name, text=text)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[at : at + LEAKED]) for at in range(len(words) - LEAKED + 1)}
