"""The whole app with a chat model behind a real server."""

import threading
from pathlib import Path

import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from app.ui.messages import answer
from app.wiring import build_instructor
from models.domain import Event, Said, Shown
from models.errors import BadRequest, Unavailable
from tests.agents.chat.server import chat_server
from tests.agents.chat.stage import PROMPTS

pytest.importorskip("langchain_openai")
KEY = "sk-not-to-be-kept"


def test_a_turn_by_a_chat_model_and_one_without_it(tmp_path: Path) -> None:
    with chat_server() as server:
        service = GeneRec(
            load(
                home=tmp_path / "home",
                corpus=tmp_path / "none",
                chat="openai",
                chat_url=server.url,
                chat_model="tiny",
                chat_key=KEY,
                chat_seconds=3,
            )
        )
        try:
            service.warm()
            assert not server.asked  # a server is not asked before a visitor is
            for name in ("a red ball", "boats at sea"):
                made = tiny_clip(tmp_path / f"{name}.mp4", 1.0 + len(name) / 50)
                service.engine.library.take(made)
            user, _ = service.visitor(None)
            conversation = service.conversation(user)

            def say(text: str) -> list[Event]:
                return list(service.respond(user, conversation, text, (), threading.Event()))

            events = say("busca barcos, por favor")
            (shown,) = [event for event in events if isinstance(event, Shown)]
            assert shown.cards[0].item.title == "Boats at sea"
            server.how = "500"
            events = say("show me a red ball")
            last = events[-1]
            assert isinstance(last, Said) and last.footnote and "language model" in last.text
            kept = [one for one in service.store.conversations.turns(conversation, user)]
            decisions = [one.decision for one in kept if one.decision is not None]
            assert [one.decider.name for one in decisions] == ["openai:tiny"] * 2
            assert all(one.decider.prompt == PROMPTS.instructor.stamp for one in decisions)
            assert [bool(one.decider.fault) for one in decisions] == [False, True]
            assert "language model" not in kept[-1].turn.text
            again = answer(service.history(user, conversation)[-1].events)
            assert "footnote" in str(again[-1]["content"])
            # The first turn of the conversation is told with the second question.
            assert "busca barcos" in str(server.asked[-1]["messages"])
        finally:
            service.close()
    everything = b"".join(path.read_bytes() for path in (tmp_path / "home").glob("*.db*"))
    assert everything and KEY.encode() not in everything


def test_the_embedded_one_is_the_default() -> None:
    from agents.instruct.embedded import EmbeddedInstructor
    from agents.instruct.informing import Informing
    from agents.instruct.knowing import Knowing
    from agents.instruct.languages import InEnglish
    from agents.instruct.spelling import Mending

    made = build_instructor(load())
    assert isinstance(made, Knowing) and isinstance(made.instructor, InEnglish)
    assert isinstance(made.instructor.instructor, Mending)
    informed = made.instructor.instructor.instructor
    assert isinstance(informed, Informing) and isinstance(informed.instructor, EmbeddedInstructor)


def test_a_local_model_that_is_not_here_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="GENEREC_CHAT_MODEL"):
        build_instructor(load(chat="local", chat_model=str(tmp_path / "none")))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"chat": "openai"}, "GENEREC_CHAT_MODEL"),
        ({"chat": "gpt"}, "'small', 'together', 'openai' or 'local'"),
        ({"chat_url": "localhost:8000"}, "http://"),
        ({"chat_url": "http://me:sk-secret@host/v1"}, "GENEREC_CHAT_KEY"),
        ({"chat_seconds": 0}, "greater than or equal to 1"),
    ],
)
def test_settings_that_do_not_fit_are_said(values: dict[str, object], said: str) -> None:
    with pytest.raises(BadRequest) as caught:
        load(**values)
    assert said in str(caught.value) and "sk-secret" not in str(caught.value)


def test_the_clouds_key_goes_to_the_cloud_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.roles.chat_models import CHATS

    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    for url, own in (("", KEY), ("http://127.0.0.1:9/v1", "none")):
        made = CHATS["openai"](load(chat="openai", chat_model="m", chat_url=url))
        assert made.openai_api_key.get_secret_value() == own  # type: ignore[attr-defined]
        assert KEY not in repr(load(chat_key=KEY))
