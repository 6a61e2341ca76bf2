"""The seam to captioning: a picture in, a sentence out. Its fake stands beside it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


class Captioner(Protocol):
    """Says what a picture shows."""

    def caption(self, image: Image) -> str:
        """Return one short sentence for a picture (h, w, 3) RGB, empty where it has none.

        Raises Unavailable without weights.
        """
        ...


class FakeCaptioner:
    """Names the strongest of the three colours."""

    def caption(self, image: Image) -> str:
        """See :class:`Captioner`."""
        return f"something {('red', 'green', 'blue')[int(image.mean((0, 1)).argmax())]}"
