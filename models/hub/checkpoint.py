"""What is known of one model of the hub before it is fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "encoder", "chat", "picture", "adapter", "decoder", "video", "edit", "speech", "guard",
    "safety", "caption",
]  # fmt: skip
Profile = Literal["cpu", "gpu"]

GB = 1_000_000_000
FLAT = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
"""Files of a model that lies in one folder: configuration, weights, tokenizer."""
PIPELINE = ("model_index.json", *(f"*/{pattern}" for pattern in FLAT))
"""Files of a diffusers pipeline; single-file copies at the top are left there."""
NEVER = ("*.fp16.safetensors", "*.non_ema.safetensors", "onnx/*", "*/onnx/*")

WHAT: Mapping[Role, str] = {
    "encoder": "the encoder",
    "chat": "the chat model",
    "picture": "the picture model",
    "speech": "the speech model",
    "guard": "the guard model",
    "safety": "the picture classifier",
    "caption": "the caption model",
    "video": "the video model",
    "adapter": "the adapter for liked pictures",
    "edit": "the editing model",
    "decoder": "the quick decoder",
}
"""How a visitor is told of a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One model of the hub, as one role needs it.

    Attributes:
        architecture: what its configuration must say: an open_clip model has none, a model of
            transformers has ``architectures[0]``, one of timm ``architecture``, a pipeline
            ``_class_name``. Empty takes any.
        parameters: their number, from which sizes follow.
        stored: bytes of a parameter in the files.
        pipeline: class of diffusers that it is loaded as, where it was saved as another.
        steps: denoising steps that the model was distilled to; side: pixels it draws.
        frames: most frames of a clip, at ``fps``.
        guidance: scale of classifier-free guidance it wants.
        work: operations (multiplications and additions) of a denoising step for a pixel of a
            frame, with both calls of a guided one; 0: nobody knows.
        attention: the same for each pair of pixels, of all frames of a clip, which comes on top.
    """

    role: Role
    repo: str
    revision: str = "main"
    licence: str
    commercial: bool = True
    architecture: str = ""
    parameters: float
    stored: int = 4
    files: tuple[str, ...] = FLAT
    steps: int = 4
    side: int = 512
    guidance: float = 1.0
    pipeline: str = ""
    frames: int = 1
    fps: float = 8.0
    work: float = 0.0
    attention: float = 0.0

    @property
    def pinned(self) -> bool:
        """Whether the revision names one commit for ever."""
        return bool(re.fullmatch(r"[0-9a-f]{40}", self.revision))

    @property
    def bytes(self) -> int:
        """About how much is fetched."""
        return round(self.parameters * self.stored)

    @property
    def what(self) -> str:
        """How a visitor is told of it."""
        return f"{WHAT[self.role]} {self.repo}"
