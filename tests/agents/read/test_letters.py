"""Size and colour of words, crisper and less grainy, as people ask for it."""

from typing import Any

import pytest

from agents.read.letters import detail, letters, restyled
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("bigger text", {"text_size": 1.4}), ("yellow letters", {"text_colour": "yellow"}),
        ("make the text smaller and red", {"text_size": 0.7, "text_colour": "red"}),
        ("on it in big blue letters", {"text_size": 1.4, "text_colour": "blue"}),
        ("the text is too small and make it white", {"text_size": 1.4, "text_colour": "white"}),
        ("the letters are way too big", {"text_size": 0.7}),
        ("title too tiny, make it bright yellow", {"text_size": 1.4, "text_colour": "yellow"}),
        ("on it in pink", {"text_colour": "pink"}), ("a big dog on a red car", {}),
        ("turn it black and white", {}),
    ],
)  # fmt: skip
def test_how_letters_should_be(words: str, made: dict[str, Any]) -> None:
    assert letters(words) == made


def test_bigger_again_is_bigger_still_up_to_a_bound() -> None:
    assert letters("bigger text", 1.4) == {"text_size": 1.96}
    assert letters("bigger text", 1.96) == {"text_size": 2.0}


@pytest.mark.parametrize(
    ("words", "made"),
    [("sharper", {"sharpen": 0.6}), ("less grainy", {"denoise": 0.6}),
     ("denoise it and sharpen it", {"sharpen": 0.6, "denoise": 0.6}), ("less noise", {}),
     ("a clear sky", {})],
)  # fmt: skip
def test_how_pictures_should_be(words: str, made: dict[str, float]) -> None:
    assert detail(Sentence(words), 1.0) == made


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("move the text to the top, blue", {"position": "top", "text_colour": "blue"}),
        ("the text is too small and make it white", {"text_size": 1.4, "text_colour": "white"}),
        ("put it lower", {"position": "bottom"}), ("move them up a bit", {"position": "top"}),
        ("can you make the words bigger and at the top please",
         {"text_size": 1.4, "position": "top"}),
        ("make the text slower", {}), ("put it in a forest", {}), 
        ("to the top, blue", {"position": "top", "text_colour": "blue"}), ("turn it up", {}),
        ("top left corner, a bit bigger", {"position": "top-left", "text_size": 1.2}),
        ("in the corner", {"position": "bottom-right"}), ("a black and white sea", {}),
        ("move the text to the dog", {}), ("what does the text say", {}),
    ],
)  # fmt: skip
def test_letters_that_are_there_get_another_manner(words: str, made: dict[str, Any]) -> None:
    assert restyled(words, {"text": "HI", "position": "centre"}) == made
