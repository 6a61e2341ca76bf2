"""Back ends that settings name: one that is none, or fails, is told, and another does its work."""

from pathlib import Path

import numpy as np
import pytest

from app.roles.roles import Roles
from app.settings import load
from app.wiring import ENCODERS, build_encoder, build_instructor, build_listener
from models.errors import Unavailable
from models.hub.check import answering
from tests.hub import tiny
from tests.models.speech.test_listener import recording


@pytest.mark.parametrize("name", ["ViT-Z-1", "local-dir:{}/none", "ViT-B-32@none"])
def test_an_encoder_that_is_none_leaves_the_embedded_one(name: str, tmp_path: Path) -> None:
    settings = load(home=tmp_path, encoder=f"openclip:{name.format(tmp_path)}")
    made = Roles(settings)
    for _ in range(2):
        assert build_encoder(settings, made).name == ENCODERS["embedded"](settings).name
    (note,) = made.notes
    assert note.startswith("The encoder '") and "check its name" in note or "*.safetensors" in note
    assert note.endswith("The embedded one does it instead.")
    with pytest.raises(Unavailable):  # a command takes no clips in with another one
        build_encoder(settings).texts(["a cat"])


def test_an_encoder_that_answers_with_no_numbers_leaves_the_embedded_one(tmp_path: Path) -> None:
    from tests.app.roles.test_bad_models import damaged

    folder = tiny.MAKERS["encoder"](tmp_path / "tiny")
    (file,) = folder.glob("*.safetensors")
    file.write_bytes(damaged(file.read_bytes(), "nan"))
    settings = load(home=tmp_path, encoder=f"openclip:local-dir:{folder}")
    made = Roles(settings)
    assert build_encoder(settings, made).name.startswith("embedded")
    assert "values that are no numbers" in made.notes[0]


def test_the_encoder_that_is_named_is_tried_once_and_answers(tmp_path: Path) -> None:
    settings = load(
        home=tmp_path, encoder=f"openclip:local-dir:{tiny.MAKERS['encoder'](tmp_path / 'tiny')}"
    )
    made = Roles(settings)
    assert made.encoder is made.encoder and made.notes == ()
    assert np.isfinite(build_encoder(settings, made).texts(["a cat"])).all()


def test_a_chat_model_that_is_none_leaves_the_embedded_one(tmp_path: Path) -> None:
    settings = load(home=tmp_path, chat="local", chat_model=str(tmp_path / "none"))
    made = Roles(settings)
    assert type(build_instructor(settings, made)) is type(build_instructor(load(home=tmp_path)))
    (note,) = made.notes
    assert "GENEREC_CHAT_MODEL is a folder" in note
    assert note.endswith("The embedded one answers instead.")


def test_a_speech_model_that_is_none_is_said_once(tmp_path: Path) -> None:
    settings = load(home=tmp_path, speech=str(tmp_path / "none"))
    made = Roles(settings)
    listener, sound = build_listener(settings, made), recording(tmp_path / "a.wav", 0.5)
    assert listener is not None and made.notes == ()
    for _ in range(2):
        with pytest.raises(Unavailable, match="GENEREC_SPEECH is a folder"):
            listener.hear(sound)
    (note,) = made.notes
    assert "GENEREC_SPEECH is a folder" in note


def test_what_is_told_twice_stands_once(tmp_path: Path) -> None:
    made = Roles(load(home=tmp_path))
    for _ in range(2):
        with pytest.raises(Unavailable), answering("the marker", made.note):
            raise RuntimeError("no")
    assert made.notes == ("The marker failed while it was used (RuntimeError); the log says more.",)
