"""Splits in files by position: brought to one shape, or refused."""

from pathlib import Path

import numpy as np
import pytest

from models.errors import BadRequest
from models.recommend.splits import read_npz, read_split


def test_npz_files_of_one_split_get_one_shape(tmp_path: Path) -> None:
    for name, items in (("train", [0, 1]), ("val", [2]), ("test", [4])):
        users = np.arange(len(items))
        np.savez(tmp_path / f"{name}.npz", user=users, item=items, shape=[5, 3])
    train, val, test = read_split(tmp_path)
    assert train.shape == val.shape == test.shape == (3, 5)
    (tmp_path / "val.npz").write_bytes(b"not one")
    with pytest.raises(BadRequest, match=r"expected an \.npz"):
        read_npz(tmp_path / "val.npz")


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"user": [0, 1], "item": [0], "shape": [2, 2]}, "of one length"),
        ({"user": [-1], "item": [0], "shape": [2, 2]}, "not negative"),
        ({"user": [7], "item": [7], "shape": [2, 2]}, "do not fit the shape"),
        ({"user": [0], "item": [0]}, "expected an"),
    ],
)
def test_a_file_that_is_no_split_is_refused(
    tmp_path: Path, arrays: dict[str, list[int]], said: str
) -> None:
    np.savez(tmp_path / "x.npz", **{name: np.array(values) for name, values in arrays.items()})
    with pytest.raises(BadRequest, match=said):
        read_npz(tmp_path / "x.npz")


@pytest.mark.parametrize("kept", [0, 1, 60, 400])
def test_a_file_that_was_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    np.savez_compressed(tmp_path / "x.npz", user=[0] * 99, item=[0] * 99, shape=[2, 2])
    (tmp_path / "x.npz").write_bytes((tmp_path / "x.npz").read_bytes()[:kept])
    with pytest.raises(BadRequest, match="could not be read as interactions"):
        read_npz(tmp_path / "x.npz")
