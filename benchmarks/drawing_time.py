"""How long a processor draws, as estimated and as measured: ``python -m benchmarks.drawing_time``.

``[--only pictures clips] [--sides 512 768] [--steps 2] [--size true|middle]``. The estimate is that
of :mod:`models.generate.pace` before anything was drawn, which the app goes by where a drawing may
take too long; measured is one drawing of the profile ``cpu``'s model with random weights, of which
time knows nothing, decoded and all, in the type that the app would take, on one thread. Seconds
are the processor's own, which busy neighbours disturb less, and ``ratio`` is what was measured over
what was estimated: above 1 it took longer. ``a step`` is measured from one to the next.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import harness
from benchmarks.sizes import OF_PROFILE, Part, Size, made
from models.generate.clips import ClipGenerator
from models.generate.drawing import Drawing
from models.generate.generator import Order
from models.generate.pace import Pace
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing
from models.hub.checkpoint import Checkpoint

WORDS = "a red ball on a blue boat"
SIDES: dict[Part, tuple[int, ...]] = {"pictures": (512, 768), "clips": (256, 384)}


def drawing(part: Part, painter: Painter, side: int, steps: int) -> Drawing:
    """A picture, or a clip of two seconds."""
    model = painter.checkpoint
    if part == "pictures":
        return PictureDrawing(WORDS, side, steps, model.guidance, 0)
    usual = ClipGenerator(painter)._drawing(Order(words=WORDS), WORDS)
    return replace(usual, side=side, steps=steps)


def rows(
    part: Part, size: Size, folder: Path, sides: Sequence[int], steps: int, model: Checkpoint
) -> Iterator[harness.Row]:
    """A row of each side; the first drawing, a small one of a step, is for warmth alone."""
    path = made(part, size, folder / part, "cpu")
    unbound = Pace(model, longest=1e9)
    painter = Painter(model, lambda: path, threads=1, pace=unbound)
    painter.load()
    planned = painter._planned
    painter.paint([drawing(part, painter, min(sides) // 2, 1)], lambda number: None)
    for side in sides:
        wanted = drawing(part, painter, side, steps)
        estimated = Pace(model).seconds(wanted, planned)
        if estimated is None:
            raise RuntimeError(f"nobody knows how long {model.repo} draws")
        began, at = time.process_time(), []
        painter.paint([wanted], lambda number: at.append(time.process_time()))  # noqa: B023
        took = time.process_time() - began
        each = [later - one for one, later in zip(at, at[1:], strict=False)]
        yield {
            "model": model.repo,
            "type": planned.dtype,
            "pixels": f"{side}" if part == "pictures" else f"{side} x {wanted.pixels // side**2}",
            "steps": steps,
            "estimated s": estimated,
            "measured s": took,
            "a step s": min(each, default=None),
            "ratio": took / estimated,
        }


def main() -> None:
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--only", nargs="+", choices=tuple(SIDES), default=tuple(SIDES))
    parser.add_argument("--size", choices=("middle", "true"), default="true")
    parser.add_argument("--sides", nargs="+", type=int, help="pixels (default: two of each model)")
    parser.add_argument("--steps", type=int, default=2)
    asked = parser.parse_args()
    found: list[harness.Row] = []
    for part in asked.only:
        with tempfile.TemporaryDirectory() as home:
            sides = asked.sides or SIDES[part]
            for row in rows(part, asked.size, Path(home), sides, asked.steps, OF_PROFILE[part]):
                print(", ".join(f"{key} {harness.cell(value)}" for key, value in row.items()))
                found.append(row)
    harness.report("Estimated and measured time of a drawing", found, asked.json)


if __name__ == "__main__":
    main()
