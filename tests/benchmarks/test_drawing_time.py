"""What is measured is set beside what was estimated before, whoever draws."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import drawing_time
from models.hub.memory import Plan
from tests.hub import tiny


class Quick:
    """Draws nothing, in two seconds of the processor a drawing."""

    def __init__(self, checkpoint, folder, **more):
        self.checkpoint, self._planned = checkpoint, Plan(device="cpu", dtype="float32")
        self.drawn = []
        CLOCK.painters.append(self)

    def load(self):
        pass

    def paint(self, drawings, step):
        for number in range(1, drawings[0].steps + 1):
            CLOCK.now += 1.0
            step(number)
        self.drawn += [(one.side, one.steps) for one in drawings]


CLOCK = SimpleNamespace(now=0.0, painters=[])


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(drawing_time, "made", lambda *_: Path())
    monkeypatch.setattr(drawing_time, "Painter", Quick)
    monkeypatch.setattr(drawing_time.time, "process_time", lambda: CLOCK.now)


def test_a_row_for_each_side_after_one_for_warmth():
    model = tiny.checkpoint("picture", work=1e3)
    small, large = drawing_time.rows("pictures", "true", Path(), (64, 128), 2, model)
    assert CLOCK.painters[-1].drawn == [(32, 1), (64, 2), (128, 2)]
    assert (small["pixels"], small["measured s"], small["a step s"]) == ("64", 2.0, 1.0)
    assert small["ratio"] == pytest.approx(2.0 / small["estimated s"])
    assert large["estimated s"] == pytest.approx(4 * small["estimated s"], rel=0.5)


def test_what_nobody_knows_is_no_estimate():
    with pytest.raises(RuntimeError, match="nobody knows"):
        list(
            drawing_time.rows(
                "pictures", "true", Path(), (64,), 1, tiny.checkpoint("picture", work=0.0)
            )
        )
