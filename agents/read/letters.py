"""Reads size and colour of words on a clip, and crisper pictures, out of a sentence."""

from __future__ import annotations

import re
from typing import Any, get_args

from agents.read.taking_out import Sentence
from models.stylise.caption import Hue

SIZES = {
    "bigger": 1.4, "larger": 1.4, "big": 1.4, "large": 1.4, "huge": 1.9, "giant": 1.9,
    "smaller": 0.7, "small": 0.7, "tiny": 0.5, "little": 0.7,
}  # fmt: skip
_HUES = "|".join(get_args(Hue))
_LIKE = rf"(?:{'|'.join(SIZES)}|(?:bright |light |dark )?(?:{_HUES}))"
_WORDS = r"(?:text|words|letters|lettering|letter|title|caption|font|type|writing)"
_OF = (
    rf"(?:(?:in|with|make|use|have|and|the|my|a|some|much|bit|very|really|please|,) )*"
    rf"{_LIKE}(?:(?: and|,| or)? {_LIKE})* {_WORDS}(?: (?:size|colou?r))?"
)
_TOO = r"too (?:big|large|huge|giant|small|tiny|little)"
"""What is wrong with a size: the other way is wished."""
_AND = r"(?:(?: and|,)(?: (?:please|also))*(?: (?:make|turn|have|want) (?:it|them))?(?: in)? )"
_TO = (
    rf"(?:(?:make|turn|change|set|put|have) )?(?:the |my |its )?{_WORDS}(?: (?:size|colou?r))?"
    rf"(?:(?: is| are|'s| should be| looks?| to| in| into| a| bit| much| way| far| little|,))* "
    rf"(?:{_TOO}|{_LIKE})(?:{_AND}{_LIKE})*"
)
LETTERS = re.compile(rf"(?:{_OF}|{_TO})\b")
_IN = re.compile(rf"\bin (?:bright |light |dark )?(?P<hue>{_HUES})\b(?! (?:and|&) white)")
_SHARPER = re.compile(
    r"\b(?:sharper|sharpen(?:ed)?(?: (?:it|this|the (?:clip|video|picture|image)))?|crisper|"
    r"more (?:sharpness|crisp|clarity)|less blurry|(?:too|a bit|so|it's|it is) blurry|clearer)\b"
)
_GRAIN = re.compile(
    r"\b(?:de-?noise(?: (?:it|this))?|(?:less|no|remove|reduce|take out|get rid of) (?:the |all )?"
    r"(?:film )?grain(?:iness)?|(?:less|too|so) grainy|"
    r"(?:less|no|remove|reduce) (?:the )?(?:picture|image|video) noise)\b"
)


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
    return made | ({"text_colour": named} if named else {})


def detail(sentence: Sentence, share: float) -> dict[str, Any]:
    """Take wishes for crisper or less grainy pictures out of a sentence."""
    made: dict[str, Any] = {}
    if sentence.take(_SHARPER):
        made["sharpen"] = min(1.0, round(0.6 * share, 2))
    if sentence.take(_GRAIN):
        made["denoise"] = min(1.0, round(0.6 * share, 2))
    return made
