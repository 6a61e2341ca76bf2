"""Authenticity: what words claim beside what is known, and whether an edit of news says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from models.domain import Check, Evidence, Verdict
from models.fidelity.check import Card, Subject
from models.fidelity.claims import Claim, claims, numbers

CLAIMS = 3
"""Looked up at most: each may ask a source that takes a while."""

ALIKE = 0.02
"""Share by which two numbers may differ and be the same."""

COVERED = 0.6
"""Share of a claim's words that a fact needs, to be about the same thing."""

CHECKED = frozenset({"title", "caption", "narration", "text", "titles", "captions"})
"""Places whose words claim something; a request claims nothing."""

_EMPTY = frozenset(
    "a an and are as at be been by for from had has have in is it its of on or that the their there"
    " this to was were which with about almost nearly over more than up".split()
)
_EDITED = re.compile(r"(?i)\b(?:edited|generated|made) by\b")


class Fact(Protocol):
    """A passage of a source, what it is about, and where it stands."""

    @property
    def text(self) -> str:
        """The passage."""
        ...

    @property
    def about(self) -> str:
        """Its heading."""
        ...

    @property
    def source(self) -> str:
        """Where it stands, for people."""
        ...


class Knowledge(Protocol):
    """Looks things up; nothing where nothing fits or can be reached."""

    def search(self, query: str, k: int = 3) -> Sequence[Fact]:
        """Return up to ``k`` facts, the best one first."""
        ...


class Authentic:
    """Looks claims up with ``knowledge``; without it, or where it knows nothing, *unknown*."""

    name = "authenticity"
    card = Card(
        sees="claims with numbers, names and dates in titles and captions, compared by their"
        " numbers with the sources of knowledge that are set; whether edited news says it is",
        blind="claims without a number that a source does not word alike, claims of pictures,"
        " sound and other languages, whether the source is right",
    )

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        news = any(one.news for one in subject.ingredients)
        if news and subject.pixels is not None and not _EDITED.search(subject.said):
            reason = "it is news that was edited, and its file does not say so"
            return Check(name=self.name, verdict="fail", reason=reason)
        told = [
            (place, claim)
            for place, text in subject.words.items()
            if place in CHECKED
            for claim in claims(text)
        ][:CLAIMS]
        findings = [self._looked_up(place, claim) for place, claim in told]
        for verdict in ("fail", "unknown"):
            some = [one for one in findings if one.verdict == verdict]
            if some:
                evidence = tuple(seen for one in some for seen in one.evidence)
                return Check(
                    name=self.name, verdict=verdict, reason=some[0].reason, evidence=evidence
                )
        reason = "; ".join(dict.fromkeys(one.reason for one in findings))
        return Check(name=self.name, verdict="pass", reason=reason)

    def _looked_up(self, place: str, claim: Claim) -> Check:
        facts = () if self.knowledge is None else self.knowledge.search(claim.text)
        verdict, source = judged(claim, facts)
        said = {
            "pass": f"“{claim.text}” agrees with {source}",
            "fail": f"“{claim.text}” contradicts {source}",
            "unknown": f"“{claim.text}” was not found in what is known here",
        }
        return Check(
            name=self.name,
            verdict=verdict,
            reason=said[verdict],
            evidence=(Evidence(kind="claim", where=place, span=claim.span),),
        )


def judged(claim: Claim, facts: Sequence[Fact]) -> tuple[Verdict, str]:
    """Whether facts support a claim, contradict it, or say nothing; and the source that does.

    A fact about the same that has all numbers of the claim supports it; one that has others, and
    none of these, contradicts it. Without numbers a claim can be supported alone.
    """
    said = [word for word in terms(claim.text) if not word[:1].isdigit() and word not in _EMPTY]
    against = ""
    for fact in facts:
        known = set(terms(f"{fact.about} {fact.text}"))
        if not said or sum(_known(word, known) for word in said) < COVERED * len(said):
            continue
        values = numbers(fact.text)
        if all(any(_alike(one, other) for other in values) for one in claim.numbers):
            return "pass", fact.source
        few = len(values) <= 2 * len(claim.numbers)
        if few and not any(_alike(a, b) for a in claim.numbers for b in values) and values:
            against = against or fact.source
    return ("fail", against) if against else ("unknown", "")


def terms(text: str) -> list[str]:
    """All words of a text, in small letters."""
    return re.findall(r"\w+", text.lower())


def _known(word: str, known: set[str]) -> bool:
    return any(word[: max(3, len(word) - 2)] == other[: max(3, len(word) - 2)] for other in known)


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= ALIKE * max(abs(one), abs(other)) and (
        one == other or not (1000 <= one < 2200 and one == int(one))  # a year is a year
    )
