"""Still pictures that somebody attached: measured, and read without blowing up the memory."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from models.errors import BadMedia
from models.media.orientation import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""Pillow knows many more, and some of them run other programs (EPS)."""

# EXIF's numbers for a description, the block of its own fields, and a free comment in it.
_DESCRIPTION, _EXIF, _USER_COMMENT = 0x010E, 0x8769, 0x9286

_ORIENTATION = 0x0112
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
"""What puts a picture of each orientation upright."""
_QUARTER_TURNS = (5, 6, 7, 8)

PIXELS = 120_000_000
"""The most that is taken: a picture of 10,000 x 10,000 passes, and needs 300 MB while read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageInfo:
    """A picture file: its kind, and its size as shown (the camera's orientation applied)."""

    path: Path
    format: str
    width: int
    height: int
    size_bytes: int


def probe_image(path: Path | str) -> ImageInfo:
    """Measure a picture from its header.

    Raises :class:`BadMedia` for what is no picture, is damaged, or has too many pixels.
    """
    path = Path(path)
    with _opened(path) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION) in _QUARTER_TURNS:  # a stranger's: of any type
            width, height = height, width
        return ImageInfo(
            path=path,
            format=str(image.format),
            width=width,
            height=height,
            size_bytes=path.stat().st_size,
        )


def read_image(path: Path | str, long_side: int = 2048) -> Image:
    """Read a picture as uint8 (h, w, 3), RGB, upright, at most ``long_side`` pixels long.

    Transparent parts become white. Raises :class:`BadMedia` like :func:`probe_image`.
    """
    path = Path(path)
    with _opened(path) as image:
        # JPEG decodes at a half, a quarter or an eighth when asked before the pixels are read.
        image.draft("RGB", (long_side, long_side))
        image.thumbnail((long_side, long_side), reducing_gap=2.0)
        upright = _upright(image)
        if upright.has_transparency_data:
            upright = upright.convert("RGBA")
            white = Pillow.new("RGBA", upright.size, "white")
            upright = Pillow.alpha_composite(white, upright)
        if upright.mode.startswith("I;16"):
            # Pillow would cut 65,535 levels off at 255, which leaves white.
            grey = (np.asarray(upright) >> 8).astype(np.uint8)
            return np.repeat(grey[..., None], 3, axis=2)
        return np.array(upright.convert("RGB"))


def moves(path: Path | str) -> bool:
    """Whether a picture has more than one frame. Raises :class:`BadMedia` like the others."""
    with _opened(Path(path)) as image:
        return getattr(image, "n_frames", 1) > 1


def _upright(image: Pillow.Image) -> Pillow.Image:
    """Turn a picture as its camera was held. Pillow's own way writes the EXIF block anew, and one
    that a stranger made breaks that.
    """
    turn = image.getexif().get(_ORIENTATION)  # a stranger's: of any type
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def exif_of(metadata: Mapping[str, str]) -> Pillow.Exif:
    """Return an EXIF block that carries ``metadata``; its ``comment`` is for people to read."""
    exif = Pillow.Exif()
    if metadata:
        exif[_DESCRIPTION] = metadata.get("comment", "")
        told = json.dumps(dict(metadata)).encode("ascii")
        exif.get_ifd(_EXIF)[_USER_COMMENT] = b"ASCII\0\0\0" + told
    return exif


def picture_metadata(path: Path | str) -> dict[str, str]:
    """Return what :func:`exif_of` put into a picture; empty where there is nothing of ours.

    Raises :class:`BadMedia` like :func:`probe_image`.
    """
    with _opened(Path(path)) as image:
        told = image.getexif().get_ifd(_EXIF).get(_USER_COMMENT)
    if not isinstance(told, bytes):
        return {}  # of a number, ``bytes`` would make that many
    try:
        found = json.loads(told[8:])
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


@contextmanager
def _opened(path: Path) -> Iterator[Pillow.Image]:
    if not path.is_file() or path.stat().st_size == 0:
        raise BadMedia(f"{path.name!r} is missing or empty; choose or upload the picture again.")
    try:
        with warnings.catch_warnings():
            # Our own limit below is stricter than Pillow's warning and looser than its error.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(path, formats=_FORMATS) as image:
                _check(path, image)
                yield image
    except Pillow.DecompressionBombError as exc:
        raise BadMedia(
            f"{path.name!r} has far more than the {PIXELS / 1e6:.0f} million pixels that are "
            "taken; scale it down and give that."
        ) from exc
    except (OSError, SyntaxError, ValueError) as exc:
        raise BadMedia(
            f"{path.name!r} could not be read as a picture: it is damaged or of another kind; "
            "give a JPEG, PNG, WebP or GIF."
        ) from exc


def _check(path: Path, image: Pillow.Image) -> None:
    width, height = image.size
    if width * height > PIXELS:
        raise BadMedia(
            f"{path.name!r} is {width:,} x {height:,} pixels, more than the "
            f"{PIXELS / 1e6:.0f} million that are taken; scale it down and give that."
        )
