import numpy as np
import pytest

from models.errors import BadRequest
from models.stylise import lettering
from models.stylise.caption import HUES, Words, caption_patch, captioned, fit, wrap
from models.stylise.label import burn_label
from models.stylise.lettering import behind, contrast, letter


def test_words_in_a_corner_are_on_its_side_and_at_the_top_below_the_label():
    for position in ("top-left", "top-right", "bottom-left", "bottom-right"):
        rows, columns = np.nonzero(covered("Hi", position=position))
        assert (rows.mean() < 90) == position.startswith("top")
        assert (columns.max() < 160) == position.endswith("left")
    burnt = burn_label(np.full((180, 320, 3), 255, np.uint8), "AI-generated")
    label = np.nonzero((burnt != 255).any(axis=(1, 2)))[0]
    for position in ("top", "top-left"):
        assert np.nonzero(covered("Hi", position=position))[0].min() > label.max()


def covered(text, width=320, height=180, position="bottom", ground=255):
    image = np.full((height, width, 3), ground, np.uint8)
    return np.abs(
        captioned(Words(text, position), width, height)(image, 0.0).astype(int) - image
    ).max(2)


@pytest.fixture
def no_system_fonts(monkeypatch):
    monkeypatch.setattr(lettering, "FONTS", ())


@pytest.mark.parametrize(("position", "middle"), [("top", 0.2), ("centre", 0.5), ("bottom", 0.8)])
def test_text_is_where_it_was_asked_for(position, middle):
    rows = np.nonzero(covered("Hello", position=position).any(axis=1))[0]
    assert rows.mean() / 180 == pytest.approx(middle, abs=0.12)
    assert rows.min() > 0
    assert rows.max() < 179


@pytest.mark.parametrize("ground", [0, 128, 255])
def test_letters_are_readable_on_any_ground(ground):
    image = np.full((180, 320, 3), ground, np.uint8)
    result = captioned(Words("Hello"), 320, 180)(image, 0.0)
    rows = np.nonzero(np.abs(result.astype(int) - ground).any(axis=(1, 2)))[0]
    lit = result[rows.min() : rows.max() + 1]
    assert lit.max() > 245
    assert np.percentile(lit[:, 130:190], 30) < 110, "behind the letters it is dark"


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (90, 160), (40, 40), (16, 16)])
@pytest.mark.parametrize("text", ["Hi", "word " * 60, "x" * 300, "line\n" * 50])
def test_text_of_any_length_fits_every_shape(size, text):
    assert covered(text, *size).shape == (size[1], size[0])
    lines, font = fit(letter(text), *size)
    assert lines


def test_long_text_is_set_smaller_then_cut_off():
    short, long = fit(letter("Hello"), 320, 180), fit(letter("line\n" * 50), 320, 180)
    assert long[1].size < short[1].size
    assert long[0].endswith("...")


def test_wrapping_keeps_words_whole_where_it_can():
    font = letter("a").font(20)
    lines = wrap("the quick brown fox jumps", font, 120).splitlines()
    assert " ".join(lines) == "the quick brown fox jumps"
    assert all(font.getlength(line) <= 120 for line in lines)
    assert "".join(wrap("w" * 40, font, 120).splitlines()) == "w" * 40


def test_markup_is_only_text():
    lines, _ = fit(letter("<script>alert(1)</script> '; DROP TABLE"), 640, 360)
    assert "<script>" in lines


def test_control_characters_are_dropped():
    assert letter("a\x00b\x1b[31m\u202ec\td").text == "ab[31mcd"


def test_accents_and_emoji_fall_back_where_no_font_has_them(no_system_fonts):
    plain = letter("Été à Kraków 😀")
    assert plain.text == "Ete a Krakow"
    assert "😀" in plain.note
    assert letter("naïve").note


@pytest.mark.parametrize("text", ["привет", "你好", "😀😀"])
def test_text_that_no_font_can_draw_is_refused(no_system_fonts, text):
    with pytest.raises(BadRequest, match="Latin letters"):
        letter(text)


def test_frames_are_left_as_they_were():
    image = np.full((180, 320, 3), 90, np.uint8)
    captioned(Words("Hello"), 320, 180)(image, 0.0)
    assert image.min() == image.max() == 90


@pytest.mark.parametrize("ink", HUES.values(), ids=HUES)
@pytest.mark.parametrize("under", [0, 128, 255])
def test_letters_of_every_colour_stand_out_whatever_is_behind_them(ink, under):
    ground, opaque = behind(ink)
    grey = round(opaque * ground + (1 - opaque) * under)
    assert contrast(ink, (grey, grey, grey)) >= 4.5


@pytest.mark.parametrize("position", ["top", "centre", "bottom", "top-left", "bottom-right"])
def test_words_are_not_laid_over_those_that_are_there(position):
    words = [Words(text, position) for text in ("Best coffee", "from 3.50", "every day")]
    boxes = [caption_patch(one, 320, 320, words[:n]).box for n, one in enumerate(words)]
    for n, (_, top, _, height) in enumerate(boxes):
        assert 0 <= top and top + height <= 320
        for _, other, _, high in boxes[:n]:
            assert top + height <= other or other + high <= top
    away = caption_patch(Words("elsewhere", "top-left"), 320, 320, [Words("Hi", "bottom")])
    assert away.box == caption_patch(Words("elsewhere", "top-left"), 320, 320).box
