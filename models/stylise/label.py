"""The visible label: says on the picture itself that it was changed or made by AI.

The text is at least 5 % of the short side high, as GB 45438-2025 asks, on a plate that makes it
readable on any background.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from models.media.pace import Pace
from models.stylise.lettering import Patch, capital, letter, plate
from models.stylise.styliser import Array, Picture

Corner = Literal["top left", "top right", "bottom left", "bottom right"]
TEXT = "AI-edited"
SHARE = 0.05
"""Height of the capital letters as a share of the short side."""


def label(width: int, height: int, text: str = TEXT, corner: Corner = "top left") -> Patch:
    """The label for pictures of ``width`` x ``height`` pixels, made once and laid over each."""
    lettering = letter(text)
    short = min(width, height)
    size = max(round(SHARE * short), 5)
    # A pixel more: the soft upper and lower edges do not count as height.
    wanted = SHARE * short + 1.0
    while capital(lettering.font(size)) < wanted:
        size += 1
    font = lettering.font(size)
    sheet = plate(lettering.text, font, padding=max(round(0.02 * short), 1))
    sheet = sheet[:height, :width]
    margin = round(0.025 * short)
    down, across = corner.split()
    spare_x, spare_y = width - sheet.shape[1], height - sheet.shape[0]
    left = min(margin, spare_x) if across == "left" else max(spare_x - margin, 0)
    upper = min(margin, spare_y) if down == "top" else max(spare_y - margin, 0)
    return Patch(sheet, left, upper)


def burn_label(image: Array, text: str = TEXT, corner: Corner = "top left") -> Array:
    """A copy of a still picture (uint8, (h, w, 3)) with the label on it."""
    return label(image.shape[1], image.shape[0], text, corner).over(image)


def labelled(
    picture: Picture,
    width: int,
    height: int,
    *,
    text: str = TEXT,
    corner: Corner = "top left",
    seconds: float | None = 2.0,
    pace: Pace | None = None,
    covers: Callable[[Array, float], None] | None = None,
) -> Picture:
    """Another picture function, its results labelled.

    ``width`` and ``height`` are those of what ``picture`` returns. The label stays for
    ``seconds`` from the first frame on, as long as those are at the ``pace`` of the clip; ``None``
    leaves it on to the end. ``covers`` is told each picture that it goes on, and how long after the
    first that is played.
    """
    patch = label(width, height, text, corner)
    first: float | None = None
    pace = pace or Pace()

    def with_label(image: Array, time: float) -> Array:
        nonlocal first
        if first is None:
            first = time
        result = picture(image, time)
        since = pace.played(time, first)
        if seconds is not None and since > seconds:
            return result
        if covers is not None:
            covers(result, since)
        return patch.over(result)

    return with_label
