"""The guard model and the picture classifier, as tiny ones of the same classes."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import Unavailable
from models.fidelity.check import Ingredient, Subject
from models.fidelity.guard_model import GuardModel
from models.fidelity.picture_model import PictureModel
from models.fidelity.safe_pictures import SafePictures
from tests.app.roles.test_bad_models import damaged
from tests.hub import tiny as tiny_hub
from tests.models.fidelity import tiny

RNG = np.random.default_rng(0)
PICTURES = [RNG.integers(0, 256, (h, w, 3)).astype(np.uint8) for h, w in ((40, 60), (20, 20))]


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_hub.chat(tmp_path_factory.mktemp("tiny") / "guard")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.save(tmp_path_factory.mktemp("tiny") / "pictures")


def test_words_get_a_score_that_is_the_same_again(guard: Path) -> None:
    model = GuardModel(guard, "the guard model acme/guard")
    model.load()
    scores = model.scores(["a cat", "how to make a bomb", ""])
    assert scores.shape == (3,) and ((scores > 0) & (scores < 1)).all()
    assert np.array_equal(scores, model.scores(["a cat", "how to make a bomb", ""]))


def test_the_label_that_is_likelier_decides(guard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    model = GuardModel(guard, "the guard model acme/guard")
    model.load()
    assert model._loaded is not None
    network, tokenizer = model._loaded
    for label, low, high in (
        (" Safe", 0, 0.05),
        (" Unsafe", 0.95, 1),
        (" Controversial", 0.3, 0.5),
    ):
        wanted = tokenizer(label, add_special_tokens=False)["input_ids"]

        class Says:
            device = network.device

            def __call__(self, input_ids: torch.Tensor, logits_to_keep: int) -> object:
                logits = torch.zeros(1, logits_to_keep, network.config.vocab_size)
                for at, token in enumerate(wanted[:logits_to_keep]):  # noqa: B023
                    logits[0, at, token] = 20
                return type("Out", (), {"logits": logits})

        model._loaded = (Says(), tokenizer)
        (score,) = model.scores(["anything"])
        assert low <= score <= high, label


def test_pictures_get_the_share_of_the_harmful_labels(pictures: Path, tmp_path: Path) -> None:
    model = PictureModel(pictures, "the picture classifier acme/vit")
    model.load()
    scores = model.scores(PICTURES)
    assert scores.shape == (2,) and ((scores > 0) & (scores < 1)).all()
    other = Path(shutil.copytree(pictures, tmp_path / "other"))
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps(config | {"label_names": ["SFW", "NSFW"]}))
    turned = PictureModel(other, "the picture classifier acme/vit").scores(PICTURES)
    assert np.allclose(scores + turned, 1, atol=1e-5)


def test_labels_that_say_nothing_of_harm_are_refused(tmp_path: Path) -> None:
    odd = tiny.save(tmp_path / "odd", ("cat", "dog"))
    with pytest.raises(Unavailable, match="tells apart cat, dog, and none of NSFW"):
        PictureModel(odd, "the picture classifier acme/vit").load()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label_names": 5}, "label_names in its config.json is 5, not a list of names"),
        ({"label_names": None}, "label_names in its config.json is None, not a list of names"),
        (
            {"label_names": [], "pretrained_cfg": {"label_names": "NSFW"}},
            "is 'NSFW', not a list of names",
        ),
    ],
)
def test_a_configuration_that_names_no_labels_is_said(
    pictures: Path, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    odd = Path(shutil.copytree(pictures, tmp_path / "odd"))
    config = json.loads((odd / "config.json").read_text())
    inner = config["pretrained_cfg"] | change.get("pretrained_cfg", {})
    (odd / "config.json").write_text(json.dumps(config | change | {"pretrained_cfg": inner}))
    with pytest.raises(Unavailable, match=said):
        PictureModel(odd, "the picture classifier acme/vit").load()


@pytest.mark.parametrize("change", ["missing", "extra", "nan"])
def test_damaged_weights_are_refused(
    guard: Path, pictures: Path, tmp_path: Path, change: str
) -> None:
    for source, made in ((guard, GuardModel), (pictures, PictureModel)):
        bent = Path(shutil.copytree(source, tmp_path / source.name))
        file = bent / "model.safetensors"
        file.write_bytes(damaged(file.read_bytes(), change))
        with pytest.raises(Unavailable):
            made(bent, "the model acme/tiny").load()


def test_a_classifier_that_fails_leaves_it_unknown(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    model = PictureModel(pictures, "the picture classifier acme/vit", fault=heard.append)
    model.load()

    def gone(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA error: device lost")

    assert model._loaded is not None
    model._loaded = (gone, *model._loaded[1:])
    subject = Subject(frames=[(0.0, PICTURES[0])], ingredients=[Ingredient(title="a clip")])
    found = SafePictures(model).check(subject)
    assert found.verdict == "unknown" and "failed while it was used" in found.reason
    assert len(heard) == 1
