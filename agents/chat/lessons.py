"""Lessons for the small chat model: what a visitor says beside a screen, and the calls to answer.

::

    python -m agents.chat.lessons --data DIR --count 60000 --out lessons.jsonl

A lesson is a conversation as :mod:`agents.chat.telling` tells it, and the answer. Sentences are
those that the reader is trained on (patterns, corpora, the labelled requests that are not for
testing); their labels stand in for a reader that is never wrong, and the rules of the embedded
instructor fill in who, where and how much. So the answers' arguments are what the tools take, for
every sentence a pattern can make. Others are what simulated visitors said, one visit after another,
and what the embedded instructor answered (:mod:`agents.chat.rehearsal`); some are made of several
others (:mod:`agents.chat.varied`).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.utils.function_calling import convert_to_openai_tool

from agents.chat.choices import choices
from agents.chat.local import plain_message
from agents.chat.prompts import Prompt
from agents.chat.telling import messages
from agents.instruct.embedded import told
from agents.make.storyboard import Shot, Storyboard
from agents.scene import Earlier, Scene
from models.domain import Decision, Item, ToolCall, Turn
from models.train.example import Example
from models.train.reader_data import Source
from models.understand.labels import DECISIONS, TOOLS
from models.understand.reading import FakeReader, Reading, Span

SCREEN_TITLES = (
    "dog", "boat", "city", "cat", "beach", "kite", "car", "horse", "red", "night", "train",
    "forest", "snow", "rain", "flower", "dance", "river", "balloon",
)  # fmt: skip
SAID: Mapping[str, str] = {
    "greeting": "Hello! Tell me what you feel like watching.",
    "thanks": "You are welcome! Tell me what to show next.",
    "bye": "Bye! This conversation stays here until you come back.",
    "opinion": "Glad to hear what you think. Like or skip it, and I will remember.",
    "about_clip": "I cannot answer questions about a clip; its card says what I know.",
    "about_picture": "I cannot tell what is in your picture; I can find what looks like it.",
    "ability": "I am an AI that finds micro-videos, changes them and makes new ones.",
    "question": "I know nothing of that. I find, change and make videos.",
}
"""What is said in passing. None ends in a question: that would be one."""

WHICH, VAGUE, NOTHING = "Which one do you mean?", "What shall I change?", "Which clip?"

Calls = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A scene and what is answered: calls, or words."""

    scene: Scene
    calls: Calls
    text: str = ""

    def told(self) -> list[dict[str, Any]]:
        """The conversation with its answer, as chat templates read it; without the prompt."""
        asked: list[BaseMessage] = messages(Prompt(name="none", text=""), self.scene, 400)
        keyed = [
            {"name": name, "args": arguments, "id": f"c{at}", "type": "tool_call"}
            for at, (name, arguments) in enumerate(self.calls)
        ]
        return [plain_message(m) for m in (*asked[1:], AIMessage(self.text, tool_calls=keyed))]


def stage(example: Example, rng: random.Random) -> Scene:
    """A scene of the kind that ``example`` is said in."""
    kind, text = example.context, example.text
    if kind == "picture":
        return Scene(text=text, like_vector=np.full(4, 0.5, np.float32))
    if kind == "plan":
        return Scene(text=text, board=_board(rng))
    if kind in ("own", "owns"):
        clips = [clip(f"u{n}", "my clip", rng) for n in range(1 if kind == "own" else 2)]
        focus = clips[0] if kind == "own" else None
        return Scene(text=text, screen=clips, focus=focus, brought=clips[0])
    if kind == "edited":
        made = replace(clip("e", rng.choice(SCREEN_TITLES), rng), origin="edited")
        call = ToolCall(name="style", arguments={"style": "comic"})
        return Scene(text=text, screen=[made], focus=made, edited=made, last_calls=(call,))
    if kind == "nothing":
        return Scene(text=text)
    count = 1 if kind == "one" else rng.choice((2, 3, 4, 4, 4, 6, 12))
    names = rng.sample(SCREEN_TITLES, count)
    place = rng.randrange(count)
    # "the dog one" is said where there is one.
    names[place] = next((w for w in text.lower().split() if w in SCREEN_TITLES), names[place])
    clips = [clip(f"i{n}", name, rng) for n, name in enumerate(names)]
    focus = clips[0] if kind == "one" and (count == 1 or rng.random() < 0.9) else None
    return Scene(text=text, screen=clips, focus=focus)


def clip(key: str, title: str, rng: random.Random) -> Item:
    """A clip of some length and shape."""
    tall = rng.random() < 0.4
    return Item(
        id=key, title=title, media=Path("x.mp4"), duration=float(rng.randint(2, 40)),
        width=360 if tall else 640, height=640 if tall else 360,
    )  # fmt: skip


def _board(rng: random.Random) -> Storyboard:
    shots = tuple(
        Shot(item=f"i{n}", start=1.0, end=4.0, low=0.0, high=8.0, caption=f"shot {n + 1}")
        for n in range(rng.randint(4, 7))
    )
    return Storyboard(
        want="the sea", seconds=10.8, shape="landscape", shots=shots[:-1], spare=shots[-1:]
    )


def lesson(example: Example, rng: random.Random) -> Lesson | None:
    """Return what is to be answered to ``example``; ``None`` where rules and label disagree."""
    if not example.decision:
        return None
    scene = stage(example, rng)
    if example.decision in ("chat", "refuse"):
        said = SAID.get(example.act, SAID["question"])
        calls: Calls = [("refuse", {})] if example.decision == "refuse" else []
        return Lesson(scene=scene, calls=calls, text="" if calls else said)
    if example.decision == "ask":
        vague = example.act in ("vague", "brought") or len(scene.screen) == 1
        return Lesson(scene=scene, calls=asked(scene, vague=vague))
    reading = read(example)
    made = told(scene, reading, FakeReader())
    calls = called(made, scene, undone=reading.act == "undo")
    tools = {name for name, _ in calls}
    right = made.kind == example.decision and tools >= set(example.tools)
    return Lesson(scene=scene, calls=calls) if right and calls else None


def asked(scene: Scene, *, vague: bool) -> Calls:
    """The question back: what is to change, or which clip is meant."""
    words = NOTHING if not scene.screen else VAGUE if vague else WHICH
    return [("ask", {"question": words})]


def read(example: Example) -> Reading:
    """What a reader that is never wrong reads of it."""
    return Reading(
        decisions={name: float(name == example.decision) for name in DECISIONS},
        acts={example.act: 1.0},
        tools={name: float(name in example.tools) for name in TOOLS},
        spans=_spans(example) if example.slots else (),
    )


def _spans(example: Example) -> tuple[Span, ...]:
    found: list[Span] = []
    at, last = 0, ""
    for word in example.words:
        end = at + len(word.text)
        if word.slot and word.slot == last:
            found[-1] = replace(found[-1], end=end)
        elif word.slot:
            found.append(Span(slot=word.slot, start=at, end=end))
        at, last = end + 1, word.slot
    return tuple(found)


def called(decision: Decision, scene: Scene, *, undone: bool = False) -> Calls:
    """The calls of a chat model that lead to ``decision``, in the order of their schemas."""
    guidance = decision.guidance
    if undone and decision.kind == "retrieve":
        return [("undo", {})]
    if decision.kind == "retrieve" and (guidance.like or guidance.show):
        name = "more_like" if guidance.like else "show"
        key = guidance.like or guidance.show[0]
        return [ordered(name, _place(key, scene))]
    if decision.kind == "retrieve":
        compare = guidance.compare or guidance.most
        arguments = {
            "want": guidance.want, "avoid": list(guidance.avoid), "at_least": guidance.at_least,
            "at_most": guidance.at_most, "shape": guidance.shape, "compare": compare,
            "others": guidance.others,
        }  # fmt: skip
        return [ordered("search", {k: v for k, v in arguments.items() if v})]
    return [
        ordered(call.name, _usual(call) | _place(one.guidance.target, scene))
        for one in (decision, *decision.then)
        for call in one.calls
    ]


def _usual(call: ToolCall) -> dict[str, Any]:
    """Arguments worth saying: not those that a tool takes anyway, nor a plan."""
    fields = _schema(call.name)
    return {
        name: value
        for name, value in call.arguments.items()
        if name in fields and value != fields[name].default and name != "board"
    }


def _place(key: str | None, scene: Scene) -> dict[str, Any]:
    """Where an item is, unless it is the one in hand."""
    in_hand = scene.about or scene.focus or (scene.screen[0] if len(scene.screen) == 1 else None)
    if key is None or (in_hand is not None and in_hand.id == key):
        return {}
    ids = [item.id for item in scene.screen]
    return {"place": ids.index(key) + 1} if key in ids else {}


def _schema(name: str) -> Mapping[str, Any]:
    schema: Any = choices()[name].args_schema
    fields: Mapping[str, Any] = schema.model_fields
    return fields


def ordered(name: str, arguments: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The arguments in the order of the schema, within its bounds: a grammar allows no others."""
    bounds = _bounds(name)
    return name, {key: _within(arguments[key], bounds[key]) for key in bounds if key in arguments}


@lru_cache(maxsize=64)
def _bounds(name: str) -> Mapping[str, Any]:
    made: Mapping[str, Any] = convert_to_openai_tool(choices()[name])["function"]["parameters"]
    return dict(made.get("properties", {}))


def _within(value: Any, told: Mapping[str, Any]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    for one in (told, *told.get("anyOf", ())):
        value = min(value, one.get("maximum", value))
        value = max(value, one.get("minimum", value))
    return int(value) if value == int(value) else value


def with_past(now: Lesson, before: Lesson, shown: Sequence[str] = ()) -> Lesson:
    """The same said after another exchange."""
    said = before.scene.text
    kind: Any = "retrieve" if before.calls else "chat"
    calls = tuple(ToolCall(name=n, arguments=a) for n, a in before.calls)
    want = str(before.calls[0][1].get("want", "")) if before.calls else ""
    past = Decision(kind=kind, text=before.text, calls=() if want else calls)
    if want:
        past = replace(past, guidance=replace(past.guidance, want=want))
    elif calls:
        past = replace(past, kind="edit")
    turns = (
        Earlier(turn=Turn(role="visitor", text=said)),
        Earlier(turn=Turn(role="assistant", text=before.text, shown=tuple(shown)), decision=past),
    )
    return replace(now, scene=replace(now.scene, past=turns))


def lessons(data: Path, requests: Path, count: int, seed: int = 0) -> Iterator[Lesson]:
    """Draw ``count`` lessons, a quarter of them after another exchange."""
    source, rng = Source(data, requests), random.Random(seed)
    made, last = 0, None
    while made < count:
        for example in source.batch(64, rng):
            found = lesson(example, rng)
            if found is None:
                continue
            before, last = last, found
            made += 1
            yield with_past(found, before) if before is not None and made % 4 == 0 else found


def main(words: Sequence[str] | None = None) -> None:
    """Write the names of the tools, then lessons, one a line."""
    from agents.chat.rehearsal import rehearsed
    from agents.chat.varied import varied

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared data")
    parser.add_argument("--requests", type=Path, default=Path("assets/requests"))
    parser.add_argument("--corpus", type=Path, default=Path("assets/corpus"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--visits", type=int, default=800, help="simulated visits beside them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(words)
    with args.out.open("w", encoding="utf-8") as file:
        file.write(json.dumps(list(choices())) + "\n")
        for one in rehearsed(args.corpus, args.weights, args.visits, args.seed):
            file.write(json.dumps(one.told(), ensure_ascii=False) + "\n")
        drawn = varied(args.data, args.requests, args.count, args.seed)
        for at, one in enumerate(drawn, 1):
            file.write(json.dumps(one.told(), ensure_ascii=False) + "\n")
            if at % 5_000 == 0:
                print(f"{at} lessons", flush=True)


if __name__ == "__main__":
    main()
