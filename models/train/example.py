"""One labelled request to learn from."""

from __future__ import annotations

from dataclasses import dataclass

from models.train.patterns import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words with slots, the context, and the labels; ``act`` or ``unsafe`` empty is not known."""

    words: tuple[Word, ...]
    context: str
    decision: str
    act: str = ""
    tools: tuple[str, ...] = ()
    unsafe: bool | None = False
    slots: bool = True

    @property
    def text(self) -> str:
        """The sentence."""
        return " ".join(word.text for word in self.words)


def plain_words(text: str, slot: str = "") -> tuple[Word, ...]:
    """The words of a text, all in one slot."""
    return tuple(Word(word, slot) for word in text.split())
