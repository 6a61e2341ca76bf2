"""Letters on pictures: a font that has them, a size that fits, a patch to lay over frames."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from models.errors import BadRequest
from models.stylise.styliser import Array

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

Ink = tuple[int, int, int]
"""A colour of letters, RGB."""

READABLE = 4.5
"""Contrast that letters keep at least: WCAG 2.2, success criterion 1.4.3."""
DARK = 0.18
"""Luminance below which letters are dark: black and white are as far from it."""
LEAST_OPAQUE = 0.62

FONTS = (
    "DejaVuSans-Bold.ttf",
    "NotoSans-Bold.ttf",
    "LiberationSans-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "Arial Unicode.ttf",
    "arialbd.ttf",
    "msyh.ttc",
)
"""Looked for on the machine, in this order, when the font that comes with Pillow lacks a letter.
That one has the letters, digits and signs of ASCII only."""

PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "ı": "i",
        "×": "x",
        "•": "*",
    }
)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Text that can be drawn: the font that has its letters (None: Pillow's own), and ``note``,
    a sentence for the visitor where something of what they wrote had to be left out.
    """

    text: str
    face: str | None
    note: str = ""

    def font(self, size: int) -> Font:
        """The font at ``size`` pixels."""
        return _font(self.face, size)


@lru_cache(maxsize=64)
def _font(face: str | None, size: int) -> Font:
    return ImageFont.load_default(size) if face is None else ImageFont.truetype(face, size)


def _glyph(face: str | None, letter: str) -> tuple[Any, bytes]:
    mask = _font(face, 24).getmask(letter)
    return mask.size, bytes(mask)


def missing(text: str, face: str | None) -> tuple[str, ...]:
    """The letters of ``text`` that ``face`` has no picture for, each once, in order."""
    nothing = _glyph(face, "\U0010fffd")
    letters = dict.fromkeys(letter for letter in text if not letter.isspace())
    return tuple(letter for letter in letters if _glyph(face, letter) == nothing)


def letter(text: str) -> Lettering:
    """Find a font for ``text``; without one, write it plainer: no accents, no emoji.

    Raises :class:`BadRequest` when letters remain that no font here can draw.
    """
    text = "".join(c for c in text if c in "\n " or unicodedata.category(c)[0] != "C")
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    for face in (None, *FONTS):
        try:
            if not missing(text, face):
                return Lettering(text, face)
        except OSError:
            continue  # not on this machine
    return _plainer(text)


def _plainer(text: str) -> Lettering:
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAIN))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    foreign = missing(plain, None)
    unreadable = [c for c in foreign if unicodedata.category(c)[0] == "L"]
    if unreadable:
        raise BadRequest(
            f"No font here can draw {''.join(unreadable[:8])!r}; "
            "please write the text in Latin letters."
        )
    kept = "".join(c for c in plain if c not in foreign)
    kept = "\n".join(" ".join(line.split()) for line in kept.splitlines()).strip()
    if not kept:
        raise BadRequest(
            f"No font here can draw {text[:8]!r}; please write the text in Latin letters."
        )
    left_out = " ".join(foreign)
    note = f"No font here can draw {left_out}, so I left it out." if left_out else ""
    return Lettering(kept, None, note or "No font here has the accents, so I left them out.")


def weight(font: Font) -> float:
    """Pixels by which letters are fattened: a regular face is too thin to read on a phone."""
    if isinstance(font, ImageFont.FreeTypeFont) and font.getname()[1] == "Regular":
        return font.size / 45.0
    return 0.0


def capital(font: Font) -> float:
    """Height of a capital letter in pixels."""
    _, top, _, bottom = font.getbbox("A")
    return bottom - top


def ink_size(text: str, font: Font) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the ink of ``text``, lines and all, around the origin."""
    draw = ImageDraw.Draw(Image.new("L", (1, 1)))
    box = draw.multiline_textbbox((0, 0), text, font, align="center", stroke_width=weight(font))
    return math.floor(box[0]), math.floor(box[1]), math.ceil(box[2]), math.ceil(box[3])


class Patch:
    """A picture with transparency that is laid over every frame at one place.

    Kept as two planes, what it adds and what it lets through, so that a frame costs one
    multiplication and one addition over the patch alone.
    """

    def __init__(self, rgba: Array, left: int, top: int) -> None:
        """``rgba``: uint8 (h, w, 4), not premultiplied; it must lie inside the frames."""
        alpha = rgba[..., 3:].astype(np.float32) / 255.0
        self._adds = np.rint(rgba[..., :3] * alpha).astype(np.uint8)
        self._passes = np.ascontiguousarray(np.repeat(1.0 - alpha, 3, axis=2))
        self._rows = slice(top, top + rgba.shape[0])
        self._columns = slice(left, left + rgba.shape[1])
        self.box = (left, top, rgba.shape[1], rgba.shape[0])

    def over(self, image: Array, share: float = 1.0) -> Array:
        """A copy of ``image`` (uint8, (h, w, 3)) with the patch on it, or ``share`` of it."""
        result = image.copy()
        region = result[self._rows, self._columns]
        seen = cv2.add(cv2.multiply(region, self._passes, dtype=cv2.CV_8U), self._adds)
        if share < 1.0:
            seen = cv2.addWeighted(region, 1.0 - share, seen, share, 0.0)
        result[self._rows, self._columns] = seen
        return result


def shaded(text: str, font: Font, soft: int) -> Array:
    """White ``text`` with a shadow that fades out over ``soft`` pixels: uint8 RGBA (h, w, 4)."""
    left, top, right, bottom = ink_size(text, font)
    size = (right - left + 2 * soft, bottom - top + 2 * soft)
    ink = Image.new("L", size)
    stroke = weight(font)
    ImageDraw.Draw(ink).multiline_text(
        (soft - left, soft - top), text, fill=255, font=font, align="center", stroke_width=stroke
    )
    letters = np.asarray(ink, np.float32) / 255.0
    # A wide shade for bright grounds, and a narrow one for the edges of the letters.
    wide = cv2.GaussianBlur(letters, (0, 0), soft / 3.2)
    near = cv2.GaussianBlur(letters, (0, 0), max(1.0, soft / 16))
    shade = 1.0 - (1.0 - np.clip(1.1 * wide, 0, 0.62)) * (1.0 - np.clip(0.9 * near, 0, 0.7))
    alpha = letters + (1.0 - letters) * shade
    white = letters / np.maximum(alpha, 1e-6)
    planes = [255.0 * white] * 3 + [255.0 * alpha]
    return np.asarray(np.rint(np.stack(planes, axis=2)), np.uint8)


def luminance(colour: Ink) -> float:
    """Relative luminance of an sRGB colour, 0 to 1: WCAG 2.2, "relative luminance"."""
    channels = (value / 255 for value in colour)
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Ink, other: Ink) -> float:
    """Contrast of two colours, 1 to 21: WCAG 2.2, "contrast ratio"."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def behind(ink: Ink) -> tuple[int, float]:
    """The grey of the plate that letters of a colour stand on, 0 or 255, and how opaque it is: as
    little as keeps a contrast of :data:`READABLE` whatever is behind it.
    """
    ground = 255 if luminance(ink) < DARK else 0
    opaque = LEAST_OPAQUE
    while opaque < 1.0 and contrast(ink, _over(ground, opaque)) < READABLE:
        opaque = min(1.0, opaque + 0.02)
    return ground, opaque


def _over(ground: int, opaque: float) -> Ink:
    """A plate on what is most unlike it."""
    grey = round(opaque * ground + (1 - opaque) * (255 - ground))
    return grey, grey, grey


def plate(text: str, font: Font, *, padding: int, ink: Ink = (255, 255, 255)) -> Array:
    """``text`` in the colour of ``ink`` on a rounded plate, dark, or white under dark letters:
    uint8 RGBA (h, w, 4), readable on anything.
    """
    ground, opaque = behind(ink)
    left, top, right, bottom = ink_size(text, font)
    size = (right - left + 2 * padding, bottom - top + 2 * padding)
    # Drawn at three times the size for round corners without steps.
    back = Image.new("L", (3 * size[0], 3 * size[1]))
    ImageDraw.Draw(back).rounded_rectangle(
        (0, 0, 3 * size[0] - 1, 3 * size[1] - 1), radius=3 * padding, fill=round(255 * opaque)
    )
    back = back.resize(size, Image.Resampling.BOX)
    sheet = Image.new("RGBA", size, (ground, ground, ground, 255))
    sheet.putalpha(back)
    ImageDraw.Draw(sheet).multiline_text(
        (padding - left, padding - top),
        text,
        fill=(*ink, 255),
        font=font,
        align="center",
        stroke_width=weight(font),
    )
    return np.asarray(sheet)
