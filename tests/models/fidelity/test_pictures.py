"""What the checks of pictures see."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.fidelity.check import Ingredient, Subject
from models.fidelity.private_frames import PrivateFrames
from models.fidelity.safe_pictures import SafePictures
from models.fidelity.text_reader import FakeTextReader, Line, RapidTextReader

GREY = np.full((90, 160, 3), 90, np.uint8)
FRAMES = ((0.5, GREY), (1.5, GREY))
BOX = (0.1, 0.2, 0.3, 0.1)
PHONE = FakeTextReader(Line(text="Call +44 20 7946 0958", box=BOX))


def no_faces(image: np.ndarray) -> np.ndarray:
    return np.zeros((0, 4))


def two_faces(image: np.ndarray) -> np.ndarray:
    return np.array([[0.1, 0.1, 0.2, 0.2], [0.5, 0.1, 0.2, 0.2]])


def test_text_that_leads_to_somebody_is_found_where_it_stands() -> None:
    found = PrivateFrames(PHONE, no_faces).check(Subject(frames=FRAMES))
    assert found.verdict == "unknown" and found.remedy == "blur"
    assert found.reason == "its pictures show a phone number"  # in two frames, and one of them
    assert [(e.time, e.box) for e in found.evidence] == [(0.5, BOX), (1.5, BOX)]
    calm = FakeTextReader(Line(text="a calm sea", box=BOX))
    assert PrivateFrames(calm, no_faces).check(Subject(frames=FRAMES)).verdict == "pass"


@pytest.mark.parametrize(
    ("made_of", "verdict"),
    [
        ((), "unknown"),
        ((Ingredient(),), "unknown"),
        ((Ingredient(consent=True),), "pass"),
        ((Ingredient(drawn=True),), "pass"),
        ((Ingredient(drawn=True), Ingredient()), "unknown"),
        ((Ingredient(consent=False),), "fail"),
    ],
)
def test_faces_need_consent(made_of: tuple[Ingredient, ...], verdict: str) -> None:
    check = PrivateFrames(FakeTextReader(), two_faces)
    found = check.check(Subject(frames=FRAMES, pixels="changed", ingredients=made_of))
    assert found.verdict == verdict
    if verdict != "pass":
        assert found.reason.startswith("its pictures show 2 faces") and len(found.evidence) == 4


def test_the_likeness_of_people_in_a_clip_somebody_brought_needs_their_word() -> None:
    check = PrivateFrames(FakeTextReader(), two_faces)
    silent = Ingredient(own=True, faces=True)
    subject = Subject(frames=FRAMES, pixels="changed", likeness=True, ingredients=(silent,))
    found = check.check(subject)
    assert found.verdict == "fail" and found.remedy == "blur"
    assert "you have not said that those seen in your clip agreed" in found.reason
    for other in (
        replace(subject, likeness=False),  # a cut, or a blur
        replace(subject, ingredients=(replace(silent, faces=False),)),
        replace(subject, ingredients=(replace(silent, own=False),)),  # whoever put it here answers
    ):
        assert check.check(other).verdict == "unknown"
    agreed = replace(subject, ingredients=(replace(silent, consent=True),))
    assert check.check(agreed).verdict == "pass"


def test_without_a_reader_or_a_frame_it_is_unknown() -> None:
    assert PrivateFrames(None, no_faces).check(Subject(frames=FRAMES)).verdict == "unknown"
    assert PrivateFrames(PHONE, no_faces).check(Subject()).verdict == "unknown"


def test_safety_of_pictures_is_unknown_without_a_classifier() -> None:
    assert SafePictures().check(Subject(frames=FRAMES)).verdict == "unknown"
    drawn = Subject(frames=FRAMES, ingredients=(Ingredient(drawn=True),))
    assert SafePictures().check(drawn).verdict == "pass"

    class Scores:
        def scores(self, images):  # type: ignore[no-untyped-def]
            return np.array([0.1, 0.3])

    assert SafePictures(Scores()).check(Subject(frames=FRAMES)).verdict == "pass"
    found = SafePictures(Scores()).check(Subject(frames=FRAMES, age="teen"))
    assert found.verdict == "fail" and found.evidence[0].time == 1.5
    assert SafePictures(Scores()).check(Subject()).verdict == "unknown"


OURS = "embedded-video-1"
UPLOAD, DRAWING = Ingredient(own=True), Ingredient(drawn=True)


@pytest.mark.parametrize(
    ("model", "made_of", "verdict"),
    [
        (OURS, (), "pass"),  # words and taste alone
        (OURS, (DRAWING,), "pass"),
        (OURS, (UPLOAD,), "unknown"),  # an edit of an upload
        (OURS, (DRAWING, UPLOAD), "unknown"),
        ("embedded-video-2", (), "unknown"),  # other weights: who knows what they saw
        ("embedded-video-2", (DRAWING,), "unknown"),
        ("org/pictures@main", (), "unknown"),
        ("", (), "unknown"),  # of nothing known, drawn by nothing known
        ("", (DRAWING,), "pass"),  # a cut of a drawing
    ],
)
def test_the_closed_world_is_told_by_model_and_sources(model, made_of, verdict) -> None:  # type: ignore[no-untyped-def]
    subject = Subject(frames=FRAMES, pixels="made", model=model, ingredients=made_of)
    assert SafePictures(closed={OURS}).check(subject).verdict == verdict
    assert SafePictures().check(replace(subject, ingredients=())).verdict == "unknown"
    face = PrivateFrames(FakeTextReader(), two_faces, closed={OURS}).check(subject)
    assert face.verdict == verdict


@pytest.mark.slow
def test_rapidocr_reads_a_number_off_a_picture() -> None:
    image = Image.new("RGB", (480, 270), (90, 120, 90))
    font = ImageFont.load_default(28)
    ImageDraw.Draw(image).text((60, 120), "jane.doe@example.org", font=font, fill="white")
    frame = np.asarray(image)
    found = PrivateFrames(RapidTextReader(), no_faces).check(Subject(frames=((0.0, frame),)))
    assert [one.kind for one in found.evidence] == ["e-mail address"]
    left, top, width, height = found.evidence[0].box or (0.0, 0.0, 0.0, 0.0)
    assert left == pytest.approx(60 / 480, abs=0.03) and 0.4 < top < 0.5 and height < 0.2
