"""One table of the larger models: role by role what is loaded, from where, how large it is.

A revision that is no commit hash is *not pinned yet*: nobody could look the hash up where this
table was written. Sizes are of the files that are fetched; memory is what the weights take in the
type they are loaded in, plus what a call needs, by the formula in :mod:`models.hub.memory`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["encoder", "chat", "picture", "speech"]
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
}
"""How a visitor is told of a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One model of the hub, as one role needs it.

    Attributes:
        architecture: what its configuration must say: an open_clip model has none, a chat model
            has ``architectures[0]``, a pipeline ``_class_name``. Empty takes any.
        parameters: their number, from which sizes follow.
        stored: bytes of a parameter in the files.
        steps: denoising steps that the model was distilled to; side: pixels it draws.
        guidance: scale of classifier-free guidance it wants.
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


CHECKPOINTS: Mapping[Profile, Mapping[Role, Checkpoint]] = {
    "cpu": {
        "encoder": Checkpoint(
            role="encoder",
            repo="timm/PE-Core-T-16-384",
            licence="Apache-2.0",
            parameters=69.5e6,
        ),
        "chat": Checkpoint(
            role="chat",
            repo="Qwen/Qwen3-0.6B",
            licence="Apache-2.0",
            architecture="Qwen3ForCausalLM",
            parameters=0.75e9,  # the file holds the tied embedding twice
            stored=2,
        ),
        "picture": Checkpoint(
            role="picture",
            repo="SimianLuo/LCM_Dreamshaper_v7",
            licence="MIT, of weights under CreativeML OpenRAIL-M",
            architecture="LatentConsistencyModelPipeline",
            parameters=1.37e9,
            files=PIPELINE,
            guidance=8.0,
        ),
        "speech": Checkpoint(
            role="speech",
            repo="openai/whisper-base",
            licence="Apache-2.0",
            architecture="WhisperForConditionalGeneration",
            parameters=72.6e6,
        ),
    },
    "gpu": {
        "encoder": Checkpoint(
            role="encoder",
            repo="timm/ViT-SO400M-16-SigLIP2-256",
            licence="Apache-2.0",
            parameters=1.136e9,
        ),
        "chat": Checkpoint(
            role="chat",
            repo="Qwen/Qwen3-4B-Instruct-2507",
            licence="Apache-2.0",
            architecture="Qwen3ForCausalLM",
            parameters=4.02e9,
            stored=2,
        ),
        "picture": Checkpoint(
            role="picture",
            repo="black-forest-labs/FLUX.2-klein-4B",
            licence="Apache-2.0",
            architecture="Flux2KleinPipeline",
            parameters=8.0e9,
            stored=2,
            files=PIPELINE,
            side=768,
        ),
        "speech": Checkpoint(
            role="speech",
            repo="openai/whisper-large-v3-turbo",
            licence="MIT",
            architecture="WhisperForConditionalGeneration",
            parameters=0.809e9,
            stored=2,
        ),
    },
}
"""What each profile loads; a licence that forbids commercial use has no place here."""

ZERO: Mapping[Role, Checkpoint] = {
    "encoder": CHECKPOINTS["cpu"]["encoder"],
    "picture": CHECKPOINTS["gpu"]["picture"],
}
"""What the profile ``gpu`` loads on ZeroGPU: a card is borrowed for pictures alone, so that a turn
of the chat does not wait for one."""

OTHERS: tuple[Checkpoint, ...] = (
    Checkpoint(
        role="picture",
        repo="stabilityai/sd-turbo",
        licence="Stability AI Community, non-commercial",
        commercial=False,
        architecture="StableDiffusionPipeline",
        parameters=1.29e9,
        files=PIPELINE,
        steps=1,
        guidance=0.0,
    ),
    Checkpoint(
        role="picture",
        repo="Tongyi-MAI/Z-Image-Turbo",
        licence="Apache-2.0",
        architecture="ZImagePipeline",
        parameters=10.3e9,
        stored=2,
        files=PIPELINE,
        steps=9,
        side=768,
        guidance=0.0,
    ),
)
"""What a deployer may choose instead, by GENEREC_PICTURE."""
