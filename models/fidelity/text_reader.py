"""The seam that reads what stands written in a picture, and what reads it here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from models.errors import Unavailable
from models.fidelity.check import Image

SIDE = 640
"""Pictures are read at most so long, pixels: finer costs with the square and finds little more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text; ``box`` is left, top, width, height as shares of the picture."""

    text: str
    box: tuple[float, float, float, float]


class TextReader(Protocol):
    """Reads pictures."""

    def read(self, image: Image) -> Sequence[Line]:
        """Return the lines in a picture, uint8 (h, w, 3) RGB.

        Raises :class:`models.errors.Unavailable` where it cannot read at all.
        """
        ...


class FakeTextReader:
    """Reads what it was told stands in every picture."""

    def __init__(self, *lines: Line) -> None:
        self.lines = lines

    def read(self, image: Image) -> Sequence[Line]:
        """See :class:`TextReader`."""
        return self.lines


class RapidTextReader:
    """PP-OCRv6 (small) by rapidocr and ONNX Runtime; the models come in its wheel, 31 MB.

    Loaded at the first picture. Any thread may ask; one at a time is read.
    """

    def __init__(self, threads: int = 1, side: int = SIDE) -> None:
        self.threads, self.side = threads, side
        self._engine: Any = None
        self._lock = threading.Lock()

    def read(self, image: Image) -> Sequence[Line]:
        """See :class:`TextReader`."""
        height, width = image.shape[:2]
        with self._lock:
            # The engine takes pictures as OpenCV has them, blue first.
            read = self._loaded()(np.ascontiguousarray(image[..., ::-1]))
        if read.boxes is None or read.txts is None:
            return ()
        return [
            Line(text=text, box=_box(np.asarray(corners), width, height))
            for text, corners in zip(read.txts, read.boxes, strict=True)
        ]

    def _loaded(self) -> Any:
        if self._engine is None:
            try:
                from rapidocr import RapidOCR
            except ImportError as exc:
                raise Unavailable(
                    "reading text in pictures needs rapidocr and onnxruntime; install what"
                    " requirements.txt names"
                ) from exc
            self._engine = RapidOCR(params=_settings(self.threads, self.side))
            logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        return self._engine


def _settings(threads: int, side: int) -> dict[str, Any]:
    return {
        "Global.log_level": "error",
        "Global.use_cls": False,  # upright text alone: turned lines are rare and cost a model more
        "Global.max_side_len": side,
        "Det.limit_side_len": side,
        "Det.limit_type": "max",
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _box(
    corners: np.ndarray[Any, Any], width: int, height: int
) -> tuple[float, float, float, float]:
    """The upright box around four corners (4, 2), pixels."""
    low = np.clip(corners.min(axis=0) / (width, height), 0.0, 1.0)
    high = np.clip(corners.max(axis=0) / (width, height), 0.0, 1.0)
    return (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
