from pathlib import Path

from app.ui import messages
from app.ui.protocol import ShownTurn
from models.domain import Attachment, Card, Event, Item, Refused, Said, Shown, Step, Turn


def step(id: str = "a", status: str = "running", **more: object) -> Step:
    return Step(id=id, title="Work <b>", status=status, **more)  # type: ignore[arg-type]


def test_a_step_keeps_its_place_and_its_last_state() -> None:
    events: list[Event] = [
        step(fraction=0.1),
        Said(text="meanwhile"),
        step(fraction=0.9),
        step("b"),
        step(status="done", seconds=1.23),
    ]
    folded = messages.fold(events)
    assert [type(event).__name__ for event in folded] == ["Step", "Said", "Step"]
    assert folded[0] == step(status="done", seconds=1.23)


def test_a_running_step_shows_progress_and_a_finished_one_its_time() -> None:
    running, done = messages.answer([step(fraction=0.42), step("b", "done", seconds=1.26)])
    assert running["metadata"]["status"] == "pending"
    assert running["metadata"]["log"] == "42%"
    assert 'value="0.420"' in running["content"]["value"]
    assert done["metadata"] == {
        "title": "Work &lt;b&gt;",
        "status": "done",
        "id": "b",
        "duration": 1.3,
    }


def test_several_steps_that_are_over_are_one_line_with_all_of_them_inside() -> None:
    events: list[Event] = [
        step("a", "done", seconds=1.2),
        Said(text="meanwhile"),
        step("b", "failed", note="It <i>is silent.", seconds=0.4),
        step("b/part", "done", seconds=0.1),
    ]
    assert len(messages.answer(events, waiting=True)) == 5  # while it goes on, each is seen
    line, said = messages.answer(events)
    assert said["content"] == "meanwhile"
    assert line["metadata"] == {
        "title": "2 steps", "status": "done", "id": "a and more", "log": "not done", "duration": 1.6
    }  # fmt: skip
    inside = line["content"]["value"]
    assert inside.count("<li>") == 3 and "not done: It &lt;i&gt;is silent." in inside


def test_steps_nest_by_their_names() -> None:
    outer, inner = messages.answer([step("edit"), step("edit/cut")])
    assert "parent_id" not in outer["metadata"]
    assert inner["metadata"]["parent_id"] == "edit"


def test_a_fraction_beyond_its_bounds_is_brought_back() -> None:
    (message,) = messages.answer([step(fraction=1.7)])
    assert 'value="1.000"' in message["content"]["value"]


def test_waiting_shows_only_while_nothing_else_moves() -> None:
    assert len(messages.answer([], waiting=True)) == 1
    assert len(messages.answer([step()], waiting=True)) == 1
    assert len(messages.answer([Said(text="hm")], waiting=True)) == 2


def test_words_are_words_whoever_says_them() -> None:
    evil = "<img src=x onerror=alert(1)> & <b>"
    escaped = "&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;"
    assert messages.visitor(evil)["content"] == [escaped]
    said, refused = messages.answer([Said(text=evil), Refused(text=evil)])
    assert said["content"] == escaped
    assert escaped in refused["content"]["value"]


def test_options_can_be_clicked() -> None:
    (asked,) = messages.answer([Said(text="Which?", options=("this", "that"))])
    assert asked["options"] == [{"value": "this"}, {"value": "that"}]
    # Gradio shows the options of the last message alone: those beside cards were never seen.
    asked, cards = messages.answer([Said(text="Which?", options=("this",)), Shown(cards=())])
    assert "options" not in asked and cards["options"] == [{"value": "this"}]


def test_attachments_come_from_our_route_or_as_a_name() -> None:
    video = Attachment(path=Path("/secret/a.mp4"), name="a.mp4", kind="video", item="i1")
    voice = Attachment(path=Path("/secret/b.wav"), name="b.wav", kind="audio")
    content = messages.visitor("", [video, voice])["content"]
    assert 'src="media/i1"' in content[0]["value"]
    assert "b.wav" in content[1]["value"]
    assert "/secret" not in str(content)


def test_a_stored_conversation_is_over() -> None:
    item = Item(id="i", title="t", media=Path("m"), duration=1)
    turns = [
        ShownTurn(turn=Turn(role="visitor", text="go")),
        ShownTurn(
            turn=Turn(role="assistant", text=""), events=(step(), Shown(cards=(_card(item),)))
        ),
        ShownTurn(turn=Turn(role="visitor", text="more")),
        ShownTurn(turn=Turn(role="assistant", text="plain", options=("a",))),
    ]
    shown = messages.conversation(turns)
    assert [message["role"] for message in shown] == [
        "user",
        *["assistant"] * 2,
        "user",
        "assistant",
    ]
    assert shown[1]["metadata"]["status"] == "done"
    assert shown[1]["metadata"]["log"] == "stopped"
    assert shown[-1]["options"] == [{"value": "a"}]


def _card(item: Item) -> Card:
    return Card(item=item, why="")


def test_a_stopped_step_shows_neither_how_long_it_takes_nor_what_there_was() -> None:
    shown = step("a", fraction=0.4, note="about 10 s left", preview="data:image/jpeg;base64,AA")
    (ended,) = messages.stopped([shown])
    assert isinstance(ended, Step) and (ended.note, ended.preview) == ("", "")
