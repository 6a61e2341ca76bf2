"""A change from something on that happens is asked for in seconds."""

import pytest

from agents.instruct.edits.moments import at_a_moment
from agents.scene import Scene
from tests.agents.stage import item

CLIP = item("a", "A skater")


@pytest.mark.parametrize(
    ("text", "wish", "said"),
    [
        ("now 2x faster after the flip", "now 2x faster", "after 3 s"),
        ("play it backwards before the splash!", "play it backwards", "whole clip only"),
        ("black and white once the ball falls", "black and white", "after 3 s"),
        ("make it noir when he jumps", "make it noir", "after 3 s"),
    ],
)
def test_it_is_asked_at_which_second(text: str, wish: str, said: str) -> None:
    made = at_a_moment(Scene(text=text, screen=(CLIP,), focus=CLIP))
    assert made is not None and made.kind == "ask" and said in made.text
    assert made.options[0] == wish


@pytest.mark.parametrize(
    "text",
    ["faster", "black and white after 3 s", "noir until the end", "write after the party on it",
     "find a dog before the storm", "slower in the second half", "cut it after the jump",
     "make it slower when the music starts"],
)  # fmt: skip
def test_what_names_no_such_moment_is_left_to_others(text: str) -> None:
    assert at_a_moment(Scene(text=text, screen=(CLIP,), focus=CLIP)) is None


def test_without_a_clip_in_hand_nothing_is_asked() -> None:
    assert at_a_moment(Scene(text="faster after the flip")) is None
