"""Safety of words: narrow blocks for the worst, and a trained reader's score of harm."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain import Check, Evidence
from models.errors import Unavailable
from models.fidelity.check import Age, Card, Subject
from models.fidelity.hard_blocks import blocked
from models.fidelity.words import Harm, pieces

THRESHOLDS: Mapping[Age, float] = {"adult": 0.5, "teen": 0.1}
"""Scores from which words are harmful. A grown-up's is the instructor's own."""

MOST = 60
"""Pieces of a text that are read at all; a longer one is unknown beyond."""


class SafeWords:
    """Blocks the worst by itself and the rest by ``harm``, ``None`` where no reader is here."""

    name = "safety of words"
    card = Card(
        sees="calls for killing, weapons of mass harm, sexual content with children or faked of"
        " real people; other harm by a classifier of English sentences",
        blind="other languages, code words, spellings meant to hide, harm that lies in a fact",
    )

    def __init__(self, harm: Harm | None = None) -> None:
        self.harm = harm

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        for place, text in subject.words.items():
            for one in blocked(text):
                evidence = Evidence(kind=one.kind, where=place, span=(one.start, one.end))
                return Check(
                    name=self.name,
                    verdict="fail",
                    score=1.0,
                    reason=f"its words are about {one.kind}",
                    evidence=(evidence,),
                )
        return self._read(subject)

    def _read(self, subject: Subject) -> Check:
        read = [
            (place, start, piece)
            for place, text in subject.words.items()
            for start, piece in pieces(text)
        ]
        if not read:
            return Check(name=self.name, verdict="pass", score=0.0)
        if self.harm is None:
            return Check(name=self.name, verdict="unknown", reason="no classifier of words is here")
        try:
            scores = self.harm.scores([piece for _, _, piece in read[:MOST]])
        except Unavailable as exc:
            return Check(name=self.name, verdict="unknown", reason=str(exc).rstrip("."))
        worst = int(scores.argmax())
        place, start, piece = read[worst]
        score = float(scores[worst])
        if score < THRESHOLDS[subject.age]:
            if len(read) > MOST:
                reason = "its words are too many to be read"
                return Check(name=self.name, verdict="unknown", score=score, reason=reason)
            return Check(name=self.name, verdict="pass", score=score)
        return Check(
            name=self.name,
            verdict="fail",
            score=score,
            reason="its words could hurt somebody",
            evidence=(Evidence(kind="harm", where=place, span=(start, start + len(piece))),),
        )
