"""Lengths said beside the one there is: "5 seconds longer", "2 seconds off", "half as long".

A bare "to 5 seconds" is a length of its own and read where cuts are
(:mod:`agents.instruct.edits.wishes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS
from models.domain import Item
from models.errors import BadRequest

LONGEST_BEFORE = 15.0
"""Seconds of a clip at most that are kept before it goes on: all of them go through the model."""
SHORTEST = 0.3
"""Seconds of a clip below which nothing is left to see."""

# Not the end of a longer number: of "1/2", "twenty-five", "half a", "10 to 15".
_NUMBER = (
    r"(?<![\d.,/-])(?<!half )(?<!\d to )"
    r"(?P<n>\d{1,4}(?:[.,]\d{1,3})?|half an?|(?:a )?few|(?:a )?couple(?: of)?|an?|"
    rf"{'|'.join(NUMBERS)})"
)
_LENGTH = rf"(?:about |around )?{_NUMBER}[\s-]*(?:more |extra |additional )*(?:s|secs?|seconds?)"
_WHICH = r"(?: (?:it|this|that|the (?:clip|video|one|end)|them))?"
_LONGER = (
    rf"\b(?:extend|lengthen|prolong|continue|let){_WHICH}(?: (?:go|run|play) on)? "
    rf"(?:by |for )?{_LENGTH}\b(?: (?:more|longer)\b)?",
    rf"\b{_LENGTH} (?:longer|more)\b(?! (?:of|than)\b)",
    rf"\b{_NUMBER} (?:more|extra) (?:s|secs?|seconds?)\b(?! of\b)",
    rf"\blonger by {_LENGTH}\b",
    rf"\b(?:add|append) (?:another )?{_LENGTH}\b(?! of\b)"
    r"(?! (?:to|at|in) (?:its |the )?(?:very )?(?:start|beginning|front|middle)\b)"
    rf"(?: (?:to|at|on)(?:{_WHICH})?)?",
)
_UP_TO = (
    # Not a shape, a minute or a share: of "16:9", "one minute", "200%".
    rf"\b(?:extend|lengthen|stretch){_WHICH} (?:up )?to {_NUMBER}"
    r"(?: ?(?:s|secs?|seconds?)\b|"
    r"(?= ?(?:$|[,;.!?](?!\d)|(?:and|then|please|pls|plz|now|for me)\b)))",
    rf"\b(?:bring|get){_WHICH} (?:up )?to {_LENGTH}\b(?= by (?:continuing|extending|going on)\b)",
    rf"\b(?:extend|lengthen|prolong|stretch|make){_WHICH}(?: longer)? (?:up )?to {_LENGTH}\b",
    rf"\blonger,? (?:like|say|maybe|to|until it(?:'s| is)),? {_LENGTH}\b(?! (?:longer|more)\b)",
)
_OFF = r"(?:cut|trim|take|shave|chop|knock|remove|drop|lose)"
_END = r"(?: (?:of|from|at) (?:(?:the|its) )?(?P<end>start|beginning|front|end|back))?"
_SHORTER = (
    rf"\b{_OFF}{_WHICH} {_LENGTH} (?:off|from|at) "
    r"(?P<end>both ends|both sides|each end|either end)\b",
    rf"\b{_LENGTH} shorter\b(?! than\b){_END}",
    rf"\b(?:shorter|shorten{_WHICH}) by {_LENGTH}\b{_END}",
    rf"\b{_OFF}{_WHICH} off {_LENGTH}\b{_END}",
    rf"\b{_OFF} {_LENGTH} (?:off|away)\b{_END.replace('(?:of|from|at) ', '(?:of |from |at )?')}",
    # of what is taken off an end no unit needs to be said
    rf"\b{_OFF}{_WHICH} {_NUMBER}(?:\s*(?:s|secs?|seconds?))? (?:off|from) (?:of )?(?:(?:the|its) )"
    r"(?P<end>start|beginning|front|end|back)\b",
)
_OTHER_END = (
    rf"\b(?:and|,) (?:also )?(?:{_OFF} )?{_NUMBER}(?:\s*(?:s|secs?|seconds?))? "
    r"(?:off|from|of|at) (?:of )?(?:(?:the|its) )(?P<end>start|beginning|front|end|back)\b",
)
_UNITS = r"(?:s|secs?|seconds?)"
_SPAN = (
    rf"(?:\bbetween |\bfrom )?(?<![\d.,])(?P<low>\d{{1,4}}(?:\.\d{{1,3}})?|{'|'.join(NUMBERS)})"
    rf"(?:\s*{_UNITS})?(?:\s+(?:to|and|or)\s+|(?<=\d)\s*-\s*(?=\d))(?P<high>\d{{1,4}}(?:\.\d{{1,3}})?|"
    rf"{'|'.join(NUMBERS)})[\s-]*{_UNITS}"
)
_BY = re.compile(rf"{_SPAN} (?=longer\b|shorter\b|more\b|extra\b|off\b)")
_LONG = re.compile(rf"{_SPAN} (?=long\b|in length\b)")
_HALF = (
    rf"\bhalf as long\b|\bhalf (?:of )?(?:the|its) length\b|\bhalve (?:it|this|that|the length)\b|"
    rf"\bcut{_WHICH} (?:in|by) half\b",
)
_COUNT = (
    rf"(?:(?!one\b(?![\s-]*s))(?:\d{{1,4}}(?:\.\d{{1,3}})?|{'|'.join(NUMBERS)})"
    r"(?:[\s-]*(?:s|secs?|seconds?))?|sec(?:ond)?)"
)
_BOTH_ENDS = re.compile(
    rf"\b(?:the )?first(?: (?P<first>{_COUNT}))? and (?:the )?last (?P<last>{_COUNT})\b"
    r"(?! (?:ones?|clips?|videos?)\b)|"
    rf"\b(?:the )?last (?P<end>{_COUNT}) and (?:the )?first (?P<begin>{_COUNT})\b"
    r"(?! (?:ones?|clips?|videos?)\b)"
)
"""The first seconds and the last; one number may be for both."""
_GONE = (
    r"\b(?:cut|trim|chop|remove|skip|drop|lose|without|delete|take|shave)(?: (?:off|out|away))?\b"
)
_ABOUT = {"half a": 0.5, "half an": 0.5, "a": 1, "an": 1, "few": 3, "couple": 2, "couple of": 2}
_NOT = re.compile(
    r"\b(?:don't|dont|(?<!why )not(?! too\b)|never|no more than|at most|at least|"
    r"(?<![\d.,])0(?:\.0+)? s\w*)\b"
)
"""Speaks of a length that it should not have, or of a bound."""
_FRONT = frozenset(("start", "beginning", "front"))
_BOTH = frozenset(("both ends", "both sides", "each end", "either end"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of length by ``seconds``, or ``up to`` so many, or to ``half``.

    ``end`` is where they are taken off, where that was said; ``other`` so many go at the other end.
    """

    way: Literal["longer", "up to", "shorter", "half"]
    seconds: float = 0.0
    end: Literal["", "start", "end"] = ""
    other: float = 0.0

    @property
    def call(self) -> tuple[str, Mapping[str, Any]]:
        """The tool that does it, and its arguments."""
        if self.way == "longer":
            return "extend", {"seconds": self.seconds}
        if self.way == "up to":
            return "extend", {"until": self.seconds}
        if self.way == "half":
            return "clip", {"share": 0.5}
        if self.end:
            ends = self.seconds, self.other
            start, end = ends if self.end == "start" else ends[::-1]
            return "clip", ({"start": start} if start else {}) | ({"end": -end} if end else {})
        return "clip", {"less": self.seconds}

    def applied(self, seconds: float) -> float:
        """What a length in seconds becomes by it."""
        if self.way == "half":
            return seconds / 2
        if self.way == "up to":
            return self.seconds
        return seconds + (self.seconds if self.way == "longer" else -self.seconds - self.other)


def change_of_length(sentence: Sentence) -> Change | None:
    """Take a change of length out of a sentence of plain words; ``None`` where there is none."""
    sentence.words = settled(sentence.words)
    if _NOT.search(sentence.words):
        return None
    if _taken(sentence, _HALF):
        return Change(way="half")
    for way, patterns in (("up to", _UP_TO), ("longer", _LONGER), ("shorter", _SHORTER)):
        found = _taken(sentence, patterns)
        if found is not None:
            end, other = _at(found), None
            if end:
                both = found["end"] in _BOTH
                other = found if both else _taken(sentence, _OTHER_END)
            both = other is not None and (other is found or _at(other) != end)
            return Change(
                way=way,  # type: ignore[arg-type]
                seconds=_seconds(found),
                end=end,
                other=_seconds(other) if both and other is not None else 0.0,
            )
    return None


def both_ends(words: str) -> tuple[float, float] | None:
    """The first and the last seconds of a clip that plain ``words`` want kept."""
    ends = None if re.search(_GONE, words) else _BOTH_ENDS.search(words)
    return None if ends is None else _first_and_last(ends)


def off_both_ends(sentence: Sentence) -> tuple[float, float] | None:
    """Take the first and the last seconds that are to go out of a sentence."""
    if not re.search(_GONE, sentence.words):
        return None
    ends = sentence.take(_BOTH_ENDS)
    if ends is None:
        return None
    sentence.take(_GONE)
    sentence.take(r"\boff\b")
    return _first_and_last(ends)


def _first_and_last(ends: re.Match[str]) -> tuple[float, float]:
    last = str(ends["last"] or ends["end"])
    return _counted(ends["first"] or ends["begin"] or last), _counted(last)


def _counted(said: str) -> float:
    """Seconds of "2 secs", "two", and of "second", which is one."""
    count = re.match(r"[\d.]+|[a-z]+", said)
    word = "" if count is None else count[0]
    return 1.0 if word.startswith("sec") else float(NUMBERS.get(word) or word)


def settled(words: str) -> str:
    """Plain words with one length in the place of a range: of "10 to 15 seconds longer" the least
    that will do, of "10 to 15 seconds long" the most.
    """
    return _LONG.sub(r"\g<high> seconds ", _BY.sub(r"\g<low> seconds ", words))


def _at(found: re.Match[str]) -> Literal["", "start", "end"]:
    end = found.groupdict().get("end")
    return "" if not end else "start" if end in _FRONT | _BOTH else "end"


def _seconds(found: re.Match[str]) -> float:
    count = found["n"].removeprefix("a ").replace(",", ".")
    return float({**_ABOUT, **NUMBERS}.get(count, count))


def _taken(sentence: Sentence, patterns: tuple[str, ...]) -> re.Match[str] | None:
    return next(filter(None, (sentence.take(pattern) for pattern in patterns)), None)


def remaining(item: Item, less: float, share: float) -> float:
    """Return the seconds left of a clip without ``less`` of them, and of that the ``share``.

    Raises:
        BadRequest: when next to nothing is left.
    """
    left = (item.duration - less) * share
    if left < SHORTEST:
        raise BadRequest(
            f"It lasts {item.duration:.1f} seconds, so {less:g} seconds less leave nothing. "
            "Say how long it should be."
        )
    return left


def lacking(item: Item, until: float) -> float:
    """Return the seconds that a clip lacks of a length.

    Raises:
        BadRequest: when it is as long already.
    """
    lacks = until - item.duration
    if lacks < SHORTEST:
        raise BadRequest(
            f"It lasts {item.duration:.1f} seconds already. Say “cut it to {until:g} seconds”, or "
            "by how much it should go on."
        )
    return lacks


def gone_on(item: Item, *, loop: bool) -> Iterator[str]:
    """Yield what is to be said of a clip that goes on: from where, and what it lost by it."""
    yield "Its end leads back to its beginning." if loop else "It goes on from where it ended."
    if item.duration > LONGEST_BEFORE:
        yield f"Only its last {LONGEST_BEFORE:g} seconds come before."
    if item.has_audio:
        yield "It has no sound any more."


def shortened(item: Item, seconds: float) -> str:
    """Return what is to be said when only the first ``seconds`` were drawn anew; empty if all."""
    return f"Only its first {seconds:.0f} seconds." if item.duration > seconds + 0.5 else ""
