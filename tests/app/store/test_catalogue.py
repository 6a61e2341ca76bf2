from pathlib import Path

import numpy as np
import pytest

from app.settings import Settings
from app.store.catalogue import StoreCatalogue
from app.store.store import Store
from models.domain import Feedback
from models.errors import BadRequest, NoSuchItem
from tests.contracts.catalogue import CatalogueContract, axis, item


@pytest.fixture
def catalogue(store: Store) -> StoreCatalogue:
    return store.catalogue("toy@1")


class TestStoreCatalogue(CatalogueContract):
    @pytest.fixture(autouse=True)
    def _open(self, store: Store) -> None:
        self.store = store

    def like(self, catalogue: StoreCatalogue, item_id: str, user: str, yes: bool) -> None:
        self.store.feedback.add(
            Feedback(user=user, item=item_id, kind="like" if yes else "dislike")
        )


def fill(catalogue: StoreCatalogue, number: int, owner: str | None = None, start: int = 0) -> None:
    rng = np.random.default_rng(start)
    for place in range(start, start + number):
        catalogue.add(item(f"n{place}", owner=owner), visual=rng.normal(size=16))


def test_nearest_is_exact_behind_many_foreign_items(
    catalogue: StoreCatalogue, people: tuple[str, str]
) -> None:
    one, two = people
    fill(catalogue, 300, owner=one)
    for place in range(5):
        catalogue.add(item(f"mine{place}", owner=two), visual=axis(0, 3.0 + place))
    found = catalogue.nearest(axis(0), "visual", 5, two)
    assert [s.item_id for s in found] == [f"mine{place}" for place in range(5)]
    assert len(catalogue.nearest(axis(0), "visual", 400, one)) == 300


def test_nearest_agrees_with_brute_force(catalogue: StoreCatalogue) -> None:
    fill(catalogue, 400)
    vectors = catalogue.vectors([f"n{p}" for p in range(400)], "visual", None)
    rng = np.random.default_rng(1)
    for _ in range(20):
        query = rng.normal(size=16).astype(np.float32)
        barred = set(rng.choice(list(vectors), 30))
        scores = {i: float(v @ query) for i, v in vectors.items() if i not in barred}
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:10]
        found = [s.item_id for s in catalogue.nearest(query, "visual", 10, None, exclude=barred)]
        assert len(set(best) & set(found)) >= 9


def test_two_encoders_live_side_by_side(store: Store) -> None:
    small, large = store.catalogue("small@1"), store.catalogue("large/ViT@2")
    small.add(item("a"), visual=axis(0))
    large.add(item("b"), visual=np.ones(64))
    assert [s.item_id for s in small.nearest(axis(0), "visual", 5, None)] == ["a"]
    assert [s.item_id for s in large.nearest(np.ones(64), "visual", 5, None)] == ["b"]
    assert small.count(None) == 2 and store.catalogue("small@1") is small


def test_a_hidden_item_is_hidden_even_from_its_owner(
    store: Store, catalogue: StoreCatalogue, people: tuple[str, str]
) -> None:
    catalogue.add(item("a", owner=people[0]), visual=axis(0))
    store.items.hide("a")
    assert catalogue.nearest(axis(0), "visual", 5, people[0]) == []
    with pytest.raises(NoSuchItem):
        catalogue.item("a", people[0])
    store.items.hide("a", hidden=False)
    assert catalogue.item("a", people[0]).id == "a"


def test_duplicates_are_found_by_hash_among_what_one_may_see(
    store: Store, catalogue: StoreCatalogue, people: tuple[str, str]
) -> None:
    one, two = people
    catalogue.add(item("a", owner=one), sha256="f00")
    assert store.items.duplicate("f00", two) is None
    found = store.items.duplicate("f00", one)
    assert found is not None and found.id == "a"
    catalogue.remove("a")
    assert store.items.duplicate("f00", one) is None


def test_files_below_home_move_with_it(settings: Settings, tmp_path: Path) -> None:
    inside, outside = settings.home / "media" / "a.mp4", tmp_path / "elsewhere.mp4"
    with Store(settings) as store:
        store.catalogue("toy@1").add(item("a", media=inside, thumbnail=None))
        store.catalogue("toy@1").add(item("b", media=outside))
        store.items.relocate("b", inside, None)
        store.catalogue("toy@1").add(item("c", media=outside))
    moved = settings.home.rename(tmp_path / "moved")
    with Store(settings.model_copy(update={"home": moved})) as store:
        items = store.catalogue("toy@1").items(["a", "b", "c"], None)
    assert [i.media for i in items] == [moved / "media" / "a.mp4"] * 2 + [outside]


def test_attributes_are_kept(store: Store, catalogue: StoreCatalogue) -> None:
    catalogue.add(item("a"), attributes={"place": "beach"})
    assert store.items.attributes("a", None) == {"place": "beach"}
    assert store.items.attributes("zz", None) == {}


def test_an_unknown_owner_is_refused(catalogue: StoreCatalogue) -> None:
    with pytest.raises(BadRequest, match="owner"):
        catalogue.add(item("a", owner="stranger"), visual=axis(0))
    assert catalogue.nearest(axis(0), "visual", 1, "stranger") == []


def test_broken_characters_in_a_title_are_replaced(catalogue: StoreCatalogue) -> None:
    catalogue.add(item("a", title="half \ud83d zero \0 end", tags=("\ud83d",)))
    assert catalogue.item("a", None).title == "half ? zero \ufffd end"
