import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from agents.retrieve.taste import Taste
from app.settings import Settings, load
from app.store.catalogue import StoreCatalogue
from app.store.store import Store
from app.taste_map import TasteMaps
from app.taste_regions import HIGH, WIDE, regions
from app.wiring import build_encoder
from models.recommend.layout import layout
from tests.contracts.catalogue import item
from tests.waiting import until

KINDS = ("dog", "boat", "cake")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(load(home=tmp_path / "home", database_url="", threads=1)) as opened:
        yield opened


@pytest.fixture
def catalogue(store: Store) -> StoreCatalogue:
    return store.catalogue("test@1")


def add(catalogue: StoreCatalogue, kind: str, number: int, owner: str | None = None) -> str:
    """Take in an item that looks like its kind."""
    rng = np.random.default_rng(1000 * KINDS.index(kind) + number)
    vector = 0.1 * rng.normal(size=16)
    vector[KINDS.index(kind)] += 1
    vector /= np.linalg.norm(vector)
    made = item(f"{kind}-{number}", title=f"A {kind}", tags=(kind, "clip"), owner=owner)
    catalogue.add(made, visual=vector, text=vector)
    return made.id


@pytest.fixture
def full(catalogue: StoreCatalogue) -> StoreCatalogue:
    for kind in KINDS:
        for number in range(20):
            add(catalogue, kind, number)
    return catalogue


def test_what_is_alike_lies_together_and_is_named(full: StoreCatalogue) -> None:
    drawn = TasteMaps(full).map("somebody", Taste(), ())
    assert len(drawn.spots) == 60
    at = {kind: np.array([(s.x, s.y) for s in drawn.spots if s.item.id.startswith(kind)])
          for kind in KINDS}  # fmt: skip
    middles = {kind: spots.mean(axis=0) for kind, spots in at.items()}
    for kind, spots in at.items():
        gaps = {k: np.linalg.norm(spots - m, axis=1).mean() for k, m in middles.items()}
        assert min(gaps, key=gaps.__getitem__) == kind
    named = {region.text: (region.x, region.y) for region in drawn.regions}
    assert set(KINDS) <= set(named)
    assert "clip" not in named  # it is everywhere
    for kind, middle in middles.items():
        assert np.linalg.norm(np.array(named[kind]) - middle) < 0.2


def test_likes_dislikes_and_suggestions_are_marked(full: StoreCatalogue) -> None:
    taste = Taste(liked=("dog-1", "boat-2"), disliked=("cake-3",))
    suggested = full.items(["dog-5", "boat-7"], None)
    drawn = TasteMaps(full).map("somebody", taste, suggested)
    kinds = {spot.item.id: spot.kind for spot in drawn.spots if spot.kind != "other"}
    assert kinds == {
        "dog-1": "liked",
        "boat-2": "liked",
        "cake-3": "disliked",
        "dog-5": "suggested",
        "boat-7": "suggested",
    }
    because = {spot.item.id: spot.because for spot in drawn.spots if spot.because}
    assert because == {"dog-5": "dog-1", "boat-7": "boat-2"}


def test_what_is_shown_to_learn_more_hangs_on_no_like(full: StoreCatalogue) -> None:
    suggested = full.items(["dog-5", "boat-7"], None)
    drawn = TasteMaps(full).map("somebody", Taste(liked=("dog-1",)), suggested, {"boat-7"})
    because = {spot.item.id: spot.because for spot in drawn.spots if spot.because}
    assert because == {"dog-5": "dog-1"}


def test_calls_agree_and_a_single_newcomer_moves_nobody(full: StoreCatalogue) -> None:
    maps = TasteMaps(full)
    before = maps.map("somebody", Taste(), ())
    assert maps.map("another", Taste(), ()) == before
    late = full.item(add(full, "dog", 99), None)
    after = maps.map("somebody", Taste(), (late,))
    assert [spot for spot in after.spots if spot.item.id != late.id] == list(before.spots)
    (spot,) = [spot for spot in after.spots if spot.item.id == late.id]
    dogs = np.array([(s.x, s.y) for s in before.spots if s.item.id.startswith("dog")])
    assert np.linalg.norm(dogs - (spot.x, spot.y), axis=1).min() < 0.1


def test_it_is_drawn_again_in_the_background_when_much_is_new(full: StoreCatalogue) -> None:
    maps = TasteMaps(full)
    before = maps.map("somebody", Taste(), ())
    for number in range(20, 25):
        add(full, "cake", number)
    assert maps.map("somebody", Taste(), ()) == before  # nobody waits for it
    until(lambda: len(maps.map("somebody", Taste(), ()).spots) == 65)
    after = maps.map("somebody", Taste(), ())
    places = {spot.item.id: (spot.x, spot.y) for spot in after.spots}
    moved = [np.hypot(s.x - places[s.item.id][0], s.y - places[s.item.id][1]) for s in before.spots]
    assert np.median(moved) < 0.2


def test_what_is_private_is_on_its_owners_map_alone(store: Store, full: StoreCatalogue) -> None:
    user, other = store.users.create()[0], store.users.create()[0]
    mine = full.item(add(full, "dog", 50, owner=user), user)
    maps = TasteMaps(full)
    liked = Taste(liked=(mine.id,))
    assert mine.id in {spot.item.id for spot in maps.map(user, liked, ()).spots}
    assert mine.id not in {spot.item.id for spot in maps.map(other, liked, ()).spots}
    full.remove("cake-0")
    assert "cake-0" not in {spot.item.id for spot in maps.map(user, Taste(), ()).spots}


def test_with_next_to_nothing_there_is_no_map(catalogue: StoreCatalogue) -> None:
    maps = TasteMaps(catalogue)
    assert maps.map("somebody", Taste(), ()).spots == ()
    for number in range(3):
        add(catalogue, "dog", number)
    assert len(maps.map("somebody", Taste(), ()).spots) == 3


def test_a_large_corpus_is_shown_by_an_even_sample(monkeypatch: pytest.MonkeyPatch,
                                                   full: StoreCatalogue) -> None:  # fmt: skip
    monkeypatch.setattr("app.taste_map.SAMPLE", 30)
    monkeypatch.setattr("app.taste_map.CELLS", 4)
    drawn = TasteMaps(full).map("somebody", Taste(liked=("cake-19",)), ())
    assert 8 <= len(drawn.spots) <= 17
    assert {spot.item.id.split("-")[0] for spot in drawn.spots} == set(KINDS)
    assert "cake-19" in {spot.item.id for spot in drawn.spots if spot.kind == "liked"}


def test_a_place_is_named_by_what_most_of_it_shows() -> None:
    # Twenty boats, of which two have a word nobody else has, and as many cakes.
    items = [item(f"b{n}", title="A boat", tags=("rudder",) if n < 2 else ()) for n in range(20)]
    items += [item(f"c{n}", title="A cake", tags=()) for n in range(20)]
    items += [item(f"d{n}", title="A dog", tags=()) for n in range(20)]
    middles = np.repeat([[0.2, 0.3], [0.8, 0.7], [0.2, 0.8]], 20, axis=0)
    places = middles + np.random.default_rng(0).normal(0, 0.02, middles.shape)
    places[:2] = middles[0]  # they lie closest together, and name nothing for all that
    assert {one.text for one in regions(items, places)} == {"boat", "cake", "dog"}


def test_the_demo_clips_lie_in_places_people_would_name() -> None:
    with (Settings().corpus / "items.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    items = [item(r["id"], title=r["title"], tags=tuple(r["tags"].split(";"))) for r in rows]
    told = build_encoder(Settings()).texts([f"{r['title']}. {r['description']}" for r in rows])
    found = [one.text for one in regions(items, layout(told))]
    assert len(found) >= 8
    assert not {"background", "falling", "against", "hypnotic", "flat", "calm"} & {*found}
    # What the corpus' own notes call the subject, the place or what is in the picture.
    shown = {
        "people", "person", "forest", "trees", "kitchen", "table", "mountains", "peaks", "ball",
        "bubbles", "reef", "underwater", "breakfast", "coffee", "arctic", "ice", "snow", "flowers",
        "meadow", "blossom", "petals", "garden", "planet", "space", "cheese", "pizza", "spring",
        "sea", "ocean", "water", "waves", "beach", "sand", "animal", "animals", "wildlife", "pet",
        "nature", "food", "dinner", "dessert", "vehicle", "street", "city", "skyline", "buildings",
        "sport", "player", "dance", "music", "window", "lake", "river", "desert", "boat", "lawn",
    }  # fmt: skip
    assert {*found} <= shown


def test_names_do_not_overlap() -> None:
    rng = np.random.default_rng(0)
    words = [a + b + c for a in "bdfk" for b in "aeio" for c in "lmnr"]
    items = [item(str(n), title=words[n % 64], tags=(words[n % 37],)) for n in range(400)]
    middles = rng.random((64, 2))[np.arange(400) % 64]
    found = regions(items, middles + rng.normal(0, 0.02, middles.shape))
    assert 3 <= len(found) <= 12
    for n, one in enumerate(found):
        assert 0 <= one.x <= 1 and 0 <= one.y <= 1
        for other in found[:n]:
            assert abs(one.x - other.x) >= WIDE or abs(one.y - other.y) >= HIGH
