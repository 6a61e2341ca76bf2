"""Reads size and colour of words on a clip, and crisper pictures, out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agents.read.taking_out import Sentence
from models.stylise.caption import HUES, OTHER_NAMES, Hue

SIZES = {
    "bigger": 1.4, "larger": 1.4, "big": 1.4, "large": 1.4, "huge": 1.9, "giant": 1.9,
    "smaller": 0.7, "small": 0.7, "tiny": 0.5, "little": 0.7,
}  # fmt: skip
NAMES = "|".join(sorted((*HUES, *OTHER_NAMES), key=len, reverse=True))
"""Names of colours, longer ones first: "dark green" is no green."""
_HUES = NAMES
_LIKE = rf"(?:{'|'.join(SIZES)}|(?:bright |light |dark )??(?:{_HUES}))"
CALLED = r"(?:text|words|letters|lettering|letter|title|caption|font|type|writing)"
_OF = (
    rf"(?:(?:in|with|make|use|have|and|the|my|a|some|much|bit|very|really|please|,) )*"
    rf"{_LIKE}(?:(?: and|,| or)? {_LIKE})* {CALLED}(?: (?:size|colou?r))?"
)
_TOO = r"(?:too|not (?:that|so|as|quite so)) (?:big|large|huge|giant|small|tiny|little)"
"""What is wrong with a size: the other way is wished."""
_AND = r"(?:(?: and|,)(?: (?:please|also))*(?: (?:make|turn|have|want) (?:it|them))?(?: in)? )"
_TO = (
    rf"(?:(?:make|turn|change|set|put|have) )?(?:the |my |its )?{CALLED}(?: (?:size|colou?r))?"
    rf"(?:(?: is| are|'s| should be| looks?| to| in| into| a| bit| much| way| far| little|,))* "
    rf"(?:{_TOO}|{_LIKE})(?:{_AND}{_LIKE})*"
)
LETTERS = re.compile(rf"(?:{_OF}|{_TO})\b")
_IN = re.compile(rf"\bin (?:bright |light |dark )??(?P<hue>{_HUES})\b(?! (?:and|&) white)")
_SHARPER = re.compile(
    r"\b(?:sharper|sharpen(?:ed)?(?: (?:it|this|the (?:clip|video|picture|image)))?|crisper|"
    r"more (?:sharpness|crisp|clarity)|less blurry|(?:too|a bit|so|it's|it is) blurry|clearer)\b"
)
_GRAIN = re.compile(
    r"\b(?:de-?noise(?: (?:it|this))?|(?:less|no|remove|reduce|take out|get rid of) (?:the |all )?"
    r"(?:film )?grain(?:iness)?|(?:less|too|so) grainy|"
    r"(?:less|no|remove|reduce) (?:the )?(?:picture|image|video) noise)\b"
)


def hue_of(name: str) -> Hue:
    """The colour of letters that has a name of :data:`NAMES`."""
    return OTHER_NAMES[name] if name in OTHER_NAMES else next(hue for hue in HUES if hue == name)


def letters(words: str, before: float = 1.0) -> dict[str, Any]:
    """Size and colour that plain ``words`` ask letters to have, ``before`` being the size."""
    said = LETTERS.search(words)
    inside = said[0] if said else ""
    made: dict[str, Any] = {}
    if too := re.search(_TOO, inside):
        inside = inside.replace(
            too[0], "bigger" if re.search("small|tiny|little", too[0]) else "smaller"
        )
    size = next((times for word, times in SIZES.items() if re.search(rf"\b{word}\b", inside)), 0)
    if size:
        made["text_size"] = round(max(0.5, min(2.0, before * size)), 2)
    hue = re.search(rf"\b(?:{_HUES})\b", inside)
    named = hue[0] if hue else (beside["hue"] if (beside := _IN.search(words)) else "")
    return made | ({"text_colour": hue_of(named)} if named else {})


_NOT = re.compile(
    r"\b(?:not|isn't|instead of|rather than)(?: (?:at|on|in))?(?: the)? "
    rf"(?:top|bottom|middle|cent(?:re|er)|{'|'.join(SIZES)}|(?:{_HUES})\b(?! (?:and|&) white))\b"
)
"""What letters should not be: "no, not bottom, the centre"."""
PLACE = (
    r"(?:(?:up|down|right) )?(?:(?:to|at|on|in|into|near|along) )?(?:(?:the|its|very|far) )*"
    r"(?:(?P<row>top|upper|bottom|middle|cent(?:re|er)|lower(?= (?:left|right|corner|edge|part)))"
    r"(?:[ -](?P<side>left|right))?|(?:(?P<alone>left|right) )?(?=corner\b))"
    r"(?:[ -]hand)?(?: ?(?:corner|edge|side|part|half))*\b(?: of (?:it|the \w+))?"
)
ANY_PLACE = re.sub(r"\?P<\w+>", "?:", PLACE)
"""The same, of which nothing is asked."""
_ROWS = ("top", "centre", "bottom")
_STEPS = {
    r"\b(?:higher(?: up)?|further up|up)\b": -1, r"\b(?:lower(?: down)?|further down|down)\b": 1,
}  # fmt: skip
_MUCH = r"\b(?:a lot|much|way|far|even)\b(?= (?:\w+ )?\w+er\b)"
_BIT = r"\b(?:a (?:little )?(?:bit|tad|touch)|a little|slightly|a lil)\b(?: bit\b)?"
_TWICE = r"\b(?:twice as (?:big|large)|(?:double|twice) the size|twice the size)\b"
_AROUND = re.compile(
    rf"\b(?:{CALLED}|size|colou?r|make|put|move|turn|change|set|have|want|should|be|is|are|it|them|"
    r"the|my|its|that|this|a|an|and|but|also|then|now|to|in|into|at|on|of|bit|little|lil|much|way|far|"
    r"very|really|so|please|pls|can|could|you|i|would|like|instead|more|no|ok|okay|bright|light|dark|"
    r"looks?|just|too|after all|lol|haha|tbh|would|"
    r"better|nicer|rather|prefer|maybe|perhaps|think|nope|nah|hm+|oh|sorry|wait|actually|mean|meant|"
    r"still|again|even|bold|ones?|"
    r"other way (?:a)?round)\b|[^\w\s]"
)
_TURNED = re.compile(r"\bturn (?:it |that |this )?(?:up|down)\b")


def place_of(said: re.Match[str]) -> str:
    """The place that a match of :data:`PLACE` names; a corner without more is that below right."""
    row, side = said["row"], said["side"] or said["alone"]
    if row is None:
        return f"bottom-{side or 'right'}"
    row = {"upper": "top", "lower": "bottom", "top": "top", "bottom": "bottom"}.get(row, "centre")
    if side is None and row != "centre" and "corner" in said[0]:
        side = "right"
    return f"{row}-{side}" if side and row != "centre" else row


def manner(sentence: Sentence, before: Mapping[str, Any]) -> dict[str, Any]:
    """Take out of a sentence where letters should stand, how large and in which colour, those that
    were written with the arguments ``before`` being as they are.
    """
    while sentence.take(_NOT):
        pass
    made: dict[str, Any] = {}
    if times := _times(sentence):
        size_now = float(before.get("text_size", 1.0))
        made["text_size"] = round(max(0.5, min(2.0, size_now * times)), 2)
    if hue := sentence.take(rf"\b(?:{_HUES})\b(?! (?:and|&) white)"):
        made["text_colour"] = hue_of(hue[0])
    if place := sentence.take(rf"\b{PLACE}"):
        made["position"] = place_of(place)
        return made
    row = _ROWS.index(str(before.get("position", "bottom")).partition("-")[0])
    for pattern, step in _STEPS.items():
        if sentence.take(pattern):
            made["position"] = _ROWS[max(0, min(2, row + step))]
    return made


def _times(sentence: Sentence) -> float:
    """How many times as large letters should be; 0 where that is not said."""
    if sentence.take(_TWICE):
        return 2.0
    if too := sentence.take(_TOO):
        return SIZES["bigger" if re.search("small|tiny|little", too[0]) else "smaller"]
    much, bit = sentence.take(_MUCH), sentence.take(_BIT)
    size = sentence.take(rf"\b(?:{'|'.join(SIZES)})\b")
    times = SIZES[size[0]] if size else 0.0
    if bit and times:
        return 1 + (times - 1) / 2
    return times ** (1.9 if much else 1)


def restyled(words: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """How letters that were written with the arguments ``before`` should be, where plain ``words``
    speak of nothing else: "the text is too small and make it white", "move it to the top", "pink".
    """
    rest = Sentence(words)
    made = {} if _TURNED.search(words) else manner(rest, before)
    return {} if _AROUND.sub("", rest.words).strip() else made


def detail(sentence: Sentence, share: float) -> dict[str, Any]:
    """Take wishes for crisper or less grainy pictures out of a sentence."""
    made: dict[str, Any] = {}
    if sentence.take(_SHARPER):
        made["sharpen"] = min(1.0, round(0.6 * share, 2))
    if sentence.take(_GRAIN):
        made["denoise"] = min(1.0, round(0.6 * share, 2))
    return made
