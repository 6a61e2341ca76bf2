"""Damaged files: what parsers must survive, on small clips and pictures of our own, signed too."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.damage import KINDS, Worker, damaged, measured
from models.provenance.certificates import development
from models.provenance.credentials import Claim, Signer
from tests.media_factory import make


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    clip = make(folder / "a.mp4", seconds=1.0)
    signed = make(folder / "signed.mp4", seconds=0.5)
    Signer(development(), version="0").sign(signed, Claim(way="made", recipe={}, ai=True))
    noise = np.random.default_rng(1).integers(0, 255, (48, 64, 3), np.uint8)
    pictures = [folder / f"p.{ending}" for ending in ("jpg", "png", "webp", "gif")]
    for path in pictures:
        Image.fromarray(noise).save(path)
    webm = make(folder / "b.webm", seconds=0.5, codec="libvpx-vp9")
    return [clip, signed, webm, make(folder / "c.mkv", seconds=0.5), *pictures]


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_done(kind: str) -> None:
    data = bytes(range(256)) * 40
    rng = np.random.default_rng(2)
    made = [damaged(data, kind, rng) for _ in range(8)]
    assert any(one != data for one in made) and len(set(made)) > 1
    assert damaged(data, kind, np.random.default_rng(9)) == damaged(
        data, kind, np.random.default_rng(9)
    )


def test_no_crash_no_hang_and_no_odd_error(files: list[Path]) -> None:
    told = measured(files, 40, seed=11)
    assert told["wrong"] == [] and sum(told["kinds"].values()) == 40
    assert told["slowest"] < 20


def test_a_run_that_was_stopped_goes_on(files: list[Path], tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    first = measured(files, 2, seed=3, kept=kept)
    whole = measured(files, 4, seed=3, kept=kept)
    assert whole["files"] == len(whole["seconds"]) == 4
    assert whole["seconds"][:2] == first["seconds"]
    assert measured(files, 0, seed=4, kept=kept)["files"] == 0  # other copies: nothing of them yet


def test_a_crash_and_a_hang_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import benchmarks.damage as module

    worker = Worker()
    try:
        fine = make(tmp_path / "fine.mp4", seconds=0.2)
        assert worker.read(fine)["wrong"] == []
        assert worker._process is not None
        worker._process.kill()
        worker._process.wait()
        assert "a crash" in worker.read(fine)["wrong"][0]
        monkeypatch.setattr(module, "SECONDS", 0.0)
        assert worker.read(fine)["wrong"] == ["a hang"]
    finally:
        worker.close()
