"""Each check says what it can and cannot see, and the README says the same."""

from pathlib import Path

import pytest

from models.fidelity.authenticity import Authentic
from models.fidelity.check import FidelityCheck
from models.fidelity.fair_words import FairWords
from models.fidelity.legality import Legality
from models.fidelity.private_frames import PrivateFrames
from models.fidelity.private_words import PrivateWords
from models.fidelity.safe_pictures import SafePictures
from models.fidelity.safe_words import SafeWords

README = Path(__file__).resolve().parents[3] / "models" / "fidelity" / "README.md"
EVERY = (
    SafeWords, SafePictures, PrivateWords, PrivateFrames, FairWords, Legality, Authentic,
)  # fmt: skip


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_the_readme_has_its_card(check: type[FidelityCheck]) -> None:
    row = f"| {check.name} | {check.card.sees} | {check.card.blind} |"
    assert row in README.read_text(encoding="utf-8")


def test_names_differ() -> None:
    assert len({check.name for check in EVERY}) == len(EVERY)
