"""Which calls a reading becomes."""

import pytest

from agents.instruct.edits.commands import commands
from models.understand.reading import Reading


def names(text: str, **tools: float) -> list[str]:
    reading = Reading(decisions={"edit": 0.9}, tools=tools)
    return [call.name for call in commands(text, reading).calls]


@pytest.mark.parametrize(
    ("text", "tools", "wanted"),
    [
        ("not that close", {"clip": 0.26}, []),
        ("old movie look, half as fast", {"clip": 0.53, "style": 0.99}, ["adjust", "style"]),
        ("finish on the kiss", {"clip": 0.3}, ["clip"]),  # the words say it
        ("halve it", {"clip": 0.9}, ["clip"]),  # it was read for sure
    ],
)
def test_nothing_is_cut_away_on_a_guess(
    text: str, tools: dict[str, float], wanted: list[str]
) -> None:
    assert names(text, **tools) == wanted
