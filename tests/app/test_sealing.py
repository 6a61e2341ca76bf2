"""Every file that leaves the gate is signed last, known by its bytes, and known by its sources."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.guard.guard import Guard
from agents.guard.marks import Marks
from app.keys import signing
from app.library import file_hash
from app.sealing import Sealer
from app.settings import load
from models.domain import Artifact, Recipe
from models.errors import BadMedia, BadRequest
from models.media.poster import save
from models.media.transform import transform
from models.provenance.certificates import Credentials, development
from models.provenance.credentials import Signer, Verifier
from models.provenance.marker import FakeMarker
from models.provenance.registry import MemoryRegistry
from tests.media_factory import make

CHANGED = Recipe(tool="style", pixels="changed", parameters={"style": "comic", "about": "secret"})
OWN = development()


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    (tmp_path / "work").mkdir()
    seal = Sealer(MemoryRegistry(), Signer(OWN, version="1"))
    return Guard(tmp_path / "made", tmp_path / "work", seal)


def edited(guard: Guard, source: Path, name: str = "made.mp4") -> Artifact:
    mark = Marks(FakeMarker()).new("changed")
    path = guard.work / name
    transform(source, path, metadata=mark.lineage(CHANGED, ("p",)))
    return Artifact(
        media=path, kind="video", title="t", parents=("p",), recipe=CHANGED,
        sources=(source,), mark=mark.identifier,
    )  # fmt: skip


def registry(guard: Guard) -> MemoryRegistry:
    assert isinstance(guard.seal, Sealer) and isinstance(guard.seal.registry, MemoryRegistry)
    return guard.seal.registry


def test_clip_and_still_are_signed_and_known(guard: Guard, tmp_path: Path) -> None:
    artifact = edited(guard, make(tmp_path / "source.mp4", seconds=1.0))
    admitted = guard.admit(artifact)
    assert admitted.report.marks == ("metadata", "label", "watermark", "credentials")
    for path in (admitted.media, admitted.poster):
        found = Verifier(OWN.anchors).read(path)
        record = registry(guard).by_bytes(file_hash(path))
        assert found.trust == "ours" and record is not None
        assert record.mark == artifact.mark == int(found.mark, 16)
        assert record.manifest == found.label and record.signed
        assert b"secret" not in path.read_bytes() and b"source.mp4" not in path.read_bytes()


def test_what_was_seen_going_by_is_what_it_looks_like(guard: Guard, tmp_path: Path) -> None:
    artifact = edited(guard, make(tmp_path / "source.mp4", seconds=1.0))
    guard.admit(replace(artifact, looks=(5, 2**64 - 1)))
    video, still = registry(guard).records
    assert video.fingerprint.tolist() == [5, 2**64 - 1]
    assert still.kind == "image" and len(still.fingerprint) <= 1


def test_marks_of_the_sources_are_remembered(guard: Guard, tmp_path: Path) -> None:
    first = edited(guard, make(tmp_path / "source.mp4", seconds=1.0))
    second = edited(guard, guard.admit(first).media, "second.mp4")
    third = edited(guard, guard.admit(second).media, "third.mp4")
    guard.admit(third)
    assert third.mark is not None
    assert registry(guard).by_mark(third.mark)[0].ancestors == (second.mark, first.mark)


def test_a_picture_is_signed_once(guard: Guard) -> None:
    mark = Marks(FakeMarker()).new("made")
    recipe = Recipe(tool="create", pixels="made")
    path = guard.work / "a.jpg"
    save(np.full((60, 80, 3), 90, np.uint8), path, metadata=mark.lineage(recipe, ()))
    artifact = Artifact(
        media=path, kind="image", title="t", parents=(), recipe=recipe, mark=mark.identifier
    )
    admitted = guard.admit(artifact)
    assert Verifier(OWN.anchors).read(admitted.media).trust == "ours"
    assert len(registry(guard).records) == 1


def test_a_source_that_is_gone_is_said(guard: Guard, tmp_path: Path) -> None:
    source = make(tmp_path / "source.mp4", seconds=1.0)
    artifact = edited(guard, source)
    with pytest.raises(BadMedia, match="not there any more"):
        guard.admit(replace(artifact, sources=(tmp_path / "gone.mp4",)))
    assert not list(guard.work.iterdir()) and not registry(guard).records


def test_a_certificate_is_made_once_for_this_user_alone(tmp_path: Path) -> None:
    settings = load(home=tmp_path / "home")
    first = signing(settings)
    assert signing(settings).key == first.key != signing(load(home=tmp_path / "other")).key
    assert (settings.home / "keys" / "signing").stat().st_mode & 0o077 == 0
    assert [path.name for path in (settings.home / "keys").iterdir()] == ["signing"]


def test_a_real_certificate_is_a_setting(tmp_path: Path) -> None:
    for name in ("chain", "key", "anchors"):
        (tmp_path / name).write_bytes(getattr(OWN, name))
    found = signing(
        load(home=tmp_path, signing_certificate=tmp_path / "chain", signing_key=tmp_path / "key")
    )
    assert found == Credentials(chain=OWN.chain, key=OWN.key, anchors=OWN.chain)
    assert not (tmp_path / "keys").exists()
    with pytest.raises(BadRequest, match="belong together"):
        load(home=tmp_path, signing_key=tmp_path / "key")
