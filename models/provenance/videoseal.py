"""VideoSeal 1.0 (Fernandez et al. 2024, Meta) as an invisible mark, for those who install it.

It carries 256 bits without a code of its own. The identifier's 48 and a keyed check of 16 are
written four times over and masked by a keyed pad: whatever a stranger writes with the same public
model agrees with a word of ours by chance alone, in as many bits as coins would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

from models.errors import Unavailable
from models.provenance import foreign, payload
from models.provenance.marker import Draw, Image, Reading
from models.provenance.payload import IDENTIFIER_BITS, Book

BITS, CHECK_BITS, TIMES = 256, 16, 4

CHANCE = 1e-9
"""How often a video without our mark may pass for a known identifier, of however many."""

DOUBT = 1e-5
"""How often it may be said to have a trace of one, likewise."""

DECODED = 192
"""Bits that must agree with an identifier that was read without a book. By chance a majority of
four has 176 with a spread of 5, and then the check fits once in 65,536: twice in 100 million."""

Bits = NDArray[np.uint8]


class VideoSeal:
    """The mark of one ``key`` (bytes, at least 16). The model loads, and is fetched, at first use.

    Raises :class:`Unavailable` without the package.
    """

    name = "videoseal-1"

    def __init__(self, key: bytes) -> None:
        if len(key) < 16:
            raise ValueError(f"got a key of {len(key)} bytes, expected at least 16")
        if wanting := foreign.missing("videoseal"):
            raise Unavailable(f"No picture can be marked: {wanting}.")
        self.key = key
        pad = hashlib.blake2b(key=key[:64], person=b"videoseal", digest_size=BITS // 8)
        self._pad = np.unpackbits(np.frombuffer(pad.digest(), np.uint8))

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        """See :class:`models.provenance.marker.Marker`; raises :class:`Unavailable`."""
        import torch

        model = self._model()
        message = torch.from_numpy(self._words([identifier]).astype(np.int64))

        def draw(image: Image) -> Image:
            marked = model.embed(_tensor(image), msgs=message, is_video=False)["imgs_w"][0]
            levels = (marked.detach() * 255).round().clamp(0, 255)
            return np.ascontiguousarray(levels.permute(1, 2, 0).numpy().astype(np.uint8))

        return draw

    def read(self, images: Iterable[Image], known: Book) -> Reading:
        """See the protocol. What all pictures say of a bit is added up."""
        model, soft = self._model(), np.zeros(BITS)
        for image in images:
            said = model.detect(_tensor(image), is_video=True)["preds"].detach().numpy()
            if said.shape != (1, BITS + 1):
                raise Unavailable(
                    f"VideoSeal gave predictions of shape {said.shape}, expected (1, {BITS + 1})"
                    f" as of its version 1.0; “{foreign.INSTALL['videoseal']}” installs that."
                )
            soft += said[0, 1:]  # the first says whether there is a mark, and is not trained here
        return self._found(soft, known) if soft.any() else Reading()

    def _found(self, soft: NDArray[np.float64], known: Book) -> Reading:
        # Read freely first: where that succeeds, a neighbour in the book must not be taken for it.
        read = np.where(self._pad, -soft, soft).reshape(TIMES, -1).sum(axis=0) > 0
        identifier = int.from_bytes(np.packbits(read[:IDENTIFIER_BITS]).tobytes(), "big")
        word = self._words([identifier])[0]
        agreeing = int((word == (soft > 0)).sum())
        if agreeing >= DECODED and ((word ^ self._pad)[: len(read)] == read).all():
            return _reading("ours" if identifier in known else "maybe", identifier, agreeing)
        if not len(known):
            return Reading()
        fits = (self._words(known.identifiers) == (soft > 0)).sum(axis=1)
        place = int(fits.argmax())
        if fits[place] >= least(CHANCE, len(known)):
            return _reading("ours", known.identifiers[place], int(fits[place]))
        doubtful = fits[place] >= least(DOUBT, len(known))
        return _reading("maybe" if doubtful else "unknown", None, int(fits[place]))

    def _words(self, identifiers: Sequence[int]) -> Bits:
        """The messages, (n, 256), of identifiers."""
        whole = b"".join(
            (one << CHECK_BITS | payload.check(one, self.key, CHECK_BITS)).to_bytes(8, "big")
            for one in identifiers
        )
        bits = np.unpackbits(np.frombuffer(whole, np.uint8)).reshape(len(identifiers), -1)
        return np.tile(bits, TIMES) ^ self._pad

    @staticmethod
    def _model() -> Any:
        return foreign.loaded("videoseal", lambda package: package.load("videoseal").eval())


def least(chance: float, known: int) -> int:
    """Bits of 256 that must agree with one of so many identifiers, for so rare a false alarm."""
    more = bdtrc(np.arange(BITS), BITS, 0.5)  # how often coins agree in more bits than so many
    return int(np.argmax(more <= chance / known)) + 1


def _tensor(image: Image) -> Any:
    import torch

    pixels = np.ascontiguousarray(image.transpose(2, 0, 1)[None])
    return torch.from_numpy(pixels).float() / 255


def _reading(found, identifier: int | None, agreeing: int) -> Reading:  # type: ignore[no-untyped-def]
    score = max(0.0, (agreeing - BITS / 2) / (BITS / 4) ** 0.5)
    if identifier is None:
        return Reading(found=found, trace=score)
    return Reading(found=found, identifier=identifier, trace=score, score=score)
