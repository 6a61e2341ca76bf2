"""What is blurred cannot be told any more, follows, and the rest is left alone."""

import numpy as np

from models.stylise.blur import HOLD, Blurred

IMAGE = np.random.default_rng(1).integers(0, 255, (120, 160, 3), np.uint8)
BOX = (0.25, 0.25, 0.25, 0.25)


def test_a_box_is_blurred_with_its_margin_and_nothing_else() -> None:
    before = IMAGE.copy()
    done = Blurred(boxes=(BOX,))(IMAGE, 0.0)
    assert (IMAGE == before).all()  # the frame that came in is left alone
    changed = (done != IMAGE).any(axis=2)
    rows, columns = np.where(changed)
    assert 20 <= rows.min() < 30 and 60 < rows.max() <= 70
    assert 28 <= columns.min() < 40 and 80 < columns.max() <= 92
    inside = done[40:50, 50:70].astype(float)
    assert inside.std() < 0.4 * IMAGE[40:50, 50:70].astype(float).std()


def test_a_face_stays_blurred_a_while_after_it_was_lost() -> None:
    looks: list[int] = []

    def find(image: np.ndarray) -> np.ndarray:
        looks.append(1)
        return np.array([BOX]) if len(looks) == 1 else np.zeros((0, 4))

    blur = Blurred(find=find)
    assert (blur(IMAGE, 0.0) != IMAGE).any()
    assert (blur(IMAGE, 0.05) != IMAGE).any() and len(looks) == 1  # not looked at again so soon
    assert (blur(IMAGE, HOLD - 0.1) != IMAGE).any() and len(looks) == 2
    assert blur(IMAGE, HOLD + 0.5) is IMAGE


def test_boxes_at_the_edge_and_of_nothing_do_no_harm() -> None:
    for box in ((0.9, 0.9, 0.5, 0.5), (-0.2, -0.2, 0.1, 0.1), (0.5, 0.5, 0.0, 0.0)):
        assert Blurred(boxes=(box,))(IMAGE, 0.0).shape == IMAGE.shape
