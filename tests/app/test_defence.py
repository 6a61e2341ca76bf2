"""Whoever is set aside is said and listed, loses nothing, and comes back."""

import csv
from pathlib import Path

import numpy as np
import pytest

from app.defence import guard, main
from app.people import gather
from app.retrain import main as retrain
from app.settings import Settings, load
from app.store.store import Store
from models.domain import Feedback
from tests.contracts.catalogue import item

HONEST, ATTACK, CLIPS = 150, 15, 12


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A store in which fifteen visitors of one hour push one clip that nobody else likes."""
    monkeypatch.setenv("GENEREC_CORPUS", str(tmp_path / "corpus"))
    settings = load(home=tmp_path / "home", database_url="", threads=1)
    rng = np.random.default_rng(0)
    with Store(settings) as store, store.together():
        for k in range(CLIPS):
            store.catalogue("test@1").add(item(f"clip-{k}", title=f"Clip {k}"))
        for number in range(HONEST + ATTACK):
            user, _ = store.users.create()
            attack = number >= HONEST
            at = 1e9 + (1.5e6 + 100.0 * number if attack else 2e4 * number)
            liked = [CLIPS - 1, 0] if attack else rng.choice(CLIPS - 1, 2, replace=False)
            for clip in liked:
                store.feedback.add(Feedback(user=user, item=f"clip-{clip}", kind="like", at=at))
    return settings


def run(settings: Settings, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["--home", str(settings.home), *arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_retraining_says_in_one_sentence_who_is_set_aside(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(settings, capsys) == (0, "Nobody is set aside.\n")
    assert retrain(["--home", str(settings.home)]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("15 of 165 visitors are set aside") and "“Clip 11”" in first
    assert second.startswith("300 likes of 150 people")
    status, told = run(settings, capsys)
    assert status == 0 and told.startswith("clip-11  “Clip 11”: 15 visitors are set aside")
    assert "by chance  0.0 of them" in told


def test_nothing_is_deleted_and_trust_brings_them_back(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(settings) as store:
        seen = gather(store, store.catalogue("test@1"), settings.corpus)
        data, told = guard(store, seen)
        assert seen.matrix.nnz - data.matrix.nnz == 2 * ATTACK and told
        assert len(list(store.feedback.everybody())) == 2 * (HONEST + ATTACK)
        (group,) = store.aside.groups()
    status, told = run(settings, capsys, "--trust", "clip-11")
    assert status == 0 and told.startswith("15 visitors are trusted")
    with Store(settings) as store:
        data, told = guard(store, seen)
        assert data.matrix.nnz == seen.matrix.nnz and not told
        assert store.aside.groups()[0].state == "trusted"
        store.erasure.forget(next(iter(group.came)))
        assert len(store.aside.groups()[0].came) == ATTACK - 1
    status, told = run(settings, capsys, "--trust", "clip-3")
    assert status == 1 and "Nobody is set aside because of 'clip-3'" in told


def test_simulated_viewers_are_no_suspects(settings: Settings) -> None:
    settings.corpus.mkdir()
    with (settings.corpus / "interactions.csv").open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("user", "item", "kind", "value", "at"))
        lines.writerows((f"u{k}", "pushed", "like", "", 1e9 + k) for k in range(40))
    with Store(settings) as store:
        store.catalogue("test@1").add(item("demo-pushed"))
        seen = gather(store, store.catalogue("test@1"), settings.corpus)
        data, told = guard(store, seen)
        assert [group.item for group in store.aside.groups()] == ["clip-11"]
        assert data.popularity[list(data.items).index("demo-pushed")] == 40


def test_a_home_where_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "nowhere")]) == 1
    assert "Nothing is kept in" in capsys.readouterr().err
