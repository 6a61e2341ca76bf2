"""Answers a question from words that strangers wrote: an item's, or what was looked up.

A model that reads such words has no tools and no conversation: whatever they make it say stays a
sentence on the screen. What it says is cleaned, cut, and thrown away if it gives the prompt away.
"""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from collections.abc import Sequence

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from agents.chat.listening import Limits, Model, listen
from agents.chat.prompts import Prompt
from agents.chat.repeats import OVER_AND_OVER, looped
from models.domain import Item, Pulse
from models.errors import BadMedia, Retry

READ = "Read from what is known of it."
"""Why of an answer that has words of strangers in it."""

LONGEST_DATA, LONGEST_ANSWER = 4_000, 600
FRAMES, SIDE = 3, 384
"""Pictures of a clip that are seen, and the pixels of their longer side."""
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{0,400}>|\[(?:INST|/INST)\]|https?://\S+|www\.\S+")
_CALLED = re.compile(r"\{\s*\"(?:name|tool|function)\"|<tool_call|tool_calls?\b")


def answered(
    model: Model,
    prompt: Prompt,
    question: str,
    data: str,
    limits: Limits,
    until: float,
    pulse: Pulse,
    pictures: Sequence[bytes] = (),
) -> str:
    """Return an answer to ``question`` from ``data``, and from ``pictures`` (JPEG) for who sees.

    Raises:
        Retry: when what it says cannot be shown.
        Unavailable: as :func:`agents.chat.listening.listen` does.
    """
    words = f"<data>\n{data[:LONGEST_DATA]}\n</data>\n\nQuestion: {question[:400]}"
    seen: list[str | dict[str, object]] = [
        {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{encoded(picture)}"}}
        for picture in pictures
    ]
    asked = HumanMessage([*seen, {"type": "text", "text": words}] if seen else words)
    told: list[BaseMessage] = [SystemMessage(prompt.text), asked]
    return sentence(listen(model, told, limits, until, pulse).text, (prompt,))


def encoded(picture: bytes) -> str:
    """A picture as text."""
    return base64.b64encode(picture).decode("ascii")


def frames(item: Item) -> list[bytes]:
    """Return a few small pictures (JPEG) of a clip; none where it cannot be read."""
    from PIL import Image

    from models.media import sample

    times = [item.duration * (at + 0.5) / FRAMES for at in range(FRAMES)]
    made = []
    try:
        for frame in sample.at(item.media, times, size=SIDE):
            kept = io.BytesIO()
            Image.fromarray(frame.image).save(kept, "JPEG", quality=80)
            made.append(kept.getvalue())
    except (BadMedia, OSError):
        return []
    return made


def sentence(said: str, prompts: tuple[Prompt, ...], longest: int = LONGEST_ANSWER) -> str:
    """Return what a model said, fit to be shown.

    Raises Retry when it is no sentence for a visitor: empty, a tool call in words, a prompt.
    """
    without = _THOUGHT.sub(" ", said)
    if _CALLED.search(without):
        raise Retry("That was a tool call in words. Call the tool, or say a sentence.")
    if any(prompt.leaks(said) for prompt in prompts):
        raise Retry("That repeats the instructions. Say it in your own words.")
    # Marks that turn the direction of writing, zero widths and controls hide words.
    shown = "".join(
        c for c in _MARKUP.sub(" ", without) if unicodedata.category(c) not in ("Cc", "Cf", "Co")
        or c == "\n"
    )  # fmt: skip
    if looped(shown.split()):
        raise Retry(OVER_AND_OVER)
    text = " ".join(shown.split())
    if not text:
        raise Retry("That answer was empty. Call a tool, or say a sentence.")
    if len(text) <= longest:
        return text
    cut = text[:longest]
    end = max(cut.rfind(mark) for mark in ".!?。！？")
    return cut[: end + 1] if end > longest // 2 else cut.rstrip() + "…"


def data_of(item: Item) -> str:
    """What is known of an item, as data."""
    lines = [f"title: {item.title}", f"description: {item.description}"]
    lines += [f"tags: {', '.join(item.tags)}", f"length: {item.duration:.1f} seconds"]
    lines += [f"declared by its uploader: {item.declared}"] if item.declared else []
    # An end tag in the data would let its words pass for the app's.
    return "\n".join(lines).replace("</data>", " ").replace("<data>", " ")
