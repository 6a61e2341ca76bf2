from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from models.train.world import render
from models.train.world.render import SUBJECTS as SUBJECTS_ADDED
from models.world import Person, Scene
from models.world.vocabulary import SUBJECTS

SIZE = 96


def frame(scene, t=0.0, size=SIZE):
    return next(iter(render(scene, size, size, 1, 8, start=t)))


def difference(a, b):
    return np.abs(a.astype(int) - b.astype(int)).mean()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_paints_and_moves(subject):
    scene = Scene(subject=subject, seed=3)
    first, later = frame(scene, 0.0), frame(scene, 2.3)
    assert first.shape == (SIZE, SIZE, 3)
    assert first.dtype == np.uint8
    assert first.std() > 8, "an empty picture"
    assert difference(first, later) > 0.15, "nothing moves"


@pytest.mark.parametrize("subject", SUBJECTS_ADDED)
def test_the_subject_is_in_sight_at_every_moment(subject, monkeypatch):
    scene = Scene(subject=subject, seed=3)
    moments = (0.0, 1.5, 3.0, 4.5, 6.0, 7.5)
    shown = [frame(scene, t) for t in moments]
    monkeypatch.delitem(SUBJECTS_ADDED, subject)
    empty = [frame(scene, t) for t in moments]
    for a, b in zip(shown, empty, strict=True):
        changed = np.abs(a.astype(int) - b.astype(int)).max(2) > 24
        assert changed.mean() > 0.02


@pytest.mark.parametrize("look", ["flat", "pastel", "neon", "pixel", "sketch"])
@pytest.mark.parametrize("subject", ["fox", "skyline", "coffee"])
def test_same_scene_same_pixels_other_look_other_pixels(look, subject):
    scene = Scene(subject=subject, look=look, seed=5)
    clip = list(render(scene, SIZE, SIZE, 3, 8))
    again = list(render(scene, SIZE, SIZE, 3, 8))
    assert all(np.array_equal(a, b) for a, b in zip(clip, again, strict=True))
    for other in {"flat", "pastel", "neon", "pixel", "sketch"} - {look}:
        assert difference(clip[0], frame(replace(scene, look=other))) > 4


def test_another_seed_is_another_picture():
    assert (
        difference(frame(Scene(subject="lake view")), frame(Scene(subject="lake view", seed=1))) > 1
    )


@pytest.mark.parametrize("width, height", [(64, 64), (170, 96), (54, 96), (97, 55)])
@pytest.mark.parametrize("look", ["flat", "pixel", "neon"])
def test_any_size(width, height, look):
    (image,) = render(Scene(subject="car", look=look), width, height, 1, 8)
    assert image.shape == (height, width, 3)


@pytest.mark.parametrize("look", ["flat", "pastel", "neon", "pixel", "sketch"])
def test_night_is_darker_than_day(look):
    for subject in ("forest view", "horse", "skyline"):
        day = frame(Scene(subject=subject, look=look, time_of_day="day")).mean()
        night = frame(Scene(subject=subject, look=look, time_of_day="night")).mean()
        assert night < day * 0.92


@pytest.mark.parametrize("look", ["flat", "pastel", "pixel", "sketch"])
@pytest.mark.parametrize("time_of_day", ["day", "night"])
@pytest.mark.parametrize("subject", ["portrait", "walker"])
def test_clothes_have_the_colour_they_are_said_to_have(look, time_of_day, subject):
    def wearing(colour):
        person = Person(garment="sweater", garment_colour=colour)
        scene = Scene(subject=subject, person=person, look=look, time_of_day=time_of_day)
        return frame(scene).astype(int)

    red, green = wearing("red"), wearing("green")
    cloth = np.abs(red - green).max(2) > 40
    assert cloth.sum() > 20
    r, g, b = red[cloth].mean(0)
    assert r > g + 25
    assert r > b + 15
    r, g, b = green[cloth].mean(0)
    assert g > r + 15


def test_every_attribute_of_a_person_shows():
    plain = Person()
    for change in (
        {"skin": "dark"},
        {"hair": "long"},
        {"hair": "bald"},
        {"hair_colour": "blond"},
        {"beard": "long"},
        {"garment": "coat"},
        {"glasses": True},
        {"hat": "sun hat"},
        {"scarf": "yellow"},
    ):
        before = frame(Scene(subject="portrait", person=plain))
        after = frame(Scene(subject="portrait", person=replace(plain, **change)))
        assert difference(before, after) > 0.3, change


def test_snow_whitens_and_mono_has_no_colour():
    field = frame(Scene(subject="meadow view", weather="snow"))[SIZE // 2 :]
    green = frame(Scene(subject="meadow view"))[SIZE // 2 :]
    assert np.ptp(field.mean((0, 1))) < np.ptp(green.mean((0, 1)))
    grey = frame(Scene(subject="balloon", palette="mono")).astype(int)
    assert np.ptp(grey, axis=2).max() <= 3


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_loop_closes(subject):
    fps, count = 24, 144
    for tempo, camera in (("lively", "pan"), ("calm", "zoom")):
        scene = Scene(subject=subject, camera=camera, seconds=6, tempo=tempo, seed=2)
        first, second = islice(render(scene, SIZE, SIZE, 2, fps), 2)
        (last,) = render(scene, SIZE, SIZE, 1, fps, start=(count - 1) / fps)
        assert difference(last, first) < 2 * difference(first, second) + 0.4


def test_a_part_of_the_loop_is_that_part():
    scene = Scene(subject="rabbit", seconds=6)
    whole = list(render(scene, 64, 64, 12, 4))
    part = list(render(scene, 64, 64, 3, 4, start=2.0))
    assert all(np.array_equal(a, b) for a, b in zip(whole[8:11], part, strict=True))


def test_camera_moves_what_a_static_one_leaves():
    def still(camera):
        scene = Scene(subject="mountain view", camera=camera, seconds=8)
        return difference(frame(scene, 0.0), frame(scene, 2.0))

    assert still("pan") > 3 * still("static")
    assert still("zoom") > 2 * still("static")


def test_frames_do_not_share_memory():
    scene = Scene(subject="cat", look="pastel")
    a, b = render(scene, 64, 64, 2, 2, supersampling=1)
    assert not np.shares_memory(a, b)
    assert not np.array_equal(a, b)
