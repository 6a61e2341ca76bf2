"""Loads the models of a profile from their folders, and tries each once before it is used."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.errors import Unavailable
from models.hub import zero
from models.hub.check import Fault, complete, finite, names, untold
from models.hub.checkpoint import Checkpoint
from models.hub.memory import Plan, plan, room

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from app.settings import Settings
    from models.describe.captioner import Captioner
    from models.encode.encoder import Encoder
    from models.fidelity.safe_pictures import PictureHarm
    from models.fidelity.words import Harm
    from models.speech.listener import Listener


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """What is loaded, from where, and who hears that it failed later.

    ``reserve`` are bytes that the models still to come will need, ``kept`` those of the card that
    what draws will.
    """

    checkpoint: Checkpoint
    folder: Path
    threads: int = 2
    fault: Fault = untold
    reserve: int = 0
    kept: int = 0

    @property
    def what(self) -> str:
        """How a visitor is told of it."""
        return self.checkpoint.what

    @property
    def plan(self) -> Plan:
        """How it is loaded; raises Unavailable where it does not fit."""
        made = plan(self.checkpoint, room(), self.reserve, self.kept)
        log.info("%s is to be loaded: %s", self.what, made)
        return made


def encoder(place: Place) -> Encoder:
    """Return the open_clip model; raises Unavailable where it cannot be used."""
    from models.encode.openclip import OpenClipEncoder

    device = "cpu" if zero.here() else ""  # a card there is borrowed for pictures alone
    made = OpenClipEncoder(
        f"local-dir:{place.folder}",
        threads=place.threads,
        device=device,
        plan=place.plan,
        fault=place.fault,
        what=place.what,
    )
    return tried(made, place.what)


def tried(made: Encoder, what: str) -> Encoder:
    """Return an encoder that was tried once; raises Unavailable where it cannot be used."""
    finite(made.texts(["a cat"]), what)
    finite(made.images(np.full((1, 8, 8, 3), 128, np.uint8)), what)
    return made


def named_encoder(settings: Settings, fault: Fault = untold) -> Encoder:
    """Return the open_clip model that the settings name; it loads at its first use."""
    from models.encode.openclip import OpenClipEncoder

    model, _, pretrained = settings.encoder.removeprefix("openclip:").partition("@")
    return OpenClipEncoder(model, pretrained, threads=settings.threads, fault=fault)


def chat_model(place: Place) -> BaseChatModel:
    """Return the chat model; raises Unavailable where it cannot be used."""
    from agents.chat.local import LocalChat
    from models import torchvision_shim

    torchvision_shim.ensure()
    from transformers import AutoConfig, AutoModelForCausalLM

    skeleton = _skeleton(place, AutoConfig, AutoModelForCausalLM)
    config = skeleton.config
    tied = {"lm_head.weight"} if getattr(config, "tie_word_embeddings", False) else set()
    have = names(place.folder.glob("*.safetensors"))
    complete(place.what, have, skeleton.state_dict().keys(), tied)
    model = LocalChat(
        folder=str(place.folder),
        threads=place.threads,
        plan=place.plan,
        what=place.what,
        fault=place.fault,
    )
    model.load()
    model.sound()
    return model


def _skeleton(place: Place, config: Any, kind: Any) -> Any:
    """The model without weights."""
    import torch

    try:
        told = config.from_pretrained(place.folder, local_files_only=True, trust_remote_code=False)
        with torch.device("meta"):
            return kind.from_config(told)
    except (OSError, ValueError, KeyError) as exc:
        raise Unavailable(
            f"{place.what} is no chat model that transformers knows; choose another one"
        ) from exc


def speech(place: Place) -> Listener:
    """Return the Whisper; raises Unavailable where it cannot be used."""
    from models.speech.whisper import WhisperListener

    made = WhisperListener(
        str(place.folder),
        threads=place.threads,
        plan=place.plan,
        fault=place.fault,
        what=place.what,
    )
    made.load()
    return made


def guard(place: Place) -> Harm:
    """Return the guard model; raises Unavailable where it cannot be used."""
    from models.fidelity.guard_model import GuardModel

    made = GuardModel(
        place.folder, place.what, threads=place.threads, plan=place.plan, fault=place.fault
    )
    made.load()
    return made


def safety(place: Place) -> PictureHarm:
    """Return the picture classifier; raises Unavailable where it cannot be used."""
    from models.fidelity.picture_model import PictureModel

    made = PictureModel(place.folder, place.what, threads=place.threads, fault=place.fault)
    made.load()
    return made


def captioner(place: Place) -> Captioner:
    """Return the caption model; raises Unavailable where it cannot be used."""
    from models.describe.blip import BlipCaptioner

    made = BlipCaptioner(
        place.folder, place.what, threads=place.threads, plan=place.plan, fault=place.fault
    )
    made.load()
    return made
