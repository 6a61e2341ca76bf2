"""Items that came without words get a sentence of what they show."""

import threading
from pathlib import Path

import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.describe.captioner import FakeCaptioner
from models.errors import Unavailable


@pytest.fixture
def service(tmp_path: Path) -> GeneRec:
    return GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "none"))


def test_what_has_words_keeps_them_and_what_has_none_is_found_by_what_it_shows(
    service: GeneRec, tmp_path: Path
) -> None:
    try:
        library = service.engine.library
        bare = library.take(tiny_clip(tmp_path / "a.mp4", 1.0))
        told = library.take(tiny_clip(tmp_path / "b.mp4", 1.2), description="a boat")
        assert library.describe(FakeCaptioner()) == 1
        items = {item.id: item for item in service.engine.catalogue.items([bare.id, told.id], None)}
        assert items[bare.id].description.startswith("Seen by a model: something ")
        assert items[told.id].description == "a boat"
        assert library.describe(FakeCaptioner()) == 0
    finally:
        service.close()


def test_a_stop_and_a_model_that_fails_end_it(service: GeneRec, tmp_path: Path) -> None:
    class Gone:
        def caption(self, image: object) -> str:
            raise Unavailable("the caption model failed")

    try:
        library = service.engine.library
        library.take(tiny_clip(tmp_path / "a.mp4", 1.0))
        stop = threading.Event()
        stop.set()
        assert library.describe(FakeCaptioner(), stop) == 0
        assert library.describe(Gone()) == 0  # type: ignore[arg-type]
        assert library.describe(FakeCaptioner()) == 1
    finally:
        service.close()
