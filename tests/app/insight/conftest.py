"""A store in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import load
from app.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(load(home=tmp_path / "home", database_url="", threads=1)) as opened:
        yield opened
