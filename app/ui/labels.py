"""Where the words of a map go: near their place, over no mark and no other word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LETTER, LINE = 6.9, 15.0
"""Width of a letter and height of a line, in the map's units; a little more than most need."""
MARK = 9.0
"""Half the side of a mark."""
STEPS = (0.0, -16.0, 16.0, -30.0, 30.0)
"""How far a word may move up or down; sideways it goes by half its width."""


class Label(NamedTuple):
    """A word, centred on ``x``, its foot at ``y``."""

    text: str
    x: float
    y: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def placed(
    wanted: Iterable[Label], marks: Iterable[tuple[float, float]], width: float, height: float
) -> list[Label]:
    """Return the words where each is free of marks, of the words before it and of the map's edge.

    The nearest such place is taken; a word that finds none is left out.
    """
    taken = [_Box(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
    found: list[Label] = []
    for label in wanted:
        free = next((one for one in _places(label) if _fits(_box(one), taken, width, height)), None)
        if free is not None:
            found.append(free)
            taken.append(_box(free))
    return found


def _places(label: Label) -> Sequence[Label]:
    aside = len(label.text) * LETTER / 2 + MARK
    moves = [(dx, dy) for dx in (0.0, -aside, aside) for dy in STEPS]
    moves.sort(key=lambda move: abs(move[0]) + abs(move[1]))
    return [label._replace(x=label.x + dx, y=label.y + dy) for dx, dy in moves]


def _box(label: Label) -> _Box:
    half = len(label.text) * LETTER / 2
    return _Box(label.x - half, label.y - LINE + 3, label.x + half, label.y + 3)


def _fits(box: _Box, taken: Iterable[_Box], width: float, height: float) -> bool:
    inside = box.left >= 2 and box.top >= 2 and box.right <= width - 2 and box.bottom <= height - 2
    return inside and not any(box.meets(other) for other in taken)
