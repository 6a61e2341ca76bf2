"""Listens to a chat model for as long as a turn may take, and for as much as it may say.

The model talks in a thread of its own, since nothing else can be left when a server stalls. What is
left behind ends at its own time limit; only a few may be left at once.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import add_ai_message_chunks
from langchain_core.runnables import Runnable

from models.domain import Pulse, no_pulse
from models.errors import Retry, Unavailable

BEAT = 0.1
"""Seconds between two looks at whether the visitor pressed stop."""

LEFT = threading.BoundedSemaphore(8)
"""Conversations with models that may go on at once, those that were left included."""

Model = Runnable[LanguageModelInput, AIMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one turn: seconds, characters of an answer, tool calls, questions to the model."""

    seconds: float = 30.0
    characters: int = 32_000
    calls: int = 6
    tries: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A tool call as it was written: ``arguments`` are ``None`` where they were no JSON object."""

    id: str
    name: str
    arguments: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model said: words, and the tools it called."""

    message: AIMessage
    text: str
    calls: tuple[Call, ...]


_END = object()


def listen(
    model: Model,
    messages: Sequence[BaseMessage],
    limits: Limits,
    until: float,
    pulse: Pulse = no_pulse,
    **more: Any,
) -> Answer:
    """Return what ``model`` answers to ``messages``; ``more`` goes to the model.

    Raises:
        Unavailable: when it does not answer before ``until`` (:func:`time.monotonic`), or fails.
        Retry: when it says more than a turn may hold, or nothing at all.
        models.errors.Cancelled: by ``pulse``, once the visitor pressed stop.
    """
    if not LEFT.acquire(timeout=max(0.0, min(1.0, until - time.monotonic()))):
        raise Unavailable("the chat model is busy with earlier questions")
    heard: queue.Queue[object] = queue.Queue()
    enough = threading.Event()
    told = list(messages)

    def talk() -> None:
        try:
            for piece in model.stream(told, **more):
                heard.put(piece)
                if enough.is_set():
                    return
            heard.put(_END)
        except Exception as exc:
            heard.put(exc)
        finally:
            LEFT.release()

    threading.Thread(target=talk, name="chat", daemon=True).start()
    try:
        pieces = _pieces(heard, limits, until, pulse)
    finally:
        enough.set()
    return _answer(pieces)


def _pieces(
    heard: queue.Queue[object], limits: Limits, until: float, pulse: Pulse
) -> list[AIMessage]:
    pieces: list[AIMessage] = []
    size = 0
    while True:
        pulse()
        left = until - time.monotonic()
        if left <= 0:
            raise Unavailable(f"the chat model took longer than {limits.seconds:g} seconds")
        try:
            piece = heard.get(timeout=min(BEAT, left))
        except queue.Empty:
            continue
        if piece is _END:
            return pieces
        if isinstance(piece, Retry):
            raise piece
        if isinstance(piece, Unavailable):
            raise Unavailable(f"the chat model failed: {piece}") from piece  # in our own words
        if isinstance(piece, Exception):
            # The foreign message may quote the request, headers and all: its kind is enough.
            raise Unavailable(f"the chat model failed ({_kind(piece)})") from piece
        if isinstance(piece, AIMessage):
            pieces.append(piece)
            size += _size(piece)
        if size > limits.characters:
            raise Retry(f"That answer has more than {limits.characters:,} characters. Be brief.")


def _kind(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    return f"HTTP {status}" if isinstance(status, int) else type(error).__name__


def _size(piece: AIMessage) -> int:
    called: Sequence[Any] = piece.tool_calls
    if isinstance(piece, AIMessageChunk):
        called = piece.tool_call_chunks
    return len(str(piece.content)) + sum(len(str(one.get("args"))) for one in called)


def _answer(pieces: list[AIMessage]) -> Answer:
    if not pieces:
        raise Retry("That answer was empty. Call a tool, or say a sentence.")
    chunks = [piece for piece in pieces if isinstance(piece, AIMessageChunk)]
    whole = add_ai_message_chunks(chunks[0], *chunks[1:]) if chunks else pieces[-1]
    told = whole.response_metadata
    if told.get("model_provider") == "openai" and not told.get("finish_reason"):
        # A connection that was cut looks like an answer that ended.
        raise Unavailable("the chat model's answer broke off")
    calls = _calls(whole)
    text = str(whole.text)
    if not calls and not text.strip():
        raise Retry("That answer was empty. Call a tool, or say a sentence.")
    said = AIMessage(
        content=text,
        tool_calls=[
            {"name": call.name, "args": call.arguments or {}, "id": call.id, "type": "tool_call"}
            for call in calls
        ],
    )
    return Answer(message=said, text=text, calls=calls)


def _calls(whole: AIMessage) -> tuple[Call, ...]:
    """The calls of a message. Half a JSON is no JSON: langchain would mend it, and guess."""
    if isinstance(whole, AIMessageChunk) and whole.tool_call_chunks:
        written = [
            (one.get("id"), one.get("name"), _object(one.get("args")))
            for one in whole.tool_call_chunks
        ]
    else:
        written = [(one.get("id"), one["name"], one["args"]) for one in whole.tool_calls]
        written += [(one.get("id"), one.get("name"), None) for one in whole.invalid_tool_calls]
    return tuple(
        Call(id=key or f"call_{at}", name=name or "", arguments=arguments)
        for at, (key, name, arguments) in enumerate(written)
    )


def _object(text: str | None) -> dict[str, Any] | None:
    if not (text or "").strip():
        return {}
    try:
        made = json.loads(text or "")
    except ValueError:
        return None
    return made if isinstance(made, dict) else None
