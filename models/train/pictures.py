"""Pictures with known content, as the probes' two nets take them, from clips and stills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.generate.autoencoder import BLOCK, VideoAutoencoder, to_pixels, to_planes
from models.hardware import quick_in_bf16
from models.metrics.probes import LOOKS, SMALL, Classes, bust
from models.train.clips import FPS, Clips, Drawn
from models.train.stills import Stills
from models.train.world.trace import heads
from models.world import attributes

ROOM = 6
"""Pixels kept around a bust on each side, for shifts in training."""
TOUGH = 20
"""Of that many clips, one is also shown as the autoencoder leaves it."""

Row = tuple[Drawn, Sequence[float], NDArray[np.uint8]]
"""What is shown, when in its loop (s), and the frames of then (k, h, w, 3)."""


@dataclass(frozen=True)
class Pictures:
    """Attributes:
    frames: uint8 (n, 3, 128, 128), whole pictures.
    shown: what each shows, by attribute.
    heads: (n, 3), middle and height of the head as shares of the side; nan where nobody is.
    busts: uint8 (m, 3, 76, 76), around the heads.
    """

    frames: Tensor
    shown: Sequence[Mapping[str, str]]
    heads: Tensor
    busts: Tensor

    @property
    def people(self) -> Tensor:
        """Rows with a person, in the order of ``busts``."""
        return torch.nonzero(self.heads[:, 0].isfinite()).flatten()


def of_clips(clips: Clips, coder: VideoAutoencoder | None = None) -> Iterator[Row]:
    """Two frames of each clip; of every twentieth one more, as the coder leaves it.

    What the generator makes has passed the decoder; so the probes know how that looks.
    """
    for index in range(len(clips)):
        drawn, clip = clips.drawn(index), clips[index]
        looks = LOOKS[index % 2 :: 2]
        frames = clip[list(looks)]
        if coder is not None and index % TOUGH == 0:
            back = _through(coder, clip, looks[0])
            looks, frames = (*looks, looks[0]), np.concatenate([frames, back[None]])
        yield drawn, [drawn.start + look / FPS for look in looks], frames


def _through(coder: VideoAutoencoder, clip: NDArray[np.uint8], look: int) -> NDArray[np.uint8]:
    first = look // BLOCK * BLOCK
    planes = to_planes(torch.from_numpy(np.array(clip[None, first : first + BLOCK])))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
        back = to_pixels(coder.decode(coder.encode(planes)))
    return np.asarray(back[0, look - first].numpy())


def of_stills(stills: Stills) -> Iterator[Row]:
    """Rendered stills."""
    for index in range(len(stills)):
        drawn = stills.drawn(index)
        yield drawn, [drawn.start], stills[index][None]


def gather(rows: Iterable[Row], seed: int = 1) -> Pictures:
    """Bring rows to the sizes that the nets read; heads are cut a little larger or smaller."""
    rng = np.random.default_rng(seed)
    shown: list[Mapping[str, str]] = []
    frames, spots, busts = [], [], []
    for drawn, times, pictures in rows:
        planes = to_planes(torch.from_numpy(np.array(pictures[None])))[0]
        frames.append(torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2))
        shown += [attributes(drawn.scene)] * len(times)
        found = torch.full((len(times), 3), torch.nan)
        if drawn.scene.person is not None:
            found = torch.tensor([astuple(spot) for spot in heads(drawn.scene, times) if spot])
            near = found.clone()
            near[:, 2] *= float(rng.uniform(0.92, 1.08))
            side = SMALL + 2 * ROOM
            busts.append(_bytes(bust(planes, near, side, margin=side / SMALL)))
        spots.append(found)
    return Pictures(torch.cat(frames), shown, torch.cat(spots), torch.cat(busts))


def _bytes(planes: Tensor) -> Tensor:
    return planes.add(1).mul(127.5).round().byte()


def classes_of(shown: Sequence[Mapping[str, str]]) -> Classes:
    """Every value of every attribute, in order."""
    names = sorted({name for one in shown for name in one})
    return {name: sorted({one[name] for one in shown if name in one}) for name in names}


def targets(shown: Sequence[Mapping[str, str]], classes: Classes) -> dict[str, Tensor]:
    """Class numbers by attribute, (n,); -1 where the attribute cannot be seen."""
    index = {name: {v: at for at, v in enumerate(values)} for name, values in classes.items()}
    return {
        name: torch.tensor([index[name].get(one.get(name, ""), -1) for one in shown])
        for name in classes
    }
