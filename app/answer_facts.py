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
        "elsewhere": _elsewhere(settings),
        "sees": _sees(settings),
        "draws": _draws(settings),
        "network": _network(settings),
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


NOWHERE = "Nothing goes anywhere else."


def _elsewhere(settings: Settings) -> str:
    """What leaves the server, and where it goes."""
    told = []
    if settings.chat == "openai":
        told.append(
            f"What you write goes to the chat model “{settings.chat_model}” as well; what becomes "
            "of it there I do not know."
        )
    if settings.wikipedia:
        told.append("Questions about the world are looked up in Wikipedia.")
    return " ".join(told) or NOWHERE


def _sees(settings: Settings) -> str:
    """Whether somebody else's model gets to see a clip."""
    if settings.chat == "openai" and settings.chat_sees:
        return f"Ask about it, and the chat model “{settings.chat_model}” sees pictures of it."
    return "No picture of it leaves that server."


def _network(settings: Settings) -> str:
    """What works without a network."""
    if settings.chat == "openai":
        return "Without a network the chat model is not asked: a small one inside this app answers."
    if settings.wikipedia:
        return "All but looking things up works without a network."
    return "The server needs no network once it is installed."


def _draws(settings: Settings) -> str:
    """What draws."""
    if settings.profile == "embedded" or settings.video == "embedded":
        return "A generator of our own with 9.8 million parameters draws."
    return (
        "What draws is chosen by whoever runs this app: “Where it came from”, in a card’s menu, "
        "names it."
    )


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
