"""Reads out of a sentence what is to be written on a clip, where, how large and in which colour.

Words in quotes are taken as they stand. Without quotes they begin behind "write" or behind what
they are called ("letters saying …"), and end where it is said how they look or where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agents.read.letters import (
    ANY_PLACE,
    LETTERS,
    NAMES,
    PLACE,
    SIZES,
    letters,
    manner,
    place_of,
)
from agents.read.taking_out import Sentence
from agents.read.words import plain

_HUE = rf"(?:(?:bright|light|dark|bold) )??(?:{NAMES})"
_HOW = rf"(?:{_HUE}|{'|'.join(SIZES)}|bold|fancy|nice|capital|clear)"
_HOWS = rf"(?:(?:very|really|nice|some|an?|the|my|of|and|,) )*{_HOW}(?:(?:,? and|,| n| &|) {_HOW})*"
_CALLED = r"(?:letters|lettering|text|words?|title|caption|line|font|type|writing)"
_IT = r"(?:it|this|that|top of it|the (?:\w+ )?(?:clip|video|one|picture|screen|image))"
_PLACE = (
    rf"(?:(?:on|over|onto|across|in) {_IT}(?: {_HOWS})?|"
    r"(?:at|on|in|to|near|along|across|into) (?:the |a )?(?:very )?(?:top|bottom|middle|"
    r"cent(?:re|er)|upper|lower|(?:(?:left|right)(?: hand)? )?(?=corner))"
    r"(?:[ -]?(?:left|right|part|half|edge|corner|side))*(?: of (?:it|the \w+))?|"
    r"(?:top|bottom)[ -](?:left|right)(?: corner)?|"
    r"(?:underneath|beneath|below|under|above|next to|beside)(?: (?:it|that|them|the (?:first )?"
    r"(?:\w+|one)))?)"
)
_MANNER = (
    rf"(?:(?:in|with|using) {_HOWS}(?: {_CALLED})?|(?:in|with|using) (?:[\w-]+ ){{0,3}}{_CALLED}|"
    rf"{_HOWS} (?:letters|lettering|font|type))"
)
_TAIL = rf"(?:[\s,]+(?:(?:maybe|perhaps|and|but) )?(?:{_PLACE}|{_MANNER}|please|pls|too|now))"
_PLAINLY = (
    rf"(?:(?:(?:in|with|at|on|to|the|and|very|really|bold) )*(?:{_HUE}(?! (?:and|&) white)|"
    rf"{'|'.join(SIZES)}|bold|{ANY_PLACE})\b)"
)
"""How words in quotes look and where they stand, with nothing around it: "big yellow top"."""
_AFTER = rf"(?:{_TAIL}|[\s,]+{_PLAINLY})"
_TAILS = re.compile(rf"{_AFTER}+", re.IGNORECASE)
_NEXT = (
    r"(?=[\s.!,]*$|\s*[,;]\s*(?:and |then )*\w|[\s,]+(?:and\s+)?then\s+\w|"
    r"[\s,]+(?:and|plus|while|but)\s+(?:also )?(?:make|cut|reverse|rotate|loop|sharpen|"
    r"stabili[sz]e|brighten|darken|colou?r|keep|remove|let|use|set|have|apply|change|lower|raise|"
    r"mute|turn|put|add|play|blur|fade|crop|slow|speed|give|trim|mirror|flip|rotate|zoom|draw|in)\b)"
)
_VERB = r"(?:[Aa]dd|[Pp]ut|[Ww]rite|[Oo]verlay|[Ww]ith|[Uu]se|[Gg]ive it|[Ll]ay|[Ss]how|[Hh]ave)"
_QUOTED = re.compile(
    r"\b(?:add|put|write|overlay|with|text|title|caption|words|letters|saying|says)\b[^\"]{0,60}?"
    r"(?:\"([^\"]{1,200})\"|(?<=\s)'([^']{1,200})'(?!\w))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:[,;:]\s*(?:and )?)(?:\"([^\"]{{1,200}})\"|'([^']{{1,200}})'(?!\w))(?={_AFTER}*{_NEXT})|"
    rf"^\s*(?:\"([^\"]{{1,200}})\"|'([^']{{1,200}})'(?!\w))(?={_AFTER}+{_NEXT})",
    re.IGNORECASE,
)
"""Words in quotes that make a clause of their own: "vertical, louder, 'BREATHE' in the middle"."""
_SAYING = re.compile(
    rf"\b{_VERB} (?P<before>(?:(?:{_HOW}|the|an?|some|my|very|and),? )*{_CALLED})"
    rf"(?P<place>(?: {_PLACE})?):? "
    r"(?:(?:that|which) (?:says?|reads?)|saying|reading|with the words|:)\s*:?\s*"
    rf"(?P<words>\S.{{0,199}}?)(?P<after>{_TAIL}*){_NEXT}",
    re.IGNORECASE,
)
"""What it is called, and then what it says: "put big yellow letters saying good morning"."""
_COLON = re.compile(
    r"(?:^|[,.;&+]\s*|\b(?=and\b|then\b|plus\b))(?:(?:and|then|plus|also|a)\s+)*"
    rf"(?P<before>(?:(?:{_HOW}|the|some|my|speech|thought|bubble) )*){_CALLED}"
    r"(?P<place>(?: (?:on|at|in|along) [a-z ]{2,20}?)?)"
    r"(?::| (?:saying|reading|that (?:says?|reads?)))"
    rf"\s*:?\s*(?P<words>\S.{{0,199}}?)(?P<after>{_TAIL}*){_NEXT}",
    re.IGNORECASE,
)
"""The same with no verb before it: "title: the last ferry", "and lettering saying POW"."""
_UNQUOTED = re.compile(
    r"\b(?:add|put|write|overlay|with) (?:the |a )?(?:text|words?|title|caption|line)s?:?\s+"
    r"(?:(?:that|which) (?:says?|reads?)|saying|reading)?\s*"
    r"(?!(?:on|at|to)\b)(.{1,200}?)(?=\s+(?:on|at|in) (?:it|the|this|that)\b|\s+and (?:make|cut|"
    rf"mute)\b|{_TAIL}+{_NEXT}|$)",
    re.IGNORECASE,
)
_NO_WORDS = (
    rf"(?!(?:the|an?|it|this|that|some|something|down|about|to|me|us|my names?,?|in|on|at|"
    rf"captions?|subtitles?|facts?|what|{_CALLED})\b)"
)
_WRITE = re.compile(
    rf"\b[Ww]rite\s+(?:{_NO_WORDS}|(?=[A-Z0-9 !?'.,:-]{{3,60}}(?:\s+(?:in|on|at|over)\b|[\s.!]*$)))"
    rf"(?P<words>\S.{{0,199}}?)(?P<after>{_TAIL}*){_NEXT}|"
    rf"\b(?:[Pp]ut|[Aa]dd|[Oo]verlay)\s+{_NO_WORDS}(?P<put>\S.{{0,199}}?)"
    rf"(?P<tail>{_TAIL}*?[\s,]+(?:in|with) (?:{_HOWS} )?(?:letters|lettering|type|font)"
    rf"{_TAIL}*){_NEXT}"
)
_KIND_OF = r"(?:shop|company|business|store|bakery|cafe|band|team|club|school|dog|cat|pet|brand)"
_OUR = r"(?:my|our|his|her|their|the)"
_UP_FRONT = (
    rf"(?!{_PLACE}|{_HOW}\b|(?:in|on|at|to|is|should|must|too|that|which|only|a|not|off|out|away|"
    r"again|please|now|with|written|picture|card|page|lower|upper|all|capitals?)\b)"
)
_NAMING = re.compile(
    r"\b(?:[Ii]t|[Tt]his|[Tt]he (?:clip|video|picture))(?:'s| is)? "
    r"(?:should|must|could|can|has to|to) (?:say|read)s? "
    rf"(?P<says>\S.{{0,199}}?)(?P<s>{_TAIL}*){_NEXT}|"
    r"\b(?:[Mm]ake|[Hh]ave|[Ll]et) (?:it|this|the (?:clip|video)) (?:say|read) "
    rf"(?:that )?(?P<made>\S.{{0,199}}?)(?P<m>{_TAIL}*){_NEXT}|"
    r"\b(?:[Tt]itle|[Ll]abel|[Cc]aption) (?:it|this|the (?:clip|video)):? "
    rf"(?P<titled>(?!(?:in|on|at|with|as|for|so|and|then|please|pls)\b)\S.{{0,199}}?)(?P<t>{_TAIL}*){_NEXT}|"
    rf"\b(?:[Pp]ut|[Aa]dd|[Ww]rite|[Ss]how|[Uu]se) {_OUR} (?:{_KIND_OF}(?:'s)? )?"
    rf"(?:name|slogan|motto|brand|phrase|message|hashtag|sentence)(?: of {_OUR} \w+)?,?:? "
    rf"(?P<name>(?!(?:on|at|in|to|over|of|as|under|for|and|with)\b)\S.{{0,99}}?)"
    rf"(?P<n>{_TAIL}*(?: to it)?){_NEXT}|"
    # Without a name for them, words are what is written large: "slap LOL on it", no "dog".
    r"\b(?:[Pp]ut|[Aa]dd|[Ss]lap|[Ss]tick|[Pp]rint|[Ss]how)\s+"
    rf"(?P<large>[A-ZÄÖÜ]\w[^,;.!?]{{0,60}}?)(?P<l>{_TAIL}+){_NEXT}|"
    r"(?:^|[,;]\s*|\b(?:and|with|plus|then)\s+)(?:a |the |some )?"
    rf"(?:text|title|caption|words|writing) (?P<fronted>{_UP_FRONT}\S.{{0,99}}?)"
    rf"(?P<f>{_TAIL}+){_NEXT}"
)
"""What it should say; what it is titled; a name, with what it is the name of; a text up front."""
_TWO = re.compile(
    rf"(?P<verb>\b{_VERB} )(?P<one>(?:(?!\band\b).){{1,80}}? {_PLACE})(?:,? and |, )"
    r"(?P<two>(?:\"[^\"]+\"|(?!(?:make|turn|put|add|write|mute|cut|the|maybe|"
    r"perhaps|at|in|on|with|top|bottom)\b)\S.{0,60}?) "
    rf"{_PLACE}(?=[\s.!,]|$))"
)
"""Two texts with one verb: "write hello at the top and bye at the bottom"."""
FONT = re.compile(
    r"\b(?:(?:\w+ )?(?:font|typeface)(?! size)|hand[- ]?writ\w+|cursive|calligraphy|comic sans|"
    r"italics?|serif)\b"
)
_UNDER = re.compile(
    r"\b(?:underneath|beneath|below|under|above|next to|beside)"
    r"(?: (?:it|that|this|them|the \w+))?,? (?:add|put|write) ",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\b(?:(?:underneath|beneath|below)(?! the (?:clip|video|picture))|"
    r"under(?= (?:it|that|this|them)\b))\b"
)
ONE_FONT = "There is one font here, so that I could not choose."
_BARE = re.compile(
    r"\b(?:[Ww]rite\s+(?!(?:the|a|an|it|this|that|some)\s)(.{1,200}?)|"
    # "put music on it" is no lettering: beside "write", only what is written large is.
    r"(?:[Aa]dd|[Pp]ut|[Oo]verlay)\s+([A-Z0-9][A-Z0-9 !?'.,:-]{1,60}))\s+"
    r"(?:(?:on|over|onto) (?:it|this|that|top|the (?:clip|video))|"
    r"in (?:\w+ )?(?:\w+ )?(?:letters|type|font))\b|"
    r"^\s*[Cc]aption(?: it)?:?\s+(?!(?:on|at|to|it)\b)(.{1,200})$"
)
"""Words with neither quotes nor "the text" before them."""
_NAME = re.compile(r"^(?:my|our|his|her|their) names?,? (?=\S)", re.IGNORECASE)
_WORDS = ("words", "put", "says", "made", "titled", "name", "large", "fronted")
"""Groups that hold what is written; all others hold how it looks and where."""
_AT = re.compile(
    rf"(?<!\w)(?!on top of (?:it|this|that)\b)(?=(?:at|on|in|to|near|along) ){PLACE}",
    re.IGNORECASE,
)


def lettering(text: str) -> tuple[dict[str, Any], str]:
    """Words to lay over, in their own spelling, as arguments of an edit, and ``text`` without."""
    straight = text[:2000].translate(str.maketrans("“”‘’", "\"\"''"))
    straight = _UNDER.sub("write ", straight)
    straight = _TWO.sub(r"\g<verb>\g<one>, write \g<two>", straight)
    found = _QUOTED.search(straight)
    said = None
    if found is None:
        forms = (_SAYING, _WRITE, _COLON, _NAMING)
        said = next(filter(None, (form.search(straight) for form in forms)), None)
    if said is not None:
        return _told(said, straight)
    found = found or _ALONE.search(straight) or _UNQUOTED.search(straight) or _BARE.search(straight)
    if found is None:
        return {}, straight
    words = next(words for words in found.groups() if words).strip()
    tail = _TAILS.match(straight, found.end())
    after = found.end() if tail is None else tail.end()
    around = f"{straight[: found.start()]} , {straight[found.end() :]}"
    made = _placed({"text": _NAME.sub("", words)}, around)
    made |= manner(Sentence(plain(straight[found.end() : after])), {})
    made |= letters(plain(straight.replace(words, " ")))
    rest = LETTERS.sub(" ", f"{straight[: found.start()]} , {straight[after:]}")
    return made, _AT.sub(" ", rest)


def below(text: str) -> bool:
    """Whether ``text`` says, outside of quotes, that words should stand below others."""
    straight = text[:2000].translate(str.maketrans("“”", '""')).lower()
    return _BELOW.search(re.sub(r"\"[^\"]*\"", " ", straight)) is not None


def at_the_bottom(overlay: Mapping[str, Any]) -> bool:
    """Whether words are in the row in which later ones are laid above those that are there."""
    return str(overlay.get("position", "bottom")).startswith("bottom")


def _told(said: re.Match[str], text: str) -> tuple[dict[str, Any], str]:
    """What is written with how it should look, which stands before and after it."""
    told = {name: words or "" for name, words in said.groupdict().items()}
    written = next(told[name] for name in _WORDS if told.get(name))
    said_of = plain(" ".join(told[name] for name in told if name not in _WORDS))
    words = written.strip(" ,:\"'")
    made = {"text": _NAME.sub("", words)} | manner(Sentence(said_of), {})
    return made, f"{text[: said.start()]} , {text[said.end() :]}"


def _placed(made: dict[str, Any], around: str) -> dict[str, Any]:
    """``made`` with the place that is said."""
    place = _AT.search(around.lower())
    return made | ({"position": place_of(place)} if place else {})
