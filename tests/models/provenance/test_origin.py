"""A file that says AI made it is believed; one that says nothing says nothing."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.media.picture import exif_of
from models.media.transform import transform
from models.provenance.certificates import development
from models.provenance.credentials import Claim, Signer
from models.provenance.origin import declared_ai, declared_ai_picture
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


@pytest.mark.parametrize(
    ("exif", "behind", "pixels"),
    [
        ({}, b"", "kept"),
        ({"generec": json.dumps({"pixels": "changed"})}, b"", "changed"),
        ({"AIGC": json.dumps({"Label": "1"})}, b"", "made"),
        ({}, XMP % b"trainedAlgorithmicMedia", "made"),
        ({}, XMP % b"digitalCapture", "kept"),
        ({}, b'<TC260:AIGC>{"Label":"1","ContentProducer":"x"}</TC260:AIGC>', "made"),
        ({}, b'TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;}"', "made"),
        ({}, b'TC260:AIGC="{&quot;Label&quot;:&quot;12&quot;}"', "kept"),
    ],
)
@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
def test_a_picture_is_told_like_a_clip(
    tmp_path: Path, exif: dict[str, str], behind: bytes, pixels: str, ending: str
) -> None:
    path = tmp_path / f"a{ending}"
    Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(path, exif=exif_of(exif))
    path.write_bytes(path.read_bytes() + behind)
    assert declared_ai_picture(path) == pixels
