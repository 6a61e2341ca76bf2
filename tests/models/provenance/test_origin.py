"""A file that says AI made it is believed; one that says nothing says nothing."""

from pathlib import Path

import pytest

from models.media.transform import transform
from models.provenance.certificates import development
from models.provenance.credentials import Claim, Signer
from models.provenance.origin import declared_ai
from tests.media_factory import make

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/'
    b"newscodes/digitalsourcetype/%s</Iptc4xmpExt:DigitalSourceType></x:xmpmeta>"
)


def saying(folder: Path, **metadata: str) -> Path:
    transform(make(folder / "bare.mp4", seconds=0.5), folder / "a.mp4", metadata=metadata)
    return folder / "a.mp4"


@pytest.mark.parametrize(
    ("metadata", "pixels"),
    [
        ({}, "kept"),
        ({"generec": '{"pixels": "changed"}'}, "changed"),
        ({"generec": '{"pixels": "kept"}'}, "kept"),
        ({"generec": "[1"}, "kept"),
        ({"AIGC": '{"Label": "1", "ContentProducer": "x"}'}, "made"),
        ({"AIGC": '{"Label": "3"}'}, "kept"),
        ({"comment": "made by AI"}, "kept"),
    ],
)
def test_words_in_the_container(tmp_path: Path, metadata: dict[str, str], pixels: str) -> None:
    assert declared_ai(saying(tmp_path, **metadata)) == pixels


@pytest.mark.parametrize(
    ("kind", "pixels"),
    [
        (b"trainedAlgorithmicMedia", "made"),
        (b"compositeWithTrainedAlgorithmicMedia", "changed"),
        (b"digitalCapture", "kept"),
    ],
)
def test_the_iptc_s_source_type(tmp_path: Path, kind: bytes, pixels: str) -> None:
    path = saying(tmp_path)
    box = XMP % kind
    path.write_bytes(path.read_bytes() + (len(box) + 8).to_bytes(4, "big") + b"free" + box)
    assert declared_ai(path) == pixels


def test_a_stranger_s_signed_record(tmp_path: Path) -> None:
    path = saying(tmp_path)
    Signer(development("Somebody"), version="1").sign(path, Claim(way="made", recipe={}))
    assert declared_ai(path) == "made"
