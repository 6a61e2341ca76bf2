"""The last search once more without some of what it found: "leave out the night ones"."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.searches.same_but import last_search
from agents.read.references import position
from agents.read.words import content_words, plain
from agents.scene import Scene
from models.domain import Decision

_LEAD = (
    r"(?:(?:no|ok|okay|now|and|but|hm+|please|pls|just|maybe|perhaps|kindly|(?:can|could|would|"
    r"will) (?:you|u|we))[\s,.!]+)*"
)
_THEM = r"(?:ones|clips|videos|vids)"
_LESS = r"(?:leave out|leaving out|without|skip|drop|hide|exclude|minus|except|no|not)"
_LEFT_OUT = (
    rf"{_LEAD}{_LESS} (?:(?:the|those|any|all)\s+)*",
    rf"{_LEAD}(?:leave|take|filter) (?:(?:the|those|any|all)\s+)*",
)
_WHAT = (
    rf"(?:(?P<kind>[a-z][a-z-]+(?: [a-z-]+)?) {_THEM}|{_THEM} (?:(?:that are|which are|that have|"
    r"that show|showing) )?(?:(?:at|in|with|by|on|of|from) (?:the |an? )?)?(?P<what>[a-z][a-z-]+"
    r"(?: (?!please\b|pls\b|thanks\b|this\b|then\b|now\b|too\b|though\b|out\b)[a-z-]+)?))"
)
_END = r"(?:[\s,]+(?:please|pls|thanks|this time|then|now|too|though))*[\s.?!]*"
_WAYS = (
    re.compile(_LEFT_OUT[0] + _WHAT + _END),
    re.compile(_LEFT_OUT[1] + _WHAT + r" out" + _END),
)
_OTHERS = re.compile(
    r"\b(?:i|i've|you|me|we|my|other|others|same|more|these|last|first|seen|shown)\b"
)
"""Tells which ones are meant by something else than what is seen in them."""


def kind_left_out(text: str) -> str:
    """The kind of clips that ``text`` wants left out; empty where it names none."""
    words = plain(text)
    found = next(filter(None, (way.fullmatch(words) for way in _WAYS)), None)
    what = "" if found is None else found["kind"] or found["what"]
    named = what and not _OTHERS.search(what) and position(what) is None and content_words(what)
    return what if named else ""


def left_out(scene: Scene) -> Decision | None:
    """Return the last search without what is to be left out; ``None`` where nothing was sought
    last, a film is being planned, or no kind of clip is named.
    """
    what, last = kind_left_out(scene.text), last_search(scene)
    if not what or last is None or scene.planning or scene.brought is not None:
        return None
    avoid = tuple(dict.fromkeys((*last.avoid, what)))
    guidance = replace(last, avoid=avoid, others=False, compare=None, than=())
    return Decision(kind="retrieve", guidance=guidance, why="You asked to leave some out.")
