import numpy as np
import pytest

from models.errors import BadRequest
from models.world import Person, Scene, sample_scene
from models.world.vocabulary import SUBJECTS


def test_empty_slots_become_the_first_that_fits():
    scene = Scene(subject="cat")
    assert (scene.place, scene.action, scene.colour) == ("meadow", "walking", "ginger")
    assert scene.family == "animal"
    assert scene.person is None


def test_sport_brings_a_person():
    assert Scene(subject="yoga").person == Person()


def test_no_weather_where_it_cannot_be_seen():
    scene = Scene(subject="fish", time_of_day="night", weather="rain")
    assert scene.time_of_day is None
    assert scene.weather is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "unicorn"},
        {"subject": "cat", "place": "space"},
        {"subject": "cat", "action": "driving"},
        {"subject": "cat", "colour": "teal"},
        {"subject": "pizza", "colour": "red"},
        {"subject": "cat", "seconds": 0},
    ],
)
def test_what_the_world_lacks_is_refused_with_what_it_has(wrong):
    with pytest.raises(BadRequest) as refused:
        Scene(**wrong)
    assert str(list(wrong.values())[-1]) in str(refused.value)


def test_samples_repeat_and_cover_every_subject():
    def draw():
        rng = np.random.default_rng(0)
        return [sample_scene(rng) for _ in range(700)]

    scenes = draw()
    assert scenes == draw()
    assert {scene.subject for scene in scenes} == set(SUBJECTS)
    assert {scene.look for scene in scenes} == {"flat", "pastel", "neon", "pixel", "sketch"}
