"""One of several changes is taken off again: "undo the text", "without the black and white again".

The clip is made anew from its source with all the others, also those of sentences before. Which
change is meant is told by the words that would ask for it (:mod:`agents.instruct.edits.wishes`),
and by what such changes are called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from agents.instruct.edits.wishes import wishes
from agents.make.naming import BESIDE, Part, listed, parts_of
from agents.read.words import content_words, plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import UNDONE, Earlier, Scene
from agents.talk.replies import BROUGHT
from models.domain import Decision, Guidance, Item, ToolCall
from models.errors import BadMedia

_LEAD = (
    r"(?:(?:please|no|nope|oh|ok|okay|hm+|wait|actually|sorry|well|now|then|so|but|and|can you|"
    r"could you|would you|let's|i want(?: you)? to|i'd like(?: you)? to|just|only)[\s,.!]+)*"
)
_THE = r"(?:(?:only|just|all|of|the|that|this|my|your|its|any|more)\s+)*"
_TAIL = (
    r"(?:[\s,]+(?:again|please|only|alone|now|then|though|after all|this time|any ?more|"
    r"(?:from|on|in|of) (?:it|this|that|the (?:clip|video))|"
    r"(?:but |and )?(?:keep|leave) (?:the rest|everything else|all else|the others?)"
    r"(?: as (?:it|they) (?:is|are|was|were))?))*[\s.!?]*"
)
_TAKEN = tuple(
    re.compile(_LEAD + verb + _TAIL)
    for verb in (
        r"(?:undo|revert|cancel|scrap|reverse|discard|forget(?: about)?|remove|delete|drop|lose|"
        r"skip|scratch|ditch|nvm|never ?mind|no need for|"
        r"get rid of|(?:take|leave|turn|switch) (?:off|away|out)|stop)\s+"
        rf"{_THE}(?P<what>\S.*?)",
        rf"(?:take|leave|turn|switch|pull|get)\s+{_THE}(?P<what>\S.*?)\s+(?:off|away|out|back)",
        rf"(?:without|no|no more|not(?: in)?|minus|i (?:don't|do not) want)\s+{_THE}"
        r"(?P<what>\S.*?)",
    )
)
_UNDOING = re.compile(rf"{_LEAD}(?:undo|revert|cancel|scrap|discard)\b")
_GIVEN = tuple(
    re.compile(_LEAD + verb + _TAIL)
    for verb in (
        rf"(?:bring|give|put|get|turn|want|have|i want)\s+(?:(?:me|it|back)\s+)*{_THE}"
        r"(?P<what>\S.*?)(?:\s+back(?: on)?)?",
        rf"(?:(?:make|put|have|show|turn) (?:it|this|that)\s+)?(?:back )?(?:with|in|at|to)\s+{_THE}"
        r"(?:(?:normal|original|full|real|old|usual)\s+)?(?P<what>\S.*?)(?:\s+back)?",
        r"(?P<what>un-?mute)(?: it| this| that)?",
        rf"{_THE}(?:normal|original|full|real|old|usual)\s+(?P<what>\S.*?)",
    )
)
_BACK = re.compile(r"\b(?:back|again|normal|original|full|usual|old|un-?mute)\b")
"""Without such a word "with sound" is what a clip should have, not what it lost."""
_CALLED = {
    "text": "text words caption title letters lettering writing line quote overlay",
    "mute": "mute muting silence",
    "speed": "speed slow-motion slowmo timelapse pace slowdown speed-up slow slower fast faster",
    "times": "loop looping loops repeat repeats repetition repetitions",
    "aspect": "crop cropping format shape",
    "style": "style filter look effect drawing painting",
    "clip": "cut cutting trim trimming",
    "blur": "blur blurring",
    "thumbnail": "cover thumbnail",
    "extend": "extension continuation ending longer length loop looping",
    "brightness": "brightness light darkness",
    "contrast": "contrast",
    "saturation": "saturation colours colors colour color",
    "warmth": "warmth",
    "music": "music song soundtrack melody tune",
    "zoom": "zoom zooming close closer",
    "volume": "volume loudness",
    "direction": "reverse reversal backwards boomerang",
    "turn": "turn rotation",
    "loop": "loop looping",
    "mirror": "mirror mirroring flip",
    "fade_in": "fade fade-in fades",
    "fade_out": "fade fade-out fades",
    "sound_fade_in": "fade fade-in fades",
    "sound_fade_out": "fade fade-out fades",
}
"""What a change is called, beside the words that ask for it."""
_LOST = {
    "mute": "sound audio music voices voice noise volume unmute un-mute",
    "saturation": "colour color colours colors",
    "style": "colour color colours colors photo footage look",
    "speed": "speed pace",
    "times": "once",
    "clip": "length rest whole all start beginning end",
    "aspect": "shape format size",
    "direction": "direction order",
    "volume": "volume loudness",
}
"""What a clip lost by a change, and may get back."""
_GREY = frozenset(("noir",))
_THING = re.compile(r"(?: (?:effect|filter|style|part|bit|thing|one|only|change|edit))+$")
_ALL = re.compile(r"(?:it|this|that|all|everything|(?:\w+ )?(?:edit|change|step|thing)s?|one)")
_ANDS = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*(?:the |my |that )?")
_JOINED = re.compile(r"\s*(?:[,;.]|\b(?:and|then|but)\b)(?:\s*\b(?:and|then|also|but)\b)*\s*")
_ONLY = re.compile(rf"{_LEAD}(?:just|only|with)\s+{_THE}(?P<what>\S.*?){_TAIL}")
_STAYING = re.compile(r"(?:just|only|but|keep|leave)\b")
_KEPT = re.compile(r"(?:please )?(?:keep|leave)\b")
LONGEST, DEEPEST, MOST = 200, 8, 4
"""Characters that are read; edits that are looked back at; clauses, and things named in one."""


def taken_off(scene: Scene, catalogue: Catalogue, viewer: str) -> tuple[Decision, str] | None:
    """Return the clip in hand made anew without the change that is to be gone, and what else the
    sentence asks for; ``None`` where it takes none off.
    """
    made = scene.about or scene.focus or scene.edited
    words = plain(scene.text[:LONGEST])
    if len(scene.text) > LONGEST:
        return None
    if made is None or not made.parents:
        return _none_made(words) if scene.screen and scene.board is None else None
    edits = edits_of(made, scene.past, catalogue, viewer)
    parts = [part for n, edit in enumerate(edits) for part in parts_of(edit.calls, n)]
    if not parts:
        return None
    for clause, rest in _splits(words):
        gone = _meant(clause, parts)
        if gone:
            # "never mind the noir, bring the colour back" says one thing twice.
            more = _meant(rest, parts)
            rest = "" if more or _stays(rest, parts, gone) else rest
            more = [part for part in more if part not in gone]
            gone = [*gone, *more]
            source = catalogue.items((str(edits[0].guidance.target),), viewer)
            music = any(part.name == "music" for part in gone)
            if music and not any(_sounds(one) for one in source):
                # Of nothing but music there is nothing left to be louder.
                gone += [one for one in parts if one.name == "volume" and one not in gone]
            return _without(gone, parts, edits), rest
    if _UNDOING.match(words) and len(parts) > 1 and (what := _said(words)) is not None:
        return (_which(parts), "") if not _ALL.fullmatch(what) else None
    return None


def _sounds(item: Item) -> bool:
    """Whether anything is heard of a clip; a sound track may be silent, too."""
    from models.media.hearing import gained

    try:
        return item.has_audio and gained(item.media, -6.0) is not None
    except (BadMedia, OSError):
        return item.has_audio


def _none_made(words: str) -> tuple[Decision, str] | None:
    """Say so where a change is to be undone, and none was made."""
    what = _said(words) if _UNDOING.match(words) else None
    if not what or not wishes(f"make it {what}").calls:
        return None
    text = "I made no such change to what is here, so there is none to undo."
    return Decision(kind="chat", text=text, options=BROUGHT[:3], why="Nothing was changed."), ""


def _stays(rest: str, parts: Sequence[Part], gone: Sequence[Part]) -> bool:
    """Whether the rest says what stays of what was done: "no music, just the longer"."""
    only = _ONLY.fullmatch(rest)
    kept = [] if only is None else _named(only["what"], parts, is_part)
    return bool(kept) and not any(part in gone for part in kept)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """The sentence, and its two sides at every joint: what takes off, and what else is asked."""
    yield words, ""
    for joint in islice(_JOINED.finditer(words), MOST):
        for clause, rest in (
            (words[: joint.start()], words[joint.end() :]),
            (words[joint.end() :], words[: joint.start()]),
        ):
            yield clause, "" if _KEPT.match(rest) else rest


def edits_of(
    made: Item, past: Sequence[Earlier], catalogue: Catalogue, viewer: str
) -> tuple[Decision, ...]:
    """The edits of this conversation that led to an item, the first one first."""
    found: list[Decision] = []
    item: Item | None = made
    while item is not None and len(found) < DEEPEST:
        led = _led(item, past, catalogue, viewer)
        if led is None:
            break
        found.insert(0, led)
        item = next(iter(catalogue.items((str(led.guidance.target),), viewer)), None)
    return tuple(found)


def _led(item: Item, past: Sequence[Earlier], catalogue: Catalogue, viewer: str) -> Decision | None:
    """The edit that an item came of; of several in one sentence, that of the clip it is from."""
    for kept in reversed(past):
        one = kept.decision
        if one is None or one.kind != "edit" or item.id not in kept.turn.shown:
            continue
        by_target = {each.guidance.target: each for each in (one, *one.then)}
        if len(by_target) == 1:
            return one
        before: Item | None = item
        for _ in range(DEEPEST):
            if before is None or not before.parents:
                return None
            if before.parents[0] in by_target:
                return by_target[before.parents[0]]
            before = next(iter(catalogue.items(before.parents[:1], viewer)), None)
    return None


def _said(words: str) -> str | None:
    """What a sentence takes off, in its words."""
    found = next(filter(None, (pattern.fullmatch(words) for pattern in _TAKEN)), None)
    return None if found is None else found["what"]


def _meant(clause: str, parts: Sequence[Part]) -> list[Part]:
    """The changes that a clause takes off; of those of one kind the latest."""
    for pattern in _TAKEN:
        found = pattern.fullmatch(clause)
        if found is not None and (meant := _named(found["what"], parts, is_part)):
            return meant
    for pattern in _GIVEN if _BACK.search(clause) else ():
        found = pattern.fullmatch(clause)
        if found is not None and (meant := _named(found["what"], parts, _lost)):
            return meant
    return []


def _named(what: str, parts: Sequence[Part], names: Callable[[str, Part], float]) -> list[Part]:
    """The latest change that ``what`` names, or one for each of its words joined by "and"."""
    pieces = _ANDS.split(what)
    if any(_STAYING.match(piece) for piece in pieces[1:]):
        return []  # "no cut, just the slow motion"
    # "black and white" is one thing, whatever it holds.
    for said in ([what] if len(pieces) > MOST else pieces, [what]):
        # The surest that each piece names, of those the latest.
        found = [max((names(piece, one), n) for n, one in enumerate(parts)) for piece in said]
        if all(sure for sure, _ in found):
            return [parts[n] for _, n in found]
    return []


def called(what: str, part: Part) -> bool:
    """Whether ``what`` is a name of a change."""
    names = frozenset(_CALLED.get(part.name, "").split())
    said = _THING.sub("", what)
    return said in names or said.removesuffix("s") in names or said == _bare(part.title)


def is_part(what: str, part: Part) -> float:
    """How surely ``what`` names a change, 0 to 1."""
    said = _THING.sub("", what)
    if called(what, part):
        return 1.0
    if part.name == "revise":
        asked = set(content_words(said))
        return float(
            bool(asked) and asked <= {*content_words(str(part.value.get("instruction") or ""))}
        )
    if part.name == "text" and (words := _written(said)):
        return 1.0 if words <= _written(str(part.value).lower()) else 0.0
    calls = wishes(f"make it {said}").calls
    if not calls and said.isalpha():
        calls = wishes(f"make it {said}er").calls  # "undo the dark"
    return max((_asks(call, part) for call in calls), default=0.0)


def _written(words: str) -> set[str]:
    """The words of what was written, without what such a thing is called: "the price text"."""
    said = re.findall(r"[\w'-]+", words)
    return {word for word in said if word not in _CALLED["text"].split() and word not in _OF_ALL}


_OF_ALL = frozenset("the that my our a an one first second with which says saying".split())


def _asks(call: ToolCall, part: Part) -> float:
    """How surely a wish would have led to a change."""
    if call.name == part.name == "style":
        return float(call.arguments["style"] == part.value.get("style"))
    if call.name == part.name:
        return 1.0
    own = call.arguments.get(part.name) if call.name == "adjust" else None
    if own is not None:
        signed = part.name in ("brightness", "contrast", "saturation", "warmth")
        return float(not signed or (own > 0) == (part.value > 0))
    grey = call.arguments.get("saturation") == -1.0 and part.name == "style"
    return 0.5 if grey and part.value.get("style") in _GREY else 0.0


def _lost(what: str, part: Part) -> float:
    """Whether ``what`` was lost by a change."""
    return float(what in _LOST.get(part.name, "").split())


def _without(gone: Sequence[Part], parts: Sequence[Part], edits: Sequence[Decision]) -> Decision:
    """The clip from before the first change that is gone, with all the others."""
    first = min(part.edit for part in gone)
    target = str(edits[first].guidance.target)
    calls = tuple(
        left
        for n, edit in enumerate(edits[first:], first)
        for m, call in enumerate(edit.calls)
        if (left := _left(call, {one.name for one in gone if (one.edit, one.call) == (n, m)}))
    )
    kept = [part.title for part in parts if part not in gone]
    if not calls:
        whole = Guidance(show=(target,))
        return Decision(kind="retrieve", guidance=whole, text="Back to how it was.", why=UNDONE)
    names = listed([part.title for part in gone])
    return Decision(
        kind="edit",
        guidance=Guidance(target=target),
        calls=calls,
        text=f"I take {names} off again and keep {listed(kept)}.",
        why="You wanted one change taken back.",
    )


def _left(call: ToolCall, gone: set[str]) -> ToolCall | None:
    """A call without what is gone of it; ``None`` where nothing is left to do."""
    if call.name in gone:
        return None
    if call.name != "adjust" or not gone:
        return call
    gone = gone | {how for how, what in BESIDE.items() if what in gone}
    left = {name: value for name, value in call.arguments.items() if name not in gone}
    return replace(call, arguments=left) if left.keys() - BESIDE.keys() else None


def _which(parts: Sequence[Part]) -> Decision:
    """That change is not among those that were made: say which were."""
    titles = list(dict.fromkeys(part.title for part in parts))
    options = tuple(f"undo {title.strip('“”')}" for title in titles)
    return Decision(
        kind="ask",
        text=f"I made no such change. What I did to it: {listed(titles)}. Which shall go?",
        options=(*options[:3], "undo that"),
        why="No change is called that.",
    )


def _bare(title: str) -> str:
    return title.removeprefix("the ").strip("“”").lower()
