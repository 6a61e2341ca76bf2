"""Chat models by name of the setting: of a server, on this machine, the small one that ships."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.settings import ROOT, Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SMALL = ROOT / "assets" / "weights" / "chat"


def _openai_chat(settings: Settings) -> BaseChatModel:
    from agents.chat.remote import remote_chat

    key = settings.chat_key.get_secret_value()
    if not key and not settings.chat_url:
        # The cloud's own key goes to the cloud alone, never to another address.
        key = os.environ.get("OPENAI_API_KEY", "")
    return remote_chat(settings.chat_model, settings.chat_url, key, settings.chat_seconds)


def _local_chat(settings: Settings) -> BaseChatModel:
    from agents.chat.local import LocalChat

    model = LocalChat(folder=settings.chat_model, threads=settings.threads)
    model.load()
    return model


def _small_chat(settings: Settings) -> BaseChatModel:
    own = {"chat_model": str(SMALL), "threads": 1}  # of so little, threads only wait
    return _local_chat(settings.model_copy(update=own))


CHATS: Mapping[str, Callable[[Settings], BaseChatModel]] = {
    "openai": _openai_chat,
    "local": _local_chat,
    "small": _small_chat,
    "together": _small_chat,
}
