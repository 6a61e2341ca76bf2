"""What an item is about is read off any title, also one that breaks off at a sign."""

import pytest

from agents.retrieve.topics import names
from tests.agents.stage import item


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Red boat at sea", {"boat", "sea"}),
        ("A dog (portrait)", {"dog"}),
        ("“A dog”", {"dog"}), ("…", set()), ("", set()), ("(comic)", {"comic"}),
    ],
)  # fmt: skip
def test_nouns_of_a_title_whatever_signs_are_in_it(title: str, about: set[str]) -> None:
    assert names(item("a", title or " ")) == about
