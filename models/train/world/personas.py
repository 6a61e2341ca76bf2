"""Simulated users of the demo corpus: no person is behind any of them.

The model, all of it seeded:

1. A *persona* is a handful of attribute values with weights (what it likes, what it avoids).
2. A user takes one persona, sometimes a second at half strength; every weight is scaled by
   U(0.6, 1.4), and every attribute value anybody could see gets N(0, 0.15) on top.
3. Utility of a clip = the sum of its attribute values' weights + the clip's own appeal N(0, 0.35).
4. A user meets 20–45 clips: two thirds drawn by softmax(utility / 1.5) (what a recommender would
   have brought), one third uniformly.
5. Each meeting: watched share = sigmoid(utility - 0.2 + N(0, 0.6)). Below 0.25 it is a skip, else
   a watch with its seconds. Then a like with probability sigmoid(2.2 utility - 1.6), a dislike with
   sigmoid(-2.2 utility - 2.2), both times the user's willingness U(0.4, 1); one clip in ten
   also gets a rating 1–5.
6. Times run through sessions of a few minutes over sixty days from 2026-01-01.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.domain import FeedbackKind

Weights = Mapping[tuple[str, str], float]

START = 1_767_225_600.0
"""2026-01-01 00:00 UTC, in seconds."""

PERSONAS: dict[str, Weights] = {
    "animal lover": {
        ("family", "animal"): 1.9,
        ("tempo", "lively"): 0.4,
        ("family", "abstract"): -0.9,
    },
    "cat person": {("subject", "cat"): 2.6, ("family", "animal"): 0.8, ("subject", "dog"): -0.4},
    "night owl": {("time_of_day", "night"): 1.7, ("look", "neon"): 1.0, ("tempo", "calm"): 0.4},
    "sunset chaser": {
        ("time_of_day", "sunset"): 1.6,
        ("time_of_day", "dawn"): 1.1,
        ("family", "landscape"): 0.8,
    },
    "hiker": {
        ("place", "mountains"): 1.5,
        ("place", "forest"): 1.3,
        ("family", "landscape"): 1.1,
        ("family", "city"): -0.8,
    },
    "beach goer": {("place", "beach"): 1.8, ("place", "sea"): 1.6, ("weather", "snow"): -1.0},
    "foodie": {("family", "food"): 2.2, ("palette", "warm"): 0.5},
    "sports fan": {
        ("family", "sport"): 1.9,
        ("tempo", "lively"): 0.7,
        ("family", "abstract"): -0.6,
    },
    "traveller": {("family", "vehicle"): 1.7, ("camera", "pan"): 0.5, ("family", "food"): -0.3},
    "retro gamer": {("look", "pixel"): 2.2, ("look", "sketch"): -0.5, ("place", "space"): 0.8},
    "illustrator": {("look", "sketch"): 1.8, ("look", "pastel"): 1.3, ("look", "neon"): -0.6},
    "winter friend": {
        ("weather", "snow"): 1.6,
        ("place", "snowfield"): 1.4,
        ("palette", "cool"): 0.6,
    },
    "rain listener": {("weather", "rain"): 1.7, ("tempo", "calm"): 0.8, ("weather", "fog"): 0.7},
    "people watcher": {("family", "person"): 1.8, ("beard", "long"): 0.5, ("glasses", "yes"): 0.5},
    "hypnotised": {("family", "abstract"): 2.2, ("look", "neon"): 0.6, ("family", "person"): -0.5},
    "city dweller": {("family", "city"): 1.8, ("place", "city"): 1.3, ("place", "street"): 1.2},
}


@dataclass(frozen=True, slots=True)
class User:
    """A simulated user: a persona and the attribute weights that came of it."""

    id: str
    persona: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class Interaction:
    """One simulated thing a user did; the fields of :class:`models.domain.Feedback`."""

    user: str
    item: str
    kind: FeedbackKind
    value: float | None
    at: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What the simulation needs to know of an item."""

    id: str
    attributes: Mapping[str, str]
    duration: float


def invent_users(count: int, items: Sequence[Shown], rng: np.random.Generator) -> list[User]:
    """Draw users (steps 1 and 2 of the model)."""
    values = sorted({pair for item in items for pair in item.attributes.items()})
    names = sorted(PERSONAS)
    users = []
    for number in range(count):
        first, second = (names[int(i)] for i in rng.choice(len(names), 2, replace=False))
        parts = [(first, 1.0), (second, 0.5)] if rng.uniform() < 0.4 else [(first, 1.0)]
        weights = {value: float(rng.normal(0, 0.15)) for value in values}
        for name, strength in parts:
            for value, weight in PERSONAS[name].items():
                weights[value] = weights.get(value, 0.0) + weight * strength * float(
                    rng.uniform(0.6, 1.4)
                )
        users.append(User(f"sim{number:03d}", " + ".join(name for name, _ in parts), weights))
    return users


def utilities(
    user: User, items: Sequence[Shown], appeal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How much a user would enjoy each item, (items,)."""
    fit = [sum(user.weights.get(pair, 0.0) for pair in item.attributes.items()) for item in items]
    return np.asarray(fit) + appeal


def simulate(
    users: Sequence[User], items: Sequence[Shown], rng: np.random.Generator
) -> list[Interaction]:
    """Let every user meet clips and react (steps 3 to 6 of the model), in order of time."""
    appeal = rng.normal(0, 0.35, len(items))
    done: list[Interaction] = []
    for user in users:
        utility = utilities(user, items, appeal)
        done += _meetings(user, items, utility - utility.mean(), rng)
    return sorted(done, key=lambda one: (one.at, one.user))


def _meetings(
    user: User, items: Sequence[Shown], utility: NDArray[np.float64], rng: np.random.Generator
) -> list[Interaction]:
    count = int(rng.integers(20, 46))
    chance = np.exp((utility - utility.max()) / 1.5)
    brought = rng.choice(len(items), round(count * 2 / 3), replace=False, p=chance / chance.sum())
    rest = np.setdiff1d(np.arange(len(items)), brought)
    met = rng.permutation(
        np.concatenate([brought, rng.choice(rest, count - len(brought), replace=False)])
    )
    willing = float(rng.uniform(0.4, 1.0))
    at = START + float(rng.uniform(0, 50 * 86_400))
    found = []
    for index in met:
        item, joy = items[int(index)], float(utility[index])
        share = _sigmoid(joy - 0.2 + float(rng.normal(0, 0.6)))
        at += float(rng.exponential(20)) + item.duration * share
        if rng.uniform() < 0.08:
            at += float(rng.exponential(86_400))
        if share < 0.25:
            found.append(Interaction(user.id, item.id, "skip", None, round(at, 1)))
        else:
            found.append(
                Interaction(
                    user.id, item.id, "watch", round(item.duration * share, 1), round(at, 1)
                )
            )
        if rng.uniform() < willing * _sigmoid(2.2 * joy - 1.6):
            found.append(Interaction(user.id, item.id, "like", None, round(at + 0.5, 1)))
        elif rng.uniform() < willing * _sigmoid(-2.2 * joy - 2.2):
            found.append(Interaction(user.id, item.id, "dislike", None, round(at + 0.5, 1)))
        if rng.uniform() < 0.1:
            stars = float(np.clip(round(3 + joy + float(rng.normal(0, 0.5))), 1, 5))
            found.append(Interaction(user.id, item.id, "rate", stars, round(at + 1, 1)))
    return found


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))
