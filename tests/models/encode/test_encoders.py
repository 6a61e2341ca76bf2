"""What every encoder promises. A new one is one line in ``ENCODERS``."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.encode.embedded import EmbeddedEncoder
from models.encode.encoder import Encoder, FakeEncoder
from models.encode.openclip import OpenClipEncoder
from tests.models.encode import tiny_openclip

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "weights"


def _openclip(folder: Path) -> Encoder:
    return OpenClipEncoder(f"local-dir:{tiny_openclip.save(folder)}")


ENCODERS: dict[str, Callable[[Path], Encoder]] = {
    "fake": lambda folder: FakeEncoder(),
    "embedded": lambda folder: EmbeddedEncoder(WEIGHTS),
    "openclip": _openclip,
}


@pytest.fixture(scope="module", params=ENCODERS)
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return ENCODERS[request.param](tmp_path_factory.mktemp("weights"))


def pictures(n: int, height: int = 48, width: int = 64, seed: int = 1) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(0, 256, (n, 4, 4, 3), np.uint8)
    return np.ascontiguousarray(
        coarse.repeat(height // 4, axis=1).repeat(width // 4, axis=2).astype(np.uint8)
    )


def test_vectors_are_unit_length_and_of_the_same_space(encoder: Encoder) -> None:
    seen, said = encoder.images(pictures(3)), encoder.texts(["a red kite", "the sea"])
    assert seen.shape == (3, encoder.dimensions) and said.shape == (2, encoder.dimensions)
    assert seen.dtype == said.dtype == np.float32
    assert np.allclose(np.linalg.norm(seen, axis=1), 1, atol=1e-3)
    assert np.allclose(np.linalg.norm(said, axis=1), 1, atol=1e-3)


def test_nothing_in_nothing_out(encoder: Encoder) -> None:
    assert encoder.images(np.zeros((0, 32, 32, 3), np.uint8)).shape == (0, encoder.dimensions)
    assert encoder.texts([]).shape == (0, encoder.dimensions)


def test_a_sentence_without_words_matches_nothing(encoder: Encoder) -> None:
    empty, full = encoder.texts(["", "a dog"])
    assert not empty.any() and full.any()


@pytest.mark.parametrize("size", [(8, 8), (16, 200), (200, 16), (300, 300)])
def test_any_size_will_do(encoder: Encoder, size: tuple[int, int]) -> None:
    vectors = encoder.images(pictures(2, *size))
    assert np.isfinite(vectors).all() and vectors.shape == (2, encoder.dimensions)


def test_a_picture_is_encoded_alike_alone_and_in_company(encoder: Encoder) -> None:
    several = pictures(70)
    together = encoder.images(several)
    assert np.allclose(together[[0, 69]], encoder.images(several[[0, 69]]), atol=1e-3)
    assert np.allclose(together, encoder.images(several), atol=1e-5)


def test_different_pictures_differ(encoder: Encoder) -> None:
    first, second = encoder.images(np.concatenate([pictures(1), 255 - pictures(1)]))
    assert not np.allclose(first, second, atol=1e-3)


def test_two_threads_get_what_one_gets(encoder: Encoder) -> None:
    several, found = pictures(4), []

    def work() -> None:
        found.append((encoder.images(several), encoder.texts(["a dog"])))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for seen, said in found:
        assert np.allclose(seen, found[0][0], atol=1e-5)
        assert np.allclose(said, found[0][1], atol=1e-5)


def test_the_name_is_stable_and_says_whose_vectors_these_are(encoder: Encoder) -> None:
    assert encoder.name == encoder.name and " " not in encoder.name
