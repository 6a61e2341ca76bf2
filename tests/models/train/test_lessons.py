from pathlib import Path

import numpy as np
import pytest

from models.generate.autoencoder import CHANNELS
from models.generate.conditions import FREE, GIVEN, SOURCE
from models.generate.words import WordVectors
from models.train import audience
from models.train.clips import EVERY, draw, held_out
from models.train.latents import Latents
from models.train.lessons import Lessons, Rendered, Shares
from models.world import attributes

COUNT = 40


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    rng = np.random.default_rng(0)
    drawn = [draw(11, "train", index) for index in range(COUNT)]
    crowd = audience.gather([attributes(one.scene) for one in drawn], 12, seed=0, each=6)
    vectors = rng.normal(size=(COUNT, 256)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    # A clip's latents are its number, so that a test can tell which one it got.
    numbers = np.arange(COUNT, dtype=np.float16)[:, None, None, None, None]
    data = Latents(np.broadcast_to(numbers, (COUNT, 4, CHANNELS, 2, 2)).copy(), vectors)
    users = rng.normal(size=(12, 64)).astype(np.float32)
    read = WordVectors(Path("assets/weights/text"))
    return Lessons(data, Rendered(drawn), crowd, users, read)


def test_training_never_draws_what_is_held_out() -> None:
    scenes = [draw(11, "train", index).scene for index in range(300)]
    assert not any(held_out(scene) for scene in scenes)
    others = [draw(11, "test", index).scene for index in range(300)]
    assert any(held_out(scene) for scene in others)


def test_every_fifth_clip_changes_one_thing_of_the_one_before() -> None:
    for index in range(EVERY - 1, 60, EVERY):
        before, after = draw(11, "train", index - 1), draw(11, "train", index)
        one, other = attributes(before.scene), attributes(after.scene)
        differing = {name for name in one | other if one.get(name) != other.get(name)}
        # Moved indoors a scene loses its sky; a bald head its colour of hair.
        assert after.changed in differing | {"hair_colour"}
        assert differing <= {after.changed, "time_of_day", "weather", "hair_colour"}
        assert before.start == after.start and after.instruction


def test_a_batch_holds_every_kind_of_lesson(lessons: Lessons) -> None:
    lesson = lessons.draw(200, 4, np.random.default_rng(1))
    known = lesson.given.known
    assert {FREE, GIVEN, SOURCE} == set(known.flatten().tolist())
    asked = lesson.given.words.abs().amax((1, 2)) > 0
    tasted = lesson.given.hist.abs().amax(1) > 0
    assert 0.6 < float(asked.float().mean()) < 0.97
    assert bool((tasted & ~asked).any()) and bool((asked & ~tasted).any())


def test_frames_that_are_given_are_the_clips_own(lessons: Lessons) -> None:
    lesson = lessons.draw(100, 4, np.random.default_rng(2))
    given = lesson.given.known == GIVEN
    assert bool((lesson.given.frames[given] == lesson.clean[given]).all())
    free = lesson.given.known == FREE
    assert not lesson.given.frames[free].any()
    # Something is always left to find.
    assert bool((~given).any(dim=1).all())


def test_a_change_is_shown_what_it_is_a_change_of(lessons: Lessons) -> None:
    lesson = lessons.draw(100, 1, np.random.default_rng(3))
    changed = lesson.given.known[:, 0] == SOURCE
    clips = lesson.clean[changed].amax((1, 2, 3, 4))
    sources = lesson.given.frames[changed].amax((1, 2, 3, 4))
    assert bool(((clips - sources).abs() == 1).all())


def test_taste_never_gives_the_clip_itself_away(lessons: Lessons) -> None:
    lessons.shares, kept = Shares(taste=1.0, revise=0.0, frames=0.0), lessons.shares
    try:
        lesson = lessons.draw(60, 1, np.random.default_rng(4))
    finally:
        lessons.shares = kept
    clips = lesson.clean.amax((1, 2, 3, 4)).long().numpy()
    own = lessons.data.embeddings[clips]
    liked = lesson.given.liked.numpy()
    assert not np.isclose((liked * own[:, None]).sum(2), 1.0).any()
