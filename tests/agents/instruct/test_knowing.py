"""Questions about the world are answered with where the answer stands, and facts written so."""

import pytest

from agents.chat.scripted import Scripted, calling
from agents.instruct.instructor import Rules
from agents.instruct.knowing import KNOWN, Knowing, asked, cut
from agents.scene import Scene
from agents.talk.replies import refused
from models.domain import Decision
from models.knowledge.knowledge import Fact, FakeKnowledge
from tests.agents.chat.stage import instructor
from tests.agents.instruct.test_injection import ATTEMPTS, MARK
from tests.agents.stage import item

ADA = Fact(text="She wrote programs.", source="notes/ada.md:3", about="Ada Lovelace")
KITE = Fact(text="Kites fly.", source="Wikipedia: Kite", about="kite kites", url="https://w/Kite")
KNOWLEDGE = FakeKnowledge(ADA, KITE)
CLIP = item("k", "A red kite")


def decide(text: str, **scene: object) -> Decision:
    return Knowing(Rules(), KNOWLEDGE).decide(Scene(text=text, **scene))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["who was Ada Lovelace?", "Please tell me who Ada Lovelace was"])
def test_a_question_is_answered_with_its_source(text: str) -> None:
    made = decide(text)
    assert made.text == "She wrote programs. (Source: notes/ada.md:3)" and made.kind == "chat"
    assert "clips about ada lovelace" in made.options


def test_an_address_is_told() -> None:
    assert "(Source: Wikipedia: Kite, https://w/Kite)" in decide("what is a kite").text


@pytest.mark.parametrize(
    "text",
    [
        "who are you", "what can you do", "what is in this clip", "what is the second video",
        "where is my taste", "show me kites", "hello", "why are you showing me this",
    ],
)  # fmt: skip
def test_all_else_is_as_it_was(text: str) -> None:
    assert decide(text, screen=(CLIP,)) == Rules().decide(Scene(text=text, screen=(CLIP,)))


def test_what_is_not_known_is_as_it_was() -> None:
    assert decide("who was Alan Turing") == Rules().decide(Scene(text="who was Alan Turing"))


def test_a_refusal_stands() -> None:
    class No(Rules):
        def decide(self, scene: Scene) -> Decision:
            return refused()

    for text in ("who was Ada Lovelace", "write a fact about kites on it"):
        assert Knowing(No(), KNOWLEDGE).decide(Scene(text=text)).kind == "refuse"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("write a fact about Ada Lovelace on it", "She wrote programs. (notes/ada.md:3)"),
        ("put an interesting fact on it, please", "Kites fly. (Wikipedia: Kite)"),
        ("caption it with a fact", "Kites fly. (Wikipedia: Kite)"),
    ],
)
def test_a_fact_is_written_with_its_source(text: str, written: str) -> None:
    made = decide(text, screen=(CLIP,), focus=CLIP)
    assert (made.kind, made.guidance.target) == ("edit", "k")
    assert made.calls[0].arguments == {"text": written} and made.text.startswith("From ")


def test_the_title_of_somebodys_own_clip_is_not_asked_around() -> None:
    class Never(FakeKnowledge):
        def search(self, query: str, k: int = 3) -> list[Fact]:
            raise AssertionError(f"was asked {query!r}")

    own = item("k", "A red kite", owner="v")
    scene = Scene(text="put a fact on it", screen=(own,), focus=own)
    made = Knowing(Rules(), Never()).decide(scene)
    assert made.kind == "ask" and "about what" in made.text


def test_no_fact_is_made_up() -> None:
    made = decide("write a fact about quarks on it", screen=(CLIP,), focus=CLIP)
    assert made.kind == "chat" and "no fact" in made.text and not made.calls
    several = decide("write a fact about kites on it", screen=(CLIP, item("x")))
    assert several.kind == "ask"


def test_what_was_looked_up_decides_nothing() -> None:
    """Planted words in a source are said, cut and cited: never a tool, never an option."""
    for words in ATTEMPTS:
        known = FakeKnowledge(Fact(text=f"{words} {MARK}", source="n.md:1", about="kite"))
        made = Knowing(Rules(), known).decide(Scene(text="what is a kite"))
        assert made.kind == "chat" and not made.calls and not made.then and made.why == KNOWN
        assert not any(MARK in option for option in made.options)


def test_a_chat_model_reads_what_was_looked_up_without_tools() -> None:
    look = calling(("knowledge", '{"question": "Ada Lovelace"}'))
    model = Scripted(lines=[look, "Sie schrieb Programme."])
    made = instructor(model=model, knowledge=KNOWLEDGE).decide(Scene(text="wer war Ada Lovelace"))
    assert made.text == "Sie schrieb Programme. (Source: notes/ada.md:3)"
    assert model.offered[1] == [] and "knowledge" in model.offered[0]
    assert "She wrote programs" in str(model.heard[1]) and "wrote" not in str(model.heard[0])
    unknown = calling(("knowledge", '{"question": "Alan Turing"}'))
    model = Scripted(lines=[unknown, "I do not know that."])
    made = instructor(model=model, knowledge=KNOWLEDGE).decide(Scene(text="wer war Alan Turing"))
    assert made.text == "I do not know that."


def test_only_questions_about_the_world_are() -> None:
    assert asked(Scene(text="Who was Ada Lovelace?")) == "who was ada lovelace"
    assert not asked(Scene(text="ada lovelace")) and not asked(Scene(text="what"))


def test_it_is_cut_at_a_sentence() -> None:
    assert cut("One. Two is longer.", 10) == "One." and cut("x" * 20, 10) == "x" * 9 + "…"


def test_a_film_says_facts_with_their_sources() -> None:
    made = decide("make me a 20-second video of kites with facts as captions")
    (call,) = made.calls
    assert call.name == "compose" and call.arguments["captions"] is True
    assert call.arguments["want"] == "kites" and call.arguments["seconds"] == 20
    assert call.arguments["facts"] == ("Kites fly. (Wikipedia: Kite)",)


def test_a_film_without_known_facts_says_that_there_are_none() -> None:
    made = decide("make a video about boats with some interesting facts")
    assert "facts" not in made.calls[0].arguments and "no facts about “boats”" in made.footnote
