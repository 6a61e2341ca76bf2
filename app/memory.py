"""What a visitor lets the app remember of what they said, beyond the conversation it was said in.

The answer is one of the visitor's own settings, with the time from which their words count: the
beginning of the conversation in which they said yes.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

from app.runtime import Runtime
from models.domain import Said


class Memory:
    """The visitors' answers; see :mod:`agents.read.memory` for the question."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def remembers(self, user: str) -> bool | None:
        """Return the visitor's answer, ``None`` before it."""
        kept = self._kept(user)
        return None if "yes" not in kept else bool(kept["yes"])

    def remembered(self, user: str) -> float:
        """Return from when on words count beyond their conversation, infinity where none do."""
        kept = self._kept(user)
        return float(kept["since"]) if kept.get("yes") else math.inf

    def since(self, user: str) -> float:
        """Return from when on words of the visitor count, in whatever conversation."""
        return min(self.remembered(user), self._begun(user))

    def answer(self, user: str, yes: bool) -> None:
        """Keep the answer. The same again changes nothing."""
        if self.remembers(user) is not yes:
            self._keep(user, {"yes": yes, "since": self._begun(user)})

    def asks(self, user: str, conversation: str, text: str) -> Said | None:
        """Return the question, the first time in a conversation that something is said to keep."""
        from agents.read.memory import NO, YES, question
        from agents.read.spoken import spoken

        kept = self._kept(user)
        wants, avoids = spoken(text)
        if "yes" in kept or kept.get("asked") == conversation or not (wants or avoids):
            return None
        self._keep(user, {"asked": conversation})
        return Said(text=question(wants, avoids), options=(YES, NO))

    def _begun(self, user: str) -> float:
        begun = self._runtime.store.conversations.begun(user)
        return time.time() if begun is None else begun

    def _kept(self, user: str) -> Mapping[str, Any]:
        kept: Mapping[str, Any] = self._runtime.store.users.settings(user).get("memory", {})
        return kept

    def _keep(self, user: str, memory: dict[str, object]) -> None:
        self._runtime.store.users.set_settings(user, memory=memory)
