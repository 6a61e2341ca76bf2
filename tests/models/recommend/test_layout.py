import time

import numpy as np
import pytest

from models.recommend.layout import components, layout, nearest, place


def sheets(n: int, seed: int = 1) -> np.ndarray:
    """Twelve flat sheets in 64 dimensions, with a little noise across them."""
    rng = np.random.default_rng(seed)
    centres, axes = rng.normal(size=(12, 64)), 0.5 * rng.normal(size=(12, 2, 64))
    which = rng.integers(0, 12, n)
    inside = np.einsum("na,nad->nd", rng.normal(size=(n, 2)), axes[which])
    return np.asarray(centres[which] + inside + 0.1 * rng.normal(size=(n, 64)))


def kept(vectors: np.ndarray, places: np.ndarray) -> float:
    """Share of the 10 nearest by cosine that are among the 10 nearest in the plane."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    true, _ = nearest(unit, unit, 10, own=True)
    gaps = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    np.fill_diagonal(gaps, np.inf)
    flat = gaps.argsort(axis=1)[:, :10]
    return float(np.mean([len(set(a) & set(b)) / 10 for a, b in zip(true, flat, strict=True)]))


def test_neighbours_stay_neighbours_better_than_on_principal_components() -> None:
    vectors = sheets(1000)
    begin = time.thread_time()
    places = layout(vectors)
    assert time.thread_time() - begin < 5
    assert kept(vectors, places) > 0.6
    assert kept(vectors, places) > 1.5 * kept(vectors, components(vectors))


def test_the_plane_is_used_from_edge_to_edge() -> None:
    places = layout(sheets(600))
    assert places.min() >= 0 and places.max() <= 1
    cells = {tuple(cell) for cell in (places * 4.999).astype(int)}
    assert len(cells) >= 18  # of 25


def test_the_same_input_gives_the_same_places() -> None:
    vectors = sheets(200)
    assert np.array_equal(layout(vectors), layout(vectors))


def test_a_layout_that_starts_from_another_stays_near_it() -> None:
    vectors = sheets(600)
    first = layout(vectors[:550])
    begin = np.concatenate([first, place(vectors[550:], vectors[:550], first)])
    moved = np.linalg.norm(layout(vectors, begin)[:550] - first, axis=1)
    shuffled = np.linalg.norm(first - first[::-1], axis=1)
    assert np.median(moved) < 0.25 * np.median(shuffled)


def test_what_comes_later_is_placed_among_its_like() -> None:
    vectors = sheets(600)
    places = layout(vectors[:500])
    late = place(vectors[500:], vectors[:500], places)
    assert late.shape == (100, 2)
    both = np.concatenate([places, late])
    assert kept(vectors, both) > 0.8 * kept(vectors[:500], places)
    assert place(vectors[:0], vectors, np.zeros((600, 2))).shape == (0, 2)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5])
def test_few_items_have_places_of_their_own(n: int) -> None:
    places = layout(sheets(n))
    assert places.shape == (n, 2) and np.isfinite(places).all()
    assert len({tuple(spot) for spot in places.round(6)}) == n


def test_the_same_item_many_times_is_no_trouble() -> None:
    assert np.isfinite(layout(np.ones((50, 8)))).all()
    assert np.isfinite(layout(np.zeros((50, 8)))).all()


def test_unknown_vectors_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        layout(np.full((4, 3), np.nan))
