"""What findings lead to."""

import pytest

from models.domain import Check, FidelityReport, Verdict
from models.fidelity.policy import Action, Policy, strictest


@pytest.mark.parametrize(
    ("name", "verdict", "age", "unknown", "action"),
    [
        ("safety", "pass", "teen", "withhold", "show"),
        ("safety", "fail", "adult", "notice", "withhold"),
        ("safety", "unknown", "adult", "notice", "notice"),
        ("safety", "unknown", "adult", "review", "review"),
        ("safety", "unknown", "teen", "notice", "review"),
        ("safety", "unknown", "teen", "withhold", "withhold"),
        ("safety of words", "unknown", "teen", "notice", "withhold"),
        ("fairness of words", "unknown", "adult", "notice", "review"),
        ("authenticity", "unknown", "teen", "notice", "notice"),
    ],
)
def test_one_table(name: str, verdict: Verdict, age, unknown: Action, action: Action) -> None:  # type: ignore[no-untyped-def]
    policy = Policy(age=age, unknown=unknown)
    assert policy.of(Check(name=name, verdict=verdict)) == action


def test_the_strictest_counts_and_what_is_unsure_is_said_once() -> None:
    unsure = Check(name="privacy of pictures", verdict="unknown", reason="nobody knows")
    fine = Check(name="lineage", verdict="pass", reason="")
    held = Check(name="fairness of words", verdict="unknown", reason="it generalises")
    policy = Policy()
    assert policy.decide(FidelityReport()) == "show"
    assert policy.decide(FidelityReport(checks=(unsure, fine))) == "notice"
    assert policy.told(FidelityReport(checks=(unsure, fine, unsure))) == "Not sure: nobody knows."
    assert policy.decide(FidelityReport(checks=(unsure, held))) == "review"
    assert policy.told(FidelityReport(checks=(fine,))) == ""
    unseen = Check(name="safety", verdict="unknown", reason="nobody has looked")
    assert policy.decide(FidelityReport(checks=(unseen,))) == "notice"
    assert policy.told(FidelityReport(checks=(unseen,))) == ""  # the card's details say it
    assert strictest("notice", "withhold", "show") == "withhold"
