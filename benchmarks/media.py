"""Cutting, transforming, memory and shots.

``python -m benchmarks.media [--data DIR] [--clips N] [--minutes M] [--json FILE]``, on clips at
their own size, or on synthetic ones:

- *cut*: packets copied from a keyframe on, beside the same part encoded anew;
- *transform*: from file to file with nothing changed, times playback, beside decoding alone;
- *memory*: most of a process's memory while it scans and transforms 1, 5 and ``--minutes``
  minutes, each in a process of its own; flat is the aim;
- *shots*: clips joined by hard cuts, and by dissolves of half a second: how many are found
  (recall), and how many of the found are there (precision), within 0.25 s, or 0.5 for dissolves.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import harness
from benchmarks.styles import synthetic
from models.errors import GeneRecError
from models.media import packets
from models.media.cut import cut
from models.media.decode import frames
from models.media.sample import shots
from models.media.source import opened
from models.media.transform import extent, transform
from models.media.write import VideoWriter

Row = dict[str, Any]
FPS, WIDTH, HEIGHT = 25, 320, 180
PIECE, FADE = 50, 12
"""Pictures of a shot and of a dissolve in the made-up films."""

HERE = Path(__file__).resolve().parents[1]
WATCHED = """
import sys
from models.media.sample import scan
from models.media.transform import transform
source, target = sys.argv[1:]
scan(source, fps=3, size=80)
transform(source, target)
lines = open("/proc/self/status").read().splitlines()
print(next(line for line in lines if line.startswith("VmHWM")).split()[1])
"""


def keyframe(path: Path) -> float | None:
    """The keyframe nearest to the middle of a file; ``None`` where only the first is one."""
    with opened(path) as source:
        table = packets.read(source)
    later = table.keyframes[1:] if len(table.keyframes) else table.keyframes
    return float(min(later, key=lambda t: abs(t - table.end / 2))) if len(later) else None


def cutting(path: Path, target: Path, repeats: int) -> Row:
    """Copying beside encoding the same part; None where packets cannot be copied."""
    start = keyframe(path)
    if start is None or cut(path, target, start).reencoded:
        return {"clip": path.name, "copied ms": None, "encoded ms": None, "times as fast": None}
    timings = harness.together(
        {
            "copied": lambda: cut(path, target, start),
            "encoded": lambda: transform(path, target, start=start, crf=18),
        },
        repeats,
    )
    return {
        "clip": path.name,
        "copied ms": 1000 * timings["copied"].median,
        "encoded ms": 1000 * timings["encoded"].median,
        "times as fast": timings["encoded"].median / timings["copied"].median,
    }


def transforming(path: Path, target: Path, repeats: int, seconds: float) -> Row:
    """A transform that changes nothing, beside decoding the same pictures to RGB."""
    part = extent(path, 0.0, seconds)
    timings = harness.together(
        {
            "transform": lambda: transform(path, target, end=part.end),
            "decode": lambda: sum(1 for _ in frames(path, end=part.end)),
        },
        repeats,
    )
    wall = {name: timing.median for name, timing in timings.items()}
    return {
        "clip": path.name,
        "transform x play": (part.end - part.start) / wall["transform"],
        "decode x play": (part.end - part.start) / wall["decode"],
        "of decode": wall["decode"] / wall["transform"],
    }


def film(target: Path, pictures: Iterator[NDArray[np.uint8]]) -> None:
    """Write pictures of :data:`WIDTH` x :data:`HEIGHT` as a clip."""
    with VideoWriter(target, width=WIDTH, height=HEIGHT, fps=FPS) as writer:
        for k, picture in enumerate(pictures):
            writer.write(picture, k / FPS)


def drifting(seconds: float, seed: int = 0) -> Iterator[NDArray[np.uint8]]:
    """A noisy texture that moves slowly, so that there is something to encode."""
    rng = np.random.default_rng(seed)
    ground = rng.integers(0, 256, (HEIGHT // 6, WIDTH // 6, 3), dtype=np.uint8)
    ground = np.kron(ground, np.ones((6, 12, 1), np.uint8))
    for k in range(round(seconds * FPS)):
        yield np.resize(np.roll(ground, k, axis=1)[:HEIGHT, :WIDTH], (HEIGHT, WIDTH, 3))


def memory(minutes: float, folder: Path) -> Row:
    """Most memory of a process that scans and transforms a film of this length, in MB."""
    source, target = folder / "long.mp4", folder / "longer.mp4"
    film(source, drifting(60 * minutes))
    words = [sys.executable, "-c", WATCHED, str(source), str(target)]
    told = subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=True).stdout
    return {"minutes": minutes, "peak MB": int(told) / 1024}


def pieces(paths: list[Path], most: int) -> list[NDArray[np.uint8]]:
    """The first pictures (n, h, w, 3) of each clip that has enough, all of one size."""
    found = []
    for path in paths:
        try:
            with closing(frames(path, size=(WIDTH, HEIGHT), fps=FPS)) as shown:
                images = [frame.image for frame in islice(shown, PIECE)]
        except GeneRecError:
            continue  # named before, when it was to be cut
        if len(images) == PIECE:
            found.append(np.stack(images))
        if len(found) == most:
            break
    return found


def made_up(most: int) -> list[NDArray[np.uint8]]:
    """Pieces without clips: slowly moving textures."""
    return [np.stack(list(drifting(PIECE / FPS, seed))) for seed in range(most)]


def hard(parts: list[NDArray[np.uint8]]) -> tuple[Iterator[NDArray[np.uint8]], list[float]]:
    """Pieces one after the other, and when each later one begins."""
    return iter(np.concatenate(parts)), [k * PIECE / FPS for k in range(1, len(parts))]


def dissolved(parts: list[NDArray[np.uint8]]) -> tuple[Iterator[NDArray[np.uint8]], list[float]]:
    """Pieces that melt into each other, and the middles of the dissolves."""
    step = PIECE - FADE
    joined = [parts[0][:step]]
    share = (np.arange(1, FADE + 1) / (FADE + 1))[:, None, None, None]
    for before, after in zip(parts, parts[1:], strict=False):
        mixed = before[step:] * (1 - share) + after[:FADE] * share
        joined += [mixed.round().astype(np.uint8), after[FADE:step]]
    joined.append(parts[-1][step:])
    middles = [(k * step + FADE / 2) / FPS for k in range(1, len(parts))]
    return iter(np.concatenate(joined)), middles


def scored(found: list[float], true: list[float], grace: float) -> tuple[float, float | None]:
    """Recall and precision of moments, each matched at most once."""
    left, hits = list(found), 0
    for moment in true:
        near = min(left, key=lambda t: abs(t - moment), default=None)
        if near is not None and abs(near - moment) <= grace:
            left.remove(near)
            hits += 1
    return hits / len(true), hits / len(found) if found else None


def joined(parts: list[NDArray[np.uint8]], folder: Path) -> list[Row]:
    """How well both kinds of joins are found."""
    rows = []
    for kind, join, grace in (("hard cuts", hard, 0.25), ("dissolves", dissolved, 0.5)):
        pictures, true = join(parts)
        film(folder / "film.mp4", pictures)
        found = [shot.start for shot in shots(folder / "film.mp4")][1:]
        recall, precision = scored(found, true, grace)
        rows.append(
            {"joins": kind, "there": len(true), "found": len(found),
             "recall": recall, "precision": precision}
        )  # fmt: skip
    return rows


def each(paths: list[Path], work: Callable[[Path], Row]) -> list[Row]:
    """A row a clip; unreadable ones are named and left out."""
    rows = []
    for path in paths:
        try:
            rows.append(work(path))
        except GeneRecError as exc:
            print(f"left out: {exc}")
    return rows


def median(rows: list[Row], column: str) -> float | None:
    known = [row[column] for row in rows if row[column] is not None]
    return statistics.median(known) if known else None


def summary(cuts: list[Row], moves: list[Row], peaks: list[Row], found: list[Row]) -> list[Row]:
    """One figure a line."""
    rows = [
        {
            "what": "a copied cut beside an encoded one, times as fast",
            "figure": median(cuts, "times as fast"),
        },
        {"what": "transform, times playback", "figure": median(moves, "transform x play")},
        {"what": "decoding alone, times playback", "figure": median(moves, "decode x play")},
    ]
    rows += [{"what": f"peak MB, {r['minutes']:g} min", "figure": r["peak MB"]} for r in peaks]
    for row in found:
        rows += [
            {"what": f"{row['joins']}: {part}", "figure": row[part]}
            for part in ("recall", "precision")
        ]
    return rows


def arguments() -> argparse.Namespace:
    parser = harness.arguments("Cutting, transforming, memory and shots.")
    parser.add_argument("--clips", type=int, default=8, help="how many clips, evenly chosen")
    parser.add_argument("--seconds", type=float, default=4.0, help="of a clip to transform")
    parser.add_argument("--minutes", type=float, default=10.0, help="the longest film; 0 skips it")
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        every = harness.videos(options.data) if options.data else []
        paths = [every[k * len(every) // options.clips] for k in range(options.clips) if every]
        if not paths:
            paths = [folder / "synthetic.mp4"]
            synthetic(paths[0], 6.0)
        paths, target = list(dict.fromkeys(paths)), folder / "target.mp4"
        cuts = each(paths, lambda path: cutting(path, target, options.repeats))
        moves = each(
            paths, lambda path: transforming(path, target, options.repeats, options.seconds)
        )
        lengths = [m for m in (1.0, 5.0, options.minutes) if 0 < m <= options.minutes]
        peaks = [memory(minutes, folder) for minutes in dict.fromkeys(lengths)]
        parts = pieces(paths, 12) if options.data else made_up(8)
        found = joined(parts, folder) if len(parts) > 1 else []
    for rows in filter(None, (cuts, moves, peaks, found)):
        print("\n" + harness.table(rows))
    harness.report(f"Media on {len(paths)} clips", summary(cuts, moves, peaks, found), options.json)


if __name__ == "__main__":
    main()
