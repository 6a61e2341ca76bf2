"""The head in memory says the same as counting everything, whatever is done in between."""

import numpy as np
import pytest

from app.settings import Settings
from app.store import catalogue as module
from app.store.aside import Group
from app.store.catalogue import StoreCatalogue
from app.store.standing import Standing
from app.store.store import Store
from models.domain import Feedback, Origins
from tests.contracts.catalogue import item

ITEMS, ROUNDS = 30, 60


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store(settings)


def counted(catalogue: StoreCatalogue, k: int, viewer: str | None, origins: Origins) -> list:  # type: ignore[type-arg]
    """The same question to the whole table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "HEAD", 0)
        return catalogue.popular(k, viewer, origins)


def act(store: Store, what: int, user: str, one: str, people: list[str], late: bool) -> None:
    """Let a visitor do something about an item, or something be done about them."""
    match what:
        case 0:
            store.taste.forget(user, one)
        case 1 if late:
            store.taste.reset(user)
        case 2 if len(people) > 3 and late:
            store.erasure.forget(user)
            people.remove(user)
        case 3 | 4:
            store.feedback.add(Feedback(user=user, item=one, kind="dislike"))
        case 5:
            group = Group(item=one, came={user: 1.0}, expected=0.0, chance=0.0)
            store.aside.note([group])
        case 6:
            store.aside.note(())
        case _:
            store.feedback.add(Feedback(user=user, item=one, kind="like"))


@pytest.mark.parametrize("head", [4, 1000])
def test_it_follows_what_is_pressed_taken_back_and_erased(store: Store, head: int) -> None:
    catalogue = store.catalogue("toy@1")
    catalogue._standing = standing = Standing(store.database, head)
    rng = np.random.default_rng(head)
    people = [store.users.create()[0] for _ in range(5)]
    told = 0
    for number in range(ITEMS):
        origin = "uploaded" if number % 3 else "created"
        catalogue.add(item(f"i{number}", origin=origin, created_at=float(number // 2)))
    for round_ in range(ROUNDS):
        user = people[rng.integers(len(people))]
        one = f"i{rng.integers(ITEMS)}"
        act(store, int(rng.integers(14)), user, one, people, late=round_ > ROUNDS / 2)
        for viewer in (None, people[0]):
            for origins in ("all", "people"):
                every = counted(catalogue, ITEMS, viewer, origins)  # type: ignore[arg-type]
                for k in (1, 6, ITEMS):
                    found = standing.best(k, viewer, origins)  # type: ignore[arg-type]
                    told += found is not None
                    whole = every[:k]
                    assert found is None or found == whole
                    assert catalogue.popular(k, viewer, origins) == whole  # type: ignore[arg-type]
    assert told > ROUNDS * 4  # it is of use


def test_a_large_table_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = store.catalogue("toy@1")
    for number in range(20):
        catalogue.add(item(f"i{number}", created_at=1.0 + number))
    user, _ = store.users.create()
    store.feedback.add(Feedback(user=user, item="i3", kind="like"))
    # Counting all would need this; what is not counted is not slow.
    monkeypatch.setattr(module, "of_others", None)
    assert [one.item_id for one in catalogue.popular(3, None)] == ["i3", "i19", "i18"]


def test_who_is_set_aside_does_not_make_an_item_popular(store: Store) -> None:
    catalogue = store.catalogue("toy@1")
    for name in ("honest", "pushed"):
        catalogue.add(item(name))
    honest, *attackers = (store.users.create()[0] for _ in range(4))
    store.feedback.add(Feedback(user=honest, item="honest", kind="like"))
    for one in attackers:
        store.feedback.add(Feedback(user=one, item="pushed", kind="like"))

    def best() -> list[tuple[str, float]]:
        found = catalogue.popular(2, None)
        assert found == counted(catalogue, 2, None, "all")
        return [(one.item_id, one.score) for one in found]

    assert best()[0] == ("pushed", 3.0)
    came = dict.fromkeys(attackers, 1.0)
    store.aside.note([Group(item="pushed", came=came, expected=0.0, chance=0.0)])
    assert best() == [("honest", 1.0), ("pushed", 0.0)]
    store.aside.trust("pushed")
    assert best()[0] == ("pushed", 3.0)
