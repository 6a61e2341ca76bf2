"""What was done last is to be done otherwise: "a bit too strong", "no, bottom, and pink", "it
should be Tom not Tim", "the text only in the first 3 seconds".

Such a message holds attributes alone. Each is an argument of a tool; the latest change that has it
is done anew with that argument moved, from the clip as it was before, with all other changes as
they were. What names no change that was made is left to others.

    attribute                         argument                           how it moves
    what the words say                text                               one word, or all of it
    where, how large, which colour    position, text_size, text_colour   :mod:`agents.read.letters`
    how loud the music is             music_volume                       by decibels
    how much of it                    strength, amounts, times           less, more, half, per cent
    when                              during                             :mod:`agents.read.during`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from agents.instruct.second_thoughts import WHY
from agents.instruct.taking_off import LONGEST, called, edits_of, is_part
from agents.instruct.wishes import WHOLE_ALONE, wishes
from agents.make.naming import BESIDE, Part, listed, parts_of
from agents.read.during import part_named
from agents.read.letters import CALLED, restyled
from agents.read.light import share_of
from agents.read.taking_out import Sentence
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene
from models.domain import Decision, Guidance, ToolCall
from models.stylise.styles import find

AMOUNTS = {
    "brightness": 1.0, "contrast": 1.0, "saturation": 1.0, "warmth": 1.0, "sharpen": 1.0,
    "denoise": 1.0, "volume": 20.0, "fade_in": 10.0, "fade_out": 10.0,
    "sound_fade_in": 10.0, "sound_fade_out": 10.0,
}  # fmt: skip
"""Arguments of an adjustment that can be more or less, and their most."""
TIMES = {"speed": 4.0, "zoom": 4.0}
"""Arguments that are so many times as much, and their most: at 1 there is none."""
MOVABLE = ("style", "revise")
"""Tools whose strength the visitor can move."""
LOUD = 6.0
"""Decibels that music is moved by."""
ALIKE = 0.5
"""Likeness of two words from which one may be written for the other."""
MOST = "There is no more of it than there is now. Shall I do something else?"

_STRONG = r"(?:much|strong(?:ly)?|intense|heavy|extreme|harsh|powerful|exaggerated)"
_LESS = re.compile(
    rf"\btoo (?:{_STRONG}\b|(?=\w))|\b(?:a (?:little )?bit|a little|rather|quite|pretty|so|very) "
    rf"{_STRONG}\b|\b(?:less(?: {_STRONG}|(?: of (?:the|it|that)))?|weaker|subtler|softer|gentler|"
    rf"milder|reduce|not (?:so|that|as|quite so)(?: {_STRONG})?|(?:tone|bring|dial)d? "
    r"(?:(?:it|that|this) )?(?:down|back)|toned|overdone|over the top)\b"
)
_MORE = re.compile(
    r"\b(?:stronger|more (?:strong|intense|extreme)|more of (?:it|that)|(?:double|twice)"
    r"(?: as much| (?:of )?(?:it|that))|not (?:\w+ )?enough|(?:too|a (?:little )?bit|a little|so|"
    r"very|rather) (?:weak|subtle|faint|mild|timid))\b"
)
_PER_CENT = re.compile(r"\b(?:strength (?:of |to )?)?(\d{1,3}) ?(?:%|per ?cent\b)")
_HALF = re.compile(
    r"\b(?:half (?:of (?:it|that)|as much|that|(?:the )?(?:strength|effect)|as(?= \w))|"
    r"halve(?: it)?|"
    r"(?:by|like|about|at|to|only|just|maybe) half)\b"
)
_BETWEEN = re.compile(r"\b(?:half[ -]?way(?: in[ -]?between| between)?|(?:in[ -]?)between)\b")
_CLOSE = re.compile(
    r"\b(?:less|too|not (?:so|that|as)) (?:far in|close|near|zoomed(?: in)?)\b|"
    r"\bzoom (?:it )?(?:back )?out\b"
)
"""Not as close: nothing that was not filmed can be shown, but less of a zoom."""
_AROUND = re.compile(
    r"\b(?:no|nope|nah|oops|ugh|yikes|do|fine|display|keep|oh|ok|okay|hm+|wow|haha|nice|cool|great|lovely|love|well|but|and|actually|"
    r"please|pls|can|could|would|should|you|i|i'd|now|make|have|just|only|maybe|an?|little|tiny|"
    r"bit|tad|touch|lot|much|way|far|still|tho|though|then|again|thanks|for|me|us|the|it's|"
    r"that's|thats|its?|this|that|is|are|was|looks?(?= (?:too|a|so|very)\b)|be|of|with|at|to|set|"
    r"so|like|say|about|by|around|strength|in|on|think|find|feels?|seems?|slightly|them|those|these|"
    r"even|also|too|sorry|wait|my taste|don't you think|want|need|some|something|somewhere|meet|go|"
    r"both|two|there|back|how|before|normal|original|more|less)\b|[^\w\s'-]"
)
_ONLY = re.compile(r"\b(?:only|just|alone)\b")
_NO_CHANGE = re.compile(
    r"\b(?:show|find|search|what|which|who|why|how|another|others?|instead)\b|\?\s*$"
)
_LOUD = re.compile(
    r"\b(?:louder|(?:more|not) (?:loud|audible)(?: enough)?|too (?:quiet|soft|low)|up)\b"
)
_QUIET = re.compile(
    r"\b(?:quieter|softer|lower|too loud|less loud|not (?:so|that|as) loud|loud|down)\b"
)
_MUSIC = re.compile(r"\b(?:music|song|tune|melody|soundtrack)\b")
_VOLUME = re.compile(r"\b(?:volume|turn|little|bit|the|of|put|take|bring|keep)\b")
_OLD_NEW = tuple(
    re.compile(rf"(?:.*?[\s,.:])??{pattern}[\s.!]*", re.IGNORECASE)
    for pattern in (
        r"(?:change|replace|swap|correct|turn) (?P<old>.{1,60}?) (?:to|with|by|into|for) "
        r"(?P<new>.{1,60}?)",
        r"not (?P<old>[^,]{1,60}?)(?:,| but|, but) (?P<new>.{1,60}?)",
        r"(?P<new>[^,\s](?:[^,]{0,60}?[^,\s])?)[\s,]+(?:and |but )?(?:not|instead of|rather than) "
        r"(?P<old>.{1,60}?)",
        r"(?P<old>\S{1,60}) (?:should|must|has to|needs to) (?:be|say|read) (?P<new>.{1,60}?)",
    )
)
_NEW = re.compile(
    r"(?:.*?[\s,.:])??(?:(?:should|must|has to|needs to|to|meant to) (?:be|say|read)|make it say|"
    r"says?|"
    r"i mean(?:t)?|(?:it's|its|it is) (?:spell?ed|spelt|called|written)|name is|name's) "
    r"(?P<new>\S.{0,100}?)(?: please| instead)?[\s.!]*",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:(?:no|nope|sorry|oops|wait|actually|i|mean|meant|it|should|be|say|read|rather|better|"
    r"make|that|please|instead|not that|hm+)\b[\s,.!:]*)*\"(?P<new>[^\"]{1,200})\""
    r"(?:[\s,.!]*(?:i|mean|meant|please|instead|sorry|rather|better)\b)*[\s.!]*",
    re.IGNORECASE,
)


class _Found(NamedTuple):
    """A change that was made, and the calls in the place of the one that made it."""

    part: Part
    calls: tuple[ToolCall, ...]


Edits = Sequence[Decision]


def refined(scene: Scene, catalogue: Catalogue, viewer: str) -> Decision | None:
    """Return the clip in hand made anew with one change done otherwise; ``None`` where the sentence
    speaks of none of those that were made, or of something else besides.
    """
    made = scene.about or scene.focus
    if made is None or not made.parents or len(scene.text) > LONGEST:
        return None
    return _refined(scene.text, edits_of(made, scene.past, catalogue, viewer))


def last_refined(scene: Scene) -> Decision | None:
    """The same of the last edit alone, for who knows no other."""
    made = scene.about or scene.focus
    if made is None or not made.parents or not scene.last_calls or len(scene.text) > LONGEST:
        return None
    led = Decision(kind="edit", guidance=Guidance(target=made.parents[0]), calls=scene.last_calls)
    return _refined(scene.text, (led,))


def _refined(text: str, edits: Edits) -> Decision | None:
    parts = [part for n, edit in enumerate(edits) for part in parts_of(edit.calls, n)]
    found = next(filter(None, (read(text, parts, edits) for read in _READERS if parts)), None)
    if found is None:
        return None
    part = found.part
    if found.calls == (_call(part, edits),):
        return Decision(kind="chat", text=MOST, options=("undo that",), why="It is as wished.")
    calls = tuple(
        one
        for n, edit in enumerate(edits[part.edit :], part.edit)
        for m, call in enumerate(edit.calls)
        for one in (found.calls if (n, m) == (part.edit, part.call) else (call,))
    )
    others = listed([one.title for one in parts if one != part])
    return Decision(
        kind="edit",
        guidance=Guidance(target=str(edits[part.edit].guidance.target)),
        calls=calls,
        text=f"I change {part.title} and keep {others}." if others else "",
        why=WHY,
    )


def _call(part: Part, edits: Edits) -> ToolCall:
    return edits[part.edit].calls[part.call]


def _with(part: Part, edits: Edits, **said: Any) -> _Found:
    call = _call(part, edits)
    return _Found(part, (replace(call, arguments={**call.arguments, **said}),))


def _latest(parts: Sequence[Part], *names: str) -> Part | None:
    return next((one for one in reversed(parts) if one.name in names), None)


def _respelt(text: str, parts: Sequence[Part], edits: Edits) -> _Found | None:
    """Other words in the place of some that were written, or of all."""
    part = _latest(parts, "text")
    if part is None:
        return None
    before = str(part.value)
    straight = " ".join(text.translate(str.maketrans("“”’‘", "\"\"''")).split())
    for pattern in _OLD_NEW:
        found = pattern.fullmatch(straight)
        old = _bare(found["old"]) if found else ""
        at = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", before, re.IGNORECASE) if old else None
        if found is not None and at is not None:
            new = _last_words(_bare(found["new"]), len(old.split()))
            return _with(part, edits, text=f"{before[: at.start()]}{new}{before[at.end() :]}")
    found = _QUOTED.fullmatch(straight) or _NEW.fullmatch(straight)
    new = _bare(found["new"]) if found else ""
    near = _nearest(new, before)
    if near:
        return _with(part, edits, text=re.sub(rf"(?<!\w){re.escape(near)}(?!\w)", new, before))
    # Said to be written, it is all of it; "it should be night" is not.
    says = re.search(r"\b(?:say|says|read|reads)\b|\"", straight)
    return _with(part, edits, text=new) if new and says and new != before else None


def _bare(words: str) -> str:
    return words.strip(" ,.\"'")


def _last_words(said: str, count: int) -> str:
    """What is written anew, behind what leads to it: of "it should be Tom" the name."""
    led = re.match(
        r".*\b(?:be|say|says|read|reads|is|it's|its|meant|mean|sorry|no|oops|spelled|spelt|called|"
        r"written|with|use)\b[\s,:]+", said, re.IGNORECASE,
    )  # fmt: skip
    rest = said[led.end() :] if led else said
    return _bare(rest) if rest.strip() else " ".join(said.split()[-count:])


def _nearest(new: str, before: str) -> str:
    """The word of ``before`` for which ``new``, one word, was meant; empty where none is."""
    words = [_bare(word) for word in before.split()]
    if not new or " " in new or len(words) < 2 or new in words:
        return ""
    like = {word: SequenceMatcher(None, word.lower(), new.lower()).ratio() for word in words}
    best = max(like, key=lambda word: like[word])
    return best if like[best] >= ALIKE else ""


def _timed(text: str, parts: Sequence[Part], edits: Edits) -> _Found | None:
    """A change in a part of the time alone."""
    words = plain(text)
    said = part_named(words)
    if said is None:
        return None
    what = " ".join(_AROUND.sub(" ", said.clause.removeprefix("show ")).split())
    if not what and not (_ONLY.search(words) or len(said.clause.split()) < 2):
        return None
    part = _named(what, [one for one in parts if _has_parts(one)])
    if part is None:
        return None
    call = _call(part, edits)
    own = {part.name} | {how for how, of in BESIDE.items() if of == part.name}
    if call.name != "adjust" or not call.arguments.keys() - own - {"during"}:
        return _with(part, edits, during=said.part)
    told = {key: one for key, one in call.arguments.items() if key in own}
    rest = {key: one for key, one in call.arguments.items() if key not in own}
    timed = replace(call, arguments={**told, "during": said.part})
    return _Found(part, (replace(call, arguments=rest), timed))


def _has_parts(part: Part) -> bool:
    whole = part.name in WHOLE_ALONE or part.name in ("clip", "revise", "extend", "thumbnail")
    return not whole and not part.name.startswith(("fade", "sound_fade"))


def _named(what: str, parts: Sequence[Part]) -> Part | None:
    """The latest change that ``what`` names; the very latest where it says nothing."""
    if not what:
        return parts[-1] if parts else None
    if re.fullmatch(rf"(?:{CALLED}[\s]*)+", what):
        return _latest(parts, "text")
    fit = [one for one in parts if is_part(what, one) > 0]
    return fit[-1] if fit else None


def _lettered(text: str, parts: Sequence[Part], edits: Edits) -> _Found | None:
    """Words that were written elsewhere, in another size or colour."""
    part, words = _latest(parts, "text"), plain(text)
    if part is None:
        return None
    said = restyled(words, _call(part, edits).arguments)
    named = re.search(rf"\b{CALLED}\b", words) is not None
    if not named and "text_size" in said and part != _latest(parts, "text", "zoom"):
        return None
    return _with(part, edits, **said) if said else None


def _enlarged(text: str, parts: Sequence[Part], edits: Edits) -> _Found | None:
    """A closer look, closer still or less so: "bigger"."""
    part, words = _latest(parts, "zoom"), Sentence(plain(text))
    more = words.take(r"\b(?:bigger|larger|closer|further in)\b")
    less = None if more else words.take(r"\b(?:smaller|wider)\b") or words.take(_CLOSE)
    if part is None or not (more or less) or _AROUND.sub("", words.words).strip():
        return None
    return _moved(part, 1.5 if more else 0.5, edits)


def _louder(text: str, parts: Sequence[Part], edits: Edits) -> _Found | None:
    """Music that was put under it, louder or not as loud."""
    part, words = _latest(parts, "music"), Sentence(plain(text))
    if part is None or not words.take(_MUSIC):
        return None
    share = share_of(words.words)
    much = 1.0 if re.search(r"\btoo\b", words.words) else share
    loud = words.take(_LOUD)
    if not (loud or words.take(_QUIET) or words.take(_LESS)):
        return None
    if _AROUND.sub("", _VOLUME.sub(" ", words.words)).strip():
        return None
    now = float(_call(part, edits).arguments.get("music_volume", 0.0))
    level = now + (LOUD if loud else -LOUD) * much
    return _with(part, edits, music_volume=round(max(-40.0, min(20.0, level)), 1))


def _amount(text: str, parts: Sequence[Part], edits: Edits) -> _Found | None:
    """More or less of a change, that which is named or the latest."""
    sentence = Sentence(plain(text))
    per_cent, half = sentence.take(_PER_CENT), sentence.take(_HALF)
    between = sentence.take(_BETWEEN)
    more = sentence.take(_MORE)
    less = None if more else sentence.take(_LESS)
    while less and sentence.take(_LESS):
        pass
    half = half or (sentence.take(r"\bhalf\b") if less else None)
    if not (per_cent or half or between or more or less) or _NO_CHANGE.search(sentence.words):
        return None
    what = " ".join(_AROUND.sub(" ", sentence.words).split())
    able = [one for one in parts if _now(one) is not None]
    if what:
        by = bool(half or per_cent)
        able = [one for one in able if _names(what, one, by=by, between=bool(between))]
        if not (less or more or between):  # "half the speed" is a speed
            able = [one for one in able if one.name not in TIMES]
    elif not any(one.name in MOVABLE for one in able) and per_cent and not (less or half):
        return None
    elif able:
        # What was done last, and of that a look.
        able = [one for one in able if one.edit == able[-1].edit]
        able = [one for one in able if one.name in MOVABLE] or able
    if not able:
        return None
    part = able[-1]
    if per_cent and part.name in MOVABLE:
        return _with(part, edits, strength=min(1.0, int(per_cent[1]) / 100))
    share = int(per_cent[1]) / 100 if per_cent else 0.5
    return _moved(part, (2.0 if part.name in MOVABLE else 1.5) if more else share, edits)


def _names(what: str, part: Part, *, by: bool, between: bool) -> bool:
    """Whether ``what`` names a change by its name, a look by its manner ("cartoony"), or, with how
    much of it or halfway back, by what it is or its opposite: "less dark, by half". Without, light
    and sound go from how they are now: "less bright".
    """
    if part.name == "style":
        look = find(what) or find(_MANNER.sub("", what))
        if look is not None:
            return bool(look.name == part.value.get("style"))
    if part.name in MOVABLE or called(what, part):
        return is_part(what, part) > 0
    if not (by or between):
        return False
    asked = (*wishes(f"make it {what}").calls, *wishes(f"make it {what}er").calls)
    return is_part(what, part) > 0 or any(part.name in call.arguments for call in asked)


_MANNER = re.compile(r"(?:[ -]?like|[ -]?ish|ness|ey|y)$")


def _now(part: Part) -> float | None:
    """How much of a change there is; ``None`` of one that is there or not."""
    if part.name in MOVABLE:
        return float(part.value.get("strength", 1.0))
    return float(part.value) if part.name in AMOUNTS or part.name in TIMES else None


def _moved(part: Part, share: float, edits: Edits) -> _Found:
    """A change with ``share`` times as much of it as there is now."""
    now = _now(part) or 0.0
    if part.name in TIMES:
        return _with(part, edits, **{part.name: round(1 + share * (now - 1), 3)})
    most = AMOUNTS.get(part.name, 1.0)
    name = "strength" if part.name in MOVABLE else part.name
    return _with(part, edits, **{name: round(max(-most, min(most, share * now)), 3)})


_READERS: tuple[Callable[[str, Sequence[Part], Edits], _Found | None], ...] = (
    _lettered, _respelt, _timed, _louder, _enlarged, _amount,
)  # fmt: skip
