"""A diffusers pipeline from a folder: loaded as planned, checked, and called once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.generate.generator import Frames
from models.generate.parts import index, of_diffusers, of_transformers, swap
from models.generate.quicker import channels_last
from models.generate.references import attach
from models.hardware import matrix_units
from models.hub import card
from models.hub.check import architecture
from models.hub.checkpoint import WHAT, Checkpoint, Role
from models.hub.memory import Plan, packing


class TooLarge(Exception):
    """Memory does not do."""


class Short(Unavailable):
    """There is too little memory to load a pipeline now; later there may be more."""


class Misfit(Unavailable):
    """What was to be put into a pipeline is of no use; without it the pipeline may be."""

    def __init__(self, part: Role, why: str) -> None:
        super().__init__(why)
        self.part = part


class Beside(NamedTuple):
    """What is put into a pipeline beside its own files: folders, or ``None``."""

    adapter: Path | None = None
    decoder: Path | None = None

    def without(self, refused: Collection[Path]) -> Beside:
        """What is left but for the ``refused``."""
        return Beside(*(None if one in refused else one for one in self))


ALONE = Beside()


class Drawn(NamedTuple):
    """What a call drew: ``frames`` (t, h, w, 3), and whether the pipeline's filter held them back.

    ``peaks`` (t,) are the brightest values, of 0 to 1; what is not finite shows there, too.
    """

    frames: Frames
    held: bool
    peaks: NDArray[np.float32]


@contextmanager
def _memory() -> Iterator[None]:
    """Raise TooLarge where memory does not do."""
    try:
        yield
    except (RuntimeError, MemoryError) as exc:
        if card.full(exc):
            raise TooLarge from exc
        raise


def drawn(made: Any, held: bool = False) -> Drawn:
    """Read frames (t, 3, h, w) of 0 to 1 off where they were computed: a card makes them bytes.

    Raises TooLarge where memory does not do: these are its last bytes beside a whole pipeline.
    """
    with _memory():
        if made.device.type == "cpu":
            frames = np.stack([_bytes(one) for one in made])
        else:
            frames = _bytes_there(made)
        return Drawn(frames, held, made.amax((1, 2, 3)).float().cpu().numpy())


def _bytes(one: Any) -> Frames:
    """A frame (h, w, 3) of one (3, h, w): eighteen times as fast as torch does it here."""
    planes = one.float().clamp(0, 1).numpy()
    return np.asarray(cv2.merge([cv2.convertScaleAbs(plane, alpha=255.0) for plane in planes]))


def _bytes_there(made: Any) -> Frames:
    """The same of frames (t, 3, h, w) on a card."""
    import torch

    # Frame by frame: all at once would take four times their memory.
    each = [(one.float() * 255).round_().clamp_(0, 255).to(torch.uint8) for one in made]
    return np.asarray(torch.stack(each).permute(0, 2, 3, 1).contiguous().cpu().numpy())


def call(
    pipe: Any, step: Callable[[int], None] | None, seed: int | Sequence[int], **told: Any
) -> Any:
    """Run ``pipe`` with ``told``; return what it returns, its pictures of 0 to 1 where they lie.

    Of several pictures each has noise of its own ``seed``, as if it were drawn alone. Raises
    TooLarge where memory does not do.
    """
    import torch

    def after(_: Any, number: int, __: Any, kept: dict[str, Any]) -> dict[str, Any]:
        if step is not None:
            step(number + 1)
        return kept

    noise: Any
    if isinstance(seed, int):
        noise = torch.Generator().manual_seed(seed)
    else:
        noise = [torch.Generator().manual_seed(one) for one in seed]
    with _memory():
        return pipe(
            **told,
            generator=noise,
            output_type="pt",
            callback_on_step_end=after,
        )


def load(
    checkpoint: Checkpoint,
    folder: Path,
    planned: Plan,
    threads: int = 2,
    beside: Beside = ALONE,
) -> Any:
    """Return the pipeline in ``folder``, as planned, with what is ``beside``.

    Raises:
        Short: when memory does not do.
        Misfit: when what is beside is none for this pipeline, or damaged.
        Unavailable: when a package is missing, or the files are not those of the pipeline.
    """
    from models import torchvision_shim

    torchvision_shim.ensure()
    try:
        import diffusers
        import torch
        from diffusers.utils import logging as loud
    except ImportError as exc:
        raise Unavailable(
            "drawing pictures needs the packages diffusers and accelerate; install them with "
            "“pip install -r requirements.txt”"
        ) from exc
    architecture(checkpoint, folder)
    torch.set_num_threads(threads)
    loud.disable_progress_bar()
    try:
        kind = getattr(diffusers, checkpoint.pipeline or "DiffusionPipeline")
        with _memory():
            pipe = kind.from_pretrained(
                str(folder),
                dtype=_types(checkpoint, getattr(torch, planned.dtype), torch.float32),
                use_safetensors=True,
                local_files_only=True,
                **_parts(checkpoint, folder, planned),
            )
            if not planned.int8:
                of_diffusers(checkpoint, pipe, folder)
    except TooLarge as exc:
        raise Short(f"there is not enough memory to load {checkpoint.what}") from exc
    except Unavailable:
        raise
    except Exception as exc:  # every library below has errors of its own
        cause = str(exc).splitlines()[0][:120] if str(exc) else type(exc).__name__
        raise Unavailable(f"{checkpoint.what} could not be loaded: {cause}") from exc
    if beside.adapter is not None and hasattr(pipe, "load_ip_adapter"):
        with _fits("adapter", checkpoint):
            attach(pipe, beside.adapter)
    if beside.decoder is not None:
        with _fits("decoder", checkpoint):
            swap(pipe, beside.decoder)
    pipe.set_progress_bar_config(disable=True)
    if planned.sliced:
        slicing(pipe)
    return _put(checkpoint, pipe, planned)


@contextmanager
def _fits(part: Role, checkpoint: Checkpoint) -> Iterator[None]:
    """Raise Misfit for whatever a library says of a part."""
    try:
        yield
    except Exception as exc:  # as above
        cause = " ".join(str(exc).split())[:160]
        raise Misfit(part, f"{WHAT[part]} does not fit {checkpoint.what}: {cause}") from exc


def _put(checkpoint: Checkpoint, pipe: Any, planned: Plan) -> Any:
    """Put a pipeline where it computes; raises as :func:`load`."""
    try:
        if planned.offload:
            pipe.enable_model_cpu_offload()
            return pipe
        if planned.device == "cpu" and planned.dtype == "bfloat16" and matrix_units():
            channels_last(pipe)
        with _memory():
            return pipe.to(planned.device)
    except TooLarge as exc:
        raise Short(f"there is not enough memory to load {checkpoint.what}") from exc
    except RuntimeError as exc:
        cause = card.examined(exc)
        kind = Short if cause == card.SHORT else Unavailable
        raise kind(f"{checkpoint.what} could not be put where it computes ({cause})") from exc


def _types(checkpoint: Checkpoint, usual: Any, full: Any) -> Any:
    """The type of each part: an editing pipeline hands its autoencoder the clip in ``full``."""
    return {"default": usual, "vae": full} if checkpoint.role == "edit" else usual


def _parts(checkpoint: Checkpoint, folder: Path, planned: Plan) -> dict[str, Any]:
    """What a pipeline is told of its parts: those of transformers, or what lies in eight bits."""
    import torch

    if not planned.int8:
        return of_transformers(checkpoint, folder, getattr(torch, planned.dtype))
    import diffusers
    import transformers

    diffusion: Any = diffusers  # it does not say what it exports
    told = index(folder)
    mapping: dict[str, Any] = {}
    for name in ("transformer", "transformer_2", "unet"):
        if told.get(name, [None])[0] is not None:
            mapping[name] = packing(planned.int8, diffusion)
    if told.get("text_encoder", [None])[0] is not None:
        mapping["text_encoder"] = packing(planned.int8, transformers)
    return {"quantization_config": diffusion.PipelineQuantizationConfig(quant_mapping=mapping)}


def slicing(pipe: Any) -> None:
    """Let attention and decoding go piece by piece, where the pipeline can."""
    vae = getattr(pipe, "vae", None)
    for part, how in (
        (pipe, "enable_attention_slicing"),
        (vae, "enable_slicing"),
        (vae, "enable_tiling"),
    ):
        act = getattr(part, how, None)
        if act is not None:
            act()
