"""Larger models on a card: what our wrappers cost, and what makes them quicker.

``python -m benchmarks.acceleration [--size tiny|middle|true] [--only encoder]``. On a card it
takes models of the true size, elsewhere tiny ones of the same classes, or ones of a middle size,
of which a denoising step takes about as long on one core as a true one on a card; weights are
random, of which time knows nothing. Beside the bare pipelines of diffusers and open_clip, on the
same weights and inputs:

- *wrapper*: through our generator or encoder, as the app calls it;
- *compiled*, *cached*, *both*: :mod:`models.generate.quicker`;
- *at once*: several visitors, each in a thread of their own, a share of it each; the encoder that
  ships is there with its true weights.

``x bare`` is the bare pipeline's time over this one's, turn by turn, in the middle (above 1 is
quicker), ``x core`` the same by processor time, which busy neighbours disturb less, ``PSNR`` how
like its pictures are to the bare ones (inf: the same; about 30 dB: no eye tells them apart).
Text encoders have one layer: what is measured comes after them.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from app.wiring import WEIGHTS
from benchmarks import harness
from models.encode.embedded import EmbeddedEncoder
from models.encode.encoder import Encoder
from models.encode.gathered import Gathered
from models.encode.openclip import OpenClipEncoder
from models.generate.clips import AVOID, ClipGenerator
from models.generate.generator import Generated, Generator, Order
from models.generate.painter import Painter
from models.generate.pictures import PictureGenerator
from models.generate.quicker import Way, quicker
from models.hub.checkpoint import Checkpoint
from models.hub.table import CHECKPOINTS
from tests.hub import tiny_pipelines
from tests.models.encode import tiny_openclip

Size = Literal["tiny", "middle", "true"]
WORDS = "a red ball on a blue boat"
VISITORS = 4
"""Who want a picture at once."""
ENCODING = 8
"""Who have one looked at at once."""
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
MIDDLE: dict[str, dict[str, Any]] = {
    "unet": {
        "cross_attention_dim": 128,
        "time_cond_proj_dim": 64,
        "sample_size": 32,
        "block_out_channels": (96, 192, 384, 384),
        "layers_per_block": 1,
    },
    "transformer": {
        "num_attention_heads": 8,
        "cross_attention_dim": 512,
        "num_layers": 8,
        "in_channels": 8,
        "out_channels": 8,
        "caption_channels": 32,
    },
}
TRUE_CLIPS = {"transformer": {}, "vae": {"timestep_conditioning": True}, "text": TRUE["text"]}


@dataclass(frozen=True)
class Bench:
    """One pipeline: what draws with it, one order, and the same as a bare call's arguments."""

    name: str
    painter: Painter
    generator: Generator
    order: Order
    told: dict[str, Any]
    ways: tuple[Way, ...]

    def bare(self) -> Any:
        """Frames of the pipeline alone."""
        import torch

        told = {"generator": torch.Generator().manual_seed(0), "output_type": "np", **self.told}
        made = self.painter._pipe(prompt=WORDS, **told)
        _finished()
        return made.images if hasattr(made, "images") else made.frames

    def wrapped(self, seed: int = 0) -> None:
        """Draw it as the app does."""
        order = replace(self.order, seed=seed)
        made = [e for e in self.generator.generate(order) if isinstance(e, Generated)]
        if not made:
            raise RuntimeError("nothing was drawn")


def benches(size: Size, folder: Path, compiles: bool) -> Iterator[Bench]:
    """Pictures of the profile ``cpu``, and clips: each with few and with many steps."""
    parts = {"tiny": {}, "middle": MIDDLE, "true": TRUE}[size]
    made = tiny_pipelines.pictures(
        folder / "pictures", **{k: parts[k] for k in ("unet", "vae") if k in parts}
    )
    model = CHECKPOINTS["cpu"]["picture"]
    if size != "true":
        model = replace(model, parameters=1e5, side=64)
    painter = Painter(model, lambda: made, threads=THREADS)
    yield Bench(
        "pictures",
        painter,
        PictureGenerator(painter),
        Order(words=WORDS, still=True),
        _told(model),
        ("compile",) if compiles else (),
    )
    parts = TRUE_CLIPS if size == "true" else {k: v for k, v in parts.items() if k == "transformer"}
    clips = tiny_pipelines.ltx(folder / "clips", **parts)
    model = CHECKPOINTS["cpu"]["video"]
    if size != "true":
        model = replace(model, parameters=1e5, side=64, steps=12)
    painter = Painter(model, lambda: clips, threads=THREADS)
    generator = ClipGenerator(painter)
    order = Order(words=WORDS)
    told = _told(model) | {
        "negative_prompt": AVOID,
        "num_frames": generator._drawing(order, WORDS).frames,
        "frame_rate": model.fps,
        "decode_timestep": 0.05,
        "decode_noise_scale": 0.025,
    }
    ways: tuple[Way, ...] = ("compile", "cache", "both") if compiles else ("cache",)
    yield Bench("clips", painter, generator, order, told, ways)


def _told(model: Checkpoint) -> dict[str, Any]:
    return {
        "height": model.side,
        "width": model.side,
        "num_inference_steps": model.steps,
        "guidance_scale": model.guidance,
    }


def pipeline_rows(bench: Bench, repeats: int) -> Iterator[harness.Row]:
    """The bare pipeline, our wrapper around it, and what makes it quicker."""
    bench.painter.load()
    same = bench.bare()
    took = harness.together({"bare": bench.bare, "wrapper": bench.wrapped}, repeats)
    yield from _rows(bench.name, took)
    device = bench.painter._pipe.device.type
    for way in bench.ways:
        bench.painter.unload()
        bench.painter.load()
        steps, backend = bench.painter.checkpoint.steps, "inductor" if device == "cuda" else "eager"
        done = quicker(bench.painter._pipe, way, steps, backend=backend)
        frames = bench.bare()
        quick = harness.timed(bench.bare, repeats)
        yield _row(bench.name, " + ".join(done), quick, took["bare"], psnr(same, frames))
    if bench.name == "pictures":
        yield from _at_once(bench, repeats)


def _at_once(bench: Bench, repeats: int) -> Iterator[harness.Row]:
    """Several visitors' pictures, as the app draws them where one call may draw several."""
    bench.painter.unload()
    bench.painter.load()
    bench.painter._together = VISITORS  # on a processor too, to see whether it would pay

    def singly() -> None:
        for seed in range(VISITORS):
            bench.wrapped(seed)

    works: dict[str, Callable[[], object]] = {
        f"{VISITORS} visitors one by one": singly,
        f"{VISITORS} visitors at once": lambda: _crowd(bench.wrapped, VISITORS),
    }
    yield from _rows(bench.name, harness.together(works, repeats), VISITORS)


def _crowd(work: Callable[[int], object], count: int) -> None:
    """Let so many do it at the same time."""
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))


def encoder_rows(size: Size, folder: Path, repeats: int) -> Iterator[harness.Row]:
    """open_clip bare and wrapped; many visitors' pictures one by one and at once."""
    import torch

    name = ENCODER
    if size != "true":
        more = {"width": 256, "layers": 6} if size == "middle" else {}
        name = f"local-dir:{tiny_openclip.save(folder / 'encoder', **more)}"
    encoder = OpenClipEncoder(name, threads=THREADS)
    pictures = _noise(BATCH, encoder.side)
    loaded = encoder._loaded

    def bare() -> None:
        with torch.inference_mode():
            batch = encoder.prepared(pictures).to(loaded.dtype)
            found = loaded.model.encode_image(batch)
            torch.nn.functional.normalize(found.float(), dim=-1).cpu()

    works: dict[str, Callable[[], object]] = {
        "bare": bare,
        "wrapper": lambda: encoder.images(pictures),
    }
    yield from _rows("encoder", harness.together(works, repeats))
    yield from _seen_at_once("encoder", encoder, repeats)
    embedded = EmbeddedEncoder(WEIGHTS, THREADS)
    yield from _seen_at_once("embedded encoder, true weights", embedded, repeats)


def _seen_at_once(model: str, encoder: Encoder, repeats: int) -> Iterator[harness.Row]:
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
    yield from _rows(model, harness.together(works, repeats), ENCODING)


def _noise(count: int, side: int) -> Any:
    shape = (count, side, side, 3)
    return np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)


def psnr(one: Any, other: Any) -> float:
    """Peak signal to noise ratio of frames of 0 to 1, in dB."""
    error = float(np.mean((np.asarray(one, np.float64) - np.asarray(other, np.float64)) ** 2))
    return float("inf") if error == 0 else float(-10 * np.log10(error))


def _finished() -> None:
    """Wait for the card."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _rows(model: str, took: Mapping[str, harness.Timing], visitors: int = 1) -> list[harness.Row]:
    """A row each, beside the first one; a visitor's share of the time where several came."""
    base = next(iter(took.values()))
    return [_row(model, what, time, base, visitors=visitors) for what, time in took.items()]


def _row(
    model: str,
    what: str,
    time: harness.Timing,
    base: harness.Timing,
    like: float | None = None,
    visitors: int = 1,
) -> harness.Row:
    return {
        "model": model,
        "what": what,
        "ms": time.median * 1000 / visitors,
        "x bare": _times(base.wall, time.wall),
        "x core": _times(base.cpu, time.cpu),
        "PSNR": like,
    }


def _times(base: Sequence[float], other: Sequence[float]) -> float:
    """How many times as long ``base`` took, turn by turn, in the middle."""
    return statistics.median(one / two for one, two in zip(base, other, strict=True))


def run(size: Size, repeats: int, compiles: bool, only: str = "") -> list[harness.Row]:
    rows: list[harness.Row] = []
    with tempfile.TemporaryDirectory() as home:
        if only in ("", "encoder"):
            rows += encoder_rows(size, Path(home), repeats)
        for bench in benches(size, Path(home), compiles):
            if only in ("", bench.name):
                rows += pipeline_rows(bench, repeats)
                bench.painter.unload()
    return rows


def main() -> None:
    import torch

    parser = harness.arguments(__doc__ or "")
    card = torch.cuda.is_available()
    parser.add_argument(
        "--size", choices=("tiny", "middle", "true"), default="true" if card else "tiny"
    )
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--compile", action="store_true", help="compile without a card, too")
    parser.add_argument("--only", choices=("encoder", "pictures", "clips"), default="")
    asked = parser.parse_args()
    where = torch.cuda.get_device_name() if card else "no card: compiled by “eager”, which is none"
    notes = [
        f"{where}; {asked.size} models, random weights",
        "the wrapper may cost 3 %, so x bare of at least 0.97; quicker is from 1.5 on",
        "several visitors: ms is a visitor's share, x bare beside one by one",
    ]
    rows = run(asked.size, asked.repeats, card or asked.compile, asked.only)
    harness.report("Larger models", rows, asked.json, notes)


if __name__ == "__main__":
    main()
