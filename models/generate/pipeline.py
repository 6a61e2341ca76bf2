"""A diffusers text-to-image pipeline from a folder: loaded as planned, checked, and called once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.hub.check import architecture, complete, names
from models.hub.checkpoint import Checkpoint
from models.hub.memory import Plan


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one call of a pipeline is asked for."""

    words: str
    side: int
    steps: int
    guidance: float
    seed: int


class TooLarge(Exception):
    """Memory does not do."""


def draw(
    pipe: Any, drawing: Drawing, step: Callable[[int], None] | None
) -> tuple[NDArray[np.float32], bool]:
    """Run ``pipe``; return a picture (h, w, 3) of 0 to 1, and whether its filter held it back."""
    import torch

    def after(_: Any, number: int, __: Any, told: dict[str, Any]) -> dict[str, Any]:
        if step is not None:
            step(number + 1)
        return told

    try:
        made = pipe(
            prompt=drawing.words,
            height=drawing.side,
            width=drawing.side,
            num_inference_steps=drawing.steps,
            guidance_scale=drawing.guidance,
            generator=torch.Generator().manual_seed(drawing.seed),
            output_type="np",
            callback_on_step_end=after,
        )
    except (torch.OutOfMemoryError, MemoryError) as exc:
        raise TooLarge from exc
    except RuntimeError as exc:
        if "allocate memory" in str(exc) or "out of memory" in str(exc):
            raise TooLarge from exc
        raise
    held = bool(any(getattr(made, "nsfw_content_detected", None) or ()))
    return np.asarray(made.images[0], np.float32), held


def load(checkpoint: Checkpoint, folder: Path, planned: Plan, threads: int = 2) -> Any:
    """Return the pipeline in ``folder``, as planned.

    Raises:
        Unavailable: when a package is missing, or the files are not those of the pipeline.
    """
    from models import torchvision_shim

    torchvision_shim.ensure()
    try:
        import torch
        from diffusers import DiffusionPipeline
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
        pipe = DiffusionPipeline.from_pretrained(  # type: ignore[no-untyped-call]
            str(folder),
            dtype=getattr(torch, planned.dtype),
            use_safetensors=True,
            local_files_only=True,
        )
    except (TooLarge, MemoryError, torch.OutOfMemoryError) as exc:
        raise Unavailable(f"there is not enough memory to load {checkpoint.what}") from exc
    except Exception as exc:  # every library below has errors of its own
        cause = str(exc).splitlines()[0][:120] if str(exc) else type(exc).__name__
        raise Unavailable(f"{checkpoint.what} could not be loaded: {cause}") from exc
    _checked(checkpoint, pipe, folder)
    pipe.set_progress_bar_config(disable=True)
    if planned.sliced:
        slicing(pipe)
    if planned.offload:
        pipe.enable_model_cpu_offload()
        return pipe
    return pipe.to(planned.device)


def _checked(checkpoint: Checkpoint, pipe: Any, folder: Path) -> None:
    """Raise Unavailable where a part's files hold other weights than the part has."""
    from diffusers import ModelMixin

    for name, part in pipe.components.items():
        files = sorted((folder / name).glob("*.safetensors"))
        if isinstance(part, ModelMixin) and files:
            model: Any = part  # the mixin does not say that it is a module
            complete(f"{checkpoint.what} ({name})", names(files), model.state_dict().keys())


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


def collect() -> None:
    """Give back what nobody holds any more, on the card as well."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
