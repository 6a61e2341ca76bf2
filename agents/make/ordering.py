"""Shots of a plan in other places: moved, repeated, left out, or only those that are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.make.storyboard import Shot, Storyboard
from agents.read.rows import Named, Row, bounded, listed, named, without
from models.domain import Item
from models.errors import BadRequest

LENGTH = re.compile(
    r"\b(?:\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|ten)[\s-]*(?:s|secs?|"
    r"seconds?)\b"
)
_KEEP = re.compile(
    r"^(?:please )?(?:(?:only|just) (?:keep |use |take |show )?|(?:keep|use|take|show) (?:only|"
    r"just) |keep )"
)
SWAP = re.compile(r"\b(?:swap|replace|change|exchange|switch|another|different|other)\b")
REMOVE = re.compile(
    r"\b(?:remove|delete|drop|skip|lose|take (?:away|out|off)|leave (?:away|out)|cut (?:out|away)|"
    r"get rid of|"
    r"without|throw (?:away|out)|not the|take .{3,30} (?:out|away)|leave .{3,30} out)\b"
)
LONGER = re.compile(r"\b(?:longer|extend|lengthen|more of|slower)\b")
SHORTER = re.compile(r"\b(?:shorter|shorten|trim|less of|quicker|faster|briefer)\b")
_TO_END = re.compile(r"^(?:please |it should |let it )*(?:end|finish|close)s?\b")
_TO_START = re.compile(r"^(?:please |it should |let it )*(?:start|begin|open)s?\b")
_END = re.compile(r"\b(?:(?:to|at|as|in) the (?:very )?(?:end|back)|last)\s*$")
_START = re.compile(r"\b(?:(?:to|at|as|in) the (?:very )?(?:start|beginning|front|top)|first)\s*$")
_TOGETHER = re.compile(
    r"\b(?:together|back to back|in (?:a|one) (?:row|video|film)|combine|join|merge|one after)\b"
)
_BETWEEN = re.compile(r"\b(?:between|in the middle)\b")
_BESIDE = re.compile(
    r"\b(?P<side>after|before|behind|in front of|following)\s*(?:shot|clip|scene)?\s*$"
)
_TO_PLACE = re.compile(r"\b(?:to|as|in|into|at)\s*(?:place|position)?\s*$|^\s*$")
_FIRST_THEN = re.compile(
    r"\b(?:first(?:ly)?|(?:and )?then|after that|next|(?:and )?(?:finally|lastly|last)|at the "
    r"end)\b"
    r"(?=,? (?:the|number|clip|shot|scene|\d))"
)
_MOVE = re.compile(
    r"\b(?:put|move|bring|place|shift|push|play|show|start|begin|open|end|finish|close|should "
    r"(?:be|come)|goes|comes|go|come)\b"
)
_BY_ONE = re.compile(
    r"\b(?:one|a) (?:place |shot |position )?(?P<way>earlier|later|up|down|forwards?|"
    r"back(?:wards?)?|left|right)\b"
)
_AGAIN = re.compile(
    r"\b(?:repeat|again|twice|once more|duplicate|double|one more time|two times)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish about a plan: plain words, what they name of its shots, and their places.

    ``before`` are clips that were seen earlier.
    """

    words: str
    found: list[Named]
    places: list[int]
    row: Row
    before: Sequence[Item] = ()


def row_of(board: Storyboard) -> Row:
    """What its shots can be named by: their captions, and the scenes that they stand for."""
    return Row(
        titles=tuple(shot.caption for shot in board.shots),
        words=tuple(f"{shot.caption} {shot.scene}" for shot in board.shots),
    )


def kept(board: Storyboard, wish: Wish) -> Storyboard | None:
    """Only what is named stays, in the order in which it is: "only the first two"."""
    row = _TOGETHER.search(wish.words)
    if not (row or _KEEP.match(wish.words)) or not wish.places or LENGTH.search(wish.words):
        return None
    bounded(wish.places, len(board.shots), "shot")
    places = list(dict.fromkeys(wish.places))
    left = [place for place in range(len(board.shots)) if place not in places]
    if not left:
        return _put(board, places, 0) if row else None
    return removed(_put(board, places, 0), list(range(len(places), len(board.shots))), "")


def repeated(board: Storyboard, wish: Wish) -> Storyboard | None:
    """A shot once more: beside itself, or where it is said."""
    if not _AGAIN.search(wish.words) or REMOVE.search(wish.words):
        return None
    if not wish.places and not re.fullmatch(
        r"(?:please )?(?:repeat|play|show|double) (?:it|that|everything|the whole (?:thing|"
        r"video))(?: all)?(?: again| twice| once more)?",
        wish.words,
    ):
        return None
    places = [wish.places[0]] if wish.places else list(range(len(board.shots)))
    if wish.places and wish.found[0].places == tuple(wish.places):
        places = wish.places  # "repeat the first two"
    bounded(places, len(board.shots), "shot")
    to = target(board, wish, places)
    to = len(board.shots) if to is None and len(places) > 1 else places[0] + 1 if to is None else to
    shots = list(board.shots)
    shots[to:to] = [board.shots[place] for place in places]
    return grown(board, shots)


def moved(board: Storyboard, wish: Wish) -> Storyboard | None:
    """A shot to another place: "put the third first", "move the last before the second"."""
    words, count = wish.words, len(board.shots)
    places = wish.places
    if (
        not wish.found
        or SWAP.search(words)
        or REMOVE.search(words)
        or LONGER.search(words)
        or SHORTER.search(words)
    ):
        return None
    by_one = _BY_ONE.search(words)
    to = target(board, wish, places)
    last = wish.found[-1]
    order = _in_order(wish)
    if order:
        bounded(order, count, "shot")
        return _put(board, order, 0)
    if not (_MOVE.search(words) or to is not None or by_one):
        return None
    if LENGTH.search(words):
        return None
    if by_one is not None:
        bounded(places[:1], count, "shot")
        step = (
            -1
            if by_one["way"] in ("earlier", "up", "left") or by_one["way"].startswith("forward")
            else 1
        )
        return _put(board, [places[0]], places[0] + (step if step < 0 else 2))
    targets: tuple[int, ...] = ()
    between = words[wish.found[0].end : last.start] if len(wish.found) > 1 else ""
    if to is None and len(wish.found) > 1 and len(last.places) == 1 and _TO_PLACE.search(between):
        targets = last.places
        to = last.places[0] + (last.places[0] > places[0])
        places = [place for place in places if place not in targets] or places[:1]
    elif to is not None and len(wish.found) > 1 and _BESIDE.search(words[: last.start]):
        places = [place for place in places if place not in last.places]
    elif to is not None and len(wish.found) > 1 and re.search(r"\b(?:first|last)\s*$", words):
        places = places[:-1]  # "put the third first" names no second shot
        to = count if words.rstrip().endswith("last") else 0
    if to is None or not places:
        return None
    bounded([*places, *targets], count, "shot")
    return _put(board, list(dict.fromkeys(places)), to)


def _in_order(wish: Wish) -> list[int]:
    """The places of "first the forest, then the beach and then the city"; empty of other words."""
    words, marks = _FIRST_THEN.subn(" ", wish.words)
    found = named(words, wish.row)
    places = list(dict.fromkeys(listed(found)))
    rest = re.sub(
        r"\b(?:and|please|the|should|come|comes|be|i|want|put|show)\b|\W", "", without(words, found)
    )
    return places if marks > 1 and len(places) > 1 and not rest else []


def _put(board: Storyboard, places: list[int], to: int) -> Storyboard:
    """``places``, in this order, before the shot that is at ``to`` now."""
    kept = [place for place in range(len(board.shots)) if place not in places]
    at = sum(place < to for place in kept)
    order = [*kept[:at], *places, *kept[at:]]
    return replace(board, shots=tuple(board.shots[place] for place in order))


def removed(board: Storyboard, places: list[int], words: str) -> Storyboard:
    """The plan without the shots at ``places``; they may be swapped in again."""
    gone = set(places)
    if len(gone) == len(board.shots):
        raise BadRequest("Then nothing would be left; say “another plan” for other clips.")
    left = tuple(shot for place, shot in enumerate(board.shots) if place not in gone)
    shorter = replace(board, shots=left, spare=(*board.spare, *at(board.shots, gone)))
    return replace(shorter, seconds=round(shorter.length, 2))


def target(board: Storyboard, wish: Wish, moved: Sequence[int]) -> int | None:
    """Where something should go, as an index among the shots; ``None`` where it is not said."""
    count = len(board.shots)
    beside = [
        (found, side)
        for found in wish.found
        if found.places and (side := _BESIDE.search(wish.words[: found.start])) is not None
    ]
    if beside:
        found, side = beside[-1]
        bounded(found.places, count, "shot")
        return found.places[0] + (side["side"] in ("after", "behind", "following"))
    for start, end in ((_TO_START, _TO_END), (_START, _END)):
        if start.search(wish.words):
            return 0
        if end.search(wish.words):
            return count
    if _BETWEEN.search(wish.words):
        inside = sorted(
            place for found in wish.found for place in found.places if place not in moved
        )
        return inside[0] + 1 if inside else count // 2
    return None


def grown(board: Storyboard, shots: list[Shot]) -> Storyboard:
    """The plan with these shots, as long as they are."""
    changed = replace(board, shots=tuple(shots))
    return replace(changed, seconds=round(changed.length, 2))


def at(shots: Sequence[Shot], places: Sequence[int] | set[int]) -> list[Shot]:
    """The shots at ``places``."""
    return [shot for place, shot in enumerate(shots) if place in places]
