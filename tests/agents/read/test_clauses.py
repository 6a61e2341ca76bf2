"""What a clause denies is told from what is sought, and so is that anything will do."""

import pytest

from agents.read.clauses import clauses


@pytest.mark.parametrize(
    ("said", "rest", "denied", "again", "anything"),
    [
        ("i don't want planes anymore, surprise me", "", ("planes",), False, True),
        ("not those, and no water please", "no water please", (), True, False),
        ("not that kind. something with dogs", "something with dogs", (), True, False),
        ("i don't like cartoons with neon, show something calmer", "show something calmer",
         ("cartoons", "neon"), False, False),
        ("no not foxes, birds", "birds", ("foxes",), False, False),
        ("i hate pizza, show me other food", "show me other food", ("pizza",), False, False),
        ("a train or a plane, nothing scary", "a train or a plane", ("scary",), False, False),
        ("show me something but without cars", "without cars", (), False, True),
        ("surprise me but no neon", "no neon", (), False, True),
        ("i'm tired of cats and dogs", "", ("cats", "dogs"), False, False),
    ],
)  # fmt: skip
def test_what_is_denied_is_told_from_the_wish(
    said: str, rest: str, denied: tuple[str, ...], again: bool, anything: bool
) -> None:
    told = clauses(said)
    assert (told.rest, told.denied, told.again, told.anything) == (rest, denied, again, anything)


@pytest.mark.parametrize(
    "said",
    ["show me dogs", "anything but rain", "brake pads? my boss is not patient with me", "no water",
     "something else", "i don't like it", "not too long", "a dog that is not on a leash"],
)  # fmt: skip
def test_other_sentences_stay_as_they_were_said(said: str) -> None:
    assert not clauses(said).told and clauses(said).rest == said
