"""The invisible mark on real clips: read after what happens to clips, beside what it costs.

``python -m benchmarks.trust --data DIR [--clips N] [--minutes M] [--json FILE]``; with ``--attacks
"CRF 28" "half size"`` those alone, with none of them false alarms alone. Of each clip the
first seconds are marked and written as the editor writes (CRF 20), decoded again, attacked
(:mod:`benchmarks.attacks`), and read as ``python -m app.verify`` reads, among a thousand known
identifiers. A file counts when the very identifier is found. Then the same clip unmarked, under
other keys: whatever is found there is a false alarm; trials on one clip are not independent, so
clips with any are counted, too. Most keys are tried as on a clip that was not cropped, as many as
``--thorough`` says in every pose, as a real reading does. The order of clips is mixed, with a fixed
seed. After ``--minutes`` no further clip is begun; a run goes on with the clips, attacks and keys
that its ``--json`` does not hold yet (so delete that when the mark changes).
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.insight.measures import wilson
from benchmarks import harness
from benchmarks.attacks import BEYOND, MUST, Clip, Frames, crf, encode
from models.errors import GeneRecError
from models.media.decode import frames
from models.media.write import VideoWriter
from models.provenance import detect, search
from models.provenance.marker import Image
from models.provenance.patterns import Floats
from models.provenance.payload import Book, Word
from models.provenance.residual import averaged
from models.provenance.spectrum import spectrum
from models.provenance.watermark import TRACE, Watermark, line

KEY = b"the key of this benchmark, 32 by"
KNOWN = 1000
SIZE, FPS, SECONDS = 360, 25.0, 3.0


@dataclass
class Alarms:
    """What was found in one unmarked clip.

    Attributes:
        keys: how many were tried, the first ``thorough`` of them in every pose.
        ours, maybe: trials with that answer.
        trace: the clearest trace of all trials; :data:`models.provenance.watermark.TRACE` is ours.
        score: the best of all scores that an identifier was given, ours or not.
    """

    keys: int = 0
    thorough: int = 0
    ours: int = 0
    maybe: int = 0
    trace: float = 0.0
    score: float = 0.0


class Witness(Book):
    """A book that remembers the best score it ever gave."""

    highest = 0.0

    def best(self, likely: NDArray[np.float32]) -> Word | None:
        """See :meth:`models.provenance.payload.Book.best`."""
        word = super().best(likely)
        self.highest = max(self.highest, 0.0 if word is None else word.score)
        return word


@dataclass
class Figures:
    """What was measured of one clip so far: each attack's outcome, and what the mark costs."""

    found: dict[str, bool] = field(default_factory=dict)
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)
    psnr: float = 0.0
    ssim: float = 0.0
    bytes: float = 0.0
    marking: float = 0.0
    alarms: Alarms = field(default_factory=Alarms)


def main() -> None:
    """Measure, and print."""
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--clips", type=int, default=10_000, help="at most so many")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each clip")
    parser.add_argument("--minutes", type=float, default=1e9, help="begin no clip after so many")
    parser.add_argument("--attacks", nargs="*", default=[*MUST, *BEYOND], metavar="ATTACK")
    parser.add_argument("--keys", type=int, default=230, help="other keys tried on each clip")
    parser.add_argument("--thorough", type=int, default=2, help="of those, tried in every pose")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    paths = harness.videos(options.data)
    random.Random(0).shuffle(paths)
    identifiers = [int(one) for one in np.random.default_rng(1).integers(0, 1 << 48, KNOWN)]
    book = Book(identifiers, KEY)
    others = strangers(options.keys, identifiers)
    every = kept(options.json)
    began = time.monotonic()
    clips = 0
    for path in paths:
        if clips >= options.clips or time.monotonic() - began > 60 * options.minutes:
            break
        figures = every.get(path.name, Figures())
        left = [attack for attack in options.attacks if attack not in figures.found]
        if left or figures.alarms.keys < options.keys:
            try:
                plain, fps = taken(path, options.seconds)
            except GeneRecError as exc:
                print(f"{path.name} is left out: {exc}", flush=True)
                continue
            if left:
                measure(figures, plain, fps, identifiers[clips % KNOWN], book, left)
            alarm(figures.alarms, plain, others, options.thorough)
            every[path.name] = figures
            print(f"{path.name}: {said(figures)}", flush=True)
            write(every, options.json)
        clips += 1
    write(every, options.json, shown=True)


def kept(path: Path | None) -> dict[str, Figures]:
    """The figures of the clips that an earlier run left in a file, by name."""
    if path is None or not path.is_file():
        return {}
    told = json.loads(path.read_text(encoding="utf-8")).get("clips", {})
    return {
        name: Figures(**{**figures, "alarms": Alarms(**figures["alarms"])})
        for name, figures in told.items()
    }


def taken(path: Path, seconds: float = SECONDS) -> tuple[Frames, float]:
    """The first seconds of a clip at the benchmark's size, and their rate."""
    found = list(frames(path, end=seconds, size=SIZE, fps=FPS))
    even = [np.ascontiguousarray(one.image[: one.image.shape[0] & ~1, : one.image.shape[1] & ~1])
            for one in found]  # fmt: skip
    length = max(found[-1].time - found[0].time, 1 / FPS)
    return even, min(FPS, max(5.0, (len(found) - 1) / length))


def measure(
    figures: Figures, plain: Frames, fps: float, mark: int, book: Book, attacks: Sequence[str]
) -> None:
    """Mark a clip, attack it in each of these ways, read it each time."""
    watermark = Watermark(KEY)
    height, width = plain[0].shape[:2]
    draw = watermark.drawer(mark, width, height)
    began = time.process_time()
    drawn = [draw(image) for image in plain]
    figures.marking = (time.process_time() - began) / len(plain) * 1000
    figures.psnr = psnr(plain, drawn)
    figures.ssim = ssim(plain[len(plain) // 2], drawn[len(plain) // 2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = []
        for number, images in enumerate((plain, drawn)):
            encode(images, file := folder / f"{number}.mkv", fps, crf(23))
            sizes.append(file.stat().st_size)
        figures.bytes = sizes[1] / sizes[0]
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
            figures.found[attack] = reading.identifier == mark
            figures.wrong += reading.identifier not in (None, mark)


def unmarked(plain: Frames) -> Floats:
    """What a reading sees of a clip that was only encoded: its residual."""
    with tempfile.TemporaryDirectory() as folder:
        encode(plain, file := Path(folder) / "plain.mkv", FPS, crf(23))
        return averaged(detect.pictures(file))


Stranger = tuple[Watermark, Witness]
"""A mark of another key, and the same identifiers in its words."""


def strangers(count: int, identifiers: Sequence[int]) -> list[Stranger]:
    """So many other keys, always the same."""
    keys = [np.random.default_rng([2, number]).bytes(32) for number in range(count)]
    return [(Watermark(key), Witness(identifiers, key)) for key in keys]


def alarm(alarms: Alarms, plain: Frames, others: Sequence[Stranger], thorough: int) -> None:
    """Look for the marks of those not tried yet in an unmarked clip, which is looked at once."""
    if alarms.keys >= len(others):
        return
    residual = unmarked(plain)
    seen, corners = spectrum(residual), [spectrum(one) for one in search.corners(residual)]
    for number, (watermark, book) in enumerate(others[alarms.keys :], alarms.keys):
        book.highest = 0.0
        reading = watermark.find(seen, book, thorough=number < thorough, corners=corners)
        alarms.keys += 1
        alarms.thorough += number < thorough
        alarms.ours += reading.found == "ours"
        alarms.maybe += reading.found == "maybe"
        alarms.trace = max(alarms.trace, reading.trace)
        alarms.score = max(alarms.score, book.highest)


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


def rows(every: Sequence[Figures]) -> Iterator[dict[str, Any]]:
    """A line an attack: how often the identifier was found, with its interval."""
    for attack in {**MUST, **BEYOND}:
        found = [figures.found[attack] for figures in every if attack in figures.found]
        if not found:
            continue
        low, high = wilson(sum(found) / len(found), len(found))
        yield {
            "attack": attack,
            "must": "95 %" if attack in MUST else "",
            "files": len(found),
            "found %": 100 * sum(found) / len(found),
            "from %": 100 * float(low),
            "to %": 100 * float(high),
        }


def notes(every: Sequence[Figures]) -> list[str]:
    """Everything else, a sentence each."""
    told = []
    alarms = [figures.alarms for figures in every if figures.alarms.keys]
    if trials := sum(one.keys for one in alarms):
        ours, maybe = sum(one.ours for one in alarms), sum(one.maybe for one in alarms)
        sources = sum(one.ours + one.maybe > 0 for one in alarms)
        told.append(
            f"false alarms in {trials} trials on {len(alarms)} unmarked clips, "
            f"{sum(one.thorough for one in alarms)} of them thorough: {ours} ours (at most "
            f"{100 * float(wilson(ours / trials, trials)[1]):.2g} %), {maybe} maybe, on {sources} "
            f"clips (at most {100 * float(wilson(sources / len(alarms), len(alarms))[1]):.2g} %); "
            f"the clearest trace {max(one.trace for one in alarms):.1f} (the line: {TRACE:g}), "
            f"the best score {max(one.score for one in alarms):.1f} ({line(KNOWN):.1f})"
        )
    marked = [figures for figures in every if figures.found]
    if not marked:
        return told
    big = Watermark(KEY).drawer(1, 1280, 720)
    image = np.random.default_rng(0).integers(0, 256, (90, 160, 3)).astype(np.uint8)
    image = np.asarray(cv2.resize(image, (1280, 720), interpolation=cv2.INTER_CUBIC))
    cost = harness.timed(lambda: big(image), repeats=15).median_cpu * 1000
    middle = statistics.median
    loud, like = [one.psnr for one in marked], [one.ssim for one in marked]
    larger = [100 * one.bytes - 100 for one in marked]
    seconds = [each for one in marked for each in one.seconds]
    return [
        f"PSNR {middle(loud):.1f} dB (least {min(loud):.1f}), SSIM {middle(like):.4f} (least "
        f"{min(like):.4f})",
        f"bytes at CRF 23: {middle(larger):+.0f} % (most {max(larger):+.0f} %), at most +15 % on "
        f"{sum(one <= 15 for one in larger)} of {len(larger)}",
        f"marking {middle([one.marking for one in marked]):.2f} ms of processor a picture of "
        f"{SIZE} lines, {cost:.2f} ms of 720",
        f"reading {middle(seconds):.2f} s of processor a file (most {max(seconds):.1f})",
        f"another identifier than the right one: {sum(one.wrong for one in marked)}",
        *told,
    ]


def said(figures: Figures) -> str:
    """One line of progress."""
    missed = [attack for attack, found in figures.found.items() if not found]
    alarms = figures.alarms
    return (
        f"{len(figures.found) - len(missed)} of {len(figures.found)}"
        + f", not {', '.join(missed)}" * bool(missed)
        + f"; {alarms.ours + alarms.maybe} false alarms under {alarms.keys} keys"
    )


def write(every: Mapping[str, Figures], path: Path | None, shown: bool = False) -> None:
    """Write what there is so far; ``shown``: print it, too."""
    title = f"The watermark on {len(every)} clips"
    figures = list(every.values())
    if shown:
        harness.report(title, list(rows(figures)), None, notes(figures))
    if path is not None:
        clips = {name: asdict(one) for name, one in every.items()}
        harness.save(title, list(rows(figures)), path, notes(figures), clips=clips)


if __name__ == "__main__":
    main()
