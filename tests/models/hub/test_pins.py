"""A model that nobody pinned is fetched at its branch once, and at that commit from then on."""

import threading
from pathlib import Path

import pytest

from app.roles.roles import Roles
from app.settings import load
from models.errors import BadRequest
from models.hub.checkpoint import Checkpoint
from models.hub.fetch import commit, fetch
from models.hub.pins import PINS, Pins
from tests.hub.server import Hub
from tests.models.hub.test_fetch import CHECKPOINT, server

__all__ = ["server"]
PINNED = Checkpoint(
    role="encoder", repo="acme/other", revision="b" * 40, licence="CC0-1.0", parameters=1
)


def test_the_first_fetch_pins_and_the_next_takes_that_commit(server: Hub, tmp_path: Path) -> None:
    pins = Pins(tmp_path / "home" / PINS)
    assert pins.applied(CHECKPOINT) == CHECKPOINT
    first = commit(fetch(CHECKPOINT, tmp_path / "models"))
    kept = pins.kept(CHECKPOINT, first)
    assert kept.revision == first == server.repos[CHECKPOINT.repo].sha
    again = Pins(tmp_path / "home" / PINS).applied(CHECKPOINT)
    assert again == kept
    server.asked.clear()
    fetch(again, tmp_path / "elsewhere")
    assert any(f"/revision/{first}" in path for _, path, _ in server.asked)


def test_what_is_pinned_stays_and_what_is_not_known_is_not_kept(tmp_path: Path) -> None:
    pins = Pins(tmp_path / PINS)
    assert pins.kept(PINNED, "c" * 40) == PINNED
    assert pins.kept(CHECKPOINT, "") == CHECKPOINT
    assert not (tmp_path / PINS).exists()


def test_a_person_may_write_another_commit(tmp_path: Path) -> None:
    (tmp_path / PINS).write_text(f'{{"acme/other": "{"d" * 40}"}}')
    assert Pins(tmp_path / PINS).applied(PINNED).revision == "d" * 40
    (tmp_path / PINS).write_text("[1]")
    with pytest.raises(BadRequest, match=r"pins\.json is no JSON"):
        Pins(tmp_path / PINS).applied(PINNED)


def test_a_folder_of_the_hubs_cache_tells_its_commit(tmp_path: Path) -> None:
    assert commit(tmp_path / "snapshots" / ("e" * 40)) == "e" * 40
    assert commit(tmp_path / "laid" / "by-hand") == ""


def test_roles_keep_what_they_fetched(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.roles import roles

    small = {"cpu": {"encoder": CHECKPOINT}}
    monkeypatch.setattr(roles, "CHECKPOINTS", small)
    made = Roles(load(home=tmp_path, profile="cpu"))
    made.bring(threading.Event())
    assert Pins(tmp_path / PINS).applied(CHECKPOINT).pinned
