"""A tiny BLIP says something of a picture, and refuses what it is not."""

from pathlib import Path

import numpy as np
import pytest

from models.describe.blip import BlipCaptioner
from models.describe.captioner import FakeCaptioner
from models.errors import Unavailable
from models.fidelity.guard_model import GuardModel
from tests.app.roles.test_bad_models import damaged
from tests.models.describe import tiny
from tests.waiting import until

PICTURE = np.random.default_rng(0).integers(0, 256, (40, 60, 3)).astype(np.uint8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.save(tmp_path_factory.mktemp("tiny") / "blip")


def test_a_caption_is_of_its_words_and_the_same_again(folder: Path) -> None:
    captioner = BlipCaptioner(folder, "the caption model acme/blip")
    captioner.load()
    said = captioner.caption(PICTURE)
    assert set(said.lower().split()) <= {word.lower() for word in tiny.WORDS}
    assert captioner.caption(PICTURE) == said


@pytest.mark.parametrize("stays", [False, True])
def test_who_is_idle_gives_memory_back_unless_every_turn_waits_for_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    monkeypatch.setattr(BlipCaptioner, "stays", stays)
    captioner = BlipCaptioner(folder, "the caption model acme/blip")
    captioner._thread._idle = 0.05
    said = captioner.caption(PICTURE)
    until(lambda: captioner._thread._thread is None)
    until(lambda: (captioner._loaded is not None) == stays)
    assert captioner.caption(PICTURE) == said and GuardModel.stays


@pytest.mark.parametrize("change", ["missing", "nan"])
def test_damaged_weights_are_refused(folder: Path, tmp_path: Path, change: str) -> None:
    import shutil

    bent = Path(shutil.copytree(folder, tmp_path / change))
    file = bent / "model.safetensors"
    file.write_bytes(damaged(file.read_bytes(), change))
    said = "missing" if change == "missing" else "no numbers"
    with pytest.raises(Unavailable, match=said):
        BlipCaptioner(bent, "the caption model acme/blip").load()


def test_a_card_that_vanishes_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    captioner = BlipCaptioner(folder, "the caption model acme/blip", fault=heard.append)
    captioner.load()

    def gone(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA error: device lost")

    loaded = captioner._loaded
    assert loaded is not None
    monkeypatch.setattr(loaded[0], "generate", gone)
    with pytest.raises(Unavailable, match="failed while it was used"):
        captioner.caption(PICTURE)
    assert len(heard) == 1


def test_the_fake_names_a_colour() -> None:
    assert FakeCaptioner().caption(np.full((2, 2, 3), (9, 0, 0), np.uint8)) == "something red"
