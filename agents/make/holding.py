"""Holds a shaky clip steady, or says that it is steady already."""

from __future__ import annotations

from agents.make.changes import Begin
from models.domain import Item, Tick, no_tick
from models.media.decode import frames
from models.stylise.edits import Edit
from models.stylise.steadying import CALM, MARGIN, Steadied, shake
from models.stylise.styliser import Picture

HEIGHT = 240
"""Pixels of the short side at which the camera is followed."""
ALREADY = "It is steady already: it shakes by less than a quarter of a percent of its height."


def held(item: Item, edit: Edit, tick: Tick = no_tick) -> tuple[Picture | None, str]:
    """Return what takes the shake out of a clip's pictures, ``None`` where there is none, and what
    is to be said of it.

    Raises :class:`models.errors.BadMedia` if nothing decodes.
    """
    end = min(item.duration, edit.end or item.duration)
    found = shake(
        frames(item.media, start=edit.start, end=end, size=HEIGHT, pulse=lambda: tick(0.0))
    )
    if found.strength < CALM:
        return None, ALREADY
    steadied = Steadied(found, edit.start, end, edit.direction == "backwards")
    cut = 1.0 - 1.0 / steadied.scale
    said = f"About {cut:.0%} of its width and height is cut off for that."
    if found.strength > MARGIN / 2:
        said += " It shakes more than that can hide, so some of it stays."
    return steadied, said


def before(picture: Picture | None, begin: Begin) -> Begin:
    """``begin`` of what ``picture`` makes of every frame, which leaves its size as it is."""
    if picture is None:
        return begin
    first = picture

    def both(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
        then, size = begin(width, height)
        return (lambda image, time: then(first(image, time), time)), size

    return both
