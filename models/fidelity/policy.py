"""What a finding leads to: one table, by check and age.

*Fail* is always withheld. *Unknown* is shown with a notice, shown after a person looked, or
withheld: as a setting says for all checks, and at least as the table says for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from models.domain import Check, FidelityReport
from models.fidelity.check import Age

Action = Literal["show", "notice", "review", "withhold"]
"""From mild to strict."""

LEAST: Mapping[Age, Mapping[str, Action]] = {
    "adult": {
        "fairness of words": "review",
    },
    "teen": {
        "safety": "review",
        "safety of words": "withhold",
        "privacy of pictures": "review",
        "privacy of words": "withhold",
        "fairness of words": "withhold",
        "legality": "review",
        "authenticity": "notice",
    },
}
"""What *unknown* of a check leads to at least, by age."""


QUIET = frozenset({"safety"})
"""Checks whose unknown is said in the details of the card and not in the chat: that nobody looked
holds for every edit of what people brought, and tells nothing of this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """``unknown`` is what an unknown leads to where the table asks for nothing stricter."""

    age: Age = "adult"
    unknown: Action = "notice"

    def of(self, check: Check) -> Action:
        """Return what one finding leads to."""
        if check.verdict == "pass":
            return "show"
        if check.verdict == "fail":
            return "withhold"
        return strictest(self.unknown, LEAST[self.age].get(check.name, "show"))

    def decide(self, report: FidelityReport) -> Action:
        """Return what all of them lead to: the strictest."""
        return strictest("show", *(self.of(check) for check in report.checks))

    def told(self, report: FidelityReport) -> str:
        """A sentence on what was not found out, and one on claims that were, with their sources;
        empty where there is nothing to say.
        """
        open_ = [one for one in report.checks if self.of(one) == "notice" and one.name not in QUIET]
        reasons = [one.reason for one in open_ if one.reason]
        found = [
            one.reason
            for one in report.checks
            if one.name == "authenticity" and one.verdict == "pass" and one.reason
        ]
        unsure = f"Not sure: {'; '.join(dict.fromkeys(reasons))}." if reasons else ""
        return " ".join(filter(None, (unsure, f"Looked up: {'; '.join(found)}." if found else "")))


def strictest(*actions: Action) -> Action:
    """The strictest of some actions."""
    order: tuple[Action, ...] = get_args(Action)
    return max(actions, key=order.index)
