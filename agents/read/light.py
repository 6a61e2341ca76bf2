"""Reads light and colour out of a sentence: "a bit brighter", "less yellow", "lift the shadows"."""

from __future__ import annotations

import re

from agents.read.taking_out import Sentence

GREY = (
    r"(?<!\bnot )\b(black[- ](?:and|n|'n'?|&|or)[- ]?white|b ?(?:&|n|and|/) ?w|gr[ae]y ?scale|"
    r"monochrome|(?:no|without|remove|take out|lose) (?:the |all )?colou?rs?)\b"
)
_UP = (
    r"(?:increase|raise|boost|bump|push|up|turn up|bump up|crank up|bring up|more)(?: up)?(?: the)?"
)
_DOWN = r"(?:decrease|reduce|lower|turn down|bring down|take down|pull down|less)(?: the)?"
_TONE = (
    r"(?:colou?rs? (?:is |are |look )?(?:(?:way|far|much|a bit) )?too (?:strong|loud|intense|much|"
    r"garish|bright|saturated)(?:[\s,.]+(?:so |please )?(?:tone|turn|bring|take) (?:it|them) "
    r"down)?|"
    r"(?:tone|calm) (?:down )?the colou?rs?(?: down)?)"
)
_ALONE = (
    r"(?: (?:tones?|tints?|cast|hue|light|please|pls))*(?=\s*(?:$|[,.;:!?]|(?:and|but|then|now|"
    r"again|its|it's|because|from|after|since)\b))"
)
"""Of the whole picture: "less yellow", not "less yellow flowers"."""
_WHOLE = (
    r"(?:^|[,;.] ?|\b(?:it|it's|this|that|and|but|then|make|bit|little|tad|touch|much|lot|far|way|"
    r"please|now|picture|image|video|clip|(?:it|this|that|picture|image|video|clip) (?:is|looks)) )"
)
_TOO = r"(?:(?:too|so) |less |not so |not as )"
_YELLOW, _BLUE = r"(?:yellow|orange|golden|red(?:dish)?|warm)", r"(?:blue|bluish|cyan|cold)"
_LIGHT: tuple[tuple[str, str, float], ...] = (
    ("shadows", r"\b(?:(?:lift|raise|brighten|open(?: up)?|bring up|boost|lighten|more detail in) "
     r"(?:the |its )?(?:shadows|blacks|dark (?:parts|areas))|(?:shadows|blacks) up)\b", 0.25),
    ("shadows", r"\b(?:(?:crush|darken|deepen|lower|drop) (?:the |its )?(?:shadows|blacks)|"
     r"(?:shadows|blacks) down|deeper (?:shadows|blacks))\b", -0.25),
    ("warmth", rf"(?:{_WHOLE}(?:{_TOO}{_YELLOW}|more {_BLUE})|\btoo {_YELLOW}|"
     rf"\b(?:skin|faces?|everything) looks? {_YELLOW}){_ALONE}", -0.3),
    ("warmth", rf"(?:{_WHOLE}(?:{_TOO}{_BLUE}|more {_YELLOW})|\btoo {_BLUE}|"
     rf"\b(?:skin|faces?|everything) looks? {_BLUE}){_ALONE}", 0.3),
    ("brightness", rf"\b(brighter|brighten|lighter|lighten|too dark|more (?:bright|light|"
     rf"brightness|exposure)|{_UP} (?:brightness|exposure)|(?:brightness|exposure) up)\b", 0.3),
    ("brightness", rf"\b(darker|darken|dim(?:mer)?|too bright|less (?:light|bright(?:ness)?)|"
     rf"{_DOWN} (?:brightness|exposure)|(?:brightness|exposure) down)\b", -0.3),
    ("contrast", rf"\b(more contrast|contrastier|punchier|more punch|{_UP} contrast|contrast up|"
     r"too flat|washed out)\b", 0.35),
    ("contrast", rf"\b(less contrast|flatter|softer|{_DOWN} contrast|contrast down)\b", -0.35),
    ("saturation", rf"\b(more colou?r(?:ful)?|more saturat\w+|more (?:vivid|vibrant)|"
     rf"{_UP} (?:saturation|colou?rs?|vibrance)|(?:saturation|colou?rs?) up|too pale|"
     r"(?:stronger|richer|deeper|bolder|brighter) colou?rs|colou?rs (?:(?:a bit|much|be|are) )*"
     r"(?:stronger|richer|deeper|bolder|brighter|more (?:intense|vivid))|"
     r"colou?rs? (?:(?:are|is|looks?|kinda|kind of|a bit|so|very|really|too|all|rather|quite) )+"
     r"(?:dull|pale|boring|flat|dead|faded|gr[ae]y|lifeless|weak)|everything is (?:so|too|all) "
     r"gr[ae]y|(?:let|make) (?:the colou?rs|them|it) pop)\b",
     0.4),
    ("saturation", rf"\b(less (?:colou?r(?:ful)?|saturat\w+)|desaturat\w+|muted colou?rs|"
     rf"too colou?rful|{_TONE}|{_DOWN} (?:saturation|colou?rs?|vibrance)|"
     r"(?:saturation|colou?rs?) down)\b",
     -0.5),
    ("saturation", GREY, -1.0),
    ("warmth", rf"\b(warmer|more (?:warm|warmth)|warm|golden(?! hour)|too cold|"
     rf"{_UP} warmth|warmth up)\b",
     0.4),
    ("warmth", rf"\b(colder|cooler|bluer|bluish|cold|too warm|less warmth|{_DOWN} warmth|"
     r"cool down the colou?rs)\b", -0.4),
)  # fmt: skip
_SHADOWS = (("brightness", 1.0), ("contrast", -0.8))
"""What lifting the shadows is made of: the middle up, and less between dark and bright."""
LITTLE = re.compile(
    r"\b(not (?:so|too|that) (?:much|strong(?:ly)?)|slightly|a little|(?<!quite )a (?:tiny )?bit|"
    r"a touch|a (?:tad|lil|smidge)|subtly?|a hair|(?:^|(?<=\band )|(?<=\bjust ))bit(?= \w+er\b))\b"
)
_MUCH = re.compile(r"\b(much|a lot|very|way|far)\b")


def share_of(words: str) -> float:
    """How much of the usual change ``words`` ask for: "a bit", "much"."""
    return 0.5 if LITTLE.search(words) else 1.6 if _MUCH.search(words) else 1.0


def light(sentence: Sentence, share: float, *, grey: bool) -> dict[str, float]:
    """Take what is said of light and colour out of a sentence, as arguments of an edit.

    ``share`` is of the usual amounts; ``grey``: whether black and white is no style's.
    """
    changed: dict[str, float] = {}
    for name, pattern, amount in _LIGHT:
        if sentence.take(pattern) and (grey or pattern != GREY):
            for part, times in _SHADOWS if name == "shadows" else ((name, 1.0),):
                changed[part] = max(-1.0, min(1.0, round(share * amount * times, 2)))
    return changed
