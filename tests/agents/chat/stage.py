"""A chat instructor with a scripted model, and a screen to speak of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from agents.chat.instructor import ChatInstructor, Prompts
from agents.chat.listening import Limits
from agents.chat.prompts import read
from agents.chat.scripted import Scripted
from agents.instruct.instructor import Rules
from agents.scene import Scene
from models.domain import Decision
from tests.agents.stage import item

FOLDER = Path(__file__).resolve().parents[3] / "assets" / "prompts"
PROMPTS = Prompts(instructor=read(FOLDER, "instructor-1"), answer=read(FOLDER, "answer-1"))
SCREEN = (item("a", "Boat at sea"), item("b", "A red kite"), item("c", "A dog, asleep"))
QUICK = Limits(seconds=20.0)


def instructor(*lines: Any, model: BaseChatModel | None = None, **more: Any) -> ChatInstructor:
    more = {"limits": QUICK, "otherwise": Rules()} | more
    return ChatInstructor(model or Scripted(lines=list(lines)), "test:scripted", PROMPTS, **more)


def decided(text: str, *lines: Any, **scene: Any) -> Decision:
    return instructor(*lines).decide(Scene(text=text, **scene))
