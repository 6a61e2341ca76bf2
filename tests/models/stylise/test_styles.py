import pytest

from models.errors import BadRequest
from models.stylise.styles import STYLES, WEATHERS, find, named, styliser


def test_the_styles_asked_for_are_there():
    asked = {"comic", "cartoon", "sketch", "watercolour", "oil", "pixel", "noir", "neon"}
    assert asked <= set(STYLES)


def test_no_word_means_two_styles():
    words = [word for style in STYLES.values() for word in (style.name, *style.synonyms)]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("make it look like a comic", "comic"),
        ("turn it into a Water Color please", "watercolour"),
        ("an OIL PAINTING", "oil"),
        ("8-bit!", "pixel"),
        ("black and white, like a detective film", "noir"),
        ("as pop art", "pop-art"),
        ("b&w", "noir"),
    ],
)
def test_a_style_is_found_by_its_words(words, name):
    style = find(words)
    assert style is not None
    assert style.name == name


@pytest.mark.parametrize(
    "words", [*WEATHERS, "", "something with a boiler", "neonatal ward", "a calmer one"]
)
def test_other_words_are_no_style(words):
    assert find(words) is None


def test_weathers_are_known_by_name_and_none_is_a_style():
    assert not set(WEATHERS) & set(STYLES)
    assert all(named(name) is style for name, style in {**STYLES, **WEATHERS}.items())
    with pytest.raises(BadRequest, match="no style called 'hail'"):
        styliser("night", 1.0, ("hail",))
