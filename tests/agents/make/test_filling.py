"""Shots that were said one by one are found, drawn, or said to be neither here nor known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.make.creator import Creator
from agents.make.editor import Editor
from agents.make.filling import Filled, Filling
from agents.make.jobs import unwatched
from agents.make.storyboard import Shot, Storyboard, from_data, to_data, told
from agents.retrieve.catalogue import FrameVectors
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from models.domain import Item, Pulse, no_pulse
from models.errors import CannotDraw
from models.generate.generator import Known
from tests.agents.stage import ENCODER, catalogue, item


class Seen(Editor):
    """Every clip looks as its title says, all along."""

    def frames(self, item: Item, viewer: str, pulse: Pulse = no_pulse) -> FrameVectors:
        times = np.arange(0, item.duration, 0.5)
        vector = ENCODER.texts([item.title])
        return FrameVectors(embeddings=np.tile(vector, (len(times), 1)), times=times)


class Painter:
    """Knows penguins alone."""

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        known = "penguin" in words
        return Known(words=words, missing=() if known else (words,), empty=not known, shows=known)


def filled(board: Storyboard, folder: Path) -> Filled:
    clips = catalogue(
        item("sea", "The blue sea", duration=6.0),
        item("long", "A green field", duration=30.0),
        item("dog", "A red dog in a park", duration=6.0),
        item("dog2", "A black dog", duration=6.0),
    )
    creator = Creator(clips, Retriever(clips, ENCODER), Seen(clips, ENCODER, folder))
    painter = Painter()
    filling = Filling(creator, Taste(), "v", painter, unwatched)  # type: ignore[arg-type]
    return filling.filled(board, None)


def board(*shots: Shot, seconds: float = 60.0) -> Storyboard:
    return Storyboard(want="", seconds=seconds, shape="landscape", shots=shots, told=True)


def scene(words: str) -> Shot:
    return Shot(item="", scene=words)


def test_clips_that_were_named_are_whole_or_sensibly_cut(tmp_path: Path) -> None:
    made = filled(board(Shot(item="sea"), Shot(item="long"), seconds=15.6), tmp_path).board
    assert [shot.item for shot in made.shots] == ["sea", "long"]
    assert made.shots[0].seconds == 6.0 and made.shots[1].seconds == 10.0
    assert made.length == pytest.approx(15.6) and "of the clips you named, 2 shots" in told(made)
    short = filled(board(Shot(item="sea"), Shot(item="long"), seconds=6.0), tmp_path).board
    assert short.length == pytest.approx(6.0, abs=0.1)
    assert from_data(to_data(short)) == short


def test_scenes_are_found_in_their_order_each_in_a_clip_of_its_own(tmp_path: Path) -> None:
    made = filled(board(scene("a dog"), scene("the sea"), scene("a dog"), seconds=10), tmp_path)
    first, second, third = made.board.shots
    assert {first.item, third.item} == {"dog", "dog2"} and second.item == "sea"
    assert not made.lacks and made.board.scenes == ("a dog", "the sea", "a dog")
    assert "“a dog”, “the sea”, “a dog”, 3 shots" in told(made.board)


def test_what_is_neither_here_nor_known_is_said(tmp_path: Path) -> None:
    made = filled(board(scene("a penguin"), scene("a unicorn"), scene("the sea")), tmp_path)
    drawn, there = made.board.shots
    assert drawn.draw == "a penguin" and not drawn.item and drawn.seconds > 0
    assert there.item == "sea"
    assert made.lacks == ("Of “a unicorn” there is no clip here, and I cannot draw it.",)
    long = filled(board(scene("a unicorn"), scene("the sea"), seconds=20.0), tmp_path).board
    assert long.length == pytest.approx(6.0, abs=0.2) and "not enough footage here for 20" in told(
        long
    )
    with pytest.raises(CannotDraw, match="no clip here of “a unicorn”"):
        filled(board(scene("a unicorn")), tmp_path)


def test_a_clip_of_the_place_alone_is_none_of_the_thing(tmp_path: Path) -> None:
    made = filled(board(scene("a unicorn in a park"), scene("the sea")), tmp_path)
    assert [shot.item for shot in made.board.shots] == ["sea"] and made.lacks
    made = filled(board(scene("a dog in the desert"), scene("the sea")), tmp_path)
    assert made.board.shots[0].item in ("dog", "dog2")
    assert "Shot 1 shows only some of “a dog in the desert”" in told(made.board)
    made = filled(board(scene("a yellow dog"), scene("the sea")), tmp_path)
    assert not made.board.shots[0].sure


def test_only_open_shots_are_filled(tmp_path: Path) -> None:
    whole = filled(board(Shot(item="sea"), scene("a dog")), tmp_path).board
    more = replace(whole, shots=(*whole.shots, scene("a green field")))
    made = filled(more, tmp_path).board
    assert made.shots[:2] == whole.shots and made.shots[2].item == "long"
    assert made.seconds == pytest.approx(made.length, abs=0.01)
