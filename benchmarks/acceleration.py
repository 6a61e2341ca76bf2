"""Larger models: what our wrappers cost, and what makes them quicker.

``python -m benchmarks.acceleration [--only PART ...] [--ways compile cache both]
[--minutes 10] [--size tiny|middle|true] [--steps 2]``. On a card it takes models of the true size,
made there with random weights, of which time knows nothing (:mod:`benchmarks.sizes`); elsewhere
tiny ones. True ones on a processor take a minute a call: ask for few steps there.
Beside the bare pipelines of diffusers and open_clip, on the same weights, in the same type:

- *bare, in a new thread*: what it would cost without :mod:`models.own_thread`;
- *wrapper*: through our generator or encoder, as the app calls it;
- *compiled*, *cached*, *both*: :mod:`models.generate.quicker`;
- on a processor *channels last*, and *bare, in fp32*: what diffusers does of itself;
- *at once*: several visitors, each in a thread of their own, a share of it each; without a card the
  encoder that ships is there with its true weights.

A row is printed, and written to ``--json``, as soon as it is measured; what does not fit into
``--minutes`` is left out, and what fails is a row that says why.

``x bare`` is the bare pipeline's time over this one's, turn by turn, in the middle (above 1 is
quicker), ``x core`` the same by processor time, which busy neighbours disturb less. ``PSNR`` is how
like its pictures are to the bare ones, whose darkest and brightest values are its peak: random
weights draw faintly (inf: the same; about 30 dB: no eye tells them apart). ``first s`` are the
seconds of the first call, in which blocks are compiled; ``GB`` is the most that the card held, with
the bare part beside the quicker one.
``blocks`` is the share of denoising steps in which a cache let all blocks compute: with random
weights it says nothing of true ones, and neither does what it saves.
"""

from __future__ import annotations

import copy
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from benchmarks import beside, harness, looks
from benchmarks.sizes import PARTS, Part, Size, made, model
from benchmarks.turns import NEWLY, Limit, beginning, crowd, first, newly, turns
from models.generate.clips import AVOID, ClipGenerator
from models.generate.generator import Generated, Generator, Order
from models.generate.painter import Painter
from models.generate.pictures import PictureGenerator
from models.generate.quicker import Way, channels_last, quicker
from models.hub.checkpoint import Checkpoint

WORDS = "a red ball on a blue boat"
VISITORS = 4
"""Who want a picture at once."""
THREADS = 1
"""Of the processor: on a card it has little to do, and tiny models wait for each other."""
WAYS: Mapping[Part, tuple[Way, ...]] = {
    "pictures": ("compile",),  # four steps: a cache is of no use
    "clips": ("compile", "cache", "both"),
    "klein": ("compile",),
    "vace": ("compile",),
}

Other = Literal["layout", "fp32", "decoder"]
OTHERWISE: Mapping[Other, str] = {
    "layout": "channels last", "fp32": "bare, in fp32", "decoder": "quick decoder",
}  # fmt: skip
"""On a processor: how its numbers lie, the type that diffusers takes of itself, and what decodes
pictures."""

STILL: tuple[Part, ...] = ("pictures", "klein")
"""Parts that draw pictures, of which one call may draw several."""


@dataclass(frozen=True)
class Bench:
    """One pipeline: what draws with it, one order, and the same as a bare call's arguments."""

    name: Part
    painter: Painter
    generator: Generator
    order: Order
    told: dict[str, Any]
    slow: bool = False
    """Whether one call takes a minute: none is for warmth alone, or by several visitors."""

    def bare(self) -> Any:
        """Frames of the pipeline alone."""
        import torch

        told = {"generator": torch.Generator().manual_seed(0), "output_type": "np", **self.told}
        drawn = self.painter._pipe(prompt=WORDS, **told)
        _finished()
        return drawn.images if hasattr(drawn, "images") else drawn.frames

    def wrapped(self, seed: int = 0) -> None:
        """Draw it as the app does."""
        order = replace(self.order, seed=seed)
        drawn = [e for e in self.generator.generate(order) if isinstance(e, Generated)]
        if not drawn:
            raise RuntimeError("nothing was drawn")
        _finished()


def bench(part: Part, size: Size, folder: Path, device: str, steps: int = 0) -> Bench:
    """A pipeline of a part, its weights on their way; its own number of steps if ``steps`` is 0."""
    path, checkpoint = made(part, size, folder / part, device), model(part, size)
    checkpoint = replace(checkpoint, steps=steps or checkpoint.steps)
    slow = size == "true" and device == "cpu"
    painter = Painter(checkpoint, lambda: path, threads=THREADS)
    if part in STILL:
        order = Order(words=WORDS, still=True)
        return Bench(part, painter, PictureGenerator(painter), order, _told(checkpoint), slow)
    generator, order = ClipGenerator(painter), Order(words=WORDS)
    told = _told(checkpoint) | {
        "negative_prompt": AVOID,
        "num_frames": generator._drawing(order, WORDS).frames,
    }
    if part == "clips":
        told |= {
            "frame_rate": checkpoint.fps,
            "decode_timestep": 0.05,
            "decode_noise_scale": 0.025,
        }
    return Bench(part, painter, generator, order, told, slow)


def _told(model: Checkpoint) -> dict[str, Any]:
    return {
        "height": model.side,
        "width": model.side,
        "num_inference_steps": model.steps,
        "guidance_scale": model.guidance,
    }


def pipeline_rows(bench: Bench, ways: Sequence[Way | Other], limit: Limit) -> Iterator[harness.Row]:
    """The bare pipeline, our wrapper around it, and what makes it quicker."""
    bench.painter.load()
    if bench.slow:
        limit = replace(limit, warmups=0)
    works = {"bare": bench.bare, NEWLY: lambda: newly(bench.bare), "wrapper": bench.wrapped}
    if bench.slow:
        del works[NEWLY]
    part = "unet" if bench.name == "pictures" else "transformer"
    crowds = bench.name in STILL and not bench.slow
    left = len(ways) + 1 + crowds
    same, began = first(bench.bare)
    took = turns(works, limit.share(left))
    for row in beside.rows(bench.name, took):
        yield {**row, "first s": began if row["what"] == "bare" else None}
    for way in ways:
        left -= 1
        if limit.over:
            return
        share, bare = limit.share(left), (same, took["bare"])
        if way in OTHERWISE:
            yield _otherwise_row(bench, way, bare, share)
        else:
            yield _quick_row(bench, part, way, bare, share)
    if crowds and not limit.over:
        yield from _at_once(bench, limit)


def _otherwise_row(
    bench: Bench, way: Other, bare: tuple[Any, harness.Timing], limit: Limit
) -> harness.Row:
    """The bare pipeline with its numbers otherwise, beside the ``bare`` one; then as it was."""
    import torch

    pipe = bench.painter._pipe
    usual, decoder = pipe.dtype, pipe.vae
    try:
        if way == "layout":
            channels_last(pipe)
        elif way == "fp32":
            pipe.to(torch.float32)
        else:
            pipe.register_modules(vae=_quick_decoder().to(usual))
        frames, began, timed = beginning(bench.bare, limit)
        like = None if way == "decoder" else beside.psnr(bare[0], frames)  # it is another model
        row = beside.row(bench.name, OTHERWISE[way], timed, bare[1], like)
        return {**row, "first s": began}
    except Exception as exc:  # as below
        return beside.failed(bench.name, way, exc)
    finally:
        pipe.register_modules(vae=decoder)
        pipe.to(usual)
        channels_last(pipe, False)


def _quick_decoder() -> Any:
    """One of the true size, with random weights."""
    import diffusers

    kind: Any = diffusers.AutoencoderTiny
    return kind().eval()


def _quick_row(
    bench: Bench, part: str, way: Way, bare: tuple[Any, harness.Timing], limit: Limit
) -> harness.Row:
    """The bare pipeline made quicker, beside the frames and times of the ``bare`` one."""
    pipe = bench.painter._pipe
    plain, device, steps = getattr(pipe, part), pipe.device.type, bench.painter.checkpoint.steps
    quick = copy.deepcopy(plain)  # what is compiled or cached stays so
    quick.__dict__.pop("_diffusers_hook", None)  # it knows of no hooks that come now
    setattr(pipe, part, quick)
    try:
        done = quicker(pipe, way, steps, backend="inductor" if device == "cuda" else "eager")
        frames, began, timed = beginning(bench.bare, limit)
        like = beside.psnr(bare[0], frames)
        row = beside.row(bench.name, " + ".join(done), timed, bare[1], like)
        share = _computed(bench, quick) if way == "cache" and not bench.slow else None
        return {**row, "first s": began, "blocks": share}
    except Exception as exc:  # a compiler of this machine, say: the other rows stay of use
        return beside.failed(bench.name, way, exc)
    finally:
        setattr(pipe, part, plain)


def _computed(bench: Bench, quick: Any) -> float:
    """Share of denoising steps in which the last block computed, beside the first."""
    counts = {0: 0, -1: 0}

    def counting(at: int) -> Callable[..., None]:
        def count(*_: Any) -> None:
            counts[at] += 1

        return count

    # A cache stands in a block's own place; what is inside a block runs when the block computes.
    blocks = quick.transformer_blocks
    hooks = [next(blocks[at].children()).register_forward_pre_hook(counting(at)) for at in counts]
    bench.bare()
    for hook in hooks:
        hook.remove()
    return counts[-1] / counts[0]


def _at_once(bench: Bench, limit: Limit) -> Iterator[harness.Row]:
    """Several visitors' pictures, as the app draws them where one call may draw several."""
    bench.painter._together = VISITORS  # on a processor too, to see whether it would pay

    def singly() -> None:
        for seed in range(VISITORS):
            bench.wrapped(seed)

    works: dict[str, Callable[[], object]] = {
        f"{VISITORS} visitors one by one": singly,
        f"{VISITORS} visitors at once": lambda: crowd(bench.wrapped, VISITORS),
    }
    yield from beside.rows(bench.name, turns(works, limit), VISITORS)


def _finished() -> None:
    """Wait for the card."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def run(
    size: Size,
    device: str,
    parts: Sequence[Part],
    ways: Sequence[Way | Other],
    limit: Limit,
    steps: int = 0,
) -> Iterator[harness.Row]:
    """Rows of each part; each has an equal share of the time that is left."""
    with tempfile.TemporaryDirectory() as home:
        for at, part in enumerate(parts):
            share = limit.share(len(parts) - at)
            try:
                if part == "encoder":
                    yield from looks.rows(size, Path(home), device, share, THREADS)
                else:
                    yield from _drawn(bench(part, size, Path(home), device, steps), ways, share)
            except Exception as exc:  # one part less, not none
                yield beside.failed(part, "", exc)


def _drawn(bench: Bench, ways: Sequence[Way | Other], limit: Limit) -> Iterator[harness.Row]:
    try:
        of_part = [way for way in (*WAYS[bench.name], *OTHERWISE) if way in ways]
        if bench.name != "pictures" and "decoder" in of_part:
            of_part.remove("decoder")
        yield from pipeline_rows(bench, of_part, limit)
    finally:
        bench.painter.unload()


def main() -> None:
    import torch

    began, parser = time.perf_counter(), harness.arguments(__doc__ or "")
    card = torch.cuda.is_available()
    parser.add_argument(
        "--size", choices=("tiny", "middle", "true"), default="true" if card else "tiny"
    )
    parser.add_argument("--repeats", type=int, default=5, help="turns at most (default 5)")
    parser.add_argument("--minutes", type=float, default=9.0, help="for all of it (default 9)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts, in turn")
    parser.add_argument(
        "--ways", nargs="*", choices=("compile", "cache", "both", *OTHERWISE),
        help="what makes pipelines quicker (default: all; without a card, what needs no compiler)",
    )  # fmt: skip
    parser.add_argument("--steps", type=int, default=0, help="of denoising (default: its own)")
    asked = parser.parse_args()
    where = torch.cuda.get_device_name() if card else "no card: compiled by “eager”, which is none"
    notes = [
        f"{where}; torch {torch.__version__}; {asked.size} models, random weights",
        "the wrapper may cost 3 %, so x bare of at least 0.97; quicker is from 1.5 on",
        "several visitors: ms is a visitor's share, x bare beside one by one",
    ]
    every: tuple[Way | Other, ...] = ("compile", "cache", "both") if card else ("cache", *OTHERWISE)
    ways = every if asked.ways is None else asked.ways
    ends = Limit(began + 60 * asked.minutes, asked.repeats)
    rows: list[harness.Row] = []
    for row in run(asked.size, "cuda" if card else "cpu", asked.only, ways, ends, asked.steps):
        rows.append(row)
        told = (f"{key} {harness.cell(value)}" for key, value in row.items() if value is not None)
        print(f"{time.perf_counter() - began:4.0f} s: {', '.join(told)}", flush=True)
        if asked.json:
            harness.save("Larger models", rows, asked.json, notes)
    measured = [row for row in rows if "failed" not in row]
    failed = [f"{row['model']}, {row['what']}: {row['failed']}" for row in rows if "failed" in row]
    harness.report("Larger models", measured, None, [*notes, *failed])
    if asked.json:
        harness.save("Larger models", rows, asked.json, notes)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
