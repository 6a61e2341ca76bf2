"""A store in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings, load
from app.store.store import Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path / "home", database_url="", threads=1)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings) as opened:
        yield opened


@pytest.fixture
def people(store: Store) -> tuple[str, str]:
    return store.users.create()[0], store.users.create()[0]
