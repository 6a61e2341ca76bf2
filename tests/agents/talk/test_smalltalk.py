"""What is said in passing."""

import pytest

from agents.talk.smalltalk import smalltalk


@pytest.mark.parametrize(
    "words",
    [
        "go back to the chat where i had the city clips",
        "my old chats",
        "where are my previous conversations?",
        "can i go back to an earlier chat",
    ],
)
def test_who_asks_for_an_older_chat_hears_where_they_are(words: str) -> None:
    said = smalltalk(words)
    assert said is not None and "under “Chats”" in said.text


@pytest.mark.parametrize("words", ["go back to the last one", "show me people who chat", "chat"])
def test_other_ways_back_are_no_older_chat(words: str) -> None:
    said = smalltalk(words)
    assert said is None or "“Chats”" not in said.text


def test_help_says_that_a_style_picture_may_be_attached() -> None:
    for asked in ("what can you do?", "how do i upload"):
        said = smalltalk(asked)
        assert said is not None and "style" in said.text and "picture" in said.text
