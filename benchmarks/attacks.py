"""What happens to clips on their way through the world, as files that are read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from PIL import Image as Pillow

from models.provenance.marker import Image

Frames = Sequence[Image]
Options = Mapping[str, str]
X264, AV1, VP9 = "libx264", "libsvtav1", "libvpx-vp9"


@dataclass(frozen=True)
class Clip:
    """Marked pictures as they were decoded, the same unmarked, and their rate."""

    marked: Frames
    plain: Frames
    fps: float


def crf(value: int, codec: str = X264) -> tuple[str, Options]:
    """A codec and its options at a quality."""
    more = {
        X264: {"preset": "veryfast"},
        AV1: {"preset": "10"},
        VP9: {"deadline": "realtime", "cpu-used": "7", "b:v": "0"},
    }[codec]
    return codec, {"crf": str(value), **more}


def encode(images: Frames, path: Path, fps: float, how: tuple[str, Options]) -> None:
    """Write pictures of one size, less an odd row or column."""
    codec, options = how
    height, width = (side & ~1 for side in images[0].shape[:2])
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=Fraction(fps).limit_denominator(1001))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = dict(options)
        for image in images:
            even = np.ascontiguousarray(image[:height, :width])
            file.mux(stream.encode(av.VideoFrame.from_ndarray(even, format="rgb24")))
        file.mux(stream.encode(None))


def gif(images: Frames, path: Path, fps: float) -> None:
    """Write an animation of 320 pixels, 10 a second, 256 colours."""
    step = max(1, round(fps / 10))
    scale = 320 / images[0].shape[1]
    sheets = [
        Pillow.fromarray(resized(image, scale)).quantize(256, dither=Pillow.Dither.FLOYDSTEINBERG)
        for image in images[::step]
    ]
    sheets[0].save(path, save_all=True, append_images=sheets[1:], duration=100, loop=0)


def resized(image: Image, x: float, y: float | None = None) -> Image:
    """The picture at another size."""
    how = cv2.INTER_AREA if x < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=x, fy=x if y is None else y, interpolation=how))


def cropped(image: Image, share: float) -> Image:
    """What is left when ``share`` of width and of height is cut away, off the middle."""
    height, width = image.shape[:2]
    left, upper = round(width * share * 0.35), round(height * share * 0.6)
    return image[
        upper : upper + round(height * (1 - share)), left : left + round(width * (1 - share))
    ]


def turned(image: Image, degrees: float) -> Image:
    """The picture turned about its middle; corners become black."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR))


def inside(image: Image, around: Image) -> Image:
    """The picture at half its size in a corner of another."""
    made = np.asarray(cv2.GaussianBlur(around, (0, 0), 3)).copy()
    small = resized(image, 0.5)
    height, width = small.shape[:2]
    made[-height - 8 : -8, -width - 8 : -8] = small
    return made


def _each(change: Callable[[Image], Image], how: tuple[str, Options]) -> Attack:
    def attack(clip: Clip, folder: Path) -> Path:
        path = folder / "attacked.mkv"
        encode([change(image) for image in clip.marked], path, clip.fps, how)
        return path

    return attack


def _bars(image: Image) -> Image:
    height = image.shape[0]
    return np.asarray(
        cv2.copyMakeBorder(image, height // 6, height // 6, 0, 0, cv2.BORDER_CONSTANT)
    )


def _light(image: Image) -> Image:
    return np.asarray(cv2.convertScaleAbs(image, alpha=1.25, beta=18), np.uint8)


def _dropped(clip: Clip, folder: Path) -> Path:
    kept = [image for number, image in enumerate(clip.marked) if number % 3]
    encode(kept, path := folder / "attacked.mkv", clip.fps, crf(23))
    return path


def _gif(clip: Clip, folder: Path) -> Path:
    gif(clip.marked, path := folder / "attacked.gif", clip.fps)
    return path


def _pip(clip: Clip, folder: Path) -> Path:
    around = [image[::-1] for image in clip.plain]
    both = [inside(a, b) for a, b in zip(clip.marked, around, strict=True)]
    encode(both, path := folder / "attacked.mkv", clip.fps, crf(23))
    return path


def _half_second(clip: Clip, folder: Path) -> Path:
    count = max(2, round(clip.fps / 2))
    first = (len(clip.marked) - count) // 2
    encode(clip.marked[first : first + count], path := folder / "attacked.mkv", clip.fps, crf(23))
    return path


def _screenshot(clip: Clip, folder: Path) -> Path:
    path = folder / "attacked.png"
    Pillow.fromarray(clip.marked[len(clip.marked) // 2]).save(path)
    return path


Attack = Callable[[Clip, Path], Path]
"""Writes a file into a folder and returns it."""

MUST: Mapping[str, Attack] = {
    "CRF 20": _each(lambda image: image, crf(20)),
    "CRF 28": _each(lambda image: image, crf(28)),
    "half size": _each(lambda image: resized(image, 0.5), crf(23)),
    "10 % crop": _each(lambda image: cropped(image, 0.10), crf(23)),
    "25 % crop": _each(lambda image: cropped(image, 0.25), crf(23)),
    "flip": _each(lambda image: image[:, ::-1], crf(23)),
    "brightness, contrast": _each(_light, crf(23)),
    "every third frame dropped": _dropped,
    "GIF": _gif,
    "letterbox": _each(_bars, crf(23)),
    "picture in picture": _pip,
    "AV1": _each(lambda image: image, crf(38, AV1)),
    "VP9": _each(lambda image: image, crf(36, VP9)),
}
"""These are to be outlived by at least 95 % of files."""

BEYOND: Mapping[str, Attack] = {
    "CRF 35": _each(lambda image: image, crf(35)),
    "0.5 s": _half_second,
    "one screenshot": _screenshot,
    "rotation 3°": _each(lambda image: turned(image, 3.0), crf(23)),
    "squeeze to 80 %": _each(lambda image: resized(image, 0.8, 1.0), crf(23)),
    "crop + half + CRF 28": _each(lambda image: resized(cropped(image, 0.10), 0.5), crf(28)),
}
"""As far as it goes."""
