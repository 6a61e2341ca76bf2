"""One message while it is answered: what is seen, by whom, and what comes of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from agents.outcome import Outcome
from agents.retrieve.taste import Taste
from agents.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the parts of a turn are handed, from the first to the last.

    Attributes:
        viewer: whose message it is; what they may not see is not there for it.
        cancel: set once they pressed stop.
        outcome: filled on the way.
        shown_before: items of the conversation so far, which a search for others leaves out.
    """

    scene: Scene
    taste: Taste
    viewer: str
    cancel: threading.Event
    outcome: Outcome
    shown_before: frozenset[str] = field(default=frozenset())
