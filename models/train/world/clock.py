"""Time inside a clip: every motion makes a whole number of turns, so the clip loops."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment ``t`` (s) of a loop of ``seconds``; ``pace`` speeds up what follows tempo."""

    seconds: float
    t: float
    pace: float = 1.0

    def turn(self, hz: float, offset: float = 0.0) -> float:
        """A sawtooth from 0 to 1 at about ``hz``, rounded to whole turns in the loop."""
        turns = max(1, round(hz * self.pace * self.seconds))
        return (self.t / self.seconds * turns + offset) % 1.0

    def swing(self, hz: float, offset: float = 0.0) -> float:
        """A sine from -1 to 1 at about ``hz``."""
        return sin(2 * pi * self.turn(hz, offset))

    def pulse(self, hz: float, offset: float = 0.0) -> float:
        """A raised cosine from 0 over 1 to 0 at about ``hz``."""
        return 0.5 - 0.5 * cos(2 * pi * self.turn(hz, offset))

    def laps(self, turns: int, offset: float = 0.0) -> float:
        """A sawtooth with exactly ``turns`` turns in the loop, whatever the tempo."""
        return (self.t / self.seconds * turns + offset) % 1.0

    def sway(self, offset: float = 0.0) -> float:
        """A sine from -1 to 1, once per loop."""
        return sin(2 * pi * (self.t / self.seconds + offset))

    def blink(self, offset: float = 0.0) -> float:
        """How far eyes are open, 0 to 1: a short blink every three seconds or so."""
        phase = (self.turn(0.33 / self.pace, offset)) * 3
        return abs(phase - 0.12) / 0.12 if phase < 0.24 else 1.0


def smoothstep(x: float) -> float:
    """Ease from 0 to 1 with a soft start and end; clamps outside."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)
