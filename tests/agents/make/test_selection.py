"""Equations 1 and 2 on arrays whose answer is known."""

import numpy as np

from agents.make.selection import best_frame, best_of_all, best_window, usable

FRAMES = np.eye(8)[[0, 0, 0, 1, 1, 1, 1, 2, 2, 2]].astype(np.float32)


def test_the_frame_nearest_to_the_profile_wins() -> None:
    assert best_frame(FRAMES, np.eye(8)[2], np.ones(10, bool)) == 7


def test_a_frame_that_is_not_allowed_never_wins() -> None:
    allowed = np.ones(10, bool)
    allowed[7:] = False
    assert best_frame(FRAMES, np.eye(8)[2] + 0.5 * np.eye(8)[0], allowed) == 0


def test_without_history_the_most_representative_frame_wins() -> None:
    assert best_frame(FRAMES, None, np.ones(10, bool)) == 3


def test_the_window_lies_on_the_matching_frames() -> None:
    window = best_window(FRAMES, np.eye(8)[1], (4,))
    assert (window.first, window.last) == (3, 6)
    assert window.score == 1.0


def test_a_length_beyond_the_clip_is_the_whole_clip() -> None:
    window = best_window(FRAMES, np.eye(8)[1], (32,))
    assert (window.first, window.last) == (0, 9)


def test_black_and_blurred_frames_are_not_usable() -> None:
    rng = np.random.default_rng(0)
    frames = rng.integers(0, 255, (5, 32, 32, 3)).astype(np.uint8)
    frames[1] = 0
    frames[3] = 128
    assert usable(frames).tolist() == [True, False, True, False, True]
    assert usable(frames[[1, 1]]).sum() == 1


def test_a_frame_with_both_beats_those_with_much_of_one() -> None:
    one, other = np.eye(8)[0], np.eye(8)[1]
    frames = np.array([one, one, 0.6 * one + 0.6 * other, other, other], np.float32)
    assert best_of_all(frames, np.stack([one, other]), np.ones(5, bool)) == 2
    assert best_of_all(frames, np.stack([one, other]), np.arange(5) != 2) != 2
