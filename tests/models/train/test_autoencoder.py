"""Training of the video autoencoder, on clips of coloured noise; two steps say enough."""

from pathlib import Path

import numpy as np
import pytest
import torch

from models.generate.autoencoder import VideoAutoencoder
from models.generate.weights import save_sharded
from models.train import autoencoder as training
from models.train.clips import FRAMES, SIDE


class Noise:
    """Clips as training reads them."""

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> np.ndarray:
        shape = (FRAMES, SIDE, SIDE, 3)
        return np.random.default_rng(index).integers(0, 256, shape, np.uint8)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    save_sharded(VideoAutoencoder().state_dict(), tmp_path / "start", "autoencoder", {})
    return tmp_path / "start"


def test_the_decoder_alone_is_trained_on_from_weights(start: Path, tmp_path: Path) -> None:
    plan = training.Plan(steps=2, batch=2, side=16)
    model, _ = training.train(Noise(), tmp_path / "run", plan, start)  # type: ignore[arg-type]
    before = VideoAutoencoder()
    training.load_sharded(before, start, "autoencoder")
    same = {
        name: torch.equal(value, model.state_dict()[name])
        for name, value in before.state_dict().items()
    }
    assert all(same[name] for name in same if not name.startswith("decoder."))
    assert not all(same[name] for name in same if name.startswith("decoder."))


def test_noise_on_latents_is_told(start: Path) -> None:
    model = VideoAutoencoder()
    training.load_sharded(model, start, "autoencoder")
    model.begin(training.batch_of(Noise(), training.Plan(batch=8), 0))  # type: ignore[arg-type]
    clean, noised = (
        training.error(model, Noise(), 1, noise)  # type: ignore[arg-type]
        for noise in (0.0, 0.5)
    )
    assert clean > noised
