"""Questions about the app find their answer however they are put; what is no such question finds
none."""

import json
from pathlib import Path

import pytest

from agents.talk.answer_book import CLOSE, NEAR, AnswerBook, behind_story, parts
from app.answer_facts import ANSWERS, NOWHERE, answer_facts, build_book
from app.settings import load
from models.encode.text import StaticText

WEIGHTS = Path(__file__).parents[3] / "assets" / "weights"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> AnswerBook:
    return build_book(load(home=tmp_path_factory.mktemp("home")), StaticText(WEIGHTS / "text"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("who can see my videos?", "shown to you alone"),
        ("do you keep what I write here?", "is kept until you delete it"),
        ("Thank you dear, how do I save it?", "“Download”"),
        ("What can I say to get my own music in?", "a song of yours"),
        ("are my uploads used to train an AI?", "No model"),
        ("is this free?", "costs nothing"),
        ("which languages do you speak", "I read English"),
        ("how big can my file be", "512 MB"),
        ("can you make 4k", "720 pixels"),
        ("can I remove the label", "cannot be switched off"),
        ("who built you", "GeneRec"),
        ("can I use these clips on my youtube channel", "CC0"),
        ("what can you do more with it?", "With a clip in hand"),
        ("does it work without internet", "no network"),
        ("is it safe to upload a clip of my son", "“Blur the faces”"),
        ("who can see this?", "shown to you alone"),
        ("could my boss see what I watched", "shown to you alone"),
        ("what happens if I shut the tab", "Come back with this browser"),
        ("can my grandma use it on her phone", "works in any browser"),
    ],
)
def test_what_is_asked_of_the_app_is_answered_in_whatever_words(
    book: AnswerBook, asked: str, told: str
) -> None:
    made = book.answer(asked)
    assert made is not None and told in made.text and len(made.options) == 2


def test_each_of_several_questions_is_answered(book: AnswerBook) -> None:
    made = book.answer("so who made you and do you sell my data?")
    assert made is not None and "GeneRec" in made.text and "Nothing is sold" in made.text
    assert book.answer("who made you and what is the boiling point of iron?") is None


@pytest.mark.parametrize(
    "said",
    [
        "make it look like a comic", "show me dogs on a beach", "a calmer one", "the second one",
        "what is the boiling point of iron?", "how do i transfer money to my savings", "",
    ],
)  # fmt: skip
def test_what_is_no_such_question_finds_no_answer(book: AnswerBook, said: str) -> None:
    assert book.answer(said, NEAR if said.endswith("?") else CLOSE) is None


@pytest.mark.parametrize(
    "said",
    [
        "Delete everything of mine please", "delete all my stuff", "wipe my account",
        "erase everything you have on me", "could you get rid of all of my data?",
        "I want to delete everything I made",
    ],
)  # fmt: skip
def test_all_that_is_ones_own_is_erased_where_it_is_told(book: AnswerBook, said: str) -> None:
    made = book.first(said)
    assert made is not None and "“Delete it now”" in made.text and "`id`" in made.text


@pytest.mark.parametrize(
    "said",
    ["delete this one", "delete all the text", "remove everything but the dog", "delete it all"],
)
def test_what_is_in_hand_is_no_data_of_ones_own(book: AnswerBook, said: str) -> None:
    assert book.first(said) is None


def test_what_rules_look_up_is_put_as_they_know_it(book: AnswerBook) -> None:
    assert book.restated("what info do you have about me?") == "what do you know about me?"
    assert book.restated("is this free?") == "" == book.restated("")


def test_every_answer_can_be_filled_in_and_every_way_of_asking_finds_its_own(
    book: AnswerBook, tmp_path: Path
) -> None:
    facts = answer_facts(load(home=tmp_path))
    for entry in json.loads(ANSWERS.read_text(encoding="utf-8")):
        assert entry["says"].format_map(facts) and len(entry["asks"]) >= 4
        found = [book.find(ask) for ask in entry["asks"]]
        assert sum(one.entry.about == entry["about"] for one in found) > len(found) / 2


def test_how_it_is_set_up_here_is_told(tmp_path: Path) -> None:
    settings = load(home=tmp_path, retention_days=30, made_hours=24, label="always", speech="x")
    facts = answer_facts(settings)
    assert facts["kept"] == "for 30 days" and facts["made"] == "for 24 hours"
    assert facts["label"] == "the whole clip" and "speech model" in facts["hears"]
    remote = load(home=tmp_path, chat="openai", chat_model="some-model")
    told = answer_facts(remote)
    assert "some-model" in told["reads"] and "some-model" in told["elsewhere"]
    assert "leaves that server" in told["sees"] and "small one inside" in told["network"]
    assert "some-model" in answer_facts(remote.model_copy(update={"chat_sees": True}))["sees"]
    assert facts["elsewhere"] == NOWHERE and "9.8 million" in facts["draws"]
    assert "9.8" not in answer_facts(load(home=tmp_path, profile="gpu"))["draws"]


def test_questions_are_told_from_what_is_said_around_them() -> None:
    assert parts("Nice! Is it free? And who made it?") == ["is it free", "who made it"]
    assert parts("delete my data") == ["delete my data"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Thank you ever so much. May I ask who reads it?", "may i ask who reads it?"),
        ("Hi, I run a small cafe. Is it free?", "is it free?"),
        ("I love dogs. Is it free?", ""),
        ("Show me dogs. Is it free?", ""),
        ("Is it free? I run a small cafe.", ""),
        ("is it free?", ""),
    ],
)
def test_a_question_stands_behind_thanks_or_a_story_of_oneself(said: str, asked: str) -> None:
    assert behind_story(said) == asked
