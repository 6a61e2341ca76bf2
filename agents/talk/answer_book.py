"""Answers to questions about the app, out of a book of them: "is my stuff private?", "any 4k?".

An entry has ways of asking, and what is said. A question is put to the entry that a linear
classifier over sentence embeddings (ridge regression on one-hot entries; Hoerl and Kennard 1970)
and the nearest of the ways of asking agree on, and is answered where that one is near enough.
Ways of asking and answers are one file, ``assets/answers/app.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.read.words import plain
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision

RIDGE = 1.0
"""Weight of the squared coefficients: of 60 questions asked otherwise 55 found their entry with it,
49 by the nearest way of asking alone.
"""
NEAREST = 0.5
"""What the nearest way of asking counts beside the classifier."""

NEAR, NEARER, CLOSE, SAME = 0.65, 0.75, 0.85, 0.93
"""Cosines to the nearest way of asking from which on it is answered: where nothing else is known of
the sentence, where it was taken for something unclear about a clip, and for a search; and from
which on the nearest alone counts."""

LONGEST = 200
"""Characters of what is looked up; what is longer tells a story."""

WHY = "You asked about the app."
Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Sentences to unit vectors (n, d)."""

_LEAD = re.compile(
    r"^(?:(?:so|and|but|ok|okay|hey|hi+|hello|btw|by the way|well|oh|hm+|wait|actually|sorry|"
    r"please|just|(?:thanks|thank you)(?: (?:ever so|so|very) much| a lot| again)?(?: dear)?|"
    r"cool|nice|great|one question|quick question|(?:can|could) you tell me|tell me|"
    r"i(?:'d| would) like to know|i wonder|(?:may|can|could|might) i (?:just |also )?ask(?: you)?|"
    r"do you know)\b[\s,.!:-]*)+"
)
_PARTS = re.compile(
    r"\s*[?;!]+\s*|\.\s+|\s*,?\s*\b(?:and|or)\s+(?=(?:what|who|how|where|why|when|which|do|does|is|"
    r"are|can|could|will|may)\b)"
)
_STORY = re.compile(
    r"(?:(?:i|we)(?:'m|'ve|'re)?|my|our)\b"
    r"(?!.*\b(?:want|wants|need|needs|like|love|wish|look(?:ing)? for|prefer|see|watch)\b).*"
)
"""Tells of oneself and wishes for nothing: "I run a small cafe"."""
_ERASE = re.compile(
    r"(?:(?:please|kindly|now|just|(?:can|could|would|will) you|how (?:do|can) i|i(?:'d| would)? "
    r"(?:want|like|need)(?: you)? to)\s+)*(?:delete|erase|wipe|remove|forget|clear|destroy|purge|"
    r"get rid of)(?: out)? (?:(?:absolutely )?(?:everything|anything|all)(?: of)?(?: that)? "
    r"(?:mine|(?:about|on|from|of) me|you(?:'ve| have)? (?:have|know|got|stored?|saved?|kept|keep|"
    r"collected|hold)(?: (?:about|on|from|of) me)?|i(?:'ve| have)? (?:ever )?(?:done|did|said|"
    r"wrote|written|typed|made|uploaded))|(?:all (?:of )?)?my (?:(?:personal|whole|entire) )?"
    r"(?:data|accounts?|stuff|information|info|profile|traces?|things|history))"
    r"(?: (?:from )?(?:here|this (?:app|site|page)|your servers?))?"
    r"(?:[\s,]+(?:please|pls|now|thanks|completely|for good|right away|too))*"
)
"""Asks for all of one's own to be erased: what is mine, never what is seen in a clip."""
ERASE = "delete my data"
ASKING = re.compile(
    r"(?:what|who|whose|how|where|why|when|which|(?:do|does|is|are|am|can|could|will|would|may)(?= "
    r"(?!be\b)))\b"
)
"""Begins a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answer: ``says``, or the question ``restated`` as rules know it, who look things up.

    ``first``: it comes before whatever else the sentence might be.
    """

    about: str
    says: str = ""
    options: tuple[str, ...] = ()
    restated: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry, and the cosine of the question to the nearest of its ways of asking."""

    entry: Entry
    near: float


class AnswerBook:
    """Looks questions up in ``file``; ``encode`` embeds sentences, ``facts`` fill answers in."""

    def __init__(self, file: Path, encode: Encode, facts: Callable[[], Mapping[str, str]]) -> None:
        self._file, self._encode, self._facts = file, encode, facts

    @cached_property
    def _pages(self) -> _Pages:
        told = json.loads(self._file.read_text(encoding="utf-8"))
        entries = [
            Entry(
                about=one["about"],
                says=one["says"],
                options=tuple(one.get("options", ())),
                restated=one.get("as", ""),
                first=one.get("first", False),
            )
            for one in told
        ]
        asks = [(bare(ask), n) for n, one in enumerate(told) for ask in one["asks"]]
        of = np.array([n for _, n in asks])
        vectors = self._encode([ask for ask, _ in asks])
        entry_of = np.eye(len(entries))[of]
        square = vectors.T @ vectors + RIDGE * np.eye(vectors.shape[1])
        return _Pages(entries, of, vectors, np.linalg.solve(square, vectors.T @ entry_of))

    def find(self, question: str) -> Found:
        """Return the likeliest entry for a question."""
        pages = self._pages
        vector = self._encode([bare(question)])[0]
        near = np.full(len(pages.entries), -1.0)
        np.maximum.at(near, pages.of, pages.vectors @ vector)
        both = near if near.max() >= SAME else vector @ pages.weights + NEAREST * near
        best = int(both.argmax())
        return Found(entry=pages.entries[best], near=float(near[best]))

    def answer(self, text: str, least: float = NEAR) -> Decision | None:
        """Answer each question in ``text``; ``None`` where one of them is not in the book."""
        if len(text) > LONGEST:
            return None
        found = [self.find(part) for part in parts(text)]
        if not found or any(one.near < least or one.entry.restated for one in found):
            return None
        facts = self._facts()
        said = " ".join(dict.fromkeys(one.entry.says.format_map(facts) for one in found))
        return Decision(
            kind="chat", text=said, options=found[-1].entry.options or EXAMPLES, why=WHY
        )

    def first(self, text: str) -> Decision | None:
        """Answer ``text`` where it is close to what comes before all else: "erase my data"."""
        if not 0 < len(text) <= LONGEST:
            return None
        text = ERASE if _ERASE.fullmatch(bare(text)) else text
        found = self.find(text)
        return self.answer(text, CLOSE) if found.entry.first and found.near >= CLOSE else None

    def restated(self, text: str, least: float = NEAR) -> str:
        """Return ``text`` as rules know it, where it asks for what they look up; else nothing."""
        found = self.find(text) if 0 < len(text) <= LONGEST else None
        return found.entry.restated if found is not None and found.near >= least else ""


@dataclass(frozen=True, slots=True)
class _Pages:
    """Entries; of m ways of asking the entry (m) and the unit vector (m, d); the classifier's
    weights (d, entries).
    """

    entries: list[Entry]
    of: NDArray[np.int64]
    vectors: NDArray[np.float32]
    weights: NDArray[np.floating]


def bare(question: str) -> str:
    """A question in plain words, without what leads to it and the mark behind it."""
    return _LEAD.sub("", plain(question)).strip(" ,.!?")


def behind_story(text: str) -> str:
    """The questions in ``text`` where thanks or a story of oneself lead to them; else nothing."""
    every = [one for one in re.split(r"(?<=[.!?])\s+", plain(text).strip()) if one]
    told = [one for one in every if not ASKING.match(bare(one))]
    asked = every[len(told) :]
    if not told or not asked or told != every[: len(told)]:
        return ""
    return " ".join(asked) if all(not bare(one) or _STORY.match(bare(one)) for one in told) else ""


def parts(text: str) -> list[str]:
    """The questions in ``text``, without what else is said around them where there are any."""
    every = [part for part in map(bare, _PARTS.split(plain(text))) if part]
    asked = [part for part in every if ASKING.match(part)]
    return asked or every
