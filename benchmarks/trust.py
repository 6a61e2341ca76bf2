"""The invisible mark on real clips: read after what happens to clips, beside what it costs.

``python -m benchmarks.trust --data DIR [--clips N] [--minutes M] [--json FILE]``; with ``--attacks
"CRF 28" "half size"`` those alone, with none of them false alarms alone. Of each clip the
first seconds are marked and written as the editor writes (CRF 20), decoded again, attacked
(:mod:`benchmarks.attacks`), and read as ``python -m app.verify`` reads, among a thousand known
identifiers. A file counts when the very identifier is found. Then the same clips unmarked, under
other keys: whatever is found there is a false alarm; trials on one clip are not independent, so
clips with any are counted, too. After ``--minutes`` no further clip or key is begun, and the
figures so far are written: the order of clips is mixed, with a fixed seed.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from app.insight.measures import wilson
from benchmarks import harness
from benchmarks.attacks import BEYOND, MUST, Clip, Frames, crf, encode
from models.errors import GeneRecError
from models.media.decode import frames
from models.media.write import VideoWriter
from models.provenance import detect
from models.provenance.marker import Image
from models.provenance.payload import Book
from models.provenance.residual import averaged
from models.provenance.spectrum import Spectrum, spectrum
from models.provenance.watermark import Watermark

KEY = b"the key of this benchmark, 32 by"
KNOWN = 1000
SIZE, FPS, SECONDS = 360, 25.0, 3.0
THOROUGH = 2
"""Other keys under which an unmarked clip is searched as thoroughly as a marked one."""


@dataclass
class Figures:
    """What was measured so far."""

    found: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)
    psnr: list[float] = field(default_factory=list)
    ssim: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)
    marking: list[float] = field(default_factory=list)
    trials: int = 0
    alarms: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sources: set[str] = field(default_factory=set)
    clips: int = 0


def main() -> None:
    """Measure, and print."""
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--clips", type=int, default=10_000, help="at most so many")
    parser.add_argument("--minutes", type=float, default=1e9, help="begin no clip after so many")
    parser.add_argument("--attacks", nargs="*", default=[*MUST, *BEYOND], metavar="ATTACK")
    parser.add_argument("--keys", type=int, default=230, help="other keys tried on each clip")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    paths = harness.videos(options.data)
    random.Random(0).shuffle(paths)
    rng = np.random.default_rng(1)
    identifiers = [int(value) for value in rng.integers(0, 1 << 48, KNOWN)]
    book = Book(identifiers, KEY)
    figures = Figures()
    plain_ones: dict[str, Spectrum] = {}
    began = time.monotonic()
    for path in paths:
        if figures.clips >= options.clips or time.monotonic() - began > 60 * options.minutes:
            break
        try:
            plain, fps = taken(path)
        except GeneRecError as exc:
            print(f"{path.name} is left out: {exc}", flush=True)
            continue
        if options.attacks:
            mark = identifiers[figures.clips % KNOWN]
            measure(figures, plain, fps, mark, book, options.attacks)
        if options.keys:
            plain_ones[path.name] = unmarked(plain)
        figures.clips += 1
        print(f"{path.name}: {said(figures)}", flush=True)
        write(figures, options.json)
    for number in range(options.keys):
        if time.monotonic() - began > 60 * options.minutes:
            break
        alarm(figures, number, plain_ones, identifiers)
        write(figures, options.json)
    write(figures, options.json, shown=True)


def taken(path: Path) -> tuple[Frames, float]:
    """The first seconds of a clip at the benchmark's size, and their rate."""
    found = list(frames(path, end=SECONDS, size=SIZE, fps=FPS))
    even = [np.ascontiguousarray(one.image[: one.image.shape[0] & ~1, : one.image.shape[1] & ~1])
            for one in found]  # fmt: skip
    length = max(found[-1].time - found[0].time, 1 / FPS)
    return even, min(FPS, max(5.0, (len(found) - 1) / length))


def measure(
    figures: Figures, plain: Frames, fps: float, mark: int, book: Book, attacks: Sequence[str]
) -> None:
    """Mark a clip, attack it in every way, read it each time."""
    watermark = Watermark(KEY)
    height, width = plain[0].shape[:2]
    draw = watermark.drawer(mark, width, height)
    began = time.process_time()
    drawn = [draw(image) for image in plain]
    figures.marking.append((time.process_time() - began) / len(plain) * 1000)
    figures.psnr.append(psnr(plain, drawn))
    figures.ssim.append(ssim(plain[len(plain) // 2], drawn[len(plain) // 2]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = []
        for number, images in enumerate((plain, drawn)):
            encode(images, file := folder / f"{number}.mkv", fps, crf(23))
            sizes.append(file.stat().st_size)
        figures.bytes.append(sizes[1] / sizes[0])
        produced = folder / "produced.mp4"
        with VideoWriter(produced, width=width, height=height, fps=fps) as writer:
            for number, image in enumerate(drawn):
                writer.write(image, number / fps)
        clip = Clip([one.image for one in frames(produced)], plain, fps)
        every = {**MUST, **BEYOND}
        for attack in attacks:
            attacked = every[attack](clip, folder)
            began = time.process_time()
            read = detect.of_picture if attacked.suffix == ".png" else detect.of_video
            reading = read(attacked, watermark, book)
            figures.seconds.append(time.process_time() - began)
            figures.found[attack].append(reading.identifier == mark)
            figures.wrong += reading.identifier not in (None, mark)


def unmarked(plain: Frames) -> Spectrum:
    """What a reading sees of a clip that was only encoded."""
    with tempfile.TemporaryDirectory() as folder:
        encode(plain, file := Path(folder) / "plain.mkv", FPS, crf(23))
        return spectrum(averaged(detect.pictures(file)))


def alarm(
    figures: Figures, number: int, found: Mapping[str, Spectrum], identifiers: Sequence[int]
) -> None:
    """Look for the marks of another key, the ``number``-th, in all unmarked clips."""
    key = np.random.default_rng([2, number]).bytes(32)
    watermark, book = Watermark(key), Book(identifiers, key)
    for name, seen in found.items():
        reading = watermark.find(seen, book, thorough=number < THOROUGH)
        figures.trials += 1
        if reading.found != "unknown":
            figures.alarms[reading.found] += 1
            figures.sources.add(name)


def psnr(one: Frames, other: Frames) -> float:
    """Peak signal to noise of all pictures together, decibels."""
    errors = [np.mean((a.astype(np.float32) - b) ** 2) for a, b in zip(one, other, strict=True)]
    return float(10 * np.log10(255**2 / max(float(np.mean(errors)), 1e-9)))


def ssim(one: Image, other: Image) -> float:
    """Structural similarity of two pictures' luma (Wang et al. 2004), mean over all places."""
    a, b = (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float64) for image in (one, other))

    def mean(values: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5))

    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ma, mb = mean(a), mean(b)
    va, vb, both = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    found = (2 * ma * mb + low) * (2 * both + high)
    return float(np.mean(found / ((ma**2 + mb**2 + low) * (va + vb + high))))


def rows(figures: Figures) -> Iterator[dict[str, Any]]:
    """A line an attack: how often the identifier was found, with its interval."""
    for attack, found in figures.found.items():
        low, high = wilson(sum(found) / len(found), len(found))
        yield {
            "attack": attack,
            "must": "95 %" if attack in MUST else "",
            "files": len(found),
            "found %": 100 * sum(found) / len(found),
            "from %": 100 * float(low),
            "to %": 100 * float(high),
        }


def notes(figures: Figures) -> list[str]:
    """Everything else, a sentence each."""
    middle, alarms = statistics.median, figures.alarms
    _, high = wilson(alarms["ours"] / max(1, figures.trials), max(1, figures.trials))
    told = [
        f"false alarms in {figures.trials} trials on {figures.clips} unmarked clips, {THOROUGH} "
        f"of each clip's thorough: {alarms['ours']} ours (at most {100 * high:.2g} %), "
        f"{alarms['maybe']} maybe, on {len(figures.sources)} clips",
    ]
    if not figures.psnr:
        return told
    big = Watermark(KEY).drawer(1, 1280, 720)
    image = np.random.default_rng(0).integers(0, 256, (90, 160, 3)).astype(np.uint8)
    image = np.asarray(cv2.resize(image, (1280, 720), interpolation=cv2.INTER_CUBIC))
    cost = harness.timed(lambda: big(image), repeats=15).median_cpu * 1000
    return [
        f"PSNR {middle(figures.psnr):.1f} dB (least {min(figures.psnr):.1f}), SSIM "
        f"{middle(figures.ssim):.4f} (least {min(figures.ssim):.4f})",
        f"bytes at CRF 23: {100 * middle(figures.bytes) - 100:+.0f} % (most "
        f"{100 * max(figures.bytes) - 100:+.0f} %)",
        f"marking {middle(figures.marking):.2f} ms of processor a picture of {SIZE} lines, "
        f"{cost:.2f} ms of 720",
        f"reading {middle(figures.seconds):.2f} s of processor a file (most "
        f"{max(figures.seconds):.1f})",
        f"another identifier than the right one: {figures.wrong}",
        *told,
    ]


def said(figures: Figures) -> str:
    """One line of progress."""
    last = {attack: found[-1] for attack, found in figures.found.items()}
    missed = [attack for attack, found in last.items() if not found]
    return f"{len(last) - len(missed)} of {len(last)}" + (
        f", not {', '.join(missed)}" * bool(missed)
    )


def write(figures: Figures, path: Path | None, shown: bool = False) -> None:
    """Print the table, or write what there is so far."""
    title = f"The watermark on {figures.clips} real clips"
    if shown:
        harness.report(title, list(rows(figures)), path, notes(figures))
    elif path is not None:
        harness.save(title, list(rows(figures)), path, notes(figures))


if __name__ == "__main__":
    main()
