"""What every test may ask for."""

import os
import random
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Reading pictures takes a second a clip: its own tests do, and nobody else.
os.environ.setdefault("GENEREC_READ_PICTURES", "false")

# What tests compute is small: on a busy machine two threads wait for each other, up to ten times
# as long as one takes. The first is for servers that tests start, the second for other libraries.
os.environ.setdefault("GENEREC_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")


CHANCE = random.Random()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(3600))
    # Files that wait for a page come first, so that no process is left alone with one at the end.
    items.sort(key=lambda item: ROOT / "tests" / "browser" not in item.path.parents)


@pytest.fixture(scope="session", autouse=True)
def _seeded() -> Iterator[None]:
    """Draw the seeds and marks of what is made from :data:`CHANCE`; keys and tokens stay secret."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "randbelow", CHANCE.randrange)
        patch.setattr(secrets, "randbits", CHANCE.getrandbits)
        yield


@pytest.fixture(scope="module", autouse=True)
def _module_certain(_seeded: None, request: pytest.FixtureRequest) -> None:
    _begin(request.node.nodeid)


@pytest.fixture(autouse=True)
def certain(_module_certain: None, request: pytest.FixtureRequest) -> None:
    """Let every test draw the same by chance in every run, and other things than other tests.

    Torch is seeded where it was imported before: who imports it in a test and draws, seeds it.
    """
    _begin(request.node.nodeid)


def _begin(name: str) -> None:
    CHANCE.seed(name)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(CHANCE.getrandbits(32))


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold torch to one thread, whatever a model under test asks for; it is not imported here."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        monkeypatch.setattr(torch, "set_num_threads", lambda count: None)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of shared real data; the test is skipped, visibly, where there is none."""
    folder = Path(os.environ.get("GENEREC_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data absent: set GENEREC_DATA (looked at {folder})")
    return folder
