"""Reading interactions: the good ones, and one sentence with the line for the bad ones."""

import time
from pathlib import Path

import numpy as np
import pytest

from models.errors import BadRequest
from models.recommend.interactions import checked_features, read_csv, read_npz, read_split


def table(folder: Path, text: str) -> Path:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def liked(file: Path) -> set[tuple[str, str]]:
    found = read_csv(file)
    rows, columns = found.matrix.nonzero()
    return {(str(found.users[r]), str(found.items[c])) for r, c in zip(rows, columns, strict=True)}


def test_pairs_are_read_and_doubles_count_once(tmp_path: Path) -> None:
    file = table(tmp_path, "user,item,timestamp\n7,a,5\n7,b,6\n9,a,7\n7,a,8\n")
    assert liked(file) == {("7", "a"), ("7", "b"), ("9", "a")}
    found = read_csv(file)
    assert found.shape == (2, 2) and found.matrix.dtype == np.float32
    assert found.times is not None and found.times.tolist() == [8, 6, 7]


def test_the_later_word_on_an_item_counts(tmp_path: Path) -> None:
    text = "user,item,kind,at\n1,a,dislike,20\n1,a,like,10\n1,b,dislike,10\n1,b,like,20\n"
    assert liked(table(tmp_path, text)) == {("1", "b")}
    text = "user,item,kind,value\n1,a,rate,5\n1,b,rate,2\n1,c,skip,\n1,d,watch,3.5\n"
    assert liked(table(tmp_path, text)) == {("1", "a"), ("1", "d")}


def test_times_in_milliseconds_and_from_the_future(tmp_path: Path) -> None:
    found = read_csv(table(tmp_path, "user,item,at\n1,a,1700000000000\n1,b,99999999999\n"))
    assert found.times is not None
    assert found.times[0] == 1.7e9 and found.times[1] <= time.time()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("person,item\n1,a\n", "columns person, item; expected user and item"),
        ("user,item\n1,a\n2\n", "line 3"),
        ("user,item\n1,a\n2,\n", "line 3: the column item is empty"),
        ("user,item,at\n1,a,5\n1,b,soon\n", "line 3: got 'soon' in the column at"),
        ("user,item,at\n1,a,5\n1,b,\n", "line 3: the column at is empty"),
        ("", "could not be read as a table"),
    ],
)
def test_a_bad_table_is_refused_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        read_csv(table(tmp_path, text))


def test_npz_files_of_one_split_get_one_shape(tmp_path: Path) -> None:
    for name, items in (("train", [0, 1]), ("val", [2]), ("test", [4])):
        users = np.arange(len(items))
        np.savez(tmp_path / f"{name}.npz", user=users, item=items, shape=[5, 3])
    train, val, test = read_split(tmp_path)
    assert train.shape == val.shape == test.shape == (3, 5)
    (tmp_path / "val.npz").write_bytes(b"not one")
    with pytest.raises(BadRequest, match=r"expected an \.npz"):
        read_npz(tmp_path / "val.npz")


def test_unknown_features_stay_zero_and_do_not_move_the_mean() -> None:
    features = np.array([[3.0, 0], [1, 0], [0, 0], [np.nan, 1]])
    found = checked_features("image", features, 4)
    assert found.tolist() == [[1, 0], [-1, 0], [0, 0], [0, 0]]
    with pytest.raises(BadRequest, match=r"expected \(5, d\)"):
        checked_features("image", features, 5)
