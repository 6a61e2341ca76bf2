"""What is made is judged before it is shown: by words, by taste, and by how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.retrieve.catalogue import Catalogue
from models.encode.encoder import Encoder

Frames = NDArray[np.uint8]

LOOKED_AT = 4
"""Frames of a clip that are embedded."""
BLURRED = 56.0
"""Variance of the Laplacian at 128 pixels below which a picture is mush: half of what the softest
of the 117 demo clips has (112; one in ten has less than 250)."""
STILL = 0.15
"""Mean absolute change from frame to frame, in grey levels, below which a clip does not move; the
stillest demo clip has 0.22."""
THE_SAME = 0.96
"""Cosine of embeddings from which a clip is a copy of one that is here. No two demo clips reach it
(0.943 at most); another stretch of the same clip, seen at 128 pixels, does in three of four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What speaks for a candidate.

    Attributes:
        words: cosine of the mean frame with the words, ``None`` without words.
        taste: cosine with *User_Hist*, ``None`` without likes.
        sharpness: variance of the Laplacian of the sharpest frame.
        motion: mean absolute change from frame to frame, in grey levels.
        copy_of: id of an item that it repeats, or empty.
        vector: the embedding (d,) of the clip.
    """

    words: float | None
    taste: float | None
    sharpness: float
    motion: float
    copy_of: str
    vector: NDArray[np.float32]

    @property
    def poor(self) -> str:
        """Why it should not be shown, or empty."""
        if self.sharpness < BLURRED:
            return "it came out blurred"
        if self.copy_of:
            return "it repeats a clip that is here"
        return ""

    @property
    def score(self) -> float:
        """Higher is better: words count twice as much as taste, what does not move a little less.

        Cosines of words with pictures lie lower than those of pictures with each other, so that
        each is taken as it is and not mixed as a probability.
        """
        score = 2.0 * (self.words or 0.0) + (self.taste or 0.0)
        return score - (0.05 if self.motion < STILL else 0.0) - (1.0 if self.poor else 0.0)


def judge(
    frames: Frames,
    encoder: Encoder,
    catalogue: Catalogue,
    viewer: str,
    *,
    words: str = "",
    history: NDArray[np.float32] | None = None,
    not_of: Sequence[str] = (),
) -> Judgement:
    """Look at a candidate (t, h, w, 3); ``not_of`` are items that it may well resemble."""
    chosen = frames[np.linspace(0, len(frames) - 1, min(LOOKED_AT, len(frames))).astype(int)]
    vectors = encoder.images(chosen)
    vector = np.asarray(vectors.mean(0) / (np.linalg.norm(vectors.mean(0)) + 1e-9), np.float32)
    said = encoder.texts([words])[0] if words else None
    nearest = catalogue.nearest(vector, "visual", 1 + len(not_of), viewer)
    copies = [one.item_id for one in nearest if one.score > THE_SAME and one.item_id not in not_of]
    return Judgement(
        words=float(vector @ said) if said is not None and said.any() else None,
        taste=None if history is None else float(vector @ history),
        sharpness=max(sharpness(frame) for frame in chosen),
        motion=motion(frames),
        copy_of=copies[0] if copies else "",
        vector=vector,
    )


def sharpness(frame: Frames) -> float:
    """Variance of the Laplacian of a frame (h, w, 3) brought to 128 pixels."""
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (128, 128), interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(small, cv2.CV_64F).var())


def motion(frames: Frames) -> float:
    """Mean absolute change from frame to frame of (t, h, w, 3), in grey levels."""
    if len(frames) < 2:
        return 0.0
    return float(np.abs(np.diff(frames.astype(np.int16), axis=0)).mean())
