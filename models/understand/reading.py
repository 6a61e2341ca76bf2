"""What was read out of a sentence, and the seam that reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from models.domain import EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters ``start`` to ``end`` of the sentence that fill a slot."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Probabilities of decisions, dialogue acts and tools; spans in order; how harmful it is.

    ``whole``: whether all of the text was read, and not its beginning alone.
    """

    decisions: Mapping[str, float] = field(default_factory=lambda: EMPTY)
    acts: Mapping[str, float] = field(default_factory=lambda: EMPTY)
    tools: Mapping[str, float] = field(default_factory=lambda: EMPTY)
    spans: tuple[Span, ...] = ()
    harm: float = 0.0
    whole: bool = True

    @property
    def decision(self) -> str:
        """The likeliest decision, ``""`` of nothing read."""
        return max(self.decisions, key=lambda k: self.decisions[k], default="")

    @property
    def act(self) -> str:
        """The likeliest act."""
        return max(self.acts, key=lambda k: self.acts[k], default="")

    def words(self, text: str, slot: str) -> str:
        """The words of ``text`` in a slot: its first span, or ``""``."""
        found = next((span for span in self.spans if span.slot == slot), None)
        return text[found.start : found.end] if found else ""

    def all_words(self, text: str, slot: str) -> tuple[str, ...]:
        """All spans of a slot."""
        return tuple(text[s.start : s.end] for s in self.spans if s.slot == slot)


class Reader(Protocol):
    """Reads one sentence beside a context."""

    def read(self, text: str, context: str) -> Reading:
        """Return the reading; ``context`` is one of :data:`models.understand.labels.CONTEXTS`."""
        ...


@dataclass(slots=True)
class FakeReader:
    """Reads what it was told to read, by text; nothing of anything else."""

    known: Mapping[str, Reading] = field(default_factory=lambda: EMPTY)

    def read(self, text: str, context: str) -> Reading:
        """See :class:`Reader`."""
        return self.known.get(text, Reading())
