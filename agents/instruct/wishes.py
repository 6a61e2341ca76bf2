"""Reads edits out of a sentence: which tools, with which arguments. Several at once if named.

Each reader takes its phrase out of the sentence, so that what a part should show ("only the part
with the painting") is not read as a style; what nobody took is in :attr:`Wishes.rest`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from agents.instruct.hiding import ANYWAY, HIDE, PIXELS, hidden, pixelated
from agents.instruct.weathered import laid
from agents.read.camera import camera
from agents.read.during import timed
from agents.read.edges import EDGE, at_edge
from agents.read.fades import fades
from agents.read.lengths import change_of_length, off_both_ends
from agents.read.lettering import lettering
from agents.read.letters import detail
from agents.read.light import GREY, LITTLE, light, share_of
from agents.read.music import music, not_here
from agents.read.references import ORDINALS
from agents.read.sounds import sounds
from agents.read.speeds import speed
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, number, plain
from agents.read.zooms import zooms
from models.domain import ToolCall
from models.stylise.styles import find

_NUMBER = rf"(\d{{1,6}}(?:\.\d{{1,3}})?|{'|'.join(NUMBERS)})"
_UNIT = r"(?:s|secs?|seconds?)"
_SECONDS = re.compile(rf"\b(?:(?:to|of|for)\s+)?(?:about\s+|around\s+)?{_NUMBER}[\s-]*{_UNIT}\b")
_LENGTH = re.compile(
    # "80s video tape" is a decade.
    r"^(?![5-9]0'?s (?!and\b|please\b|long\b|only\b|max\b)[a-z])"
    rf"(?:make (?:it|this|that)\s+)?(?:only\s+|just\s+)?{_NUMBER}[\s-]*{_UNIT}\b(?:\s+long)?"
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
_ENDS = re.compile(
    rf"\b(first|last|opening|closing|final)\s+(?:{_NUMBER}[\s-]*{_UNIT}|second|sec)\b"
)
_BEST = re.compile(
    rf"\b(?:(?:only|just|keep|show me|give me)\s+)*(?:the\s+)?(?:best|nicest)\s+{_NUMBER}"
    rf"[\s-]*{_UNIT}\b"
)
_WITHOUT = re.compile(
    r"\b(?:chop|lop|snip|slice|hack|shave|cut|trim|take)\b[^.;]{0,40}?\boff\b|"
    r"\b(remove|cut (?:off|out|away|them|those)|skip|drop|lose|trim(?: off)?|without|delete|ditch|"
    r"dump|get rid of|throw (?:out|away))\b"
)
_CUT_AWAY = re.compile(
    r"\b(?:cut|chop|snip)\s+(?!(?:it|this|that|to|down|all|everything)\b)(?:the |its |my )?"
    r"(?:\w+ ){0,2}?(?:(?:start|beginning|intro|opening|end|ending|outro|bit|part)\b"
    r"[\s,:(-]*(?:(?:like|about|so|say|which is)\b\s*)?)?(?:the )?"
    rf"(?={_ENDS.pattern})"
)
"""What is named is what goes: "cut the boring start, first 3 s", not "cut to the first 3 s"."""
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
    r"\s+(?:and|then|but)\s+(?:then\s+)?(?:\d+(?:\.\d+)? ?s(?:ec\w*)?\b|"
    r"half\b|shorter|longer|make|turn|mute|add|put|give|cut|crop|speed|slow|write|"
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
    "9:16": r"\b(portrait|vertical|upright|(?:for|fit|on|as|into|to|format:?) (?:my |an? |the )?"
    r"(?:phone|story|tik ?tok|reels?|shorts?|insta(?:gram)?)|(?:tik ?tok|reels?|shorts|story|"
    r"stories) (?:format|size|shape|version|ready)|9 ?(?:[:x/]|by) ?16)\b",
    "1:1": r"\b(square|1[:x]1)\b",
    "16:9": r"\b(widescreen|horizontal|16 ?(?:[:x/]|by) ?9|(?:landscape|wide) (?:format|mode|"
    r"orientation|version|screen|video|clip)|(?:for|fit|on) (?:my |an? |the )?(?:youtube|tv|laptop|"
    r"desktop|computer)|(?:^|(?:make|made|turn|get|crop|want|need|have|be|like) (?:it |this |that "
    r")?(?:to be |be )?|(?:it|this|that|in|into|to|as) )(?:(?:in|an?|a bit|more|as) )*(?:landscape|"
    r"wider?)(?! (?:with|of|open|awake|eyes|smile|angle|shot|by|full)))\b",
    "4:5": r"\b4[:x]5\b",
}
_FILLER = re.compile(
    r"\b(please|pls|plz|thanks?|thx|can|could|you|would|now|and|then|also|ok|okay|it|its|this|that|the|an?|one|clip|"
    r"video|"
    r"movie|make|turn|look|looks|like|into|in|as|to|with|of|for|me|my|give|show|put|on|bit|"
    r"little|lot|tad|play|less|enough|still|"
    r"much|slightly|very|way|far|better|new|nicer|nice|different|another|other|best|choose|pick|"
    r"find|plus|while|"
    r"style|styled|filter|effect|mode|format|crop|down|up|be|is|at|by|so|more|some|i|want|add|do|"
    r"just|"
    r"redraw|render|convert|set|go|goes|speed|change|cut|film|picture|first|second|third|fourth|last|"
    r"from)\b|[^\w\s]"
)

_REPEATED = re.compile(
    rf"\b(?:loop|repeat|replay|play|run|show)(?: (?:it|this|that|the \w+))? "
    rf"(?:(?:{_NUMBER}|several|a few|many) times|twice|thrice)(?! (?:as|the|its|faster|slower)\b)"
    r"(?: (?:in a row|over|again|in a loop|one after the other))*\b"
)
ROUND = (
    "Its end leads back to its beginning, so it can play round and round; several times over in "
    "one file I cannot put it."
)

_ONE = re.compile(rf"\b(?:the |that )?(?:{'|'.join(ORDINALS)}) (?:one|clip|video)\b")

UNTAUGHT = frozenset(
    ("volume", "music", "direction", "turn", "mirror", "zoom", "fade_in", "fade_out",
     "sound_fade_in", "sound_fade_out")
)  # fmt: skip
"""Arguments of ``adjust`` that came after the reader was taught."""
WHOLE_ALONE = frozenset(("speed", "direction", "aspect", "steady", "loop", "start", "end"))
"""Arguments of ``adjust`` that only a whole clip can have."""
WHOLE = (
    "Speed, direction, shape and cover I can change of a whole clip only, so I left that of its {} "
    "undone: cut that part out first, and change it then."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The edits asked for, in the order they should run, and the words that are no part of them."""

    calls: tuple[ToolCall, ...] = ()
    rest: str = ""
    note: str = ""
    """What has to be said of a wish that is met with the next best."""
    left: str = ""
    """The sentence without the phrases that were read in it."""

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


def seconds_said(words: str) -> float | None:
    """The first length in seconds that plain ``words`` name."""
    found = _SECONDS.search(words)
    return None if found is None else number(found.group(1))


def wishes(text: str) -> Wishes:
    """Return the edits that ``text`` asks for; no calls if none."""
    rest, parts = in_time(text)
    if not (parts.calls or parts.note):
        return _whole(text)
    made = _whole(rest)
    note = " ".join(filter(None, (made.note, parts.note)))
    left = " ".join(filter(None, (made.rest, parts.rest)))
    return Wishes(calls=(*made.calls, *parts.calls), rest=left, note=note)


def in_time(text: str) -> tuple[str, Wishes]:
    """Return ``text`` without what it asks for a part of a clip alone, and that.

    What no part can have by itself, such as a speed, is in the note.
    """
    rest, clauses = timed(text, lambda clause: any(map(_has_parts, _changes(clause).calls)))
    calls: list[ToolCall] = []
    left, notes = [], []
    for clause, part in clauses:
        made = _changes(clause)
        able = [one for call in made.calls if (one := _for_part(call, part)) is not None]
        calls += able
        left.append(made.rest)
        notes.append(made.note)
        if able != [_timed(call, part) for call in made.calls]:
            notes.append(WHOLE.format(part))
    kept = " ".join(filter(None, left))
    said = " ".join(dict.fromkeys(filter(None, notes)))
    return rest, Wishes(calls=tuple(calls), rest=kept, note=said)


def _changes(clause: str) -> Wishes:
    """What a clause asks for, a weather over the pictures too."""
    made = _whole(clause)
    weather = () if made.calls else laid(_ONE.sub("it", plain(clause)))
    return Wishes(calls=weather) if weather else made


def _has_parts(call: ToolCall) -> bool:
    """Whether it is of tools that change the pictures or the sound of a clip."""
    return call.name in ("adjust", "style", "blur")


def _timed(call: ToolCall, part: str) -> ToolCall:
    return replace(call, arguments={**call.arguments, "during": part})


def _for_part(call: ToolCall, part: str) -> ToolCall | None:
    """A call for a part of a clip alone, without what only a whole one has; ``None``: all is."""
    if not _has_parts(call):
        return None
    whole = WHOLE_ALONE | ({"turn"} if call.arguments.get("turn") != 180 else set())
    kept = {name: value for name, value in call.arguments.items() if name not in whole}
    return _timed(replace(call, arguments=kept), part) if kept else None


def _whole(text: str) -> Wishes:
    """The edits of a sentence that names no part of time."""
    overlay, text = lettering(text)
    sentence = Sentence(_CLOCK.sub(_seconds_of, plain(text)), gap=" , ")
    hide = sentence.take(HIDE)
    blur: dict[str, Any] | None = None
    if hide:
        blur = {"what": hidden(hide)} | ({"anyway": True} if sentence.take(ANYWAY) else {})
        blur |= {"pixels": True} if pixelated(hide, bool(sentence.take(PIXELS))) else {}
    cover = _cover(sentence)
    faded = fades(sentence)
    longer, part = _lengths(sentence)
    part = part or _clip(sentence)
    look = _style(sentence)
    again = sentence.take(_REPEATED)
    changed = faded | _adjust(sentence, grey=look is None or look["style"] != "noir")
    changed |= {"loop": True} if again else {}
    asks = look or changed or hide or find(sentence.words)
    if part is None and longer is None and asks and (beside := sentence.take(_BESIDE)):
        part = {"seconds": number(beside.group(1) or beside.group(2))}
    # "watercolour please, and slower": a look alone, once what stood beside it is taken out.
    look = look or _style(sentence)
    calls = [
        ToolCall(name=name, arguments=arguments)
        for name, arguments in (
            ("clip", part), ("blur", blur),
            ("adjust", changed | overlay or None), ("style", look), ("extend", longer),
            ("thumbnail", cover),
        )
        if arguments is not None
    ]  # fmt: skip
    rest = " ".join(_FILLER.sub(" ", sentence.words).split())
    note = not_here(plain(text)) if "music" in changed else ROUND if again else ""
    left = re.sub(r"(?:[\s,]*\b(?:and|then|with|plus|but|while)\b)*[\s,.!]*$", "", sentence.words)
    left = re.sub(r"(?:\s*,\s*)+", ", ", left).strip(" ,")
    return Wishes(calls=tuple(calls), rest=rest, note=note, left=left)


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
    if span := sentence.take(_RANGE) or sentence.take(_FROM):
        sentence.take(_CLIP)
        return dict(zip(("start", "end"), (number(n) for n in span.groups() if n), strict=False))
    if edge := sentence.take(EDGE):
        return at_edge(edge, _topic(sentence, edge["about"]))
    if off := off_both_ends(sentence):
        return {"start": off[0], "end": -off[1]}
    away = sentence.take(_CUT_AWAY)
    if ends := sentence.take(_ENDS):
        cut = number(ends.group(2) or "one")
        return _at_an_end(ends.group(1), cut, bool(sentence.take(_WITHOUT) or away))
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
    if which in ("first", "opening"):
        return {"start": seconds} if without else {"start": 0.0, "end": seconds}
    return {"end": -seconds} if without else {"start": -seconds}


def _style(sentence: Sentence) -> dict[str, Any] | None:
    words = sentence.words
    look = find(words)
    if look is None or (look.name == "noir" and re.search(GREY, words) and "noir" not in words):
        return None
    names = sorted((look.name, *look.synonyms), key=len, reverse=True)
    named = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
    bare = re.sub(named, " , ", words)
    if re.search(rf"\bnot (?:an? |as |in |like )*{named}", words):
        return None
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
    return changed | speed(sentence)
