"""Training of the image tower, on forty made-up photos."""

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from models.encode.embedded import EmbeddedEncoder
from models.encode.text import StaticText
from models.encode.tower import ImageTower, normalised
from models.train import photos, teacher
from models.train.augment import augment, mix
from models.train.encoder import Run, export, rate_at
from models.train.start import RULES, renamed
from models.train.tower_losses import Plan, Targets, mixtures

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "weights"
PLAN = Plan(epochs=1, batch=8, scratch=True, caption_negatives=4)


@pytest.fixture(scope="module")
def shard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow

    folder = tmp_path_factory.mktemp("photos")
    rows = []
    for number in range(40):
        colour, name = [((200, 30, 30), "Apple"), ((30, 160, 40), "pear")][number % 2]
        noise = np.random.default_rng(number).integers(-20, 20, (64, 64, 3))
        pixels = np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "WEBP")
        rows.append(
            {
                "image": buffer.getvalue(),
                "label": name,
                "captions": [f"a {name} on a table"] if number < 8 else [],
                "dataset": "grocery" if number % 4 else "tiny_imagenet",
            }
        )
    parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "train-0.parquet")
    return folder


@pytest.fixture(scope="module")
def texts() -> StaticText:
    return StaticText(WEIGHTS / "text")


def test_only_open_sources_are_read_when_asked(shard: Path) -> None:
    everything, some = photos.load(shard, "train"), photos.load(shard, "train", open_only=True)
    assert (len(everything), len(some)) == (40, 30)
    assert everything.pixels.shape == (40, 80, 80, 3)
    assert everything.frequent_labels(20) == ["apple", "pear"]
    with pytest.raises(FileNotFoundError, match="val-"):
        photos.load(shard, "val")


def test_an_interrupted_run_ends_like_one_that_was_not(
    shard: Path, texts: StaticText, tmp_path: Path
) -> None:
    data = photos.load(shard, "train")
    whole = Run(tmp_path / "whole", PLAN, data, texts)
    whole.train(4, compiled=False)
    first = Run(tmp_path / "parts", PLAN, data, texts)
    first.train(2, compiled=False)
    again = Run(tmp_path / "parts", PLAN, data, texts)
    assert again.step == 2
    again.train(4, compiled=False)
    for name, value in whole.student.state_dict().items():
        assert torch.allclose(value.float(), again.student.state_dict()[name].float(), atol=1e-5)


def test_a_checkpoint_of_another_plan_is_refused(
    shard: Path, texts: StaticText, tmp_path: Path
) -> None:
    data = photos.load(shard, "train")
    Run(tmp_path, PLAN, data, texts).save()
    with pytest.raises(SystemExit, match="another plan"):
        Run(tmp_path, Plan(epochs=2, batch=8, scratch=True), data, texts)


def test_what_is_written_is_what_the_app_reads(tmp_path: Path) -> None:
    torch.manual_seed(0)
    tower = ImageTower().eval()
    shutil.copytree(WEIGHTS / "text", tmp_path / "text")
    export(tower, tmp_path / "image" / "tower.safetensors", {"plan": "{}"})
    encoder = EmbeddedEncoder(tmp_path)
    pictures = np.random.default_rng(0).integers(0, 256, (2, 80, 80, 3), np.uint8)
    with torch.inference_mode():
        planes = torch.from_numpy(pictures).permute(0, 3, 1, 2)
        expected = tower(normalised(planes)).numpy()
    assert (encoder.images(pictures) * expected).sum(1).min() > 0.999


def test_published_names_fit_the_tower() -> None:
    """Every weight of the tower but its projection has a published name that leads to it."""
    ours = {name for name in ImageTower().state_dict() if not name.startswith("project.")}
    published = {"_conv_stem.weight": 1, "_conv_head.weight": 1, "_fc.weight": 1}
    statistics = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
    published |= dict.fromkeys((f"_bn0.{s}" for s in statistics), 1)
    published |= dict.fromkeys((f"_bn1.{s}" for s in statistics), 1)
    for block in range(16):
        for conv in ("_expand_conv", "_depthwise_conv", "_project_conv"):
            published[f"_blocks.{block}.{conv}.weight"] = 1
        for norm in ("_bn0", "_bn1", "_bn2"):
            published |= dict.fromkeys((f"_blocks.{block}.{norm}.{s}" for s in statistics), 1)
    got = set(renamed({name: torch.zeros(1) for name in published}))
    extra = {name for name in got - ours if not name.startswith("blocks.0.expand")}
    assert ours <= got and not extra and len(RULES) == 10


def test_augmentation_keeps_shape_and_range_and_follows_its_seed() -> None:
    pictures = torch.randint(0, 256, (6, 96, 96, 3), dtype=torch.uint8)
    first, second = (augment(pictures, 64, torch.Generator().manual_seed(3)) for _ in range(2))
    assert first.shape == (6, 3, 64, 64) and torch.equal(first, second)
    assert first.min() >= 0 and first.max() <= 255


def test_the_rate_warms_up_and_falls_to_zero() -> None:
    rates = [rate_at(done, PLAN) for done in (0.0, PLAN.warmup, 0.5, 1.0)]
    assert rates[0] == 0 and rates[1] == PLAN.rate > rates[2] > rates[3]
    assert rates[3] == pytest.approx(0, abs=1e-12)


def test_a_mixture_shows_both_photos_and_the_rest_stays() -> None:
    pictures = torch.stack([torch.full((3, 32, 32), float(value)) for value in (10, 20, 30, 40)])
    for seed in range(6):
        mixed = mix(pictures, 3, torch.Generator().manual_seed(seed))
        assert torch.equal(mixed[3], pictures[3])
        assert [set(one.round().unique().tolist()) for one in mixed[:3]] == [
            {10, 30},
            {20, 10},
            {30, 20},
        ]
    assert mix(pictures, 1, torch.Generator()) is pictures


def test_a_mixture_is_pulled_to_the_words_of_both(shard: Path, texts: StaticText) -> None:
    data = photos.load(shard, "train")
    targets = Targets(data, texts, seed=1)
    said = targets.sentences(torch.tensor([8, 9]), torch.Generator().manual_seed(0))
    apple, pear = torch.from_numpy(texts(["apple", "pear"]))
    assert said[0] @ apple > said[0] @ pear and said[1] @ pear > said[1] @ apple
    assert mixtures(256, Plan(mixed=0.25)) == 64


def test_a_run_goes_on_from_a_finished_one(shard: Path, texts: StaticText, tmp_path: Path) -> None:
    data = photos.load(shard, "train")
    first = Run(tmp_path / "first", PLAN, data, texts)
    first.train(1, compiled=False)
    second = Run(tmp_path / "second", PLAN, data, texts, after=tmp_path / "first")
    assert second.step == 0 and second.seconds == pytest.approx(first.seconds)
    for name, value in first.student.state_dict().items():
        assert torch.equal(value, second.student.state_dict()[name])


def test_opinions_are_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    tower = ImageTower()
    file = tmp_path / "published.pth"
    torch.save({"_fc.weight": torch.randn(1000, 1280), "_fc.bias": torch.zeros(1000)}, file)
    monkeypatch.setattr(teacher.start, "pretrained", lambda _: tower)
    pixels = np.random.default_rng(0).integers(0, 256, (5, 48, 48, 3), np.uint8)
    cache = tmp_path / "opinions.pt"
    found = teacher.opinions(pixels, file, cache)
    assert found.name.shape == found.share.shape == (5, teacher.KEPT)
    assert (found.share[:, 0] >= found.share[:, -1]).all() and found.share.sum(1).max() <= 1.001
    monkeypatch.setattr(teacher.start, "pretrained", lambda _: pytest.fail("asked again"))
    assert torch.equal(teacher.opinions(pixels, file, cache).name, found.name)


def test_the_thousand_names_are_there() -> None:
    names = teacher.names()
    assert (
        len(names) == 1000 and names[0].startswith("tench") and names == [n.lower() for n in names]
    )
