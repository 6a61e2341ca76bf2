"""A quick decoder in place of the pipeline's own; one of no use is left out."""

from pathlib import Path

import numpy as np
import pytest

from app.roles.chosen import chosen
from app.settings import load
from models.generate.pipeline import Beside
from models.hub.table import CHECKPOINTS, OTHERS
from tests.hub import tiny_pipelines
from tests.models.generate.test_pictures import drawn, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.pictures(tmp_path_factory.mktemp("tiny") / "pipeline")


def test_it_decodes_once_it_is_here(folder: Path, tmp_path: Path) -> None:
    here: list[Path] = []
    quick = made(folder, beside=lambda: Beside(None, *here))
    before = drawn(quick).frames
    assert np.array_equal(before, drawn(made(folder)).frames)
    here.append(tiny_pipelines.decoder(tmp_path / "decoder"))
    after = drawn(quick).frames
    assert after.shape == before.shape and not np.array_equal(after, before)
    assert type(quick.painter._pipe.vae).__name__ == "AutoencoderTiny"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("channels", "it decodes 8 channels, and 4"),
        ("missing", "1 are missing"),
        ("nan", "numbers"),
    ],
)
def test_one_of_no_use_is_told_and_the_own_decodes(
    folder: Path, tmp_path: Path, change: str, said: str
) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    bent = tiny_pipelines.decoder(tmp_path / "bent", 8 if change == "channels" else 4)
    file = bent / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    name = next(name for name in weights if name.startswith("decoder") and "weight" in name)
    if change == "missing":
        del weights[name]
    elif change == "nan":
        weights[name] = torch.full_like(weights[name], float("nan"))
    save_file(weights, file, {"format": "pt"})
    heard: list[tuple[str, str]] = []
    left = made(
        folder, beside=lambda: Beside(None, bent), misfit=lambda *told: heard.append(told)
    )  # fmt: skip
    for _ in range(2):
        assert np.array_equal(drawn(left).frames, drawn(made(folder)).frames)
    ((part, why),) = heard
    assert part == "decoder" and said in why and why.startswith("the quick decoder does not fit")


@pytest.mark.parametrize("profile", ["cpu", "gpu"])
def test_it_is_a_choice_for_what_it_can_decode(profile: str) -> None:
    every, defaults = (*OTHERS, *CHECKPOINTS["cpu"].values()), CHECKPOINTS[profile]  # type: ignore[index]
    assert "decoder" not in chosen(load(profile=profile), defaults, every).checkpoints
    found = chosen(load(profile=profile, decoder="quick"), defaults, every)
    assert ("decoder" in found.checkpoints) == (profile == "cpu")
    assert any("GENEREC_DECODER" in note for note in found.notes) == (profile == "gpu")
    none = chosen(load(profile=profile, decoder="quick", picture="embedded"), defaults, every)
    assert "decoder" not in none.checkpoints and none.notes
