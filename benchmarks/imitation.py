"""A clip in the style of a picture: how near it comes, what stays of the clip, how steady it is.

``python -m benchmarks.imitation --data DIR [--weights DIR …] [--styles N] [--sheet FILE]``, where
DIR has the clips (``videos/``) and photos (``photos/``); clips and styles are none that the network
was trained on. Beside the network, which may be given in several versions, and in turns:

- *colours*: mean and deviation of each channel of Lab made the picture's (Reinhard et al. 2001);
- *colours, texture*: the same, and the contrast of each of four octaves of its luminance (a
  Laplacian pyramid) made the picture's;
- *frame by frame*: the network without anything that holds a clip still.

*Style* is the distance between what is made and the picture in the means and deviations of feature
maps of the shipped image tower (Huang & Belongie 2017, eq. 13, each map in units of its own
deviation), as a share of what the clip itself has: 1 is untouched, 0 the picture's own; *bare* is
the same for pictures that are mostly one ground, as sketches are (:func:`own_share`). The tower had
no part in the network's training. *Edges* is how their strength correlates with the clip's.
*Flicker* is trembling where the source stands still, over the source's. *Pace* is frames of
640 x 360 a second of processor time. Medians.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks import harness
from benchmarks.styles import Clip, load
from models.encode.tower import ImageTower, normalised
from models.errors import GeneRecError
from models.metrics.flicker import flicker
from models.stylise.styliser import Picture
from models.stylise.transfer.look import PictureLook, drawn_size, own_share
from models.stylise.transfer.network import Moments
from models.stylise.transfer.weights import StyleNetwork
from models.train.photos import decode
from models.train.style_lessons import ASIDE

Array = NDArray[Any]
WEIGHTS = Path(__file__).resolve().parents[1] / "assets" / "weights"
KINDS = ("painting", "texture", "cartoon", "painting", "texture", "sketch")
BLOCKS = (0, 2, 4, 7)


def pictures(folder: Path, count: int) -> list[Array]:
    """Styles of the photos' validation split, of every kind in turns."""
    import pyarrow.parquet as parquet

    shard = sorted(folder.glob("val-*.parquet"))[0]
    rows = parquet.read_table(shard, columns=["image", "style", "dataset"]).to_pylist()
    kinds: dict[str, list[bytes]] = {}
    for row in rows:
        kind = "texture" if row["dataset"] == "dtd10" else row["style"]
        kinds.setdefault(kind, []).append(row["image"])
    return [decode(kinds[KINDS[n % len(KINDS)]][n], 96) for n in range(count)]


class Features:
    """Means and deviations of the image tower's early and middle maps."""

    def __init__(self) -> None:
        from safetensors.torch import load_file

        self.tower = ImageTower()
        state = load_file(WEIGHTS / "image" / "tower.safetensors")
        self.tower.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
        self.tower.eval()

    @torch.inference_mode()
    def __call__(self, image: Array) -> Array:
        """All of them for one picture, in one vector."""
        small = cv2.resize(image, (256, 256), interpolation=cv2.INTER_AREA)
        x = self.tower.stem(normalised(torch.from_numpy(small).permute(2, 0, 1)[None]))
        found = []
        for at, block in enumerate(self.tower.blocks[: max(BLOCKS) + 1]):
            x = block(x)
            if at in BLOCKS:
                deviation, mean = torch.std_mean(x[0].float(), (1, 2))
                scale = float(deviation.mean()) * len(mean) ** 0.5
                found += [mean / scale, deviation / scale]
        return torch.cat(found).numpy()


def reinhard(picture: Array) -> Picture:
    """Colour statistics alone."""
    wanted = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).astype(np.float32)
    mean, deviation = wanted.mean((0, 1)), wanted.std((0, 1))

    def recoloured(image: Array, time: float) -> Array:
        lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB).astype(np.float32)
        lab = (lab - lab.mean((0, 1))) / (lab.std((0, 1)) + 1e-3) * deviation + mean
        return cv2.cvtColor(lab.clip(0, 255).astype(np.uint8), cv2.COLOR_LAB2RGB)

    return recoloured


def textured(picture: Array) -> Picture:
    """Colour statistics, and the contrast of each octave."""
    colour = reinhard(picture)
    wanted = [band.std() for band in _octaves(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))]

    def drawn(image: Array, time: float) -> Array:
        image = colour(image, time)
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        change = np.zeros(grey.shape, np.float32)
        for band, deviation in zip(_octaves(grey), wanted, strict=True):
            change += band * min(3.0, deviation / (band.std() + 1e-3)) - band
        return (image + change[..., None]).clip(0, 255).astype(np.uint8)

    return drawn


def _octaves(grey: Array) -> list[Array]:
    blurred = [grey.astype(np.float32)]
    blurred += [cv2.GaussianBlur(blurred[0], (0, 0), 2.0**n) for n in range(4)]
    return [fine - coarse for fine, coarse in zip(blurred, blurred[1:], strict=False)]


def alone(network: StyleNetwork, picture: Array, clip: Clip) -> Picture:
    """The network on each frame by itself."""
    size, style = drawn_size(*clip.size), torch.from_numpy(network.read([picture]))[None]

    @torch.inference_mode()
    def drawn(image: Array, time: float) -> Array:
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        planes = torch.from_numpy(small).permute(2, 0, 1)[None].float() / 255
        painted = network.painter(planes, style, Moments())[0].permute(1, 2, 0)
        pixels = (255 * painted).round().byte().numpy()
        return cv2.resize(pixels, clip.size, interpolation=cv2.INTER_CUBIC)

    return drawn


def edges(image: Array) -> Array:
    grey = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), (0, 0), 2.0)
    return np.hypot(*(cv2.Sobel(grey, cv2.CV_32F, x, 1 - x) for x in (0, 1)))


def trembling(clip: Clip, made: Sequence[Array]) -> float | None:
    """Flicker ratio; None where nothing stands still."""
    try:
        measured = flicker(clip.frames[3:], made[3:])
    except GeneRecError:
        return None
    return measured.ratio if measured.still >= 0.02 else None


def median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def main() -> None:
    parser: argparse.ArgumentParser = harness.arguments("Styles of pictures.")
    parser.add_argument("--weights", type=Path, nargs="+", default=[WEIGHTS / "style"])
    parser.add_argument("--clips", type=int, default=len(ASIDE))
    parser.add_argument("--styles", type=int, default=6)
    parser.add_argument("--frames", type=int, default=8, help="of each clip")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sheet", type=Path, help="write a picture of the last frames here")
    options = parser.parse_args()
    if options.data is None:
        parser.error("--data is needed: a folder with videos/ and photos/")
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(options.threads)
    networks = [StyleNetwork(folder) for folder in options.weights]
    ways: dict[str, Callable[[Array, Clip], Picture]] = {
        "colours": lambda picture, clip: reinhard(picture),
        "colours, texture": lambda picture, clip: textured(picture),
    }
    for folder, net in zip(options.weights, networks, strict=True):
        ways[f"frame by frame ({folder.name})"] = lambda p, c, net=net: alone(net, p, c)
        ways[f"network ({folder.name})"] = lambda p, c, net=net: PictureLook(
            net, net.read([p]), own=own_share([p])
        ).start(*c.size, c.fps)
    clips = [
        load(options.data / "videos" / name, options.frames / 20) for name in ASIDE[: options.clips]
    ]
    styles, features = pictures(options.data / "photos", options.styles), Features()
    figures: dict[str, list[tuple[float, float, float | None, float, bool]]] = {
        way: [] for way in ways
    }
    shown = []
    # Every clip meets some of the styles, every style some of the clips.
    for n, clip in enumerate(clips):
        for picture in (styles[(2 * n + k) % len(styles)] for k in range(2)):
            wanted = features(picture)
            bare = own_share([picture]) > 0
            far = float(np.linalg.norm(features(clip.frames[-1]) - wanted))
            row = [clip.frames[-1], picture]
            for way, begin in ways.items():
                draw = begin(picture, clip)
                began = time.process_time()
                made = [draw(f, k / clip.fps).copy() for k, f in enumerate(clip.frames)]
                pace = len(made) / (time.process_time() - began)
                near = float(np.linalg.norm(features(made[-1]) - wanted)) / far
                same = float(
                    np.corrcoef(edges(clip.frames[-1]).ravel(), edges(made[-1]).ravel())[0, 1]
                )
                figures[way].append((near, same, trembling(clip, made), pace, bare))
                row.append(made[-1])
            shown.append(np.concatenate([cv2.resize(one, (320, 240)) for one in row], axis=1))
    if options.sheet is not None:
        cv2.imwrite(str(options.sheet), np.concatenate(shown)[..., ::-1])
    rows = [
        {
            "way": way,
            "style": median([one[0] for one in found if not one[4]]),
            "bare": median([one[0] for one in found if one[4]]),
            "edges": median([one[1] for one in found]),
            "flicker": median([one[2] for one in found]),
            "pace": median([one[3] for one in found]),
        }
        for way, found in figures.items()
    ]
    harness.report(
        f"Styles of {len(styles)} pictures on {len(clips)} clips", rows, options.json,
        [f"clips: {', '.join(clip.path.name for clip in clips)}"],
    )  # fmt: skip


if __name__ == "__main__":
    main()
