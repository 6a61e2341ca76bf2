"""What reads, hears and describes computes in one thread, whoever asks: as what draws and looks."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from app.roles import loading
from models.errors import Unavailable
from models.hub.checkpoint import Role
from tests.hub import tiny
from tests.models.speech.test_listener import recording

GREY = np.full((16, 16, 3), 128, np.uint8)


@pytest.mark.parametrize("role", ["chat", "guard", "speech", "caption"])
def test_calls_of_several_threads_run_in_one_and_an_error_does_not_end_it(
    role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    folder = tiny.MAKERS[role](tmp_path / "tiny")
    place = loading.Place(tiny.checkpoint(role), folder, 1, heard.append)
    loads: dict[str, Callable[[loading.Place], Any]] = {
        "chat": loading.chat_model, "guard": loading.guard, "speech": loading.speech,
        "caption": loading.captioner,
    }  # fmt: skip
    model, sound = loads[role](place), recording(tmp_path / "a.wav", 0.5)
    if role == "chat":
        model.most_tokens = 6
    ask: dict[str, Callable[[], object]] = {
        "chat": lambda: model.invoke("hello").text,
        "guard": lambda: model.scores(["a gun"])[0],
        "speech": lambda: model.hear(sound),
        "caption": lambda: model.caption(GREY),
    }
    before, threads, whole = ask[role](), set(), torch.nn.Module.__call__
    fails = iter([True])

    def call(module: torch.nn.Module, *given: Any, **more: Any) -> Any:
        threads.add(threading.current_thread())
        if next(fails, False):
            raise RuntimeError("CUDA error: an illegal memory access was encountered")
        return whole(module, *given, **more)

    monkeypatch.setattr(torch.nn.Module, "__call__", call)
    with pytest.raises(Unavailable, match="failed while it was used"):
        ask[role]()
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: ask[role](), range(4)))
    assert said == [before] * 4 and len(heard) == 1
    (own,) = threads
    assert own is not threading.current_thread() and own.is_alive()
