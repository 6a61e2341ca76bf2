"""The style of a picture that a visitor sent, or of a clip, laid over another clip.

Pictures are found under the names they are kept as, and a clip only where its visitor may see it.
What was read of either is 100 numbers, which are kept nowhere; which clip it was is kept, so that
what has its style goes when it has to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agents.make.changes import Change
from agents.retrieve.catalogue import Catalogue
from models.domain import Pixels, Recipe
from models.errors import BadRequest
from models.stylise.styliser import Array, Picture, Strength
from models.stylise.transfer.look import Colours, PictureLook, own_share
from models.stylise.transfer.weights import StyleNetwork

_NAME = re.compile(r"[0-9a-f]{32}\.jpg")
"""What a picture that came with a message is kept as."""

LOOKS, LARGEST = 3, 640
"""Frames of a clip that its style is read from, and the long side in pixels of what is read."""

GONE = "The picture that you mean is not here any more; attach it again and say what to do."


class Imitation:
    """Reads styles with ``network``; pictures lie in ``pictures``, clips in ``catalogue``."""

    def __init__(self, network: StyleNetwork, pictures: Path, catalogue: Catalogue) -> None:
        self.network, self._pictures, self._catalogue = network, pictures, catalogue

    def change(
        self, of: Sequence[str], viewer: str, strength: float = 1.0, colours: Colours = "taken"
    ) -> Change:
        """Redraw a clip in the style of ``of``: names of pictures, or the id of one item.

        Raises :class:`BadRequest` where a picture is gone or is no style,
        :class:`models.errors.NoSuchItem` for a clip that ``viewer`` may not see, and
        :class:`models.errors.Unavailable` without weights.
        """
        sent = all(map(_NAME.fullmatch, of))
        seen = [self.picture(name) for name in of] if sent else self._frames(of[0], viewer)
        name = self.network.name
        look = PictureLook(self.network, self.network.read(seen), colours, own_share(seen))
        whole = Strength(look, strength)

        def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
            return whole.start(width, height, 25.0), (width, height)

        own = "in its own colours" if colours == "kept" else "with its colours"
        return Change(
            recipe=Recipe(
                tool="style",
                pixels="changed",
                parameters={
                    "style": "picture" if sent else "clip",
                    "strength": strength,
                    "colours": colours,
                    "reference": _hash(seen),
                    **({} if sent else {"like": of[0]}),
                },
                model=name,
            ),
            title=f"in the style of {'a picture' if sent else 'another clip'}",
            note=f"Redrawn in the style of {'your picture' if sent else 'the other clip'}, {own}.",
            begin=begin,
        )

    def picture(self, name: str, long_side: int = LARGEST) -> Array:
        """A picture that was sent, by the name it is kept under: uint8 (h, w, 3).

        Raises :class:`BadRequest` where there is none.
        """
        from models.media.picture import read_image

        return read_image(self._kept(name), long_side)

    def declared(self, name: str) -> Pixels:
        """What a picture that was sent said of itself: ``made`` or ``changed`` by AI, or ``kept``.

        Raises :class:`BadRequest` where there is none.
        """
        from models.provenance.origin import declared_ai_picture

        return declared_ai_picture(self._kept(name))

    def _kept(self, name: str) -> Path:
        file = self._pictures / name
        if not _NAME.fullmatch(name) or not file.is_file():
            raise BadRequest(GONE)
        return file

    def _frames(self, identifier: str, viewer: str) -> list[Array]:
        from models.media import sample

        item = self._catalogue.item(identifier, viewer)
        times = (np.arange(LOOKS) + 0.5) * max(item.duration, 0.1) / LOOKS
        return [frame.image for frame in sample.at(item.media, times.tolist(), size=360)]


def _hash(pictures: Sequence[Array]) -> str:
    """First digits of the SHA-256 over the pixels that were read."""
    total = hashlib.sha256()
    for picture in pictures:
        total.update(np.ascontiguousarray(picture).tobytes())
    return total.hexdigest()[:16]
