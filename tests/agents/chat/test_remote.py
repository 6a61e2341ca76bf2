"""A real server that speaks the protocol, and all the ways in which it may fail."""

import logging
import time
from collections.abc import Iterator

import pytest

from agents.chat.instructor import LATE, ChatInstructor
from agents.chat.listening import Limits
from agents.chat.remote import remote_chat
from agents.scene import Scene
from models.domain import Decision
from tests.agents.chat.server import Chat, chat_server
from tests.agents.chat.stage import SCREEN, instructor

pytest.importorskip("langchain_openai")
SECONDS, PATIENT = 1.5, 40.0
KEY = "sk-not-to-be-seen"


@pytest.fixture(scope="module")
def shared() -> Iterator[Chat]:
    with chat_server() as made:
        yield made


@pytest.fixture
def server(shared: Chat) -> Chat:
    shared.asked.clear()
    shared.how = "call"
    return shared


def asking(url: str, seconds: float) -> ChatInstructor:
    model = remote_chat("tiny", url, KEY, seconds)
    return instructor(model=model, limits=Limits(seconds=seconds))


def timed(
    url: str, text: str = "look for boats", seconds: float = PATIENT
) -> tuple[Decision, float]:
    made = asking(url, seconds)
    began = time.monotonic()
    return made.decide(Scene(text=text, screen=SCREEN)), time.monotonic() - began


def test_a_streamed_call_is_obeyed(server: Chat) -> None:
    made, _ = timed(server.url, "busca barcos, por favor")
    assert (made.kind, made.guidance.want, made.footnote) == ("retrieve", "boats", "")
    (asked,) = server.asked
    assert asked["stream"] is True and asked["model"] == "tiny"
    names = {tool["function"]["name"] for tool in asked["tools"]}
    assert {"search", "style", "compose"} <= names
    assert server.keys[-1] == f"Bearer {KEY}" and KEY not in str(asked)
    assert "kite" not in str(asked["messages"])


def test_words_are_obeyed(server: Chat) -> None:
    server.how = "Claro."
    assert timed(server.url, "eres muy amable")[0].text == "Claro."


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("429", "HTTP 429"), ("500", "HTTP 500"), ("503", "HTTP 503"), ("401", "HTTP 401"),
        ("stall", ""), ("stall at once", ""), ("gone", "broke off"), ("garbage", ""),
        ("half", "no JSON"), ("endless", "characters"),
    ],
)  # fmt: skip
def test_whatever_fails_the_turn_ends_in_time(
    server: Chat, how: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.how = how
    with caplog.at_level(logging.WARNING):
        stalls = how.startswith("stall")
        made, seconds = timed(server.url, seconds=SECONDS if stalls else PATIENT)
    assert made.guidance.want == "boats" and made.footnote and fault in made.decider.fault
    assert seconds < PATIENT / 2  # a stall lasts longer; what fails at once is not waited for
    said = caplog.text + made.decider.fault + made.footnote
    assert KEY not in said and "sk-secret" not in said


def test_a_server_that_is_gone_is_not_waited_for() -> None:
    with chat_server() as gone:
        url = gone.url
    made, seconds = timed(url)
    assert made.footnote == LATE and made.guidance.want == "boats" and seconds < PATIENT / 2


def test_a_mended_half_is_no_retry_for_the_network(server: Chat) -> None:
    server.how = "half"
    timed(server.url)
    assert len(server.asked) == 2  # the error went back once
    server.how = "500"
    server.asked.clear()
    timed(server.url)
    assert len(server.asked) == 1


def test_the_key_is_in_no_words_of_the_model(server: Chat) -> None:
    made = remote_chat("tiny", server.url, KEY, 1.0)
    assert KEY not in repr(made) and KEY not in str(made)
