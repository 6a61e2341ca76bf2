"""What tests of jobs share."""

from collections.abc import Iterator

import pytest

from app.jobs.local import LocalRunner


@pytest.fixture
def runner() -> Iterator[LocalRunner]:
    made = LocalRunner()
    yield made
    made.close()
