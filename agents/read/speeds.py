"""Reads out of a sentence how fast a clip should run, and how often: "1.5x", "loop it 3 times"."""

from __future__ import annotations

import re
from typing import Any

from agents.read.light import LITTLE
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, number

_NUMBER = rf"(\d{{1,6}}(?:\.\d{{1,3}})?|{'|'.join(NUMBERS)})"
_FASTER = re.compile(
    r"\b(faster|fast[- ]forward(?: through)?|speed (?:(?:it|this|that|the \w+|everything) )?up|"
    r"twice as fast|quicker|too slow|"
    r"(?:at )?(?:double|twice) (?:(?:the|its) )?(?:speed|pace)|(?:triple|quadruple) (?:the )?speed|"
    r"(?:three|four) times as fast|(?<=[\dx] )as fast|time[- ]?lapse)\b"
)
_SLOWER = re.compile(
    r"\b(slower|slow (?:(?:it|this|that|mine|the \w+|\w+ clip) )?down"
    r"(?: (?:to|by) half(?: (?:of )?(?:the |its )?(?:speed|pace|tempo))?)?|slow[- ]?mo(?:tion)?|"
    r"(?:be|run|play) (?:(?:super|really|very|extra) )*slow(?:ly)?|super slow|"
    r"half (?:the )?speed|halve the speed|half as fast|too fast)\b"
)
_TIMES = re.compile(
    rf"\b(?:{_NUMBER}\s*(?:x|times)(?! (?:in a row|over|again))|x\s*(\d{{1,2}}(?:\.\d{{1,2}})?))\b"
)
_NAMED = re.compile(r"\b(?:half|halve|twice|double|triple|quadruple|times)\b")
LITTLE_FASTER = 1.25
"""Times as fast "a bit faster" is."""
_AS_LONG = re.compile(
    r"\b(?:(?:make|have|let) (?:it|this|that) )?(?:last(?:ing)?|go on|run|play|be)? ?"
    r"(?:twice|double|two times|2x) (?:as|the) (?:long|length|duration)\b"
)
"""As long again: what was filmed is played at half its speed, and nothing is drawn."""
_TIMES_ALONE = re.compile(
    r"^(?:(?:and|now|then|please|pls|at|to|,) ?)*"
    rf"(?:{_NUMBER} ?x(?: (?:speed|please|pls|now|,))*|x ?(\d{{1,2}}(?:\.\d{{1,2}})?))[\s.!,]*$"
)
"""A speed, with nothing beside it: "1.5x"."""


def speed(sentence: Sentence) -> dict[str, Any]:
    """Take a speed out of a sentence, as arguments of an edit."""
    if alone := sentence.take(_TIMES_ALONE):
        return {"speed": max(0.25, min(4.0, number(alone[1] or alone[2])))}
    if sentence.take(_AS_LONG):
        return {"speed": 0.5}
    times = _TIMES.search(sentence.words)
    times_said = number(times.group(1) or times.group(2)) if times else _said(sentence.words)
    named = times or _NAMED.search(sentence.words)
    factor = LITTLE_FASTER if LITTLE.search(sentence.words) and not named else max(1.25, times_said)
    if sentence.take(_FASTER):
        sentence.take(_TIMES)
        return {"speed": min(4.0, factor)}
    if sentence.take(_SLOWER):
        sentence.take(_TIMES)
        return {"speed": max(0.25, 1 / factor)}
    if times and times_said >= 0.25 and re.search(r"\b(?:speed|play)\b", sentence.words):
        sentence.take(_TIMES)
        return {"speed": min(4.0, times_said)}
    return {}


_WORDS = {"twice": 2, "two times": 2, "thrice": 3}
_OFTEN = (
    rf"(?:(?P<n>{_NUMBER}) times|(?P<word>several times|a (?:few|couple of) times|many times|twice|"
    r"thrice))"
)
_ROW = (
    r"(?: (?:in a row|over(?: and over)?|again|in a loop|one after (?:the other|another)|"
    r"back to back))*(?:,? so (?:that )?it(?:'?s| is| gets| lasts| becomes| runs)? (?:a bit )?"
    r"longer)?"
)
_IT = r"(?: (?:it|this|that|the (?:\w+ )?(?:clip|video|one|thing)|whole|all|of))*"
_OVER = (
    re.compile(
        rf"\b(?:loop|repeat|replay|play|run|show|have|let)(?:ed|s)?{_IT}(?: (?:go|loop|repeat|play|"
        rf"run))? {_OFTEN}(?! (?:as|the|its|faster|slower|speed|more often)\b){_ROW}\b"
    ),
    re.compile(rf"\b(?:loop|repeat|replay)(?:ed|s)?{_IT} (?P<n>{_NUMBER}) ?x(?P<word>){_ROW}\b"),
    re.compile(rf"\b{_OFTEN} (?:in a row|over(?: and over)?|in a loop|back to back)\b"),
)
SEVERAL = 3
"""How often "several times" is."""


def times_over(sentence: Sentence) -> dict[str, Any]:
    """Take out of a sentence how often a clip should play, as arguments of an edit."""
    for pattern in _OVER:
        if said := sentence.take(pattern):
            count = number(said["n"]) if said["n"] else _WORDS.get(said["word"], SEVERAL)
            return {"times": max(1, min(1000, round(count)))}
    return {}


def _said(words: str) -> float:
    """How many times as fast, where no number says so."""
    return (
        3.0 if re.search(r"\b(?:triple|three)\b", words) else 4.0 if "quadruple" in words else 2.0
    )
