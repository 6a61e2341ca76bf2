from pathlib import Path

import cv2
import numpy as np
import pytest

from models.encode.embedded import EmbeddedEncoder
from models.encode.encoder import FakeEncoder
from models.errors import Unavailable
from models.generate.familiar import KNOWN, Familiar, knows_source
from models.train.clips import draw, pixels
from models.train.familiar import area

WEIGHTS = Path("assets/weights")


def test_the_plane_lies_between_what_it_was_shown(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(300, 8)).astype(np.float32)
    side = rows[:, 0] + 0.2 * rng.normal(size=300) > 0.5
    found = Familiar.fit(rows[side], rows[~side], "fake-1")
    scores = found(rows)
    assert area(scores[side], scores[~side]) > 0.95
    assert abs(found(rows[side]).mean() + found(rows[~side]).mean() - 1) < 0.1
    found.save(tmp_path)
    again = Familiar.load(tmp_path)
    assert again.encoder == "fake-1" and np.allclose(again(rows), scores)


def test_without_weights_or_with_another_encoder_it_cannot_tell(tmp_path: Path) -> None:
    frames = np.zeros((3, 16, 16, 3), np.uint8)
    assert knows_source(frames, FakeEncoder(), tmp_path) is None
    assert knows_source(frames, FakeEncoder()) is None
    with pytest.raises(Unavailable, match=r"familiar\.safetensors"):
        Familiar.load(tmp_path)


def test_the_area_counts_pairs_in_order() -> None:
    one, other = np.array([0.9, 0.5]), np.array([0.5, 0.1, 0.95])
    assert area(one, other) == pytest.approx((1 + 1 + 0 + 0.5 + 1 + 0) / 6)


def test_the_shipped_weights_know_a_render_and_not_noise_or_a_grey_street() -> None:
    encoder = EmbeddedEncoder(WEIGHTS, 1)
    shown = knows_source(pixels(draw(11, "test", 3))[:4], encoder)
    assert shown is not None and shown > KNOWN
    # What a camera gives that no render has: grain, blur and grey, everywhere.
    rng = np.random.default_rng(1)
    grain = rng.normal(110, 40, (96, 128, 1)).repeat(3, axis=2)
    street = np.clip(cv2.GaussianBlur(grain, (0, 0), 2.0) * 2 - 110, 0, 255).astype(np.uint8)
    unknown = knows_source(street[None], encoder)
    assert unknown is not None and unknown < KNOWN
