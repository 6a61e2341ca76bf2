"""Faces and writing blurred in a clip, as one edit among others."""

from pathlib import Path

import numpy as np
import pytest

from agents.guard.marks import Marks
from agents.make.blurring import Blur
from agents.make.changes import together
from agents.make.editor import Editor
from models.domain import Item
from models.errors import BadRequest
from models.fidelity.text_reader import FakeTextReader, Line
from models.media.decode import frames
from models.stylise.edits import Edit
from tests.agents.stage import ENCODER, catalogue, coloured, item

PLATE = Line(text="B-AB 1234", box=(0.5, 0.25, 0.4, 0.2))
SIGN = Line(text="Bakery", box=(0.0, 0.6, 0.4, 0.2))


def nobody(image: np.ndarray) -> np.ndarray:
    return np.zeros((0, 4))


@pytest.fixture
def clip(tmp_path: Path) -> Item:
    path = coloured(tmp_path / "red.mp4", ("red",), each=1.0)
    return item("red", media=path, duration=1.0, width=96, height=128)


def bench(tmp_path: Path, *lines: Line) -> Blur:
    reader = FakeTextReader(*lines)
    return Blur(work=tmp_path, marks=Marks(), reader=reader, faces=nobody)


def roughness(path: Path, box: tuple[float, float, float, float]) -> float:
    """How lively the last picture is in a box: the stripes, or the lack of them."""
    image = list(frames(path))[-1].image
    height, width = image.shape[:2]
    left, top, wide, high = box
    rows = slice(round(top * height), round((top + high) * height))
    columns = slice(round(left * width), round((left + wide) * width))
    return float(image[rows, columns].std(axis=1).mean())


def test_a_plate_is_blurred_and_a_sign_is_not(tmp_path: Path, clip: Item) -> None:
    change = bench(tmp_path, PLATE, SIGN).change(clip, "numbers")
    assert change.recipe.parameters == {"blurred": "numbers"} and "missed" in change.note
    editor = Editor(catalogue(clip), ENCODER, tmp_path / "work")
    made = editor.write(clip, [change])
    assert made.title == "red (numbers blurred)" and made.recipe.pixels == "changed"
    assert roughness(made.media, PLATE.box) < 0.6 * roughness(clip.media, PLATE.box)
    assert roughness(made.media, SIGN.box) > 0.6 * roughness(clip.media, SIGN.box)


def test_writing_is_every_line(tmp_path: Path, clip: Item) -> None:
    change = bench(tmp_path, SIGN).change(clip, "writing")
    whole = together(
        [change, Editor(catalogue(clip), ENCODER, tmp_path).adjust(clip, Edit(mute=True))]
    )
    assert whole.recipe.tool == "blur+adjust" and whole.recipe.pixels == "changed"
    with pytest.raises(BadRequest, match="no number, address or plate"):
        bench(tmp_path, SIGN).change(clip, "numbers")
    with pytest.raises(BadRequest, match="neither a face nor a number"):
        bench(tmp_path, SIGN).change(clip)


def test_faces_are_found_wherever_they_go(tmp_path: Path, clip: Item) -> None:
    seen: list[int] = []

    def somebody(image: np.ndarray) -> np.ndarray:
        seen.append(1)
        return np.array([PLATE.box])

    blur = Blur(work=tmp_path, marks=Marks(), faces=somebody)
    change = blur.change(clip, "faces")
    looked = len(seen)
    picture, size = change.begin(96, 128)
    stripes = np.where(np.arange(96) // 8 % 2, 200, 40)[None, :, None]
    image = np.broadcast_to(stripes, (128, 96, 3)).astype(np.uint8)
    done = picture(image, 0.0)
    assert size == (96, 128) and len(seen) > looked
    assert np.array_equal(done[100:], image[100:]) and not np.array_equal(done[40], image[40])


def test_what_other_witnesses_take_for_no_face_is_left_and_said(tmp_path: Path, clip: Item) -> None:
    def somebody(image: np.ndarray) -> np.ndarray:
        return np.array([PLATE.box])

    reader = FakeTextReader(PLATE)
    unsure = Blur(
        work=tmp_path, marks=Marks(), reader=reader, faces=somebody, sure=lambda images: False
    )
    with pytest.raises(BadRequest, match="I see no faces in it.*blur the faces anyway"):
        unsure.change(clip, "faces")
    assert unsure.change(clip, "faces", anyway=True).title == "faces blurred"
    picture, _ = unsure.change(clip, "all").begin(96, 128)  # the plate alone
    image = np.random.default_rng(0).integers(0, 255, (128, 96, 3), np.uint8)
    assert np.array_equal(picture(image, 0.0)[100:], image[100:])
    sure = Blur(work=tmp_path, marks=Marks(), faces=somebody, sure=lambda images: True)
    assert sure.change(clip, "faces").title == "faces blurred"


def test_what_is_pixelated_says_so_and_has_few_hard_squares(tmp_path: Path, clip: Item) -> None:
    change = bench(tmp_path, PLATE).change(clip, "numbers", pixels=True)
    assert change.recipe.parameters == {"blurred": "numbers", "pixels": True}
    assert change.title == "numbers pixelated" and change.note.startswith("Numbers pixelated.")
    made = Editor(catalogue(clip), ENCODER, tmp_path / "work").write(clip, [change])
    assert roughness(made.media, PLATE.box) < 0.6 * roughness(clip.media, PLATE.box)
