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


def test_pixels_are_squares_of_one_colour_each() -> None:
    inside = Blurred(boxes=(BOX,), pixels=True)(IMAGE, 0.0)[40:50, 44:80]
    smooth = Blurred(boxes=(BOX,))(IMAGE, 0.0)[40:50, 44:80]
    assert len(np.unique(inside.reshape(-1, 3), axis=0)) <= 12
    assert len(np.unique(smooth.reshape(-1, 3), axis=0)) > 50


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


def moving(step: int, *, head: bool = True) -> np.ndarray:
    """A textured head that goes to the right by three pixels a look, before a quiet wall."""
    image = np.full((120, 200, 3), 128, np.uint8)
    if head:
        image[30:70, 20 + 3 * step : 60 + 3 * step] = IMAGE[:40, :40]
    return image


def seen(step: int) -> np.ndarray:
    return np.array([((20 + 3 * step) / 200, 30 / 120, 40 / 200, 40 / 120)])


def followed_for(finds: int, steps: int, *, head: bool = True) -> list[bool]:
    """Whether the middle of the head is blurred, look by look; found in the first few alone."""
    looks: list[int] = []

    def find(image: np.ndarray) -> np.ndarray:
        looks.append(1)
        return seen(len(looks) - 1) if len(looks) <= finds else np.zeros((0, 4))

    blur, blurred = Blurred(find=find), []
    for step in range(steps):
        image = moving(step, head=head or step < finds)
        done = blur(image, 0.13 * step)
        x = 40 + 3 * step
        blurred.append(bool((done[45:55, x - 5 : x + 5] != image[45:55, x - 5 : x + 5]).any()))
    return blurred


def test_a_face_that_turns_away_from_the_finder_is_followed() -> None:
    assert all(followed_for(3, 30))  # four seconds, a picture's half further on


def test_what_was_found_once_and_what_has_gone_are_not_followed() -> None:
    assert not followed_for(1, 12)[-1]
    gone = followed_for(3, 14, head=False)
    assert all(gone[:3]) and not any(gone[10:])


def test_a_cut_ends_it() -> None:
    looks: list[int] = []

    def find(image: np.ndarray) -> np.ndarray:
        looks.append(1)
        return seen(0) if len(looks) < 3 else np.zeros((0, 4))

    blur = Blurred(find=find)
    for step in range(4):
        blur(moving(0), 0.13 * step)
    other = np.full((120, 200, 3), 10, np.uint8)
    assert blur(other, 3.0) is other
