"""Storyboards filled from a small catalogue, and films rendered from them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.make.casting import LONGEST, SHORTEST, amount, best_stretches, ordered
from agents.make.creator import Creator
from agents.make.editor import Editor
from agents.make.storyboard import FADE, Brief, Shot, from_data, to_data
from agents.retrieve.catalogue import FrameVectors, MemoryCatalogue
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from models.domain import Item
from models.errors import BadMedia, NoSuchItem
from models.media.probe import probe
from models.media.sample import at
from models.media.write import read_metadata
from models.stylise.edits import Edit
from tests.agents.stage import COLOURS, ENCODER, coloured, item


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("clips")
    names = {"red": ("red",), "green": ("green", "red"), "blue": ("blue", "green", "blue")}
    return {name: coloured(folder / f"{name}.mp4", colours) for name, colours in names.items()}


@pytest.fixture
def things(clips: dict[str, Path]) -> MemoryCatalogue:
    """Clips of one colour after the other, with a cut every two seconds."""
    made = MemoryCatalogue()
    for name, words, colours in (
        ("red", "A red kite", ["red"]),
        ("green", "A green meadow", ["green", "red"]),
        ("blue", "The blue sea", ["blue", "green", "blue"]),
    ):
        times = np.arange(0.25, 2.0 * len(colours), 0.5)
        pictures = np.stack(
            [np.full((8, 8, 3), COLOURS[colours[int(time // 2)]], np.uint8) for time in times]
        )
        frames = ENCODER.images(pictures)
        shots = [(2.0 * place, 2.0 * place + 2.0) for place in range(len(colours))]
        one = item(name, words, media=clips[name], duration=2.0 * len(colours))
        made.add(
            one, text=ENCODER.texts([words])[0], visual=frames.mean(axis=0),
            frames=frames, times=times, shots=shots,
        )  # fmt: skip
    return made


@pytest.fixture
def creator(things: MemoryCatalogue, tmp_path: Path) -> Creator:
    return Creator(things, Retriever(things, ENCODER), Editor(things, ENCODER, tmp_path / "work"))


def test_shots_are_neither_hasty_nor_long() -> None:
    for seconds in (3, 5, 8, 12, 20, 33, 60):
        count, each = amount(seconds)
        assert SHORTEST <= each <= LONGEST
        assert count * each - FADE * (count - 1) == pytest.approx(seconds)


def test_what_was_asked_for_comes_first_and_the_rest_is_said_to_be_near(creator: Creator) -> None:
    board = creator.plan(Brief(want="blue sea", seconds=5), Taste(), "v")
    first = board.shots[0]
    assert first.item == "blue" and first.sure and first.caption == "The blue sea"
    assert [shot.item for shot in board.shots if shot.sure] == ["blue"] * 3
    assert not any(shot.sure for shot in board.shots if shot.item != "blue")
    assert board.length == pytest.approx(5, abs=0.1) and board.shape == "landscape"


def test_shots_keep_inside_of_cuts_and_overlap_none_of_the_same_clip(creator: Creator) -> None:
    board = creator.plan(Brief(want="green meadow", seconds=8), Taste(), "v")
    for shot in board.shots:
        assert int(shot.start // 2) == int((shot.end - 1e-6) // 2), shot
    spans = sorted((shot.item, shot.start, shot.end) for shot in (*board.shots, *board.spare))
    for one, other in zip(spans, spans[1:], strict=False):
        assert one[0] != other[0] or one[2] <= other[1]


def test_neighbours_come_from_different_clips_where_it_can_be() -> None:
    shots = [Shot(item=name, start=0, end=2, low=0, high=2) for name in "aaabbc"]
    for start in range(len(shots)):
        names = [shot.item for shot in ordered(shots[start:] + shots[:start], {})]
        assert all(one != other for one, other in zip(names, names[1:], strict=False)), names


def test_without_a_topic_the_taste_chooses_and_what_was_turned_down_stays_out(
    creator: Creator,
) -> None:
    history = ENCODER.images(np.full((1, 8, 8, 3), COLOURS["green"], np.uint8))[0]
    taste = Taste(history=history, weights={"red": -0.4})
    board = creator.plan(Brief(seconds=3), taste, "v")
    assert "red" not in {shot.item for shot in (*board.shots, *board.spare)}
    assert board.name == "A green meadow and the blue sea"


def test_too_little_footage_makes_a_shorter_video(creator: Creator) -> None:
    board = creator.plan(Brief(want="sea", seconds=60), Taste(), "v")
    assert 8 < board.length < 12


def test_another_plan_differs_and_keeps_what_was_said(creator: Creator) -> None:
    board = creator.plan(Brief(seconds=3, title="Mine", shape="square"), Taste(), "v")
    again = creator.another(board, Taste(), "v")
    assert again.shots != board.shots and (again.title, again.shape) == ("Mine", "square")


def test_a_film_says_what_it_is_made_of(creator: Creator) -> None:
    wish = Brief(want="blue sea", seconds=4, captions=True, shape="portrait", style="noir")
    board = creator.plan(wish, Taste(), "v")
    made = creator.render(board, "v")
    info = probe(made.media)
    assert info.duration == pytest.approx(board.length, abs=0.1) and info.height > info.width
    assert info.has_audio  # the footage is silent, so there is music
    assert made.parents == board.items and made.recipe.pixels == "changed"
    assert from_data({**made.recipe.parameters}).shots == board.shots
    assert '"tool": "compose"' in read_metadata(made.media)["generec"]


def test_a_film_of_an_edited_clip_and_what_is_made_of_it_have_one_label(
    creator: Creator, things: MemoryCatalogue, clips: dict[str, Path]
) -> None:
    red = things.item("red", "v")
    darker = creator.editor.write(red, [creator.editor.adjust(red, Edit(brightness=-0.2))])
    things.add(replace(red, id="darker", media=darker.media))
    board = creator.plan(Brief(want="green meadow", seconds=5), Taste(), "v")
    shot = board.shots[0]
    board = replace(
        board,
        captions=False,
        title="",
        shots=(replace(shot, item="green", start=0.0, end=2.5),
               replace(shot, item="darker", start=0.0, end=1.9)),
    )  # fmt: skip
    film = creator.render(board, "v")
    turned = item("film", media=film.media, duration=probe(film.media).duration)
    flipped = creator.editor.write(turned, [creator.editor.adjust(turned, Edit(mirror="across"))])
    for made in (film.media, flipped.media):
        white = [one.image.min(2) > 170 for one in at(made, [0.5, 3.0])]
        height, width = white[0].shape
        assert white[0][: height // 4, : width // 2].any()  # the label, and none beside it
        assert not white[0][:, 2 * width // 3 :].any()
        assert not white[1].any()  # nor that of the clip before


def test_footage_that_is_gone_is_said(creator: Creator, things: MemoryCatalogue) -> None:
    board = creator.plan(Brief(want="blue sea", seconds=4), Taste(), "v")
    lost = replace(things.item("blue", "v"), id="lost", media=Path("lost.mp4"))
    things.add(lost)
    shots = tuple(replace(shot, item="lost") for shot in board.shots)
    with pytest.raises(BadMedia, match="There is no file"):
        creator.render(replace(board, shots=shots), "v")
    things.remove("lost")
    with pytest.raises(NoSuchItem, match="swap shot 1"):
        creator.render(replace(board, shots=shots), "v")
    assert not list(creator.editor.work.glob("*"))


def test_what_was_composed_is_no_footage(creator: Creator, things: MemoryCatalogue) -> None:
    for name in ("red", "green"):
        things.remove(name)
    blue: Item = things.item("blue", "v")
    things.remove("blue")
    things.add(replace(blue, origin="created"), text=ENCODER.texts(["blue sea"])[0])
    with pytest.raises(NoSuchItem, match="no clip here"):
        creator.plan(Brief(want="blue sea"), Taste(), "v")


def test_a_clip_of_short_shots_gives_its_longest() -> None:
    seen = FrameVectors(embeddings=np.eye(3, dtype=np.float32), times=np.array([0.2, 0.7, 1.4]))
    (only,) = best_stretches(seen, np.ones(3), [(0.0, 0.5), (0.5, 1.5)], 3.0)
    assert (only.start, only.end) == (0.5, 1.5)


def test_facts_are_the_captions_of_the_first_shots_and_stay_in_another_plan(
    creator: Creator,
) -> None:
    fact = "The sea is salt. (notes/sea.md:3)"
    wish = Brief(want="blue sea", seconds=5, captions=True, facts=(fact,))
    board = creator.plan(wish, Taste(), "v")
    assert [shot.caption == fact for shot in board.shots][:2] == [True, False]
    again = creator.another(from_data(to_data(board)), Taste(), "v")
    assert again.facts == (fact,) and any(shot.caption == fact for shot in again.shots)
