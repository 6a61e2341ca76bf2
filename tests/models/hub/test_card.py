"""A card that fell off the bus: it is noticed once, and nothing asks it any more."""

import threading

import pytest
import torch

from models.hub import card
from models.hub.memory import room, usual

LOST = torch.AcceleratorError("CUDA error: unspecified launch failure")
DRIVER = torch.AcceleratorError("CUDA error: out of memory\nCUDA kernel errors might be ...")


def raised(exc: Exception) -> None:
    raise exc


class Bus:
    """A card's place. ``asked`` counts who asked the card for something since it fell off."""

    def __init__(self) -> None:
        self.there, self.asked = True, 0

    def answer(self, *_: object) -> tuple[int, int]:
        """What a card says of its free memory, and to a sum."""
        if not self.there:
            self.asked += 1
            raise LOST
        return 10**10, 10**10


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Bus:
    made = Bus()
    monkeypatch.setattr(card, "_gone", threading.Event())
    monkeypatch.setattr(card, "_asked", made.answer)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", made.answer)
    monkeypatch.setattr(torch.cuda, "empty_cache", made.answer)
    return made


def test_a_card_that_answers_is_taken_and_an_error_of_one_call_is_that_calls(bus: Bus) -> None:
    assert card.here() and room().card == 10**10 and usual().device == "cuda"
    assert card.examined(LOST) == "AcceleratorError" and card.here()
    assert card.examined(torch.OutOfMemoryError("CUDA out of memory")) == card.SHORT
    assert card.examined(KeyError("a")) == "KeyError" and card.here()


def test_a_card_that_is_gone_is_asked_once_and_said_in_plain_words(bus: Bus) -> None:
    bus.there = False
    assert card.examined(LOST) == card.GONE and bus.asked == 1
    assert not card.here() and card.free() == 0 and room().card == 0 and usual().device == "cpu"
    card.emptied()
    assert card.examined(LOST) == card.GONE and bus.asked == 1


def test_a_card_too_full_for_a_sum_is_not_gone(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = torch.OutOfMemoryError("CUDA out of memory"), DRIVER
    for kind in kinds:
        monkeypatch.setattr(card, "_asked", lambda kind=kind: raised(kind))
        assert card.examined(LOST) == card.SHORT and card.here()


@pytest.mark.parametrize("exc", [DRIVER, RuntimeError("CUBLAS_STATUS_ALLOC_FAILED when calling")])
def test_want_of_memory_that_has_no_class_of_its_own_is_told_without_asking(
    bus: Bus, exc: RuntimeError
) -> None:
    bus.there = False
    assert card.examined(exc) == card.SHORT and card.here() and bus.asked == 0
    assert not card.full(KeyError("out of memory")) and not card.full(LOST)
    assert card.full(MemoryError())


@pytest.mark.parametrize("look", [room, card.emptied])
def test_whoever_looks_first_notices_and_is_not_harmed(bus: Bus, look: object) -> None:
    bus.there = False
    look()  # type: ignore[operator]
    assert not card.here() and bus.asked == 2  # what it wanted, and the sum


def test_without_a_card_nothing_is_said_of_one() -> None:
    assert card.examined(RuntimeError("shapes differ")) == "RuntimeError" and card.free() == 0


def test_on_zero_gpu_the_card_is_not_asked_from_here(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus.there = False
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    assert card.examined(LOST) == "AcceleratorError" and bus.asked == 0
