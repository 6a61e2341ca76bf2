"""From what the generator makes to what is shown: clean, larger, and with pictures in between.

Sixteen small frames at eight a second become a clip of 512 pixels at twenty-four a second. Sizes by
Lanczos; pictures in between by warping both neighbours along the optical flow between them (DIS,
Kroeger et al. 2016) and mixing the results, which is what video players do.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 512
CLEANED = 6.0
"""Strength of the cleaning, about the grey levels of noise that it takes away."""
BETWEEN = 3
"""Shown frames for each that was made."""

Frames = NDArray[np.uint8]


def enlarged(frame: Frames, side: int = SIDE) -> Frames:
    """Bring a frame (h, w, 3) to ``side`` pixels on its short side."""
    scale = side / min(frame.shape[:2])
    size = (round(frame.shape[1] * scale), round(frame.shape[0] * scale))
    how = cv2.INTER_LANCZOS4 if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(frame, size, interpolation=how))


def cleaned(frame: Frames) -> Frames:
    """Take the seams and the speckle out of a frame (h, w, 3) that was made.

    The latents of neighbouring blocks of 8 x 8 pixels do not always agree; likeness of small
    neighbourhoods (non-local means, Buades et al. 2005) tells such seams from drawn edges.
    """
    return np.asarray(cv2.fastNlMeansDenoisingColored(frame, None, CLEANED, CLEANED, 5, 13))


def smoothed(frames: Frames, between: int = BETWEEN) -> Iterator[Frames]:
    """Yield ``between`` pictures for each of ``frames`` (t, h, w, 3); the last one is held."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow.setFinestScale(0)
    for here, there in zip(frames[:-1], frames[1:], strict=True):
        yield here
        one, other = (cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in (here, there))
        ahead = flow.calc(one, other, None)  # type: ignore[call-overload]
        back = flow.calc(other, one, None)  # type: ignore[call-overload]
        for step in range(1, between):
            share = step / between
            first = _moved(here, -share * ahead)
            second = _moved(there, -(1 - share) * back)
            yield np.asarray(cv2.addWeighted(first, 1 - share, second, share, 0))
    for _ in range(between):
        yield frames[-1]


def _moved(frame: Frames, by: NDArray[np.float32]) -> Frames:
    """Each pixel is taken from where ``by`` (h, w, 2) points."""
    height, width = by.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.asarray(
        cv2.remap(frame, x + by[..., 0], y + by[..., 1], cv2.INTER_LINEAR,
                  borderMode=cv2.BORDER_REPLICATE)
    )  # fmt: skip


def shown(frames: Frames, side: int = SIDE, between: int = BETWEEN) -> Iterator[Frames]:
    """Yield frames (t, h, w, 3) as they are shown: cleaned, smoothed, then enlarged."""
    for frame in smoothed(np.stack([cleaned(frame) for frame in frames]), between):
        yield enlarged(frame, side)
