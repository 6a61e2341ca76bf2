"""A clip's pictures and their vectors in one pass: decoding runs beside the encoder."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.domain import Pulse, no_pulse
from models.encode.encoder import Encoder, Vectors
from models.encode.frames import squares
from models.media import sample
from models.media.decode import read_ahead
from models.media.picture import read_image

BATCH = 32
"""Pictures a forward pass: enough to keep the processor busy, few enough to overlap decoding."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Middle squares uint8 (n, side, side, 3), RGB, and their unit vectors float32 (n, d)."""

    pictures: NDArray[np.uint8]
    vectors: Vectors


def see(
    path: Path | str, times: Sequence[float], encoder: Encoder, pulse: Pulse = no_pulse
) -> Seen:
    """Decode the picture at each of ``times`` (seconds, rising, at least one) and encode it.

    At most two batches wait decoded. Raises :class:`models.errors.BadMedia` if nothing decodes,
    and what the encoder raises.
    """
    pictures: list[NDArray[np.uint8]] = []
    vectors: list[Vectors] = []
    decoded = sample.at(path, times, size=encoder.side, pulse=pulse)
    with closing(read_ahead(decoded, depth=2 * BATCH)) as ahead:
        while batch := list(islice(ahead, BATCH)):
            pulse()
            square = squares(np.stack([frame.image for frame in batch]), encoder.side)
            pictures.append(square)
            vectors.append(encoder.images(square))
    return Seen(np.concatenate(pictures), np.concatenate(vectors))


def pictured(file: Path, encoder: Encoder) -> dict[str, Any]:
    """What an encoder sees in a picture, as of a clip of one frame."""
    seen = encoder.images(read_image(file, long_side=2 * encoder.side)[None])
    return {"frames": seen, "times": np.zeros(1), "visual": seen[0]}
