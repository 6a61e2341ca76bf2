"""What stands beside invisible-watermark is counted alike, with the package or without."""

import sys
import types
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.invisible import (
    OURS,
    Figures,
    fitted,
    kept,
    library,
    majority,
    measured,
    rows,
    write,
)
from models.errors import Unavailable

RNG = np.random.default_rng(6)


def pictures(count: int = 4) -> list[np.ndarray]:
    small = RNG.integers(0, 256, (12, 18, 3)).astype(np.uint8)
    return [np.asarray(cv2.resize(small, (288, 192)))] * count


def test_most_pictures_say_what_is_read() -> None:
    assert majority([np.array(one) for one in ([1, 0, 1], [1, 0, 0], [0, 0, 1])]).tolist() == [
        1,
        0,
        1,
    ]


def test_a_picture_is_read_at_the_size_at_which_it_was_marked() -> None:
    image = pictures(1)[0]
    assert fitted(image, 288, 192) is image
    assert fitted(image[::2, ::2], 288, 192).shape == (192, 288, 3)


def test_without_the_package_one_reads_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imwatermark", None)
    with pytest.raises(Unavailable, match=f"--methods {OURS}"):
        library()


def test_ours_and_the_package_go_the_same_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "imwatermark", stand_in())
    plain = pictures()
    every = {
        name: {"a.mp4": measured(name, plain, 8.0, 3, ["CRF 20", "flip"])}
        for name in (OURS, "bars")
    }
    assert every[OURS]["a.mp4"].found["CRF 20"]
    assert every["bars"]["a.mp4"].found == {"CRF 20": True, "flip": False}
    assert every["bars"]["a.mp4"].right["flip"] < 1.0
    write(every, file := tmp_path / "figures.json")
    assert kept(file) == every
    told = {row["method"]: row["flip"] for row in rows(every)}
    assert told["bars"].startswith("0 (") and "bits" not in told[OURS]


def stand_in() -> types.ModuleType:
    """A package with one method: bright and dark bars along the upper edge."""

    class Encoder:
        def set_watermark(self, kind: str, content: list[int]) -> None:
            self.bits = np.array(content)

        def encode(self, image: np.ndarray, method: str) -> np.ndarray:
            made = image.copy()
            made[:32] = np.repeat(self.bits * 200, image.shape[1] // 32)[None, :, None]
            return made

        @staticmethod
        def loadModel() -> None:
            """Nothing is loaded."""

    class Decoder:
        def __init__(self, kind: str, length: int) -> None:
            self.length = length

        def decode(self, image: np.ndarray, method: str) -> list[int]:
            upper = image[4:28].mean(axis=(0, 2)).reshape(self.length, -1)
            return (upper.mean(axis=1) > 100).astype(int).tolist()

    module = types.ModuleType("imwatermark")
    module.WatermarkEncoder, module.WatermarkDecoder = Encoder, Decoder  # type: ignore[attr-defined]
    return module


def test_figures_of_a_method_have_a_line() -> None:
    one = Figures(found={"CRF 20": True}, right={"CRF 20": 1.0}, psnr=38.0, marking=70.0)
    assert rows({"dwtDct": {"a": one, "b": one}})[0]["CRF 20"] == "2 (100% of bits)"
