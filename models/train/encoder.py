"""Train the image tower against the frozen text side.

::

    python -m models.train.encoder --photos FOLDER            # everything, for research use
    python -m models.train.encoder --photos FOLDER --open-data

The tower starts from published EfficientNet-Lite0 weights (``models.train.start``); ``--scratch``
starts from nothing, which takes many more epochs for the same accuracy.
A labelled photo is pulled to its label's sentence among all labels; a captioned one to its own
caption among random others (the contrastive loss of CLIP, Radford et al. 2021, with the text
side frozen). A linear classifier on the pooled features helps early epochs and is thrown away.
Pictures grow from 56 to 80 px while training (progressive resizing), which saves a third.

The run resumes from its checkpoint by itself; the weights are written at the end.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.encode.prompts import Texts, label_vectors
from models.encode.text import StaticText
from models.encode.tower import ImageTower, normalised
from models.hardware import quick_in_bf16
from models.train import photos, start, teacher
from models.train.augment import augment, mix
from models.train.tower_losses import Plan, Student, Targets, loss_of, mixtures

SIDES = ((0.35, 56), (0.80, 64), (1.01, 80))
"""Picture side by the share of training done."""

KNOWN_PACE = 0.5
"""Learning rate of layers that start from published weights, beside that of new ones."""


def rate_at(done: float, plan: Plan) -> float:
    """Learning rate at a share ``done`` of training: linear warm-up, then a cosine to zero."""
    if done < plan.warmup:
        return plan.rate * done / plan.warmup
    return plan.rate * 0.5 * (1 + math.cos(math.pi * (done - plan.warmup) / (1 - plan.warmup)))


def epoch_order(targets: Targets, plan: Plan, epoch: int) -> Tensor:
    """Shuffle the photos of one epoch; captioned ones come ``caption_repeats`` times."""
    generator = torch.Generator().manual_seed(plan.seed * 1000 + epoch)
    everything = torch.arange(len(targets.count))
    extra = everything[targets.count > 0].repeat(plan.caption_repeats - 1)
    order = torch.cat([everything, extra])
    return order[torch.randperm(len(order), generator=generator)]


@torch.inference_mode()
def label_accuracy(
    tower: ImageTower, data: photos.Photos, labels: list[str], texts: Texts, side: int
) -> tuple[float, float, int]:
    """Top-1 and top-5 share of labelled photos whose label's sentence is nearest, and how many."""
    index = {label: i for i, label in enumerate(labels)}
    rows = [i for i, label in enumerate(data.labels) if label in index]
    truth = torch.tensor([index[data.labels[i]] for i in rows])
    sentences = torch.from_numpy(label_vectors(labels, texts))
    tower.eval()
    ranked = []
    for first in range(0, len(rows), 256):
        pictures = torch.from_numpy(data.pixels[rows[first : first + 256]]).permute(0, 3, 1, 2)
        resized = F.interpolate(
            pictures.float(), (side, side), mode="bilinear", antialias=True, align_corners=False
        )
        ranked.append((tower(normalised(resized)) @ sentences.T).topk(5).indices)
    hits = torch.cat(ranked) == truth[:, None]
    return hits[:, 0].float().mean().item(), hits.any(1).float().mean().item(), len(rows)


class Run:
    """One resumable training run in a folder."""

    def __init__(
        self,
        folder: Path,
        plan: Plan,
        data: photos.Photos,
        texts: Texts,
        after: Path | None = None,
    ) -> None:
        self.folder, self.plan, self.data = folder, plan, data
        folder.mkdir(parents=True, exist_ok=True)
        opinions = None
        if plan.teacher and not plan.scratch:
            opinions = teacher.opinions(data.pixels, start.package_file(), folder / "opinions.pt")
        self.targets = Targets(data, texts, plan.seed, opinions)
        torch.manual_seed(plan.seed)
        tower = ImageTower() if plan.scratch else start.pretrained(start.package_file())
        self.student = Student(tower, len(self.targets.labels))
        self.student.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimiser = torch.optim.AdamW(self.groups(), lr=plan.rate, betas=(0.9, 0.99))
        self.step, self.seconds = 0, 0.0
        self.checkpoint = folder / "checkpoint.pt"
        if self.checkpoint.is_file():
            self.load()
        elif after is not None:
            state = torch.load(after / "checkpoint.pt", weights_only=True)
            self.student.load_state_dict(state["student"])
            self.seconds = state["seconds"]

    def groups(self) -> list[dict[str, Any]]:
        """Split the parameters: new layers learn faster than those that already know something."""
        fresh: list[nn.Parameter] = []
        known: list[nn.Parameter] = []
        plain: list[nn.Parameter] = []
        for name, parameter in self.student.named_parameters():
            if name == "log_scale":
                continue
            if name.startswith(("classifier", "tower.project")):
                fresh.append(parameter)
            else:
                (known if parameter.ndim > 1 else plain).append(parameter)
        decay, pace = self.plan.decay, 1.0 if self.plan.scratch else KNOWN_PACE
        return [
            {"params": fresh, "weight_decay": decay, "factor": 1.0},
            {"params": known, "weight_decay": decay, "factor": pace},
            {"params": plain, "weight_decay": 0.0, "factor": pace},
            {"params": [self.student.log_scale], "weight_decay": 0.0, "factor": 1.0},
        ]

    def load(self) -> None:
        """Take up the checkpoint; refuse one of another plan rather than mix the two."""
        state = torch.load(self.checkpoint, weights_only=True)
        if state["plan"] != asdict(self.plan):
            raise SystemExit(f"{self.checkpoint} is of another plan: {state['plan']}; use --run")
        self.student.load_state_dict(state["student"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds = state["step"], state["seconds"]

    def save(self) -> None:
        """Write the checkpoint; a reader never sees half of one."""
        temporary = self.checkpoint.with_suffix(".tmp")
        torch.save(
            {
                "plan": asdict(self.plan),
                "student": self.student.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "step": self.step,
                "seconds": self.seconds,
            },
            temporary,
        )
        temporary.replace(self.checkpoint)

    def train(self, limit: int | None = None, *, compiled: bool = True) -> None:
        """Train to the end of the plan, or ``limit`` steps, from where the checkpoint stands."""
        plan = self.plan
        orders = [epoch_order(self.targets, plan, epoch) for epoch in range(plan.epochs)]
        batches = [rows for order in orders for rows in torch.split(order, plan.batch)]
        quick = torch.compile(self.student, dynamic=False) if compiled else self.student
        self.student.train()
        began, saved = time.monotonic(), time.monotonic()
        while self.step < min(len(batches), limit or len(batches)):
            done = self.step / len(batches)
            rows = batches[self.step]
            generator = torch.Generator().manual_seed(plan.seed + self.step)
            side = next(side for share, side in SIDES if done < share)
            for group in self.optimiser.param_groups:
                group["lr"] = rate_at(done, plan) * group["factor"]
            pictures = augment(torch.from_numpy(self.data.pixels[rows.numpy()]), side, generator)
            pictures = mix(pictures, mixtures(len(rows), plan), generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
                # A short last batch would compile again; it runs plain.
                forward = quick if len(rows) == plan.batch else self.student
                outputs = forward(normalised(pictures))
            loss = loss_of(self.student, outputs, rows, self.targets, plan, generator)
            if not torch.isfinite(loss):
                raise SystemExit(f"loss is {loss.item()} at step {self.step}; lower --rate")
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.student.parameters(), 5.0)
            self.optimiser.step()
            self.step += 1
            now = time.monotonic()
            if self.step % 50 == 0:
                print(
                    f"step {self.step}/{len(batches)} side {side} loss {loss.item():.3f} "
                    f"scale {self.student.log_scale.exp().item():.1f} "
                    f"{(self.seconds + now - began) / 60:.1f} min",
                    flush=True,
                )
            if now - saved > 180:
                self.seconds, began, saved = self.seconds + now - began, now, now
                self.save()
        self.seconds += time.monotonic() - began
        self.save()


def export(tower: ImageTower, target: Path, notes: dict[str, str]) -> None:
    """Write the tower as fp16 safetensors; ``notes`` go into the file's metadata."""
    from safetensors.torch import save_file

    target.parent.mkdir(parents=True, exist_ok=True)
    state = {
        name: (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in tower.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
    save_file(state, target, metadata=notes)


def main() -> None:
    """Train, report label-prompt accuracy on the val split, and write the weights."""
    parser = argparse.ArgumentParser(description="Train the image tower of the embedded encoder.")
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--text", type=Path, default=Path("assets/weights/text"))
    parser.add_argument("--out", type=Path, default=Path("assets/weights/image/tower.safetensors"))
    parser.add_argument("--run", type=Path, default=Path("runs/encoder"))
    parser.add_argument("--after", type=Path, help="folder of a finished run to go on from")
    parser.add_argument("--repeats", type=int, default=Plan.caption_repeats, help="of captions")
    parser.add_argument("--mixed", type=float, default=Plan.mixed, help="share of mixtures")
    parser.add_argument("--teacher", type=float, default=Plan.teacher, help="its loss's weight")
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--scratch", action="store_true", help="start from random weights")
    parser.add_argument("--limit", type=int, help="stop after that many steps, to try a rate")
    parser.add_argument("--open-data", action="store_true", help="openly licensed photos only")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)

    plan = Plan(
        epochs=args.epochs,
        rate=args.rate,
        seed=args.seed,
        open_only=args.open_data,
        scratch=args.scratch,
        caption_repeats=args.repeats,
        mixed=args.mixed,
        teacher=args.teacher,
    )
    texts = StaticText(args.text)
    data = photos.load(args.photos, "train", side=96, open_only=plan.open_only)
    print(f"{len(data)} photos, bf16: {quick_in_bf16()}", flush=True)
    run = Run(args.run, plan, data, texts, args.after)
    run.train(args.limit)

    held_out = photos.load(args.photos, "val", side=96, open_only=plan.open_only)
    labels = data.frequent_labels(20)
    figures = {}
    for side in (64, 72, 80, 96):
        top1, top5, count = label_accuracy(run.student.tower, held_out, labels, texts, side)
        figures[side] = (round(top1, 4), round(top5, 4))
        print(f"val at {side} px: top-1 {top1:.1%}, top-5 {top5:.1%} ({count} photos)", flush=True)
    if args.limit is not None:
        return  # a try: the weights that ship stay
    notes = {
        "plan": json.dumps(asdict(plan)),
        "hours": f"{run.seconds / 3600:.2f}",
        "photos": str(len(data)),
        "labels": str(len(labels)),
        "val_top1_top5": json.dumps(figures),
    }
    export(run.student.tower, args.out, notes)
    print(f"wrote {args.out} ({args.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
