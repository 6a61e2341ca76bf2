"""The page's words in other languages: files in ``assets/i18n``, keyed by the English ones.

What Gradio draws goes through Gradio's own ``I18n``; what we draw ourselves is put into the
visitor's language by the page's script (``assets/theme/words.js``), so that the server renders one
page for all. What the assistant and visitors say, and the words of clips, stay as they are; in
answers to tap, words that are in ``things.json`` are told in the visitor's language, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import gradio as gr

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "i18n"
LANGUAGES = ("zh", "es", "de", "fr", "ja")
"""Beside English."""

GRADIO: Mapping[str, str] = {
    "conversation": "Conversation with GeneRec, an AI",
    "message": "Your message",
    "ask": "Ask for a video, or say how this one should change …",
    "new_chat": "New chat",
}
"""Keys of what Gradio draws, with the English words."""


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return language → English words → words of that language."""
    return {
        name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        for name in LANGUAGES
    }


@lru_cache(maxsize=1)
def things() -> Mapping[str, Mapping[str, str]]:
    """Return language → English words that offered answers are made of → words of that language."""
    told = json.loads((FOLDER / "things.json").read_text(encoding="utf-8"))
    return {name: {word: said[name] for word, said in told.items()} for name in LANGUAGES}


def spoken(accepted: str) -> str:
    """Return the language that the page's script chooses for a browser that sends this as its
    ``Accept-Language``: the first that is spoken here, English where none is.
    """
    wanted = [part.partition(";")[0].strip()[:2].lower() for part in accepted[:500].split(",")]
    return next((code for code in wanted if code in ("en", *LANGUAGES)), "en")


@lru_cache(maxsize=1)
def i18n() -> gr.I18n:
    """Return the words of Gradio's components; called with a key it stands for them."""
    told = {
        name: {key: words[english] for key, english in GRADIO.items()}
        for name, words in catalogue().items()
    }
    # Browsers say which Chinese; Gradio looks for exactly that, then for English.
    told |= {name: told["zh"] for name in ("zh-CN", "zh-TW", "zh-HK", "zh-SG")}
    return gr.I18n(en=dict(GRADIO), **told)


def script() -> str:
    """Return the catalogue and the things as a script that the page's own reads."""
    return f"window.generecWords = {_json(catalogue())}; window.generecThings = {_json(things())};"


def _json(told: object) -> str:
    # "</" would end the script early; JSON may write it as "<\/".
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
