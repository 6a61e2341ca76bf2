"""A new recommender is taken only if it is no worse on likes that it never saw."""

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from agents.retrieve.catalogue import MemoryCatalogue
from app.people import FILE, SIMULATED, fit
from app.retrain import LEAST, main, retrain
from app.settings import load as load_settings
from app.store.store import Store
from models.recommend.interactions import Interactions
from models.recommend.saved import Saved, load, save

USERS, GROUP, DAYS = 60, 40, 10


def groups() -> Interactions:
    """Even users like the first items and odd ones the others; each likes one a day."""
    rng = np.random.default_rng(3)
    rows, columns, times = [], [], []
    for user in range(USERS):
        for day, item in enumerate(rng.permutation(GROUP)[:DAYS]):
            rows.append(user)
            columns.append(item + GROUP * (user % 2))
            times.append(1000.0 * day + user)
    order = np.lexsort((columns, rows))
    matrix = sparse.csr_array(
        (np.ones(len(rows), np.float32), (rows, columns)), shape=(USERS, 2 * GROUP)
    )
    matrix.sort_indices()
    names = [f"visitor-{user}" if user % 3 else f"{SIMULATED}{user}" for user in range(USERS)]
    return Interactions(
        users=np.array(names, dtype=object),
        items=np.array([f"item-{item}" for item in range(2 * GROUP)], dtype=object),
        matrix=matrix,
        times=np.array(times)[order],
    )


@pytest.fixture
def catalogue() -> MemoryCatalogue:
    return MemoryCatalogue()


def test_the_first_is_taken_and_beats_what_is_popular(
    catalogue: MemoryCatalogue, tmp_path: Path
) -> None:
    verdict = retrain(groups(), catalogue, tmp_path / FILE)
    assert verdict.taken and verdict.held >= LEAST
    assert verdict.new is not None and verdict.popular is not None
    assert verdict.visitors == 40 and verdict.people == 60
    assert "40 visitors, 20 simulated viewers" in str(verdict)
    assert load(tmp_path / FILE).until == groups().times.max()  # type: ignore[union-attr]


def test_without_anything_new_nothing_changes(catalogue: MemoryCatalogue, tmp_path: Path) -> None:
    retrain(groups(), catalogue, tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    verdict = retrain(groups(), catalogue, tmp_path / FILE)
    assert not verdict.taken and "0 new likes are too few" in str(verdict)
    assert (tmp_path / FILE).read_bytes() == before


def test_better_is_taken_and_worse_is_not(catalogue: MemoryCatalogue, tmp_path: Path) -> None:
    good, bad = fit(groups(), catalogue), fit(groups(), catalogue)
    # Whoever has the items' names in disorder recommends anything.
    mixed = tuple(np.random.default_rng(1).permutation(bad.items))
    save(Saved(model=bad.model, items=mixed, until=0.0), tmp_path / FILE)
    verdict = retrain(groups(), catalogue, tmp_path / FILE)
    assert verdict.taken and verdict.current is not None and verdict.new is not None
    assert verdict.new > verdict.current
    # One that saw what is held out is better than a candidate that did not see a taste like it.
    save(Saved(model=good.model, items=good.items, until=0.0), tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    late = groups()
    assert late.times is not None
    odd = np.repeat(np.arange(USERS), DAYS) % 2 == 1
    late.times[odd] = np.where(late.times[odd] < 1000, 1.0, 9e6)  # their likes are all held out
    verdict = retrain(late, catalogue, tmp_path / FILE)
    assert not verdict.taken and "finds fewer" in str(verdict)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_home_without_likes_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GENEREC_CORPUS", str(tmp_path / "none"))
    assert main(["--home", str(tmp_path / "home")]) == 1
    assert "Nothing is kept in" in capsys.readouterr().err
    Store(load_settings(home=tmp_path / "home")).close()
    assert main(["--home", str(tmp_path / "home")]) == 1
    assert "too few to learn from" in capsys.readouterr().err
