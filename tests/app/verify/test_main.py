"""From a produced file to the answer on the command line, with the real mark and signature."""

from pathlib import Path

import pytest

from agents.guard.guard import Guard
from app.marking import build_marks, build_signer
from app.sealing import Sealer
from app.settings import Settings, load
from app.store.store import Store
from app.verify.__main__ import main
from models.domain import Artifact, Recipe
from models.media.transform import transform

SOURCE = Path("assets/corpus/clips/forest-view-1.mp4")
RECIPE = Recipe(tool="style", pixels="changed", parameters={"style": "comic"})


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load(home=tmp_path_factory.mktemp("home"), database_url="", threads=1)


@pytest.fixture(scope="module")
def produced(settings: Settings) -> Path:
    """A clip that went the way of every clip, less the item."""
    work = settings.home / "work"
    work.mkdir()
    with Store(settings) as store:
        mark = build_marks(settings, store).new("changed")
        path = work / "made.mp4"
        draw = mark.on(lambda image, time: image, 640, 360)
        transform(
            SOURCE, path, draw, size=(640, 360), end=2.0, metadata=mark.lineage(RECIPE, ("p",))
        )
        artifact = Artifact(
            media=path, kind="video", title="t", parents=("p",), recipe=RECIPE,
            sources=(SOURCE,), mark=mark.identifier,
        )  # fmt: skip
        seal = Sealer(store.registry, build_signer(settings))
        return Guard(settings.home / "made", work, seal).admit(artifact).media


def said(settings: Settings, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main([str(path), "--home", str(settings.home)])
    return status, capsys.readouterr().out


def test_a_produced_file_is_ours_in_every_way(
    settings: Settings, produced: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said(settings, produced, capsys)
    assert status == 0 and text.startswith("Yes.")
    for source in ("credentials", "watermark", "bytes"):
        assert f"{source:12} ours" in text


def test_its_mark_outlives_a_stranger_s_encoder(
    settings: Settings, produced: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    transform(produced, tmp_path / "sent.mp4", size=(426, 240), crf=28)
    status, text = said(settings, tmp_path / "sent.mp4", capsys)
    assert status == 0 and "watermark    ours" in text and "bytes        unknown" in text


def test_another_clip_is_unknown(
    settings: Settings, produced: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said(settings, Path("assets/corpus/clips/cat-1.mp4"), capsys)
    assert status == 3 and text.startswith("Unknown.")


def test_what_is_no_media_is_said(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.mp4").write_text("words")
    with Store(settings):
        pass
    assert main([str(tmp_path / "a.mp4"), "--home", str(settings.home)]) == 1
    assert "a.mp4" in capsys.readouterr().err
    assert main([str(tmp_path / "a.mp4"), "--home", str(tmp_path)]) == 1
    assert "--home" in capsys.readouterr().err
