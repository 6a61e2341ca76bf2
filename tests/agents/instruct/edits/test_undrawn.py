"""What the generator does not know: said before anything is drawn, left out where a part is."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from agents.director import Director
from agents.guard.guard import Admitted, Guard
from agents.instruct.edits.undrawn import drawable, offers
from agents.make.editor import Editor
from agents.make.limits import MOVED, cannot, left_out
from agents.make.studio import Studio
from agents.outcome import Outcome
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Earlier, Scene
from models.domain import (
    Artifact,
    Decision,
    Event,
    Guidance,
    Item,
    Refused,
    Said,
    Shown,
    Step,
    ToolCall,
    Turn,
)
from models.errors import CannotDraw
from models.generate.generator import Known
from tests.agents.make.test_studio import Stripes
from tests.agents.stage import ENCODER, catalogue, coloured, item

Act = Callable[..., list[Event]]


class Says:
    """An instructor that says what it was told to."""

    decision = Decision(kind="chat")

    def decide(self, scene: Scene) -> Decision:
        return self.decision

    def warm(self) -> None:
        pass


@pytest.fixture
def act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Act:
    # Stripes are coloured by their seed: some colours repeat the clip that is here and are dropped.
    monkeypatch.setattr("agents.make.tools.secrets", SimpleNamespace(randbelow=lambda top: 2))
    clip = item(
        "rgb", "A red dog", media=coloured(tmp_path / "rgb.mp4", ["red"], each=1.0), duration=1.0
    )
    others = (item("cat", "A green cat"), item("horse", "A brown horse"))
    found, work = catalogue(clip, *others), tmp_path / "work"

    def keep(artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str) -> Item:
        return replace(clip, id="new", title=artifact.title, media=admitted.media, origin="edited")

    says = Says()
    director = Director(
        found, Retriever(found, ENCODER), Editor(found, ENCODER, work),
        Guard(tmp_path / "made", work), keep,
        studio=Studio(Stripes(), ENCODER, found, work), instructor=says,
    )  # fmt: skip

    def run(decision: Decision, *before: Decision) -> list[Event]:
        says.decision = decision
        past = tuple(Earlier(turn=Turn(role="assistant", text=""), decision=d) for d in before)
        scene = Scene(text="x", screen=(clip,), focus=clip, past=past)
        return list(director.run(scene, Taste(), "v", threading.Event(), Outcome()))

    return run


def create(want: str) -> Decision:
    call = ToolCall(name="create", arguments={"want": want})
    return Decision(kind="create", guidance=Guidance(want=want), calls=(call,))


def revise(words: str, *more: ToolCall) -> Decision:
    call = ToolCall(name="revise", arguments={"instruction": words})
    return Decision(kind="edit", guidance=Guidance(target="rgb"), calls=(call, *more))


def test_where_nothing_can_be_drawn_nothing_is_drawn_and_something_is_found(act: Act) -> None:
    events = act(create("a dragon"))
    first, second, cards = events
    assert isinstance(first, Said) and first.text.startswith("I cannot draw a dragon yet.")
    assert first.options == ("draw a horse", "draw a bird")
    assert isinstance(second, Said) and second.text == "Of a horse there is this here already:"
    assert isinstance(cards, Shown) and [card.item.id for card in cards.cards] == ["horse"]


def test_what_was_declined_once_and_is_wished_again_ends_in_something_that_is_drawn(
    act: Act,
) -> None:
    dragon, other = create("a dragon"), create("a calm sea")
    drawn = [[*act(dragon, *before)] for before in ((dragon,), (dragon, other, dragon))]
    for events, thing in zip(drawn, ("a horse", "a bird"), strict=True):
        first = next(event for event in events if isinstance(event, Said))
        assert first.text == f"A dragon I still cannot draw; this is {thing} in its place."
        (shown,) = [event for event in events if isinstance(event, Shown)]
        assert shown.cards[0].item.title.lower() == thing
    # What was declined was something else: this is the first time.
    assert not [e for e in act(dragon, other, create("")) if isinstance(e, Step)]


class Painter(Stripes):
    """Works in the painted world alone."""

    footage = False


def test_another_movement_of_something_drawn_is_another_drawing(tmp_path: Path) -> None:
    cat, sea = item("c", "A cat (noir)"), item("s", "Made for you")
    found = catalogue(cat, sea)
    studio = Studio(Painter(), ENCODER, found, tmp_path, drawn=lambda one: True)

    def drawn(words: str, target: str = "c") -> Decision:
        return drawable(
            replace(revise(words), guidance=Guidance(target=target)), studio, found, "v"
        )

    made = drawn("show it running in the rain")
    assert (made.kind, made.text) == ("create", MOVED)
    assert made.calls[0] == ToolCall(name="create", arguments={"want": "a cat running in the rain"})
    with pytest.raises(CannotDraw, match="never seen a drawn cat dancing") as told:
        drawn("show it dancing")
    assert told.value.options[0] == "draw a penguin dancing"
    assert drawn("make it night").kind == drawn("show it dancing", "s").kind == "edit"
    for nothing in ("have the cat without the noir", "make that cat a bit bigger"):
        with pytest.raises(CannotDraw, match="nothing in .* that is new to draw"):
            drawn(nothing)
    assert drawn("have the cat in a red hat").kind == "edit"
    studio = Studio(Stripes(), ENCODER, found, tmp_path)  # one that works on footage is told so
    assert drawn("show it running").kind == drawn("make that cat bigger").kind == "edit"


def test_what_a_search_did_not_find_is_offered_as_far_as_it_can_be_drawn(tmp_path: Path) -> None:
    studio = Studio(Stripes(), ENCODER, catalogue(), tmp_path)
    assert offers("a dragon", studio, {"create"}) == ("draw a horse", "draw a bird")
    assert offers("a cat", studio, {"create"}) == ("generate a video of a cat",)
    generator = studio.generator
    generator.knows = lambda words, **more: Known(words=words, shows=False)  # type: ignore[method-assign]
    assert offers("funny", studio, {"create"}) == ()
    assert offers("a dragon", None, {"compose"}) == ("make a video of a dragon",)


def test_a_part_is_drawn_and_what_is_left_out_is_said_in_the_answer_and_on_the_card(
    act: Act,
) -> None:
    events = act(create("a dragon by the sea"))
    (said,) = [event for event in events if isinstance(event, Said) and not event.footnote]
    (shown,) = [event for event in events if isinstance(event, Shown)]
    left_out = "I cannot draw a dragon yet, so it is left out."
    assert left_out in said.text and left_out in shown.cards[0].why
    assert shown.cards[0].item.title == "By the sea"


def test_a_change_that_cannot_be_drawn_is_not_begun(act: Act) -> None:
    events = act(revise("a dragon"))
    assert not [event for event in events if isinstance(event, Step | Refused | Shown)]
    (said,) = events
    assert isinstance(said, Said) and "the clip stays as it is" in said.text and said.options


def test_what_else_was_wished_is_done(act: Act) -> None:
    noir = ToolCall(name="style", arguments={"style": "noir"})
    events = act(revise("a dragon", noir))
    said = " ".join(event.text for event in events if isinstance(event, Said))
    assert "I cannot draw a dragon yet" in said and "Here it is" in said
    steps = {event.title for event in events if isinstance(event, Step)}
    assert steps == {"Redrawing the clip"}


def test_a_style_that_the_generator_does_not_know_is_laid_over(tmp_path: Path) -> None:
    class Plain(Stripes):
        def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
            unknown = words == "comic"
            return Known(words="" if unknown else words, missing=("comic",) if unknown else ())

    generator = Plain()
    studio = Studio(generator, ENCODER, catalogue(), tmp_path)
    made = studio.create("the sea", Taste(), "ann", style="comic", still=True)
    plain = studio.create("the sea", Taste(), "ann", still=True)
    assert generator.orders[0].words == "the sea" and made.recipe.parameters["style"] == "comic"
    assert made.media.read_bytes() != plain.media.read_bytes()
    studio.create("the sea", Taste(), "ann", style="sketch", still=True)
    assert generator.orders[-1].words == "the sea, sketch"


def test_a_studio_says_so_by_itself(tmp_path: Path) -> None:
    studio = Studio(Stripes(), ENCODER, catalogue(), tmp_path)
    with pytest.raises(CannotDraw, match="cannot draw a dragon"):
        studio.create("a dragon", Taste(), "ann")
    with pytest.raises(CannotDraw):
        studio.revise(item("x"), "a dragon", Taste(), "ann")


def test_sentences() -> None:
    three = Known(words="", missing=("a dragon", "a knight", "a castle"))
    assert cannot(three).startswith("I cannot draw a dragon, a knight or a castle yet.")
    more = Known(words="", missing=("a", "b", "c", "d"))
    assert "a, b, c or more of it" in cannot(more)
    assert left_out(Known(words="sea", missing=("a", "b"))).endswith("they are left out.")
    assert left_out(Known(words="x", several=("dog", "cat"))).endswith("the dog or the cat alone.")
    assert not left_out(Known(words="sea"))


def _revised(instruction: str) -> Decision:
    call = ToolCall(name="revise", arguments={"instruction": instruction, "strength": 1.0})
    decision = Decision(kind="edit", guidance=Guidance(target="rgb"), calls=(call,))
    return drawable(decision, None, catalogue(), "v")


@pytest.mark.parametrize(
    "text",
    [
        "not pink please", "don't make it green", "no! i said not pink. take that away",
        "not the second one, and not pink either", "i do not want it blue and shiny",
        "no, she never said pink", "please don't draw a hat on it",
    ],
)  # fmt: skip
def test_what_is_only_denied_is_not_drawn(text: str) -> None:
    decided = _revised(text)
    assert decided.kind == "ask" and not decided.calls and "leave it as it is" in decided.text


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("make it blue, not green", "make it blue"),
        ("no, not pink, make it yellow", "make it yellow"),
        ("not so dark but with a red hat", "with a red hat"),
        ("make the dog white", "make the dog white"),
        ("a knot in the rope, and a note", "a knot in the rope, and a note"),
    ],
)
def test_what_is_denied_beside_a_wish_is_left_out(text: str, drawn: str) -> None:
    assert [call.arguments["instruction"] for call in _revised(text).calls] == [drawn]
