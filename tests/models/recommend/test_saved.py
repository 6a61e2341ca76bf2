"""A recommender comes back from its file as it went in, with the names of its items."""

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from models.errors import Unavailable
from models.recommend import graph_filter
from models.recommend.factors import Factors
from models.recommend.interactions import Interactions
from models.recommend.recommender import Recommender
from models.recommend.saved import Saved, load, save

ITEMS = ("demo-dog", "demo-cat", "a träumer")


def trained() -> dict[str, Recommender]:
    matrix = sparse.csr_array(np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1]], np.float32))
    data = Interactions(users=np.arange(3), items=np.arange(3), matrix=matrix)
    ones = np.eye(3, dtype=np.float32)
    return {
        "factors": Factors(
            name="BPR-MF", users=ones, items=ones, folding=ones, popularity=ones.sum(0)
        ),
        "graph filter": graph_filter.fit(data, None, graph_filter.Plan(dimensions=2)),
    }


@pytest.mark.parametrize("kind", ["factors", "graph filter"])
def test_what_was_saved_is_loaded(kind: str, tmp_path: Path) -> None:
    model = trained()[kind]
    file = tmp_path / "people.safetensors"
    save(Saved(model=model, items=ITEMS, until=12.5, visitors=3), file)
    again = load(file)
    assert (again.items, again.until, again.visitors) == (ITEMS, 12.5, 3)
    assert again.model.name == model.name
    np.testing.assert_allclose(again.model.fold_in([0]), model.fold_in([0]))
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "people.safetensors"
    file.write_bytes(b"nonsense")
    with pytest.raises(Unavailable, match="train it again"):
        load(file)
    trained()["factors"].save(file)
    with pytest.raises(Unavailable, match="lacks a part"):
        load(file)


def test_a_name_for_each_column(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 ids for 3 columns"):
        save(Saved(model=trained()["factors"], items=ITEMS[:2]), tmp_path / "x.safetensors")
