"""Attack profiles, and made-up times, for :mod:`benchmarks.manipulation`.

The models of attack are those of Lam and Riedl ("Shilling recommender systems for fun and profit",
2004) and Mobasher et al. ("Toward trustworthy recommender systems", 2007): every profile holds the
target; *random* fills up with items drawn evenly; *average* fills up so that what it says of an
item agrees with what people say; *bandwagon* adds some of the most popular items to even fillers.
Their ratings are of five stars. Here a like is all there is, so an item's average is the share of
people who like it, and *average* draws fillers in proportion to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from models.recommend.interactions import Interactions

Attack = Literal["random", "average", "bandwagon"]
ATTACKS: tuple[Attack, ...] = get_args(Attack)
DAY = 24 * 3600.0
HISTORY = 90 * DAY
"""Time over which genuine accounts come."""

RETURN = 10 * DAY
"""Mean time after which somebody comes back for one more like."""

PATIENCE = 3600.0
"""Seconds within which an attacking account does all it does."""

SELECTED = 5
"""Most popular items in a bandwagon profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """An attack: how, by how many profiles with how many fillers each, over how many seconds."""

    attack: Attack
    profiles: int
    fillers: int
    lasts: float = DAY


def with_times(data: Interactions, rng: np.random.Generator) -> Interactions:
    """Give likes times where the data has none.

    Accounts come evenly over :data:`HISTORY` and in no order of taste, each with a like at once;
    the others follow. In such a world the detector's assumption holds: real data may be harder.
    """
    came = rng.uniform(0, HISTORY, len(data.users))[data.rows]
    order = rng.permutation(len(data.rows))
    first = np.full(len(data.users), -1)
    first[data.rows[order]] = order
    later = rng.exponential(RETURN, len(data.rows))
    later[first[first >= 0]] = 0.0
    return Interactions.of(data.users, data.items, data.rows, data.columns, came + later)


def attacked(
    data: Interactions, target: int, campaign: Campaign, rng: np.random.Generator
) -> Interactions:
    """Put attack profiles below the rows of ``data``, each with the target and its fillers."""
    genuine, items = data.shape
    drawn = [_profile(data, target, campaign, rng) for _ in range(campaign.profiles)]
    rows = np.repeat(np.arange(campaign.profiles), [len(one) for one in drawn]) + genuine
    begin = rng.uniform(0, max(HISTORY - campaign.lasts, 0))
    came = rng.uniform(begin, begin + campaign.lasts, campaign.profiles)
    times = came[rows - genuine] + rng.uniform(0, PATIENCE, len(rows))
    assert data.times is not None
    return Interactions.of(
        np.arange(genuine + campaign.profiles),
        data.items,
        np.concatenate([data.rows, rows]),
        np.concatenate([data.columns, *drawn]),
        np.concatenate([data.times, times]),
    )


def _profile(
    data: Interactions, target: int, campaign: Campaign, rng: np.random.Generator
) -> NDArray[np.int64]:
    count = data.popularity.astype(np.float64)
    count[target] = 0
    items = len(count)
    chance = count / count.sum() if campaign.attack == "average" else None
    fillers = rng.choice(items, min(campaign.fillers, items), replace=False, p=chance)
    selected = np.argsort(-count, kind="stable")[:SELECTED]
    chosen = [fillers] if campaign.attack != "bandwagon" else [selected, fillers]
    return np.unique(np.concatenate([[target], *chosen]))
