"""Whether what was said may be remembered."""

import pytest

from agents.read.memory import NO, YES, answer, question


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        (YES, True), ("Yes, remember that please.", True), ("remember my taste", True),
        ("please remember what I told you for next time", True), (NO, False),
        ("don't remember that", False), ("no, only in this chat", False),
        ("forget what I said", False), ("Stop remembering what I like", False),
    ],
)  # fmt: skip
def test_answers_are_known(text: str, yes: bool) -> None:
    assert answer(text) is yes


@pytest.mark.parametrize(
    "text",
    ["do you remember me", "remember the titans", "a clip about remembering", "yes", "forget it"],
)
def test_all_else_is_none(text: str) -> None:
    assert answer(text) is None


def test_it_says_what_it_would_remember() -> None:
    assert question(("boats",), ()) == (
        "I keep in mind that you like boats. Shall I remember it beyond this chat?"
    )
    assert "like a and b and you do not like c." in question(("a", "b"), ("c",))
