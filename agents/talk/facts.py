"""Plain questions about the clip in hand that its record answers: how long it is, how large,
whether it has sound, what it may be used for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.make.naming import listed
from agents.read.references import PLACES, position, referred
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import BROUGHT
from models.domain import Decision, Item

_IT = (
    r"(?:it|this|that|these|they|(?:the|this|that|my) (?:\w+ )?(?:one|clip|video|file)|"
    r"the (?:first|second|third|fourth|last))"
)
_MORE = r"(?: (?:now|in total|exactly|then|too|for me|please|for free|at all|anywhere))*"


def _length(item: Item) -> str:
    return f"It lasts {item.duration:.1f} seconds."


def _size(item: Item) -> str:
    shape = "portrait" if item.height > item.width else "landscape"
    shape = "square" if item.height == item.width else shape
    return f"It is {item.width} × {item.height} pixels, {shape}."


def _sound(item: Item) -> str:
    return "It has sound." if item.has_audio else "It has no sound."


def _licence(item: Item) -> str:
    if not item.licence:
        return "Nothing is recorded of what it may be used for: ask whoever made it."
    return f"Its licence is recorded as “{item.licence[:80]}”; that is no advice on law."


def _saving(item: Item) -> str:
    return "Play it and use the player’s own menu to save it: it is an ordinary MP4 file."


_FACTS: tuple[tuple[re.Pattern[str], Callable[[Item], str]], ...] = tuple(
    (re.compile(pattern + _MORE), told)
    for pattern, told in (
        (rf"(?:tell me |say )?how long {_IT} (?:is|lasts?|takes?|runs?)|"
         rf"how (?:long|many seconds) (?:is|are|does|do) {_IT}(?: (?:last|take|run|long))?|"
         rf"(?:what is|what's) (?:its|the) (?:length|duration)(?: of {_IT})?|"
         rf"how many seconds (?:does {_IT} have|are there)", _length),
        (rf"(?:what|which) (?:size|shape|format|resolution|aspect ratio) (?:is|has) {_IT}|"
         rf"(?:what is|what's) (?:its|the) (?:size|shape|format|resolution|aspect ratio)"
         rf"(?: of {_IT})?|how (?:big|large) is {_IT}|"
         rf"is {_IT} (?:vertical|portrait|square|landscape|horizontal|hd)", _size),
        (rf"(?:does|has) {_IT} (?:have |come with |has )?(?:any |a )?(?:sound|audio|music|noise)|"
         rf"is {_IT} (?:silent|mute|muted)|is there (?:any )?(?:sound|audio|music)(?: (?:in|on|to) "
         rf"{_IT})?", _sound),
        (rf"is {_IT} (?:free|copyrighted|royalty[- ]free|licen[cs]ed|public domain)(?: to use)?|"
         rf"(?:can|may|could) (?:i|we) (?:use|share|post|publish|sell) {_IT}"
         r"(?: (?:on|in|for) .{2,40})?|"
         rf"(?:what is|what's|which) (?:its|the) licen[cs]e(?: (?:of|is|has) {_IT})?", _licence),
        (rf"(?:can|could|may|how (?:can|do)) (?:i|we) (?:download|save|export|get) {_IT}"
         r"(?: (?:to|on|as|onto) .{2,40})?", _saving),
    )
)  # fmt: skip
_WHICH_SOUND = re.compile(
    r"(?:so |and |ok |okay )?(?:which|what)(?: ones?| clips?| videos?| of (?:these|them|those))*"
    r"(?: here)? (?:has|have|comes? with|got|(?P<no>is silent|are silent|has no|have no|is mute))"
    r"(?: (?:any|the|a))?(?: (?:sound|audio|music|noise))?(?: in it| on it| on)?[\s.!?]*"
)
_CLAUSES = re.compile(r"\s*(?:[?,;.!]+|\band\b|\bor\b)\s*")


def facts(scene: Scene) -> Decision | None:
    """Answer a sentence of nothing but such questions; ``None`` of any other."""
    words = plain(scene.text)
    which = _WHICH_SOUND.fullmatch(words)
    if which is not None and scene.screen:
        return _sounding(scene, bool(which["no"]))
    named = referred(words, scene.screen, None) if position(words) is not None else None
    item = scene.about or named or scene.focus
    if item is None or len(words) > 200:
        return None
    told = []
    for clause in filter(None, _CLAUSES.split(words)):
        clause = re.sub(r"^(?:so|and|also|ok|okay|but|btw|hey)\s+", "", clause)
        answer = next((tell for asks, tell in _FACTS if asks.fullmatch(clause)), None)
        if answer is None:
            return None
        told.append(answer(item))
    if not told:
        return None
    text = " ".join(dict.fromkeys(told))
    return Decision(kind="chat", text=text, options=BROUGHT, why="You asked about it.")


def _sounding(scene: Scene, silent: bool) -> Decision:
    """Say which of those on the screen have sound, or none."""
    fit = [
        f"the {place} one"
        for place, one in zip(PLACES, scene.screen, strict=False)
        if one.has_audio != silent
    ]
    what = "no sound" if silent else "sound"
    if len(scene.screen) == 1:
        text = _sound(scene.screen[0])
    elif not fit or len(fit) == len(scene.screen):
        all_of_them = silent == bool(fit)
        text = "None of them has sound." if all_of_them else "All of them have sound."
    else:
        text = f"{listed(fit)} {'has' if len(fit) == 1 else 'have'} {what}.".capitalize()
    options = tuple(fit[:4]) or BROUGHT[:2]
    return Decision(kind="chat", text=text, options=options, why="You asked about them.")
