"""A change of a part of a clip: before and after it pictures and sound stay as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from agents.make.changes import Begin, Change
from agents.read.during import span
from models.domain import Item
from models.errors import BadRequest
from models.media.audio import RATE, Sound
from models.media.hearing import Hear, as_it_is, over
from models.media.soundtrack import Mixed
from models.stylise.styliser import Array, Picture

WHOLE = (
    "Direction, shape and length I can change of a whole clip only, not of a part of it. "
    "Cut that part out first, and change it then."
)


def only(change: Change, item: Item, during: str) -> Change:
    """Return ``change`` as it is done to the part ``during`` of a clip; all of it where empty.

    Raises:
        BadRequest: for a part that the clip does not have, and what only a whole clip can have.
    """
    if not during or change.idle:
        return change
    start, end = span(during, item.duration)
    timing = (change.start, change.end, change.times, change.direction, change.fade)
    if timing != (0.0, None, 1, "forwards", None):
        raise BadRequest(WHOLE)
    hear: Hear = _silent if change.mute else change.hear
    parameters = {**change.recipe.parameters, "during": during}
    return replace(
        change,
        recipe=replace(change.recipe, parameters=parameters),
        title=f"{change.title} {during if during.startswith('after') else f'in its {during}'}"
        if during[0].isalpha()
        else change.title,
        note=f"{change.note} Only from {start:.1f} to {end:.1f} s.",
        begin=_between(change.begin, start, end),
        # What is heard is that of the result: a part that is slowed is longer there.
        hear=hear if hear is as_it_is else over(hear, start, start + (end - start) / change.speed),
        within=(start, end) if change.speed != 1.0 else None,
        mute=False,
    )


def _silent(own: Sound | None, seconds: float) -> Sound | None:
    """The :data:`Hear` of a part without sound."""
    return None if own is None else Mixed(np.zeros((2, round(seconds * RATE)), np.float32))


def _between(begin: Begin, start: float, end: float) -> Begin:
    def begun(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
        drawn, size = begin(width, height)
        if size != (width, height):
            raise BadRequest(WHOLE)

        def picture(image: Array, time: float) -> Array:
            return drawn(image, time) if start <= time < end else image

        return picture, size

    return begun
