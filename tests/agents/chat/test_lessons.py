"""Lessons for the small chat model: what was said, and the calls that the tools take."""

import random
from typing import Any

import pytest

from agents.chat.choices import choices, chosen
from agents.chat.lessons import SAID, VAGUE, WHICH, Lesson, lesson, with_past
from agents.chat.rehearsal import World
from agents.evaluation import PERSONAS, Goal, Visitor
from agents.instruct.instructor import Rules
from agents.scene import Scene
from models.domain import Decision
from models.train.example import Example
from models.train.patterns import Word
from tests.agents.stage import item


def example(text: str, decision: str, act: str, context: str = "one", **more: Any) -> Example:
    """Words with slots after a slash: ``cut it to the dogs/about``."""
    words = tuple(Word(*word.split("/")) for word in text.split())
    return Example(words=words, context=context, decision=decision, act=act, **more)


def drawn(one: Example) -> Lesson:
    made = lesson(one, random.Random(3))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("one", "calls"),
    [
        (
            example("show me dogs/want without snow/avoid", "retrieve", "search", "nothing"),
            [("search", {"want": "dogs", "avoid": ["snow"]})],
        ),
        (example("back please", "retrieve", "undo", "edited"), [("undo", {})]),
        (
            example("mute the/target second/target one/target", "edit", "edit", "many",
                    tools=("adjust",)),
            [("adjust", {"place": 2, "mute": True})],
        ),
        (
            example("cut it to 5 seconds and make it noir/look", "edit", "edit",
                    tools=("clip", "style")),
            [("clip", {"seconds": 5}), ("style", {"style": "noir"})],
        ),
        (
            example("draw a/want red/want fox/want", "create", "create", "nothing",
                    tools=("create",)),
            [("create", {"want": "a red fox"})],
        ),
        (  # no longer than the tool takes, and a call that the grammar allows
            example("add 20 seconds to it", "edit", "edit", tools=("extend",)),
            [("extend", {"seconds": 8})],
        ),
        (example("change something", "ask", "vague"), [("ask", {"question": VAGUE})]),
        (example("mute that", "ask", "which", "many"), [("ask", {"question": WHICH})]),
    ],
)  # fmt: skip
def test_calls_are_those_that_lead_to_the_decision(one: Example, calls: Any) -> None:
    made = drawn(one)
    assert made.calls == calls
    for name, arguments in made.calls:
        found = chosen(name, arguments, made.scene, choices())
        assert isinstance(found, Decision)
        assert found.kind == one.decision or name == "undo"


def test_what_is_said_in_passing_is_a_sentence_that_asks_nothing() -> None:
    assert drawn(example("hi", "chat", "greeting", "nothing")).text == SAID["greeting"]
    assert not any(said.endswith("?") for said in SAID.values())


def test_where_rules_and_label_disagree_there_is_no_lesson() -> None:
    one = example("mute it", "edit", "edit", tools=("extend", "thumbnail"))
    assert lesson(one, random.Random(0)) is None


def test_an_answer_ends_the_conversation_as_a_template_reads_it() -> None:
    before = drawn(example("show me dogs/want", "retrieve", "search", "nothing"))
    now = drawn(example("thanks", "chat", "thanks", "many"))
    told = with_past(now, before).told()
    assert [one["role"] for one in told] == ["user", "assistant", "tool", "user", "assistant"]
    assert told[1]["tool_calls"][0]["function"]["arguments"] == {"want": "dogs"}
    assert told[-1]["content"] == SAID["thanks"]


def test_a_simulated_visit_gives_a_lesson_a_turn() -> None:
    dog, cat = item("d", "Brown dog on a beach", "dog"), item("c", "Cat in a park", "cat")
    world = World(Rules(), [dog, cat])
    goal = Goal(aim="edit", item=dog, wish="make {} look like a comic")
    visit = Visitor(goal, PERSONAS[3]).visit(world.respond)
    assert visit.success
    assert [one.calls[0][0] for one in world.lessons] == ["search", "style"]
    assert isinstance(world.lessons[-1].scene, Scene) and world.lessons[-1].scene.past
