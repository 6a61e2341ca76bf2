from benchmarks.generation.words import asked
from models.train.clips import Drawn
from models.world import Person, Scene


def test_what_a_caption_says_is_asked_for():
    scene = Scene(subject="portrait", person=Person(hat="cap"), camera="pan", place="park")
    wanted = asked(Drawn(scene, 0.0))
    assert wanted["hat"] == "cap"
    assert wanted["place"] == "park"
    assert not {"camera", "tempo", "skin", "glasses", "palette", "weather"} & set(wanted)


def test_what_a_render_hides_is_not_asked_for():
    worn = Person(garment_colour="red")
    scenes = [Scene(subject="portrait", person=worn, palette=p) for p in ("warm", "mono")]
    coloured, grey = [asked(Drawn(scene, 0.0)) for scene in scenes]
    assert coloured["garment_colour"] == "red"
    assert "garment_colour" not in grey
    assert grey["garment"] == coloured["garment"]
