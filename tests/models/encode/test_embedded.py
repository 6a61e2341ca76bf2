import shutil
from pathlib import Path

import numpy as np
import pytest

from models.encode.embedded import EmbeddedEncoder
from models.errors import Unavailable

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "weights"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Weights of the text side alone."""
    shutil.copytree(WEIGHTS / "text", tmp_path / "text")
    return tmp_path


def test_without_a_tower_words_still_work_and_pictures_say_what_is_missing(bare: Path) -> None:
    encoder = EmbeddedEncoder(bare)
    assert encoder.texts(["a dog"]).any() and encoder.name == "embedded-text"
    with pytest.raises(Unavailable, match=r"tower\.safetensors"):
        encoder.images(np.zeros((1, 8, 8, 3), np.uint8))


def test_other_weights_have_another_name(bare: Path) -> None:
    (bare / "image").mkdir()
    names = set()
    for content in (b"one", b"two"):
        (bare / "image" / "tower.safetensors").write_bytes(content)
        names.add(EmbeddedEncoder(bare).name)
    assert len(names) == 2


def test_weights_of_another_shape_are_refused(bare: Path) -> None:
    import torch
    from safetensors.torch import save_file

    (bare / "image").mkdir()
    save_file({"stem.weight": torch.zeros(3)}, bare / "image" / "tower.safetensors")
    with pytest.raises(Unavailable, match="lacks"):
        EmbeddedEncoder(bare).images(np.zeros((1, 8, 8, 3), np.uint8))


def test_words_of_one_meaning_lie_near_each_other() -> None:
    puppy, dog, lorry = EmbeddedEncoder(WEIGHTS).texts(["a puppy", "a dog", "a lorry"])
    assert puppy @ dog > puppy @ lorry + 0.1


def test_it_sees_what_colours_alone_do_not_tell(data_dir: Path) -> None:
    """Labels of real photos, among ten: far above the tenth that chance gives."""
    from models.encode.prompts import label_vectors
    from models.train import photos

    names = ["banana", "elephant", "guitar", "pizza", "school bus",
             "sunflower", "teapot", "kitchen", "espresso", "dog"]  # fmt: skip
    found = photos.load(data_dir / "photos", "val", side=96)
    rows = [i for i, label in enumerate(found.labels) if label in names]
    encoder = EmbeddedEncoder(WEIGHTS)
    nearest = encoder.images(found.pixels[rows]) @ label_vectors(names, encoder.texts).T
    hits = [names[k] == found.labels[i] for i, k in zip(rows, nearest.argmax(1), strict=True)]
    assert len(rows) > 60 and np.mean(hits) > 0.6
