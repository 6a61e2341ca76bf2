"""What follows from what a search finds: what was seen, and bounds that nothing keeps."""

from pathlib import Path

import pytest

from agents.retrieve.fitting import fits
from agents.retrieve.looking import Looked, look
from agents.retrieve.pool import shows
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from models.domain import Guidance
from tests.agents.stage import ENCODER, catalogue, item

DOG = item("a", "A brown dog", "dog", duration=6.0, media=Path("a.mp4"))
CAT = item("b", "A cat", "cat", duration=3.0, media=Path("b.mp4"))
RETRIEVER = Retriever(catalogue(DOG, CAT), ENCODER)


def hear(guidance: Guidance, seen: frozenset[str] = frozenset()) -> Looked:
    return look(RETRIEVER, guidance, Taste(), 4, "v", seen, None)


def test_a_bound_that_nothing_keeps_is_let_go_and_said() -> None:
    looked = hear(Guidance(want="dog", at_most=5.0))
    assert looked.sure and looked.found[0].item.id == "a" and looked.guidance.at_most is None
    assert looked.text == "Nothing with dog here is at most 5 s long. Otherwise there is:"
    kept = hear(Guidance(want="dog", at_most=7.0))
    assert kept.sure and not kept.text and kept.guidance.at_most == 7.0


def test_what_is_not_here_in_any_length_is_not_said_to_be() -> None:
    looked = hear(Guidance(want="submarine volcano", at_most=5.0))
    assert looked.sure is False and not looked.text


def test_what_was_seen_is_left_out_and_that_it_was_all_is_said() -> None:
    looked = hear(Guidance(want="dog", others=True), frozenset({"a"}))
    assert looked.sure is None and looked.text.startswith("That is all I have for “dog”")
    assert [one.item.id for one in looked.found] == ["b"]
    again = hear(Guidance(want="dog", others=True), frozenset({"a", "b"}))
    assert again.text.endswith("Once more:") and again.found[0].item.id == "a"


@pytest.mark.parametrize("seconds", [6.0, 6.04, 5.96])
def test_what_lasts_as_long_as_the_bound_is_within_it_but_for_a_strict_one(seconds: float) -> None:
    clip = item("a", "A dog", "dog", duration=seconds)
    for bound in ("at_most", "at_least"):
        assert fits(clip, Guidance(**{bound: 6.0}))
        assert not fits(clip, Guidance(**{bound: 6.0}, strict=(bound,)))


@pytest.mark.parametrize(
    ("title", "peopled"),
    [
        ("A woman with a dog", True),
        ("Two men arm wrestling", True),
        ("A dog on a skateboard", False),
    ],
)
def test_whoever_is_in_it_is_people(title: str, peopled: bool) -> None:
    assert shows(item("a", title), "people") is peopled
