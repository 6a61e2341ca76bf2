"""What our wrapper around a picture pipeline costs by itself: ``python -m benchmarks.wrapper``.

The pipeline is one that computes nothing: it tells its steps and hands the same noise out, so that
all of the time is the wrapper's: the order, threads, progress, bytes of the frames, looks for black
ones. Processor time of one picture, on this machine's processor; on a card the bytes are made
there. *bare* is the same pipeline, its picture made bytes as diffusers does it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks import harness
from models.generate.generator import Generated, Order
from models.generate.painter import Painter
from models.generate.pictures import PictureGenerator
from models.hub.memory import Plan
from models.hub.table import CHECKPOINTS

SIDES = (512, 768)
AT_ONCE = 20
"""Pictures that are timed together: one is quicker than the clock is fine."""


class Still:
    """A pipeline that hands one picture out, whatever is asked."""

    def __init__(self, side: int) -> None:
        import torch

        self.picture = torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))

    def __call__(
        self,
        *,
        num_inference_steps: int,
        output_type: str,
        callback_on_step_end: Callable[..., object] | None = None,
        **_: Any,
    ) -> Any:
        """Tell the steps; return the picture as diffusers does for that ``output_type``."""
        for number in range(num_inference_steps):
            if callback_on_step_end is not None:
                callback_on_step_end(self, number, 0, {})
        if output_type == "pt":
            return SimpleNamespace(images=self.picture)
        return SimpleNamespace(images=self.picture.permute(0, 2, 3, 1).float().numpy())


def rows(side: int, repeats: int) -> list[harness.Row]:
    """Milliseconds a picture of ``side`` pixels, bare and through the wrapper."""
    pipe = Still(side)
    model = CHECKPOINTS["cpu"]["picture"]
    painter = Painter(model, lambda: Path(), threads=1)
    painter._pipe, painter._plan = pipe, Plan(device="cpu", dtype="float32")
    generator, order = PictureGenerator(painter), Order(words="a red ball", still=True)

    def bare() -> None:
        for _ in range(AT_ONCE):
            made = pipe(num_inference_steps=model.steps, output_type="np")
            (made.images * 255).round().astype(np.uint8)

    def wrapped() -> None:
        for _ in range(AT_ONCE):
            *_, last = generator.generate(order)
            if not isinstance(last, Generated):
                raise RuntimeError("nothing was drawn")

    took = harness.together({"bare": bare, "wrapper": wrapped}, repeats)
    return [
        {
            "pixels": side,
            "what": what,
            "ms a picture": 1000 * time.median / AT_ONCE,
            "of the processor": 1000 * time.median_cpu / AT_ONCE,
        }
        for what, time in took.items()
    ]


def main() -> None:
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--repeats", type=int, default=9, help="turns (default 9)")
    asked = parser.parse_args()
    import torch

    torch.set_num_threads(1)
    found = [row for side in SIDES for row in rows(side, asked.repeats)]
    harness.report("The wrapper around pictures", found, asked.json, ("one thread",))


if __name__ == "__main__":
    main()
