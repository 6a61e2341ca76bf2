import numpy as np

from models.train.wording import wording
from models.world.edits import edit
from models.world.sample import sample_scene
from models.world.spoken import groups, nouns, spoken, tokens
from models.world.vocabulary import SUBJECTS


def test_every_subject_is_spoken_of_and_can_be_asked_for() -> None:
    said = spoken()
    for kind in SUBJECTS.values():
        words = [word for word in tokens(kind.noun) if word not in ("a", "the")]
        assert tuple(words) in said or (words[-1],) in said, kind.noun
    assert len(nouns()) == len(SUBJECTS) and "an owl" in nouns() and "a cat" in nouns()


def test_what_captions_and_instructions_say_is_all_there() -> None:
    from app.settings import ROOT
    from models.encode.text import StaticText
    from models.generate.known import PaintedWorld

    world = PaintedWorld(StaticText(ROOT / "assets" / "weights" / "text").model)
    rng = np.random.default_rng(0)
    missing: dict[str, str] = {}
    for _ in range(300):
        scene = sample_scene(rng)
        for words, change in ((wording(scene, rng), False), (edit(scene, rng).instruction, True)):
            known = world.read(words, change=change)
            missing |= dict.fromkeys(known.missing, words)
    assert not missing


def test_people_are_one_group_and_animals_are_not() -> None:
    found = groups()
    assert found["surfer"] == found["dancer"] == found["bicycle"] == "person"
    assert found["cat"] != found["dog"] and found["kitten"] == found["cat"]
