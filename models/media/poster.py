"""A still picture out of a video, as a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image as Pillow

from models.domain import EMPTY
from models.media import sample
from models.media.orientation import Image
from models.media.part import part
from models.media.picture import exif_of


def poster(
    source: Path | str,
    target: Path | str,
    time: float = 0.0,
    width: int = 640,
    metadata: Mapping[str, str] = EMPTY,
) -> Image:
    """Write the picture on screen at ``time`` (seconds), at most ``width`` pixels wide.

    The ending of ``target`` chooses the format: ``.jpg``, ``.webp`` or ``.png``. ``metadata`` goes
    into its EXIF block (see :func:`models.media.picture.picture_metadata`). Returns the
    picture at its full size, uint8 (h, w, 3). Raises :class:`BadMedia` if nothing decodes.
    """
    frame = next(iter(sample.at(source, [time])))
    save(frame.image, target, width, metadata)
    return frame.image


def save(
    image: Image, target: Path | str, width: int = 640, metadata: Mapping[str, str] = EMPTY
) -> None:
    """Write a picture, uint8 (h, w, 3), at most ``width`` pixels wide; see :func:`poster`."""
    picture = Pillow.fromarray(image)
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    with part(target) as unfinished:
        picture.save(unfinished, quality=85, exif=exif_of(metadata))
