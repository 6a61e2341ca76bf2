"""Chat models by name of the setting: of a server, on this machine, the small one that ships.

What stands around one, an instructor, is made here, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.settings import ROOT, Settings
from models.hub.check import Fault, untold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from agents.chat.instructor import Gate
    from agents.instruct.instructor import Instructor
    from models.knowledge.knowledge import Knowledge

PROMPTS = ROOT / "assets" / "prompts"
SMALL = ROOT / "assets" / "weights" / "chat"


def _openai_chat(settings: Settings, fault: Fault = untold) -> BaseChatModel:
    from agents.chat.remote import remote_chat

    key = settings.chat_key.get_secret_value()
    if not key and not settings.chat_url:
        # The cloud's own key goes to the cloud alone, never to another address.
        key = os.environ.get("OPENAI_API_KEY", "")
    return remote_chat(settings.chat_model, settings.chat_url, key, settings.chat_seconds)


def _local_chat(settings: Settings, fault: Fault = untold) -> BaseChatModel:
    from agents.chat.local import LocalChat

    model = LocalChat(folder=settings.chat_model, threads=settings.threads, fault=fault)
    model.load()
    return model


def _small_chat(settings: Settings, fault: Fault = untold) -> BaseChatModel:
    own = {"chat_model": str(SMALL), "threads": 1}  # of so little, threads only wait
    return _local_chat(settings.model_copy(update=own), fault)


CHATS: Mapping[str, Callable[..., BaseChatModel]] = {
    "openai": _openai_chat,
    "local": _local_chat,
    "small": _small_chat,
    "together": _small_chat,
}
"""Each takes the settings, and who hears that the model failed while it was used."""


def build_knowledge(settings: Settings) -> Knowledge:
    """The notes, and the encyclopaedia where one is set."""
    from models.knowledge.knowledge import Together
    from models.knowledge.notes import Notes
    from models.knowledge.wikipedia import Wikipedia

    notes = Notes(settings.notes)
    return Together(notes, Wikipedia(settings.wikipedia)) if settings.wikipedia else notes


def chat_instructor(
    settings: Settings,
    model: BaseChatModel,
    otherwise: Instructor,
    gate: Gate | None,
    knowledge: Knowledge | None,
) -> Instructor:
    """The loop around a chat model, which looks facts up in ``knowledge``."""
    from agents.chat.instructor import ChatInstructor, Prompts
    from agents.chat.listening import Limits
    from agents.chat.prompts import read

    name = settings.chat_model.rstrip("/").rpartition("/")[2]  # never a folder of this machine
    small = settings.chat in ("small", "together")
    return ChatInstructor(
        model,
        settings.chat if small else f"{settings.chat}:{name}",
        Prompts(instructor=read(PROMPTS, "instructor-1"), answer=read(PROMPTS, "answer-1")),
        otherwise,
        gate=gate,
        knowledge=None if small else knowledge,  # the small one reads no facts
        limits=Limits(seconds=settings.chat_seconds),
        sessions=small or settings.chat == "local",
        sees=settings.chat_sees and settings.chat == "openai",
    )
