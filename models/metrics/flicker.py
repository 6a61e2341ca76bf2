"""Flicker: how much a video trembles where nothing moves."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Flicker:
    """Trembling of an output beside its source, over the same still pixels.

    ``source`` and ``output`` are mean absolute second differences over time of the luminance,
    in grey levels: a steady change counts nothing, a change to and fro counts in full.
    ``still`` is the share of pixels, over all frames, that were judged.
    """

    source: float
    output: float
    still: float

    FLOOR = 0.25

    @property
    def ratio(self) -> float:
        """Output over source. A source calmer than a quarter of a level counts as that quarter,
        which the eye cannot tell from stillness.
        """
        return self.output / max(self.source, self.FLOOR)


def _luminance(image: NDArray[Any]) -> NDArray[Any]:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32)


def _tremble(three: Iterable[NDArray[Any]]) -> NDArray[Any]:
    before, now, after = three
    trembling: NDArray[Any] = np.abs(before - 2.0 * now + after)
    return trembling


def flicker(
    source: Iterable[NDArray[Any]], output: Iterable[NDArray[Any]], *, moved: float = 4.0
) -> Flicker:
    """Measure ``output`` against ``source``, both uint8 (h, w, 3) RGB frames of one size.

    A pixel counts as still over three frames while the source around it, blurred so that noise
    averages out, changes by less than ``moved`` grey levels and no edge passes nearby. With
    ``moved=inf`` every pixel counts: for clips whose camera moves. Raises :class:`BadRequest`
    with fewer than three frames, or when nothing stands still.
    """
    sources: deque[NDArray[Any]] = deque(maxlen=3)
    outputs: deque[NDArray[Any]] = deque(maxlen=3)
    sums = np.zeros(3)
    frames = 0
    for before, after in zip(source, output, strict=True):
        sources.append(_luminance(before))
        outputs.append(_luminance(after))
        if len(sources) < 3:
            continue
        calm = [cv2.GaussianBlur(plane, (0, 0), 3.0) for plane in sources]
        change = np.maximum(cv2.absdiff(calm[0], calm[1]), cv2.absdiff(calm[1], calm[2]))
        still = cv2.dilate(change, np.ones((9, 9), np.uint8)) < moved
        sums += (
            float(_tremble(sources)[still].sum()),
            float(_tremble(outputs)[still].sum()),
            float(still.mean()),
        )
        frames += still.size
    if frames == 0:
        raise BadRequest("Flicker needs at least three frames; give a longer clip.")
    triples = frames / sources[0].size
    pixels = sums[2] * sources[0].size
    if pixels < 1.0:
        raise BadRequest("Nothing stands still in this clip; measure it with moved=inf.")
    return Flicker(float(sums[0] / pixels), float(sums[1] / pixels), float(sums[2] / triples))
