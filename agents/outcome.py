"""What is learnt of a turn while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain import Decision, FidelityReport


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Filled while a turn runs, for the store: what was decided and how long it took.

    ``sure`` says whether anything found is what was asked for; ``None`` when nothing was sought, or
    only something else than what was seen before.
    """

    decision: Decision | None = None
    report: FidelityReport | None = None
    want: str = ""
    sure: bool | None = None
    seconds: float = 0.0
