"""Text over a clip: wrapped, sized to fit, readable on any background."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Literal

from models.errors import BadRequest
from models.stylise.lettering import Font, Ink, Lettering, Patch, ink_size, letter, plate, shaded
from models.stylise.styliser import Picture

Position = Literal[
    "top", "centre", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"
]
Hue = Literal[
    "white", "yellow", "red", "orange", "green", "blue", "pink", "black", "purple", "gold",
    "turquoise",
]  # fmt: skip
HUES: dict[Hue, Ink] = {
    "white": (255, 255, 255), "yellow": (255, 221, 45), "red": (255, 84, 74),
    "orange": (255, 153, 51), "green": (110, 231, 120), "blue": (112, 178, 255),
    "pink": (255, 140, 200), "black": (0, 0, 0), "purple": (198, 150, 255),
    "gold": (232, 190, 96), "turquoise": (84, 226, 214),
}  # fmt: skip
"""Bright enough to be read on the dark plate; black has a bright one."""
LARGE = 0.085
"""Size of letters at most, as a share of the short side."""
BELOW = 0.16
"""Where words at the top begin, as a share of the short side: under the visible label."""
TITLE, TITLE_PLACE = 0.13, 0.27
"""Size of a title's letters at most, as a share of the short side, and where the middle of an
upright picture's title is, as a share of its height."""

LONGEST = 300
"""Letters a caption may have."""


def wrap(text: str, font: Font, width: int) -> str:
    """Break ``text`` into lines of at most ``width`` pixels; a longer word is broken itself."""
    lines = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if font.getlength(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while font.getlength(word) > width and len(word) > 1:
                fits = _fitting(word, font, width)
                lines.append(word[:fits])
                word = word[fits:]
            line = word
        lines.append(line)
    return "\n".join(lines)


def _fitting(word: str, font: Font, width: int) -> int:
    """How many of the first letters of ``word`` fit; at least one."""
    lengths = range(1, len(word))
    return max(1, bisect_right(lengths, width, key=lambda n: math.ceil(font.getlength(word[:n]))))


def fit(lettering: Lettering, width: int, height: int, large: float = LARGE) -> tuple[str, Font]:
    """The text in lines, and the largest font at which it takes less than 90 % of the width and
    45 % of the height; of ``large`` of the short side at most. At the smallest readable size the
    rest is cut off with an ellipsis.
    """
    short = min(width, height)
    largest, smallest = max(round(large * short), 8), max(round(0.045 * short), 6)
    room = max(round(0.45 * height), smallest)
    across = max(round(0.84 * width), smallest)
    for size in range(largest, smallest - 1, -1):
        font = lettering.font(size)
        lines = wrap(lettering.text, font, across)
        _, top, _, bottom = ink_size(lines, font)
        if bottom - top <= room:
            return lines, font
    kept = lines.splitlines()
    while len(kept) > 1 and bottom - top > room:
        kept = kept[:-1]
        _, top, _, bottom = ink_size("\n".join(kept), font)
    return "\n".join(kept).rstrip(" .,;:") + "...", font


def check(text: str) -> Lettering:
    """``text`` as it can be drawn; raises :class:`BadRequest` where it cannot."""
    if len(text) > LONGEST:
        raise BadRequest(
            f"The text has {len(text)} letters, a caption holds up to {LONGEST}; shorten it."
        )
    return letter(text)


def captioned(
    text: str,
    width: int,
    height: int,
    position: Position = "bottom",
    size: float = 1.0,
    colour: Hue = "white",
) -> Picture:
    """A picture function that lays ``text`` over frames of ``width`` x ``height`` pixels."""
    patch = caption_patch(text, width, height, position, size, colour)
    return lambda image, time: patch.over(image)


def caption_patch(
    text: str,
    width: int,
    height: int,
    position: Position = "bottom",
    size: float = 1.0,
    colour: Hue = "white",
) -> Patch:
    """Letters on a dark plate, ``size`` times the usual where they fit, for frames of ``width`` x
    ``height`` pixels.
    """
    lines, font = fit(check(text), width, height, LARGE * size)
    short = min(width, height)
    sheet = plate(
        lines, font, padding=max(round(0.028 * short), 2), darkness=0.62, ink=HUES[colour]
    )
    sheet = sheet[:height, :width]
    row, _, side = position.partition("-")
    margin, edge = round(0.06 * height), round(0.05 * short)
    spare, across = height - sheet.shape[0], width - sheet.shape[1]
    # At the top they begin below the label, which a source may have in its pixels already.
    below = max(margin, round(BELOW * short))
    top = {"top": min(below, spare), "centre": spare // 2, "bottom": max(spare - margin, 0)}
    left = {"left": min(edge, across), "": across // 2, "right": max(across - edge, 0)}
    return Patch(sheet, left[side], top[row])


def titled(text: str, width: int, height: int) -> Patch:
    """A title: large white letters in the upper part of frames of ``width`` x ``height`` pixels,
    above where faces mostly are, on a shade that has no edge.
    """
    lines, font = fit(check(text), width, height, TITLE)
    sheet = shaded(lines, font, round(0.12 * min(width, height)))
    spare = height - sheet.shape[0], width - sheet.shape[1]
    # The shade may pass the edges; the letters do not.
    sheet = sheet[max(0, -spare[0] // 2) :, max(0, -spare[1] // 2) :][:height, :width]
    middle = round((TITLE_PLACE if height > width else 0.5) * height)
    top = min(max(middle - sheet.shape[0] // 2, 0), height - sheet.shape[0])
    return Patch(sheet, (width - sheet.shape[1]) // 2, top)
