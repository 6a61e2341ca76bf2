"""The instructor's benchmark: labels, contexts of any shape, and figures that can be wrong."""

import json

import numpy as np
import pytest

from benchmarks import instructor
from benchmarks.requests import context_scene, fresh, lines, own, request
from benchmarks.slots import overlap, same, slots_of
from models.domain import Decision, Guidance, ToolCall
from models.errors import BadRequest
from models.metrics.classification import (
    area,
    interval,
    macro_f1,
    macro_recall,
    micro_f1,
    refusal_curve,
    refused_at,
)


def test_the_requests_are_many_of_every_kind_and_half_are_held_out():
    every = own(None)
    kinds = {line.decision for line in every}
    assert kinds == {"retrieve", "edit", "create", "ask", "chat", "refuse"}
    assert len(every) >= 500 and 0.4 < np.mean([line.test for line in every]) < 0.6
    for line in every:
        context_scene(line.text, line.context)


def test_drawn_requests_get_their_text(data_dir):
    drawn = own(data_dir)[len(own(None)) :]
    assert len(drawn) == 287 and all(line.text for line in drawn)
    assert not any("@before" in json.dumps(line.context) for line in drawn)


@pytest.mark.parametrize(
    ("context", "screen", "brought"),
    [
        (None, 0, False), ("", 0, False), ("nothing on screen", 0, False),
        ("one clip on screen", 1, False), ("four clips are shown", 4, False),
        ("a clip is attached", 1, True), ({"on_screen": ["a dog", "a cat"]}, 2, False),
        ({"items": [{"title": "a dog"}], "attachments": []}, 1, False),
        ({"attachments": ["photo.jpg"]}, 0, False), ({"screen": 3}, 3, False),
        (["a", "b"], 2, False),
        ("A dog runs on grass", 1, False),
    ],
)  # fmt: skip
def test_contexts_of_other_people_are_understood(context, screen, brought):
    scene = context_scene("make it noir", context)
    assert (len(scene.screen), scene.brought is not None) == (screen, brought)


@pytest.mark.parametrize(
    "edited", [[{"name": "style", "arguments": {}}], ["style"], "style", ["stylise"]]
)
def test_an_edit_before_may_be_a_call_or_the_name_of_a_tool(edited):
    scene = context_scene("undo that", {"screen": ["a dog"], "focus": 0, "edited": edited})
    assert [call.name for call in scene.last_calls] == ["style"]
    assert scene.edited is not None and scene.edited is scene.focus


def test_other_names_for_tools_and_decisions():
    line = request({"text": "x", "context": "", "decision": "generate", "tool": ["cover", "trim"]})
    assert line.decision == "create" and line.tools == (frozenset({"thumbnail", "clip"}),)
    either = request({"text": "x", "decision": "edit", "tool": "style|revise"})
    assert either.tools == (frozenset({"style"}), frozenset({"revise"}))
    assert request({"text": "x", "decision": "chat", "tool": "none"}).tools == ()


def test_a_broken_line_is_named(tmp_path):
    file = tmp_path / "mine.jsonl"
    file.write_text('{"text": "a"}\n{broken\n')
    with pytest.raises(BadRequest, match="mine.jsonl:2"):
        list(lines(file))


def test_slots_are_what_the_tools_get():
    scene = context_scene("", ["a", "b"])
    call = ToolCall(name="adjust", arguments={"brightness": -0.3, "text": "HI"})
    said = slots_of(Decision(kind="edit", guidance=Guidance(target="i1"), calls=(call,)), scene)
    assert said == {"target": 1, "brightness": -0.3, "text": "HI"}
    assert same("brightness", "-", -0.3) and not same("brightness", "+", -0.3)
    assert same("want", "the small dogs", "small dog") and overlap("a cat", "dogs") == 0
    assert not same("want", "dog on a beach", "dog") and same("seconds", 5, 5.0)


def test_measures():
    assert macro_f1(["a", "a", "b"], ["a", "a", "a"]) == pytest.approx(0.4)
    assert macro_recall(["a", "a", "b"], [True, False, True]) == 0.75
    low, high = interval([0.0, 1.0] * 50, np.mean, draws=100)
    assert 0.35 < low < 0.5 < high < 0.65


@pytest.mark.filterwarnings("error")
def test_lines_without_slots_have_no_slot_figure_and_stop_nothing():
    assert np.isnan(micro_f1([])) and np.isnan(micro_f1([(0, 0, 0)]))
    assert np.isnan(instructor.slots([]))
    assert all(np.isnan(interval([1, 2], lambda rows: micro_f1([]), 3)))


def test_a_refusal_curve_runs_from_none_to_all():
    curve = refusal_curve(np.array([3.0, 2.0, 1.0, 0.0]), np.array([True, False, True, False]))
    assert curve[0, 1:].tolist() == [0, 0] and curve[-1, 1:].tolist() == [1, 1]
    assert refused_at(curve, 0.1) == 0.5 and refused_at(curve, 0.5) == 1.0
    assert area(curve) == pytest.approx(0.75)


def test_the_benchmark_takes_anybodys_lines(tmp_path, monkeypatch, capsys):
    file, target = tmp_path / "mine.jsonl", tmp_path / "figures.json"
    told = [
        {
            "text": "make it noir",
            "context": "one clip on screen",
            "decision": "edit",
            "tool": "style",
        },
        {"text": "show me dogs", "context": "", "decision": "retrieve", "tool": None},
    ]
    file.write_text("\n".join(map(json.dumps, told)))
    line = ["x", "--requests", str(file), "--json", str(target), "--draws", "20", "--only", "rules"]
    monkeypatch.setattr("sys.argv", line)
    instructor.main()
    (row,) = json.loads(target.read_text())["rows"]
    assert row["lines"] == 2 and row["accuracy"] == 1.0
    assert "not measured" in capsys.readouterr().out


def test_visits_in_memory_give_a_row_for_every_way_of_asking(tmp_path, monkeypatch):
    from benchmarks import visits

    target = tmp_path / "visits.json"
    line = ["x", "--words", "--visits", "4", "--json", str(target)]
    monkeypatch.setattr("sys.argv", line)
    visits.main()
    told = json.loads(target.read_text())["rows"]
    assert [row["asks"] for row in told] == ["never", "useful", "always"]
    assert all(row["visits"] == 4 and 0 <= row["success"] <= 1 for row in told)


def test_any_chat_model_gets_its_row(tmp_path, monkeypatch, capsys):
    pytest.importorskip("langchain_openai")
    from tests.agents.chat.server import chat_server

    asked = tmp_path / "lines.jsonl"
    line = {"context": {}, "decision": "retrieve", "tool": None}
    asked.write_text(
        "".join(json.dumps({"text": text, **line}) + "\n" for text in ("any boats?", "a boat, pls"))
    )
    with chat_server() as server:
        for name, value in (("CHAT", "openai"), ("CHAT_URL", server.url), ("CHAT_MODEL", "tiny")):
            monkeypatch.setenv(f"GENEREC_{name}", value)
        words = ["x", "--requests", str(asked), "--chat", "--only", "chat", "--draws", "5"]
        monkeypatch.setattr("sys.argv", words)
        instructor.main()
        assert server.asked
    told = capsys.readouterr().out
    assert "chat: 0 of 2 decided without it" in told and "\nchat " in told


def test_without_a_chat_model_that_is_said(monkeypatch):
    monkeypatch.delenv("GENEREC_CHAT", raising=False)
    with pytest.raises(SystemExit, match="GENEREC_CHAT_MODEL"):
        instructor.chat()


def test_fresh_requests_are_of_every_kind_in_both_parts_and_none_was_there_before():
    every = fresh("dev", "test", "later")
    for test in (True, False):
        part = [line for line in every if line.test is test]
        assert {line.decision for line in part} == {line.decision for line in own(None)}
        assert len(part) > 100
    known = {line.text.lower() for line in own(None)}
    assert not [line.text for line in every if line.text.lower() in known]
    for line in every:
        context_scene(line.text, line.context)
        assert bool(line.tools) == (line.decision in ("edit", "create"))


def test_the_benchmark_has_a_row_for_fresh_requests_of_the_part_asked_for(monkeypatch, capsys):
    told = {True: "find dogs", False: "find cats"}
    lines = [request({"text": t, "decision": "retrieve"}, test) for test, t in told.items()]
    monkeypatch.setattr(instructor, "fresh", lambda *parts: lines if "dev" in parts else [])
    monkeypatch.setattr(instructor, "own", lambda data: lines * 2)
    line = ["x", "--draws", "5", "--only", "rules", "--part", "train", "--errors"]
    monkeypatch.setattr("sys.argv", line)
    instructor.main()
    out = capsys.readouterr().out
    assert "rules, fresh" in out and "dogs" not in out
