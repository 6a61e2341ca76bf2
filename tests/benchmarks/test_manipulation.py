"""The benchmark of attacks: profiles are as the papers have them, the filter is the shipped one."""

import json

import numpy as np
import pytest

from benchmarks import manipulation
from benchmarks.shilling import SELECTED, Campaign, attacked, with_times
from models.recommend import graph_filter
from models.recommend.interactions import Interactions

PEOPLE, ITEMS, TARGET = 300, 60, 59


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    weight = 1 / np.arange(1, ITEMS)
    drawn = [
        rng.choice(ITEMS - 1, 4, replace=False, p=weight / weight.sum()) for _ in range(PEOPLE)
    ]
    rows, columns = np.repeat(np.arange(PEOPLE), 4), np.concatenate(drawn)
    rows, columns = np.append(rows, 7), np.append(columns, TARGET)
    plain = Interactions.of(np.arange(PEOPLE), np.arange(ITEMS), rows, columns)
    return with_times(plain, rng)


def profiles(data, attack, fillers=8, count=200):
    campaign = Campaign(attack=attack, profiles=count, fillers=fillers)
    whole = attacked(data, TARGET, campaign, np.random.default_rng(1))
    assert (whole.matrix[:PEOPLE] != data.matrix).nnz == 0
    return whole, whole.matrix[PEOPLE:].toarray()


def test_profiles(data):
    popular = np.argsort(-data.popularity, kind="stable")[:SELECTED]
    share = {}
    for attack in ("random", "average", "bandwagon"):
        whole, rows = profiles(data, attack)
        assert rows[:, TARGET].all()
        assert rows.sum(axis=1).min() >= 8
        share[attack] = rows[:, popular].mean()
        first = np.array([whole.times[whole.rows == user].min() for user in range(PEOPLE, 500)])
        assert np.ptp(first) < 25 * 3600
    assert share["bandwagon"] == 1
    assert share["random"] < 0.25 < share["average"] < 1


def test_times_say_nothing_about_taste(data):
    assert data.times.min() >= 0 and len(np.unique(data.times)) == len(data.times)
    assert not len(manipulation.suspects(data))


def test_the_filter_scores_as_the_shipped_one(data):
    shipped = graph_filter.fit(data).scores(np.arange(PEOPLE))
    ours = manipulation.filtered(data.matrix, data.matrix)(np.arange(PEOPLE))
    assert np.allclose(shipped, ours, rtol=1e-3, atol=1e-4)


def test_an_attack_pushes_its_target_and_the_defence_undoes_it(data):
    campaign = Campaign(attack="bandwagon", profiles=30, fillers=4)
    found = manipulation.measured(data, TARGET, campaign, np.random.default_rng(2))
    assert found.attacked > found.before + 0.2
    assert found.recall == 1 and found.precision > 0.9
    assert abs(found.defended - found.before) < 0.05


def test_it_runs_to_its_end(tmp_path, monkeypatch, data):
    for name, count in (("train", 4), ("val", 1), ("test", 1)):
        rng = np.random.default_rng(count)
        users = np.repeat(np.arange(PEOPLE), count)
        items = rng.integers(0, ITEMS - 1, len(users))
        users, items = np.append(users, [0, 1]), np.append(items, [TARGET, TARGET])
        np.savez(tmp_path / f"{name}.npz", user=users, item=items, shape=[PEOPLE, ITEMS])
    target = tmp_path / "figures.json"
    manipulation.main(
        ["--data", str(tmp_path), "--seeds", "1", "--targets", "1", "--json", str(target)]
    )
    told = json.loads(target.read_text())
    assert {row["attack"] for row in told["rows"]} == {"random", "average", "bandwagon"}
    assert [row["training sees"] for row in told["cost"]][0] == "no defence"
    assert "made up" in " ".join(told["notes"])
