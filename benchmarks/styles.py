"""The styles beside playback speed: alone on one core, and in the whole video loop.

``python -m benchmarks.styles [--data DIR] [--clips N] [--seconds S] [--json FILE]``. Each style
runs at 640 x 360 (360 x 640 for portrait clips) over the first seconds of real clips, or of a
synthetic clip without ``--data``:

- *alone*: the picture function on decoded frames, OpenCV held to one thread;
- *loop*: decode, style, encode with audio as the app does it, beside the same loop with a style
  that changes nothing, all in turns;
- *flicker*: trembling of the output beside the source where the source stands still
  (`models.metrics.flicker`), below 1 being steadier than the source; what falls in snow and rain
  moves there by itself.

Figures are medians over clips; "x play" is frames a second over the clip's own rate.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import harness
from models.errors import GeneRecError
from models.media.transform import transform
from models.metrics.flicker import flicker
from models.stylise.styles import STYLES, WEATHERS
from models.stylise.styliser import Styliser, Unstyled
from models.stylise.transfer.look import PictureLook
from models.stylise.transfer.weights import StyleNetwork

LONG, SHORT = 640, 360
AIM = 1.0
WEIGHTS = Path(__file__).resolve().parents[1] / "assets" / "weights" / "style"


def stylisers() -> dict[str, Styliser]:
    """Every named style and weather, and the style of a picture: of coloured stripes in oil."""
    every = STYLES | WEATHERS
    named: dict[str, Styliser] = {name: style.styliser for name, style in every.items()}
    stripes = np.indices((96, 96)).sum(0)[..., None] * (2, 5, 11) % 256
    picture = STYLES["oil"].styliser.start(96, 96, 25.0)(stripes.astype(np.uint8), 0.0)
    network = StyleNetwork(WEIGHTS)
    return named | {"of a picture": PictureLook(network, network.read([picture]))}


@dataclass(frozen=True, slots=True)
class Clip:
    """The first seconds of a video, decoded to the size of the test."""

    path: Path
    frames: list[NDArray[Any]]
    fps: float

    @property
    def size(self) -> tuple[int, int]:
        """(w, h) of the frames."""
        return self.frames[0].shape[1], self.frames[0].shape[0]


def load(path: Path, seconds: float) -> Clip:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        fps = float(stream.average_rate or 25)
        frames = []
        for frame in container.decode(stream):
            wide = frame.width >= frame.height
            size = (LONG, SHORT) if wide else (SHORT, LONG)
            frames.append(frame.reformat(*size, "rgb24").to_ndarray())
            if len(frames) >= seconds * fps:
                break
    return Clip(path, frames, fps)


def synthetic(path: Path, seconds: float) -> None:
    """A noisy picture with things that move over it, for machines without clips."""
    rng = np.random.default_rng(0)
    ground = cv2.resize(rng.integers(0, 256, (9, 16, 3), dtype=np.uint8), (LONG, SHORT))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(30), options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = LONG, SHORT, "yuv420p"
        for k in range(round(seconds * 30)):
            image = ground.copy()
            cv2.circle(image, (80 + 5 * k, 180), 60, (230, 60, 60), -1, cv2.LINE_AA)
            cv2.rectangle(image, (500 - 3 * k, 60), (560 - 3 * k, 320), (40, 60, 50), -1)
            image = cv2.add(image, rng.integers(0, 6, image.shape, dtype=np.uint8))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())


def styled(styliser: Styliser, clip: Clip) -> Iterator[NDArray[Any]]:
    picture = styliser.start(*clip.size, clip.fps)
    for k, frame in enumerate(clip.frames):
        yield picture(frame, k / clip.fps)


def alone(clip: Clip, repeats: int) -> dict[str, float]:
    """Frames a second of each style's picture function on one thread."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        works = {
            name: lambda style=style: [None for _ in styled(style, clip)]
            for name, style in stylisers().items()
        }
        timings = harness.together(works, repeats)
    finally:
        cv2.setNumThreads(threads)
    return {name: len(clip.frames) / timing.median for name, timing in timings.items()}


def in_the_loop(clip: Clip, seconds: float) -> dict[str, float]:
    """Frames a second from file to file; the name "" is the loop that changes nothing."""
    every: dict[str, Styliser] = {"": Unstyled()} | stylisers()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "styled.mp4"

        def work(styliser: Styliser) -> None:
            picture = styliser.start(*clip.size, clip.fps)
            transform(clip.path, target, picture, end=seconds, size=clip.size)

        works = {name: lambda s=styliser: work(s) for name, styliser in every.items()}
        timings = harness.together(works, repeats=1, warmups=0)
    return {name: len(clip.frames) / timing.median for name, timing in timings.items()}


def trembling(clip: Clip) -> dict[str, float | None]:
    """Flicker ratio of each style; None where nothing in the clip stands still."""
    ratios: dict[str, float | None] = {}
    for name, style in stylisers().items():
        output = list(styled(style, clip))
        try:
            measured = flicker(clip.frames[5:], output[5:])
        except GeneRecError:
            ratios[name] = None
        else:
            ratios[name] = measured.ratio if measured.still >= 0.02 else None
    return ratios


def median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def main() -> None:
    parser = harness.arguments("Styles at 640 x 360 beside playback speed.")
    parser.add_argument("--clips", type=int, default=5, help="how many clips, evenly chosen")
    parser.add_argument("--seconds", type=float, default=2.0, help="how much of each clip")
    parser.add_argument("--repeats", type=int, default=3, help="of the styles alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = harness.videos(options.data) if options.data else []
        paths = [paths[k * len(paths) // options.clips] for k in range(options.clips) if paths]
        if not paths:
            paths = [Path(folder) / "synthetic.mp4"]
            synthetic(paths[0], options.seconds)
        clips = [load(path, options.seconds) for path in dict.fromkeys(paths)]
        singles = [alone(clip, options.repeats) for clip in clips]
        loops = [in_the_loop(clip, options.seconds) for clip in clips]
        ratios = [trembling(clip) for clip in clips]
    rows = []
    for name in stylisers():
        rows.append(
            {
                "style": name,
                "alone fps": median([single[name] for single in singles]),
                "alone x play": median(
                    [s[name] / c.fps for s, c in zip(singles, clips, strict=True)]
                ),
                "loop fps": median([loop[name] for loop in loops]),
                "loop x play": median(
                    [loop[name] / c.fps for loop, c in zip(loops, clips, strict=True)]
                ),
                "of unstyled loop": median([loop[name] / loop[""] for loop in loops]),
                "flicker": median([ratio[name] for ratio in ratios]),
                "worst flicker": max(
                    (r[name] for r in ratios if r[name] is not None), default=None
                ),
            }
        )
    slow = [row["style"] for row in rows if row["alone x play"] < AIM]
    harness.report(
        f"Styles at {LONG} x {SHORT}, medians over {len(clips)} clips",
        rows,
        options.json,
        [
            f"clips: {', '.join(clip.path.name for clip in clips)}",
            f"slower than playback on one core: {', '.join(slow) or 'none'}",
        ],
    )


if __name__ == "__main__":
    main()
