"""Signed records: ours, a stranger's, a broken one and none are told apart; nothing private in."""

import json
import socket
from pathlib import Path

import numpy as np
import pytest

from models.errors import BadMedia, Unavailable
from models.media.poster import save
from models.media.probe import probe
from models.media.transform import transform
from models.provenance.certificates import Credentials, development
from models.provenance.credentials import Claim, Found, Signer, Verifier, Way
from tests.media_factory import make

RECIPE = {"tool": "style", "style": "comic"}


@pytest.fixture(scope="module")
def own() -> Credentials:
    return development()


@pytest.fixture
def signer(own: Credentials) -> Signer:
    return Signer(own, version="9")


@pytest.fixture
def verifier(own: Credentials) -> Verifier:
    return Verifier(own.anchors)


def signed(signer: Signer, folder: Path, way: Way = "edited", mark: str = "00ff") -> Path:
    source = make(folder / "source of a name.mp4", seconds=0.5)
    target = make(folder / "made.mp4", seconds=0.5, fps=10.0)
    sources = () if way == "made" else (source,)
    signer.sign(target, Claim(way=way, recipe=RECIPE, sources=sources, mark=mark))
    return target


def told(verifier: Verifier, path: Path, own: Credentials) -> dict:
    """The whole record, by the library itself."""
    import c2pa

    from models.provenance.credentials import _settings

    with path.open("rb") as file:
        reader = c2pa.Reader(None, file, None, c2pa.Context.from_dict(_settings(own.anchors)))
        return json.loads(reader.json())


def actions(manifest: dict) -> list[tuple[str, str]]:
    found = next(a for a in manifest["assertions"] if a["label"].startswith("c2pa.actions"))
    return [
        (one["action"], one.get("digitalSourceType", "").rpartition("/")[2])
        for one in found["data"]["actions"]
    ]


@pytest.mark.parametrize(
    ("way", "expected", "relation"),
    [
        (
            "made",
            [("c2pa.created", "trainedAlgorithmicMedia"), ("c2pa.watermarked.bound", "")],
            [],
        ),
        (
            "edited",
            [
                ("c2pa.opened", ""),
                ("c2pa.edited", "compositeWithTrainedAlgorithmicMedia"),
                ("c2pa.watermarked.bound", ""),
            ],
            ["parentOf"],
        ),
        (
            "composed",
            [
                ("c2pa.created", "compositeWithTrainedAlgorithmicMedia"),
                ("c2pa.placed", ""),
                ("c2pa.watermarked.bound", ""),
            ],
            ["componentOf"],
        ),
    ],
)
def test_a_file_says_how_it_came_to_be(
    way: Way,
    expected: list[tuple[str, str]],
    relation: list[str],
    signer: Signer,
    verifier: Verifier,
    own: Credentials,
    tmp_path: Path,
) -> None:
    path = signed(signer, tmp_path, way)
    found = verifier.read(path)
    assert (found.trust, found.mark) == ("ours", "00ff") and found.label.startswith("urn:c2pa:")
    everything = told(verifier, path, own)
    manifest = everything["manifests"][found.label]
    assert actions(manifest) == expected
    assert [one["relationship"] for one in manifest.get("ingredients", [])] == relation
    assert "source of a name" not in json.dumps(everything)
    assert probe(path).duration == pytest.approx(0.5, abs=0.1)


def test_a_plain_cut_is_bound_to_no_mark_and_says_no_ai(
    signer: Signer, verifier: Verifier, own: Credentials, tmp_path: Path
) -> None:
    source = make(tmp_path / "source.mp4", seconds=0.5)
    cut = make(tmp_path / "cut.mp4", seconds=0.5)
    signer.sign(cut, Claim(way="kept", recipe={"tool": "clip"}, sources=(source,), ai=False))
    found = verifier.read(cut)
    manifest = told(verifier, cut, own)["manifests"][found.label]
    assert found.trust == "ours" and found.mark == ""
    assert actions(manifest) == [("c2pa.opened", ""), ("c2pa.trimmed", "")]


def test_what_was_signed_before_is_told_with_its_own_record(
    signer: Signer, verifier: Verifier, own: Credentials, tmp_path: Path
) -> None:
    first = signed(signer, tmp_path)
    before = verifier.read(first)
    second = make(tmp_path / "second.mp4", seconds=0.5)
    signer.sign(second, Claim(way="edited", recipe=RECIPE, sources=(first,)))
    assert set(told(verifier, second, own)["manifests"]) == {
        before.label,
        verifier.read(second).label,
    }


def test_one_flipped_bit_a_stranger_a_stripped_and_an_encoded_file_are_told_apart(
    signer: Signer, verifier: Verifier, tmp_path: Path
) -> None:
    path = signed(signer, tmp_path)
    stranger = Verifier(development().anchors).read(path)
    assert stranger.trust == "stranger" and stranger.issuer == "GeneRec (development)"
    transform(path, tmp_path / "again.mp4")
    assert verifier.read(tmp_path / "again.mp4") == Found()
    flipped = bytearray(path.read_bytes())
    flipped[-500] ^= 1
    path.write_bytes(flipped)
    broken = verifier.read(path)
    assert broken.trust == "broken" and "bmffHash.mismatch" in broken.problem


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_pictures_carry_one_too(
    name: str, signer: Signer, verifier: Verifier, tmp_path: Path
) -> None:
    path = tmp_path / name
    save(np.full((40, 60, 3), 90, np.uint8), path)
    signer.sign(path, Claim(way="made", recipe=RECIPE, mark="0a"))
    assert verifier.read(path).trust == "ours" and verifier.read(path).mark == "0a"


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"PK\x03\x04" + bytes(100), bytes(20) + b"ftypisom"]
)
def test_what_is_no_media_has_no_record(data: bytes, verifier: Verifier, tmp_path: Path) -> None:
    path = tmp_path / "odd.mp4"
    path.write_bytes(data)
    assert verifier.read(path).trust in ("none", "broken")


def test_what_cannot_be_signed_is_said_and_left_as_it_was(signer: Signer, tmp_path: Path) -> None:
    path = tmp_path / "odd.mp4"
    path.write_bytes(b"no video")
    with pytest.raises(BadMedia, match="cannot be signed"):
        signer.sign(path, Claim(way="made", recipe={}))
    assert path.read_bytes() == b"no video" and list(tmp_path.iterdir()) == [path]


def test_a_key_of_another_certificate_is_refused_without_saying_it(own: Credentials) -> None:
    with pytest.raises(Unavailable, match="GENEREC_SIGNING_CERTIFICATE") as refused:
        Signer(Credentials(chain=own.chain, key=b"none", anchors=own.anchors), version="1")
    assert "PRIVATE" not in str(refused.value) and "PRIVATE" not in repr(own)


def test_nothing_goes_over_the_network(
    signer: Signer, verifier: Verifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", never)
    assert verifier.read(signed(signer, tmp_path)).trust == "ours"
