"""Thumbnail and clip selection in frames a second, beside its bound and beside PIL.

``python -m benchmarks.selection [--data DIR] [--clips N] [--rate R] [--json FILE]``. On clips at
their own size (or a synthetic one), for the frames of each clip at ``--rate`` a second and for
every frame, all in turns:

- *select*: decode, scale, encode, choose the cover (eq. 1) and the part (eq. 2), as the editor
  does with a clip it has never seen;
- *decode*: PyAV alone up to the last frame, all its threads, nothing converted;
- *model*: the encoder alone on the same pictures, ready in memory, in one call;
- *PIL*: a frame at a time to a PIL picture, scaled and cropped by PIL, encoded alone.

The bound is what decode and model take one after the other; the aim is at least 0.8 of it. Since
they overlap, more than 1 is possible.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image, ImageOps

from agents.make.selection import best_frame, best_window, usable
from app.settings import load
from app.wiring import build_encoder
from benchmarks import harness
from benchmarks.styles import synthetic
from models.encode.encoder import Encoder
from models.encode.stream import see
from models.errors import GeneRecError
from models.media import packets
from models.media.source import opened

AIM = 0.8


def moments(path: Path, rate: float | None, most: int) -> list[float]:
    """Times of the frames to look at: ``rate`` a second, or every one; ``most`` at most."""
    with opened(path) as source:
        table = packets.read(source)
    if rate is None:
        return [float(time) for time in table.shown[:most]]
    count = min(most, max(4, round(table.end * rate)))
    return [(k + 0.5) * table.end / count for k in range(count)]


def select(path: Path, times: list[float], encoder: Encoder) -> NDArray[np.uint8]:
    """Choose a cover and a part, as the editor does; return the pictures looked at."""
    seen = see(path, times, encoder)
    profile = seen.vectors[0]
    best_frame(seen.vectors, profile, usable(seen.pictures))
    best_window(seen.vectors, profile)
    return seen.pictures


def plain(path: Path, times: list[float]) -> Iterator[VideoFrame]:
    """The frames at ``times`` by plain PyAV, from the beginning on, as others would write it."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        origin = (container.start_time or 0) / av.time_base
        due = iter(times)
        time = next(due)
        for frame in container.decode(stream):
            while frame.time is not None and frame.time - origin >= time - 0.01:
                yield frame
                following = next(due, None)
                if following is None:
                    return
                time = following


def one_by_one(path: Path, times: list[float], encoder: Encoder) -> None:
    """PIL preprocessing with batches of one."""
    side = encoder.side, encoder.side
    for frame in plain(path, times):
        image = ImageOps.fit(frame.to_image(), side, Image.Resampling.BICUBIC)
        encoder.images(np.asarray(image)[None])


def measure(path: Path, times: list[float], encoder: Encoder, repeats: int) -> dict[str, float]:
    """Frames a second of each way, and what they are beside each other."""
    pictures = select(path, times, encoder)
    timings = harness.together(
        {
            "select": lambda: select(path, times, encoder),
            "decode": lambda: sum(1 for _ in plain(path, times)),
            "model": lambda: encoder.images(pictures),
            "PIL": lambda: one_by_one(path, times, encoder),
        },
        repeats,
    )
    seconds = {name: timing.median for name, timing in timings.items()}
    rates = {f"{name} fps": len(times) / value for name, value in seconds.items()}
    rates["of bound"] = (seconds["decode"] + seconds["model"]) / seconds["select"]
    rates["x PIL"] = seconds["PIL"] / seconds["select"]
    return rates


def rows_of(
    paths: list[Path], rate: float, encoder: Encoder, repeats: int, most: int
) -> list[dict[str, Any]]:
    """A row a clip and kind of sampling, then the medians."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        for kind, wanted in ((f"{rate:g}/s", rate), ("every", None)):
            try:
                times = moments(path, wanted, most)
                figures = measure(path, times, encoder, repeats)
            except GeneRecError as exc:
                print(f"left out: {exc}")
                break
            rows.append({"clip": path.name, "frames": kind, "n": len(times), **figures})
    for kind in (f"{rate:g}/s", "every"):
        of_kind = [row for row in rows if row["frames"] == kind]
        if of_kind:
            middle = {
                key: statistics.median(row[key] for row in of_kind)
                for key in of_kind[0]
                if key not in ("clip", "frames")
            }
            rows.append({"clip": "median", "frames": kind, **middle})
    return rows


def main() -> None:
    parser = harness.arguments("Thumbnail and clip selection in frames a second.")
    parser.add_argument("--clips", type=int, default=8, help="how many clips, evenly chosen")
    parser.add_argument("--rate", type=float, default=2.0, help="frames a second looked at")
    parser.add_argument("--most", type=int, default=192, help="frames of a clip at most")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    encoder = build_encoder(load())
    with tempfile.TemporaryDirectory() as folder:
        paths = harness.videos(options.data) if options.data else []
        paths = [paths[k * len(paths) // options.clips] for k in range(options.clips) if paths]
        if not paths:
            paths = [Path(folder) / "synthetic.mp4"]
            synthetic(paths[0], 6.0)
        paths = list(dict.fromkeys(paths))
        rows = rows_of(paths, options.rate, encoder, options.repeats, options.most)
    middles = [row for row in rows if row["clip"] == "median"]
    harness.report(
        f"Selection on {len(paths)} clips, encoder {encoder.name} at {encoder.side} px",
        rows,
        options.json,
        [f"{row['frames']}: {row['of bound']:.2f} of the bound (aim: {AIM})" for row in middles],
    )


if __name__ == "__main__":
    main()
