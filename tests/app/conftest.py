"""What tests of the whole service share."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app import wiring
from app.settings import Settings
from models.encode.encoder import Encoder


@pytest.fixture(scope="package", autouse=True)
def _one_encoder() -> Iterator[None]:
    """Read the embedded encoder's weights once for all services: nothing ever changes in it."""

    @cache
    def read(weights: Path, threads: int) -> Encoder:
        from models.encode.embedded import EmbeddedEncoder

        return EmbeddedEncoder(weights, threads)

    def shared(settings: Settings) -> Encoder:
        return read(wiring.WEIGHTS, settings.threads)

    with pytest.MonkeyPatch.context() as patch:
        both = {"profile": shared, "embedded": shared}
        patch.setattr(wiring, "ENCODERS", {**wiring.ENCODERS, **both})
        yield
