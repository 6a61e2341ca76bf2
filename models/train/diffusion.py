"""Train the denoiser on rendered clips: ``python -m models.train.diffusion``.

Two stages: first single latent frames (what things look like; quick), then whole clips (how they
move). Matrices are trained by Muon (Jordan et al. 2024), everything else by AdamW; weights are
averaged (EMA). The run resumes from its checkpoint, writes a contact sheet with each, and ends by
writing the averaged weights in bf16.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from models.encode.embedded import EmbeddedEncoder
from models.generate import flow
from models.generate.autoencoder import VideoAutoencoder, channels_last
from models.generate.conditions import GIVEN, USER
from models.generate.denoiser import Denoiser
from models.generate.user_space import UserSpace, unit
from models.generate.weights import digest, load_sharded, save_sharded
from models.generate.words import WordVectors
from models.hardware import quick_in_bf16
from models.recommend import bpr
from models.recommend.interactions import Interactions
from models.recommend.training import Schedule
from models.train import audience, latents, own_corpus
from models.train.clips import Clips
from models.train.lessons import Crowd, Lesson, Lessons, Rendered, Teacher
from models.train.sheet import sheet
from models.train.world import attributes

Predict = Callable[..., Any]
"""The denoiser, as it is or compiled."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A part of a run: ``frames`` latent frames a sample, ``steps`` batches of ``batch``."""

    frames: int
    steps: int
    batch: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run does; stored with the weights.

    ``short`` is the share of tokens that go through the middle blocks, for all but the last
    tenth of the run. The rate falls to nothing over the last ``cooling`` of the run.
    """

    stages: tuple[Stage, ...]
    rate: float = 1.5e-3
    warmup: int = 150
    cooling: float = 0.3
    short: float = 0.5
    average: float = 0.998
    shift: float = 2.0
    seed: int = 3

    @property
    def steps(self) -> int:
        """Batches in all."""
        return sum(stage.steps for stage in self.stages)

    def stage(self, step: int) -> Stage:
        """The stage that a step belongs to."""
        for stage in self.stages:
            if step < stage.steps:
                return stage
            step -= stage.steps
        return self.stages[-1]

    def rate_at(self, step: int) -> float:
        """Warm up, hold, and fall linearly to nothing."""
        left = (self.steps - step) / max(1.0, self.cooling * self.steps)
        return self.rate * min(1.0, (step + 1) / self.warmup, left)


def loss_of(
    model: Predict, lesson: Lesson, level: Tensor, noise: Tensor, kept: Tensor | None
) -> Tensor:
    """Weighted squared error of the velocity over the frames that are to be found."""
    given = lesson.given
    there = (given.known == GIVEN)[:, :, None, None, None]
    noised = torch.where(there, lesson.clean, flow.noised(lesson.clean, noise, level))
    found = model(noised, level, given, kept).float()
    error = (found - (noise - lesson.clean)).square().masked_fill(there, 0.0)
    wanted = (~there).float().expand_as(error).sum((1, 2, 3, 4))
    each = error.sum((1, 2, 3, 4)) / wanted
    loss: Tensor = (flow.min_snr_weight(level) * each).mean()
    return loss


def optimisers(model: Denoiser, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the blocks' matrices, AdamW for everything else."""
    layers = [*model.blocks.parameters(), *model.reader.parameters()]
    inside = {id(p) for p in layers if p.dim() == 2 and min(p.shape) > 16}
    matrices = [p for p in model.parameters() if id(p) in inside]
    others = [p for p in model.parameters() if id(p) not in inside]
    return [
        torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.0),
    ]


class Run:
    """A training run with its checkpoint in ``folder``."""

    def __init__(self, folder: Path, plan: Plan, start: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.plan = folder, plan
        torch.manual_seed(plan.seed)
        self.model, self.averaged = Denoiser(), Denoiser()
        if start is not None:
            load_sharded(self.model, start, "denoiser")
        self.averaged.load_state_dict(self.model.state_dict())
        self.averaged.requires_grad_(False)
        self.optimisers = optimisers(self.model, plan.rate)
        self.step, self.seconds = 0, 0.0
        if self.checkpoint.is_file():
            self._load()

    @property
    def checkpoint(self) -> Path:
        """Where the run goes on from."""
        return self.folder / "checkpoint.pt"

    def _load(self) -> None:
        kept = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(kept["model"])
        self.averaged.load_state_dict(kept["averaged"])
        for optimiser, state in zip(self.optimisers, kept["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.step, self.seconds = kept["step"], kept["seconds"]

    def save(self) -> None:
        """Write the checkpoint; a reader never sees half of one."""
        temporary = self.checkpoint.with_suffix(".tmp")
        torch.save(
            {
                "model": self.model.state_dict(),
                "averaged": self.averaged.state_dict(),
                "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
                "step": self.step,
                "seconds": self.seconds,
            },
            temporary,
        )
        temporary.replace(self.checkpoint)

    def train(self, lessons: Lessons, show: Any, *, compiled: bool = False) -> None:
        """Train to the end of the plan; ``show()`` draws a sheet at every checkpoint.

        Compiling helps with matrix units; with AVX512_BF16 it was no quicker for stills and 2.6
        times slower for clips.
        """
        plan = self.plan
        quick = torch.compile(self.model, dynamic=False) if compiled else self.model
        began = saved = time.monotonic()
        losses: list[float] = []
        while self.step < plan.steps:
            loss = self._step(quick, lessons)
            if not np.isfinite(loss):
                raise SystemExit(f"loss is {loss} at step {self.step}; lower --rate")
            losses.append(loss)
            now = time.monotonic()
            if self.step % 25 == 0:
                print(
                    f"step {self.step}/{plan.steps} loss {np.mean(losses[-25:]):.4f} "
                    f"{(self.seconds + now - began) / 60:.1f} min",
                    flush=True,
                )
            if now - saved > 600:
                self.seconds, began, saved = self.seconds + now - began, now, now
                self.save()
                show()
        self.seconds += time.monotonic() - began
        self.save()
        show()

    def _step(self, quick: Predict, lessons: Lessons) -> float:
        plan, stage = self.plan, self.plan.stage(self.step)
        rng = np.random.default_rng([plan.seed, self.step])
        generator = torch.Generator().manual_seed(plan.seed + self.step)
        lesson = lessons.draw(stage.batch, stage.frames, rng)
        level = flow.draw_levels(stage.batch, generator, plan.shift)
        noise = torch.randn(lesson.clean.shape, generator=generator)
        kept = None
        if self.step < 0.9 * plan.steps:
            tokens = lesson.clean[0, :, 0].numel() // 4
            kept = torch.randperm(tokens, generator=generator)[: int(tokens * plan.short)]
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = plan.rate_at(self.step)
            optimiser.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
            loss = loss_of(quick, lesson, level, noise, kept)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        self.step += 1
        keep = min(plan.average, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.averaged.parameters()), list(self.model.parameters()), 1 - keep
            )
        return float(loss.detach())


def user_vectors(data: Interactions, seed: int = 0) -> np.ndarray:
    """Unit ``User_Emb`` (users, 64) of a BPR-MF that was trained on these likes."""
    fitted = bpr.fit(data, data, dimensions=64, schedule=Schedule(epochs=15, every=5, seed=seed))
    users = np.asarray(fitted.users, np.float32)
    lengths = np.linalg.norm(users, axis=1, keepdims=True)
    return np.asarray(users / (lengths + 1e-9))


def stages(text: str) -> tuple[Stage, ...]:
    """Read ``"1x3000x96,4x1500x32"``: latent frames, steps and batch of each stage."""
    parts = (part.split("x") for part in text.split(","))
    return tuple(Stage(frames=int(f), steps=int(s), batch=int(b)) for f, s, b in parts)


@dataclass(frozen=True)
class Taught:
    """What a run learns from."""

    data: latents.Latents
    teacher: Teacher
    crowd: Crowd
    users: np.ndarray

    def space(self) -> UserSpace:
        """What the visitors' vectors have to do with the looks of what they like."""
        liked = [self.crowd.likes(user) for user in range(len(self.users))]
        known = [user for user, clips in enumerate(liked) if len(clips)]
        hist = np.stack([self.data.embeddings[liked[user]].mean(0) for user in known])
        return UserSpace.fit(unit(hist), self.users[known])


def rendered(folder: Path, visitors: int, tools: Tools) -> Taught:
    """The rendered clips in ``folder``, with simulated visitors."""
    clips = Clips(folder)
    kept = folder / f"latents-{tools.coder_digest}"
    data = latents.cached(clips, tools.coder, tools.encoder, kept)
    if not len(data):
        raise SystemExit(f"no clips in {folder}; python -m models.train.clips renders them")
    drawn = [clips.drawn(index) for index in range(len(data))]
    crowd = audience.gather([attributes(one.scene) for one in drawn], visitors, seed=1)
    users_file = kept / f"users-{len(data)}-{visitors}.npy"
    if not users_file.is_file():
        np.save(users_file, user_vectors(crowd.interactions()))
    return Taught(data, Rendered(drawn), crowd, np.load(users_file))


def own(corpus: Path, interactions: Path | None, tools: Tools) -> Taught:
    """The clips of one's own corpus, with the words and the likes that are known of them."""
    found = own_corpus.read(corpus, interactions, tools.coder, tools.encoder)
    users = np.zeros((max(1, found.liked.shape[0]), USER), np.float32)
    if found.liked.nnz:
        users = user_vectors(found.interactions())
    print(f"{len(found.data)} clips of {corpus}, {found.liked.nnz} likes", flush=True)
    return Taught(found.data, found, found, users)


class Tools:
    """What turns clips and words into numbers."""

    def __init__(self, weights: Path, threads: int) -> None:
        self.coder = channels_last(VideoAutoencoder())
        load_sharded(self.coder, weights / "video", "autoencoder")
        self.coder.eval()
        self.coder_digest = digest(weights / "video", "autoencoder")
        self.encoder = EmbeddedEncoder(weights, threads)
        self.read = WordVectors(weights / "text")


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description="Train the denoiser.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"), help="rendered clips")
    parser.add_argument("--corpus", type=Path, help="folder of one's own clips, to fine-tune on")
    parser.add_argument("--interactions", type=Path, help="CSV of user, item (a file name), kind")
    parser.add_argument("--run", type=Path, default=Path("runs/diffusion"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--out", type=Path, help="folder to write to; weights/video by itself")
    parser.add_argument("--start", type=Path, help="folder of weights to go on from")
    parser.add_argument("--stages", type=stages, help='"1x3000x96,4x1500x32"')
    parser.add_argument("--rate", type=float)
    parser.add_argument("--visitors", type=int, default=1200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compiled", action="store_true", help="quicker with matrix units")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tools = Tools(args.weights, args.threads)
    tuning = args.corpus is not None
    taught = (
        own(args.corpus, args.interactions, tools)
        if tuning
        else rendered(args.clips, args.visitors, tools)
    )
    start = args.start or (args.weights / "video" if tuning else None)
    plan = Plan(
        stages=args.stages or stages("4x400x16" if tuning else "1x3000x96,4x1500x32"),
        rate=args.rate or (2e-4 if tuning else Plan.rate),
    )
    print(f"{len(taught.data)} clips, bf16: {quick_in_bf16()}", flush=True)
    run = Run(args.run, plan, start)
    lessons = Lessons(taught.data, taught.teacher, taught.crowd, taught.users, tools.read)
    run.train(
        lessons,
        lambda: sheet(run.averaged, tools.coder, tools.read, run.folder, run.step),
        compiled=args.compiled,
    )
    notes = {"plan": json.dumps(asdict(plan)), "hours": f"{run.seconds / 3600:.2f}",
             "clips": str(len(taught.data))}  # fmt: skip
    out = args.out or (args.run if tuning else args.weights / "video")
    files = save_sharded(run.averaged.state_dict(), out, "denoiser", notes)
    if not tuning:
        taught.space().save(out)
    print(f"wrote {', '.join(file.name for file in files)} to {out}")


if __name__ == "__main__":
    main()
