import numpy as np
import pytest
import torch

from models.errors import Unavailable
from models.metrics import probes
from models.metrics.probes import LOOKS, PERSON, ProbeNet, Probes, bust

CLASSES = {
    "family": ("animal", "person"),
    "look": ("flat", "neon"),
    "palette": ("mono", "warm"),
    "hat": ("cap", "none"),
}


@pytest.fixture(scope="module")
def net():
    torch.manual_seed(0)
    return ProbeNet(CLASSES).eval()


def biased(net, family):
    """The net, sure of what family the subject is of."""
    with torch.no_grad():
        for one in (net.scene, net.clip):
            one.heads["family"].bias.copy_(torch.tensor([-50.0, 50.0][:: 1 if family else -1]))
    return Probes(net, CLASSES, {"hat": 0.5})


def clips(count=2):
    return np.random.default_rng(1).integers(0, 255, (count, 16, 128, 128, 3), dtype=np.uint8)


def latents(count=2):
    return np.random.default_rng(2).normal(0, 1, (count, 4, 24, 16, 16)).astype(np.float16)


def test_people_are_read_where_there_is_somebody(net):
    assert set(biased(net, 1).read(clips(), latents())[0]) == set(CLASSES)


def test_no_person_no_hat(net):
    read = biased(net, 0).read(clips(), latents())
    assert len(read) == 2
    assert not {name for one in read for name in one} & set(PERSON)


def test_frames_between_the_looks_do_not_matter(net):
    one = clips(1)
    other = one.copy()
    other[:, [k for k in range(16) if k not in LOOKS]] = 0
    with torch.inference_mode():
        probe = biased(net, 1)
        assert probe.read(one, latents(1)) == probe.read(other, latents(1))


def test_what_was_saved_reads_the_same(net, tmp_path):
    probe = biased(net, 1)
    probes.save(probe, tmp_path)
    back = probes.load(tmp_path)
    assert back.accuracy == {"hat": 0.5}
    assert back.read(clips(), latents()) == probe.read(clips(), latents())


def test_probes_that_are_not_there_are_named(tmp_path):
    with pytest.raises(Unavailable, match="probes"):
        probes.load(tmp_path)


@pytest.mark.parametrize("size", [0.16, 0.4])
def test_a_bust_stands_where_its_head_is(size):
    frame = torch.zeros(1, 3, 128, 128)
    x, y = 80, 40
    frame[..., y - 3 : y + 3, x - 3 : x + 3] = 1.0
    cut = bust(frame, torch.tensor([[x / 128, y / 128, size]]))[0, 0]
    row, column = (cut > 0.5).nonzero().float().mean(0).tolist()
    assert column == pytest.approx(31.5, abs=1)
    assert row == pytest.approx(31.5 - 0.7 / 1.6 * 32, abs=1)
