"""Plain questions about a clip are answered from its record."""

import pytest

from agents.scene import Scene
from agents.talk.facts import facts
from tests.agents.stage import item

CLIP = item("a", duration=4.25, width=240, height=320, has_audio=True, licence="CC0-1.0")
OTHER = item("b", duration=9.0, width=320, height=240)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how long is it?", "4.2 seconds"), ("how long does this one last", "4.2 seconds"),
        ("what size is it", "240 × 320 pixels, portrait"), ("is it vertical?", "portrait"),
        ("does it have sound?", "It has sound."), ("is it silent", "It has sound."),
        ("is it free to use?", "“CC0-1.0”"), ("can i use it in my shop?", "“CC0-1.0”"),
        ("can I download it", "menu"),
    ],
)  # fmt: skip
def test_each_is_answered(text: str, told: str) -> None:
    made = facts(Scene(text=text, screen=(CLIP,), focus=CLIP))
    assert made is not None and made.kind == "chat" and told in made.text


def test_two_at_once_and_one_of_several() -> None:
    made = facts(Scene(text="how long is it and can i download it?", screen=(CLIP,), focus=CLIP))
    assert made is not None and "4.2 seconds" in made.text and "menu" in made.text
    second = facts(Scene(text="how long is the second one?", screen=(CLIP, OTHER)))
    assert second is not None and "9.0 seconds" in second.text
    unknown = facts(Scene(text="is the second one free?", screen=(CLIP, OTHER)))
    assert unknown is not None and "Nothing is recorded" in unknown.text


@pytest.mark.parametrize(
    "text",
    ["how long do dogs live?", "how long is it and make it noir", "is it in the park?",
     "can i have it in noir", "what is it about?", "who is it?", "", "how long have you been here"],
)  # fmt: skip
def test_other_questions_are_left(text: str) -> None:
    assert facts(Scene(text=text, screen=(CLIP,), focus=CLIP)) is None


def test_with_nothing_in_hand_nothing_is_told() -> None:
    assert facts(Scene(text="how long is it?", screen=(CLIP, OTHER))) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("which one has sound?", "The first one has sound."),
        ("which of these are silent", "The second one has no sound."),
        ("and which ones have no audio?", "The second one has no sound."),
    ],
)
def test_which_of_several_has_sound(text: str, told: str) -> None:
    made = facts(Scene(text=text, screen=(CLIP, OTHER)))
    assert made is not None and made.text == told
    alike = facts(Scene(text=text, screen=(OTHER, OTHER)))
    assert alike is not None and alike.text == "None of them has sound."


def test_which_of_one_is_that_one() -> None:
    made = facts(Scene(text="which one has sound?", screen=(OTHER,), focus=OTHER))
    assert made is not None and made.text == "It has no sound."


def test_which_has_a_dog_is_no_question_of_sound() -> None:
    assert facts(Scene(text="which one has a dog in it", screen=(CLIP, OTHER))) is None
