"""What answers about the app are filled in with: how it is set up here, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.settings import MIB, ROOT, Settings

if TYPE_CHECKING:
    from agents.talk.answer_book import AnswerBook, Encode

ANSWERS = ROOT / "assets" / "answers" / "app.json"


def answer_facts(settings: Settings) -> Mapping[str, str]:
    """Return the words by the names that stand in braces in ``assets/answers/app.json``."""
    from agents.make.storyboard import MOST
    from models.stylise.styles import STYLES

    days, hours = settings.retention_days, settings.made_hours
    label = f"the first {settings.label_seconds:g} seconds" if settings.label == "start" else ""
    reads = _reads(settings)
    names = [name.replace("_", " ") for name in STYLES]
    return {
        "kept": "until you delete it" if days is None else f"for {days} days",
        "made": "until you delete it" if hours is None else f"for {hours:g} hours",
        "reads": reads,
        "Reads": reads[0].upper() + reads[1:],
        "hears": "A recording is heard by a speech model, once you attach or record it."
        if settings.speech or settings.profile != "embedded"
        else "Recordings I do not understand here: whoever runs the app has set up no speech "
        "model. Please write.",
        "clip_minutes": f"{settings.clip_seconds / 60:g}",
        "file_mib": f"{settings.file_bytes / MIB:.0f}",
        "megapixels": f"{settings.pixels / 1e6:.0f}",
        "film": f"{MOST:.0f}",
        "label": label or "the whole clip",
        "styles": f"{', '.join(names[:-1])} and {names[-1]}".capitalize(),
        "queue_each": str(settings.queue_each),
        "characters": f"{settings.message_characters:,}",
    }


def build_book(settings: Settings, encode: Encode) -> AnswerBook:
    """Return the answers about the app; ``encode`` embeds sentences."""
    from agents.talk.answer_book import AnswerBook

    return AnswerBook(ANSWERS, encode, lambda: answer_facts(settings))


def _reads(settings: Settings) -> str:
    """Who reads what is said."""
    if settings.chat == "openai":
        return (
            f"what you write goes to the chat model “{settings.chat_model}”, which whoever runs "
            "this app has set up."
        )
    if settings.chat in ("profile", "embedded") and settings.profile == "embedded":
        return "rules and a small model of our own, inside this app, understand what you write."
    return "models on this server understand what you write."
