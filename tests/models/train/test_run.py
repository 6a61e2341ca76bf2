"""The training run: it goes on where it was, stops early, and says when it has gone wrong."""

from pathlib import Path

import numpy as np
import pytest
import torch

from models.generate.autoencoder import CHANNELS
from models.generate.denoiser import Denoiser
from models.generate.words import WordVectors
from models.train import audience
from models.train.clips import draw
from models.train.latents import Latents
from models.train.lessons import Lessons, Rendered
from models.train.run import Plan, Run, Stage
from models.world import attributes

COUNT = 20


def lessons(rows: range = range(COUNT), scale: float = 1.0) -> Lessons:
    rng = np.random.default_rng(0)
    drawn = [draw(11, "train", index) for index in range(COUNT)]
    crowd = audience.gather([attributes(one.scene) for one in drawn], 6, seed=0, each=4)
    vectors = rng.normal(size=(COUNT, 256)).astype(np.float32) / 16
    latents = scale * rng.normal(size=(COUNT, 2, CHANNELS, 4, 4))
    data = Latents(latents.astype(np.float16), vectors)
    users = rng.normal(size=(6, 64)).astype(np.float32) / 8
    read = WordVectors(Path("assets/weights/text"))
    return Lessons(data, Rendered(drawn), crowd, users, read, rows=np.array(rows))


def run(folder: Path, steps: int, **plan: object) -> Run:
    torch.manual_seed(0)
    model = Denoiser(width=32, depth=4, heads=2)
    whole = Plan(stages=(Stage(frames=1, steps=steps, batch=4),), warmup=2, **plan)  # type: ignore[arg-type]
    return Run(folder, whole, model=model, cpu=True)


def test_a_run_that_was_cut_short_ends_like_one_that_was_not(tmp_path: Path) -> None:
    given = lessons()
    whole = run(tmp_path / "whole", 6)
    whole.train(given, lambda: None)
    cut = run(tmp_path / "cut", 6)
    for _ in range(3):
        cut._step(cut.model, given)
    cut.save()
    again = run(tmp_path / "cut", 6)
    assert again.step == 3
    again.train(given, lambda: None)
    for one, other in zip(whole.averaged.parameters(), again.averaged.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-6)


def test_it_ends_when_clips_kept_aside_get_no_better_and_gives_the_best(tmp_path: Path) -> None:
    # At such a rate every step makes it worse.
    made = run(tmp_path, 60, rate=0.5, patience=2, look=1)
    made.train(lessons(range(10)), lambda: None, aside=lessons(range(10, 20)))
    assert made.step < 60 and made.worse == 2
    assert made.result is not made.averaged
    assert run(tmp_path, 60).result.state_dict().keys() == made.result.state_dict().keys()


def test_a_loss_that_is_no_number_ends_it_and_is_said(tmp_path: Path) -> None:
    made = run(tmp_path, 3)
    with pytest.raises(SystemExit, match="loss is nan at step 1; lower --rate"):
        made.train(lessons(scale=float("nan")), lambda: None)


def test_only_the_rows_named_are_asked_for() -> None:
    given = lessons(range(3))
    asked = {given._asked(np.random.default_rng(seed))[0] for seed in range(40)}
    # A change of a clip may be asked for instead: it is the fifth of its five.
    assert asked <= {0, 1, 2, 3, 4} and {0, 1, 2} <= asked
