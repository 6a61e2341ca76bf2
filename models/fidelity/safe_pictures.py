"""Safety of pictures: where they are from, then a classifier's word where there is one.

Pictures of the closed world (:mod:`models.fidelity.closed_world`) pass; all others are *unknown*
without a classifier.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.domain import Check, Evidence
from models.errors import Unavailable
from models.fidelity.check import Age, Card, Image, Subject
from models.fidelity.closed_world import drawn

UNJUDGED = "nobody has looked at what it shows"
DRAWN = "our own model drew it, and has never seen anything but drawings of ours"
THRESHOLDS: Mapping[Age, float] = {"adult": 0.5, "teen": 0.2}


class PictureHarm(Protocol):
    """Scores pictures, 0 to 1: how likely it is that they must not be shown."""

    def scores(self, images: Sequence[Image]) -> NDArray[np.float64]:
        """Return (n,) for uint8 (h, w, 3) RGB pictures."""
        ...


class SafePictures:
    """Lets pictures of the closed world pass, and asks ``harm`` about all others.

    ``closed`` are names of generators that belong to it.
    """

    name = "safety"
    card = Card(
        sees="whether all of it was drawn by programs of ours, by where it is from; of other"
        " pictures what a classifier knows, where one is installed",
        blind="everything in pictures that people brought, where there is no classifier",
    )

    def __init__(
        self, harm: PictureHarm | None = None, closed: Collection[str] = frozenset()
    ) -> None:
        self.harm, self.closed = harm, closed

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        if drawn(subject, self.closed):
            reason = DRAWN if subject.model else "all of it was drawn by a program"
            return Check(name=self.name, verdict="pass", reason=reason)
        if self.harm is None:
            return Check(name=self.name, verdict="unknown", reason=UNJUDGED)
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
