"""What a visitor puts into a message: checked, kept as theirs, and made ready for the turn."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.domain import Attachment
from models.errors import BadRequest, UserError

if TYPE_CHECKING:
    from app.library import Library
    from models.encode.encoder import Vectors

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})
SOUNDS = frozenset({".wav", ".mp3", ".ogg", ".m4a", ".flac"})
LONG_SIDE = 1280


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The files that were taken, and a sentence for each that was not or only in part.

    ``like`` is the unit vector (d,) of the pictures, their mean; ``None`` without any.
    """

    files: tuple[Attachment, ...] = ()
    refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    like: Vectors | None = None


def attach(library: Library, user: str, files: Sequence[Path]) -> Attached:
    """Take a message's files in; the originals are left alone.

    A video becomes a private item of the visitor. A picture is read, so that a broken or oversized
    one is refused, and kept without its metadata: it may tell where somebody lives.
    """
    taken: list[Attachment] = []
    refused: list[str] = []
    remarks: list[str] = []
    vectors: list[Vectors] = []
    for path in files:
        ending = path.suffix.lower()
        try:
            if ending in SOUNDS:
                raise BadRequest(
                    f"I cannot listen to recordings yet (got {path.name!r}); write what you said."
                )
            if ending in PICTURES:
                kept, vector = _picture(library, path)
                vectors.append(vector)
                taken.append(Attachment(path=kept, name=path.name, kind="image"))
            else:
                item = library.take(
                    path,
                    title=path.stem,
                    owner=user,
                    declared="brought by you",
                    remark=remarks.append,
                )
                taken.append(
                    Attachment(path=item.media, name=path.name, kind="video", item=item.id)
                )
        except UserError as exc:
            refused.append(str(exc))
    return Attached(
        files=tuple(taken),
        refused=tuple(refused),
        remarks=tuple(remarks),
        like=_mean(vectors),
    )


def _picture(library: Library, path: Path) -> tuple[Path, Vectors]:
    from PIL import Image

    from models.encode.frames import squares
    from models.media.picture import read_image

    pixels = read_image(path, LONG_SIDE)
    vector = library.encoder.images(squares(pixels[None], library.encoder.side))[0]
    folder = library.settings.home / "pictures"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder / f"{uuid.uuid4().hex}.jpg"
    Image.fromarray(pixels).save(kept, quality=88)
    return kept, vector


def _mean(vectors: list[Vectors]) -> Vectors | None:
    if not vectors:
        return None
    total = np.sum(vectors, axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), dtype=np.float32)
