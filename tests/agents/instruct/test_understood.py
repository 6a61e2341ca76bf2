"""What is understood and cannot be done is an edit whose tool says so; the rest is done."""

from agents.instruct.abilities import BEYOND, beyond, within
from agents.instruct.edits.commands import Commands
from agents.instruct.understood import beyond_all, of_all, understood
from agents.scene import Scene
from models.domain import Decision, Guidance, ToolCall
from models.understand.reading import Reading
from tests.agents.stage import item

CLIP = item("a", "A choir")
TRIM = ToolCall(name="clip", arguments={"seconds": 3.0})


def reading(decision: str = "edit", **chosen: float) -> Reading:
    return Reading(
        decisions={decision: 1.0}, acts={decision: 1.0}, tools=chosen, harm=0.0, spans=()
    )


def test_a_wish_that_no_argument_stands_for_is_a_call_of_its_tool() -> None:
    made = of_all(Commands(), "pitch it up a semitone", reading(adjust=0.9))
    assert [call.name for call in made.calls] == ["adjust"] and beyond_all(made.calls)
    assert "pitch it up a semitone" in made.calls[0].arguments[BEYOND]
    for vague in (reading(adjust=0.4), reading("ask", adjust=0.9), reading()):
        assert of_all(Commands(), "hm", vague).calls == ()


def test_beside_what_can_be_done_it_is_said_once() -> None:
    asked = Commands(calls=(TRIM,))
    made = of_all(asked, "cut it, captions on", reading(clip=0.9, adjust=0.9))
    assert [call.name for call in made.calls] == ["clip", "adjust"] and not beyond_all(made.calls)
    done = within(Decision(kind="edit", calls=made.calls), ("clip", "adjust"))
    assert done.calls == (TRIM,) and "captions on" in done.text
    noted = of_all(Commands(calls=(TRIM,), note="I left it."), "", reading(clip=1.0, adjust=0.9))
    left = within(Decision(kind="edit", calls=noted.calls, text="I left it."), ("clip", "adjust"))
    assert left.text == "I left it."
    assert of_all(asked, "cut it", reading(clip=0.9, adjust=0.6)) == asked


def test_the_answer_to_what_cannot_be_done_is_an_edit_where_one_was_read() -> None:
    scene = Scene(text="add subtitles", screen=(CLIP,), focus=CLIP)
    said = Decision(kind="chat", text="I cannot.", options=("louder",))
    made = understood(said, scene, reading(adjust=0.9))
    assert made is not None and (made.kind, made.guidance.target) == ("edit", "a")
    assert understood(said, scene, reading("chat")) == said
    assert understood(None, scene, reading(adjust=0.9)) is None
    able = within(made, ("adjust",))
    assert (able.kind, able.text, able.options, able.calls) == (
        "chat",
        "I cannot.",
        ("louder",),
        (),
    )


def test_of_a_plan_it_is_said_as_well() -> None:
    call = beyond("compose", "There is no such scene.")
    plan = Decision(kind="create", guidance=Guidance(want="the sea"), calls=(call,))
    able = within(plan, ("compose",))
    assert (able.kind, able.text, able.calls) == ("chat", "There is no such scene.", ())


def test_what_tells_of_a_cover_is_no_other_wish() -> None:
    cover = ToolCall(name="thumbnail", arguments={"about": "the volcano"})
    square = ToolCall(name="adjust", arguments={"aspect": "1:1"})
    asked = Commands(calls=(square, cover))
    text = "the cover is just a black square, take the volcano"
    assert of_all(asked, text, reading(thumbnail=1.0, adjust=0.1)).calls == (cover,)
    assert of_all(asked, text, reading(thumbnail=1.0, adjust=0.9)).calls == (square, cover)
