"""ZeroGPU through a stand-in of its package."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from models.errors import Unavailable
from models.hub import zero


class Platform(ModuleType):
    """Remembers what was asked for, and fails as it is told to."""

    def __init__(self) -> None:
        super().__init__("spaces")
        self.asked: list[int] = []
        self.failing: Exception | None = None

    def GPU(self, duration: Callable[..., int]) -> Callable[..., Any]:
        def wrap(work: Callable[..., Any]) -> Callable[..., Any]:
            def run(*args: Any) -> Any:
                self.asked.append(duration(*args))
                if self.failing is not None:
                    raise self.failing
                return work(*args)

            return run

        return wrap


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Platform:
    made = Platform()
    monkeypatch.setitem(sys.modules, "spaces", made)
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    return made


def test_elsewhere_nothing_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPACES_ZERO_GPU", raising=False)
    assert zero.borrowing(abs, lambda x: 1) is abs


def test_there_a_card_is_asked_for_as_long_as_it_takes(platform: Platform) -> None:
    work = zero.borrowing(lambda x: x * 2, lambda x: x)
    assert [work(n) for n in (20, 1)] == [40, 2]
    assert platform.asked == [20, 5]
    with pytest.raises(Unavailable, match="about 9000 seconds of a graphics card"):
        work(9_000)
    assert platform.asked == [20, 5]  # nobody's minutes are spent on what would be cut off


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("You have exceeded your GPU quota (60s requested vs. 3s left)", "used up"),
        ("No GPU was available after 60s", "no graphics card is free"),
        ("GPU task aborted", "no graphics card is free"),
        ("ZeroGPU quota exceeded: Space app has reached its GPU limit. Try", "used up; come back"),
        ("You have exceeded your ZeroGPU runs limit. ", "used up"),
        ("ZeroGPU quota (60s requested vs. 3s left). Try again in 1:32:34. ", "more in 1:32 hours"),
        ("ZeroGPU quota (60s requested vs. 0s left). Try again in 0:00:00. ", "come back later"),
        ("ZeroGPU quota exceeded: No GPU was available after 60s. Try", "no graphics card is free"),
        ("ZeroGPU illegal duration: The requested GPU duration (90s) is", "longer than a graphics"),
        ("ZeroGPU pending credits exceeded: You have too many ZeroGPU", "no graphics card is free"),
        ("ZeroGPU client error: Expired ZeroGPU proxy token", "no graphics card is free"),
        ("Connection closed by visitor while queueing", "no graphics card is free"),
    ],
)
def test_its_errors_are_told_in_plain_words(platform: Platform, failing: str, said: str) -> None:
    title, _, message = failing.rpartition(": ")
    platform.failing = RuntimeError(message)
    platform.failing.title = title  # type: ignore[attr-defined]  # as Gradio's errors have it
    with pytest.raises(Unavailable, match=said):
        zero.borrowing(lambda x: x, lambda x: x)(1)


def test_other_errors_stay_what_they_are(platform: Platform) -> None:
    platform.failing = ValueError("a shape does not fit the queue")
    with pytest.raises(ValueError, match="shape"):
        zero.borrowing(lambda x: x, lambda x: x)(1)
