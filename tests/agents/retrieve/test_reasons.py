"""Why something is shown, and what speaks against it."""

import numpy as np

from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.reasons import OTHERS, nearest_liked, reasons, why_taste, why_words
from agents.retrieve.taste import Taste
from tests.agents.stage import catalogue, item
from tests.contracts.catalogue import axis

DOGS = [item(f"dog{i}", f"A red dog {i}") for i in range(12)]
CATS = [item(f"cat{i}", f"A green cat {i}") for i in range(12)]
MADE = item("made", "The blue sea", origin="edited", owner="v", parents=("dog0",))
SHOWN = catalogue(*DOGS, *CATS, MADE)


def why(name: str, taste: Taste) -> str:
    return " ".join(reasons(SHOWN.item(name, "v"), taste, SHOWN, "v"))


def test_the_liked_ones_it_is_near_to_are_named() -> None:
    taste = Taste(liked=("dog0",))
    assert "“A red dog 0”, which you liked" in why("dog1", taste)
    assert "which you liked" not in why("cat1", taste)


def test_what_only_looks_near_is_not_called_like_a_liked_one() -> None:
    liked, alike = item("sand", "A beach", "sand", "palm", "sea"), item("ice", "Ice cream")
    shore = item("shore", "A shore", "sand", "palm", "dawn")
    bare = item("bare", "0001")
    shelf = MemoryCatalogue()
    shelf.add(liked, visual=axis(0), text=axis(1))
    shelf.add(alike, visual=axis(0), text=axis(2))
    shelf.add(shore, visual=axis(3), text=axis(1))
    shelf.add(bare, visual=axis(0))
    for place in range(4, 9):
        shelf.add(item(f"other{place}", "Another"), visual=axis(3), text=axis(1, 0.5))
    near = nearest_liked([alike, shore, bare], Taste(liked=("sand",)), shelf, "v")
    assert near["shore"] == near["bare"] == "A beach"
    assert near.get("ice") is None
    told = reasons(shore, Taste(liked=("sand",)), shelf, "v")
    assert "It has in common with “A beach”: sand, palm." in told


def test_words_people_and_what_is_unwanted_are_told() -> None:
    assert "You said you like “dog”." in why("dog1", Taste(wants=("dog",)))
    assert OTHERS in why("cat1", Taste(companions={"cat1": 1.0}))
    assert "of which you want less" in why("dog1", Taste(disliked=("dog0",), less=("dog0",)))
    assert "rather not see “cat”" in why("cat1", Taste(avoids=("cat",)))
    assert "turned it down" in why("dog3", Taste(disliked=("dog3",)))


def test_what_only_words_speak_for_says_which() -> None:
    shown = SHOWN.item("cat1", "v")
    assert why_taste(shown, Taste(wants=("boats",)), "") == (
        "Comes near “boats”, which you said you like."
    )
    liked = Taste(wants=("boats",), history=np.ones(2))
    assert why_taste(shown, liked, "") == "Picked for your taste."


def test_what_was_made_says_from_what() -> None:
    assert "made for you from “A red dog 0”" in why("made", Taste())


def test_nothing_known_is_said_so() -> None:
    assert "Nothing you liked or said" in why("dog1", Taste())


def test_a_word_is_quoted_as_it_stands_there() -> None:
    shown = item("a", "Brown dog in the snow", description="Two cats sleep.")
    assert why_words(shown, "dogs", False, False) == "Its title says “dog”."
    assert why_words(shown, "cat", False, False) == "Its description says “cats”."
