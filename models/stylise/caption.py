"""Text over a clip: wrapped, sized to fit, readable on any background."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.errors import BadRequest
from models.stylise.lettering import Font, Ink, Lettering, Patch, ink_size, letter, plate, shaded
from models.stylise.styliser import Picture

Position = Literal[
    "top", "centre", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"
]
Hue = Literal[
    "white", "yellow", "red", "orange", "green", "blue", "pink", "black", "purple", "gold",
    "turquoise", "navy", "dark blue", "dark green", "dark red", "brown", "grey",
]  # fmt: skip
HUES: dict[Hue, Ink] = {
    "white": (255, 255, 255), "yellow": (255, 221, 45), "red": (255, 84, 74),
    "orange": (255, 153, 51), "green": (110, 231, 120), "blue": (112, 178, 255),
    "pink": (255, 140, 200), "black": (0, 0, 0), "purple": (198, 150, 255),
    "gold": (232, 190, 96), "turquoise": (84, 226, 214),
    "navy": (16, 30, 92), "dark blue": (20, 50, 140), "dark green": (0, 84, 38),
    "dark red": (132, 16, 28), "brown": (96, 54, 22), "grey": (190, 190, 190),
}  # fmt: skip
"""Bright ones stand on a dark plate, dark ones on a bright one."""
OTHER_NAMES: dict[str, Hue] = {
    "navy blue": "navy", "midnight blue": "navy", "deep blue": "dark blue",
    "royal blue": "dark blue", "forest green": "dark green", "deep green": "dark green",
    "burgundy": "dark red", "maroon": "dark red", "wine red": "dark red", "deep red": "dark red",
    "dark brown": "brown", "gray": "grey", "silver": "grey", "violet": "purple", "lilac": "purple",
    "lavender": "purple", "magenta": "pink", "rose": "pink", "golden": "gold", "cyan": "turquoise",
    "teal": "turquoise", "aqua": "turquoise", "sky blue": "blue",
}  # fmt: skip
"""What hues are called besides, and which of ours comes nearest."""
Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""
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


@dataclass(frozen=True, slots=True)
class Words:
    """What is written, in which row and corner, how many times as large as usual, and how."""

    text: str
    position: Position = "bottom"
    size: float = 1.0
    colour: Hue = "white"


def captioned(words: Words, width: int, height: int, beside: Sequence[Words] = ()) -> Picture:
    """A picture function that lays ``words`` over frames of ``width`` x ``height`` pixels, which
    have those ``beside`` on them.
    """
    patch = caption_patch(words, width, height, beside)
    return lambda image, time: patch.over(image)


def caption_patch(words: Words, width: int, height: int, beside: Sequence[Words] = ()) -> Patch:
    """Letters on a plate for frames of ``width`` x ``height`` pixels, as large as asked for where
    they fit; above or below those ``beside``, which were there first, where they would be on them.
    """
    lines, font = fit(check(words.text), width, height, LARGE * words.size)
    short = min(width, height)
    sheet = plate(lines, font, padding=max(round(0.028 * short), 2), ink=HUES[words.colour])
    sheet = sheet[:height, :width]
    row, _, side = words.position.partition("-")
    margin, edge = round(0.06 * height), round(0.05 * short)
    spare, across = height - sheet.shape[0], width - sheet.shape[1]
    # At the top they begin below the label, which a source may have in its pixels already.
    below = max(margin, round(BELOW * short))
    top = {"top": min(below, spare), "centre": spare // 2, "bottom": max(spare - margin, 0)}
    left = {"left": min(edge, across), "": across // 2, "right": max(across - edge, 0)}
    there = [caption_patch(one, width, height, beside[:n]).box for n, one in enumerate(beside)]
    box = (left[side], top[row], sheet.shape[1], sheet.shape[0])
    place = _free(box, there, -1 if row == "bottom" else 1, max(2, margin // 4))
    return Patch(sheet, left[side], min(max(place, 0), spare))


def _free(box: Box, there: Sequence[Box], way: Literal[-1, 1], gap: int) -> int:
    """The top of a box moved up (-1) or down until it is on none of those that are there."""
    left, top, width, height = box
    for _ in there:
        on = [
            one
            for one in there
            if left < one[0] + one[2] and one[0] < left + width
            and top < one[1] + one[3] and one[1] < top + height
        ]  # fmt: skip
        if not on:
            break
        ends = [one[1] - gap - height if way < 0 else one[1] + one[3] + gap for one in on]
        top = min(ends) if way < 0 else max(ends)
    return top


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
