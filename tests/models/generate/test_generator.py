import numpy as np
import pytest

from models.errors import BadRequest
from models.generate.display import BETWEEN, SIDE, cleaned, shown, smoothed
from models.generate.generator import FakeGenerator, Generated, Liking, Order, Progress


def test_it_yields_progress_and_then_every_candidate() -> None:
    events = list(FakeGenerator().generate(Order(words="a red square", candidates=2, seed=3)))
    shares = [event.fraction for event in events if isinstance(event, Progress)]
    made = [event for event in events if isinstance(event, Generated)]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert [one.seed for one in made] == [3, 4]


def test_equal_seeds_give_equal_clips() -> None:
    def frames(seed: int) -> np.ndarray:
        *_, last = FakeGenerator().generate(Order(words="sea", seed=seed))
        assert isinstance(last, Generated)
        return last.frames

    assert np.array_equal(frames(1), frames(1)) and not np.array_equal(frames(1), frames(2))


def test_nothing_to_go_by_is_said() -> None:
    with pytest.raises(BadRequest, match="neither words nor a taste"):
        next(iter(FakeGenerator().generate(Order(words="  "))))
    order = Order(taste=Liking(hist=np.ones(4, np.float32)))
    assert next(iter(FakeGenerator().generate(order)))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"strength": 1.5}, "strength runs from 0 to 1"),
        ({"source": np.zeros((4, 4, 3), np.uint8)}, "expected frames"),
        ({"source": np.zeros((0, 4, 4, 3), np.uint8)}, "expected frames"),
        ({"extend": True}, "no clip to go on from"),
    ],
)
def test_orders_that_make_no_sense_are_refused(wrong: dict, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        Order(words="a cat", **wrong)


def test_what_is_shown_is_larger_and_smoother() -> None:
    frames = np.zeros((5, 64, 64, 3), np.uint8)
    for number, frame in enumerate(frames):
        frame[20:40, 8 * number : 8 * number + 16] = 255  # a block that moves to the right
    between = list(smoothed(frames))
    assert len(between) == 5 * BETWEEN
    at = [float((np.arange(64) * frame[30, :, 0]).sum() / frame[30, :, 0].sum())
          for frame in between]  # fmt: skip
    assert at == sorted(at) and at[1] - at[0] > 1
    assert {frame.shape for frame in shown(frames[:2])} == {(SIDE, SIDE, 3)}


def test_seams_between_blocks_go_and_drawn_edges_stay() -> None:
    rng = np.random.default_rng(0)
    flat = np.full((64, 64, 3), 120, np.int16)
    # Blocks of eight pixels that disagree by a few grey levels, and one edge that was drawn.
    seams = np.kron(rng.integers(-5, 6, (8, 8, 1)), np.ones((8, 8, 1), int))
    flat[:, 40:] = 220
    seen = np.clip(flat + seams, 0, 255).astype(np.uint8)
    clean = cleaned(seen).astype(int)
    steps = np.abs(np.diff(seen[:, :36].astype(int), axis=0))[7::8].mean()
    assert np.abs(np.diff(clean[:, :36], axis=0))[7::8].mean() < 0.6 * steps
    assert (clean[:, 44:].mean() - clean[:, :36].mean()) > 95
    assert np.abs(clean[:, 40] - clean[:, 39]).mean() > 80
