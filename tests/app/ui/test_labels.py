import pytest

from app.ui.labels import LETTER, LINE, Label, placed


def width(label: Label) -> float:
    return len(label.text) * LETTER


def test_a_word_alone_stays_where_it_belongs() -> None:
    assert placed([Label("park", 100, 100)], [], 480, 340) == [Label("park", 100, 100)]


def test_two_words_of_one_place_do_not_lie_over_each_other() -> None:
    one, other = placed([Label("park", 100, 100), Label("meadow", 104, 103)], [], 480, 340)
    assert one == Label("park", 100, 100)
    aside = abs(one.x - other.x) >= (width(one) + width(other)) / 2
    assert aside or abs(one.y - other.y) >= LINE


def test_a_word_lies_under_no_mark() -> None:
    (found,) = placed([Label("park", 100, 100)], [(100, 96)], 480, 340)
    assert abs(found.y - LINE / 2 - 96) > LINE / 2 or abs(found.x - 100) > width(found) / 2


@pytest.mark.parametrize(("x", "y"), [(2, 100), (478, 100), (100, 2)])
def test_a_word_stays_on_the_map(x: float, y: float) -> None:
    for found in placed([Label("breakfast", x, y)], [], 480, 340):
        assert 0 <= found.x - width(found) / 2 and found.x + width(found) / 2 <= 480
        assert found.y - LINE >= -LINE / 2


def test_where_there_is_no_room_a_word_is_left_out() -> None:
    crowded = [(x, y) for x in range(0, 480, 15) for y in range(0, 340, 15)]
    assert placed([Label("park", 100, 100)], crowded, 480, 340) == []
