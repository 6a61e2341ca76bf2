"""TrustMark (Bui et al. 2023, Adobe) as an invisible mark, for those who install its package.

It carries 61 bits a picture under a BCH code that mends five wrong ones: the identifier's 48, and
13 of a keyed check, so that what others mark with the same public model is not taken for ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from PIL import Image as Pictures

from models.errors import Unavailable
from models.provenance import foreign, payload
from models.provenance.marker import Draw, Image, Reading
from models.provenance.payload import IDENTIFIER_BITS, Book

BITS = 61
"""What ``Encoding.BCH_5`` holds. Bits thrown like coins pass once in 70 million: the code, 0.2 %,
the schema's number, 1/16, and the check, 1/8192, which alone stops who marks with this schema."""

CHECK_BITS = BITS - IDENTIFIER_BITS

SCORE = 8.8
"""A word that was read has 91 of 96 bits right at least: so many standard deviations."""


class TrustMark:
    """The mark of one ``key`` (bytes, at least 16). The model loads, and is fetched, at first use.

    Raises :class:`Unavailable` without the package.
    """

    name = "trustmark-1"

    def __init__(self, key: bytes) -> None:
        if len(key) < 16:
            raise ValueError(f"got a key of {len(key)} bytes, expected at least 16")
        if wanting := foreign.missing("trustmark"):
            raise Unavailable(f"No picture can be marked: {wanting}.")
        self.key = key

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        """See :class:`models.provenance.marker.Marker`; raises :class:`Unavailable`."""
        model, secret = self._model(), self._secret(identifier)

        def draw(image: Image) -> Image:
            return np.array(model.encode(Pictures.fromarray(image), secret, MODE="binary"))

        return draw

    def read(self, images: Iterable[Image], known: Book) -> Reading:
        """See the protocol. Every picture carries all of it: the first that is known counts."""
        model, found = self._model(), Reading()
        for image in images:
            secret, present, _ = model.decode(Pictures.fromarray(image), MODE="binary")
            if not present or len(secret) != BITS:
                continue
            identifier = int(secret[:IDENTIFIER_BITS], 2)
            if secret != self._secret(identifier):
                continue
            if identifier in known:
                return Reading(found="ours", identifier=identifier, score=SCORE)
            found = Reading(found="maybe", identifier=identifier, score=SCORE)
        return found

    def _secret(self, identifier: int) -> str:
        check = payload.check(identifier, self.key, CHECK_BITS)
        return f"{identifier:0{IDENTIFIER_BITS}b}{check:0{CHECK_BITS}b}"

    @staticmethod
    def _model() -> Any:
        return foreign.loaded("trustmark", _build)


def _build(package: Any) -> Any:
    # The processor: where a card is, other models fill it. The remover is not wanted here.
    return package.TrustMark(
        verbose=False,
        device="cpu",
        model_type="Q",
        encoding_type=package.TrustMark.Encoding.BCH_5,
        loadRemover=False,
    )
