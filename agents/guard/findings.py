"""What the checks found, for the details of a card: one sentence each, and only what says much."""

from __future__ import annotations

from models.domain import FidelityReport


def told(report: FidelityReport) -> tuple[str, ...]:
    """What is not known of an item, and what is known of it by where it is from."""
    said = [
        f"Not checked: {check.reason}." if check.verdict == "unknown" else _sentence(check.reason)
        for check in report.checks
        if check.reason and check.verdict != "fail"
    ]
    return tuple(dict.fromkeys(said))


def _sentence(reason: str) -> str:
    return f"{reason[0].upper()}{reason[1:]}."
