"""Reads edits out of a sentence: which tools, with which arguments. Several at once if named.

Each reader takes its phrase out of the sentence, so that what a part should show ("only the part
with the painting") is not read as a style; what nobody took is in :attr:`Wishes.rest`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from agents.instruct.edits.hiding import ANYWAY, HIDE, PIXELS, hidden, pixelated
from agents.instruct.edits.weathered import laid
from agents.read.camera import camera
from agents.read.cuts import beside, clip, cover, in_seconds
from agents.read.during import timed
from agents.read.fades import fades
from agents.read.lengths import change_of_length
from agents.read.lettering import FONT, ONE_FONT, at_the_bottom, below, lettering
from agents.read.letters import detail
from agents.read.light import GREY, LITTLE, light, share_of
from agents.read.music import music, not_here
from agents.read.references import ORDINALS
from agents.read.shapes import kept_inside, shape
from agents.read.sounds import sounds
from agents.read.speeds import speed, times_over
from agents.read.taking_out import Sentence
from agents.read.words import plain
from agents.read.zooms import zooms
from models.domain import ToolCall
from models.stylise.styles import find

_SHARE = re.compile(r"\b(?:at |by |with |to )?(\d{1,3}) ?(?:%|per ?cent\b)(?: strength)?")
"""How strong a style should be: "noir at 50 %"."""
_STYLED = re.compile(
    r"\b(styles?|looks?|like an?|as an?|into|turn|make|redraw|render|convert|filter|effect|in)\b"
)
_FILLER = re.compile(
    r"\b(please|pls|plz|thanks?|thx|can|could|you|u|would|now|and|then|also|ok|okay|it|its|this|that|the|an?|one|clip|"
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

_ONE = re.compile(rf"\b(?:the |that )?(?:{'|'.join(ORDINALS)}) (?:one|clip|video)\b")

UNTAUGHT = frozenset(
    ("volume", "music", "direction", "turn", "mirror", "zoom", "fade_in", "fade_out",
     "sound_fade_in", "sound_fade_out", "times")
)  # fmt: skip
"""Arguments of ``adjust`` that came after the reader was taught."""
TEXTS = 3
"""Texts that one sentence has written beside the first."""
WHOLE_ALONE = frozenset(("times", "direction", "aspect", "steady", "loop", "start", "end"))
"""Arguments of ``adjust`` that only a whole clip can have."""
WHOLE = (
    "Direction, shape and cover I can change of a whole clip only, so I left that of its {} "
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


def wishes(text: str) -> Wishes:
    """Return the edits that ``text`` asks for; no calls if none."""
    rest, parts = in_time(text)
    if not (parts.calls or parts.note):
        return _whole(text)
    made = _whole(rest)
    note = " ".join(filter(None, (made.note, parts.note)))
    left = " ".join(filter(None, (made.rest, parts.rest)))
    return Wishes(calls=(*made.calls, *parts.calls), rest=left, note=note)


@lru_cache(maxsize=256)
def in_time(text: str) -> tuple[str, Wishes]:
    """Return ``text`` without what it asks for a part of a clip alone, and that.

    What no part can have by itself, such as a shape, is in the note. Parts are those of the clip as
    it is, so what makes one longer or shorter comes last.
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
    calls.sort(key=lambda call: "speed" in call.arguments)
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


@lru_cache(maxsize=256)  # rules ask the same of one sentence several times a turn
def _whole(text: str) -> Wishes:
    """The edits of a sentence that names no part of time."""
    said = text
    overlay, text = lettering(text)
    others: list[dict[str, Any]] = []
    while overlay and len(others) < TEXTS:
        more, text = lettering(text)
        if not more:
            break
        others.append(more)
    if others and below(said) and all(map(at_the_bottom, (overlay, *others))):
        # Later ones are laid above: what was said last is written first.
        stack = sorted((overlay, *others), key=lambda one: -said.find(one["text"]))
        overlay, others = stack[0], stack[1:]
    sentence = Sentence(in_seconds(plain(text)), gap=" , ")
    kept_inside(sentence)
    hide = sentence.take(HIDE)
    blur: dict[str, Any] | None = None
    if hide:
        blur = {"what": hidden(hide)} | ({"anyway": True} if sentence.take(ANYWAY) else {})
        blur |= {"pixels": True} if pixelated(hide, bool(sentence.take(PIXELS))) else {}
    shown = cover(sentence)
    faded = fades(sentence)
    longer, part = _lengths(sentence)
    part = part or clip(sentence)
    look = _style(sentence)
    changed = faded | _adjust(sentence, grey=look is None or look["style"] != "noir")
    asks = look or changed or hide or find(sentence.words)
    if part is None and longer is None and asks:
        part = beside(sentence)
    # "watercolour please, and slower": a look alone, once what stood beside it is taken out.
    look = look or _style(sentence)
    calls = [
        ToolCall(name=name, arguments=arguments)
        for name, arguments in (
            ("clip", part), ("blur", blur),
            ("adjust", changed | overlay or None), *(("adjust", one) for one in others),
            ("style", look), ("extend", longer),
            ("thumbnail", shown),
        )
        if arguments is not None
    ]  # fmt: skip
    rest = " ".join(_FILLER.sub(" ", sentence.words).split())
    note = not_here(plain(text)) if "music" in changed else ""
    note = " ".join(filter(None, (note, ONE_FONT if overlay and FONT.search(said) else "")))
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
    changed |= shape(sentence)
    changed |= times_over(sentence)  # how often, before how fast: “3 times”
    return changed | speed(sentence)
