import pytest

from models.train.clips import Drawn
from models.train.visible import mistakable, visible
from models.world import Person, Scene


def seen(names, person=None, **scene):
    return visible(Drawn(Scene(person=person, **scene), 0.0), names)


def test_a_red_and_a_green_garment_are_one_grey():
    worn = Person(garment_colour="red")
    assert seen(["garment_colour"], worn, subject="portrait", palette="natural")
    assert not seen(["garment_colour"], worn, subject="portrait", palette="mono")


def test_a_hat_hides_what_kind_of_hair_it_is():
    names = ["hair"]
    assert seen(names, Person(hair="bun"), subject="walker")
    assert not seen(names, Person(hair="bun", hat="beanie"), subject="walker")


def test_glasses_on_a_large_face_show():
    assert seen(["glasses"], Person(glasses=True), subject="portrait") == {"glasses": "yes"}


def test_what_a_scene_lacks_is_not_visible():
    assert seen(["colour", "place"], subject="sea view") == {"place": "sea"}


@pytest.mark.parametrize(
    ("name", "value", "others"),
    [
        ("palette", "mono", ()),
        ("palette", "vivid", ("natural",)),
        ("skin", "dark", ("brown",)),
        ("beard", "short", ["none", "long"]),
        ("place", "park", []),
    ],
)
def test_what_can_be_mistaken(name, value, others):
    scene = Scene(subject="portrait", place="park")
    assert list(mistakable(scene, name, value)) == list(others)
