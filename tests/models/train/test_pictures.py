import numpy as np
import torch

from models.metrics.probes import SMALL
from models.train.clips import Drawn
from models.train.pictures import ROOM, classes_of, gather, targets
from models.train.stills import Stills, drawn
from models.train.world import render
from models.world import Scene


def rows():
    for subject in ("sea view", "portrait"):
        scene = Scene(subject=subject)
        yield Drawn(scene, 0.0), [0.0, 1.0], np.stack(list(render(scene, 128, 128, 2, 1)))


def test_people_are_cut_out_and_others_are_not():
    found = gather(rows())
    assert found.frames.shape == (4, 3, 128, 128)
    assert found.people.tolist() == [2, 3]
    assert found.busts.shape == (2, 3, SMALL + 2 * ROOM, SMALL + 2 * ROOM)
    # The middle of a face is brighter and redder than it is blue.
    face = found.busts[0, :, 20:26, 35:41].float().mean((1, 2))
    assert face[0] > face[2]


def test_what_a_scene_lacks_is_no_target():
    shown = [{"look": "flat", "hat": "cap"}, {"look": "neon"}]
    classes = classes_of(shown)
    assert classes == {"hat": ["cap"], "look": ["flat", "neon"]}
    wanted = targets(shown, classes)
    assert torch.equal(wanted["hat"], torch.tensor([0, -1]))
    assert torch.equal(wanted["look"], torch.tensor([0, 1]))


def test_most_stills_show_people():
    found = [drawn(12, index).scene.person is not None for index in range(60)]
    assert 0.5 < np.mean(found) < 1


def test_no_stills_are_no_stills(tmp_path):
    assert len(Stills(tmp_path)) == 0
