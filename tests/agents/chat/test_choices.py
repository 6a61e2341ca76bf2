"""What may be chosen, generated from the code of the tools."""

import json

import pytest
from langchain_core.utils.function_calling import convert_to_openai_tool

from agents.chat.choices import Asked, choices, chosen
from agents.make import tools
from agents.make.storyboard import Shot, Storyboard
from agents.scene import Scene
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision, Item
from models.errors import Retry
from tests.agents.chat.stage import SCREEN

SCHEMAS = {
    name: convert_to_openai_tool(tool)["function"] for name, tool in choices(knowing=True).items()
}
HERE = Scene(text="x", screen=SCREEN)
HAND = Scene(text="x", screen=SCREEN[:1], focus=SCREEN[0])


def test_every_tool_of_editor_and_creator_is_there_with_its_arguments() -> None:
    for name, tool in tools.tools().items():
        own = convert_to_openai_tool(tool)["function"]
        made = SCHEMAS[name]["parameters"]["properties"]
        assert SCHEMAS[name]["description"] == own["description"]
        assert {k: v for k, v in made.items() if k != "place"} == own["parameters"]["properties"]


def test_nothing_is_a_models_to_say_that_is_ours() -> None:
    said = json.dumps(SCHEMAS)
    for ours in ("bench", "room", "scene", "board", "viewer"):
        assert f'"{ours}"' not in said
    assert "place" in SCHEMAS["style"]["parameters"]["properties"]
    assert "place" not in SCHEMAS["compose"]["parameters"]["properties"]


def test_a_model_is_told_where_a_look_belongs_that_no_style_has() -> None:
    assert "look" not in SCHEMAS["style"]["parameters"]["properties"]
    revise = SCHEMAS["revise"]
    assert "a look that is none of style's" in revise["description"]
    assert "the look" in revise["parameters"]["properties"]["instruction"]["description"]


def test_the_knowledge_tool_is_offered_where_there_is_knowledge() -> None:
    assert "knowledge" not in choices() and "knowledge" in choices(knowing=True)


def test_a_clip_is_meant_by_place_or_is_in_hand_or_is_asked_for() -> None:
    def target(scene: Scene, **said: object) -> Decision:
        made = chosen("style", {"style": "noir", **said}, scene, choices())
        assert isinstance(made, Decision)
        return made

    assert target(HERE, place=2).guidance.target == "b"
    assert target(HAND).guidance.target == "a"
    asked = target(HERE)
    assert asked.kind == "ask" and len(asked.options) == 3
    assert target(Scene(text="x")).kind == "ask"
    with pytest.raises(Retry, match="there are 3"):
        target(HERE, place=4)


def test_a_plan_on_the_screen_is_made_as_it_was_shown() -> None:
    shot = Shot(item="a", start=0, end=2, low=0, high=6)
    board = Storyboard(want="sea", seconds=2, shape="portrait", shots=(shot,))
    scene = Scene(text="do it", board=board)
    made = chosen("compose", {"render": True}, scene, choices())
    assert isinstance(made, Decision)
    assert made.calls[0].arguments["board"]["want"] == "sea" and made.calls[0].arguments["render"]
    new = chosen("compose", {"want": "dogs", "again": True}, scene, choices())
    assert isinstance(new, Decision) and dict(new.calls[0].arguments) == {"want": "dogs"}
    forged = {"render": True, "board": {"shots": []}}
    with pytest.raises(Retry, match="board"):
        chosen("compose", forged, scene, choices())


@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("search", {"compare": "calmer"}, "retrieve"),
        ("more_like", {"place": 2}, "retrieve"),
        ("show", {"place": 3}, "retrieve"),
        ("ask", {"question": "Sea or land?", "options": ["sea", "land"]}, "ask"),
        ("refuse", {}, "refuse"),
        ("undo", {}, "chat"),
        ("create", {"want": "an owl"}, "create"),
    ],
)
def test_each_choice_leads_where_a_rule_would(
    name: str, said: dict[str, object], kind: str
) -> None:
    made = chosen(name, said, HERE, choices())
    assert isinstance(made, Decision) and made.kind == kind and (made.why or made.text)


def test_a_comparison_is_with_what_is_on_the_screen() -> None:
    made = chosen("search", {"compare": "calmer"}, HERE, choices())
    assert isinstance(made, Decision) and made.guidance.than == ("a", "b", "c")


def test_a_question_about_a_clip_needs_to_say_which() -> None:
    made = chosen("about_clip", {"place": 3, "question": "who?"}, HERE, choices())
    assert made == Asked(item=SCREEN[2], question="who?")
    with pytest.raises(Retry, match="which place"):
        chosen("about_clip", {"question": "who?"}, HERE, choices())


def test_a_question_without_answers_gets_those_that_are_there() -> None:
    def asked(*screen: Item) -> tuple[str, ...]:
        made = chosen(
            "ask", {"question": "Which?"}, Scene(text="mute it", screen=screen), choices()
        )
        assert isinstance(made, Decision)
        return tuple(made.options)

    assert asked(*SCREEN)[1] == "the second one: mute it"
    assert asked(SCREEN[0]) == BROUGHT and asked() == EXAMPLES
