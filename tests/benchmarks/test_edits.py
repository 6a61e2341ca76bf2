"""The check of edits tells a file that is as asked for from one that is not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.edits import WISHES, Came, Measured, Wish, faults, measured, rows, wishes_of
from models.errors import GeneRecError
from tests import media_factory as factory

BY_TEXT = {wish.text: wish for wish in WISHES}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    path = tmp_path_factory.mktemp("clips") / "a.mp4"
    return measured(factory.make(path, seconds=4.0, sound=factory.tone(4.0)))


def test_a_file_is_measured_as_it_is_played(clip: Measured) -> None:
    assert clip.seconds == pytest.approx(4.0, abs=0.05)
    assert clip.sounds == pytest.approx(4.0, abs=0.1)
    assert clip.loudness == pytest.approx(-9.0, abs=0.5)  # a sine of a half
    assert clip.ratio == 1.5


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("cut off the first second", {"seconds": 3.0, "sounds": 3.0}),
        ("slow motion, half speed", {"seconds": 8.0, "sounds": 8.0}),
        ("make it square", {"width": 64}),
        ("mute it", {"sounds": 0.0}),
        ("louder!", {"loudness": -6.0}),
        ("much brighter", {"light": 250.0}),
        ("colder please", {"warmth": -30.0}),
        ("as a comic", {"pictures": np.full((12, 96, 96, 3), 90, np.uint8)}),
    ],
)
def test_what_was_done_passes_and_what_was_not_does_not(
    clip: Measured, text: str, done: dict[str, object]
) -> None:
    wish = BY_TEXT[text]
    assert faults(wish, clip, clip)
    assert not faults(wish, clip, replace(clip, **done))


def test_what_nobody_asked_for_is_a_fault(clip: Measured) -> None:
    wish = BY_TEXT["put calm music under it"]
    assert not faults(wish, clip, clip)
    cut = replace(clip, seconds=2.0, sounds=2.0)
    square = replace(clip, width=64)
    silent = replace(clip, loudness=-90.0)
    late = replace(clip, sounds=2.0)
    told = [faults(wish, clip, one) for one in (cut, square, silent, late)]
    assert ["s instead of" in told[0][0], "64x64" in told[1][0]] == [True, True]
    assert "silence" in told[2][0] and "2.00 s of sound beside 4.00" in told[3][0]


def test_a_file_that_cannot_be_played_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    with pytest.raises(GeneRecError):
        measured(broken)


def test_every_clip_has_wishes_of_its_own_that_fit_it(clip: Measured) -> None:
    short = wishes_of("a", replace(clip, seconds=1.0), 0)
    assert all(wish.least <= 1.0 for wish in short) and len(short) < len(WISHES)
    silent = wishes_of("a", replace(clip, loudness=-90.0), 0)
    assert "louder!" not in [wish.text for wish in silent]
    some = {name: [wish.text for wish in wishes_of(name, clip, 4)] for name in "abc"}
    assert len({tuple(texts) for texts in some.values()}) == 3
    assert some["a"] == [wish.text for wish in wishes_of("a", clip, 4)]


def test_nothing_that_came_is_told_apart_from_something_wrong() -> None:
    one, two = Wish(text="one"), Wish(text="two")
    found = [
        Came(clip="a", wish=one.text, came=True, unchanged=True),
        Came(clip="b", wish=one.text, came=True, faults=("too long",)),
        Came(clip="a", wish=two.text, came=False, said="Which one?"),
    ]
    table = {row["asked for"]: row for row in rows(found)}
    assert table["one"] == {
        "asked for": "one", "clips": 2, "as asked": 1, "otherwise": 1, "nothing came": 0,
        "baseline": 1,
    }  # fmt: skip
    assert table["all"]["nothing came"] == 1
