from dataclasses import replace

import numpy as np
import pytest

from models.world import Person, Scene, attributes, caption, sample_scene, tags, title

CAT = Scene(subject="cat", place="forest", action="running", colour="black", time_of_day="night")


def captions(scene, count=40):
    rng = np.random.default_rng(0)
    return [caption(scene, rng) for _ in range(count)]


def test_captions_vary_and_always_say_the_subject_and_place():
    said = captions(CAT)
    assert len(set(said)) > 25
    for sentence in said:
        assert "black" in sentence.lower()
        assert "cat" in sentence.lower() or "kitten" in sentence.lower()
        assert "runs in a forest" in sentence
        assert sentence[0].isupper() and sentence.endswith(".")


@pytest.mark.parametrize(
    "change, words",
    [
        ({"look": "pixel"}, ("pixel",)),
        ({"look": "sketch"}, ("sketch",)),
        ({"look": "neon"}, ("neon",)),
        ({"look": "pastel"}, ("pastel",)),
        ({"palette": "mono"}, ("black and white", "grey")),
        ({"weather": "rain"}, ("rain",)),
        ({"weather": "snow"}, ("snow",)),
        ({"weather": "fog"}, ("fog",)),
        ({"time_of_day": "sunset"}, ("sunset", "evening", "dusk")),
    ],
)
def test_captions_say_what_is_seen(change, words):
    for sentence in captions(replace(CAT, **change)):
        assert any(word in sentence.lower() for word in words), sentence


def test_people_are_described():
    person = Person(
        hair="long",
        hair_colour="ginger",
        beard="short",
        glasses=True,
        hat="beanie",
        scarf="blue",
        garment="coat",
        garment_colour="green",
    )
    for sentence in captions(Scene(subject="portrait", person=person)):
        for words in (
            "long ginger hair",
            "short ginger beard",
            "glasses",
            "a beanie",
            "a blue scarf",
            "a green coat",
        ):
            assert words in sentence


def test_attributes_are_words_that_rebuild_the_scene():
    rng = np.random.default_rng(1)
    for _ in range(200):
        scene = sample_scene(rng)
        found = attributes(scene)
        assert all(isinstance(value, str) and value for value in found.values())
        for name in ("subject", "look", "palette", "camera", "tempo", "orientation", "action"):
            assert found[name] == getattr(scene, name)
        assert ("weather" in found) == (scene.weather is not None)
        assert ("garment" in found) == (scene.person is not None)


def test_titles_are_short_and_stable():
    rng = np.random.default_rng(2)
    for _ in range(200):
        scene = sample_scene(rng)
        assert title(scene) == title(replace(scene))
        assert 4 <= len(title(scene)) <= 72
    assert title(CAT) == "Black cat in a forest at night"


def test_tags_are_distinct_and_lead_with_the_subject():
    found = tags(CAT)
    assert found[0] == "cat"
    assert len(found) == len(set(found))
    assert {"animals", "forest", "night", "black"} <= set(found)
