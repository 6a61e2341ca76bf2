"""Larger models on a card: what our wrappers cost, and what makes them quicker.

``python -m benchmarks.acceleration [--size tiny|true] [--compile] [--json FILE]``. On a card it
takes models of the true size, elsewhere tiny ones of the same classes; weights are random, of which
time knows nothing. Beside the bare pipelines of diffusers and open_clip, on the same weights and
inputs:

- *wrapper*: through our generator or encoder, as the app calls it;
- *compiled*, *cached*, *both*: :mod:`models.generate.quicker`;
- *together*: several visitors' orders in one call, a share of it each.

``x bare`` is the bare pipeline's time over this one's (above 1 is quicker), ``PSNR`` how like its
pictures are to the bare ones (inf: the same; about 30 dB: no eye tells them apart).
Text encoders have one layer: what is measured comes after them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from benchmarks import harness
from models.encode.openclip import OpenClipEncoder
from models.generate.clips import ClipDrawing, ClipGenerator
from models.generate.generator import Generated, Generator, Order
from models.generate.painter import Drawing, Painter
from models.generate.pictures import PictureDrawing, PictureGenerator
from models.generate.quicker import Way, quicker
from models.hub.checkpoint import Checkpoint
from models.hub.table import CHECKPOINTS
from tests.hub import tiny_pipelines
from tests.models.encode import tiny_openclip

Size = Literal["tiny", "true"]
WORDS = "a red ball on a blue boat"
VISITORS = 4
BATCH = 32
THREADS = 1
"""Of the processor: on a card it has little to do, and tiny models wait for each other."""
ENCODER = "ViT-L-14"
"""True size: its words need no tokenizer of the hub, and its pictures cost what SigLIP2's do."""
TRUE: dict[str, dict[str, Any]] = {
    "unet": {"cross_attention_dim": 768, "time_cond_proj_dim": 256, "sample_size": 64},
    "vae": {
        "block_out_channels": (128, 256, 512, 512),
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "layers_per_block": 2,
        "latent_channels": 4,
    },
    "transformer": {},
    "text": {"d_model": 4096, "d_kv": 64, "num_heads": 64},
}
TRUE_CLIPS = {"transformer": {}, "vae": {"timestep_conditioning": True}, "text": TRUE["text"]}


@dataclass(frozen=True)
class Bench:
    """One pipeline: what draws with it, and one call of it."""

    name: str
    painter: Painter
    generator: Generator
    drawing: Drawing
    order: Order
    ways: tuple[Way, ...]


def benches(size: Size, folder: Path, compiles: bool) -> Iterator[Bench]:
    """Pictures of the profile ``cpu``, and clips: each with few and with many steps."""
    true = size == "true"
    made = tiny_pipelines.pictures(
        folder / "pictures", **({k: TRUE[k] for k in ("unet", "vae")} if true else {})
    )
    model = CHECKPOINTS["cpu"]["picture"]
    model = model if true else replace(model, parameters=1e5, side=64)
    painter = Painter(model, lambda: made, threads=THREADS)
    drawing = PictureDrawing(WORDS, model.side, model.steps, model.guidance, 0)
    order = Order(words=WORDS, still=True)
    yield Bench(
        "pictures",
        painter,
        PictureGenerator(painter),
        drawing,
        order,
        ("compile",) if compiles else (),
    )
    clips = tiny_pipelines.ltx(folder / "clips", **(TRUE_CLIPS if true else {}))
    model = CHECKPOINTS["cpu"]["video"]
    model = model if true else replace(model, parameters=1e5, side=64, steps=12, frames=17)
    painter = Painter(model, lambda: clips, threads=THREADS)
    clip = _clip(model)
    yield Bench(
        "clips",
        painter,
        ClipGenerator(painter),
        clip,
        Order(words=WORDS),
        ("compile", "cache", "both") if compiles else ("cache",),
    )


def _clip(model: Checkpoint) -> ClipDrawing:
    frames = min(model.frames, 25)
    return ClipDrawing(WORDS, model.side, frames, model.fps, model.steps, model.guidance, 0)


def pipeline_rows(bench: Bench, repeats: int) -> Iterator[harness.Row]:
    """The bare pipeline, our wrapper around it, and what makes it quicker."""
    bench.painter.load()
    pipe = bench.painter._pipe

    def bare() -> Any:
        frames, _ = bench.drawing.on(pipe, None)
        _finished()
        return frames

    def wrapped() -> None:
        made = [e for e in bench.generator.generate(bench.order) if isinstance(e, Generated)]
        if not made:
            raise RuntimeError("nothing was drawn")

    same = bare()
    took = harness.together({"bare": bare, "wrapper": wrapped}, repeats)
    base = took["bare"].median
    steps = bench.painter.checkpoint.steps
    yield _row(bench.name, "bare", base, base)
    if bench.name == "pictures":  # a clip's order is longer than the bare call
        yield _row(bench.name, "wrapper", took["wrapper"].median, base)
    backend = "inductor" if pipe.device.type == "cuda" else "eager"
    for way in bench.ways:
        bench.painter.unload()
        bench.painter.load()
        pipe = bench.painter._pipe
        done = quicker(pipe, way, steps, backend=backend)
        frames = bare()
        quick = harness.timed(bare, repeats).median
        yield _row(bench.name, " + ".join(done), quick, base, psnr(same, frames))
    if bench.name == "pictures":
        yield from _together(bench, repeats)


def _together(bench: Bench, repeats: int) -> Iterator[harness.Row]:
    """Several visitors' pictures in one call."""
    import torch

    bench.painter.unload()
    bench.painter.load()
    pipe, model = bench.painter._pipe, bench.painter.checkpoint

    def call(count: int) -> None:
        pipe(
            prompt=[WORDS] * count,
            height=model.side,
            width=model.side,
            num_inference_steps=model.steps,
            guidance_scale=model.guidance,
            generator=[torch.Generator().manual_seed(at) for at in range(count)],
            output_type="np",
        )
        _finished()

    took = harness.together({"one": lambda: call(1), "all": lambda: call(VISITORS)}, repeats)
    one, share = took["one"].median, took["all"].median / VISITORS
    yield _row(bench.name, f"{VISITORS} visitors together, a share", share, one)


def encoder_rows(size: Size, folder: Path, repeats: int) -> Iterator[harness.Row]:
    """open_clip bare and wrapped, and pictures of many visitors one by one."""
    import torch

    name = ENCODER if size == "true" else f"local-dir:{tiny_openclip.save(folder / 'encoder')}"
    encoder = OpenClipEncoder(name, threads=THREADS)
    side = encoder.side
    pictures = np.random.default_rng(0).integers(0, 256, (BATCH, side, side, 3)).astype(np.uint8)
    loaded = encoder._loaded

    def bare() -> None:
        with torch.inference_mode():
            batch = encoder.prepared(pictures).to(loaded.dtype)
            found = loaded.model.encode_image(batch)
            torch.nn.functional.normalize(found.float(), dim=-1).cpu()

    def singly() -> None:
        for picture in pictures:
            encoder.images(picture[None])

    works: dict[str, Callable[[], object]] = {
        "bare": bare,
        "wrapper": lambda: encoder.images(pictures),
        f"{BATCH} visitors one by one": singly,
    }
    took = harness.together(works, repeats)
    base = took["bare"].median
    for what, time in took.items():
        yield _row("encoder", what, time.median, base)


def psnr(one: Any, other: Any) -> float:
    """Peak signal to noise ratio of frames of 0 to 1, in dB."""
    error = float(np.mean((np.asarray(one, np.float64) - np.asarray(other, np.float64)) ** 2))
    return float("inf") if error == 0 else float(-10 * np.log10(error))


def _finished() -> None:
    """Wait for the card."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _row(
    model: str, what: str, seconds: float, base: float, like: float | None = None
) -> harness.Row:
    return {
        "model": model,
        "what": what,
        "ms": seconds * 1000,
        "x bare": base / seconds,
        "PSNR": like,
    }


def run(size: Size, repeats: int, compiles: bool) -> list[harness.Row]:
    rows: list[harness.Row] = []
    with tempfile.TemporaryDirectory() as home:
        rows += encoder_rows(size, Path(home), repeats)
        for bench in benches(size, Path(home), compiles):
            rows += pipeline_rows(bench, repeats)
            bench.painter.unload()
    return rows


def main() -> None:
    import torch

    parser = harness.arguments(__doc__ or "")
    card = torch.cuda.is_available()
    parser.add_argument("--size", choices=("tiny", "true"), default="true" if card else "tiny")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--compile", action="store_true", help="compile without a card, too")
    asked = parser.parse_args()
    where = torch.cuda.get_device_name() if card else "no card: compiled by “eager”, which is none"
    notes = [
        f"{where}; {asked.size} models, random weights",
        "the wrapper may cost 3 %, so x bare of at least 0.97; quicker is from 1.5 on",
    ]
    harness.report(
        "Larger models", run(asked.size, asked.repeats, card or asked.compile), asked.json, notes
    )


if __name__ == "__main__":
    main()
