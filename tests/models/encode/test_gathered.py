"""Several visitors' pictures in one batch: every one gets what they would get alone."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.encode.embedded import EmbeddedEncoder
from models.encode.encoder import Encoder, FakeEncoder, Vectors
from models.encode.gathered import BATCH, Gathered
from models.encode.openclip import OpenClipEncoder
from tests.models.encode import tiny_openclip
from tests.models.test_gathering import Asker
from tests.waiting import PATIENCE, until

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "weights"


class Slow(FakeEncoder):
    """Its first call waits until it is let through; it knows how many rows came at once."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.open = threading.Event()

    def images(self, pictures: np.ndarray) -> Vectors:
        self.rows.append(len(pictures))
        if len(self.rows) == 1:
            assert self.open.wait(PATIENCE)
        return super().images(pictures)

    def texts(self, sentences: Sequence[str]) -> Vectors:
        return super().texts(sentences)


def pictures(count: int, seed: int = 0, side: int = 16) -> np.ndarray:
    shape = (count, side, side, 3)
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


def test_pictures_that_wait_go_in_one_batch_and_sentences_do_not_wait_for_them() -> None:
    slow = Slow()
    both = Gathered(slow)
    own = [pictures(1 + n % 3, n) for n in range(6)]
    askers = [Asker(lambda one=one: both.images(one)) for one in own[:1]]
    until(lambda: slow.rows)
    askers += [Asker(lambda one=one: both.images(one)) for one in own[1:]]
    other = Asker(lambda: both.images(pictures(1, 9, side=8)))
    until(lambda: len(both._images._line) == 6)
    assert both.texts(["red"])[0, 0] == 1  # while the pictures wait
    slow.open.set()
    for one, asker in zip(own, askers, strict=True):
        assert np.array_equal(asker.answer(), FakeEncoder().images(one))
    assert other.answer().shape == (1, FakeEncoder.dimensions)
    assert sorted(slow.rows) == [1, 1, 11]


def test_many_pictures_of_one_go_piece_by_piece() -> None:
    slow = Slow()
    slow.open.set()
    many = pictures(2 * BATCH + 1)
    assert np.array_equal(Gathered(slow).images(many), FakeEncoder().images(many))
    assert slow.rows == [BATCH, BATCH, 1]
    words = [f"word {n}" for n in range(BATCH + 1)]
    assert np.array_equal(Gathered(slow).texts(words), FakeEncoder().texts(words))
    assert Gathered(slow).images(many[:0]).shape == (0, FakeEncoder.dimensions)


@pytest.mark.parametrize("which", ["embedded", "openclip"])
def test_true_models_answer_as_they_do_alone(which: str, tmp_path: Path) -> None:
    alone: Encoder
    if which == "embedded":
        alone = EmbeddedEncoder(WEIGHTS, 1)
    else:
        alone = OpenClipEncoder(f"local-dir:{tiny_openclip.save(tmp_path)}", threads=1)
    both = Gathered(alone)
    assert (both.name, both.side, both.dimensions) == (alone.name, alone.side, alone.dimensions)
    own = [pictures(1, n, alone.side) for n in range(8)]
    askers = [Asker(lambda one=one: (both.images(one), both.texts(["a cat"]))) for one in own]
    for one, asker in zip(own, askers, strict=True):
        seen, read = asker.answer()
        assert np.allclose(seen, alone.images(one), atol=1e-5)
        assert np.allclose(read, alone.texts(["a cat"]), atol=1e-5)
