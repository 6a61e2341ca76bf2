from pathlib import Path

import pytest

from app.arguments import arguments, settled
from app.settings import load
from models.errors import BadRequest


def test_what_is_said_becomes_settings_and_nothing_else(tmp_path: Path) -> None:
    assert arguments([]) == {}
    made = load(home=tmp_path, **arguments(["--profile", "cpu", "--models", str(tmp_path / "m")]))
    assert made.profile == "cpu" and made.models_folder == tmp_path / "m"
    assert load(home=tmp_path).models_folder == tmp_path / "models"


def test_a_profile_that_is_none_is_said() -> None:
    with pytest.raises(BadRequest, match="GENEREC_PROFILE"):
        load(**arguments(["--profile", "huge"]))
    with pytest.raises(SystemExit, match="^GENEREC_PROFILE is 'huge'"):
        settled(["--profile", "huge"])  # one sentence, no traceback
