"""What is costly to read is read once, however many parts of the engine use it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import wiring
from app.settings import load
from app.store.store import Store
from models.knowledge import notes
from models.understand import reader


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing is read yet, and nothing of what is read here stays."""
    kept = (wiring._read_reader, wiring._read_encoder)
    for read in kept:
        read.cache_clear()
    yield
    for read in kept:
        read.cache_clear()


def test_notes_and_the_reader_are_made_once_for_an_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    made: list[str] = []
    for kind in (notes.Notes, reader.EmbeddedReader):
        whole = kind.__init__

        def noted(self: object, folder: Path, whole=whole) -> None:  # type: ignore[no-untyped-def]
            made.append(type(self).__name__)
            whole(self, folder)

        monkeypatch.setattr(kind, "__init__", noted)
    settings = load(home=tmp_path)
    with closing(Store(settings)) as store:
        wiring.build_engine(settings, store).jobs.close()
    assert sorted(made) == ["EmbeddedReader", "Notes"]


def test_the_embedded_encoder_is_read_once_for_all_engines(tmp_path: Path, fresh: None) -> None:
    one, other = (wiring.ENCODERS["embedded"](load(home=tmp_path / name)) for name in "ab")
    assert one is other
    assert wiring.ENCODERS["embedded"](load(home=tmp_path, threads=3)) is not one
