import numpy as np
import pytest

from agents.retrieve.catalogue import MemoryCatalogue, new_item_id
from tests.contracts.catalogue import CatalogueContract, axis, item


class TestMemoryCatalogue(CatalogueContract):
    @pytest.fixture
    def catalogue(self) -> MemoryCatalogue:
        return MemoryCatalogue()

    @pytest.fixture
    def people(self) -> tuple[str, str]:
        return "one", "two"

    def like(self, catalogue: MemoryCatalogue, item_id: str, user: str, yes: bool) -> None:
        catalogue.like(item_id, 1.0 if yes else -1.0)


def test_item_ids_are_long_and_fit_urls() -> None:
    made = {new_item_id() for _ in range(100)}
    assert len(made) == 100 and all(len(i) == 24 and i.isalnum() for i in made)


def test_query_may_have_any_length() -> None:
    catalogue = MemoryCatalogue()
    catalogue.add(item("a"), visual=5 * axis(2))
    assert catalogue.nearest(0.01 * axis(2), "visual", 1, None)[0].score == pytest.approx(1.0)
    assert np.linalg.norm(catalogue.vectors(["a"], "visual", None)["a"]) == pytest.approx(1.0)
