"""Words of other languages: sought where they are known, never guessed."""

import json

import pytest

from agents.instruct.instructor import Rules
from agents.instruct.languages import SORRY, InEnglish, language
from agents.read.glossary import THINGS, UNDERSTOOD, glossary
from agents.scene import Scene

KNOWN = glossary(THINGS, ("chats", "strand", "show", "big"))


@pytest.mark.parametrize(
    ("text", "name", "english"),
    [("gatos", "es", "cat"), ("Hunde bitte", "de", "dog"), ("katzen", "de", "cat"),
     ("perros por favor", "es", "dog"), ("des chiens", "fr", "dog"), ("playa", "es", "beach"),
     ("¿gatos?", "es", "cat"), ("quiero ver gatos", "es", "cat"), ("猫", "zh", "cat"),
     ("我想看大海", "zh", "sea"), ("犬の動画を見せて", "ja", "dog"),
     ("zeig mir Blumen", "de", "flowers"),
     ("noche en la playa", "es", "night beach"), ("zeig mir katzen at night", "de", "cat at night"),
     ("quiero big perros", "es", "big dog"), ("arboles", "es", "trees")],
)  # fmt: skip
def test_a_word_that_is_known_is_sought_and_said_to_be_in_its_language(
    text: str, name: str, english: str
) -> None:
    found = KNOWN.understood(text)
    assert found is not None and (found.language, found.english) == (name, english)
    made = InEnglish(Rules(), KNOWN).decide(Scene(text=text))
    assert made.kind == "retrieve" and made.guidance.want == english
    assert made.preface == UNDERSTOOD[name].format(said=found.said, english=english)


@pytest.mark.parametrize(
    "text",
    ["keine Hunde", "sin gatos", "chats", "show chiens", "a big cat in the snow", "strand", "sand",
     "see",
     "art", "cats", "", "123",
     "gatos y perros y caballos y vacas y leones", "mute it", "ours", "die hard", "gatti"],
)  # fmt: skip
def test_what_is_english_or_says_more_is_not_translated(text: str) -> None:
    assert KNOWN.understood(text) is None


def test_every_word_of_the_list_is_found_again() -> None:
    told = json.loads(THINGS.read_text(encoding="utf-8"))
    asked = [(said[name], name) for said in told.values() for name in ("de", "es", "fr", "zh")]
    found = [KNOWN.understood(word) is not None for word, name in asked if len(word) > 1]
    assert sum(found) > 0.9 * len(found)  # the rest is English as well: sand, animal


def test_one_word_of_another_language_is_enough_to_answer_in_it() -> None:
    for word, name in (
        ("hunde", "de"),
        ("gatti", "it"),
        ("cachorros", "pt"),
        ("keine Hunde", "de"),
    ):
        assert language(word) == name
        assert InEnglish(Rules()).decide(Scene(text=word)).text == SORRY[name]
