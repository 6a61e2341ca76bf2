"""Reads edits out of a sentence: which tools, with which arguments. Several at once if named.

Each reader takes its phrase out of the sentence, so that what a part should show ("only the part
with the painting") is not read as a style; what nobody took is in :attr:`Wishes.rest`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from agents.instruct.hiding import HIDE, hidden
from agents.read.camera import camera
from agents.read.lengths import change_of_length, off_both_ends
from agents.read.letters import LETTERS, detail, letters
from agents.read.light import GREY, LITTLE, light, share_of
from agents.read.music import music, not_here
from agents.read.sounds import sounds
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, plain
from agents.read.zooms import zooms
from models.domain import ToolCall
from models.stylise.styles import find

_NUMBER = rf"(\d{{1,6}}(?:\.\d{{1,3}})?|{'|'.join(NUMBERS)})"
_UNIT = r"(?:s|secs?|seconds?)"
_SECONDS = re.compile(rf"\b(?:(?:to|of|for)\s+)?(?:about\s+|around\s+)?{_NUMBER}[\s-]*{_UNIT}\b")
_LENGTH = re.compile(
    rf"^(?:make (?:it|this|that)\s+)?(?:only\s+|just\s+)?{_NUMBER}[\s-]*{_UNIT}\b(?:\s+long)?"
)
_TO = rf"\s*{_UNIT}?\s*(?:to|until|till|-|and)\s*(?:second\s+)?{_NUMBER}"
_BESIDE = re.compile(
    rf"\b{_NUMBER}[\s-]*{_UNIT}\s+(?:long|in length)\b|"
    rf"(?:^|[,;]|\b(?:and|then)\b)\s*(?:only\s+|just\s+)?{_NUMBER}[\s-]*{_UNIT}(?=\s*(?:[,.;!]|and\b|$))"
)
"""A length among other wishes: "brighter, 5 seconds long and square"."""
_RANGE = re.compile(
    rf"\b(?:from|between)\s+(?:second\s+)?{_NUMBER}{_TO}(?:\s*{_UNIT}\b|\b)|"
    rf"\b{_UNIT}\s+{_NUMBER}{_TO}\b|"
    # "cut number 2 to 5 seconds" names a clip, not a start.
    rf"(?<!number )(?<!clip )(?<!video )(?<!#)\b(\d{{1,6}}(?:\.\d{{1,3}})?){_TO}\s*{_UNIT}\b"
)
_CLOCK = re.compile(r"(?<![\d:])(?!(?:9:16|16:09)\b)(\d{1,2}):(\d{2})(?![\d:])")
_FROM = re.compile(
    rf"\b(?:start(?:ing)?|begin(?:ning)?)\s+(?:it\s+|this\s+)?(?:at|from)\s+(?:second\s+)?{_NUMBER}"
    rf"(?:\s*{_UNIT}\b|\b)"
)
_ENDS = re.compile(rf"\b(first|last)\s+(?:{_NUMBER}[\s-]*{_UNIT}|second|sec)\b")
_BEST = re.compile(
    rf"\b(?:(?:only|just|keep|show me|give me)\s+)*(?:the\s+)?(?:best|nicest)\s+{_NUMBER}"
    rf"[\s-]*{_UNIT}\b"
)
_WITHOUT = re.compile(
    r"\b(?:chop|lop|snip|slice|hack|shave|cut|trim|take)\b[^.;]{0,40}?\boff\b|"
    r"\b(remove|cut (?:off|out|away)|skip|drop|lose|trim(?: off)?|without)\b"
)
_COVER = re.compile(
    r"\b(?:cover|thumbnail|poster|preview (?:image|picture)|"
    r"(?:pic(?:ture)?|image)s? (?:that |which )?"
    r"(?:(?:is )?show(?:s|n)|(?:you|one|people|i) sees?) before (?:(?:you|i|one|it|the|my) )*"
    r"(?:press(?:es)? |hits? |video |clip |film )*(?:plays?|starts?|begins?))\b"
    r"(?:\s*(?:with|of|showing|that shows|where)\s+(?:the\s+|an?\s+)?(?P<about>[^,.;]{2,200}))?"
)
_PIECE = r"(?:part|bit|scene|moment|piece|section)s?"
_PART = re.compile(
    rf"\b(?:(?:only|just|keep|(?:cut|trim|shorten|clip)(?: (?:it|this|that))?(?: down)?(?: to)?|"
    rf"show(?: me)?|give me|let me see|i (?:only |just )?want(?: to see)?)\s+)+"
    rf"(?:show\s+(?:me\s+)?)?the\s+(?:best\s+|nicest\s+)?{_PIECE}\b"
    r"(?:\s+(?:with|where|of|when|that (?:has|shows)|which (?:has|shows)|showing|about)\b)?"
    r"(?:\s+there (?:is|are)\b)?(?:\s+(?:the|an?)\b)?\s*(?P<about>[^,.;]{0,200})"
)
_ONLY = re.compile(
    r"^(?:only|just|keep(?: only)?) the (?P<about>(?!sound|first|last)\w[\w\s]{1,80})$"
)
_DULL = re.compile(
    r"\b(?:cut|remove|skip|trim|lose|drop|take|leave|get rid of|delete|without)\b"
    r"(?: out| off| away)?(?: (?:all|the|any|those|these|of))* (?:boring|dull|slow|empty|useless|"
    r"unnecessary|lame|quiet|uninteresting|bad|dead|filler|pointless|static)(?:er)? "
    rf"?(?:{_PIECE}|stuff|ones?)(?: out| off| away)?\b|"
    r"\b(?:(?:only|just|keep|show(?: me)?|give me|(?:cut|trim)(?: (?:it|this|that))? (?:down )?to|"
    r"get to|skip to)\s+)+the (?:good|exciting|interesting|fun|funny|cool|action|lively|important|"
    rf"liveliest)(?:est)? ?(?:{_PIECE}|stuff)\b(?! (?:with|where|of|when|that|about)\b)"
)
"""Away with what bores: what is kept is for the clip itself, or a taste, to say."""
# Where the words about a part end and the next wish, or the item meant, begins.
_NEXT = re.compile(
    r"\s+(?:and|then|but)\s+(?:then\s+)?(?:make|turn|mute|add|put|give|cut|crop|speed|slow|write|"
    r"brighten|darken|convert|in (?:black|noir|comic)|as an?)\b.*$|"
    r"\s+(?:in|of|from|on)\s+(?:it|this|that|(?:the|this|that)\s+(?:\w+\s+)?(?:one|clip|video))$|"
    r"\s+please$"
)
_CLIP = re.compile(
    r"\b(clip (?:it|this|that)|cut|trim|shorten|shorter|highlights?|best (?:part|bit))\b"
)
_SHARE = re.compile(r"\b(?:at |by |with |to )?(\d{1,3}) ?(?:%|per ?cent\b)(?: strength)?")
"""How strong a style should be: "noir at 50 %"."""
_STYLED = re.compile(
    r"\b(styles?|looks?|like an?|as an?|into|turn|make|redraw|render|convert|filter|effect|in)\b"
)
_ASPECTS = {
    "9:16": r"\b(portrait|vertical|upright|(?:for|fit) (?:my |a )?(?:phone|story)|tik ?tok|reels?|"
    r"shorts|9[:x]16)\b",
    "1:1": r"\b(square|1[:x]1)\b",
    "16:9": r"\b(landscape (?:format|mode|orientation)|(?<=make it )landscape|"
    r"(?<=make this )landscape|widescreen|horizontal|16[:x]9)\b",
    "4:5": r"\b4[:x]5\b",
}
_FASTER = re.compile(
    r"\b(faster|speed (?:it |this |that )?up|twice as fast|quicker|too slow|"
    r"(?:at )?double (?:the )?speed|(?:triple|quadruple) (?:the )?speed|"
    r"(?:three|four) times as fast|time[- ]?lapse)\b"
)
_SLOWER = re.compile(
    r"\b(slower|slow (?:(?:it|this|that|mine|the \w+|\w+ clip) )?down|slow[- ]?mo(?:tion)?|"
    r"half (?:the )?speed|halve the speed|half as fast|too fast)\b"
)
_TIMES = re.compile(rf"\b(?:{_NUMBER}\s*(?:x|times)|x\s*(\d{{1,2}}(?:\.\d{{1,2}})?))\b")
_TIMES_ALONE = re.compile(
    r"^(?:(?:and|now|then|please|pls|at|to|,) ?)*"
    rf"(?:{_NUMBER} ?x(?: (?:speed|please|pls|now|,))*|x ?(\d{{1,2}}(?:\.\d{{1,2}})?))[\s.!,]*$"
)
"""A speed, with nothing beside it: "1.5x"."""
_BARE = re.compile(
    r"\b(?:[Ww]rite\s+(?!(?:the|a|an|it|this|that|some)\s)(.{1,200}?)|"
    # "put music on it" is no lettering: beside "write", only what is written large is.
    r"(?:[Aa]dd|[Pp]ut|[Oo]verlay)\s+([A-Z0-9][A-Z0-9 !?'.,:-]{1,60}))\s+"
    r"(?:(?:on|over|onto) (?:it|this|that|top|the (?:clip|video))|"
    r"in (?:\w+ )?(?:\w+ )?(?:letters|type|font))\b|"
    r"^\s*[Cc]aption(?: it)?:?\s+(?!(?:on|at|to|it)\b)(.{1,200})$"
)
"""Words with neither quotes nor "the text" before them."""
_QUOTED = re.compile(
    r"\b(?:add|put|write|overlay|with|text|title|caption|words)\b[^\"]{0,60}?"
    r"(?:\"([^\"]{1,200})\"|(?<=\s)'([^']{1,200})'(?!\w))",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    r"\b(?:add|put|write|overlay|with) (?:the |a )?(?:text|words?|title|caption|line)s?:?\s+"
    r"(?:(?:that|which) (?:says?|reads?)|saying|reading)?\s*"
    r"(?!(?:on|at|to)\b)(.{1,200}?)(?=\s+(?:on|at|in) (?:it|the|this|that)\b|\s+and (?:make|cut|"
    r"mute)\b|$)",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:my|our|his|her|their) names?,? (?=\S)", re.IGNORECASE)
_POSITIONS = {
    "top": r"\b(?:at|on) (?:the )?top\b",
    "bottom": r"\b(?:at|on) (?:the )?bottom\b",
    "centre": r"\b(?:in|at) the (?:middle|cent(?:re|er))\b",
}
_FILLER = re.compile(
    r"\b(please|pls|plz|thanks?|thx|can|could|you|would|now|and|then|also|ok|okay|it|its|this|that|the|an?|one|clip|"
    r"video|"
    r"movie|make|turn|look|looks|like|into|in|as|to|with|of|for|me|my|give|show|put|on|bit|"
    r"little|lot|tad|play|less|enough|still|"
    r"much|slightly|very|way|far|better|new|nicer|nice|different|another|other|best|choose|pick|"
    r"find|"
    r"style|styled|filter|effect|mode|format|crop|down|up|be|is|at|by|so|more|some|i|want|add|do|"
    r"just|"
    r"redraw|render|convert|set|go|goes|speed|change|cut|film|picture|first|second|third|fourth|last|"
    r"from)\b|[^\w\s]"
)

UNTAUGHT = frozenset(
    ("volume", "music", "direction", "turn", "mirror", "zoom", "fade_in", "fade_out")
)
"""Arguments of ``adjust`` that came after the reader was taught."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The edits asked for, in the order they should run, and the words that are no part of them."""

    calls: tuple[ToolCall, ...] = ()
    rest: str = ""
    note: str = ""
    """What has to be said of a wish that is met with the next best."""

    @property
    def unmistakable(self) -> bool:
        """Whether a cover, a part or a blur was named: words that nobody uses to search."""
        return any(
            call.name in ("thumbnail", "blur")
            or call.arguments.get("about")
            or call.arguments.get("lively")
            for call in self.calls
        )

    @property
    def untaught(self) -> bool:
        """Whether an edit is asked for that the reader was not taught: rules alone know it."""
        return any(UNTAUGHT & call.arguments.keys() for call in self.calls)


def number(text: str) -> float:
    """Return the value of digits or a number word."""
    return float(NUMBERS.get(text, 0) or text)


def seconds_said(words: str) -> float | None:
    """The first length in seconds that plain ``words`` name."""
    found = _SECONDS.search(words)
    return None if found is None else number(found.group(1))


def wishes(text: str) -> Wishes:
    """Return the edits that ``text`` asks for; no calls if none."""
    overlay, text = _overlay(text)
    sentence = Sentence(_CLOCK.sub(_seconds_of, plain(text)), gap=" , ")
    hide = sentence.take(HIDE)
    cover = _cover(sentence)
    longer, part = _lengths(sentence)
    part = part or _clip(sentence)
    look = _style(sentence)
    changed = _adjust(sentence, grey=look is None or look["style"] != "noir")
    asks = look or changed or hide or find(sentence.words)
    if part is None and longer is None and asks and (beside := sentence.take(_BESIDE)):
        part = {"seconds": number(beside.group(1) or beside.group(2))}
    # "watercolour please, and slower": a look alone, once what stood beside it is taken out.
    look = look or _style(sentence)
    calls = [
        ToolCall(name=name, arguments=arguments)
        for name, arguments in (
            ("clip", part), ("blur", hide and {"what": hidden(hide)}),
            ("adjust", changed | overlay or None), ("style", look), ("extend", longer),
            ("thumbnail", cover),
        )
        if arguments is not None
    ]  # fmt: skip
    rest = " ".join(_FILLER.sub(" ", sentence.words).split())
    note = not_here(plain(text)) if "music" in changed else ""
    return Wishes(calls=tuple(calls), rest=rest, note=note)


def _lengths(sentence: Sentence) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """What makes it longer, and what shorter, beside the length that it has."""
    change = change_of_length(sentence)
    if change is None:
        return None, None
    name, arguments = change.call
    return (dict(arguments), None) if name == "extend" else (None, dict(arguments))


def _seconds_of(clock: re.Match[str]) -> str:
    """0:02 in seconds: “2”."""
    return str(60 * int(clock[1]) + int(clock[2]))


def _overlay(text: str) -> tuple[dict[str, Any], str]:
    """Words to lay over, in their own spelling, and the sentence without them."""
    straight = text[:2000].translate(str.maketrans("“”‘’", "\"\"''"))
    found = _QUOTED.search(straight) or _UNQUOTED.search(straight) or _BARE.search(straight)
    if found is None:
        return {}, straight
    words = next(words for words in found.groups() if words).strip()
    said: dict[str, Any] = {"text": _NAME.sub("", words)}
    rest = f"{straight[: found.start()]} , {straight[found.end() :]}"
    said |= letters(plain(straight.replace(words, " ")))
    rest = LETTERS.sub(" ", rest)
    for place, pattern in _POSITIONS.items():
        if re.search(pattern, rest, re.IGNORECASE):
            said["position"] = place
            rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    return said, rest


def _cover(sentence: Sentence) -> dict[str, Any] | None:
    found = sentence.take(_COVER)
    if found is None:
        return None
    about = _topic(sentence, found.group("about"))
    return {"about": about} if about else {}


def _topic(sentence: Sentence, about: str | None) -> str:
    """What a part or cover should show; a wish that follows it goes back into the sentence."""
    about = about or ""
    while following := _NEXT.search(about):
        sentence.words += " , " + about[following.start() :]
        about = about[: following.start()]
    return about.strip(" .!?-")


def _clip(sentence: Sentence) -> dict[str, Any] | None:
    if sentence.take(_DULL):
        length = sentence.take(_SECONDS)
        return {"lively": True} | ({"seconds": number(length.group(1))} if length else {})
    if span := sentence.take(_RANGE):
        start, end = [number(n) for n in span.groups() if n]
        sentence.take(_CLIP)
        return {"start": start, "end": end}
    if begin := sentence.take(_FROM):
        sentence.take(_CLIP)
        return {"start": number(begin.group(1))}
    if off := off_both_ends(sentence):
        return {"start": off[0], "end": -off[1]}
    if ends := sentence.take(_ENDS):
        cut = number(ends.group(2) or "one")
        return _at_an_end(ends.group(1), cut, bool(sentence.take(_WITHOUT)))
    if best := sentence.take(_BEST):
        return {"seconds": number(best.group(1))}
    if part := sentence.take(_PART) or sentence.take(_ONLY):
        about = _topic(sentence, part.group("about"))
        # "only the part with the dog, five seconds" names the length beside the part.
        seconds = sentence.take(_SECONDS)
        found = {"about": about} if about else {}
        return found | ({"seconds": number(seconds.group(1))} if seconds else {})
    if sentence.take(_CLIP):
        seconds = sentence.take(_SECONDS)
        return {"seconds": number(seconds.group(1))} if seconds else {}
    if length := sentence.take(_LENGTH):
        return {"seconds": number(length.group(1))}
    return None


def _at_an_end(which: str, seconds: float, without: bool) -> dict[str, Any]:
    """The first or last seconds, or all but those; below zero counts from the end."""
    if which == "first":
        return {"start": seconds} if without else {"start": 0.0, "end": seconds}
    return {"end": -seconds} if without else {"start": -seconds}


def _style(sentence: Sentence) -> dict[str, Any] | None:
    words = sentence.words
    look = find(words)
    if look is None or (look.name == "noir" and re.search(GREY, words) and "noir" not in words):
        return None
    bare = words
    for name in sorted((look.name, *look.synonyms), key=len, reverse=True):
        bare = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " , ", bare)
    if not _STYLED.search(words) and _FILLER.sub("", bare).strip():
        return None
    sentence.words = bare
    share = sentence.take(_SHARE)
    strength = min(1.0, int(share[1]) / 100) if share else 0.5 if LITTLE.search(words) else 1.0
    return {"style": look.name, "strength": strength}


def _adjust(sentence: Sentence, *, grey: bool) -> dict[str, Any]:
    share = share_of(sentence.words)
    changed: dict[str, Any] = music(sentence)
    changed |= camera(sentence)
    changed |= zooms(sentence)
    changed |= detail(sentence, share)
    changed |= sounds(sentence, share)
    if changed.get("music") and changed.pop("mute", False):
        changed["music_alone"] = True
    changed |= light(sentence, share, grey=grey)
    for aspect, pattern in _ASPECTS.items():
        if sentence.take(pattern):
            changed["aspect"] = aspect
    return changed | _speed(sentence)


def _said(words: str) -> float:
    """How many times as fast, where no number says so."""
    return (
        3.0 if re.search(r"\b(?:triple|three)\b", words) else 4.0 if "quadruple" in words else 2.0
    )


def _speed(sentence: Sentence) -> dict[str, Any]:
    if alone := sentence.take(_TIMES_ALONE):
        return {"speed": max(0.25, min(4.0, number(alone[1] or alone[2])))}
    times = _TIMES.search(sentence.words)
    times_said = number(times.group(1) or times.group(2)) if times else _said(sentence.words)
    factor = max(1.25, times_said)
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
