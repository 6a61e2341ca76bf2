import pytest

from agents.read.words import content_words, emoji_words, foreign, mentions, plain, titled
from tests.agents.stage import item


def test_markup_quotes_and_spaces_are_made_plain() -> None:
    assert plain("  <b>Show</b>\n me “Dogs” <script src=x>") == 'show me "dogs"'
    assert len(plain("x" * 100_000)) == 2000


@pytest.mark.parametrize(
    ("text", "words"),
    [("🐶", "dog"), ("😂😂", ""), ("👍", ""), ("🐶 please", None), ("", None), ("...", None)],
)
def test_emoji_alone_are_what_they_show(text: str, words: str | None) -> None:
    assert emoji_words(text) == words


def test_other_languages_are_noticed_and_english_is_not() -> None:
    assert foreign("zeig mir bitte hunde") and foreign("покажи мне собак") and foreign("犬の動画")
    assert not foreign("show me a dog with a ball") and not foreign("café") and not foreign("das")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("horse", "Two horses"), ("horses", "A horse"), ("people", "A person"), ("bus", "Buses"),
        ("puppies", "A puppy"), ("child", "Children play"),
    ],
)  # fmt: skip
def test_singular_and_plural_are_one_word(word: str, title: str) -> None:
    assert mentions(item("a", title), word) and titled(item("a", title), word)


def test_a_part_of_a_word_is_not_the_word() -> None:
    assert not mentions(item("a", "A carpet"), "car") and not mentions(item("a", "A cat"), "")
    cat = item("a", "A cat", "dog")
    assert not titled(cat, "dog") and mentions(cat, "dog")


def test_words_that_say_nothing_are_left_out() -> None:
    assert content_words("the man with a red hat") == ["man", "red", "hat"]
