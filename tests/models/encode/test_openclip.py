import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.encode import openclip
from models.encode.openclip import OpenClipEncoder
from models.errors import Unavailable
from tests.models.encode import tiny_openclip
from tests.models.test_gathering import Asker


@pytest.mark.parametrize("size", [(48, 64), (64, 48), (32, 32), (90, 33)])
def test_pictures_are_prepared_as_the_models_own_transform_does(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    encoder = OpenClipEncoder(f"local-dir:{tiny_openclip.save(tmp_path / 'tiny')}")
    rough = np.random.default_rng(0).integers(0, 256, (6, 8, 3), np.uint8)
    picture = np.asarray(Image.fromarray(rough).resize(size[::-1], Image.Resampling.BICUBIC))
    import open_clip

    _, _, transform = open_clip.create_model_and_transforms(encoder.model)
    expected = transform(Image.fromarray(picture)).numpy()
    # Pillow rounds to whole levels between its two passes; two levels of 255 is that.
    assert np.abs(encoder.prepared(picture[None])[0].numpy() - expected).max() < 2.5 / 255 / 0.26


def test_the_name_follows_the_weights(tmp_path: Path) -> None:
    names = {
        OpenClipEncoder(f"local-dir:{tiny_openclip.save(tmp_path / str(seed) / 'm', seed)}").name
        for seed in (0, 1)
    }
    assert len(names) == 2


def test_a_folder_without_safetensors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open_clip_pytorch_model.bin").write_bytes(b"a pickle")
    with pytest.raises(Unavailable, match="safetensors"):
        OpenClipEncoder(f"local-dir:{tmp_path}").images(np.zeros((1, 8, 8, 3), np.uint8))


def test_an_unknown_model_is_told_with_its_cause() -> None:
    with pytest.raises(Unavailable, match="no-such-model"):
        OpenClipEncoder("no-such-model").texts(["a"])


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    folder = tiny_openclip.save(tmp_path / "broken")
    (folder / "open_clip_model.safetensors").write_bytes(b"not weights")
    with pytest.raises(Unavailable, match="could not be loaded"):
        OpenClipEncoder(f"local-dir:{folder}").texts(["a"])


def test_a_card_that_vanishes_leaves_it_to_the_processor(tmp_path: Path) -> None:
    heard: list[str] = []
    folder = tiny_openclip.save(tmp_path / "tiny")
    encoder = OpenClipEncoder(f"local-dir:{folder}", threads=1, device="cpu:0", fault=heard.append)
    picture = np.random.default_rng(0).integers(0, 256, (1, 32, 32, 3)).astype(np.uint8)
    before = encoder.images(picture)

    class Gone:
        def encode_image(self, *_: object) -> None:
            raise RuntimeError("CUDA error: device lost")

    encoder.__dict__["_loaded"] = replace(encoder._loaded, model=Gone())
    after = encoder.images(picture)
    assert encoder._loaded.device == "cpu" and len(heard) == 1
    assert "processor" in heard[0] and np.allclose(before, after, atol=2e-2)
    # On the processor there is nothing left to fall back to.
    encoder.__dict__["_loaded"] = replace(encoder._loaded, model=Gone())
    with pytest.raises(RuntimeError, match="device lost"):
        encoder.images(picture)
    assert len(heard) == 1


def test_a_model_computes_in_one_thread_whoever_asks(tmp_path: Path) -> None:
    """A card learns anew in each thread which kernels are quick."""
    encoder = OpenClipEncoder(f"local-dir:{tiny_openclip.save(tmp_path / 'tiny')}", threads=1)
    threads: list[threading.Thread] = []
    for part in (encoder._loaded.model.visual, encoder._loaded.model.transformer):
        part.register_forward_pre_hook(lambda *_: threads.append(threading.current_thread()))
    picture = np.zeros((1, 32, 32, 3), np.uint8)
    askers = [Asker(lambda: (encoder.images(picture), encoder.texts(["a"]))) for _ in range(3)]
    assert all(len(asker.answer()) == 2 for asker in askers)
    assert len(threads) == 6 and len(set(threads)) == 1


def test_a_batch_on_a_card_has_one_of_few_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    counts = [len(openclip._filled(torch.ones(n, 2, device="meta"))) for n in (1, 2, 3, 5, 32)]
    assert counts == [1, 2, 4, 8, 32]
    assert len(openclip._filled(torch.ones(3, 2))) == 3  # a processor would compute them all
    encoder = OpenClipEncoder(f"local-dir:{tiny_openclip.save(tmp_path / 'tiny')}", threads=1)
    pictures = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3)).astype(np.uint8)
    words = ["a", "", "b"]
    before = encoder.images(pictures), encoder.texts(words)
    monkeypatch.setattr(
        openclip, "_filled", lambda batch: torch.cat([batch, torch.zeros_like(batch[:1])])
    )
    after = encoder.images(pictures), encoder.texts(words)
    for one, other in zip(before, after, strict=True):
        assert one.shape == other.shape and np.allclose(one, other, atol=2e-2)
