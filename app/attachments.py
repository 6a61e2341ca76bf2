"""What a visitor puts into a message: checked, kept as theirs, and made ready for the turn."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.domain import Attachment
from models.errors import BadMedia, BadRequest, Cancelled, Unavailable, UserError

if TYPE_CHECKING:
    from app.library import Library
    from app.store.store import Store
    from models.encode.encoder import Vectors
    from models.speech.listener import Listener

PICTURES = frozenset(".png .jpg .jpeg .webp .bmp .avif .tif .tiff".split())
SOUNDS = frozenset({".wav", ".mp3", ".ogg", ".m4a", ".flac"})
LONG_SIDE = 1280


def as_they_came(store: Store, user: str, files: Sequence[Path]) -> tuple[Attachment, ...]:
    """A message's files before they are taken in: what is stopped meanwhile can be sent again."""
    found = []
    for path in files:
        item = store.items.at(path, user)  # of a message that is sent again
        name = path.name if item is None else f"{item.title}{path.suffix}"
        kept = None if item is None else item.id
        found.append(Attachment(path=path, name=name, kind="video", item=kept))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The files that were taken, and a sentence for each that was not or only in part.

    ``like`` is the unit vector (d,) of the pictures, their mean; ``None`` without any. ``heard`` is
    what was said in recordings, which are not kept.
    """

    files: tuple[Attachment, ...] = ()
    refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    like: Vectors | None = None
    heard: str = ""


def attach(
    library: Library,
    user: str,
    files: Sequence[Path],
    listener: Listener | None = None,
    cancel: threading.Event | None = None,
) -> Attached:
    """Take a message's files in; the originals are left alone.

    A video becomes a private item of the visitor, unless it is the file of one they may see. A
    picture is read, so that a broken or oversized one is refused, and kept without its metadata: it
    may tell where somebody lives. That AI made it is the one thing that it goes on saying. A
    recording becomes words, by ``listener``. Raises :class:`models.errors.Cancelled` soon after
    ``cancel`` is set.
    """
    from app.likeness import Likenesses

    def tick(share: float) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled("the visitor pressed stop")

    taken: list[Attachment] = []
    refused: list[str] = []
    remarks: list[str] = []
    vectors: list[Vectors] = []
    heard: list[str] = []
    for path in files:
        ending = path.suffix.lower()
        tick(0.0)
        try:
            if ending in SOUNDS:
                heard.append(_words(path, listener))
            elif ending in PICTURES or (ending == ".gif" and _still(path)):
                kept, vector = _picture(library, path)
                vectors.append(vector)
                taken.append(Attachment(path=kept, name=path.name, kind="image"))
            else:
                # A message that is sent again brings what was taken in the first time.
                item, name = library.store.items.at(path, user), path.name
                if item is not None:
                    name = f"{item.title}{path.suffix}"
                else:
                    item = library.take(
                        path,
                        title=path.stem,
                        owner=user,
                        declared="brought by you",
                        tick=tick,
                        remark=remarks.append,
                    )
                    Likenesses(library.store).asks(item, user)  # looks, once, and keeps what it saw
                taken.append(Attachment(path=item.media, name=name, kind="video", item=item.id))
        except (UserError, Unavailable) as exc:
            named = len(files) == 1 or path.name in str(exc)
            refused.append(str(exc) if named else f"{path.name!r}: {exc}")
    return Attached(
        files=tuple(taken),
        refused=tuple(refused),
        remarks=tuple(remarks),
        like=_mean(vectors),
        heard=" ".join(heard),
    )


def _still(path: Path) -> bool:
    """Whether a GIF is a picture. Of a damaged one, what decodes of it may yet be a clip."""
    from models.media.picture import moves

    try:
        return not moves(path)
    except BadMedia:
        return False


def _words(path: Path, listener: Listener | None) -> str:
    """What was said in a recording."""
    if listener is None:
        raise BadRequest(
            "I cannot hear you yet. Whoever runs this app can set GENEREC_SPEECH to a Whisper "
            "model (the smallest has 150 MB: “hf download openai/whisper-tiny”); until then, "
            "please write what you said."
        )
    said = listener.hear(path)
    if not said:
        raise BadRequest("I heard nothing in that recording; say it again, or write it.")
    return said


def _picture(library: Library, path: Path) -> tuple[Path, Vectors]:
    from PIL import Image

    from agents.guard.marks import arrived
    from app.store.paths import PICTURES
    from models.encode.frames import squares
    from models.media.picture import exif_of, read_image
    from models.provenance.origin import declared_ai_picture

    pixels = read_image(path, LONG_SIDE)
    vector = library.encoder.images(squares(pixels[None], library.encoder.side))[0]
    folder = library.settings.home / PICTURES
    if path.parent == folder:  # of a message that is sent again
        return path, vector
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder / f"{uuid.uuid4().hex}.jpg"
    told = exif_of(arrived(declared_ai_picture(path)))
    Image.fromarray(pixels).save(kept, quality=88, exif=told)
    return kept, vector


def _mean(vectors: list[Vectors]) -> Vectors | None:
    if not vectors:
        return None
    total = np.sum(vectors, axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), dtype=np.float32)
