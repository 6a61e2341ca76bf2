"""What is learnt from words, and what is not."""

import pytest

from agents.read.spoken import spoken


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("I love boats", ("boats",), ()),
        ("I really like watching dogs and cats", ("dogs", "cats"), ()),
        ("I love the sea", ("sea",), ()),
        ("I like the first one", (), ()),
        ("I like the way it moves", (), ()),
        ("I hate clowns, show me something with trees", (), ("clowns",)),
        ("I don't want to see any food", (), ("food",)),
        ("never show me spiders or snakes please", (), ("spiders", "snakes")),
        ("I'm into jazz but not today", ("jazz",), ()),
        ("I'm scared of heights", (), ("heights",)),
        ("i like it", (), ()),
        ("I don't like this one", (), ()),
        ("I would like boats", (), ()),
        ("what did i like so far", (), ()),
        ("and i hate the snow one", (), ()),
        ("tell me what i like", (), ()),
        ("do you think I like boats?", (), ()),
        ("show me dogs", (), ()),
        ("no cats please", (), ()),
        ("I like how the light falls on the old stone bridge at dusk", (), ()),
    ],
)
def test_statements_about_oneself_are_learnt(
    text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    assert spoken(text) == (wanted, unwanted)


def test_the_title_of_a_clip_says_nothing_of_the_visitor() -> None:
    assert spoken("More like “I hate boats”") == ((), ())
    assert spoken("I love dogs, more like “I hate boats”") == (("dogs",), ())
