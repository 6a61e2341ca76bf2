"""What a chat model is told of a conversation: the visitor's words, and what was done.

No word of an item is among it, whether title, description, subtitles or what is written in a
picture: clips are numbers, with those of the visitor's own words that fit them. So nothing that
hides in a file can reach the model that chooses tools. What it cost is that it answers no question
about a clip; :mod:`agents.chat.answering` does, which has no tools. Of a picture or clip that came
along it reads what the encoder sees, in words of a fixed list (:mod:`agents.retrieve.sights`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agents.chat.answering import READ
from agents.chat.prompts import Prompt
from agents.chat.summary import summary
from agents.instruct.knowing import KNOWN
from agents.read.words import content_words, mentions
from agents.scene import Earlier, Scene
from models.domain import Decision, Item

KEPT, STEP = 8, 8
"""Exchanges told word for word at least, and how many are summarised at once: while none are, the
beginning stays as it was, and with it what a model has worked out of it."""

LONGEST = 1_000
"""Characters of one earlier message."""

BUTTON = re.compile(r"^\s*more like “.*", re.IGNORECASE | re.DOTALL)
"""What the button of a card says; what follows is the card's title."""

MANNERS = {"uploaded": "found", "edited": "edited for them", "created": "made for them"}


def messages(prompt: Prompt, scene: Scene, longest: int) -> list[BaseMessage]:
    """Return all that the model reads; ``longest``: characters of what is said now."""
    old, recent = split(scene.past)
    told = prompt.text
    if old:
        told = f"{told}\n\nEarlier in this conversation: {summary(old)}"
    made: list[BaseMessage] = [SystemMessage(told)]
    for at, earlier in enumerate(recent):
        made += _earlier(earlier, at)
    made.append(HumanMessage(f"{screen(scene)}\n\n{scene.text[:longest]}".strip()))
    return made


def split(past: Sequence[Earlier]) -> tuple[Sequence[Earlier], Sequence[Earlier]]:
    """Return what is summarised and what is told word for word, both from a visitor's turn on."""
    starts = [at for at, one in enumerate(past) if one.turn.role == "visitor"]
    over = len(starts) - KEPT
    if over < STEP:
        return (), past
    cut = starts[over // STEP * STEP]
    return past[:cut], past[cut:]


def screen(scene: Scene) -> str:
    """What the visitor sees, without a word of it."""
    lines = [_clip(at, item, scene) for at, item in enumerate(scene.screen, 1)]
    if not lines:
        lines = ["no clips"]
    if scene.brought is not None:
        lines.append("the visitor brought these clips along")
    if scene.like_vector is not None:
        lines.append("the visitor attached a picture; a search finds what looks like it")
    if scene.sight is not None:
        lines.append(f"what came along looks like: {scene.sight.told()}")
    if scene.board is not None:
        state = "made" if scene.rendered else "planned, not made yet"
        lines.append(f"a video of {len(scene.board.shots)} shots is {state}")
    if scene.wants:
        lines.append(f"the visitor likes {', '.join(scene.wants[-12:])}")
    if scene.avoids:
        lines.append(f"the visitor does not like {', '.join(scene.avoids[-12:])}")
    return "\n".join(("<screen>", *lines, "</screen>"))


def _clip(place: int, item: Item, scene: Scene) -> str:
    shape = "portrait" if item.height > item.width else "landscape"
    about = dict.fromkeys(word for word in content_words(scene.text) if mentions(item, word))
    fits = f", fits the visitor's words: {', '.join(about)}" if about else ""
    hand = ", in hand" if scene.focus is not None and scene.focus.id == item.id else ""
    pressed = ", its button was pressed" if scene.about and scene.about.id == item.id else ""
    told = f"{item.duration:.0f} s, {shape}, {MANNERS[item.origin]}"
    return f"{place}: {told}{hand}{pressed}{fits}"


def _earlier(one: Earlier, at: int) -> Iterator[BaseMessage]:
    """One earlier turn: what the visitor said, or what was done, as the model would have said."""
    if one.turn.role == "visitor":
        yield HumanMessage(BUTTON.sub("more like this", one.turn.text)[:LONGEST])
        return
    decision = one.decision
    if decision is None:
        yield AIMessage("(no answer)")
        return
    calls = _calls(decision)
    if not calls:
        # What was said by a chat model that reads no item has no word of one; all else may have.
        own = (
            decision.decider.prompt
            and not decision.decider.fault
            and decision.why not in (READ, KNOWN)
        )
        yield AIMessage(decision.text[:LONGEST] if own and decision.text else "(answered)")
        return
    keyed = [
        {"name": name, "args": arguments, "id": f"past_{at}_{n}", "type": "tool_call"}
        for n, (name, arguments) in enumerate(calls)
    ]
    yield AIMessage(content="", tool_calls=keyed)
    result = f"{len(one.turn.shown)} clips on the screen" if one.turn.shown else "done"
    for call in keyed:
        yield ToolMessage(content=result, tool_call_id=str(call["id"]))


def _calls(decision: Decision) -> list[tuple[str, dict[str, object]]]:
    """The calls that lead to a decision, without a plan and without words that were looked up."""
    guidance = decision.guidance
    if decision.kind == "retrieve" and not guidance.show and guidance.like is None:
        avoid = {"avoid": list(guidance.avoid)} if guidance.avoid else {}
        return [("search", {"want": guidance.want, **avoid})]
    if decision.kind == "retrieve":
        return [("show" if guidance.show else "more_like", {})]
    foreign = {"board", "facts"} | ({"text"} if decision.why == KNOWN else set())
    return [
        (call.name, {key: value for key, value in call.arguments.items() if key not in foreign})
        for one in (decision, *decision.then)
        for call in one.calls
    ]
