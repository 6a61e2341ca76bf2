"""What every test may ask for."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Reading pictures takes a second a clip: its own tests do, and nobody else.
os.environ.setdefault("GENEREC_READ_PICTURES", "false")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of shared real data; the test is skipped, visibly, where there is none."""
    folder = Path(os.environ.get("GENEREC_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data absent: set GENEREC_DATA (looked at {folder})")
    return folder
