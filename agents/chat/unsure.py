"""Asks a chat model only where another instructor is unsure of what was meant."""

from __future__ import annotations

from collections.abc import Callable

from agents.instruct.instructor import Instructor
from agents.scene import Scene
from models.domain import Decision

LEAST = 0.7
"""Probability of a decision below which the embedded instructor is unsure.

Chosen on the labelled requests for tuning (``python -m benchmarks.unsure``, 2026-11-26), as the
one-standard-error rule has it (Breiman et al. 1984): decision F1 is 0.977 up to 0.7, where none of
361 is asked about, 0.979 at 0.9 (3 of 361), 0.975 at 0.95; one line is no reason to ask more.
"""


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
        """See :class:`agents.instruct.instructor.Instructor`."""
        if self.surety(scene) >= self.least:
            return self.sure.decide(scene)
        return self.chat.decide(scene)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.sure.warm()
        self.chat.warm()
