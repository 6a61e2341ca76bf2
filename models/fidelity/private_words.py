"""Privacy of words: whether they lead to somebody."""

from __future__ import annotations

from models.domain import Check, Evidence
from models.fidelity.check import Card, Subject, named
from models.fidelity.identifiers import identifiers


class PrivateWords:
    """Looks for numbers and addresses of people in words.

    Whose they are cannot be told: somebody may well publish their own. So it is *unknown* for
    grown-ups and *fail* where the app is for teenagers.
    """

    name = "privacy of words"
    card = Card(
        sees="phone numbers, e-mail and postal addresses, number plates, cards, accounts, network"
        " addresses and identity numbers, written out in words of the Latin script",
        blind="names of people, nicknames, numbers spelt in words, whose number it is",
    )

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        found = tuple(
            Evidence(kind=one.kind, where=place, span=(one.start, one.end))
            for place, text in subject.words.items()
            for one in identifiers(text)
        )
        if not found:
            return Check(name=self.name, verdict="pass")
        return Check(
            name=self.name,
            verdict="fail" if subject.age == "teen" else "unknown",
            reason=f"its words hold {named([one.kind for one in found])}",
            evidence=found,
        )
