"""Train the style network to hold still: ``python -m models.train.style``.

It starts from the published weights (see ``models.train.style_start``), which draw well but make
texture of the noise of a camera and of compression: a clip at rest boils. Here the painter learns
to give, for a frame with noise and moved by a few pixels, what the published painter gives for the
clean one, moved as far; and to give the same for both. Resumes from its checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from models.hardware import quick_in_bf16
from models.stylise.transfer.network import Painter, Reader, channels_last
from models.train.style_lessons import CROP, Lessons, lessons
from models.train.style_start import PAINTER, READER, package_folder, painter, reader

EDGE = 8
"""Pixels along the edges of a window that no loss counts: mirrored surroundings reach in there."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run does; stored with the weights.

    ``noise`` is in grey levels, ``moved`` in pixels, ``lit`` the share by which light changes;
    ``still`` and ``texture`` weigh their parts of the loss, which is taken on a few windows that
    are the same each time every ``look`` steps.
    """

    steps: int = 3000
    batch: int = 2
    side: int = 128
    rate: float = 4e-5
    noise: float = 8.0
    lit: float = 0.03
    moved: int = 4
    still: float = 2.0
    texture: float = 1.0
    average: float = 0.98
    look: int = 200
    seed: int = 9


@dataclass(frozen=True)
class Batch:
    """Windows from 0 to 1: ``clean`` and ``first`` show the same, ``second`` what lies ``down``
    and ``right`` of it; ``style`` are vectors (n, 100).
    """

    clean: Tensor
    first: Tensor
    second: Tensor
    style: Tensor
    down: int
    right: int


def batch_of(given: Lessons, plan: Plan, step: int) -> Batch:
    """Draw a batch, decided by the plan's seed and ``step`` alone."""
    rng = np.random.default_rng([plan.seed, step])
    index = rng.integers(0, len(given.contents), plan.batch)
    down, right = (int(one) for one in rng.integers(0, plan.moved + 1, 2))
    y, x = (int(one) for one in rng.integers(0, CROP - plan.side - plan.moved + 1, 2))

    def window(pictures: np.ndarray, dy: int = 0, dx: int = 0) -> Tensor:
        cut = pictures[index, y + dy : y + dy + plan.side, x + dx : x + dx + plan.side]
        planes = torch.from_numpy(cut).permute(0, 3, 1, 2).float() / 255
        return planes.contiguous(memory_format=torch.channels_last)

    def noised(planes: Tensor) -> Tensor:
        deep = plan.noise / 255 * rng.uniform(0, 1, (plan.batch, 1, 1, 1))
        fine = rng.standard_normal(planes.shape, np.float32)
        coarse = rng.standard_normal(
            (*planes.shape[:2], plan.side // 4, plan.side // 4), np.float32
        )
        grain = torch.from_numpy(fine) + 0.5 * F.interpolate(
            torch.from_numpy(coarse), scale_factor=4
        )
        lit = 1 + plan.lit * rng.uniform(-1, 1)
        return (lit * planes + torch.from_numpy(deep).float() * grain).clamp(0, 1)

    # A mixture of two styles is a style, too: more of them than there are pictures.
    share = torch.from_numpy(rng.beta(0.4, 0.4, (plan.batch, 1))).float()
    one, other = (given.styles[rng.integers(0, len(given.styles), plan.batch)] for _ in range(2))
    return Batch(
        clean=window(given.clean),
        first=noised(window(given.contents)),
        second=noised(window(given.contents, down, right)),
        style=share * one + (1 - share) * other,
        down=down,
        right=right,
    )


def loss_of(net: Painter, wanted: Tensor, batch: Batch, plan: Plan) -> Tensor:
    """Distance to ``wanted``, what the published painter makes of the clean windows.

    In pixels for both windows, between both of them where they overlap, and of how much texture
    there is: noise that cannot be foreseen would else be answered by a blur.
    """
    first, second = net(batch.first, batch.style), net(batch.second, batch.style)
    side = first.shape[-1]

    def overlap(planes: Tensor, moved: bool) -> Tensor:
        dy, dx = (0, 0) if moved else (batch.down, batch.right)
        height, width = side - batch.down, side - batch.right
        cut = planes[..., dy : dy + height, dx : dx + width]
        return cut[..., EDGE:-EDGE, EDGE:-EDGE]

    loss: Tensor = (first - wanted)[..., EDGE:-EDGE, EDGE:-EDGE].abs().mean()
    loss = loss + (overlap(second, True) - overlap(wanted, False)).abs().mean()
    loss = loss + plan.still * (overlap(second, True) - overlap(first, False)).abs().mean()
    loss = loss + plan.texture * (_texture(first) - _texture(wanted)).abs().mean()
    return loss


def _texture(planes: Tensor) -> Tensor:
    """Deviation from the surroundings in cells of 8 x 8 pixels."""
    fine = planes - F.avg_pool2d(planes, 5, 1, 2, count_include_pad=False)
    return (F.avg_pool2d(fine.square(), 8) + 1e-5).sqrt()


@torch.no_grad()
def measured(net: Painter, published: Painter, given: Lessons, plan: Plan) -> float:
    """The loss on eight batches that are never drawn in training."""
    losses = []
    for at in range(8):
        batch = batch_of(given, plan, 10**9 + at)
        losses.append(float(loss_of(net, published(batch.clean, batch.style), batch, plan)))
    return float(np.mean(losses))


def train(given: Lessons, run: Path, plan: Plan, start: Painter) -> tuple[Painter, int, float]:
    """Train to the end of the plan from where the checkpoint stands.

    Returns the averaged painter, steps and seconds. Raises SystemExit when the loss is no number.
    """
    torch.manual_seed(plan.seed)
    published = channels_last(start.eval().requires_grad_(False))
    net = copy.deepcopy(published).requires_grad_(True)
    averaged = copy.deepcopy(published)
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=0.0)
    step, seconds, checkpoint = 0, 0.0, run / "checkpoint.pt"
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(kept["net"])
        averaged.load_state_dict(kept["averaged"])
        optimiser.load_state_dict(kept["optimiser"])
        step, seconds = kept["step"], kept["seconds"]
    began = saved = time.monotonic()
    if not step:
        first = measured(published, published, given, plan)
        print(f"loss of the published weights {first:.4f}", flush=True)
    losses: list[float] = []

    def save() -> None:
        temporary = checkpoint.with_suffix(".tmp")
        state = {"net": net.state_dict(), "averaged": averaged.state_dict(), "step": step}
        state |= {
            "optimiser": optimiser.state_dict(),
            "seconds": seconds + time.monotonic() - began,
        }
        torch.save(state, temporary)
        temporary.replace(checkpoint)

    while step < plan.steps:
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * min(1.0, (step + 1) / 50)
        batch = batch_of(given, plan, step)
        with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
            with torch.no_grad():
                wanted = published(batch.clean, batch.style)
            loss = loss_of(net, wanted, batch, plan)
        if not torch.isfinite(loss):
            raise SystemExit(f"loss is {loss.item()} at step {step}; lower --rate")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(plan.average, step / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(averaged.parameters()), list(net.parameters()), 1 - keep)
        losses.append(loss.item())
        now = time.monotonic()
        if step % 25 == 0:
            minutes = (seconds + now - began) / 60
            print(f"step {step} loss {np.mean(losses[-50:]):.4f} {minutes:.1f} min", flush=True)
        if step % plan.look == 0:
            still = measured(averaged, published, given, plan)
            print(f"step {step} loss on windows kept aside {still:.4f}", flush=True)
        if now - saved > 60:
            saved = now
            save()
    save()
    return averaged, step, seconds + time.monotonic() - began


def write(folder: Path, look: Reader, net: Painter, notes: dict[str, str]) -> None:
    """Write both networks as ``reader.safetensors`` and ``painter.safetensors``, in bf16.

    The ``notes`` go with the painter, which alone is trained.
    """
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    for name, part in (("reader", look), ("painter", net)):
        state = {key: value.bfloat16().contiguous() for key, value in part.state_dict().items()}
        save_file(state, folder / f"{name}.safetensors", notes if part is net else None)


def main() -> None:
    """Train and write the weights; with ``--steps 0`` write the published ones."""
    parser = argparse.ArgumentParser(description="Train the style network to hold still.")
    parser.add_argument("--data", type=Path, required=True, help="folder with videos/ and photos/")
    parser.add_argument("--run", type=Path, default=Path("runs/style"))
    parser.add_argument("--out", type=Path, default=Path("assets/weights/style"))
    parser.add_argument("--steps", type=int, default=Plan.steps)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.run.mkdir(parents=True, exist_ok=True)
    plan = Plan(steps=args.steps, rate=args.rate)
    folder = package_folder()
    look, start = reader(folder / READER).eval(), painter(folder / PAINTER)
    if plan.steps:
        given = lessons(args.data, args.run, look)
        net, steps, seconds = train(given, args.run, plan, start)
    else:
        net, steps, seconds = start, 0, 0.0
    notes = {
        "plan": json.dumps(asdict(plan)),
        "steps": str(steps),
        "minutes": f"{seconds / 60:.0f}",
    }
    write(args.out, look, net, notes)
    print(f"{steps} steps, {seconds / 60:.0f} min, wrote {args.out}")


if __name__ == "__main__":
    main()
