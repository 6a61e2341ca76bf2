"""What weights have seen is stated of these very files."""

from pathlib import Path

import torch

from models.generate.diffusion import DiffusionGenerator
from models.generate.seen import closed, main, vouch, vouched
from models.generate.weights import save_sharded

WEIGHTS = Path("assets/weights")


def test_the_weights_that_ship_are_vouched_for() -> None:
    """After a training on renders alone that did not say so itself:
    ``python -m models.generate.seen assets/weights/video denoiser``.
    """
    assert DiffusionGenerator(WEIGHTS).name in closed(WEIGHTS / "video")


def test_other_weights_claim_nothing(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def train(part: str, value: float) -> None:
        save_sharded({"w": torch.full((2,), value)}, tmp_path, part, {})

    assert closed(tmp_path) == frozenset()
    train("autoencoder", 1), train("denoiser", 1)
    assert closed(tmp_path) == frozenset()
    vouch(tmp_path, "denoiser")
    assert vouched(tmp_path, "denoiser") and not vouched(tmp_path, "autoencoder")
    assert closed(tmp_path) == frozenset()  # it paints through an autoencoder nobody vouched for
    monkeypatch.setattr("sys.argv", ["seen", str(tmp_path), "autoencoder"])
    main()
    (before,) = closed(tmp_path)
    train("denoiser", 2)
    assert closed(tmp_path) == {before}  # the new ones are not among them
    vouch(tmp_path, "denoiser")
    assert len(closed(tmp_path)) == 2
    train("autoencoder", 2)
    assert closed(tmp_path) == frozenset()
