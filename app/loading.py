"""Loads the models of a profile from their folders, and tries each once before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.errors import Unavailable
from models.hub import zero
from models.hub.check import complete, finite, names
from models.hub.memory import plan, room
from models.hub.table import Checkpoint

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from models.encode.encoder import Encoder
    from models.speech.listener import Listener


def encoder(checkpoint: Checkpoint, folder: Path, threads: int) -> Encoder:
    """Return the open_clip model in ``folder``; raises Unavailable where it cannot be used."""
    from models.encode.openclip import OpenClipEncoder

    plan(checkpoint, room())
    device = "cpu" if zero.here() else ""  # a card there is borrowed for pictures alone
    made = OpenClipEncoder(f"local-dir:{folder}", threads=threads, device=device)
    finite(made.texts(["a cat"]), checkpoint.what)
    finite(made.images(np.full((1, 8, 8, 3), 128, np.uint8)), checkpoint.what)
    return made


def chat_model(checkpoint: Checkpoint, folder: Path, threads: int) -> BaseChatModel:
    """Return the chat model in ``folder``; raises Unavailable where it cannot be used."""
    from agents.chat.local import LocalChat
    from models import torchvision_shim

    torchvision_shim.ensure()
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    class Tried(LocalChat):
        def sound(self) -> bool:
            """Whether it answers with numbers."""
            with torch.no_grad():
                asked = torch.tensor([[0, 1, 2]], device=self._model.device)
                return bool(torch.isfinite(self._model(input_ids=asked).logits).all())

    plan(checkpoint, room())
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        with torch.device("meta"):
            skeleton = AutoModelForCausalLM.from_config(config)
    except (OSError, ValueError, KeyError) as exc:
        raise Unavailable(
            f"{checkpoint.what} is no chat model that transformers knows; choose another one"
        ) from exc
    tied = {"lm_head.weight"} if getattr(config, "tie_word_embeddings", False) else set()
    complete(
        checkpoint.what, names(folder.glob("*.safetensors")), skeleton.state_dict().keys(), tied
    )
    model = Tried(folder=str(folder), threads=threads)
    model.load()
    if not model.sound():
        raise Unavailable(
            f"{checkpoint.what} answers with values that are no numbers; its weights are damaged"
        )
    return model


def speech(checkpoint: Checkpoint, folder: Path, threads: int) -> Listener:
    """Return the Whisper in ``folder``; raises Unavailable where it cannot be used."""
    from models.speech.whisper import WhisperListener

    plan(checkpoint, room())
    made = WhisperListener(str(folder), threads=threads)
    made.load()
    return made
