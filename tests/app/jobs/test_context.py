"""Whose request it is goes along from thread to thread: ZeroGPU takes that visitor's minutes."""

import threading
from collections.abc import Iterator
from contextvars import ContextVar

from agents.make.jobs import Job, Watch
from app.jobs.local import LocalRunner
from app.ui.live_turns import LiveTurn, LiveTurns
from models.domain import Event, Said
from models.generate.watching import watched
from tests.app.jobs.gate import Gate
from tests.waiting import PATIENCE

REQUEST: ContextVar[str] = ContextVar("request", default="nobody's")


def test_from_the_page_to_where_it_is_drawn(runner: LocalRunner) -> None:
    """In turns, of which the second waits in line and is started by the thread of the first."""

    def drawn(watch: Watch) -> str:
        (found,) = watched(lambda step: REQUEST.get())
        return str(found)

    def work(cancel: threading.Event) -> Iterator[Event]:
        job = Job(title="a picture", tool="make", user="a", work=drawn, discard=print)
        found = yield from runner.run(job, cancel)  # type: ignore[misc]  # progress is no event
        yield Said(text=found)

    held = Gate()
    first = threading.Thread(target=lambda: list(runner.run(held.job("b"), threading.Event())))
    first.start()
    assert held.began.wait(PATIENCE)
    turns, live = LiveTurns(), {who: LiveTurn(base=[]) for who in ("ann's", "bob's")}
    for who, turn in live.items():
        token = REQUEST.set(who)
        assert turns.start(who, turn, work, lambda: None)
        REQUEST.reset(token)
    held.opened.set()
    for who, turn in live.items():
        assert turn.done.wait(PATIENCE)
        assert turn.events[-1] == Said(text=who)
    first.join(PATIENCE)
