"""Work in the background gives way to visitors, and is not starved by them."""

import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from app import runtime as module
from app.runtime import Runtime
from app.settings import load
from models.errors import Cancelled
from tests.waiting import PATIENCE


@pytest.fixture
def runtime(tmp_path: Path) -> Runtime:
    return Runtime(load(home=tmp_path / "home", database_url=""))


def resting(runtime: Runtime) -> tuple[threading.Thread, threading.Event]:
    over = threading.Event()

    def rest() -> None:
        with suppress(Cancelled):
            runtime.rest()
        over.set()

    thread = threading.Thread(target=rest)
    thread.start()
    return thread, over


def test_it_waits_while_a_turn_runs_and_goes_on_after(runtime: Runtime) -> None:
    with runtime.turn("ann"):
        thread, over = resting(runtime)
        assert not over.wait(0.2)
    assert over.wait(PATIENCE)
    thread.join()


def test_without_anybody_it_does_not_wait(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime.stop, "wait", lambda seconds: pytest.fail("it waited"))
    runtime.rest()


def test_it_goes_on_after_a_while_all_the_same(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GIVES_WAY", 0.1)
    began = time.monotonic()
    with runtime.turn("ann"):
        runtime.rest()
    assert 0.1 <= time.monotonic() - began < PATIENCE / 2


def test_the_store_is_there_while_models_load(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading, loaded, asked = (threading.Event() for _ in range(3))

    def build(*arguments: object) -> object:
        loading.set()
        return loaded.wait(2 * PATIENCE)

    def ask() -> None:
        with runtime.turn("ann"):
            runtime.store.users.create()
        asked.set()

    monkeypatch.setattr(module, "build_engine", build)
    threads = [threading.Thread(target=work) for work in (lambda: runtime.engine, ask)]
    threads[0].start()
    assert loading.wait(PATIENCE)
    threads[1].start()
    there = asked.wait(PATIENCE / 10)
    loaded.set()
    for thread in threads:
        thread.join()
    runtime.store.close()
    assert there


def test_the_end_of_the_server_ends_the_waiting(runtime: Runtime) -> None:
    with runtime.turn("ann"):
        thread, over = resting(runtime)
        runtime.stop.set()
        assert over.wait(PATIENCE)
        thread.join()
    with pytest.raises(Cancelled):
        runtime.rest()  # and the work that rests
