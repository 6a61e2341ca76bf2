"""What produced pictures carry, and what their files say."""

import json

import numpy as np
import pytest

from agents.guard.marks import LABELS, Labelling, Language, Marks, Told, public, speaking, written
from models.domain import Recipe
from models.errors import BadRequest
from models.media.pace import Pace
from models.provenance.marker import FakeMarker
from models.provenance.payload import Book

GREY = np.full((120, 200, 3), 90, np.uint8)
GREY_LARGE = np.full((240, 400, 3), 90, np.uint8)
PLATE = (slice(4, 12), slice(6, 40))
KEY = b"sixteen bytes at least"


def read(image: np.ndarray, identifier: int) -> str:
    return FakeMarker().read([image], Book([identifier], KEY)).found


def test_the_label_is_there_for_two_seconds_and_the_mark_all_along() -> None:
    mark = Marks(FakeMarker()).new("changed")
    draw = mark.on(lambda image, time: image, 200, 120)
    frames = {time: draw(GREY, time) for time in (5.0, 6.9, 7.1)}
    labelled = [time for time, frame in frames.items() if (frame[PLATE] != 90).any()]
    assert labelled == [5.0, 6.9]
    assert mark.identifier is not None
    assert {read(frame, mark.identifier) for frame in frames.values()} == {"ours"}


@pytest.mark.parametrize("speed, seconds", [(2.0, 4.0), (0.5, 1.0)])
def test_a_clip_at_another_tempo_shows_it_as_long(speed: float, seconds: float) -> None:
    draw = Marks().new("made").on(lambda image, time: image, 200, 120, pace=Pace(speed))
    shown = [(draw(GREY, time) != 90).any() for time in (0.0, seconds - 0.1, seconds + 0.1)]
    assert shown == [True, True, False]


def test_it_may_be_shown_always_and_elsewhere_but_never_less() -> None:
    always = Marks(labelling=Labelling(seconds=None, corner="bottom right")).new("changed")
    draw = always.on(lambda image, time: image, 200, 120)
    draw(GREY, 0.0)
    late = draw(GREY, 60.0)
    assert (late[60:, 100:] != 90).any() and (late[:60] == 90).all()
    with pytest.raises(ValueError, match="at least 2"):
        Labelling(seconds=0.0)


def test_what_is_cut_from_a_changed_clip_is_labelled_in_the_visitors_language() -> None:
    marks = Marks(FakeMarker())
    with speaking("fr"):
        kept, new = marks.kept(Told(pixels="changed", mark=7)), marks.new("changed")
    assert kept.labelling.language == new.labelling.language == "fr"
    assert marks.new("changed").labelling.language == "en"


@pytest.mark.parametrize("language", LABELS)
def test_the_label_speaks_the_language_that_is_set(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    labelling = Labelling(language=language, seconds=3.0)
    assert labelling.text("made") in {LABELS[language]["made"], "AI-generated"}
    draw = Marks(labelling=labelling).new("made").on(lambda image, time: image, 400, 240)
    assert [bool((draw(GREY_LARGE, t) != 90).any()) for t in (0.0, 2.9, 3.1)] == [True, True, False]
    monkeypatch.setattr("agents.guard.marks.letter", nothing_can_be_drawn)
    assert labelling.text("changed") == "AI-edited"


def nothing_can_be_drawn(text: str) -> None:
    raise BadRequest("no font")


def test_kept_pictures_stay_as_they_are() -> None:
    mark = Marks(FakeMarker()).new("kept")
    assert mark.identifier is None and mark.still(GREY) is GREY
    assert mark.on(lambda image, time: image, 200, 120)(GREY, 0.0) is GREY


def test_identifiers_that_were_given_out_are_not_given_again() -> None:
    asked: list[int] = []

    def taken(identifier: int) -> bool:
        asked.append(identifier)
        return len(asked) < 3

    mark = Marks(FakeMarker(), taken=taken).new("made")
    assert mark.identifier == asked[2] and len(set(asked)) == 3


def test_the_file_says_it_is_made_by_ai_in_the_field_of_the_chinese_standard() -> None:
    mark = Marks(FakeMarker(), Labelling(producer="Somebody Ltd")).new("made")
    told = mark.lineage(Recipe(tool="create", pixels="made"), ())
    field = json.loads(told["AIGC"])
    assert field["Label"] == "1" and field["ContentProducer"] == "Somebody Ltd"
    assert mark.identifier is not None and field["ProduceID"] == written(mark.identifier)
    assert "AIGC" not in Marks().new("kept").lineage(Recipe(tool="clip", pixels="kept"), ("p",))


def test_nothing_a_visitor_said_travels_with_a_file() -> None:
    said = {"about": "my ex", "text": "call 555", "style": "comic", "strength": 0.5, "shots": [1]}
    assert public(said) == {"style": "comic", "strength": 0.5}
    told = Marks().new("changed").lineage(Recipe(tool="x", pixels="changed", parameters=said), ())
    assert "my ex" not in str(told) and "555" not in str(told)
