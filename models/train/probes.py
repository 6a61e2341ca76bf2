"""Train the attribute probes on rendered clips: ``python -m models.train.probes``.

They read latents of rendered pixels, shifted and noised a little, and are judged on renders of the
test split, which holds combinations that training never shows.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from models.encode.embedded import EmbeddedEncoder
from models.generate.autoencoder import VideoAutoencoder, channels_last
from models.generate.weights import digest, load_sharded
from models.hardware import quick_in_bf16
from models.metrics.probes import Classes, ProbeNet, Probes, save
from models.train import latents
from models.train.clips import Clips
from models.train.world import attributes

LEFT_OUT = ("orientation",)
"""Every rendered clip is square."""


def labels(clips: Clips, count: int) -> list[dict[str, str]]:
    """What each clip shows, by attribute."""
    found = [attributes(clips.drawn(index).scene) for index in range(count)]
    return [{k: v for k, v in one.items() if k not in LEFT_OUT} for one in found]


def classes_of(shown: Sequence[dict[str, str]]) -> Classes:
    """Every value of every attribute, in order."""
    names = sorted({name for one in shown for name in one})
    return {name: sorted({one[name] for one in shown if name in one}) for name in names}


def targets(shown: Sequence[dict[str, str]], classes: Classes) -> dict[str, Tensor]:
    """Class numbers by attribute, (n,); -1 where the attribute cannot be seen."""
    index = {name: {v: at for at, v in enumerate(values)} for name, values in classes.items()}
    return {
        name: torch.tensor([index[name].get(one.get(name, ""), -1) for one in shown])
        for name in classes
    }


def accuracy(net: ProbeNet, data: Tensor, wanted: dict[str, Tensor]) -> dict[str, float]:
    """Share of clips whose attribute is read right, of those that show it."""
    net.eval()
    with torch.inference_mode():
        outputs = [net(data[at : at + 100].float()) for at in range(0, len(data), 100)]
    found = {}
    for name, want in wanted.items():
        best = torch.cat([output[name].argmax(1) for output in outputs])
        there = want >= 0
        found[name] = float((best[there] == want[there]).float().mean())
    net.train()
    return found


def train(
    data: Tensor, wanted: dict[str, Tensor], classes: Classes, *, epochs: int, seed: int = 1
) -> ProbeNet:
    """Train for ``epochs`` over latents (n, 4, c, h, w)."""
    torch.manual_seed(seed)
    net, batch = ProbeNet(classes), 128
    steps = epochs * (len(data) // batch)
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps + 1)
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        order = torch.randperm(len(data))
        for rows in torch.split(order[: len(data) // batch * batch], batch):
            x = data[rows].float()
            dy, dx = torch.randint(-1, 2, (2,)).tolist()
            x = torch.roll(x, (dy, dx), (-2, -1)) + 0.15 * torch.randn_like(x)
            with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
                outputs = net(x)
            losses = [
                F.cross_entropy(outputs[name].float(), wanted[name][rows], ignore_index=-1,
                                reduction="sum") / len(rows)
                for name in classes
            ]  # fmt: skip
            optimiser.zero_grad(set_to_none=True)
            loss = torch.stack(losses).sum()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            step += 1
        print(f"epoch {epoch + 1} loss {loss.item():.3f} {time.monotonic() - began:.0f} s",
              flush=True)  # fmt: skip
    return net


def main() -> None:
    """Train, report the accuracy on the test split, write the probes."""
    parser = argparse.ArgumentParser(description="Train the attribute probes.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    coder = VideoAutoencoder()
    load_sharded(coder, args.weights / "video", "autoencoder")
    channels_last(coder).eval()
    encoder = EmbeddedEncoder(args.weights, args.threads)
    folder = args.clips / f"latents-{digest(args.weights / 'video', 'autoencoder')}"
    read = {}
    for split in ("train", "test"):
        clips = Clips(args.clips, split=split)
        kept = latents.cached(clips, coder, encoder, folder)
        read[split] = (torch.from_numpy(kept.latents), labels(clips, len(kept)))
    classes = classes_of(read["train"][1])
    net = train(read["train"][0], targets(read["train"][1], classes), classes, epochs=args.epochs)
    found = accuracy(net, read["test"][0], targets(read["test"][1], classes))
    for name, share in sorted(found.items(), key=lambda pair: -pair[1]):
        print(f"{name:15} {share:.1%} of {len(classes[name])} values")
    save(Probes(net.eval(), classes, found), args.weights / "video")


if __name__ == "__main__":
    main()
