"""A burst that is known is found; taste, popularity, crowds and news are no burst."""

import numpy as np
import pytest

from models.recommend.bursts import ALPHA, Burst, bursts
from models.recommend.interactions import Interactions

HOUR, DAY = 3600.0, 24 * 3600.0
PEOPLE, ITEMS = 600, 100


def world(seed: int, came: np.ndarray | None = None) -> list[tuple[int, int, float]]:
    """Two tastes, items of very different popularity; three likes each, on one day."""
    rng = np.random.default_rng(seed)
    came = rng.uniform(0, 60 * DAY, PEOPLE) if came is None else came
    weight = 1 / np.arange(1, ITEMS // 2 + 1)
    found = []
    for user in range(PEOPLE):
        drawn = rng.choice(ITEMS // 2, 3, replace=False, p=weight / weight.sum())
        for item in drawn + ITEMS // 2 * (user % 2):
            found.append((user, int(item), came[user] + rng.uniform(0, HOUR)))
    return found


def search(acts: list[tuple[int, int, float]], **options: float) -> list[Burst]:
    rows, columns, times = (np.array(side) for side in zip(*acts, strict=True))
    users = np.arange(rows.max() + 1)
    return bursts(Interactions.of(users, np.arange(ITEMS), rows, columns, times), **options)


def pushed(acts: list[tuple[int, int, float]], item: int, count: int, lasts: float) -> None:
    """Add accounts that come within ``lasts`` seconds, like the item, and something besides."""
    rng = np.random.default_rng(9)
    for user in range(PEOPLE, PEOPLE + count):
        at = 20 * DAY + rng.uniform(0, lasts)
        acts.append((user, item, at))
        acts += [(user, int(other), at + 1) for other in rng.choice(ITEMS, 4, replace=False)]


def test_the_attack_is_found_and_nobody_else() -> None:
    acts = world(0)
    pushed(acts, 98, 25, DAY)
    (found,) = search(acts)
    assert found.item == 98
    assert set(range(PEOPLE, PEOPLE + 25)) <= set(found.accounts)
    assert len(found.accounts) <= 26 and found.expected < 2
    assert 20 * DAY <= found.began < found.ended <= 21 * DAY
    assert found.chance < ALPHA


def test_who_likes_what_attackers_happen_to_like_goes_free() -> None:
    acts = world(0)
    # Forty accounts push one item, and each of them likes half of a dozen rare ones besides.
    rng = np.random.default_rng(8)
    rare = np.arange(38, 50)
    for user in range(PEOPLE, PEOPLE + 40):
        at = 20 * DAY + rng.uniform(0, DAY)
        acts += [(user, int(k), at) for k in [98, *rng.choice(rare, 6, replace=False)]]
    # One honest account of that day likes one of these.
    acts.append((PEOPLE + 40, 40, 20.5 * DAY))
    (found,) = search(acts)
    assert found.item == 98 and set(found.accounts) == set(range(PEOPLE, PEOPLE + 40))


def test_two_campaigns_for_one_item_are_two_bursts() -> None:
    acts = world(0)
    pushed(acts, 98, 25, DAY)
    acts += [(PEOPLE + 25 + k, 98, 40 * DAY + k * HOUR) for k in range(20)]
    found = search(acts)
    assert sorted(len(one.accounts) for one in found) == [20, 25]
    assert {round(one.began / DAY) for one in found} == {20, 40}


def test_honest_worlds_raise_no_alarm() -> None:
    # At 1 % for a search, twelve raise one with a probability of at most 12 %; none is seen.
    assert not any(search(world(seed), doubt=1.0) for seed in range(12))


def test_a_crowd_of_one_day_is_no_burst() -> None:
    # Half of all people come within one hour: their tastes are as everybody's.
    rng = np.random.default_rng(1)
    came = np.concatenate(
        [rng.uniform(0, 60 * DAY, 300), rng.uniform(30 * DAY, 30 * DAY + HOUR, 300)]
    )
    assert not search(world(2, came))


def test_what_old_accounts_like_on_that_day_too_is_news() -> None:
    acts = world(3)
    for user in range(PEOPLE, PEOPLE + 25):
        acts.append((user, 98, 20 * DAY + (user - PEOPLE) * HOUR))
    assert [one.item for one in search(acts)] == [98]
    # Of the accounts from before, forty come back on that day, and most like it as well.
    rng = np.random.default_rng(4)
    old = [user for user, _, at in acts if at < 19 * DAY and user < PEOPLE]
    for user in sorted(set(old))[:40]:
        item = 98 if rng.random() < 0.8 else 0
        acts.append((user, item, 20 * DAY + rng.uniform(0, DAY)))
    assert not search(acts)


def test_one_old_account_excuses_nobody() -> None:
    acts = world(5)
    pushed(acts, 98, 25, DAY)
    acts.append((0, 98, 20 * DAY + HOUR))
    assert [one.item for one in search(acts)] == [98]


def test_a_campaign_slower_than_asked_for_is_not_seen() -> None:
    acts = world(6)
    pushed(acts, 98, 60, 20 * DAY)
    assert not search(acts)
    assert search(acts, longest=30 * DAY)


def test_nothing_and_no_times() -> None:
    none = np.zeros(0, np.int64)
    nobody = Interactions.of(np.arange(3), np.arange(4), none, none, none.astype(float))
    assert bursts(nobody) == []
    with pytest.raises(ValueError, match="without times"):
        bursts(Interactions.of(np.arange(3), np.arange(4), none, none))
