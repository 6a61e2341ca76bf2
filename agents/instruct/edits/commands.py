"""Tool calls out of a sentence and its reading: which tools, with which arguments.

Numbers, lengths, shapes and light are grammar (:mod:`agents.instruct.edits.wishes`); which tool is
meant, and what a part, a cover or a change of what is seen is about, the reader tells better.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from agents.instruct.edits.weathered import laid
from agents.instruct.edits.wishes import UNTAUGHT, wishes
from agents.instruct.instructor import CHANGING
from agents.read.cuts import seconds_said
from agents.read.looks import USUAL, nearest, unlike
from agents.read.words import content_words, plain
from agents.talk.replies import left
from models.domain import ToolCall
from models.understand.reading import Reader, Reading

ORDER = ("clip", "blur", "revise", "adjust", "style", "extend", "thumbnail")
LIKELY, SURE = 0.5, 0.8
"""Probability from which a tool is taken to be meant beside the likeliest, and without a doubt."""

BACKED = 0.05
"""The same for a tool that the words themselves name."""

_LEAD = re.compile(
    r"^(?:(?:please|pls|kindly|can (?:you|u|we|i)|could (?:you|u|we|i)|would you(?: mind to)?|will "
    r"you|i want you to|i(?:'d| would) like you to|i (?:want|need) to|i(?:'d| would) like to|let's|"
    r"now|and|then|ok(?:ay)?|so|hey|hmm+|um+|just|maybe|yes|no(?=,)|go and|is it possible to|yo|"
    r"well|look|also|plus|how about you|actually)\b[,.!:]*\s*)+"
)
_TAIL = re.compile(
    r"(?:[\s,]*\b(?:please(?: and thank you)?|pls|thanks?|thank you|thx|for me|"
    r"if (?:you can|possible)|right away|when you have time|ok|would you|"
    r"mate|now|then)\b)*[\s.,!?:)]*$"
)
_IN_IT = re.compile(
    r"\s+(?:in|to|from|of|on|into|for) (?:(?:the|this|that|my) "
    r"(?:clip|video|image|picture|footage|scene|one|shot)|it|this|that|mine)\b"
)
_PLACE = re.compile(
    r"\b(?:in|for|on|of|from|to)?\s*(?:the|that)?\s*(?:\b(?:first|second|third|fourth|fifth|sixth|last|1st|"
    r"2nd|3rd|4th)(?: (?:one|clip|video))|\b(?:number|clip|video|no\.?|nr\.?) ?[1-6]|#[1-6])\b"
)


_CLAUSES = re.compile(
    r"\s*(?:[,;.]|\b(?:and|then|after that|afterwards|plus|while|but)\b)"
    r"(?:\s*\b(?:and|then|also|finally|plus)\b)*\s*",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r"\b(?:black and white|back and forth|(?:there|forwards?|forth) and back\w*|in and out|"
    r"left and right|before and after|bigger and bigger|more and more)\b|\"[^\"]*\"|“[^”]*”",
    re.IGNORECASE,
)
"""One thing, whatever is between."""
_LONGER = re.compile(
    r"(?<!too )(?<!so )(?<!2 )\blong\b|\b(?:longer|extend|go(?:es|ing)? on|keep going|runs? on|"
    r"continu\w+|loop|more|after|next)\b"
)
PLAIN = UNTAUGHT | {"text", "aspect", "speed", "mute"}
"""Arguments of ``adjust`` that no word of a picture is read as, as "softer" may be."""
_COVER = re.compile(r"\b(?:cover|thumbnail|poster|preview|still|picture|frame)s?\b")
MOST, LONGEST = 4, 400
"""Wishes that are carried out one after the other, and characters in which they are."""
GROUND = frozenset(("revise", "extend", "thumbnail"))
"""Tools that make a file of their own, so that it matters what was done before."""

_RECOLOUR = re.compile(
    r"\b(?:paint|colou?r|dye) (?:it|this|that|him|her|them|the \w+(?: \w+)?) (?:in )?"
    r"(?:dark |light |bright )?(?:red|blue|green|yellow|orange|purple|pink|black|white|brown|"
    r"gr[ae]y|golden?|silver|violet|turquoise|teal|cream|beige)\b(?! and white)"
)
"""Another colour of something, not the manner of a painter."""


_CUTTING = re.compile(
    r"\b(?:cut|cuts|cutting|trim\w*|short\w*|parts?|pieces?|highlights?|moments?|keep|snip\w*|chop|"
    r"condens\w*|brief\w*|crop|section|scenes?|begin\w*|stop|finish|intro|outro|opening|ending|"
    r"seconds?|secs?|\d+ ?s|long|skip|straight|right (?:to|before|after)|get to|leave out)\b|"
    r"\d:\d\d"
)
"""What a cut is asked for with, where it was not read for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Calls in the order they should run, and what has to be said about them."""

    calls: tuple[ToolCall, ...] = ()
    note: str = ""


LONGEST_LOOK = 60
"""Characters of a look's name that are read."""


def commands(text: str, reading: Reading) -> Commands:
    """Return what ``text`` asks to be done to a clip; no calls where it does not say what."""
    placeless = _without_places(text, reading)
    wished = wishes(placeless)
    told = {call.name: dict(call.arguments) for call in wished.calls}
    if told and not wished.rest and not any("about" in found for found in told.values()):
        return Commands(calls=wished.calls, note=wished.note)
    if not told and laid(placeless):  # a weather alone: it is laid over what there is
        return Commands(calls=(drawn(placeless),))
    chosen = _chosen(text, reading, told)
    note = wished.note
    calls = {name: told[name] for name in chosen & told.keys()}
    for name in chosen - calls.keys():
        if name == "clip" and not _cuts(text, reading):
            continue
        made = _ARGUMENTS[name](text, reading, several=len(chosen) > 1)
        if name == "revise" and PLAIN & told.get("adjust", {}).keys():
            made["instruction"] = _beside(wished.left, reading) or made["instruction"]
        note = made.pop("note", note)
        if made or name in ("thumbnail", "clip", "extend"):
            calls[name] = made
    words = str(calls.get("adjust", {}).get("text") or "")
    if words and "revise" in calls and len(clauses_of(text)) == 1:
        del calls["revise"]  # one clause that is written on it draws nothing
        rest = plain(text).partition(plain(words))[2]
        note = left(rest) if content_words(rest) else note
    about = _about(text, reading)
    for name in ("thumbnail", "clip") if about else ():
        if name in calls and not _bounded(calls[name]):
            calls[name]["about"] = about
    calls = calls or told
    ordered = sorted(calls, key=ORDER.index)
    return Commands(
        calls=tuple(ToolCall(name=name, arguments=calls[name]) for name in ordered), note=note
    )


def clauses_of(text: str) -> list[str]:
    """The clauses of a sentence: of "noir, and slower" two, of "black and white" one."""
    masked = _PAIRS.sub(lambda pair: "_" * len(pair[0]), text[:LONGEST])
    found, at = [], 0
    for joint in _CLAUSES.finditer(masked):
        found.append(text[at : joint.start()])
        at = joint.end()
    return [one for one in (*found, text[at:LONGEST]) if one.strip()]


def in_turn(text: str, reader: Reader) -> Commands | None:
    """Return the calls of a sentence whose clauses each ask for something, in their order.

    ``None`` where it is one wish, and where the calls are one file, whose order is no matter.
    """
    clauses = clauses_of(text)
    if not 2 <= len(clauses) <= MOST:
        return None
    found: list[ToolCall] = []
    notes: list[str] = []
    for clause in clauses:
        read = reader.read(clause, "one")
        # "smoother, softer fur" is one wish: each clause has to ask for something by itself.
        if read.decision not in ("edit", "ask") or not CHANGING.match(plain(clause)):
            return None
        made = commands(clause, read)
        if not made.calls:
            return None
        found += made.calls
        notes.append(made.note)
    names = [call.name for call in found]
    if len(set(names)) < 2 or not GROUND.intersection(names):
        return None
    return Commands(calls=tuple(found), note=" ".join(filter(None, notes)))


def _chosen(text: str, reading: Reading, told: Mapping[str, dict[str, Any]]) -> set[str]:
    """The tools that are meant: as read, and with less certainty those the words name."""
    if _loops(text) and not told:
        return {"extend"}
    if _RECOLOUR.search(plain(text)) and not told:
        return {"revise"}
    chosen = likely(reading, told) | _sure(told)
    # The whole sentence is read for each tool: what no word of it names is a guess beside others.
    longer = "extend" in told or _LONGER.search(plain(text)) is not None
    if "clip" in told and not longer:
        chosen.add("clip")
    if len(chosen) > 1 and not longer:
        chosen.discard("extend")
    if len(chosen) > 1 and "thumbnail" not in told and not _COVER.search(plain(text)):
        chosen.discard("thumbnail")
    if "thumbnail" in told:  # a cover is named by words that mean nothing else
        chosen = chosen - {"revise"} | {"thumbnail"}
    if "extend" in told and "clip" not in told:
        chosen.discard("clip")  # the length that it should have is no cut
    read = {name: p for name, p in reading.tools.items() if name in ORDER}
    if not chosen and read and not told:
        chosen = {max(read, key=lambda name: read[name])}
    return chosen


def _cuts(text: str, reading: Reading) -> bool:
    """Whether a cut is surely meant: what is cut away unasked is the worst that could be done."""
    return reading.tools.get("clip", 0.0) >= SURE or _CUTTING.search(plain(text)) is not None


def _sure(told: Mapping[str, dict[str, Any]]) -> set[str]:
    """Tools that words name which mean nothing else, or that the reader was not taught."""
    adjust = told.get("adjust", {})
    plainly = PLAIN & adjust.keys() or adjust.get("saturation") == -1.0
    return ({"blur"} & set(told)) | ({"adjust"} if plainly else set())


def likely(reading: Reading, told: Collection[str] = ()) -> set[str]:
    """The tools that were read; less surely those that the words have ``told`` already."""
    return {
        name for name, p in reading.tools.items()
        if name in ORDER and p >= (BACKED if name in told else LIKELY)
    }  # fmt: skip


def _bounded(arguments: dict[str, Any]) -> bool:
    return "start" in arguments or "end" in arguments


def _about(text: str, reading: Reading) -> str:
    found = reading.words(text, "about").strip(" .,!?;:'\"-")
    return re.sub(r"^(?:the|an?) (?=\w)", "", found.lower())[:400]


def _clip(text: str, reading: Reading, *, several: bool) -> dict[str, Any]:
    length = seconds_said(plain(text))
    return {} if length is None else {"seconds": length}


def _thumbnail(text: str, reading: Reading, *, several: bool) -> dict[str, Any]:
    return {}


def _style(text: str, reading: Reading, *, several: bool) -> dict[str, Any]:
    named = reading.words(text, "look").strip(" .,!?;:'\"")
    said = named or plain(text)
    look = nearest(said)
    sure = bool(named) and (not several or reading.tools.get("style", 0.0) >= SURE)
    if not look.exact and look.style == USUAL and not sure:
        return {}  # nothing in the sentence is a look: it is asked what to change, or another is
    made = {"style": look.style, "strength": 1.0}
    if look.exact:
        return made
    wished = {"look": named[:LONGEST_LOOK]} if named else {}
    return made | wished | {"note": unlike(said[:LONGEST_LOOK], look.style)}


def _adjust(text: str, reading: Reading, *, several: bool) -> dict[str, Any]:
    words = reading.words(text, "text").strip(" ,\"'“”‘’")
    return {"text": words[:200]} if words else {}


def _revise(text: str, reading: Reading, *, several: bool) -> dict[str, Any]:
    return {"instruction": instruction(text, reading, several=several), "strength": 1.0}


def _extend(text: str, reading: Reading, *, several: bool) -> dict[str, Any]:
    length = seconds_said(plain(text))
    made: dict[str, Any] = {} if length is None else {"seconds": length}
    return made | ({"loop": True} if _loops(text) else {})


def _loops(text: str) -> bool:
    """Whether its end should lead back to its beginning: "loop it"."""
    return bool(re.search(r"\b(?:loop|loops|seamless(?:ly)?)\b", plain(text)))


_ARGUMENTS = {
    "clip": _clip, "thumbnail": _thumbnail, "style": _style, "adjust": _adjust,
    "revise": _revise, "extend": _extend,
}  # fmt: skip


def _without_places(text: str, reading: Reading) -> str:
    """The sentence with "it" for the places on the screen that it names."""
    for span in reversed([span for span in reading.spans if span.slot == "target"]):
        text = f"{text[: span.start]}it{text[span.end :]}"
    return text


def instruction(text: str, reading: Reading, *, several: bool = False) -> str:
    """What should change in the picture: the sentence without courtesies and pointing.

    ``several``: other things are asked for beside it.
    """
    spans = [span for span in reading.spans if span.slot == "instruction"]
    words = text
    if several and spans:
        words = text[spans[0].start : spans[-1].end]
    else:
        for span in reversed([span for span in reading.spans if span.slot == "target"]):
            before = re.sub(r"\b(?:in|for|on|from|of|to)\s*$", "", words[: span.start])
            # "make the first one night" is "make it night".
            it = "it" if re.search(r"\b(?:make|turn)\s+$", before) else ""
            words = before + it + words[span.end :]
    return trimmed(plain(words))


def drawn(text: str) -> ToolCall:
    """The call that draws what ``text`` says."""
    return ToolCall(name="revise", arguments={"instruction": trimmed(plain(text)), "strength": 1.0})


def _beside(left: str, reading: Reading) -> str:
    """What should change, of the words that no rule took; empty where it was marked."""
    marked = any(span.slot == "instruction" for span in reading.spans)
    return "" if marked else trimmed(left)


def trimmed(words: str) -> str:
    """Plain ``words`` without courtesies, places on the screen, and "in it"."""
    words = _PLACE.sub(" ", words)
    words = _TAIL.sub("", _LEAD.sub("", " ".join(words.split())))
    return _IN_IT.sub("", words).strip(" .,!?;:")[:400]
