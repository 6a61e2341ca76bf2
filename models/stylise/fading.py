"""A clip that comes out of one colour and goes into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from models.media.pace import Pace
from models.stylise.styliser import Array, Picture

Shade = Literal["black", "white"]


@dataclass(frozen=True, slots=True)
class Fade:
    """Seconds of fading in and out, as they are seen, and from and to which colour."""

    begin: float = 0.0
    end: float = 0.0
    shade: Shade = "black"

    def over(self, picture: Picture, start: float, end: float, pace: Pace | None = None) -> Picture:
        """Fade what ``picture`` returns; its times run from ``start`` to ``end`` and are played at
        a ``pace``. The first and last pictures are the colour, or nearly.
        """
        pace = pace or Pace()
        level = 255.0 if self.shade == "white" else 0.0

        def faded(image: Array, time: float) -> Array:
            share = self.share(pace.played(time, start), pace.played(end, time))
            result = picture(image, time)
            if share >= 1.0:
                return result
            return np.asarray(cv2.convertScaleAbs(result, alpha=share, beta=(1.0 - share) * level))

        return faded

    def share(self, since: float, left: float) -> float:
        """How much is seen ``since`` seconds after the beginning, ``left`` before the end."""
        into = since / self.begin if self.begin else 1.0
        out = left / self.end if self.end else 1.0
        share = min(1.0, max(0.0, min(into, out)))
        return share * share * (3.0 - 2.0 * share)
