"""Reads out of a sentence which shape a clip should have, and what must stay inside."""

from __future__ import annotations

import re
from typing import Any

from agents.read.taking_out import Sentence

_ASPECTS = {
    "9:16": r"\b(portrait|vertical|upright|(?:for|fit|on|as|into|to|format:?) (?:my |an? |the )?"
    r"(?:phone|story|tik ?tok|reels?|shorts?|insta(?:gram)?)|(?:tik ?tok|reels?|shorts|story|"
    r"stories) (?:format|size|shape|version|ready)|"
    r"(?:make|turn) (?:it|this|that|mine) (?:in)?(?:to )?an? (?:tik ?tok|reel|short|story)|"
    r"9 ?(?:[:x/]|by) ?16)\b",
    "1:1": r"\b(square|1[:x]1)\b",
    "16:9": r"\b(widescreen|horizontal|16 ?(?:[:x/]|by) ?9|(?:landscape|wide) (?:format|mode|"
    r"orientation|version|screen|video|clip)|(?:for|fit|on) (?:my |an? |the )?(?:youtube|tv|laptop|"
    r"desktop|computer)|(?:^|(?:make|made|turn|get|crop|want|need|have|be|like) (?:it |this |that "
    r")?(?:to be |be )?|(?:it|this|that|in|into|to|as) )(?:(?:in|an?|a bit|more|as) )*(?:landscape|"
    r"wider?)(?! (?:with|of|open|awake|eyes|smile|angle|shot|by|full)))\b",
    "4:5": r"\b4[:x]5\b",
}
_ANY = re.compile("|".join(_ASPECTS.values()))
_THE = r"(?: (?:the|my|his|her|our|a|both))?(?: \w+){1,3}?"
_IN = (
    r"(?: (?:always )?in(?:side)?(?: of it)?(?: (?:the )?(?:picture|frame|view|shot|image|middle|"
    r"cent(?:re|er)))?)"
)
_INSIDE = re.compile(
    r"[\s,]*\b(?:(?:but|and|while|by) )*(?:(?:keep(?:ing)?|leav(?:e|ing))"
    rf"{_THE}{_IN}\b|(?:follow(?:ing)?|stay(?:ing)? (?:on|with)|focus(?:ed|ing)? on|"
    rf"cent(?:er|re)(?:e?d|ing)? (?:it )?(?:on|around)){_THE}(?:{_IN}\b|"
    r"(?=[\s.!]*(?:$|,|\band\b)))|"
    rf"(?:the |my |his |her )?\w+ (?:should|must|has to|needs to) (?:stay|be|remain|keep){_IN}\b)"
)
"""What a cut to another shape does anyway: it goes with the subject."""
_ALL_OF_IT = re.compile(
    r"[\s,]*\b(?:(?:but|and|with|so|please) )*(?:"
    r"(?:nothing|no\w*) (?:should be |must be |is |gets )?(?:cut|cropped)(?: (?:off|away|out))?|"
    r"(?:without|don't|do not) (?:cut(?:ting)?|crop(?:ping)?|los(?:e|ing)) ?(?:anything|it|"
    r"the (?:sides|edges))?(?: (?:off|away))?|"
    r"(?:(?:show|keep|see|i want|fit)(?:ing)? )*(?:the )?(?:whole|full|entire) (?:picture|image|"
    r"frame|scene)|"
    r"(?:with|add|use) (?:black |blurr(?:y|ed) )?(?:bars|borders|sides)(?: (?:at|on) (?:the|both) "
    r"\w+)?)\b"
)


def kept_inside(sentence: Sentence) -> None:
    """Take out what should stay inside of another shape, where one is asked for."""
    if _ANY.search(sentence.words):
        sentence.take(_INSIDE)


def shape(sentence: Sentence) -> dict[str, Any]:
    """Take a shape out of a sentence, as arguments of an edit: cut to, or filled up with a blur."""
    made: dict[str, Any] = {}
    for aspect, pattern in _ASPECTS.items():
        if sentence.take(pattern):
            made["aspect"] = aspect
    while made and sentence.take(_ALL_OF_IT):
        made["fit"] = "fill"
    return made


def whole_picture(words: str) -> bool:
    """Whether plain ``words`` ask for nothing but that no side of the picture is cut off."""
    sentence = Sentence(words)
    found = sentence.take(_ALL_OF_IT)
    while found and sentence.take(_ALL_OF_IT):
        pass
    return found is not None and not re.sub(
        r"\b(?:no|please|but|and|i|want|need|to|see|of|it|again|instead|the)\b|[^\w]",
        "",
        sentence.words,
    )
