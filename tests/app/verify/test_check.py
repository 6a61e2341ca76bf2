"""Ours, maybe, unknown: what each source says, and what they say together."""

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.library import file_hash
from app.verify.check import Check
from app.verify.verdict import APART, COPIED, SENTENCES, Verdict
from models.errors import BadMedia
from models.media.poster import poster
from models.media.probe import Limits
from models.media.transform import transform
from models.provenance.certificates import development
from models.provenance.credentials import Claim, Signer, Verifier
from models.provenance.fingerprint import of_video
from models.provenance.marker import Draw, Image, Reading
from models.provenance.payload import Book
from models.provenance.registry import MemoryRegistry, Record

CLIPS = Path("assets/corpus/clips")
FOREST, CAT = CLIPS / "forest-view-1.mp4", CLIPS / "cat-1.mp4"
OWN = development()
KEY = b"a key of twenty bytes"


class Says:
    """A marker that reads what it is told."""

    name = "says"

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        raise NotImplementedError

    def read(self, images: Iterable[Image], known: Book) -> Reading:
        return self.reading


MARKED = Reading(found="ours", identifier=7, score=14.0, trace=9.0, scale=1.0)


def check(registry: MemoryRegistry, reading: Reading | None = None) -> Check:
    marker = Says(Reading() if reading is None else reading)
    return Check(registry, marker, KEY, Verifier(OWN.anchors), Limits())


def known(path: Path, mark: int | None = None, **more: object) -> MemoryRegistry:
    registry = MemoryRegistry()
    record = Record(sha256="x", kind="video", fingerprint=of_video(path), mark=mark, at=3600.0)
    registry.add(replace(record, **more))  # type: ignore[arg-type]
    return registry


def answers(verdict: Verdict) -> dict[str, str]:
    return {one.source: one.answer for one in verdict.evidence}


def test_nothing_is_found_and_nothing_is_said_about_who_made_it() -> None:
    verdict = check(known(CAT))(FOREST)
    assert verdict.answer == "unknown" and set(answers(verdict).values()) == {"unknown"}
    assert verdict.at is None and "nothing about who" in verdict.says
    for sentence in (*SENTENCES.values(), COPIED, APART):
        assert "people" not in sentence and "human" not in sentence


def test_the_very_bytes_are_ours() -> None:
    verdict = check(known(CAT, sha256=file_hash(FOREST)))(FOREST)
    assert verdict.answer == "ours" and verdict.at == 3600.0
    assert answers(verdict)["bytes"] == "ours"


def test_a_known_mark_is_ours_and_an_unknown_one_may_be() -> None:
    assert check(known(FOREST, 7), MARKED)(FOREST).answer == "ours"
    stray = check(known(FOREST, 8), replace(MARKED, found="maybe"))(FOREST)
    assert stray.answer == "maybe" and answers(stray)["watermark"] == "maybe"
    trace = check(MemoryRegistry(), Reading(found="maybe", trace=8.5))(FOREST)
    assert trace.answer == "maybe" and trace.says == SENTENCES["maybe"]


def test_a_mark_copied_to_something_else_is_no_yes() -> None:
    verdict = check(known(CAT, 7), MARKED)(FOREST)
    assert (verdict.answer, verdict.says) == ("maybe", COPIED)


def test_a_crop_cannot_be_compared_by_its_looks() -> None:
    assert check(known(CAT, 7), replace(MARKED, scale=1.3))(FOREST).answer == "ours"


def test_a_mark_that_tells_no_scale_is_no_yes_on_something_else() -> None:
    assert check(known(FOREST, 7), replace(MARKED, scale=0.0))(FOREST).answer == "ours"
    verdict = check(known(CAT, 7), replace(MARKED, scale=0.0))(FOREST)
    assert (verdict.answer, verdict.says) == ("maybe", COPIED)


def test_looks_alone_may_be_and_are_never_enough(tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    transform(FOREST, copy, size=180, end=1.0)
    verdict = check(known(FOREST))(copy)
    assert verdict.answer == "maybe" and answers(verdict)["looks"] == "maybe"


def signed(folder: Path, mark: str = "") -> tuple[Path, str]:
    path = folder / "signed.mp4"
    transform(FOREST, path, size=180, end=0.5)
    claim = Claim(way="made", recipe={}, mark=mark)
    return path, Signer(OWN, version="1").sign(path, claim)[0]


def test_a_record_signed_here_is_ours_if_we_know_the_file(tmp_path: Path) -> None:
    path, label = signed(tmp_path)
    assert check(known(CAT, manifest=label))(path).answer == "ours"
    stray = check(known(CAT))(path)
    assert stray.answer == "maybe" and answers(stray)["credentials"] == "maybe"


def test_a_record_and_a_mark_of_different_files_are_no_yes(tmp_path: Path) -> None:
    path, label = signed(tmp_path)
    registry = known(FOREST, 7)
    registry.add(replace(registry.records[0], mark=8, manifest=label))
    verdict = check(registry, MARKED)(path)
    assert (verdict.answer, verdict.says) == ("maybe", APART)
    # What it was made of carried that mark: both are right.
    registry.records[1] = replace(registry.records[1], ancestors=(7,))
    assert check(registry, MARKED)(path).answer == "ours"


def test_a_strangers_record_that_names_our_mark_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "forged.mp4"
    transform(FOREST, path, size=180, end=0.5)
    Signer(development("Somebody"), version="1").sign(
        path, Claim(way="made", recipe={}, mark="000000000007")
    )
    verdict = check(known(CAT, 7))(path)
    assert verdict.answer == "unknown"
    assert "somebody we do not know (Somebody)" in verdict.evidence[0].says


def test_a_changed_byte_breaks_the_record(tmp_path: Path) -> None:
    path, label = signed(tmp_path)
    data = bytearray(path.read_bytes())
    data[-300] ^= 1
    path.write_bytes(data)
    verdict = check(known(CAT, manifest=label))(path)
    assert verdict.answer == "unknown" and "changed after" in verdict.evidence[0].says


def test_a_picture_is_looked_at_too(tmp_path: Path) -> None:
    poster(FOREST, tmp_path / "still.jpg")
    assert check(known(FOREST, 7), MARKED)(tmp_path / "still.jpg").answer == "ours"


def test_what_is_no_media_gets_one_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zip.mp4", "w") as file:
        file.writestr("a", "b")
    (tmp_path / "words.jpg").write_text("no picture")
    (tmp_path / "empty.mp4").write_bytes(b"")
    (tmp_path / "short.mp4").write_bytes(FOREST.read_bytes()[:2000])
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(BadMedia) as refused:
            check(MemoryRegistry())(path)
        assert path.name in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_are_answered_or_refused_and_nothing_else(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    path, _ = signed(tmp_path) if seed % 3 == 0 else (tmp_path / "still.jpg", "")
    if seed % 3:
        poster(FOREST, path)
    data = bytearray(path.read_bytes())
    for place in rng.integers(0, len(data), 30):
        data[place] ^= 1 << int(rng.integers(8))
    path.write_bytes(data[: int(len(data) * rng.uniform(0.3, 1.0))])
    try:
        assert check(known(FOREST, 7))(path).answer in ("unknown", "maybe")
    except BadMedia as refused:
        assert "\n" not in str(refused)
