"""The gate: what may pass, what may not, and that nothing is left behind."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents.guard.guard import Admitted, Guard
from agents.guard.marks import Marks, told
from agents.guard.seal import FakeSeal, Sealed
from models.domain import Artifact, Recipe
from models.errors import BadMedia, Unavailable
from models.media.picture import picture_metadata
from models.media.poster import save
from models.media.transform import transform
from tests.media_factory import make

KEPT = Recipe(tool="clip", pixels="kept", parameters={"start": 1.0})
CHANGED = Recipe(tool="style", pixels="changed")


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    (tmp_path / "work").mkdir()
    return Guard(tmp_path / "made", tmp_path / "work")


def clip(guard: Guard, recipe: Recipe = KEPT) -> Artifact:
    bare = make(guard.work.parent / "bare.mp4", seconds=1.0)
    path = guard.work / "clip.mp4"
    transform(bare, path, metadata=Marks().new(recipe.pixels).lineage(recipe, ("p",)))
    return artifact(path, "video", recipe)


def picture(guard: Guard, name: str = "cover.jpg", size: tuple[int, int] = (32, 24)) -> Artifact:
    path = guard.work / name
    save(
        np.full((*size[::-1], 3), 90, np.uint8),
        path,
        size[0],
        Marks().new("kept").lineage(KEPT, ("p",)),
    )
    return artifact(path, "image", KEPT)


def artifact(path: Path, kind: str, recipe: Recipe) -> Artifact:
    return Artifact(media=path, kind=kind, title="t", parents=("p",), recipe=recipe)  # type: ignore[arg-type]


def refused(guard: Guard, made: Artifact, reason: str) -> None:
    with pytest.raises(BadMedia, match=reason):
        guard.admit(made)
    assert not guard.served.exists() or not list(guard.served.iterdir())
    assert not list(guard.work.iterdir())


def test_a_clip_moves_over_with_a_still_that_says_where_it_is_from(guard: Guard) -> None:
    admitted = guard.admit(clip(guard, CHANGED))
    assert admitted.media.parent == admitted.poster.parent == guard.served
    assert sorted(guard.served.iterdir()) == sorted((admitted.media, admitted.poster))
    assert not list(guard.work.iterdir())
    assert "generec" in picture_metadata(admitted.poster)
    assert told(admitted.media).pixels == "changed"
    assert "AIGC" in picture_metadata(admitted.poster)
    assert admitted.report.marks == ("metadata", "label")
    assert admitted.report.verdict == "unknown"  # nothing here can judge a picture's content


@pytest.mark.parametrize("name", ["cover.jpg", "cover.png", "cover.webp"])
def test_a_picture_carries_its_lineage(guard: Guard, name: str) -> None:
    admitted = guard.admit(picture(guard, name))
    assert admitted.media == admitted.poster
    told = picture_metadata(admitted.media)
    assert '"tool": "clip"' in told["generec"] and "GeneRec" in told["comment"]


def test_files_without_lineage_are_withheld(guard: Guard) -> None:
    refused(guard, artifact(make(guard.work / "a.mp4", seconds=0.5), "video", KEPT), "where it is")
    Image.new("RGB", (8, 8)).save(guard.work / "a.jpg")
    refused(guard, artifact(guard.work / "a.jpg", "image", KEPT), "where it is")


def test_what_cannot_be_read_is_withheld(guard: Guard) -> None:
    (guard.work / "a.mp4").write_text("no video")
    refused(guard, artifact(guard.work / "a.mp4", "video", KEPT), "withheld")
    good = picture(guard)
    good.media.write_bytes(good.media.read_bytes()[:-200])
    refused(guard, good, "could not be read")
    refused(guard, artifact(guard.work / "gone.mp4", "video", KEPT), "not there")


def test_a_picture_bomb_is_withheld(guard: Guard) -> None:
    Image.new("1", (20_000, 20_000)).save(guard.work / "bomb.png")
    refused(guard, artifact(guard.work / "bomb.png", "image", KEPT), "pixels|million")


@pytest.mark.parametrize("kind", ["symlink", "hardlink", "folder"])
def test_only_plain_files_of_the_work_folder_pass(guard: Guard, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.jpg"
    save(np.full((8, 8, 3), 90, np.uint8), secret, 8, Marks().new("kept").lineage(KEPT, ()))
    trap = guard.work / "trap.jpg"
    if kind == "symlink":
        trap.symlink_to(secret)
    elif kind == "hardlink":
        os.link(secret, trap)
    else:
        trap.mkdir()
    with pytest.raises(BadMedia, match="work folder"):
        guard.admit(artifact(trap, "image", KEPT))
    assert secret.is_file() and not guard.served.exists()


def test_a_file_elsewhere_is_refused_and_left_alone(guard: Guard, tmp_path: Path) -> None:
    outside = make(tmp_path / "theirs.mp4", seconds=0.5)
    for path in (outside, guard.work / ".." / "theirs.mp4"):
        with pytest.raises(BadMedia, match="work folder"):
            guard.admit(artifact(path, "video", KEPT))
        assert outside.is_file()


def test_a_move_that_fails_leaves_nothing(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    import agents.guard.guard as module

    real, moves = module.shutil.move, []

    def failing(source: Path, target: Path) -> None:
        moves.append(source)
        if len(moves) == 2:
            raise OSError("disk full")
        real(source, target)

    monkeypatch.setattr(module.shutil, "move", failing)
    with pytest.raises(OSError, match="disk full"):
        guard.admit(clip(guard))
    assert not list(guard.served.iterdir()) and not list(guard.work.iterdir())


def test_what_was_admitted_can_be_taken_back(guard: Guard) -> None:
    admitted = guard.admit(clip(guard))
    assert isinstance(admitted, Admitted)
    guard.withdraw(admitted)
    assert not list(guard.served.iterdir())


def test_what_was_changed_without_an_invisible_mark_is_withheld(guard: Guard) -> None:
    guard = Guard(guard.served, guard.work, FakeSeal())
    refused(guard, clip(guard, CHANGED), "no invisible mark")
    made = replace(clip(guard, CHANGED), mark=7)
    assert guard.admit(made).report.marks == ("metadata", "label", "watermark", "registry")


def test_the_registry_knows_the_very_bytes_that_are_served(guard: Guard) -> None:
    seal = FakeSeal()
    admitted = Guard(guard.served, guard.work, seal).admit(clip(guard))
    served = (admitted.media, admitted.poster)
    assert seal.known == {hashlib.sha256(path.read_bytes()).hexdigest() for path in served}


def test_what_the_registry_does_not_take_is_not_served(guard: Guard) -> None:
    class Full(FakeSeal):
        def close(self, artifact: Artifact, media: Path, poster: Path) -> Sealed:
            def enter() -> None:
                raise Unavailable("the disk is full")

            return Sealed(marks=(), enter=enter)

    with pytest.raises(Unavailable, match="full"):
        Guard(guard.served, guard.work, Full()).admit(clip(guard))
    assert not list(guard.served.iterdir()) and not list(guard.work.iterdir())
