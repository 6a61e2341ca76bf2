"""What stands in for a model while it is not here, and what is said once it fails."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from app.roles.standby import StandbyListener
from models.errors import Unavailable


class Deaf:
    def hear(self, path: Path) -> str:
        raise Unavailable("the card was lost.")


def test_a_recording_that_a_failing_model_hears_is_to_be_written() -> None:
    listener = StandbyListener(SimpleNamespace(model=Deaf(), shown=""))  # type: ignore[arg-type]
    with pytest.raises(Unavailable) as told:
        listener.hear(Path("said.wav"))
    said = "I cannot hear you just now: the card was lost. Please write what you said."
    assert str(told.value) == said
