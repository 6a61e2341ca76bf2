from pathlib import Path

import pytest

from app.popularity import demo_popularity


def test_likes_count_for_and_dislikes_against(tmp_path: Path) -> None:
    (tmp_path / "interactions.csv").write_text(
        "user,item,kind,value,at\na,x,like,,1\nb,x,like,,1\na,y,dislike,,1\na,z,watch,3,1\n"
    )
    found = demo_popularity(tmp_path)
    assert found["demo-x"] == 2 and found["demo-y"] == -1 and found["demo-z"] == 0


def test_without_a_table_nothing_is_popular(tmp_path: Path) -> None:
    assert demo_popularity(tmp_path) == {}


def test_a_table_that_is_none_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "interactions.csv").write_text("who,what\na,b\n")
    assert demo_popularity(tmp_path) == {}
    assert "it lacks user, item" in caplog.text
