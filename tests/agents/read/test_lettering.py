"""What is to be written on a clip, where and how, in quotes and without."""

from typing import Any

import pytest

from agents.read.lettering import lettering

RED, YELLOW = {"text_colour": "red"}, {"text_colour": "yellow"}


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("write hello in red", {"text": "hello", **RED}),
        ("Write Hello World in big red letters at the top",
         {"text": "Hello World", "position": "top", "text_size": 1.4, **RED}),
        ("put big yellow letters saying good morning at the bottom",
         {"text": "good morning", "position": "bottom", "text_size": 1.4, **YELLOW}),
        ("add a title that says my holiday in green",
         {"text": "my holiday", "text_colour": "green"}),
        ("write happy birthday in yellow at the top of it",
         {"text": "happy birthday", "position": "top", **YELLOW}),
        ("put hello world on it in small letters", {"text": "hello world", "text_size": 0.7}),
        ('put "SUMMER" on it in red at the top', {"text": "SUMMER", "position": "top", **RED}),
        ("put a title LOL on top", {"text": "LOL", "position": "top"}),
        ("add the caption my dog Rex at the bottom in red",
         {"text": "my dog Rex", "position": "bottom", **RED}),
        ("'HI MUM' at the top", {"text": "HI MUM", "position": "top"}),
        ("write THE END", {"text": "THE END"}), ("write Good Boy on it", {"text": "Good Boy"}),
        ("write roses are red on it", {"text": "roses are red"}),
        ("title: The Last Ferry", {"text": "The Last Ferry"}),
        ("and then speech bubble lettering saying MIND YER FINGERS", {"text": "MIND YER FINGERS"}),
    ],
)  # fmt: skip
def test_words_are_told_from_how_they_look(said: str, made: dict[str, Any]) -> None:
    found, rest = lettering(said)
    assert found == made
    assert not rest.strip(" ,")


def test_another_wish_stays_in_the_sentence() -> None:
    found, rest = lettering("write hello in blue and make it slower")
    assert found == {"text": "hello", "text_colour": "blue"}
    assert rest.strip(" ,") == "and make it slower"
    found, rest = lettering("first one: vertical, louder, 'BREATHE' in the middle")
    assert found == {"text": "BREATHE", "position": "centre"}
    assert rest.strip(" ,") == "first one: vertical, louder"


@pytest.mark.parametrize(
    "said", ["\"sunset\"", "a film called 'sea'", "write a poem", "write facts about it",
             "put music on it", "put it in the middle",
             "make it red", "write about dogs", "remove the text that says hello"],
)  # fmt: skip
def test_what_asks_for_no_letters_is_none(said: str) -> None:
    assert lettering(said) == ({}, said)


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ('add text "FLIP IT" big yellow top',
         {"text": "FLIP IT", "text_size": 1.4, "position": "top", **YELLOW}),
        ("'SALE' pink, small, on top",
         {"text": "SALE", "text_size": 0.7, "position": "top", "text_colour": "pink"}),
        ('caption "Yum" tiny, white, centre',
         {"text": "Yum", "text_size": 0.5, "position": "centre", "text_colour": "white"}),
        ('write "first snow" in small blue letters in the corner',
         {"text": "first snow", "text_size": 0.7, "position": "bottom-right",
          "text_colour": "blue"}),
        ('put "hi" in the top left corner', {"text": "hi", "position": "top-left"}),
    ],
)  # fmt: skip
def test_how_words_in_quotes_look_may_stand_bare_behind_them(
    said: str, made: dict[str, Any]
) -> None:
    found, rest = lettering(said)
    assert found == made and not rest.strip(" ,")


@pytest.mark.parametrize(
    ("said", "written"),
    [("put my shop's name Bäckerei Özil on it", {"text": "Bäckerei Özil"}),
     ("add my name Lisa to it", {"text": "Lisa"}),
     ("slap LOL on it", {"text": "LOL"}),
     ("make it say good night", {"text": "good night"}),
     ("label it Lisa's kitchen", {"text": "Lisa's kitchen"}),
     ("and underneath it add open from 7 am", {"text": "open from 7 am"}),
     ("text Yummy bottom left", {"text": "Yummy", "position": "bottom-left"}),
     ("I'd like it to say no parking in big white letters across the middle",
      {"text": "no parking", "text_size": 1.4, "text_colour": "white", "position": "centre"}),
     ("add the caption sunday ride in a handwritten font, black letters",
      {"text": "sunday ride", "text_colour": "black"}),
     ('add "hello" in dark red at the bottom left',
      {"text": "hello", "text_colour": "dark red", "position": "bottom-left"}),
     ("write SALE in burgundy", {"text": "SALE", "text_colour": "dark red"})],
)  # fmt: skip
def test_words_are_told_from_what_they_are_and_how_they_look(
    said: str, written: dict[str, object]
) -> None:
    assert lettering(said)[0] == written


@pytest.mark.parametrize(
    "said", ["put a dog on it", "put some snow on it", "text top right", "the text is too big"]
)
def test_what_is_no_text_is_not_written(said: str) -> None:
    assert lettering(said)[0] == {}
