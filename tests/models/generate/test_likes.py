from pathlib import Path

import numpy as np
import pytest

from models.errors import Unavailable
from models.generate.likes import KINDS, Likes, Trait, said, wish
from models.generate.user_space import unit

WEIGHTS = Path("assets/weights/video")


@pytest.fixture(scope="module")
def shipped() -> Likes:
    return Likes.load(WEIGHTS)


def shared(*scored: tuple[str, str, float], subject: bool = True) -> dict[str, str]:
    """What is told where traits stand out by these scores."""
    traits = tuple(Trait(kind, value) for kind, value, _ in scored)
    scores = np.array([score for *_, score in scored], np.float32)
    planes = np.eye(len(traits), dtype=np.float32)
    likes = Likes(traits, planes, np.zeros(len(traits), np.float32), "fake-1")
    return dict(likes.shared(scores, subject=subject))


def test_what_stands_out_in_likes_is_found(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    vectors = unit(rng.normal(size=(400, 16)).astype(np.float32))
    shown = [{"look": "neon" if row[0] > 0 else "flat"} for row in vectors]
    likes = Likes.fit(vectors, shown, "fake-1")
    for look, side in (("neon", vectors[:, 0] > 0.2), ("flat", vectors[:, 0] < -0.2)):
        liked = unit(vectors[side][:12].mean(0))
        assert likes.shared(liked) == (Trait("look", look),)
    assert likes.shared(unit(vectors.mean(0))) == ()  # what everybody meets says nothing
    likes.save(tmp_path)
    again = Likes.load(tmp_path)
    assert again.traits == likes.traits and again.encoder == "fake-1"
    assert np.allclose(again.scores(liked)[Trait("look", "flat")],
                       likes.scores(liked)[Trait("look", "flat")], rtol=1e-2)  # fmt: skip


def test_a_family_is_told_as_its_subject_and_a_source_keeps_its_own() -> None:
    likes = (("family", "food", 6.0), ("subject", "cat", 3.0), ("subject", "pizza", 2.9),
             ("palette", "warm", 2.6), ("look", "neon", 2.4))  # fmt: skip
    assert shared(*likes) == {"subject": "pizza", "palette": "warm"}
    assert shared(*likes, subject=False) == {"palette": "warm"}


def test_what_cannot_be_in_one_picture_is_not_said_together() -> None:
    fish = ("subject", "fish", 5.0)
    assert shared(fish, ("place", "desert", 4.0), ("time_of_day", "night", 3.0)) == {
        "subject": "fish"
    }
    assert shared(("place", "desert", 6.0), fish, ("time_of_day", "night", 3.0)) == {
        "place": "desert", "time_of_day": "night",
    }  # fmt: skip


def test_at_most_three_are_told() -> None:
    likes = [("look", "neon", 9.0), ("palette", "natural", 8.0), ("weather", "snow", 7.0),
             ("time_of_day", "night", 6.0), ("place", "forest", 5.0)]  # fmt: skip
    assert list(shared(*likes)) == ["look", "weather", "time_of_day"]  # natural has no word


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        (
            {"subject": "fox", "time_of_day": "night", "look": "neon"},
            "a fox at night, neon animation",
        ),
        ({"place": "table", "palette": "warm"}, "on a table, in warm colours"),
        ({"subject": "forest view", "place": "forest"}, "a forest"),
        ({"palette": "natural"}, ""),
    ],
)
def test_traits_are_said_as_somebody_asks(traits: dict[str, str], words: str) -> None:
    assert said([Trait(*one) for one in traits.items()]) == words


def test_a_wish_is_empty_where_nothing_can_be_read(tmp_path: Path) -> None:
    assert wish(np.ones(256, np.float32), tmp_path) == ""
    assert wish(np.ones(4, np.float32), WEIGHTS) == ""
    with pytest.raises(Unavailable, match=r"likes\.safetensors"):
        Likes.load(tmp_path)


def test_the_shipped_planes_read_every_kind(shipped: Likes) -> None:
    assert {trait.kind for trait in shipped.traits} == set(KINDS)
    assert shipped.weights.shape == (256, len(shipped.traits))
