"""Faces that one cascade sees, and that others do not: in waves there are none."""

import csv
from collections.abc import Sequence

import numpy as np
import pytest

from app.settings import ROOT
from models.fidelity.face_witnesses import witnessed
from models.fidelity.private_frames import haar_faces, haar_sure
from models.media import probe, sample

CORPUS = ROOT / "assets" / "corpus"


def looked(name: str, count: int = 4) -> Sequence[np.ndarray]:
    with (CORPUS / "items.csv").open(encoding="utf-8") as lines:
        file = next(CORPUS / row["file"] for row in csv.DictReader(lines) if row["id"] == name)
    seconds = probe.probe(file).duration
    times = ((np.arange(count) + 0.5) * seconds / count).tolist()
    return [frame.image for frame in sample.at(file, times)]


@pytest.mark.parametrize("name", ["beach-view-2", "balloon-1", "rocket-1"])
def test_what_is_no_face_has_no_witness(name: str) -> None:
    images = looked(name)
    assert any(len(haar_faces(image)) for image in images)  # the cascade alone sees some
    assert not haar_sure(images)


def test_a_face_with_eyes_and_skin_is_one() -> None:
    assert haar_sure(looked("football-2"))


def test_nothing_is_no_face() -> None:
    assert not witnessed([np.full((120, 160, 3), 128, np.uint8)])
    assert not witnessed([])
