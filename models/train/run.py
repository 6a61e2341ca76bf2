"""A training run of the denoiser: plan, loss, optimisers, checkpoints, early stop.

Matrices are trained by Muon (Jordan et al. 2024), everything else by AdamW; weights are averaged
(EMA). Several processes, each with a GPU of its own, train together under ``accelerate launch``.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate.accelerator import Accelerator
from torch import Tensor, nn

from models.generate import flow
from models.generate.conditions import GIVEN
from models.generate.denoiser import Denoiser
from models.generate.weights import load_sharded
from models.hardware import quick_in_bf16
from models.train.lessons import Lesson, Lessons

Predict = Callable[..., Any]
"""The denoiser, as it is, compiled, or shared between processes."""

SAVED_EVERY = 600
"""Seconds between checkpoints."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A part of a run: ``frames`` latent frames a sample, ``steps`` batches of ``batch``."""

    frames: int
    steps: int
    batch: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run does; stored with the weights.

    With ``patience`` the loss on clips kept aside is taken every ``look`` steps, and the run ends
    after so many looks without a better one. ``short`` is the share of tokens that go through the
    middle blocks, for all but the last tenth of the run. The rate falls to nothing over the last
    ``cooling`` of the run.
    """

    stages: tuple[Stage, ...]
    rate: float = 1.5e-3
    warmup: int = 150
    cooling: float = 0.3
    short: float = 0.5
    average: float = 0.998
    shift: float = 2.0
    seed: int = 3
    look: int = 50
    patience: int = 0

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

    def __init__(
        self,
        folder: Path,
        plan: Plan,
        start: Path | None = None,
        *,
        model: Denoiser | None = None,
        cpu: bool = False,
    ) -> None:
        """Go on from the checkpoint where there is one, else from the weights in ``start``."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.plan = folder, plan
        self.place: Any = Accelerator(cpu=cpu or not torch.cuda.is_available())
        torch.manual_seed(plan.seed)
        self.model = Denoiser() if model is None else model
        if start is not None:
            load_sharded(self.model, start, "denoiser")
        self.model.to(self.place.device)
        self.averaged = copy.deepcopy(self.model).requires_grad_(False)
        self.optimisers = optimisers(self.model, plan.rate)
        self.step, self.seconds = 0, 0.0
        self.best, self.worse = float("inf"), 0
        self.chosen: Denoiser | None = None
        if self.checkpoint.is_file():
            self._load()

    @property
    def checkpoint(self) -> Path:
        """Where the run goes on from."""
        return self.folder / "checkpoint.pt"

    def _load(self) -> None:
        kept = torch.load(self.checkpoint, weights_only=True, map_location=self.place.device)
        self.model.load_state_dict(kept["model"])
        self.averaged.load_state_dict(kept["averaged"])
        for optimiser, state in zip(self.optimisers, kept["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.step, self.seconds = kept["step"], kept["seconds"]
        self.best, self.worse = kept.get("best", self.best), kept.get("worse", self.worse)
        if kept.get("chosen") is not None:
            self.chosen = copy.deepcopy(self.averaged)
            self.chosen.load_state_dict(kept["chosen"])

    @property
    def result(self) -> Denoiser:
        """The averaged weights: the best on clips kept aside, or the last."""
        return self.averaged if self.chosen is None else self.chosen

    def save(self) -> None:
        """Write the checkpoint; a reader never sees half of one."""
        if not self.place.is_main_process:
            return
        temporary = self.checkpoint.with_suffix(".tmp")
        torch.save(
            {
                "model": self.model.state_dict(),
                "averaged": self.averaged.state_dict(),
                "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
                "step": self.step,
                "seconds": self.seconds,
                "best": self.best,
                "worse": self.worse,
                "chosen": None if self.chosen is None else self.chosen.state_dict(),
            },
            temporary,
        )
        temporary.replace(self.checkpoint)

    def train(
        self,
        lessons: Lessons,
        show: Callable[[], object],
        *,
        aside: Lessons | None = None,
        compiled: bool = False,
    ) -> None:
        """Train to the end of the plan; ``show()`` draws a sheet at every checkpoint.

        ``aside`` are lessons on other clips, for the early stop. Compiling helps with matrix units;
        with AVX512_BF16 it was no quicker for stills and 2.6 times slower for clips.

        Raises:
            SystemExit: when the loss is no number any more, with what to do.
        """
        plan = self.plan
        quick: Predict = torch.compile(self.model, dynamic=False) if compiled else self.model
        quick = self.place.prepare_model(quick)
        began = saved = time.monotonic()
        losses: list[float] = []
        while self.step < plan.steps:
            loss = self._step(quick, lessons)
            if not np.isfinite(loss):
                raise SystemExit(f"loss is {loss} at step {self.step}; lower --rate")
            losses.append(loss)
            now = time.monotonic()
            if self.step % 25 == 0:
                self.place.print(
                    f"step {self.step}/{plan.steps} loss {np.mean(losses[-25:]):.4f} "
                    f"{(self.seconds + now - began) / 60:.1f} min",
                    flush=True,
                )
            if aside is not None and plan.patience and self.step % plan.look == 0:
                if self._enough(aside):
                    break
            if now - saved > SAVED_EVERY:
                self.seconds, began, saved = self.seconds + now - began, now, now
                self._saved(show)
        self.seconds += time.monotonic() - began
        self._saved(show)

    def _saved(self, show: Callable[[], object]) -> None:
        self.save()
        if self.place.is_main_process:
            show()

    def _step(self, quick: Predict, lessons: Lessons) -> float:
        plan = self.plan
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = plan.rate_at(self.step)
            optimiser.zero_grad(set_to_none=True)
        short = plan.short if self.step < 0.9 * plan.steps else 1.0
        seeds = (plan.seed, self.step, self.place.process_index)
        loss = self._loss(quick, lessons, plan.stage(self.step), seeds, short)
        self.place.backward(loss)
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

    def _loss(
        self,
        model: Predict,
        lessons: Lessons,
        stage: Stage,
        seeds: tuple[int, int, int],
        short: float,
    ) -> Tensor:
        """The loss of one batch, decided by ``seeds`` alone."""
        rng, device = np.random.default_rng(seeds), self.place.device
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        lesson = lessons.draw(stage.batch, stage.frames, rng).to(device)
        level = flow.draw_levels(stage.batch, generator, self.plan.shift).to(device)
        noise = torch.randn(lesson.clean.shape, generator=generator).to(device)
        kept = None
        if short < 1:
            tokens = lesson.clean[0, :, 0].numel() // 4
            kept = torch.randperm(tokens, generator=generator)[: int(tokens * short)].to(device)
        bf16 = device.type != "cpu" or quick_in_bf16()
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            return loss_of(model, lesson, level, noise, kept)

    def _enough(self, aside: Lessons) -> bool:
        """Whether the averaged weights have stopped getting better on clips kept aside."""
        stage = self.plan.stage(self.step)
        with torch.inference_mode():
            parts = [self._loss(self.averaged, aside, stage, (0, at, 0), 1.0) for at in range(4)]
        now = float(torch.stack(parts).mean())
        self.place.print(f"step {self.step} loss on clips kept aside {now:.4f}", flush=True)
        if now < self.best:
            self.best, self.worse, self.chosen = now, 0, copy.deepcopy(self.averaged)
        else:
            self.worse += 1
        return self.worse >= self.plan.patience
