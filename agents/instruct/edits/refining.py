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

from agents.instruct.edits.changed_before import Edits, Found, call_of, latest, moved
from agents.instruct.edits.rewording import beneath, lettered, respelt, which_words
from agents.instruct.edits.second_thoughts import WHY
from agents.instruct.edits.taking_off import LONGEST, called, edits_of, is_part
from agents.instruct.edits.wishes import WHOLE_ALONE, wishes
from agents.make.naming import BESIDE, Part, listed, parts_of
from agents.read.during import part_named
from agents.read.letters import CALLED
from agents.read.light import share_of
from agents.read.shapes import whole_picture
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, number, plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene
from models.domain import Decision, Guidance
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
    r"very|rather) (?:weak|subtle|faint|mild|timid)|"
    r"(?:(?:a (?:little )?(?:bit|touch|tad)|a little|even|much|slightly) more)"
    r"(?=(?: of (?:it|that))?(?: please| pls| now)?[\s.!]*$)|more than that)\b"
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
    r"even|also|too|sorry|wait|nicer|better|prefer|my taste|don't you think|want|"
    r"need|some|something|somewhere|meet|go|"
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
        return which_words(text, parts, edits)
    part = found.part
    if found.calls == (call_of(part, edits),):
        return Decision(kind="chat", text=MOST, options=("undo that",), why="It is as wished.")
    calls = tuple(
        one
        for n, edit in enumerate(edits[part.edit :], part.edit)
        for m, call in enumerate(edit.calls)
        for one in (found.calls if (n, m) == (part.edit, part.call) else (call,))
    )
    added = sum(part.name in one.arguments for one in found.calls) > 1
    others = "" if added else listed([one.title for one in parts if one != part])
    return Decision(
        kind="edit",
        guidance=Guidance(target=str(edits[part.edit].guidance.target)),
        calls=calls,
        text=f"I change {part.title} and keep {others}." if others else "",
        why=WHY,
    )


def _timed(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """A change in a part of the time alone."""
    words = plain(text)
    said = part_named(words)
    if said is None:
        return None
    what = " ".join(_AROUND.sub(" ", said.clause).split()).removeprefix("show ")
    if not what and not (_ONLY.search(words) or len(said.clause.split()) < 2):
        return None
    part = _named(what, [one for one in parts if _has_parts(one)])
    if part is None:
        return None
    call = call_of(part, edits)
    if call.arguments.get("during") and what and not _ONLY.search(words):
        return None  # another one, for another part
    own = {part.name} | {how for how, of in BESIDE.items() if of == part.name}
    if call.name != "adjust" or not call.arguments.keys() - own - {"during"}:
        return moved(part, edits, during=said.part)
    told = {key: one for key, one in call.arguments.items() if key in own}
    rest = {key: one for key, one in call.arguments.items() if key not in own}
    timed = replace(call, arguments={**told, "during": said.part})
    return Found(part, (replace(call, arguments=rest), timed))


def _throughout(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """A change that is in a part of the time, all the time: "no, all the way through"."""
    sentence = Sentence(plain(text))
    if not sentence.take(_ALL_THE_TIME):
        return None
    timed = [one for one in parts if call_of(one, edits).arguments.get("during")]
    what = " ".join(_AROUND.sub(" ", sentence.words).split()).removeprefix("show ")
    part = _named(what, timed)
    if part is None:
        return None
    call = call_of(part, edits)
    told = {key: one for key, one in call.arguments.items() if key != "during"}
    return Found(part, (replace(call, arguments=told),))


_ALL_THE_TIME = re.compile(
    r"\b(?:(?:in|for|over|during) )?(?:all the (?:way(?: through)?|time)|(?:right )?throughout|"
    r"(?:the )?(?:whole|entire) (?:time|way(?: through)?|clip|video)|"
    r"from (?:the )?(?:start|beginning) to (?:the )?(?:end|finish))\b"
)


def _has_parts(part: Part) -> bool:
    whole = part.name in WHOLE_ALONE or part.name in ("clip", "revise", "extend", "thumbnail")
    return not whole and not part.name.startswith(("fade", "sound_fade"))


def _named(what: str, parts: Sequence[Part]) -> Part | None:
    """The latest change that ``what`` names; the very latest where it says nothing."""
    if not what:
        return parts[-1] if parts else None
    if re.fullmatch(rf"(?:{CALLED}[\s]*)+", what):
        return latest(parts, "text")
    fit = [one for one in parts if is_part(what, one) > 0]
    return fit[-1] if fit else None


def _turned_round(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """The opposite of what was done last: "the other way", with what that is, or without."""
    sentence = Sentence(plain(text))
    part = next((one for one in reversed(parts) if one.name in (*AMOUNTS, "speed")), None)
    if part is None or part.edit != parts[-1].edit or not sentence.take(_OTHER_WAY):
        return None
    if part.name != "speed" and not _signed(part):
        return None
    now = float(part.value)
    turned = max(0.25, min(4.0, round(1 / now, 3))) if part.name == "speed" else -now
    usual = 1.0 if part.name == "speed" else 0.0
    if rest := " ".join(_AROUND.sub(" ", sentence.words).split()):
        asked = [call.arguments.get(part.name, usual) for call in wishes(rest).calls]
        if not any((one - usual) * (turned - usual) > 0 for one in asked):
            return None  # it is that way already: "the opposite, colder"
    return moved(part, edits, **{part.name: turned})


_OTHER_WAY = re.compile(
    r"\b(?:the )?(?:other way(?: a?round)?|opposite(?: (?:way|direction))?|reverse of that)\b"
)


def _signed(part: Part) -> bool:
    """Whether less than none of it is the opposite."""
    return part.name in ("brightness", "contrast", "saturation", "warmth", "volume")


def _paced(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """A part that was slowed or sped up, more so or less: "even slower", "slower still"."""
    part, sentence = latest(parts, "speed"), Sentence(plain(text))
    if (
        part is None
        or part.edit != parts[-1].edit
        or not call_of(part, edits).arguments.get("during")
    ):
        return None
    faster = sentence.take(r"\b(?:faster|quicker|not (?:so|that|as|quite so) slow|too slow)\b")
    slower = None if faster else sentence.take(r"\b(?:slower|not (?:so|that|as) fast)\b")
    if not (faster or slower) or _AROUND.sub("", sentence.words).strip():
        return None
    times = 1.0 + 0.5 * share_of(sentence.words)
    now = float(part.value) * (times if faster else 1 / times)
    return moved(part, edits, speed=round(max(0.25, min(4.0, now)), 3))


def _reshaped(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """Another shape in the place of the one it got, or nothing of it cut off."""
    part = latest(parts, "aspect")
    if part is None:
        return None
    if whole_picture(plain(text)):
        return moved(part, edits, fit="fill")
    asked = wishes(text)
    if asked.rest or [call.name for call in asked.calls] != ["adjust"]:
        return None
    said = asked.calls[0].arguments
    return moved(part, edits, **said) if "aspect" in said and not said.keys() - _SHAPE else None


_SHAPE = {"aspect", "fit"}


def _often(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """So many times over instead: "make that 5", "only twice"."""
    part, sentence = latest(parts, "times"), Sentence(plain(text))
    said = sentence.take(_COUNT) if part is not None else None
    if part is None or said is None or _AROUND.sub("", _TIMES.sub(" ", sentence.words)).strip():
        return None
    count = 2 if said["word"] else round(number(said["n"]))
    return moved(part, edits, times=count) if count > 1 else None


_COUNT = re.compile(rf"\b(?:(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})(?: ?x)?|(?P<word>twice))\b")
_TIMES = re.compile(
    r"\b(?:times?|loops?|repeats?|it|in a row|over|again|rather|instead|play|run|enough|will do)\b"
)


def _enlarged(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """A closer look, closer still or less so: "bigger"."""
    part, words = latest(parts, "zoom"), Sentence(plain(text))
    more = words.take(r"\b(?:bigger|larger|closer|further in)\b")
    less = None if more else words.take(r"\b(?:smaller|wider)\b") or words.take(_CLOSE)
    if part is None or not (more or less) or _AROUND.sub("", words.words).strip():
        return None
    return _moved(part, 1.5 if more else 0.5, edits)


def _louder(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """Music that was put under it, louder or not as loud."""
    part, words = latest(parts, "music"), Sentence(plain(text))
    if part is None or not words.take(_MUSIC):
        return None
    share = share_of(words.words)
    much = 1.0 if re.search(r"\btoo\b", words.words) else share
    loud = words.take(_LOUD)
    if not (loud or words.take(_QUIET) or words.take(_LESS)):
        return None
    if _AROUND.sub("", _VOLUME.sub(" ", words.words)).strip():
        return None
    now = float(call_of(part, edits).arguments.get("music_volume", 0.0))
    level = now + (LOUD if loud else -LOUD) * much
    return moved(part, edits, music_volume=round(max(-40.0, min(20.0, level)), 1))


def _amount(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
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
        return moved(part, edits, strength=min(1.0, int(per_cent[1]) / 100))
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


def _moved(part: Part, share: float, edits: Edits) -> Found:
    """A change with ``share`` times as much of it as there is now."""
    now = _now(part) or 0.0
    if part.name in TIMES:
        return moved(part, edits, **{part.name: round(1 + share * (now - 1), 3)})
    most = AMOUNTS.get(part.name, 1.0)
    name = "strength" if part.name in MOVABLE else part.name
    return moved(part, edits, **{name: round(max(-most, min(most, share * now)), 3)})


_READERS: tuple[Callable[[str, Sequence[Part], Edits], Found | None], ...] = (
    beneath, lettered, respelt, _timed, _throughout, _louder, _enlarged, _paced, _reshaped, _often,
    _turned_round, _amount,
)  # fmt: skip
