"""What the studio makes with the fake generator: files, notes, seeds, what it drops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.guard.guard import Guard
from agents.make.studio import Studio
from agents.retrieve.people import People
from agents.retrieve.taste import Taste
from models.errors import BadMedia, BadRequest, Cancelled
from models.generate.generator import FakeGenerator, Generated, Liking, Order, Progress
from models.generate.user_space import UserSpace
from models.media.probe import probe
from models.media.write import read_metadata
from models.recommend.factors import Factors
from tests.agents.stage import ENCODER, catalogue, coloured, item


class Stripes(FakeGenerator):
    """Sharp stripes in the colour of a seed, moving; remembers what was ordered."""

    def __init__(self, blurred: frozenset[int] = frozenset()) -> None:
        self.orders: list[Order] = []
        self.blurred = blurred

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        self.orders.append(order)
        for event in super().generate(order):
            if isinstance(event, Generated) and event.seed not in self.blurred:
                across = np.arange(self.side)[None, None, :, None]
                along = np.arange(len(event.frames))[:, None, None, None]
                stripes = np.where((across + along) // 4 % 2, 120, 0)
                frames = (event.frames // 2 + stripes).astype(np.uint8)
                event = Generated(frames=frames, fps=event.fps, seed=event.seed)
            yield event


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def studio(work: Path, generator: Stripes | None = None, *items) -> Studio:
    return Studio(generator or Stripes(), ENCODER, catalogue(*items), work)


def test_a_clip_is_a_labelled_file_that_says_where_it_is_from(work: Path, tmp_path: Path) -> None:
    made = studio(work).create("a calm sea", Taste(), "ann", seed=5)
    info = probe(made.media)
    assert (info.width, info.height) == (512, 512) and info.duration == pytest.approx(1.0, abs=0.1)
    assert made.recipe.pixels == "made" and made.recipe.seed in (5, 6, 7)
    said = read_metadata(made.media)
    assert '"tool": "create"' in said["generec"] and "calm" not in str(said)  # words are private
    assert made.title == "A calm sea" and "the best of 3" in made.note
    admitted = Guard(tmp_path / "served", work).admit(made)
    assert admitted.report.marks == ("metadata", "label")


def test_a_picture_is_a_picture(work: Path) -> None:
    made = studio(work).create("a calm sea", Taste(), "ann", still=True)
    assert made.kind == "image" and made.media.suffix == ".jpg"


def test_the_same_seed_makes_the_same(work: Path) -> None:
    one = studio(work).create("sea", Taste(), "ann", seed=1, candidates=1)
    other = studio(work).create("sea", Taste(), "ann", seed=1, candidates=1)
    assert one.media.read_bytes() == other.media.read_bytes()


def test_what_came_out_blurred_is_dropped_and_said(work: Path) -> None:
    made = studio(work, Stripes(frozenset({0, 1}))).create("sea", Taste(), "ann")
    assert made.recipe.seed == 2 and "2 were not good enough" in made.note


def test_when_all_are_poor_others_are_made_once_and_then_it_is_said(work: Path) -> None:
    generator = Stripes(frozenset(range(20)))
    with pytest.raises(BadMedia, match="kept none: it came out blurred"):
        studio(work, generator).create("sea", Taste(), "ann")
    assert [order.seed for order in generator.orders] == [0, 3]
    assert not work.exists() or not list(work.iterdir())


def test_a_clip_goes_on_from_its_end_and_keeps_all_of_it(work: Path, tmp_path: Path) -> None:
    generator = Stripes()
    media = coloured(tmp_path / "six.mp4", ("red", "green", "blue"))
    clip = item("c", "colours", media=media, duration=6.0)
    made = studio(work, generator, clip).extend(clip, "", Taste(), "ann", seconds=3.0)
    source = generator.orders[0].source
    assert source is not None and len(source) == round(6 * generator.fps)
    first, last = source[0].mean((0, 1)), source[-1].mean((0, 1))
    assert first.argmax() == 0 and last.argmax() == 2
    assert made.note == "It goes on from where it ended."


def test_of_a_long_clip_the_last_seconds_come_before_and_that_is_said(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agents.make.studio.LONGEST_BEFORE", 2.0)
    monkeypatch.setattr("agents.read.lengths.LONGEST_BEFORE", 2.0)
    generator = Stripes()
    media = coloured(tmp_path / "six.mp4", ("red", "green", "blue"))
    clip = item("c", "colours", media=media, duration=6.0, has_audio=True)
    made = studio(work, generator, clip).extend(clip, "", Taste(), "ann")
    source = generator.orders[0].source
    assert source is not None and source[0].mean((0, 1)).argmax() == 2
    assert "last 2 seconds" in made.note and "no sound" in made.note


def test_taste_reaches_the_generator(work: Path) -> None:
    generator = Stripes()
    red = item("r", "red ball")
    shop = studio(work, generator, red)
    hist = ENCODER.texts(["red"])[0]
    shop.create("", Taste(liked=("r",), history=hist), "ann")
    liking = generator.orders[0].taste
    assert isinstance(liking, Liking)
    assert liking.hist is not None and np.array_equal(liking.hist, hist)
    assert liking.liked.shape == (1, ENCODER.dimensions)


def test_neither_words_nor_taste_is_a_clear_sentence(work: Path) -> None:
    with pytest.raises(BadRequest, match="neither words nor a taste"):
        studio(work).create("  ", Taste(), "ann")
    with pytest.raises(BadRequest, match="up to 8 seconds"):
        studio(work).create("sea", Taste(), "ann", seconds=60)


def test_a_very_long_wish_is_read_as_far_as_anybody_means_it(work: Path) -> None:
    generator = Stripes()
    studio(work, generator).create("sea " * 5000, Taste(), "ann")
    assert len(generator.orders[0].words) == 400


def test_a_revision_sees_its_source(work: Path, tmp_path: Path) -> None:
    generator = Stripes()
    clip = item("c", "red ball", media=coloured(tmp_path / "c.mp4", ["red"]), duration=2.0)
    made = studio(work, generator, clip).revise(clip, "make it blue", Taste(), "ann", strength=0.4)
    order = generator.orders[0]
    assert order.source is not None and len(order.source) == 16
    red = order.source.mean((0, 1, 2))
    assert red[0] > 2 * red[1]
    assert order.strength == 0.4 and made.parents == ("c",)
    assert made.recipe.parameters == {"instruction": "make it blue", "strength": 0.4}


def test_what_a_revision_was_drawn_from_is_said(work: Path, tmp_path: Path) -> None:
    class Remarks(Stripes):
        def generate(self, order: Order) -> Iterator[Progress | Generated]:
            for event in super().generate(order):
                remark = "What your likes share: at night."
                yield replace(event, remark=remark) if isinstance(event, Generated) else event

    clip = item("c", "red ball", media=coloured(tmp_path / "c.mp4", ["red"]), duration=2.0)
    taste = replace(Taste(), history=ENCODER.texts(["red"])[0], liked=("c",))
    made = studio(work, Remarks(), clip).revise(clip, "", taste, "ann")
    assert made.note.startswith("Drawn anew for your taste")
    assert made.note.endswith("What your likes share: at night.")


def test_without_words_and_taste_a_revision_says_what_it_lacks(work: Path, tmp_path: Path) -> None:
    clip = item("c", "red ball", media=coloured(tmp_path / "c.mp4", ["red"]), duration=2.0)
    with pytest.raises(BadRequest, match="neither words nor a taste"):
        studio(work, Stripes(), clip).revise(clip, " ", Taste(), "ann")


def test_a_source_of_sound_alone_is_refused(work: Path, tmp_path: Path) -> None:
    silent = tmp_path / "gone.mp4"
    silent.write_bytes(b"no clip at all")
    clip = item("c", "red ball", media=silent, duration=2.0)
    with pytest.raises(BadMedia):
        studio(work, None, clip).revise(clip, "", Taste(), "ann")


@pytest.mark.parametrize("after", [0, 2, 5])
def test_a_stop_leaves_no_file(work: Path, after: int) -> None:
    ticks = 0

    def watch(fraction: float, preview: object = None) -> None:
        nonlocal ticks
        ticks += 1
        if ticks > after:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        studio(work).create("sea", Taste(), "ann", watch=watch)
    assert not work.exists() or not list(work.iterdir())


def test_how_long_it_takes_is_told_where_the_generator_knows(work: Path) -> None:
    class Slow(Stripes):
        def generate(self, order: Order) -> Iterator[Progress | Generated]:
            yield Progress(fraction=0.0, left=180.0)
            yield from super().generate(order)

    left: list[float | None] = []

    def watch(fraction: float, preview: object = None, seconds: float | None = None) -> None:
        left.append(seconds)

    studio(work, Slow()).create("sea", Taste(), "ann", watch=watch)
    assert left[0] == 180.0 and set(left[1:]) == {None}


def test_the_recommenders_vector_of_a_visitor_is_brought_into_the_generators_space(
    work: Path,
) -> None:
    items = [item("r", "red car"), item("b", "blue boat"), item("g", "green tree")]
    known = Factors(
        name="known", users=np.eye(3, dtype=np.float32), items=np.eye(3, dtype=np.float32),
        folding=np.eye(3, dtype=np.float32), popularity=np.ones(3, np.float32),
    )  # fmt: skip
    people = People(known, ("r", "b", "g"))
    generator = Stripes()
    rng = np.random.default_rng(0)
    looks = ENCODER.images(np.zeros((1, 8, 8, 3), np.uint8)).shape[1]
    generator.users = UserSpace(rng.normal(size=(looks, 5)).astype(np.float32))
    made = Studio(generator, ENCODER, catalogue(*items), work, people=lambda: people)
    liking = made.liking(Taste(embedding=people.embedding({"b": 1.0})), "v")
    blue = made.catalogue.vectors(["b"], "visual", None)["b"]
    assert liking.user is not None
    assert float(liking.user @ generator.users.user(blue[None])[0]) > 0.9
    assert made.liking(Taste(), "v").user is None
    assert studio(work, generator, *items).liking(Taste(embedding=blue), "v").user is None


def test_people_who_are_left_open_are_given_a_look(work: Path) -> None:
    generator = Stripes()
    made = studio(work, generator).create("a dancer", Taste(), "ann", seed=3)
    assert generator.orders[0].words.startswith("a dancer, with ")
    assert made.title == "A dancer" and made.recipe.parameters["want"] == "a dancer"
    assert set(made.recipe.parameters["person"]) >= {"hair", "glasses"}
    said = generator.orders[0].words
    assert said in made.note  # and the visitor is told
    studio(work, generator).create("a dancer with long blond hair", Taste(), "ann", seed=3)
    assert generator.orders[1].words == "a dancer with long blond hair"


def test_a_generator_may_look_at_what_was_liked_last_and_read_what_is_wanted(
    work: Path, tmp_path: Path
) -> None:
    from PIL import Image

    kept = []
    for name, grey in (("old", 40), ("new", 200)):
        cover = tmp_path / f"{name}.jpg"
        Image.new("RGB", (800, 400), (grey,) * 3).save(cover)
        kept.append(replace(item(name), thumbnail=cover))
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    kept.append(replace(item("bad"), thumbnail=tmp_path / "bad.jpg"))
    kept.append(replace(item("secret"), thumbnail=tmp_path / "new.jpg", owner="bob"))
    generator = Stripes()
    taste = Taste(liked=("old", "new", "bad", "secret"), wants=("boats",))
    studio(work, generator, *kept).create("a calm sea", taste, "ann")
    seen = generator.orders[0].taste
    assert seen.words == ("boats",)
    newest, oldest = seen.pictures()  # what is another visitor's, or damaged, is none
    assert newest.shape == oldest.shape == (192, 384, 3)
    assert newest.mean() > 180 and oldest.mean() < 60
