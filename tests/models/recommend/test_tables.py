"""Reading interactions: the good ones, and one sentence with the line for the bad ones."""

import time
from pathlib import Path

import numpy as np
import pytest

from models.errors import BadRequest
from models.recommend.tables import read_csv


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
        ("user,item\n", "a heading and no lines"),
        ("user,item,kind,value\n1,a,rate,4\n1,b,rate,many\n", "line 3: got 'many'"),
    ],
)
def test_a_bad_table_is_refused_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        read_csv(table(tmp_path, text))


def test_a_bad_line_far_down_is_found(tmp_path: Path) -> None:
    """Beyond the first block of the reader (1 MB), where lines are counted on."""
    lines = "".join(f"user-{n},item-{n % 999},{n}\n" for n in range(100_000))
    file = table(tmp_path, "user,item,at\n" + lines + "x,y,soon\n")
    with pytest.raises(BadRequest, match="line 100002: got 'soon' in the column at"):
        read_csv(file)
    file = table(tmp_path, "user,item,at\n" + lines + "x,y\n")
    with pytest.raises(BadRequest, match="line 100002: 2 columns, not 3"):
        read_csv(file)


def test_who_only_dislikes_stays_without_a_like(tmp_path: Path) -> None:
    found = read_csv(table(tmp_path, "user,item,kind\n1,a,like\n2,b,dislike\n2,a,skip\n"))
    assert found.shape == (2, 2) and found.matrix.toarray().tolist() == [[1, 0], [0, 0]]


def test_columns_nobody_asked_for_are_passed_over(tmp_path: Path) -> None:
    found = read_csv(table(tmp_path, "device,item,user,at\nphone,a,1,5\n,b,2,6\n"))
    assert found.items.tolist() == ["a", "b"] and found.times is not None


def test_microlens_pairs(tmp_path: Path) -> None:
    """Columns as in MicroLens-100k_pairs.csv (Ni et al. 2023), lines made up."""
    pairs = table(
        tmp_path, "user,item,timestamp\n36121,9580,1583378629552\n36121,9580,1583378630000\n"
        "26150,3554,1583378629000\n"
    )  # fmt: skip
    found = read_csv(pairs)
    assert found.users.tolist() == ["26150", "36121"] and found.matrix.nnz == 2
    assert found.times is not None and found.times[1] == pytest.approx(1583378630)
