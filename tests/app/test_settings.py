import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.settings import Settings, load
from models.errors import BadRequest
from tests.models.provenance import stand_ins


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GENEREC_")]:
        monkeypatch.delenv(name)


def test_defaults_need_no_environment() -> None:
    settings = load()
    assert settings.home == Path.home() / ".generec" and settings.profile == "embedded"
    assert settings.database == f"sqlite:///{Path.home()}/.generec/generec.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.corpus.is_absolute() and settings.retention_days is None


def test_the_environment_counts_and_overrides_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENEREC_PORT", "8000")
    monkeypatch.setenv("GENEREC_HOME", "~/elsewhere")
    monkeypatch.setenv("GENEREC_DATABASE_URL", "postgresql://db/x")
    settings = load(threads=1)
    assert (settings.port, settings.threads) == (8000, 1)
    assert settings.home == Path.home() / "elsewhere"
    assert settings.database == "postgresql://db/x"
    assert load(port=9000).port == 9000


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "GENEREC_PORT is 'abc'"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("THREADS", "0", "greater than or equal to 1"),
        ("PROFILE", "huge", "'embedded', 'cpu', 'gpu' or 'auto'"),
        ("CLIP_SECONDS", "-1", "greater than 0"),
        ("RESEARCH", "perhaps", "GENEREC_RESEARCH is 'perhaps'"),
    ],
)
def test_a_value_that_does_not_fit_is_said(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"GENEREC_{name}", value)
    with pytest.raises(BadRequest, match="Change or unset it") as caught:
        load()
    assert said in str(caught.value)


def test_an_override_that_does_not_exist_is_said() -> None:
    with pytest.raises(BadRequest, match="GENEREC_PROT"):
        load(prot=1)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().port = 1  # type: ignore[misc]


def test_every_knob_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_importing_the_store_touches_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, app.settings, app.store.store, app.research.export, app.export;"
        "print([m for m in ('torch', 'gradio', 'alembic', 'faiss', 'av') if m in sys.modules])"
    )
    environment = os.environ | {"HOME": str(tmp_path), "GENEREC_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]" and list(tmp_path.iterdir()) == []


def test_the_encoder_is_chosen_by_name() -> None:
    from app.wiring import build_encoder

    assert build_encoder(load(encoder="openclip:ViT-B-32-256@laion")).name == (
        "openclip-ViT-B-32-256-laion"
    )
    with pytest.raises(BadRequest, match="GENEREC_ENCODER"):
        load(encoder="clip")


def test_another_marker_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert load(marker="generec").marker == load().marker == "generec"
    for name in ("trustmark", "videoseal"):
        with pytest.raises(BadRequest, match=f"is '{name}': the package .*not installed; “pip"):
            load(marker=name)
    with pytest.raises(BadRequest, match="GENEREC_MARKER is 'none'"):
        load(marker="none")


@pytest.mark.parametrize("name", ["trustmark", "videoseal"])
def test_the_marker_that_is_set_draws_and_our_own_is_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.marking import build_marker, marking_key
    from models.provenance.payload import Book

    stand_ins.install(monkeypatch, name)
    own = build_marker(load(home=tmp_path))
    chosen = build_marker(load(home=tmp_path, marker=name))
    assert (own.name, chosen.name) == ("generec-1", f"{name}-1")
    known = Book([5], marking_key(load(home=tmp_path)))
    picture = np.random.default_rng(1).integers(60, 200, (45, 80, 3), np.uint8)
    picture = np.repeat(np.repeat(picture, 8, 0), 8, 1)
    for marker in (own, chosen):
        drawn = marker.drawer(5, 640, 360)(picture)
        assert chosen.read([drawn], known).found == "ours"
