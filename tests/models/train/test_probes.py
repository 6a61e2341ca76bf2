import numpy as np
import pytest
import torch

from models.metrics.probes import PictureNet, Probes
from models.train import probes
from models.train.clips import SHARD, Drawn
from models.world import Scene


def test_a_net_learns_what_is_plain():
    torch.manual_seed(0)
    light = torch.randint(0, 2, (128,))
    pictures = (light[:, None, None, None] * 255).expand(-1, 3, 64, 64).byte()
    net = PictureNet({"light": 2}, 64, width=8)
    probes.fit(
        net,
        lambda rows: (probes.moved(pictures[rows], 0), torch.zeros(len(rows), 0)),
        {"light": light},
        steps=12,
        batch=32,
    )
    with torch.inference_mode():
        read = net(pictures[:16].float() / 127.5 - 1, torch.zeros(16, 0))["light"].argmax(1)
    assert torch.equal(read, light[:16])


def test_what_cannot_be_seen_is_not_asked_for():
    class Clips:
        shards = (np.zeros((SHARD, 1)),)

        def __len__(self):
            return 2

        def drawn(self, index):
            palette = ("natural", "mono")[index]
            return Drawn(Scene(subject="cake", colour="pink", palette=palette), 0.0)

    class Read(Probes):
        def read(self, clips, latents):
            return [{"colour": "pink", "look": "neon"}] * 2

    scores = probes.judge(
        Read(None, {"colour": ("pink",), "look": ("neon",)}, {}), Clips(), np.zeros(2)
    )
    assert scores["look"] == probes.Score(0, 2, 2)
    assert scores["colour"].shown == 2
    assert scores["colour"].share == 1


def test_wilson():
    low, high = probes.wilson(97, 100)
    assert (low, high) == (pytest.approx(0.9155, abs=1e-3), pytest.approx(0.9897, abs=1e-3))
