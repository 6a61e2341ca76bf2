"""The files of the style network: there, whole, and named."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from models.errors import BadRequest, Unavailable
from models.stylise.transfer.network import Painter, Reader
from models.stylise.transfer.weights import FILES, StyleNetwork

PICTURE = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


def write(folder: Path, seed: int) -> StyleNetwork:
    torch.manual_seed(seed)
    for file, net in zip(FILES, (Reader(), Painter()), strict=True):
        save_file({k: v.contiguous() for k, v in net.state_dict().items()}, folder / file)
    return StyleNetwork(folder)


def test_other_weights_have_another_name_and_read_another_style(tmp_path: Path) -> None:
    first = write(tmp_path, 0)
    name, vector = first.name, first.read([PICTURE])
    second = write(tmp_path, 1)
    assert second.name != name and second.name.startswith("style-")
    assert vector.shape == (100,) and np.abs(second.read([PICTURE]) - vector).max() > 1e-4


def test_several_pictures_are_read_as_their_mean(tmp_path: Path) -> None:
    network = write(tmp_path, 0)
    both = network.read([PICTURE, PICTURE[::-1, :30]])
    mean = (network.read([PICTURE]) + network.read([PICTURE[::-1, :30]])) / 2
    assert np.allclose(both, mean, atol=1e-5)


def test_one_colour_is_no_style(tmp_path: Path) -> None:
    plain = np.full((50, 50, 3), 90, np.uint8)
    with pytest.raises(BadRequest, match="all one colour"):
        StyleNetwork(tmp_path).read([plain])
    assert np.isfinite(write(tmp_path, 0).vector([plain])).all()  # a clip may begin in the dark


def test_missing_and_foreign_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"needs reader.safetensors.*restore"):
        StyleNetwork(tmp_path).read([PICTURE])
    with pytest.raises(Unavailable, match="restore"):
        _ = StyleNetwork(tmp_path).name
    for file in FILES:
        save_file({"x": torch.zeros(1)}, tmp_path / file)
    with pytest.raises(Unavailable, match="does not hold the style network"):
        StyleNetwork(tmp_path).read([PICTURE])
    (tmp_path / FILES[1]).write_bytes(b"nothing")
    with pytest.raises(Unavailable, match="does not hold the style network"):
        _ = StyleNetwork(tmp_path).painter
