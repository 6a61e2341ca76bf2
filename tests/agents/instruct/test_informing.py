"""The book answers where nothing else is known of a sentence, and nowhere else."""

from pathlib import Path

import pytest

from agents.instruct.informing import Informing, least_of
from agents.instruct.instructor import Rules
from agents.scene import Scene
from agents.talk.answer_book import CLOSE, NEAR, NEARER, AnswerBook
from agents.talk.replies import no_clip, which
from agents.talk.smalltalk import SAID, unanswered
from app.answer_facts import build_book
from app.settings import load
from models.domain import Decision, Guidance, ToolCall
from models.encode.text import StaticText
from tests.agents.stage import item

WEIGHTS = Path(__file__).parents[3] / "assets" / "weights"
SEEN = (item("a", "A dog"), item("b", "A cat"))
SEARCH = Decision(kind="retrieve", guidance=Guidance(want="x"))
EDIT = Decision(kind="edit", calls=(ToolCall(name="adjust", arguments={}),))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> AnswerBook:
    return build_book(load(home=tmp_path_factory.mktemp("home")), StaticText(WEIGHTS / "text"))


@pytest.mark.parametrize(
    ("made", "text", "screen", "least"),
    [
        (unanswered("who sees it?"), "who sees it?", (), NEAR),
        (SAID["ability"], "how much is it", (), NEAR),
        (no_clip(), "can you make voices talk", (), CLOSE),
        (unanswered("x"), "my boss shouted at me", (), CLOSE),
        (unanswered("x"), "why did you crop her out", (), NEARER),
        (which(Scene(text="", screen=SEEN), "", "the {} one"), "can you crop it", SEEN, None),
        (SEARCH, "who pays for it", (), CLOSE),
        (SEARCH, "dogs", (), None),
        (SEARCH, "which other dogs do you have?", (), None),
        (EDIT, "how do i crop it", SEEN, None),
    ],
)
def test_how_near_a_question_has_to_be(
    made: Decision, text: str, screen: tuple, least: float | None
) -> None:
    assert least_of(made, Scene(text=text, screen=screen)) == least


def test_a_question_is_answered_and_a_search_is_left(book: AnswerBook) -> None:
    asked = Informing(Rules(), book)
    assert "costs nothing" in asked.decide(Scene(text="what does it cost?")).text
    assert asked.decide(Scene(text="show me dogs")).kind == "retrieve"
    assert "taste panel" in asked.decide(Scene(text="now erase all my data", screen=SEEN)).text
    assert "taste panel" in asked.decide(Scene(text="what have you learned about me?")).text


def test_a_question_behind_a_story_is_answered_and_not_searched_for(book: AnswerBook) -> None:
    asked = Informing(Rules(), book)
    cafe = "Hi, I run a small cafe. Can I use my own videos, and who owns what I make?"
    said = asked.decide(Scene(text=cafe)).text
    assert "paper clip" in said and "no rights" in said
    thanks = "Thank you ever so much. May I ask who can read what I write?"
    assert "Nobody reads along" in asked.decide(Scene(text=thanks, screen=SEEN)).text
    advert = asked.decide(Scene(text="Is the music free to use in an advert?", screen=SEEN))
    assert "an advert may use it" in advert.text
