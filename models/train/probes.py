"""Train the attribute probes on rendered pictures: ``python -m models.train.probes``.

::

    python -m models.train.stills --count 6000
    python -m models.train.probes

They are judged on renders of the test split, which holds combinations that training never shows,
and there on what can be seen (:mod:`models.train.visible`).
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from models.encode.embedded import EmbeddedEncoder
from models.generate.autoencoder import VideoAutoencoder, channels_last
from models.generate.weights import digest, load_sharded
from models.hardware import quick_in_bf16
from models.metrics.probes import LIGHT, PERSON, Classes, ProbeNet, Probes, save
from models.train import latents
from models.train.clips import SHARD, Clips
from models.train.pictures import ROOM, Pictures, classes_of, gather, of_clips, of_stills, targets
from models.train.stills import Stills
from models.train.visible import visible
from models.world import attributes

LEFT_OUT = ("orientation", "camera", "tempo")
"""Every rendered clip is square; how it moves does not show in frames."""
SHIFT = 2
"""Pixels by which whole pictures are shifted, around their edges."""


def moved(pictures: Tensor, room: int) -> Tensor:
    """Pictures of uint8 as float -1…1, less ``room``: shifted, some blurred or noisy."""
    x = pictures.float().div_(127.5).sub_(1)
    if room:
        dy, dx = torch.randint(0, 2 * room + 1, (2,)).tolist()
        side = x.shape[-1] - 2 * room
        x = x[:, :, dy : dy + side, dx : dx + side].contiguous()
    else:
        x = torch.roll(x, torch.randint(-SHIFT, SHIFT + 1, (2,)).tolist(), (2, 3))
    eighth = len(x) // 8
    x[:eighth] = F.avg_pool2d(x[:eighth], 3, stride=1, padding=1, count_include_pad=False)
    x[eighth : 2 * eighth] += 0.06 * torch.randn_like(x[eighth : 2 * eighth])
    return x


def fit(
    net: nn.Module, given: Callable[[Tensor], Sequence[Tensor]], wanted: Mapping[str, Tensor],
    steps: int, heads: Tensor | None = None, batch: int = 64,
) -> None:  # fmt: skip
    """Train a net on what is ``given`` for rows; ``wanted`` class numbers (n,) by attribute.

    The rate falls to nothing over the last two fifths.
    """
    net.train().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.05, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 40, (steps - step) / (0.4 * steps))
    )
    count = len(next(iter(wanted.values())))
    began, order = time.process_time(), torch.randperm(count)
    for step in range(steps):
        if len(order) < batch:
            order = torch.randperm(count)
        rows, order = order[:batch], order[batch:]
        with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
            outputs = net(*given(rows))
        losses = [
            F.cross_entropy(outputs[name].float(), want[rows], ignore_index=-1)
            for name, want in wanted.items()
            if (want[rows] >= 0).any()
        ]
        if heads is not None:
            there = heads[rows, 0].isfinite()
            off = outputs["head"].float()[there] - heads[rows][there]
            losses.append(10 * off.abs().mean() if there.any() else off.sum())
        loss = torch.stack(losses).sum()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if step % 100 == 99:
            print(f"step {step + 1} loss {loss.item() / len(losses):.3f} "
                  f"{time.process_time() - began:.0f} s of processor", flush=True)  # fmt: skip
    net.eval()


def train_clip(
    net: ProbeNet, latents: Tensor, shown: Sequence[Mapping[str, str]], classes: Classes, steps: int
) -> None:
    """Teach the net of latents (n, 4, c, 16, 16), which are shifted and noised a little."""

    def given(rows: Tensor) -> Sequence[Tensor]:
        x = latents[rows].float()
        x = torch.roll(x, torch.randint(-1, 2, (2,)).tolist(), (-2, -1))
        return (x + 0.15 * torch.randn_like(x),)

    wanted = {k: v for k, v in targets(shown, classes).items() if k not in PERSON}
    fit(net.clip, given, wanted, steps)


def train_scene(net: ProbeNet, data: Pictures, classes: Classes, steps: int) -> None:
    """Teach the net of whole pictures."""
    wanted = {k: v for k, v in targets(data.shown, classes).items() if k not in PERSON}
    fit(
        net.scene, lambda rows: (moved(data.frames[rows], 0), torch.zeros(len(rows), 0)), wanted,
        steps, data.heads,
    )  # fmt: skip


def train_person(net: ProbeNet, data: Pictures, classes: Classes, steps: int) -> None:
    """Teach the net of busts, told the true light."""
    wanted = {k: v[data.people] for k, v in targets(data.shown, classes).items()}
    light = torch.cat([F.one_hot(wanted[name], len(classes[name])) for name in LIGHT], dim=1)
    worn = {k: v for k, v in wanted.items() if k in PERSON}
    fit(net.person, lambda rows: (moved(data.busts[rows], ROOM), light[rows].float()), worn, steps)


@dataclass(frozen=True)
class Score:
    """How often an attribute was read right."""

    right: int
    of: int
    shown: int
    """Clips that have the attribute, seen or not."""

    @property
    def share(self) -> float:
        """Share read right of those in which it can be seen."""
        return self.right / max(1, self.of)


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    middle = (right + z * z / 2) / (of + z * z)
    half = z / (of + z * z) * math.sqrt(right * (of - right) / of + z * z / 4)
    return middle - half, middle + half


def judge(probes: Probes, clips: Clips, latents: NDArray[np.float16]) -> dict[str, Score]:
    """Read rendered clips; what cannot be seen in their middle is not asked for."""
    tally: dict[str, list[int]] = {name: [0, 0, 0] for name in probes.classes}
    for start in range(0, len(clips), SHARD):
        shard = clips.shards[start // SHARD]
        read = probes.read(shard, latents[start : start + SHARD])
        for offset, found in enumerate(read):
            drawn = clips.drawn(start + offset)
            seen = visible(drawn)
            for name in attributes(drawn.scene):
                if name in tally:
                    there = name in seen
                    hit = there and found.get(name) == seen[name]
                    tally[name] = [a + b for a, b in zip(tally[name], (hit, there, 1), strict=True)]
    return {name: Score(*counts) for name, counts in tally.items()}


def main() -> None:
    """Train, report the accuracy on the test split, write the probes."""
    parser = argparse.ArgumentParser(description="Train the attribute probes.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"))
    parser.add_argument("--stills", type=Path, default=Path("runs/stills"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument(
        "--steps", type=int, nargs=3, default=(1200, 2000, 1500), help="of each of the three nets"
    )
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    coder = VideoAutoencoder()
    load_sharded(coder, args.weights / "video", "autoencoder")
    channels_last(coder).eval()
    encoder = EmbeddedEncoder(args.weights, args.threads)
    clips, test = Clips(args.clips), Clips(args.clips, split="test")
    folder = args.clips / f"latents-{digest(args.weights / 'video', 'autoencoder')}"
    data = gather(chain(of_clips(clips, coder), of_stills(Stills(args.stills))))
    classes = {k: v for k, v in classes_of(data.shown).items() if k not in LEFT_OUT}
    net = ProbeNet(classes)
    shown = [attributes(clips.drawn(index).scene) for index in range(len(clips))]
    kept = latents.cached(clips, coder, encoder, folder).latents
    train_clip(net, torch.from_numpy(kept), shown, classes, args.steps[0])
    train_scene(net, data, classes, args.steps[1])
    train_person(net, data, classes, args.steps[2])
    coded = latents.cached(test, coder, encoder, folder).latents
    scores = judge(Probes(net.eval(), classes, {}), test, coded)
    for name, score in sorted(scores.items(), key=lambda pair: -pair[1].share):
        low, high = wilson(score.right, score.of)
        print(
            f"{name:15} {score.share:.1%} ({low:.1%} to {high:.1%}) of {score.of} clips, "
            f"of {len(classes[name])} values; visible in {score.of / score.shown:.0%}"
        )
    accuracy = {name: score.share for name, score in scores.items()}
    save(Probes(net, classes, accuracy), args.weights / "video")


if __name__ == "__main__":
    main()
