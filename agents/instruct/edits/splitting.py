"""A clip in equal parts: "split it in two" gives two clips, "only the first half" one."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.wishes import in_time, wishes
from agents.read.lengths import both_ends
from agents.read.references import PLACES, referred
from agents.read.words import NUMBERS
from agents.scene import Scene
from agents.talk.replies import BROUGHT, no_clip
from models.domain import Decision, Guidance, Item, ToolCall

MOST = 4
"""Clips that come of one."""
LEAST = 0.5
"""Seconds of each at least: less is seen by nobody."""

_IT = r"(?:it|this|that|them|mine|the (?:\w+ )?(?:one|clip|video)|number \d)"
_INTO = rf"(?P<into>two|half|halves|\d{{1,3}}|{'|'.join(NUMBERS)})"
_SPLIT = re.compile(
    rf"\b(?:(?:split|divide|chop|break|slice|halve)(?: {_IT})?(?: up)?|"
    rf"(?:cut|make|turn) {_IT}(?: up)?)\s+(?:in|into|to)\s+{_INTO}\b"
    r"(?! *(?:s|secs?|seconds?|min\w*|times|x)\b)(?:\s+(?:equal )?(?:parts?|pieces?|clips?|videos?|"
    r"halves|bits?|ones?))?|"
    rf"\b(?:split|halve|divide) {_IT}(?: up)?(?=[\s.!?]*$)"
)
_SHARES = {"half": 2, "third": 3, "quarter": 4}
_SHARE = re.compile(
    rf"\b(?P<place>first|second|third|fourth|last) (?P<share>{'|'.join(_SHARES)})\b"
)
_CUTTING = re.compile(
    r"\b(?:cut|trim|keep|only|just|shorten|remove|without|lose|drop|delete|skip)\b(?: (?:it|this|"
    r"that))?(?: (?:off|out|away|down|to))*"
)
_OTHERS = re.compile(r"\b(?:cover|thumbnail|text|write|caption)\b")


def splitting(words: str, scene: Scene) -> Decision | None:
    """Return the cuts that plain ``words`` ask for; ``None`` where they ask for no equal parts."""
    ends = both_ends(words)
    if ends is not None:
        return _ends(words, ends, scene)
    said, share = _SPLIT.search(words), _SHARE.search(words)
    if said is None and (share is None or not scene.screen or _OTHERS.search(words)):
        return None
    rest = words if share is None else words.replace(share[0], " ")
    item = scene.about or referred(rest, scene.screen, scene.focus)
    if item is None:
        return no_clip() if not scene.screen else None
    if said is None:
        return None if share is None else _part(item, words, share, scene)
    into = said["into"] or "two"
    count = 2 if into in ("half", "halves") else int(NUMBERS.get(into) or into)
    if not 2 <= count <= MOST or item.duration / count < LEAST:
        most = min(MOST, int(item.duration / LEAST))
        text = (
            f"Into {count} clips I cannot split it: it lasts {item.duration:.1f} seconds, and I "
            f"make {f'two to {most}' if most > 2 else 'two'} of one at most."
        )
        return Decision(kind="chat", text=text, options=("split it in two", *BROUGHT[:2]))
    cuts = [_cut(item, place, count) for place in range(count)]
    each = item.duration / count
    told = replace(cuts[0], text=f"{count} clips of {each:.1f} seconds each, one after the other:")
    return replace(told, then=tuple(cuts[1:]))


def _ends(words: str, ends: tuple[float, float], scene: Scene) -> Decision | None:
    """Two clips, the beginning and the end of one: a cut keeps one part."""
    item = scene.about or referred(words, (), scene.focus)
    if item is None:
        return None
    first, last = ends
    if first + last >= item.duration:
        text = (
            f"It lasts {item.duration:.1f} seconds: its first {first:g} and its last {last:g} are "
            "all of it."
        )
        return Decision(kind="chat", text=text, options=BROUGHT[:3])
    text = (
        f"Two clips, for a cut keeps one part: its first {first:g} seconds and its last {last:g}:"
    )
    begin = _edit(item, {"start": 0.0, "end": first})
    return replace(begin, text=text, then=(_edit(item, {"start": -last}),))


def _part(item: Item, words: str, share: re.Match[str], scene: Scene) -> Decision | None:
    """The cut to one of several equal parts; without it where it is to be gone. What is asked for
    besides follows the cut.
    """
    part = in_time(words)[1]
    if part.calls or part.note:
        return None  # "make the first half noir": only part of it
    beside = wishes(_CUTTING.sub(" ", words.replace(share[0], " "))).calls
    if beside and not _CUTTING.search(words):
        return None
    count = _SHARES[share["share"]]
    place = count - 1 if share["place"] == "last" else PLACES.index(share["place"])
    if place >= count:
        return None
    gone = re.search(r"\b(?:remove|without|lose|drop|delete|skip|cut (?:off|out|away))\b", words)
    if gone is None:
        return _with(_cut(item, place, count), beside)
    if 0 < place < count - 1:
        return None
    length = item.duration / count
    span = {"start": round(length, 2)} if place == 0 else {"end": round(item.duration - length, 2)}
    return _with(_edit(item, span), beside)


def _with(cut: Decision, beside: tuple[ToolCall, ...]) -> Decision:
    return replace(cut, calls=(*cut.calls, *(one for one in beside if one.name != "clip")))


def _cut(item: Item, place: int, count: int) -> Decision:
    each = item.duration / count
    span = {} if place == 0 else {"start": round(place * each, 2)}
    return _edit(item, span | ({} if place == count - 1 else {"end": round((place + 1) * each, 2)}))


def _edit(item: Item, span: dict[str, float]) -> Decision:
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=(ToolCall(name="clip", arguments=span),),
        why="You asked for a part of it.",
    )
