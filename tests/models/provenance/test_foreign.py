"""Marks by packages of others, with stand-ins for them: none of their weights is here."""

import numpy as np
import pytest

from models.errors import Unavailable
from models.provenance import foreign
from models.provenance.marker import FakeMarker, Image, Marker
from models.provenance.payload import Book
from models.provenance.together import Together
from models.provenance.trustmark import TrustMark
from models.provenance.videoseal import DOUBT, VideoSeal, least
from tests.models.provenance import stand_ins

KEY, OTHER = b"a key of this installation", b"the key of somebody else"
IDENTIFIER = 0xC0FFEE123456
KNOWN = Book((7, IDENTIFIER, 99), KEY)
KINDS = {"trustmark": TrustMark, "videoseal": VideoSeal}


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type[TrustMark]:
    stand_ins.install(monkeypatch, request.param)
    return KINDS[request.param]  # type: ignore[return-value]


def pictures(count: int = 3) -> list[Image]:
    noise = np.random.default_rng(5)
    return [noise.integers(0, 256, (40, 320, 3), np.uint8) for _ in range(count)]


def marked(marker: Marker, identifier: int = IDENTIFIER) -> list[Image]:
    draw = marker.drawer(identifier, 320, 40)
    return [draw(image) for image in pictures()]


def test_what_was_drawn_is_read(kind: type[TrustMark]) -> None:
    before = pictures()
    after = marked(kind(KEY))
    assert all(image.dtype == np.uint8 and image.shape == (40, 320, 3) for image in after)
    assert all(np.array_equal(a[1:], b[1:]) for a, b in zip(before, after, strict=True))
    after[0][0, 0] = after[0][0, 0]  # whoever gets it may write into it
    reading = kind(KEY).read(after, KNOWN)
    assert (reading.found, reading.identifier) == ("ours", IDENTIFIER) and reading.score > 8


def test_the_picture_that_is_handed_in_is_left_alone(kind: type[TrustMark]) -> None:
    image = pictures(1)[0]
    kept = image.copy()
    assert not np.array_equal(kind(KEY).drawer(1, 320, 40)(image), kept)
    assert np.array_equal(image, kept)


@pytest.mark.parametrize("identifier", [0, 1, (1 << 48) - 1])
def test_every_identifier_has_room(kind: type[TrustMark], identifier: int) -> None:
    reading = kind(KEY).read(marked(kind(KEY), identifier), Book([identifier], KEY))
    assert (reading.found, reading.identifier) == ("ours", identifier)


def test_an_identifier_that_nobody_knows_may_be_ours(kind: type[TrustMark]) -> None:
    neighbour = IDENTIFIER ^ 1  # four bits of 256 and some of the check apart
    for known in (Book((), KEY), Book((7, 99, neighbour), KEY)):
        reading = kind(KEY).read(marked(kind(KEY)), known)
        assert (reading.found, reading.identifier) == ("maybe", IDENTIFIER)


def test_a_strangers_mark_is_not_ours(kind: type[TrustMark]) -> None:
    reading = kind(KEY).read(marked(kind(OTHER)), KNOWN)
    assert (reading.found, reading.identifier) == ("unknown", None)


def test_nothing_is_found_where_nothing_is(kind: type[TrustMark]) -> None:
    for images in (pictures(), []):
        reading = kind(KEY).read(images, KNOWN)
        assert (reading.found, reading.identifier) == ("unknown", None)


def test_a_bare_identifier_without_the_key_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins.install(monkeypatch, "trustmark")
    bare = f"{IDENTIFIER:048b}{0:013b}"
    monkeypatch.setattr(TrustMark, "_secret", lambda marker, identifier: bare)
    images = marked(TrustMark(KEY))
    monkeypatch.undo()
    stand_ins.install(monkeypatch, "trustmark")
    assert TrustMark(KEY).read(images, KNOWN).found == "unknown"


@pytest.mark.parametrize(("wrong", "found"), [(40, "ours"), (84, "maybe"), (128, "unknown")])
def test_the_bits_that_agree_decide(
    monkeypatch: pytest.MonkeyPatch, wrong: int, found: str
) -> None:
    stand_ins.install(monkeypatch, "videoseal")
    image = marked(VideoSeal(KEY))[0]
    spoilt = np.random.default_rng(2).permutation(256)[:wrong]
    image[0, spoilt] = 255 - image[0, spoilt]
    assert VideoSeal(KEY).read([image], KNOWN).found == found


def test_the_line_is_where_chance_puts_it() -> None:
    drawn = np.random.default_rng(3).binomial(256, 0.5, 200_000)
    for chance in (1e-2, 1e-3):
        assert (drawn >= least(chance, 1)).mean() <= 1.2 * chance
        assert (drawn >= least(chance, 1) - 1).mean() > 0.8 * chance
    assert least(DOUBT, 1) < least(DOUBT, 1000) < least(1e-9, 1000) < 192


def test_another_model_of_videoseal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins.install(monkeypatch, "videoseal")
    monkeypatch.setattr(stand_ins.Videoseal, "bits", 96)
    with pytest.raises(Unavailable, match=r"shape \(1, 97\), expected \(1, 257\)"):
        VideoSeal(KEY).read(pictures(1), KNOWN)


def test_without_the_package_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for name, made in KINDS.items():
        with pytest.raises(Unavailable, match=f"{name} is not installed; “pip install"):
            made(KEY)


def test_a_model_that_does_not_load_marks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    module = stand_ins.install(monkeypatch, "videoseal")

    def fails(card: str) -> None:
        raise FileNotFoundError("configs/attenuation.yaml")

    module.load = fails  # type: ignore[attr-defined]
    with pytest.raises(Unavailable, match=r"could not be loaded \(FileNotFoundError"):
        VideoSeal(KEY).drawer(1, 320, 40)


def test_old_marks_are_read_where_the_model_of_new_ones_does_not_load(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = stand_ins.install(monkeypatch, "videoseal")
    monkeypatch.setattr(module, "load", lambda card: 1 / 0)
    old = FakeMarker()
    both = Together(VideoSeal(KEY), old)
    assert both.read(marked(old), KNOWN).identifier == IDENTIFIER
    with pytest.raises(Unavailable, match="ZeroDivisionError"):  # which is not "no mark"
        both.read(pictures(), KNOWN)


def test_a_model_is_loaded_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins.install(monkeypatch, "trustmark")
    monkeypatch.setattr(stand_ins.TrustMark, "made", 0)
    first, second = TrustMark(KEY), TrustMark(KEY)
    assert stand_ins.TrustMark.made == 0 and not foreign._models
    second.read(marked(first), KNOWN)
    assert stand_ins.TrustMark.made == 1


def test_a_short_key_is_refused(kind: type[TrustMark]) -> None:
    with pytest.raises(ValueError, match="at least 16"):
        kind(b"short")


def test_old_marks_are_read_beside_new_ones(kind: type[TrustMark]) -> None:
    old = FakeMarker()
    both = Together(kind(KEY), old)
    assert both.name == kind.name
    assert both.read(iter(marked(both)), KNOWN).found == "ours"
    below = [np.flipud(image) for image in marked(old)]  # the new one's place is left alone
    assert both.read((np.flipud(image) for image in below), KNOWN).identifier == IDENTIFIER
    assert both.read(iter(pictures()), KNOWN).found == "unknown"
    assert both.read(iter(marked(kind(KEY), 5)), KNOWN).found == "maybe"
