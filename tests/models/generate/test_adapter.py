"""What a visitor liked enters a picture through an IP-Adapter; one of no use is left out."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.generate.generator import Liking, Order
from models.generate.pipeline import Beside
from tests.hub import tiny_pipelines
from tests.models.generate.test_pictures import RED, copied, drawn, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.pictures(tmp_path_factory.mktemp("tiny") / "pipeline")


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.adapter(tmp_path_factory.mktemp("tiny") / "adapter")


LIKED = tuple(np.full((40, 60, 3), grey, np.uint8) for grey in (30, 220))


def liking(count: int) -> Order:
    return replace(RED, taste=Liking(pictures=lambda: LIKED[:count]))


def test_liked_pictures_enter_through_an_adapter_and_history_comes_first(
    folder: Path, adapter: Path
) -> None:
    from models.generate import references

    adapted = made(folder, beside=lambda: Beside(adapter))
    none, one, two = (drawn(adapted, liking(count)).frames for count in range(3))
    assert not np.array_equal(none, one) and not np.array_equal(one, two)
    assert np.array_equal(one, drawn(adapted, liking(1)).frames)
    # Somebody who likes nothing gets what the pipeline draws without an adapter.
    bare = drawn(made(folder)).frames
    assert np.abs(none.astype(int) - bare).max() <= 1
    assert np.array_equal(drawn(made(folder), liking(2)).frames, bare)
    pipe = adapted.painter._pipe
    shown = [pipe.image_processor.numpy_to_pil(picture[None] / 255)[0] for picture in LIKED]
    told = references.embedded(pipe, shown).float()
    assert told.shape == (1, 3, 24)
    history, each = told[0, 0], told[0, 1:]
    unit = each / each.norm(dim=-1, keepdim=True)
    assert float(history @ unit.mean(0)) / float(history.norm() * unit.mean(0).norm()) > 0.999


def test_an_adapter_that_comes_later_is_taken_up(folder: Path, adapter: Path) -> None:
    here: list[Path] = []
    later = made(folder, beside=lambda: Beside(*here))
    before = drawn(later, liking(2)).frames
    here.append(adapter)
    assert not np.array_equal(drawn(later, liking(2)).frames, before)


def test_an_adapter_that_is_none_is_told_and_words_alone_draw(folder: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    left = made(folder, beside=lambda: Beside(tmp_path), misfit=lambda _, why: heard.append(why))
    assert left.painter.looks
    for _ in range(2):
        assert np.array_equal(drawn(left, liking(2)).frames, drawn(made(folder)).frames)
    assert len(heard) == 1 and "does not fit" in heard[0] and not left.painter.looks


@pytest.mark.parametrize(
    ("part", "name", "change", "said"),
    [
        ("ip-adapter_sd15", "ip_adapter.3.to_k_ip.weight", "missing", "does not fit"),
        ("ip-adapter_sd15", "image_proj.proj.weight", "missing", "does not fit"),
        ("ip-adapter_sd15", "ip_adapter.9.to_k_ip.weight", "extra", "9 weights .* 8 are needed"),
        ("ip-adapter_sd15", "ip_adapter.3.to_k_ip.weight", "nan", "no numbers"),
        ("image_encoder/model", "visual_projection.weight", "missing", "1 are missing"),
        ("image_encoder/model", "visual_projection.weight", "nan", "no numbers"),
    ],
)
def test_a_damaged_adapter_is_told(
    folder: Path, adapter: Path, tmp_path: Path, part: str, name: str, change: str, said: str
) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    bent = copied(adapter, tmp_path / "bent")
    file = bent / "models" / f"{part}.safetensors"
    weights = load_file(file)
    if change == "missing":
        del weights[name]
    else:
        weights[name] = torch.full_like(weights.get(name, torch.zeros(16, 16)), float("nan"))
    save_file(weights, file, {"format": "pt"})
    heard: list[str] = []
    left = made(folder, beside=lambda: Beside(bent), misfit=lambda _, why: heard.append(why))
    assert drawn(left, liking(1)).frames.any()
    (why,) = heard
    assert re.search(said, why) and len(why) < 300, why
