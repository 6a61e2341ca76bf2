"""The table of law, what it says of subjects, and what becomes of a bad table."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import Unavailable
from models.fidelity.check import Ingredient, Subject
from models.fidelity.legality import Legality
from models.fidelity.rules import load

TABLE = Path(__file__).resolve().parents[3] / "assets" / "rules" / "legality.json"
TOPIC: dict[str, Any] = {
    "topic": "t", "regions": ["*"], "words": ["w"], "verdict": "fail", "reason": "r",
}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> Legality:
    return Legality(load(TABLE))


def title(text: str, **more: Any) -> Subject:
    return Subject(words={"title": text}, **more)


def test_topics_hold_where_and_when_they_say(law: Legality) -> None:
    assert law.check(title("a cat")).verdict == "pass"
    found = law.check(title("This tea cures  cancer!"))
    assert found.verdict == "unknown" and found.evidence[0].span == (9, 22)
    assert law.check(title("cheap viagra here", region="DE")).verdict == "fail"  # as in all the EU
    assert law.check(title("cheap viagra here", region="US")).verdict == "pass"
    assert law.check(title("sieg heil", region="AT")).verdict == "fail"
    assert law.check(title("beer pong", age="teen")).verdict == "fail"
    assert law.check(title("beer pong")).verdict == "pass"
    assert law.check(title("vote for us", pixels="changed")).verdict == "unknown"
    assert law.check(title("vote for us", pixels="kept")).verdict == "pass"
    # The gravest counts.
    both = law.check(title("guaranteed profits; vote by text message"))
    assert both.verdict == "fail" and "voting" in both.reason


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("CC0", "pass"),
        ("CC BY 4.0", "pass"),
        ("CC-BY-NC-ND 4.0", "fail"),
        ("Creative Commons Attribution-NoDerivs", "fail"),
        ("© 2020 Somebody. All rights reserved", "fail"),
        ("Pexels licence", "pass"),
        ("", "unknown"),
        ("ask Bob", "unknown"),
    ],
)
def test_licences_of_every_ingredient_count(law: Legality, licence: str, verdict: str) -> None:
    good, other = Ingredient(licence="CC0"), Ingredient(title="Sea", licence=licence)
    assert law.check(title("x", ingredients=(good, other))).verdict == verdict
    # Who brings a clip answers for it.
    own = Ingredient(licence=licence, own=True)
    assert law.check(title("x", ingredients=(good, own))).verdict == "pass"


def write(path: Path, topics: list[Any], licences: object = ()) -> Path:
    path.write_text(json.dumps({"topics": topics, "licences": list(licences)}))  # type: ignore[call-overload]
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "maybe"}, "pass, fail or unknown"),
        ({"when": "never"}, "always, made, teen"),
        ({"regions": ["Germany"]}, "two capitals"),
        ({"words": []}, "some words"),
        ({"words": "w"}, "some words"),
        ({"reason": " "}, "visitors are told"),
        ({"colour": "red"}, "colour"),
        ({"topic": None, "regions": None}, "expected"),
    ],
)
def test_a_bad_rule_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = write(tmp_path / "rules.json", [TOPIC | change])
    with pytest.raises(Unavailable, match=said) as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_a_bad_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    with pytest.raises(Unavailable, match="cannot be read"):
        load(path)
    for text in ("[", "[]", "{}", '{"licences": [{"match": "("}]}', '{"x": 1, "licences": []}'):
        path.write_text(text)
        with pytest.raises(Unavailable, match="Mend or unset"):
            load(path)
    del (short := dict(TOPIC))["verdict"]
    with pytest.raises(Unavailable, match="'verdict' is missing"):
        load(write(path, [short]))
    assert load(write(path, [TOPIC])).topics[0].holds("FR")
