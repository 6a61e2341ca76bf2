"""A model's work is done in one thread, whoever asks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.errors import Busy, Unavailable
from models.hub.check import answering
from models.own_thread import OwnThread
from tests.waiting import PATIENCE


def who() -> threading.Thread:
    return threading.current_thread()


def test_whoever_asks_one_thread_answers() -> None:
    own = OwnThread("model")
    with ThreadPoolExecutor(4) as pool:
        threads = set(pool.map(lambda _: own.run(who), range(16)))
    assert len(threads) == 1 and threads.pop().name == "model"
    assert own.run(lambda: own.run(who)) is own.run(who)  # from within it is done at once


def test_what_is_raised_is_raised_where_it_is_waited_for() -> None:
    own = OwnThread("model")
    for error in (ValueError("no"), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            own.run(lambda error=error: (_ for _ in ()).throw(error))
    assert own.run(lambda: 1) == 1


def test_a_thread_without_work_ends_and_the_next_work_has_another_one() -> None:
    own = OwnThread("model", idle=0.01)
    first = own.run(who)
    first.join(PATIENCE)
    assert not first.is_alive()
    assert own.run(who) is not first
    for _ in range(20):  # work that comes as the thread is about to end is not lost
        time.sleep(0.01)
        assert own.run(lambda: 1) == 1


def test_where_no_thread_is_to_be_had_it_is_said_and_the_next_work_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, start = OwnThread("model", idle=0.01), threading.Thread.start

    def none_left(thread: threading.Thread) -> None:
        if thread.name == "model":
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", none_left)
    with pytest.raises(Unavailable, match="too busy"):
        own.run(who)
    monkeypatch.undo()
    done: list[threading.Thread] = []
    waits = threading.Thread(target=lambda: done.append(own.run(who)), daemon=True)
    waits.start()
    waits.join(PATIENCE)
    assert done and done[0].name == "model"


def test_that_nobody_has_a_thread_to_spare_is_no_fault_of_a_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    heard: list[str] = []
    own = OwnThread("busy")
    monkeypatch.setattr(threading.Thread, "start", full)
    with pytest.raises(Busy), answering("the guard", heard.append):
        own.run(who)
    assert not heard
