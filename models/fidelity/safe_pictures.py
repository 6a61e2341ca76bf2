"""Safety of pictures: a classifier's word where there is one, *unknown* where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.domain import Check, Evidence
from models.errors import Unavailable
from models.fidelity.check import Age, Card, Image, Subject

THRESHOLDS: Mapping[Age, float] = {"adult": 0.5, "teen": 0.2}


class PictureHarm(Protocol):
    """Scores pictures, 0 to 1: how likely it is that they must not be shown."""

    def scores(self, images: Sequence[Image]) -> NDArray[np.float64]:
        """Return (n,) for uint8 (h, w, 3) RGB pictures."""
        ...


class SafePictures:
    """Asks ``harm``; without one, pictures that only a program could have drawn pass."""

    name = "safety"
    card = Card(
        sees="what a classifier of pictures knows, where one is installed",
        blind="everything in pictures that people brought, where there is no classifier",
    )

    def __init__(self, harm: PictureHarm | None = None) -> None:
        self.harm = harm

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        if subject.ingredients and all(one.drawn for one in subject.ingredients):
            return Check(name=self.name, verdict="pass", reason="all of it was drawn by a program")
        if self.harm is None:
            return Check(
                name=self.name, verdict="unknown", reason="no picture classifier is installed"
            )
        if not subject.frames:
            return Check(
                name=self.name, verdict="unknown", reason="there was no picture to look at"
            )
        try:
            scores = self.harm.scores([image for _, image in subject.frames])
        except Unavailable as exc:
            return Check(name=self.name, verdict="unknown", reason=str(exc).rstrip("."))
        worst = int(scores.argmax())
        score = float(scores[worst])
        if score < THRESHOLDS[subject.age]:
            return Check(name=self.name, verdict="pass", score=score)
        seen = Evidence(kind="harm", where="frame", time=subject.frames[worst][0])
        reason = "what it shows could hurt somebody"
        return Check(name=self.name, verdict="fail", score=score, reason=reason, evidence=(seen,))
