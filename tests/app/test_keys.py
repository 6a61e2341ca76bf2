"""A secret is made once and stays; nobody else may read it."""

import stat
from pathlib import Path

import pytest

from app.keys import secret
from models.errors import Unavailable


def test_a_secret_is_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "keys" / "watermark.key"
    made = secret(path)
    assert len(made) == 32 and secret(path) == made == path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert secret(tmp_path / "other" / "watermark.key") != made


def test_a_key_that_was_cut_short_is_said_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "watermark.key"
    path.write_bytes(b"short")
    with pytest.raises(Unavailable, match="has 5 bytes, expected at least 32"):
        secret(path)
    assert path.read_bytes() == b"short"
