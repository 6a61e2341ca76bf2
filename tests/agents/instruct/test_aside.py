"""Something else to be looked at, while a plan or a search stands, is no change of either."""

import pytest

from agents.instruct.aside import aside
from agents.scene import Scene
from tests.agents.instruct.plans.test_replanning import BOARD


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("beach clips again but sunset instead, less waves", "show me beach sunset, less waves"),
        ("dog videos again but in the snow", "show me dog in the snow"),
        ("show me car clips again, only at night", "show me car at night"),
        ("the city clips again but this time no people", "show me the city no people"),
        ("forest videos once more, with fog", "show me forest fog"),
        ("find me boat clips again please but at dawn", "show me boat at dawn"),
        ("cat clips again, but indoors", "show me cat indoors"),
        ("ok, waterfall clips again but at night instead", "show me waterfall at night"),
    ],
)
def test_a_search_comes_again_with_what_should_be_otherwise(text: str, now: str) -> None:
    made = aside(Scene(text=text, board=BOARD, last_want="beach"))
    assert made.text == now and made.board is None


@pytest.mark.parametrize(
    "text",
    ["ok, but first show me other sunsets", "show me some dogs", "wait, find me a boat",
     "before that show me cats in the snow", "let me see trains", "please look for whales",
     "hold on, show us waterfalls", "and now search for city streets"],
)  # fmt: skip
def test_what_is_to_be_seen_beside_a_plan_is_no_change_of_it(text: str) -> None:
    made = aside(Scene(text=text, board=BOARD))
    assert made.board is None and made.text in text


@pytest.mark.parametrize(
    "text",
    ["show me another plan", "show me the second shot", "show me cats instead", "show me it again",
     "make it shorter", "swap the first shot", "play it again but slower", "find another first "
     "shot",
     "i like the clips again but calmer"],
)  # fmt: skip
def test_a_change_of_the_plan_stays_one(text: str) -> None:
    assert aside(Scene(text=text, board=BOARD)) == Scene(text=text, board=BOARD)
