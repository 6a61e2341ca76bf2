"""Legality: what the rule table says about topics, and what the licences of the sources allow."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain import Check, Evidence
from models.fidelity.check import Card, Subject
from models.fidelity.rules import Rule, Rules


class Legality:
    """Applies a table of rules; what it does not name passes."""

    name = "legality"
    card = Card(
        sees="topics by the words of the rule table, in its regions; licences as the sources state"
        " them",
        blind="what pictures are about, other languages, whether a stated licence is true",
    )

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`. The gravest of all rules counts."""
        found = [*self._topics(subject), *self._licences(subject)]
        for verdict in ("fail", "unknown"):
            some = [one for one in found if one.verdict == verdict]
            if some:
                reasons = "; ".join(dict.fromkeys(one.reason for one in some))
                evidence = tuple(seen for one in some for seen in one.evidence)
                return Check(name=self.name, verdict=verdict, reason=reasons, evidence=evidence)
        return Check(name=self.name, verdict="pass")

    def _topics(self, subject: Subject) -> Iterator[Check]:
        for rule in self.rules.topics:
            if not _applies(rule, subject):
                continue
            for place, text in subject.words.items():
                match = rule.pattern.search(text)
                if match:
                    seen = Evidence(kind=rule.topic, where=place, span=match.span())
                    yield Check(
                        name=self.name, verdict=rule.verdict, reason=rule.reason, evidence=(seen,)
                    )

    def _licences(self, subject: Subject) -> Iterator[Check]:
        for one in subject.ingredients:
            if one.own:
                continue  # who brings a clip answers for it
            licence = self.rules.licence(one.licence) if one.licence.strip() else None
            if licence is None:
                said = f"says “{one.licence.strip()}”" if one.licence.strip() else "is not stated"
                reason = f"the licence of “{one.title}” {said}"
                yield Check(name=self.name, verdict="unknown", reason=reason)
            elif not licence.derivatives:
                yield Check(
                    name=self.name,
                    verdict="fail",
                    reason=f"“{one.title}” may not be changed ({licence.name})",
                )


def _applies(rule: Rule, subject: Subject) -> bool:
    if not rule.holds(subject.region):
        return False
    if rule.when == "teen":
        return subject.age == "teen"
    return rule.when == "always" or subject.pixels in ("changed", "made")
