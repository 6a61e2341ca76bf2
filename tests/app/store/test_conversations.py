from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.settings import Settings
from app.store.store import Store
from models.domain import (
    Attachment,
    Card,
    Check,
    Decision,
    Feedback,
    FidelityReport,
    Guidance,
    Refused,
    Said,
    Shown,
    Step,
    ToolCall,
    Turn,
)
from models.errors import BadRequest
from tests.app.store.logged import logged
from tests.contracts.catalogue import item

DECISION = Decision(
    kind="edit",
    guidance=Guidance(
        want="a dog",
        query="a dog calm",
        avoid=("rain",),
        compare="calmer",
        than=("a", "b"),
        show=("c",),
        attributes={"time": "night"},
        unknown=("x",),
    ),
    calls=(ToolCall(name="style", arguments={"style": "comic", "strength": 0.5}),),
    options=("yes", "no"),
    why="because you asked",
)
REPORT = FidelityReport(
    checks=(Check(name="length", verdict="pass", score=0.9), Check(name="ocr", verdict="unknown")),
    marks=("label",),
)


def said(text: str, role: str = "visitor") -> Turn:
    return Turn(role=role, text=text, at=5.0)  # type: ignore[arg-type]


def test_a_turn_comes_back_whole(store: Store, people: tuple[str, str]) -> None:
    user, _ = people
    for item_id in ("a", "b", "c"):
        store.catalogue("toy@1").add(item(item_id))
    card = Card(item=item("a"), why="it has a dog", badge="Edited", thumbnail_note="no history")
    events = (
        Step(id="s", title="Styling", status="running", fraction=0.1),
        Step(id="s", title="Styling", status="running", fraction=0.6),
        Said(text="Here:", options=("more", "other")),
        Step(id="s", title="Styling", status="done", fraction=1.0, seconds=2.5),
        Shown(cards=(card, replace(card, item=item("b")), replace(card, item=item("c")))),
        Refused(text="too long"),
    )
    turn = Turn(role="assistant", text="Here:", shown=("a", "b", "c"), options=("more",), at=7.0)
    conversation = store.conversations.start(user)
    store.conversations.append(
        conversation, user, turn, events=events, decision=DECISION, report=REPORT,
        timings={"total": 1.5, "odd": np.float32(0.5)},
    )  # fmt: skip
    store.catalogue("toy@1").remove("b")
    store.feedback.add(Feedback(user=user, item="a", kind="like"))

    (stored,) = store.conversations.turns(conversation, user)
    assert stored.turn == turn and stored.decision == DECISION and stored.report == REPORT
    assert stored.timings == {"total": 1.5, "odd": 0.5}
    liked, unrated = replace(card, liked=True), replace(card, item=item("c"))
    assert stored.events == (events[3], events[2], Shown(cards=(liked, unrated)), events[5])


def test_attachments_below_home_move_with_it(settings: Settings, tmp_path: Path) -> None:
    path = settings.home / "visitors" / "u" / "dog.mp4"
    with Store(settings) as store:
        user, _ = store.users.create()
        conversation = store.conversations.start(user)
        files = (Attachment(path=path, name="dog.mp4", kind="video", item="x"),)
        turn = Turn(role="visitor", text="", attachments=files, at=1.0)
        store.conversations.append(conversation, user, turn)
        assert store.conversations.turns(conversation, user)[0].turn == turn
    moved = settings.home.rename(tmp_path / "moved")
    with Store(settings.model_copy(update={"home": moved})) as store:
        (stored,) = store.conversations.turns(conversation, user)
    assert stored.turn.attachments[0].path == moved / "visitors" / "u" / "dog.mp4"


def test_the_latest_conversation_is_the_last_started(store: Store, people: tuple[str, str]) -> None:
    one, two = people
    assert store.conversations.latest(one) is None
    first, second = store.conversations.start(one), store.conversations.start(one)
    store.conversations.append(first, one, said("old"))
    assert store.conversations.latest(one) == second != first
    assert store.conversations.latest(two) is None


def test_a_conversation_is_its_visitors_alone(store: Store, people: tuple[str, str]) -> None:
    one, two = people
    conversation = store.conversations.start(one)
    for wrong in ((conversation, two), ("nope", one)):
        with pytest.raises(BadRequest, match="start a new one"):
            store.conversations.turns(*wrong)
        with pytest.raises(BadRequest, match="start a new one"):
            store.conversations.append(*wrong, said("hi"))
        with pytest.raises(BadRequest, match="start a new one"):
            store.conversations.undo(*wrong)
    assert store.conversations.turns(conversation, one) == []


def test_undo_takes_back_one_exchange_and_the_log_keeps_it(
    store: Store, people: tuple[str, str]
) -> None:
    user, _ = people
    conversation = store.conversations.start(user)
    for text in ("one", "two"):
        store.conversations.append(conversation, user, said(text))
        store.conversations.append(conversation, user, said(f"re {text}", "assistant"))
    assert store.conversations.undo(conversation, user) == "two"
    left = [stored.turn.text for stored in store.conversations.turns(conversation, user)]
    assert left == ["one", "re one"]
    assert store.conversations.undo(conversation, user) == "one"
    with pytest.raises(BadRequest, match="nothing to undo"):
        store.conversations.undo(conversation, user)
    log = logged(store, user)
    assert [e.payload["text"] for e in log if e.kind == "turn"] == [
        "one",
        "re one",
        "two",
        "re two",
    ]
    assert [e.kind for e in log].count("undo") == 2
    assert {e.conversation for e in log} == {conversation}


def test_turns_of_another_version_can_still_be_read(store: Store, people: tuple[str, str]) -> None:
    from sqlalchemy import update

    from app.store.schema import TurnRow

    user, _ = people
    conversation = store.conversations.start(user)
    store.conversations.append(conversation, user, said("hi"))
    events = [{"event": "Hologram"}, {"event": "Said", "text": "hello", "voice": "low"}]
    decision = {"kind": "chat", "mood": "fine", "guidance": {"want": "x", "speed": 3}}
    with store.database.write() as session:
        session.execute(update(TurnRow).values(events=events, decision=decision))
    (stored,) = store.conversations.turns(conversation, user)
    assert stored.events == (Said(text="hello"),)
    assert stored.decision == Decision(kind="chat", guidance=Guidance(want="x"))


def test_any_text_is_kept(store: Store, people: tuple[str, str]) -> None:
    user, _ = people
    conversation = store.conversations.start(user)
    texts = ["", "'; DROP TABLE turns; --", "<script>", "🎬\u202e\n", "x" * 100_000]
    for text in [*texts, "\ud800\0"]:
        store.conversations.append(conversation, user, said(text))
    read = [stored.turn.text for stored in store.conversations.turns(conversation, user)]
    assert read == [*texts, "?\ufffd"]


def test_pictures_of_what_there_was_so_far_are_not_kept(
    store: Store, people: tuple[str, str]
) -> None:
    user, _ = people
    conversation = store.conversations.start(user)
    step = Step(id="s", title="Styling", status="running", fraction=0.6, preview="data:,secret")
    store.conversations.append(conversation, user, Turn(role="assistant", text=""), events=[step])
    (stored,) = store.conversations.turns(conversation, user)
    assert stored.events == (replace(step, preview=""),)


def test_the_part_of_a_clip_on_a_card_is_kept(store: Store, people: tuple[str, str]) -> None:
    user, _ = people
    store.catalogue("toy@1").add(item("a"))
    conversation = store.conversations.start(user)
    shown = Shown(cards=(Card(item=item("a"), why="", badge="Shot 1", span=(1.5, 4.0)),))
    store.conversations.append(conversation, user, Turn(role="assistant", text=""), events=[shown])
    assert store.conversations.turns(conversation, user)[0].events == (shown,)
