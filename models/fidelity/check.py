"""The seam of the fidelity checks: a subject in, a finding out.

Wang et al. 2023 name six: bias and fairness, privacy, safety, authenticity, legality and
identifiability (the last is :mod:`models.provenance`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.domain import EMPTY, Check, Evidence, Origin, Pixels, Verdict

Image = NDArray[np.uint8]
Age = Literal["adult", "teen"]
"""For whom the app is set up; ``teen`` is stricter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """What something was made of, as far as it matters to a check.

    Attributes:
        title: for people.
        licence: what the source says, in its own words; empty is unknown.
        origin: as of an item.
        own: whether it belongs to the very visitor it is made for.
        drawn: whether a program drew it, so that nobody real is in it.
        consent: whether those seen in it agreed, ``None`` where nobody said.
        faces: whether faces were seen in it when it was brought.
        news: whether it reports on what happened.
    """

    title: str = ""
    licence: str = ""
    origin: Origin = "uploaded"
    own: bool = False
    drawn: bool = False
    consent: bool | None = None
    faces: bool = False
    news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is looked at: words by where they stand, some frames, and what it was made of.

    Attributes:
        words: place (``"title"``, ``"caption"``, ``"request"`` …) to text.
        frames: (seconds, uint8 (h, w, 3) RGB), a few.
        pixels: what was done to the pictures, ``None`` where there are only words.
        likeness: whether that changed how people in them look.
        ingredients: what it was made of.
        model: the generator that drew its pictures, empty where none did.
        region: two letters of a country, ``"EU"``, or empty for none in particular.
        age: for whom.
        said: what the file's own lineage says it is ("Edited by …"), empty where nothing.
    """

    words: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    frames: Sequence[tuple[float, Image]] = ()
    pixels: Pixels | None = None
    likeness: bool = False
    ingredients: Sequence[Ingredient] = ()
    model: str = ""
    region: str = ""
    age: Age = "adult"
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a check can see and what it cannot, for people."""

    sees: str
    blind: str


class FidelityCheck(Protocol):
    """Looks at a subject for one kind of harm."""

    name: str
    card: Card

    def check(self, subject: Subject) -> Check:
        """Return the finding; never raises for what a subject holds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeCheck:
    """Finds what it was told to find: for tests and demos."""

    name: str = "fake"
    verdict: Verdict = "pass"
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    card: Card = Card(sees="nothing", blind="everything")

    def check(self, subject: Subject) -> Check:
        """See :class:`FidelityCheck`."""
        return Check(
            name=self.name, verdict=self.verdict, reason=self.reason, evidence=self.evidence
        )


def named(kinds: Sequence[str]) -> str:
    """``"a phone number and 2 faces"``: what was seen, counted."""
    told = [
        f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}" if kinds.count(kind) == 1
        else f"{kinds.count(kind)} {kind}s"
        for kind in dict.fromkeys(kinds)
    ]  # fmt: skip
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
