"""What is said in passing."""

import pytest

from agents.talk.smalltalk import question, smalltalk


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
    said = smalltalk("what can you do?")
    assert said is not None and "style" in said.text and "picture" in said.text


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("what is the weather in berlin?", "clips about the weather in berlin"),
        ("can you tell me what you could say to get it", "what can you do?"),
        ("how do you do that with all the rest of it and of the others", "what can you do?"),
    ],
)
def test_a_question_without_answer_is_named_and_what_is_offered_makes_sense(
    words: str, first: str
) -> None:
    said = question(words, always=True)
    assert said is not None and words.rstrip("?")[:60] in said.text
    assert said.options == (first, "surprise me")
