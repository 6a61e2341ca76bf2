"""Claims, and what is known about them."""

from dataclasses import dataclass

import pytest

from models.domain import FidelityReport
from models.fidelity.authenticity import Authentic
from models.fidelity.check import Ingredient, Subject
from models.fidelity.claims import claims, numbers
from models.fidelity.policy import Policy


@dataclass(frozen=True)
class Fact:
    text: str
    source: str = "notes/whales.md:3"
    about: str = "Blue whale"


class Notes:
    def __init__(self, *facts: Fact) -> None:
        self.facts = facts

    def search(self, query: str, k: int = 3) -> tuple[Fact, ...]:
        return self.facts[:k]


WHALES = Notes(Fact("The blue whale reaches a length of up to 30 metres."))


def caption(text: str) -> Subject:
    return Subject(words={"caption": text}, pixels="changed")


def test_claims_are_sentences_with_numbers_or_names() -> None:
    text = "A calm sea. The blue whale reaches 30 metres! Marie Curie was born in Warsaw in 1867."
    found = list(claims(text))
    assert [one.text for one in found] == [
        "The blue whale reaches 30 metres!",
        "Marie Curie was born in Warsaw in 1867.",
    ]
    assert found[0].numbers == (30.0,) and found[1].numbers == (1867.0,)
    assert text[slice(*found[1].span)] == found[1].text
    assert "Marie Curie" in found[1].names and "Warsaw" in found[1].names


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234,567 people", (1234567.0,)),
        ("2.5 million", (2.5e6,)),
        ("12 s at 2 x in 1080p", ()),
        ("3 dogs", (3.0,)),
        ("none", ()),
    ],
)
def test_numbers_have_their_scale(text: str, values: tuple[float, ...]) -> None:
    assert numbers(text) == values


def test_a_claim_is_supported_contradicted_or_not_found() -> None:
    check = Authentic(WHALES)
    found = check.check(caption("The blue whale reaches a length of 30 metres."))
    assert found.verdict == "pass" and "notes/whales.md:3" in found.reason
    found = check.check(caption("The blue whale reaches a length of 90 metres."))
    assert found.verdict == "fail" and "notes/whales.md:3" in found.reason
    assert found.evidence[0].kind == "claim" and found.evidence[0].where == "caption"
    assert check.check(caption("A penguin is 90 metres tall.")).verdict == "unknown"
    assert Authentic().check(caption("The blue whale is 30 metres long.")).verdict == "unknown"
    assert check.check(caption("what a lovely sea")).verdict == "pass"


def test_years_must_be_the_same() -> None:
    check = Authentic(Notes(Fact("The tower was built in 1889.", about="Eiffel Tower")))
    assert check.check(caption("The Eiffel Tower was built in 1890.")).verdict == "fail"
    assert check.check(caption("The Eiffel Tower was built in 1889.")).verdict == "pass"


def test_a_request_claims_nothing() -> None:
    words = {"request": "a whale that is 90 metres long"}
    assert Authentic(WHALES).check(Subject(words=words)).verdict == "pass"


@pytest.mark.parametrize(
    "text",
    ["Open 7 to 4", "We are open daily from 9 am", "Coffee costs 3 euros", "Cake is only €2.50"],
)
def test_hours_and_prices_that_a_shop_sets_claim_nothing(text: str) -> None:
    assert Authentic(WHALES).check(caption(text)).verdict == "pass"
    also = Authentic(WHALES).check(
        caption(f"{text}. The blue whale reaches a length of 90 metres.")
    )
    assert also.verdict == "fail"


@pytest.mark.parametrize(
    "text",
    ["The tower opened in 1889.", "The museum opens 5 rooms.", "It costs 3 million dollars."],
)
def test_what_was_opened_or_paid_is_a_claim(text: str) -> None:
    assert Authentic(WHALES).check(caption(text)).verdict == "unknown"


def test_edited_news_says_that_it_was_edited() -> None:
    news = (Ingredient(title="The flood", news=True),)
    silent = Subject(pixels="kept", ingredients=news)
    told = Subject(pixels="kept", ingredients=news, said="Edited by GeneRec (clip)")
    assert Authentic().check(silent).verdict == "fail"
    assert Authentic().check(told).verdict == "pass"


CAPITALS = Notes(Fact("Berlin is the capital of Germany.", "notes/berlin.md:1", "Berlin"))
MOON = Notes(Fact("Apollo 11 landed on 20 July 1969.", "notes/moon.md:2", "The moon"))


@pytest.mark.parametrize(
    ("notes", "text", "verdict"),
    [
        (CAPITALS, "It says that Berlin is the capital of Germany.", "pass"),
        (CAPITALS, "Everybody knows that Paris is the capital of Germany.", "unknown"),
        (CAPITALS, "In short Paris is the capital of Germany.", "unknown"),
        (CAPITALS, "Paris is the capital of Germany.", "fail"),
        (CAPITALS, "Paris was a capital of Germany.", "unknown"),
        (CAPITALS, "So Berlin was the capital of Prussia.", "unknown"),
        (MOON, "The Apollo 11 landed on 20 July 1969.", "pass"),
        (MOON, "The Apollo 11 landed on 20 June 1969, it is said.", "fail"),
        (MOON, "The Apollo 11 was landed on 21 August 1984.", "unknown"),
    ],
)
def test_names_and_dates_are_compared_too(notes: Notes, text: str, verdict: str) -> None:
    found = Authentic(notes).check(caption(text))
    assert found.verdict == verdict
    if verdict != "unknown":
        assert notes.facts[0].source in found.reason


def test_what_was_found_is_shown_with_its_source() -> None:
    found = Authentic(CAPITALS).check(caption("It says that Berlin is the capital of Germany."))
    told = Policy().told(FidelityReport(checks=(found,)))
    assert told.startswith("Looked up: ") and "agrees with notes/berlin.md:1" in told
