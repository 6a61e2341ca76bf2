"""Larger models on a card: what our wrappers cost, and what makes them quicker.

``python -m benchmarks.acceleration [--only PART ...] [--ways compile cache both]
[--minutes 10] [--size tiny|middle|true]``. On a card it takes models of the true size, made there
with random weights, of which time knows nothing (:mod:`benchmarks.sizes`); elsewhere tiny ones.
Beside the bare pipelines of diffusers and open_clip, on the same weights, in the same type:

- *bare, in a new thread*: what it would cost without :mod:`models.own_thread`;
- *wrapper*: through our generator or encoder, as the app calls it;
- *compiled*, *cached*, *both*: :mod:`models.generate.quicker`;
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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import beside, harness
from benchmarks.sizes import PARTS, Part, Size, made, model
from models.encode.encoder import Encoder
from models.encode.gathered import Gathered
from models.encode.openclip import OpenClipEncoder
from models.generate.clips import AVOID, ClipGenerator
from models.generate.generator import Generated, Generator, Order
from models.generate.painter import Painter
from models.generate.pictures import PictureGenerator
from models.generate.quicker import Way, quicker
from models.hub.checkpoint import Checkpoint

WEIGHTS = Path(__file__).parents[1] / "assets" / "weights"
WORDS = "a red ball on a blue boat"
VISITORS = 4
"""Who want a picture at once."""
ENCODING = 8
"""Who have one looked at at once."""
BATCH = 32
NEWLY = "bare, in a new thread"
THREADS = 1
"""Of the processor: on a card it has little to do, and tiny models wait for each other."""
WAYS: Mapping[Part, tuple[Way, ...]] = {
    "pictures": ("compile",),  # four steps: a cache is of no use
    "clips": ("compile", "cache", "both"),
    "klein": ("compile",),
    "vace": ("compile",),
}


STILL: tuple[Part, ...] = ("pictures", "klein")
"""Parts that draw pictures, of which one call may draw several."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one part may take: ``ends`` by the clock, ``repeats`` turns at most."""

    ends: float
    repeats: int

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return time.perf_counter() >= self.ends

    def share(self, of: int) -> Limit:
        """One of so many equal shares of what is left, from now on."""
        now = time.perf_counter()
        return Limit(now + (self.ends - now) / of, self.repeats)


@dataclass(frozen=True)
class Bench:
    """One pipeline: what draws with it, one order, and the same as a bare call's arguments."""

    name: Part
    painter: Painter
    generator: Generator
    order: Order
    told: dict[str, Any]

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


def bench(part: Part, size: Size, folder: Path, device: str) -> Bench:
    """A pipeline of a part, its weights on their way."""
    path, checkpoint = made(part, size, folder / part, device), model(part, size)
    painter = Painter(checkpoint, lambda: path, threads=THREADS)
    if part in STILL:
        order = Order(words=WORDS, still=True)
        return Bench(part, painter, PictureGenerator(painter), order, _told(checkpoint))
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
    return Bench(part, painter, generator, order, told)


def _told(model: Checkpoint) -> dict[str, Any]:
    return {
        "height": model.side,
        "width": model.side,
        "num_inference_steps": model.steps,
        "guidance_scale": model.guidance,
    }


def pipeline_rows(bench: Bench, ways: Sequence[Way], limit: Limit) -> Iterator[harness.Row]:
    """The bare pipeline, our wrapper around it, and what makes it quicker."""
    bench.painter.load()
    works = {"bare": bench.bare, NEWLY: lambda: _newly(bench.bare), "wrapper": bench.wrapped}
    part = "unet" if bench.name == "pictures" else "transformer"
    left = len(ways) + 1 + (bench.name in STILL)
    same, first = _first(bench.bare)
    took = _turns(works, limit.share(left))
    for row in beside.rows(bench.name, took):
        yield {**row, "first s": first if row["what"] == "bare" else None}
    for way in ways:
        left -= 1
        if limit.over:
            return
        yield _quick_row(bench, part, way, (same, took["bare"]), limit.share(left))
    if bench.name in STILL and not limit.over:
        yield from _at_once(bench, limit)


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
        frames, first = _first(bench.bare)
        timed = _turns({"": bench.bare}, limit)[""]
        like = beside.psnr(bare[0], frames)
        row = beside.row(bench.name, " + ".join(done), timed, bare[1], like)
        share = _computed(bench, quick) if way == "cache" else None
        return {**row, "first s": first, "blocks": share}
    except Exception as exc:  # a compiler of this machine, say: the other rows stay of use
        return beside.failed(bench.name, way, exc)
    finally:
        setattr(pipe, part, plain)


def _first(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a first call returns, and its seconds."""
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def _turns(works: Mapping[str, Callable[[], object]], limit: Limit) -> dict[str, harness.Timing]:
    """Time them; the card's record of memory begins anew."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    return harness.together(works, limit.repeats, until=limit.ends)


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
        f"{VISITORS} visitors at once": lambda: _crowd(bench.wrapped, VISITORS),
    }
    yield from beside.rows(bench.name, _turns(works, limit), VISITORS)


def _newly(work: Callable[[], object]) -> None:
    """Do it in a thread that ends with it, as a server's do that handle one request each."""
    _crowd(lambda _: work(), 1)


def _crowd(work: Callable[[int], object], count: int) -> None:
    """Let so many do it at the same time."""
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))


def encoder_rows(size: Size, folder: Path, device: str, limit: Limit) -> Iterator[harness.Row]:
    """open_clip bare and wrapped; many visitors' pictures one by one and at once."""
    import torch

    from benchmarks.sizes import encoder_name, there

    encoder = OpenClipEncoder(encoder_name(size, folder), threads=THREADS)
    with there(device):
        loaded = encoder._loaded
    pictures = _noise(BATCH, encoder.side)

    def bare() -> None:
        with torch.inference_mode():
            batch = encoder.prepared(pictures).to(loaded.dtype)
            found = loaded.model.encode_image(batch)
            torch.nn.functional.normalize(found.float(), dim=-1).cpu()

    works: dict[str, Callable[[], object]] = {
        "bare": bare,
        NEWLY: lambda: _newly(bare),
        "wrapper": lambda: encoder.images(pictures),
    }
    yield from beside.rows("encoder", _turns(works, limit.share(2)))
    if limit.over:
        return
    yield from _seen_at_once("encoder", encoder, limit)
    if device == "cpu":
        from models.encode.embedded import EmbeddedEncoder

        embedded = EmbeddedEncoder(WEIGHTS, THREADS)
        yield from _seen_at_once("embedded encoder, true weights", embedded, limit)


def _seen_at_once(model: str, encoder: Encoder, limit: Limit) -> Iterator[harness.Row]:
    """Visitors who have a picture each looked at."""
    pictures, gathered = _noise(ENCODING, encoder.side), Gathered(encoder)

    def singly() -> None:
        for picture in pictures:
            encoder.images(picture[None])

    def crowd(seen: Encoder) -> Callable[[], object]:
        return lambda: _crowd(lambda at: seen.images(pictures[at][None]), ENCODING)

    works: dict[str, Callable[[], object]] = {
        f"{ENCODING} visitors one by one": singly,
        f"{ENCODING} visitors at once, not gathered": crowd(encoder),
        f"{ENCODING} visitors at once": crowd(gathered),
    }
    yield from beside.rows(model, _turns(works, limit), ENCODING)


def _noise(count: int, side: int) -> Any:
    shape = (count, side, side, 3)
    return np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)


def _finished() -> None:
    """Wait for the card."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def run(
    size: Size, device: str, parts: Sequence[Part], ways: Sequence[Way], limit: Limit
) -> Iterator[harness.Row]:
    """Rows of each part; each has an equal share of the time that is left."""
    with tempfile.TemporaryDirectory() as home:
        for at, part in enumerate(parts):
            share = limit.share(len(parts) - at)
            try:
                yield from _part(part, size, device, Path(home), ways, share)
            except Exception as exc:  # one part less, not none
                yield beside.failed(part, "", exc)


def _part(
    part: Part, size: Size, device: str, home: Path, ways: Sequence[Way], limit: Limit
) -> Iterator[harness.Row]:
    if part == "encoder":
        yield from encoder_rows(size, home, device, limit)
        return
    of_part = bench(part, size, home, device)
    try:
        yield from pipeline_rows(of_part, [way for way in WAYS[part] if way in ways], limit)
    finally:
        of_part.painter.unload()


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
        "--ways", nargs="*", choices=("compile", "cache", "both"),
        help="what makes pipelines quicker (default: all; without a card, what needs no compiler)",
    )  # fmt: skip
    asked = parser.parse_args()
    where = torch.cuda.get_device_name() if card else "no card: compiled by “eager”, which is none"
    notes = [
        f"{where}; torch {torch.__version__}; {asked.size} models, random weights",
        "the wrapper may cost 3 %, so x bare of at least 0.97; quicker is from 1.5 on",
        "several visitors: ms is a visitor's share, x bare beside one by one",
    ]
    every: tuple[Way, ...] = ("compile", "cache", "both") if card else ("cache",)
    ways = every if asked.ways is None else asked.ways
    ends = Limit(began + 60 * asked.minutes, asked.repeats)
    rows: list[harness.Row] = []
    for row in run(asked.size, "cuda" if card else "cpu", asked.only, ways, ends):
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
