"""Authenticity: what words claim beside what is known, and whether an edit of news says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.domain import Check, Evidence, Verdict
from models.fidelity.check import Card, Subject
from models.fidelity.claims import Claim, claims, is_month, months, names, numbers
from models.knowledge.knowledge import Fact, Knowledge

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


_ALONE = re.compile(
    r"(?i)\b(?:(?:is|was|are|were) the|invented|discovered|founded|wrote|painted|won)\b"
)
"""What is true of one alone."""


class Authentic:
    """Looks claims up with ``knowledge``; without it, or where it knows nothing, *unknown*."""

    name = "authenticity"
    card = Card(
        sees="claims with numbers, names and dates in titles and captions, each of them compared"
        " with the sources of knowledge that are set; whether edited news says it is",
        blind="claims that a source words otherwise, claims of pictures, sound and other languages,"
        " whether the source is right",
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

    A fact about the same that has all numbers, months and names of the claim supports it. It
    contradicts the claim where it has other numbers and none of these, another month in a date of
    the same numbers, or says all the rest of the claim of somebody else.
    """
    said = [
        word
        for word in terms(claim.text)
        if not word[:1].isdigit() and word not in _EMPTY and not is_month(word)
    ]
    against = ""
    for fact in facts:
        known = set(terms(f"{fact.about} {fact.text}"))
        if not said or sum(_known(word, known) for word in said) < COVERED * len(said):
            continue
        values = numbers(fact.text)
        same = all(any(_alike(one, other) for other in values) for one in claim.numbers)
        dated = not claim.months or set(claim.months) <= set(months(fact.text))
        strangers = [name for name in _named_in(claim) if not _named(name, known)]
        if same and dated and not strangers:
            return "pass", fact.source
        few = len(values) <= 2 * len(claim.numbers)
        other = few and values and not any(_alike(a, b) for a in claim.numbers for b in values)
        moved = same and not dated and bool(claim.numbers and months(fact.text))
        if other or moved or (same and _somebody_else(claim, fact, strangers)):
            against = against or fact.source
    return ("fail", against) if against else ("unknown", "")


def _somebody_else(claim: Claim, fact: Fact, strangers: Sequence[str]) -> bool:
    """Whether one sentence of a fact says all that a claim says, of another name."""
    if len(strangers) != 1 or not _ALONE.search(claim.text):
        return False
    own = set(terms(strangers[0]))
    rest = [
        word
        for word in terms(claim.text)
        if word not in own and word not in _EMPTY and not word[:1].isdigit()
    ]
    for sentence in re.split(r"(?<=[.!?])\s+", fact.text):
        known = set(terms(f"{fact.about} {sentence}"))
        others = [name for name in names(sentence) if not _named(name, set(terms(claim.text)))]
        if len(rest) > 1 and others and all(_known(word, known) for word in rest):
            return True
    return False


def _named_in(claim: Claim) -> tuple[str, ...]:
    """The names of a claim; what begins it may be one."""
    first = claim.text.split(" ", 1)[0].strip("“”\"',:")
    begins = first[:1].isupper() and first.lower() not in _EMPTY
    if not begins or any(first in name.split() for name in claim.names):
        return claim.names
    return (first, *claim.names)


def _named(name: str, known: set[str]) -> bool:
    """Whether a name's words are known, but for small ones and endings."""
    return all(_known(word, known) for word in terms(name) if word not in _EMPTY)


def terms(text: str) -> list[str]:
    """All words of a text, in small letters."""
    return re.findall(r"\w+", text.lower())


def _known(word: str, known: set[str]) -> bool:
    return any(word[: max(3, len(word) - 2)] == other[: max(3, len(word) - 2)] for other in known)


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= ALIKE * max(abs(one), abs(other)) and (
        one == other or not (1000 <= one < 2200 and one == int(one))  # a year is a year
    )
