"""Train the video autoencoder on rendered clips: ``python -m models.train.autoencoder``.

L1 of pixels and of their differences in space and time (edges and motion are what an average
blurs). Latents are noised while training, each block by a share of its own, so that the decoder
forgives what a denoiser leaves. Resumes from its checkpoint. With ``--start FOLDER`` the decoder
alone is trained on, from the weights there: what was encoded before stays as it is.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from models.generate.autoencoder import (
    BLOCK,
    VideoAutoencoder,
    channels_last,
    to_pixels,
    to_planes,
)
from models.generate.seen import vouch, vouched
from models.generate.weights import load_sharded, save_sharded
from models.hardware import quick_in_bf16
from models.train.clips import FRAMES, SIDE, Clips

NOISED = 0.2
"""Noise on latents that a trained model's forgiveness is told at."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run does; stored with the weights.

    ``noise`` is the most that latents are noised by, as a share of their own deviation.
    """

    steps: int = 2600
    batch: int = 32
    side: int = 64
    rate: float = 1e-3
    noise: float = 0.4
    seed: int = 5


def rate_at(step: int, plan: Plan) -> float:
    """Warm up over 100 steps, then a cosine to a twentieth."""
    done = step / plan.steps
    return plan.rate * min(1.0, (step + 1) / 100) * (0.05 + 0.475 * (1 + math.cos(math.pi * done)))


def loss_of(model: VideoAutoencoder, blocks: Tensor, plan: Plan, coded: bool = False) -> Tensor:
    """Reconstruction loss of blocks (n, 4, 3, h, w) in -1…1; ``coded``: for the decoder alone."""
    with torch.set_grad_enabled(not coded):
        raw = model.encoder(blocks)
    share = plan.noise * torch.rand(len(raw), 1, 1, 1) * raw.detach().float().std()
    back = model.decoder(raw + (share * torch.randn(raw.shape)).to(raw.dtype)).float()
    loss: Tensor = (back - blocks).abs().mean()
    for dim in (1, 3, 4):
        loss = loss + 0.5 * (back.diff(dim=dim) - blocks.diff(dim=dim)).abs().mean()
    return loss


def batch_of(clips: Clips, plan: Plan, step: int) -> Tensor:
    """Draw blocks of four frames in a row, cut to ``side``, some mirrored: (n, 4, 3, s, s)."""
    rng = np.random.default_rng([plan.seed, step + 1000])
    chosen = []
    for index in rng.integers(0, len(clips), plan.batch):
        start = int(rng.integers(0, FRAMES - BLOCK + 1))
        y, x = rng.integers(0, SIDE - plan.side + 1, 2)
        block = clips[int(index)][start : start + BLOCK, y : y + plan.side, x : x + plan.side]
        chosen.append(block[:, :, ::-1] if rng.uniform() < 0.5 else block)
    return to_planes(torch.from_numpy(np.stack(chosen)))


@torch.no_grad()
def error(model: VideoAutoencoder, clips: Clips, count: int = 64, noise: float = 0.0) -> float:
    """Peak signal-to-noise ratio (dB) of whole clips that were not trained on.

    Their latents are noised by ``noise``, in units of their deviation.
    """
    squares = []
    generator = torch.Generator().manual_seed(1)
    for index in range(count):
        planes = to_planes(torch.from_numpy(clips[index].copy()[None]))
        latents = model.encode(planes)
        latents = latents + noise * torch.randn(latents.shape, generator=generator)
        back = model.decode(latents).clamp(-1, 1)
        squares.append(float((back - planes).square().mean()) / 4)
    return -10 * math.log10(float(np.mean(squares)))


@torch.no_grad()
def sheet(model: VideoAutoencoder, clips: Clips, file: Path, count: int = 8) -> None:
    """Write a contact sheet: clips above what came back of them."""
    rows = []
    for index in range(count):
        clip = clips[index * 7].copy()
        back = to_pixels(model.decode(model.encode(to_planes(torch.from_numpy(clip[None])))))[0]
        rows.append(np.concatenate([*clip[::5], *back.numpy()[::5]], axis=1))
    cv2.imwrite(str(file), np.concatenate(rows)[..., ::-1])


def train(
    clips: Clips, run: Path, plan: Plan, start: Path | None = None
) -> tuple[VideoAutoencoder, float]:
    """Train to the end of the plan from where the checkpoint stands; return model and seconds.

    With ``start``, a folder of weights, the decoder alone is trained on from there.
    """
    run.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    model = channels_last(VideoAutoencoder())
    trained: torch.nn.Module = model
    if start is None:
        model.begin(torch.cat([batch_of(clips, plan, -1 - at) for at in range(64)]))
    else:
        load_sharded(model, start, "autoencoder")
        trained = model.decoder
    optimiser = torch.optim.AdamW(trained.parameters(), lr=plan.rate, weight_decay=0.0)
    step, seconds, checkpoint = 0, 0.0, run / "checkpoint.pt"
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        step, seconds = kept["step"], kept["seconds"]
    began = saved = time.monotonic()
    losses: list[float] = []

    def save() -> None:
        temporary = checkpoint.with_suffix(".tmp")
        torch.save(
            {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "step": step,
                "seconds": seconds + time.monotonic() - began,
            },
            temporary,
        )
        temporary.replace(checkpoint)

    while step < plan.steps:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, plan)
        blocks = batch_of(clips, plan, step)
        with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
            loss = loss_of(model, blocks, plan, coded=start is not None)
        if not torch.isfinite(loss):
            raise SystemExit(f"loss is {loss.item()} at step {step}; lower --rate")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained.parameters(), 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.item())
        if step % 50 == 0:
            minutes = (seconds + time.monotonic() - began) / 60
            print(
                f"step {step}/{plan.steps} loss {np.mean(losses[-50:]):.4f} {minutes:.1f} min",
                flush=True,
            )
        if time.monotonic() - saved > 120:
            saved = time.monotonic()
            save()
    save()
    if start is None:
        raw = torch.cat(
            [model.encoder(batch_of(clips, plan, plan.steps + i)).detach() for i in range(1, 17)]
        )
        model.calibrate(raw.float())
    return model.eval(), seconds + time.monotonic() - began


def main() -> None:
    """Train, report the error on clips kept aside, write weights and a contact sheet."""
    parser = argparse.ArgumentParser(description="Train the video autoencoder.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"))
    parser.add_argument("--run", type=Path, default=Path("runs/autoencoder"))
    parser.add_argument("--out", type=Path, default=Path("assets/weights/video"))
    parser.add_argument("--start", type=Path, help="weights whose decoder is trained on")
    parser.add_argument("--steps", type=int, default=Plan.steps)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    plan = Plan(steps=args.steps, rate=args.rate)
    model, seconds = train(Clips(args.clips), args.run, plan, args.start)
    test = Clips(args.clips, split="test")
    psnr, noised = error(model, test), error(model, test, noise=NOISED)
    sheet(model, test, args.run / "sheet.png")
    notes = {"plan": json.dumps(asdict(plan)), "hours": f"{seconds / 3600:.2f}"}
    save_sharded(model.state_dict(), args.out, "autoencoder", notes | {"psnr": f"{psnr:.2f}"})
    if args.start is None or vouched(args.start, "autoencoder"):
        vouch(args.out, "autoencoder")
    print(
        f"{psnr:.2f} dB on clips kept aside, {noised:.2f} from latents noised by {NOISED:g}, "
        f"{seconds / 60:.0f} min, wrote {args.out}"
    )


if __name__ == "__main__":
    main()
