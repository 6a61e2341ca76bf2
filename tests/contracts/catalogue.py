"""What every catalogue promises; inherit and give the fixtures ``catalogue`` and ``people``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.retrieve.catalogue import Catalogue
from models.domain import Item
from models.errors import BadRequest, NoSuchItem

D = 16


def axis(number: int, lean: float = 0.0) -> np.ndarray:
    """Return the unit vector along an axis, leaning towards the next one."""
    vector = np.zeros(D, np.float32)
    vector[number % D], vector[(number + 1) % D] = 1.0, lean
    return vector / np.linalg.norm(vector)


def item(item_id: str, **changes: Any) -> Item:
    """Return an item with every field set to something that is not its default."""
    values: dict[str, Any] = dict(
        id=item_id,
        title=f"Title of {item_id} <b>&amp;</b> '; DROP TABLE items; --",
        media=Path(f"/clips/{item_id}.mp4"),
        duration=7.25,
        width=360,
        height=640,
        has_audio=True,
        thumbnail=Path(f"/clips/{item_id}.jpg"),
        origin="edited",
        declared="filmed by me 🎬",
        description="a dog runs",
        tags=("dog", "ünïcode"),
        licence="CC0",
        parents=("p1", "p2"),
        owner=None,
        created_at=1000.5,
    )
    return Item(**values | changes)


class CatalogueContract:
    """``people`` are two visitors; ``like(catalogue, item_id, user, yes)`` counts an opinion."""

    like: Callable[..., None]

    @pytest.fixture
    def filled(self, catalogue: Catalogue, people: tuple[str, str]) -> Catalogue:
        one, two = people
        for number, owner in enumerate([None, None, None, one, two]):
            catalogue.add(
                item(f"i{number}", owner=owner, created_at=1000.0 + number),
                visual=axis(0, 0.1 * number),
                text=axis(5 + number),
                frames=np.stack([axis(number), axis(number + 1)]),
                times=np.array([0.5, 1.5]),
                shots=((0.0, 1.0), (1.0, 7.25)),
            )
        return catalogue

    def test_an_item_comes_back_whole(self, catalogue: Catalogue) -> None:
        catalogue.add(item("a"), sha256="ab", source="x.mp4", attributes={"place": "beach"})
        assert catalogue.item("a", None) == item("a")

    def test_items_keep_the_order_asked_for(self, filled: Catalogue) -> None:
        assert [i.id for i in filled.items(["i2", "nope", "i0"], None)] == ["i2", "i0"]

    def test_unknown_gone_and_foreign_read_the_same(
        self, filled: Catalogue, people: tuple[str, str]
    ) -> None:
        filled.remove("i0")
        said = set()
        for item_id in ("i0", "i4", "zz"):
            with pytest.raises(NoSuchItem) as caught:
                filled.item(item_id, people[0])
            said.add(str(caught.value).replace(item_id, "ID"))
        assert len(said) == 1

    def test_private_items_stay_private_in_every_method(
        self, filled: Catalogue, people: tuple[str, str]
    ) -> None:
        one, two = people
        ids = [f"i{n}" for n in range(5)]
        for viewer, hidden in ((one, {"i4"}), (two, {"i3"}), (None, {"i3", "i4"})):
            seen = set(ids) - hidden
            assert {i.id for i in filled.items(ids, viewer)} == seen
            assert set(filled.vectors(ids, "visual", viewer)) == seen
            assert {s.item_id for s in filled.nearest(axis(0), "visual", 9, viewer)} == seen
            assert {s.item_id for s in filled.nearest(axis(0), "text", 9, viewer)} == seen
            assert {s.item_id for s in filled.popular(9, viewer)} == seen
            assert {i for i in ids if filled.frames(i, viewer) is not None} == seen
            assert {i for i in ids if filled.shots(i, viewer)} == seen
            assert filled.count(viewer) == len(seen)

    def test_nearest_ranks_by_cosine(self, filled: Catalogue, people: tuple[str, str]) -> None:
        found = filled.nearest(3.0 * axis(0), "visual", 4, people[0])
        assert [s.item_id for s in found] == ["i0", "i1", "i2", "i3"]
        expected = [float(axis(0) @ axis(0, 0.1 * n)) for n in range(4)]
        assert [s.score for s in found] == pytest.approx(expected, abs=2e-3)
        assert [s.item_id for s in filled.nearest(axis(6), "text", 1, None)] == ["i1"]

    def test_nearest_leaves_out_what_is_excluded(self, filled: Catalogue) -> None:
        found = filled.nearest(axis(0), "visual", 2, None, exclude={"i0"})
        assert [s.item_id for s in found] == ["i1", "i2"]
        assert filled.nearest(axis(0), "visual", 0, None) == []
        assert filled.nearest(axis(0), "visual", -3, None) == []

    def test_neighbours_are_the_nearest_of_each(
        self, filled: Catalogue, people: tuple[str, str]
    ) -> None:
        vectors = filled.vectors(["i0", "i2", "i4"], "visual", people[0])  # i4 is another's
        found = filled.neighbours(vectors, "visual", 2, people[0])
        assert found == {"i0": {"i1", "i2"}, "i2": {"i1", "i3"}}
        one = filled.neighbours({"i2": vectors["i2"]}, "visual", 1, None)["i2"]
        hits = filled.nearest(vectors["i2"], "visual", 1, None, {"i2"})
        assert one == {hit.item_id for hit in hits}
        assert filled.neighbours({}, "visual", 2, None) == {}

    def test_origins_leave_out_the_others(self, filled: Catalogue) -> None:
        filled.add(item("filmed", origin="uploaded"), visual=axis(0, 0.05))
        for origins, expected in (("made", ["i0", "i1", "i2"]), ("people", ["filmed"])):
            found = filled.nearest(axis(0), "visual", 9, None, origins=origins)  # type: ignore[arg-type]
            assert [s.item_id for s in found] == expected
            liked = filled.popular(9, None, origins)  # type: ignore[arg-type]
            assert sorted(s.item_id for s in liked) == expected

    def test_an_empty_catalogue_answers(self, catalogue: Catalogue) -> None:
        assert catalogue.nearest(axis(0), "visual", 5, None) == []
        assert catalogue.popular(5, None) == [] and catalogue.count(None) == 0
        assert catalogue.items([], None) == [] and catalogue.vectors([], "text", None) == {}

    def test_vectors_and_frames_come_back_as_they_were(self, filled: Catalogue) -> None:
        vectors = filled.vectors(["i1", "i1", "i9"], "visual", None)
        assert list(vectors) == ["i1"] and vectors["i1"].dtype == np.float32
        np.testing.assert_allclose(vectors["i1"], axis(0, 0.1), atol=1e-3)
        frames = filled.frames("i1", None)
        assert frames is not None and frames.embeddings.dtype == np.float32
        np.testing.assert_allclose(frames.embeddings, [axis(1), axis(2)], atol=1e-3)
        assert frames.times.tolist() == [0.5, 1.5] and frames.times.dtype == np.float64
        assert filled.shots("i1", None) == ((0.0, 1.0), (1.0, 7.25))

    def test_an_item_without_vectors_is_there_but_not_found(self, catalogue: Catalogue) -> None:
        catalogue.add(item("bare"))
        assert catalogue.count(None) == 1 and catalogue.frames("bare", None) is None
        assert catalogue.nearest(axis(0), "text", 3, None) == []
        assert catalogue.vectors(["bare"], "text", None) == {}

    def test_removal_is_for_good(self, filled: Catalogue) -> None:
        filled.nearest(axis(0), "visual", 1, None)
        filled.remove("i0")
        assert filled.nearest(axis(0), "visual", 1, None)[0].item_id == "i1"
        assert filled.count(None) == 2 and filled.items(["i0"], None) == []
        for gone in ("i0", "never"):
            with pytest.raises(NoSuchItem):
                filled.remove(gone)

    def test_popular_counts_likes_then_newness(
        self, filled: Catalogue, people: tuple[str, str]
    ) -> None:
        one, two = people
        assert [s.item_id for s in filled.popular(2, None)] == ["i2", "i1"]
        self.like(filled, "i0", one, True)
        self.like(filled, "i0", two, True)
        self.like(filled, "i2", one, False)
        assert filled.popular(9, None) == [("i0", 2.0), ("i1", 0.0), ("i2", -1.0)]

    def test_a_taken_id_is_refused_and_changes_nothing(self, filled: Catalogue) -> None:
        with pytest.raises(BadRequest, match="taken"):
            filled.add(item("i0", title="usurper"), visual=axis(9))
        assert filled.item("i0", None).title != "usurper"
        np.testing.assert_allclose(filled.vectors(["i0"], "visual", None)["i0"], axis(0), atol=1e-3)

    @pytest.mark.parametrize(
        "vectors",
        [
            {"visual": np.zeros(D)},
            {"visual": np.full(D, np.nan)},
            {"visual": np.ones((2, D))},
            {"visual": np.ones(D), "text": np.ones(D + 1)},
            {"frames": np.ones((2, D))},
            {"frames": np.ones((2, D)), "times": np.zeros(3)},
            {"frames": np.full((1, D), np.inf), "times": np.zeros(1)},
        ],
    )
    def test_vectors_that_do_not_fit_are_refused(
        self, catalogue: Catalogue, vectors: dict[str, np.ndarray]
    ) -> None:
        with pytest.raises(ValueError, match="got"):
            catalogue.add(item("a"), **vectors)
        assert catalogue.count(None) == 0

    def test_vectors_of_another_encoder_are_refused(self, filled: Catalogue) -> None:
        with pytest.raises(ValueError, match="expected 16"):
            filled.add(item("wide"), visual=np.ones(D + 1))
        assert filled.items(["wide"], None) == []
        assert filled.nearest(axis(0), "visual", 1, None)[0].item_id == "i0"

    @pytest.mark.parametrize("query", [np.zeros(D), np.full(D, np.nan), np.ones(D + 1)])
    def test_a_query_that_does_not_fit_is_refused(
        self, filled: Catalogue, query: np.ndarray
    ) -> None:
        with pytest.raises(ValueError, match="got a vector"):
            filled.nearest(query, "visual", 3, None)
