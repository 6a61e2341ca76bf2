"""A sentence out of which readers take their phrases, one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Sentence:
    """``words`` are those that nobody has taken yet; ``gap`` stands where some were."""

    words: str
    gap: str = " "

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """Take the first phrase that fits out; return it, or ``None`` where none does."""
        found = re.search(pattern, self.words)
        if found is not None:
            self.words = f"{self.words[: found.start()]}{self.gap}{self.words[found.end() :]}"
        return found
