from agents.guard.findings import told
from models.domain import Check, FidelityReport


def test_what_is_known_and_what_is_not_is_one_sentence_each() -> None:
    report = FidelityReport(
        checks=(
            Check(name="place", verdict="pass"),
            Check(name="safety", verdict="unknown", reason="nobody has looked at what it shows"),
            Check(name="legality", verdict="pass", reason="drawn by us"),
            Check(name="legality", verdict="pass", reason="drawn by us"),
        )
    )
    assert told(report) == ("Not checked: nobody has looked at what it shows.", "Drawn by us.")
    assert told(FidelityReport()) == ()
