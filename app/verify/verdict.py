"""What the four sources say together: ours, maybe, unknown. Never that people made it.

*Ours* needs an identifier that is in the registry: the file's bytes, a signed record that we
trust, or the mark in its pictures. Sources that contradict each other, a mark without a readable
identifier, or looks alone make a *maybe*, for a person to look at. Everything else is *unknown*,
which says nothing about who made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Answer = Literal["ours", "maybe", "unknown"]
Source = Literal["credentials", "watermark", "bytes", "looks"]

SENTENCES: dict[Answer, str] = {
    "ours": "Yes. This was made or edited here.",
    "maybe": "Maybe. Something points here, and it is not enough to be sure.",
    "unknown": "Unknown. Nothing here shows that it was made or edited by this app. That says"
    " nothing about who or what made it.",
}
COPIED = (
    "Maybe. It carries a mark of ours, and what it shows is not what that mark was given to: the"
    " mark may have been copied."
)
APART = "Maybe. Its signed record and the mark in its pictures speak of different files."


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one source says. ``score`` is its own measure, ``None`` where it has none."""

    source: Source
    answer: Answer
    says: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer, in a sentence, and what it rests on. ``at`` is when the file was made here."""

    answer: Answer
    says: str
    evidence: tuple[Evidence, ...]
    at: float | None = None


def together(
    evidence: Sequence[Evidence], *, copied: bool, apart: bool, at: float | None
) -> Verdict:
    """Weigh the evidence.

    Args:
        evidence: one of each source.
        copied: the mark's identifier is known, and its record looks different.
        apart: record and mark are of files that have nothing to do with each other.
        at: when what was found was made here.
    """
    told = {one.source: one.answer for one in evidence}
    answer: Answer = "unknown"
    if "ours" in (told["credentials"], told["bytes"], told["watermark"]):
        answer = "ours"
    elif "maybe" in told.values() or told["looks"] == "ours":
        answer = "maybe"
    says = SENTENCES[answer]
    # The very bytes that left the gate are ours whatever else is in them.
    if answer == "ours" and told["bytes"] != "ours" and (copied or apart):
        answer, says = "maybe", APART if apart else COPIED
    return Verdict(answer=answer, says=says, evidence=tuple(evidence), at=at)
