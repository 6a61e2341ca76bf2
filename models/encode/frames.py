"""From video frames to what an encoder wants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def squares(frames: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Cut the middle square out of ``frames`` (n, h, w, 3) and scale it: (n, side, side, 3)."""
    import cv2

    height, width = frames.shape[1:3]
    edge = min(height, width)
    top, left = (height - edge) // 2, (width - edge) // 2
    middle = frames[:, top : top + edge, left : left + edge]
    if edge == side:
        return np.ascontiguousarray(middle)
    method = cv2.INTER_AREA if edge > side else cv2.INTER_CUBIC
    scaled = [cv2.resize(frame, (side, side), interpolation=method) for frame in middle]
    return np.stack(scaled).astype(np.uint8)
