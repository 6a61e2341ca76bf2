"""The invisible mark beside invisible-watermark's three methods, on the same files.

``python -m benchmarks.invisible --data DIR [--clips N] [--pictures P] [--attacks ...] [--json
FILE]``. The package (``invisible-watermark``, MIT) is none of this project's: install it in an
environment of its own, or put a folder with it and PyWavelets on ``PYTHONPATH``. Each method marks
the first pictures of each clip with 32 bits, which the app's encoder writes (CRF 20); they are
attacked (:mod:`benchmarks.attacks`) and read again. The package reads single pictures: of a clip
the majority of :data:`READ` of them counts, each at the size at which it was marked, which a reader
without the original does not know. A file counts when all bits are right. Of noise the package
makes bits as well, so it has no false alarms to count; ours are in :mod:`benchmarks.trust`.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import harness
from benchmarks.attacks import BEYOND, MUST, Clip, Frames
from benchmarks.trust import KEY, KNOWN, psnr, taken
from models.errors import GeneRecError, Unavailable
from models.media.decode import frames
from models.media.write import VideoWriter
from models.provenance import detect
from models.provenance.marker import Draw, Image
from models.provenance.payload import Book
from models.provenance.watermark import Watermark

BITS = 32
"""All that the package's learnt method takes."""

READ = 8
METHODS = ("dwtDct", "dwtDctSvd", "rivaGan")
OURS = Watermark.name
ATTACKS = ("CRF 20", "CRF 28", "half size", "10 % crop", "flip", "brightness, contrast", "GIF")

Bits = NDArray[np.uint8]


@dataclass
class Figures:
    """Of one method and clip: which attacks it outlived, shares of right bits, costs."""

    found: dict[str, bool] = field(default_factory=dict)
    right: dict[str, float] = field(default_factory=dict)
    psnr: float = 0.0
    marking: float = 0.0


def main() -> None:
    """Measure, and print."""
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--clips", type=int, default=10)
    parser.add_argument("--pictures", type=int, default=25, help="of each clip")
    parser.add_argument("--attacks", nargs="*", default=ATTACKS, choices=[*MUST, *BEYOND])
    parser.add_argument("--methods", nargs="*", default=(OURS, *METHODS))
    parser.add_argument("--minutes", type=float, default=1e9, help="begin no clip after so many")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    paths = harness.videos(options.data)
    random.Random(0).shuffle(paths)
    every = kept(options.json)
    began, clips = time.monotonic(), 0
    for number, path in enumerate(paths):
        if clips >= options.clips or time.monotonic() - began > 60 * options.minutes:
            break
        try:
            plain, fps = taken(path)
        except GeneRecError as exc:
            print(f"{path.name} is left out: {exc}", flush=True)
            continue
        if plain[0].shape[0] * plain[0].shape[1] < 256 * 256:
            print(f"{path.name} is left out: the package takes nothing below 256 x 256", flush=True)
            continue
        clips += 1
        for name in options.methods:
            figures = every.setdefault(name, {})
            if path.name not in figures:
                figures[path.name] = measured(
                    name, plain[: options.pictures], fps, number, options.attacks
                )
                print(path.name, name, figures[path.name].found, flush=True)
                write(every, options.json)
    harness.report("Beside invisible-watermark", list(rows(every)), None)


def measured(name: str, plain: Frames, fps: float, number: int, attacks: Sequence[str]) -> Figures:
    """Mark pictures by one method, attack them, read them."""
    height, width = plain[0].shape[:2]
    bits = np.random.default_rng([4, number]).integers(0, 2, BITS).astype(np.uint8)
    draw = Watermark(KEY).drawer(number, width, height) if name == OURS else package(name, bits)
    draw(plain[0])  # what is loaded once is not counted
    began = time.process_time()
    drawn = [draw(image) for image in plain]
    figures = Figures(marking=(time.process_time() - began) / len(plain) * 1000)
    figures.psnr = psnr(plain, drawn)
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        with VideoWriter(folder / "made.mp4", width=width, height=height, fps=fps) as writer:
            for place, image in enumerate(drawn):
                writer.write(image, place / fps)
        clip = Clip([one.image for one in frames(folder / "made.mp4")], plain, fps)
        for attack in attacks:
            file = {**MUST, **BEYOND}[attack](clip, folder)
            seen = list(detect.pictures(file, READ if name != OURS else detect.PICTURES))
            if name == OURS:
                found = Watermark(KEY).read(seen, Book(range(KNOWN), KEY))
                figures.found[attack] = found.identifier == number
            else:
                read = majority([decoded(name, fitted(image, width, height)) for image in seen])
                figures.right[attack] = float(np.mean(read == bits))
                figures.found[attack] = bool(np.all(read == bits))
    return figures


def fitted(image: Image, width: int, height: int) -> Image:
    """A picture at the size at which it was marked, where it has another."""
    if image.shape[:2] == (height, width):
        return image
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def majority(read: Sequence[Bits]) -> Bits:
    """The bits that most pictures gave."""
    return np.asarray(np.mean(read, axis=0) > 0.5, np.uint8)


def package(method: str, bits: Bits) -> Draw:
    """One of the package's methods, in the shape of ours."""
    encoder = library().WatermarkEncoder()
    encoder.set_watermark("bits", bits.tolist())
    return lambda image: np.asarray(encoder.encode(image[..., ::-1], method)[..., ::-1], np.uint8)


def decoded(method: str, image: Image) -> Bits:
    """What the package reads in one picture."""
    decoder = library().WatermarkDecoder("bits", BITS)
    return np.asarray(decoder.decode(np.ascontiguousarray(image[..., ::-1]), method), np.uint8)


def library() -> Any:
    """The package; raises :class:`models.errors.Unavailable` where it is not installed."""
    try:
        import imwatermark
    except ImportError as exc:
        raise Unavailable(
            f"invisible-watermark is not installed ({exc}); give its folder in PYTHONPATH, or "
            f"measure --methods {OURS} alone"
        ) from exc
    imwatermark.WatermarkEncoder.loadModel()
    return imwatermark


def kept(path: Path | None) -> dict[str, dict[str, Figures]]:
    """The figures that an earlier run left in a file, by method and clip."""
    if path is None or not path.is_file():
        return {}
    told = json.loads(path.read_text(encoding="utf-8"))["methods"]
    return {
        name: {clip: Figures(**one) for clip, one in some.items()} for name, some in told.items()
    }


def rows(every: Mapping[str, Mapping[str, Figures]]) -> list[dict[str, Any]]:
    """A line a method: of how many files all bits were read, and what share of bits was right."""
    told = []
    for name, some in every.items():
        ones = list(some.values())
        row: dict[str, Any] = {
            "method": name,
            "files": len(ones),
            "PSNR, dB": statistics.median(one.psnr for one in ones),
            "ms a picture": statistics.median(one.marking for one in ones),
        }
        for attack in ones[0].found:
            read = f"{sum(one.found[attack] for one in ones)}"
            shares = [one.right[attack] for one in ones if attack in one.right]
            row[attack] = f"{read} ({np.mean(shares):.0%} of bits)" if shares else read
        told.append(row)
    return told


def write(every: Mapping[str, Mapping[str, Figures]], path: Path | None) -> None:
    """Write what there is so far."""
    if path is not None:
        methods = {n: {c: asdict(one) for c, one in some.items()} for n, some in every.items()}
        harness.save("Beside invisible-watermark", rows(every), path, methods=methods)


if __name__ == "__main__":
    main()
