"""A plan, or single shots of it, longer and shorter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.make.casting import amount, fitted, resized
from agents.make.storyboard import FADE, LEAST, MOST, Shot, Storyboard
from agents.read.words import NUMBERS
from models.errors import BadRequest

_LENGTH = re.compile(rf"\b(\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBERS)})[\s-]*(?:s|secs?|seconds?)\b")
_A_BIT = re.compile(r"\b(?:bit|little|slightly|somewhat|tad)\b")
STEP = 1.5
"""By how much “longer” and “shorter” change a shot."""


def scaled(board: Storyboard, way: str, words: str) -> Storyboard:
    """The whole longer or shorter; a plan that can do neither is refused."""
    if "twice as" in words or "half as" in words:
        factor = 2.0 if ("twice as" in words) == way.startswith("long") else 0.5
    else:
        step = 1.25 if _A_BIT.search(words) else STEP
        factor = step if way.startswith("long") else 1 / step
    return whole(board, board.length * factor)


def whole(board: Storyboard, seconds: float) -> Storyboard:
    """The plan with another length; raises :class:`BadRequest` where that changes nothing."""
    changed = of_length(board, float(min(MOST, max(LEAST, round(seconds)))))
    if abs(changed.length - board.length) < 0.3:
        raise BadRequest(
            f"It lasts {board.length:.0f} seconds; a video may have {LEAST:.0f} to {MOST:.0f}, and "
            "no more than there is footage for."
        )
    return changed


def of_length(board: Storyboard, seconds: float) -> Storyboard:
    """The plan as near to ``seconds`` as its shots can be; more or fewer of them where none was
    said by itself.
    """
    seconds = min(MOST, max(LEAST, seconds))
    shots, spare = list(board.shots), list(board.spare)
    if board.told:
        return replace(board, seconds=seconds, shots=tuple(fitted(shots, seconds, MOST)))
    count, _ = amount(seconds)
    while len(shots) > count:
        spare.insert(0, shots.pop())
    while spare and (len(shots) < count or _most(shots) < seconds):
        shots.append(spare.pop(0))
    return replace(board, seconds=seconds, shots=tuple(fitted(shots, seconds)), spare=tuple(spare))


def longer(board: Storyboard, places: list[int], words: str) -> Storyboard:
    """The shots at ``places`` longer."""
    return _stretched(board, places, STEP)


def shorter(board: Storyboard, places: list[int], words: str) -> Storyboard:
    """The shots at ``places`` shorter."""
    return _stretched(board, places, 1 / STEP)


def lasting(board: Storyboard, places: list[int], words: str) -> Storyboard:
    """The shots at ``places`` as long as plain ``words`` say."""
    found = _LENGTH.search(words)
    if found is None:
        raise BadRequest("How long should it be? Say for instance “make the first 3 seconds”.")
    seconds = float(NUMBERS.get(found.group(1)) or found.group(1))
    return _resized(board, {place: max(1.0, seconds) for place in places})


def _stretched(board: Storyboard, places: list[int], factor: float) -> Storyboard:
    lengths = {place: max(1.0, board.shots[place].seconds * factor) for place in places}
    return _resized(board, lengths)


def _resized(board: Storyboard, lengths: dict[int, float]) -> Storyboard:
    shots = list(board.shots)
    for place, seconds in lengths.items():
        shots[place] = resized(shots[place], seconds)
    stays = [n for n in lengths if abs(shots[n].seconds - board.shots[n].seconds) < 0.1]
    if len(stays) == len(lengths):
        place = stays[0]
        raise BadRequest(
            f"Shot {place + 1} has no more than {shots[place].seconds:.1f} seconds without a "
            "cut, and no shot is shorter than one; change another one."
        )
    changed = replace(board, shots=tuple(shots))
    if not LEAST - 0.01 <= changed.length <= MOST + 0.01:
        raise BadRequest(
            f"The video would last {changed.length:.0f} seconds; it may have "
            f"{LEAST:.0f} to {MOST:.0f}."
        )
    return replace(changed, seconds=round(changed.length, 2))


def _most(shots: Sequence[Shot]) -> float:
    """Seconds these shots can last together as they are grown."""
    return sum(shot.seconds for shot in fitted(shots, MOST)) - FADE * (len(shots) - 1)
