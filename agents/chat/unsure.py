"""Asks a chat model only where another instructor is unsure of what was meant."""

from __future__ import annotations

from collections.abc import Callable

from agents.instructor import Instructor
from agents.scene import Scene
from models.domain import Decision

LEAST = 0.9
"""Probability of a decision below which the embedded instructor is unsure: of 0 to 0.95 in steps
of 0.05 the one with the highest decision F1 on the labelled requests for tuning
(``python -m benchmarks.unsure``, 2026-11-26): 0.979, where 3 of 361 are asked about. It says
little: up to 0.7 nobody is asked (0.977), and one line makes the difference."""


class WhereUnsure:
    """Lets ``sure`` decide, and ``chat`` where ``surety`` of a scene is below ``least``."""

    def __init__(
        self,
        sure: Instructor,
        chat: Instructor,
        surety: Callable[[Scene], float],
        least: float = LEAST,
    ) -> None:
        self.sure, self.chat, self.surety, self.least = sure, chat, surety, least

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instructor.Instructor`."""
        if self.surety(scene) >= self.least:
            return self.sure.decide(scene)
        return self.chat.decide(scene)

    def warm(self) -> None:
        """See :class:`agents.instructor.Instructor`."""
        self.sure.warm()
        self.chat.warm()
