"""Parts of clips whose scenes are known: frames at 3 a second along the axes of a space."""

import numpy as np
import pytest

from agents.make.parts import Part, at_edge, best_part, liveliest
from agents.retrieve.catalogue import FrameVectors


def frames(*scenes: int, each: int = 9) -> FrameVectors:
    rows = np.repeat(np.eye(4, dtype=np.float32)[list(scenes)], each, axis=0)
    return FrameVectors(embeddings=rows, times=np.arange(len(rows)) / 3)


DOG = np.eye(4, dtype=np.float32)[1]


def test_all_of_a_scene_is_kept_when_asked_for_and_cut_at_its_shots() -> None:
    part = best_part(
        frames(0, 1, 2), DOG, 9.0, shots=((0, 3.05), (3.05, 5.9), (5.9, 9)), whole=True
    )
    assert (part.start, part.end) == (3.05, 5.9) and part.contrast == pytest.approx(1.0)


def test_all_up_to_a_part_or_from_it_on_stays() -> None:
    part = Part(start=3.0, end=5.0, contrast=1.0)
    up_to, on = at_edge(part, "ends", 9.0), at_edge(part, "begins", 9.0)
    assert (up_to.start, up_to.end, on.start, on.end) == (0.0, 5.0, 3.0, 9.0)


def test_one_odd_frame_does_not_end_a_scene() -> None:
    seen = frames(0, 1, 2)
    seen.embeddings[13] = np.eye(4)[3]
    part = best_part(seen, DOG, 9.0, whole=True)
    assert part.start < 3.2 and part.end > 5.7


def test_a_length_somebody_named_is_kept() -> None:
    part = best_part(frames(0, 1, 2), DOG, 9.0, seconds=2.0, shots=((0, 3), (3, 6), (6, 9)))
    assert part.end - part.start == pytest.approx(2.0) and 2.9 <= part.start <= 4.1


def test_a_part_stays_inside_the_clip() -> None:
    part = best_part(frames(0, 0, 1), DOG, 9.0, seconds=4.0)
    assert part.end <= 9.0 and part.end - part.start == pytest.approx(4.0)
    assert best_part(frames(1, each=2), DOG, 0.7).end <= 0.7


def test_where_everything_fits_nothing_stands_out() -> None:
    assert best_part(frames(1, 1, 1), DOG, 9.0, whole=True).contrast == pytest.approx(0.0)
    assert best_part(frames(0, 2, 3), DOG, 9.0, whole=True).contrast == pytest.approx(0.0)


def test_the_part_in_which_most_happens_is_kept() -> None:
    seen = frames(0, 0, 1)
    # The last third goes to and fro: everything else stands still.
    seen.embeddings[18::2] = np.eye(4)[2]
    part = liveliest(seen, 9.0, 3.0)
    assert part.start >= 5.5 and part.end - part.start == pytest.approx(3.0) and part.contrast >= 1
    assert liveliest(seen, 9.0).end <= 9.0


def test_where_as_much_happens_all_through_nothing_is_called_dull() -> None:
    assert liveliest(frames(1, 1), 6.0).contrast == 0.0
    turning = frames(0, 0)
    turning.embeddings[::2] = np.eye(4)[3]
    assert liveliest(turning, 6.0).contrast == pytest.approx(0.0)
    assert liveliest(frames(1, each=1), 0.3).end == pytest.approx(0.3)
