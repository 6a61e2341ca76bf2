"""The generator's benchmark: what it counts, what it keeps, and that each part runs to its end."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.generation import instrument, real, revision, steps, taste, tools, words
from benchmarks.generation.rig import Rig
from models.generate.generator import FakeGenerator
from models.generate.user_space import UserSpace
from models.train.clips import Clips, held_out, pixels
from models.world import attributes
from tests import media_factory as factory

WEIGHTS = Path("assets/weights")


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    found = Rig(WEIGHTS, 1, tmp_path_factory.mktemp("kept"))
    found.generator.steps = 1
    yield found


class Renders(Clips):
    """The first ten clips of the test split, rendered when they are asked for."""

    def __len__(self) -> int:
        return 10

    def __getitem__(self, index: int) -> np.ndarray:
        return rendered(index)


RENDERS = Renders(Path("nowhere"), split="test")


@cache
def rendered(index: int) -> np.ndarray:
    return pixels(RENDERS.drawn(index))


def test_prompts_of_two_seeds_share_no_scene_and_none_was_trained_on() -> None:
    test, other = words.unseen(20), words.unseen(20, words.VALIDATION)
    assert all(held_out(one.scene) for one in test + other)
    assert not {str(one.scene) for one in test} & {str(one.scene) for one in other}


def test_hits_are_counted_by_attribute_and_over_all() -> None:
    wanted = [{"subject": "cat", "look": "ink"}, {"subject": "dog"}]
    seen = [{"subject": "cat", "look": "neon"}, {"subject": "dog", "look": "ink"}]
    found = words.hits(wanted, seen)
    assert found == {"subject": [True, True], "look": [False], "all": [True, True, False]}


def test_differences_are_paired() -> None:
    base = np.array([0.0, 0.5, 1.0, 0.2])
    told = taste.paired(base + [0.1, 0.1, 0.1, 0.1], base)
    assert told["more"] == pytest.approx(0.1) and told["± (95 %)"] == pytest.approx(0, abs=1e-9)
    assert taste.paired(base, None)["more"] is None


def test_words_are_read_and_what_was_drawn_is_kept(rig: Rig, monkeypatch) -> None:
    first = words.words(rig, 2)
    assert first[-1]["attribute"] == "all" and first[-1]["bar"] == 0.8
    assert all(0 <= row["made"] <= 1 for row in first)

    def drawn(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(rig.generator, "sample", drawn)
    assert words.words(rig, 2) == first
    monkeypatch.setattr(rig.generator, "words_scale", 1.0)
    with pytest.raises(AssertionError, match="drawn again"):
        words.words(rig, 2)


def test_a_revision_is_measured_by_strength(rig: Rig, monkeypatch) -> None:
    monkeypatch.setattr(revision, "STRENGTHS", (0.0, 1.0))
    low, high = revision.told(rig, 2, RENDERS)
    assert low["clips"] == 2 and low["likeness to source"] > high["likeness to source"]


def test_real_clips_stand_beside_renders(rig: Rig, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "videos").mkdir()
    factory.make(tmp_path / "videos" / "a.mp4", seconds=2.5, size=(128, 96))
    (tmp_path / "videos" / "b.mp4").write_text("no video")
    monkeypatch.setattr(real, "CHANGES", (("revised", "", 0.3),))
    rows = real.real(rig, tmp_path, RENDERS, 2, tmp_path)
    assert [(row["source"], row["clips"]) for row in rows[::4]] == [("render", 2), ("real clip", 1)]
    assert [row["what"] for row in rows[:4]] == [
        "16 pixels", "coded and decoded", "revised", "what follows",
    ]  # fmt: skip
    assert all(-1 <= row["likeness"] <= 1 and 0 <= row["first"] <= 1 for row in rows)
    assert (tmp_path / "real-clip.jpg").is_file()


def test_more_sources_than_there_are_renders_are_all_of_them(rig: Rig, tmp_path: Path) -> None:
    (renders,) = real.gathered(rig, tmp_path, RENDERS, 11)
    assert len(renders.clips) == len(RENDERS) == len(renders.vectors)


def test_taste_is_measured_with_each_condition_and_by_strength(rig: Rig, monkeypatch) -> None:
    monkeypatch.setattr(taste, "KNOWN", 2)
    monkeypatch.setattr(taste, "STRENGTHS", (0.0, 1.0))
    monkeypatch.setattr(rig.generator, "users", UserSpace(np.eye(256, 64, dtype=np.float32)))
    made = taste.taste(rig, 2, RENDERS)
    assert [row["made for"] for row in made] == [
        "Original", "neither", "User_Hist", "User_Emb", "both", taste.SAID,
    ]  # fmt: skip
    assert made[1]["more"] is None and made[2]["± (95 %)"] is not None
    assert made[0]["Cosine@5"] >= made[0]["Cosine@10"]
    source, weak, strong, *others = taste.restyled(rig, 2, RENDERS)
    assert source["likeness to source"] == 1.0
    assert weak["likeness to source"] > strong["likeness to source"]
    assert weak["revised for"] == strong["revised for"] == taste.SAID
    assert {row["strength"] for row in others} == {1.0}


def test_the_distance_of_a_few_steps_stands_beside_that_of_renders(rig: Rig, monkeypatch) -> None:
    monkeypatch.setattr(steps, "STEPS", (1,))
    apart, made = steps.steps(rig, 4, RENDERS, RENDERS)
    assert apart["Fréchet"] == pytest.approx(0, abs=1e-4) and made["Fréchet"] > 0.01
    assert apart["clips"] == made["clips"] == 4


@pytest.mark.parametrize("tool", ["create a picture, best of 3", "loop"])
def test_a_tool_is_timed(tool: str, monkeypatch) -> None:
    class Sharp(FakeGenerator):
        def generate(self, order):
            for event in super().generate(order):
                if hasattr(event, "frames"):
                    event.frames[:, ::2] //= 2
                yield event

    monkeypatch.setattr(tools, "DiffusionGenerator", lambda *_, **__: Sharp())
    told = tools.once(tool, WEIGHTS, 1)
    assert told["peak MB"] > 50 and told["s then"] > 0
    assert (told["s of clip"] > 0) == (tool == "loop")


def test_an_instrument_that_is_always_right_says_how_sure_that_is() -> None:
    class Right:
        class probes:  # noqa: N801
            classes = {"look": ("flat",), "palette": ("natural",), "hat": ("cap",)}

        def seen(self, clips: np.ndarray) -> list[dict[str, str]]:
            assert clips.shape == (10, 16, 128, 128, 3)
            return [attributes(RENDERS.drawn(index).scene) for index in range(10)]

    found = {row["attribute"]: row for row in instrument.instrument(Right(), 10, RENDERS)}
    look, palette = found["look"], found["palette"]
    assert look["right"] == 1 and look["renders"] == 10 and look["visible"] == 1
    assert 0.7 < look["low"] < 0.8 and look["high"] == pytest.approx(1)
    assert palette["visible"] <= 1 and palette["renders"] <= 10


def test_an_instrument_that_is_always_wrong_is_found_out() -> None:
    class Wrong:
        class probes:  # noqa: N801
            classes = {"look": ("flat",)}

        def seen(self, clips: np.ndarray) -> list[dict[str, str]]:
            return [{"look": "none of them"}] * len(clips)

    (row,) = instrument.instrument(Wrong(), 3, RENDERS)
    assert row["right"] == row["low"] == 0
