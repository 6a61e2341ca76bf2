"""What of a wish the painted world has: on wishes kept aside, and where phrases begin and end."""

from pathlib import Path

import pytest

from app.settings import ROOT
from models.encode.text import StaticText
from models.generate.kinds import of_kind
from models.generate.known import PaintedWorld

WISHES = Path(__file__).with_name("wishes.tsv")


@pytest.fixture(scope="module")
def world() -> PaintedWorld:
    return PaintedWorld(StaticText(ROOT / "assets" / "weights" / "text").model)


def rows(split: str) -> list[tuple[str, set[str]]]:
    lines = [line.split("\t") for line in WISHES.read_text(encoding="utf-8").splitlines()]
    return [(line[1], set(line[2].split())) for line in lines if line[0] == split]


def test_wishes_kept_aside_are_told_apart(world: PaintedWorld) -> None:
    """28 of 32 known and 32 of 32 unknown ones when they were first looked at."""
    found = [(wish, unknown, world.read(wish).missing) for wish, unknown in rows("test")]
    assert len(found) == 64
    unknown = [(wanted, missing) for _, wanted, missing in found if wanted]
    assert all(missing for _, missing in unknown)
    named = [wanted <= set(" ".join(missing).lower().split()) for wanted, missing in unknown]
    assert sum(named) >= 31
    known = [(wish, missing) for wish, wanted, missing in found if not wanted]
    assert sum(not missing for _, missing in known) >= 28


@pytest.mark.parametrize(
    ("wish", "missing", "left"),
    [
        ("draw a dragon riding a bicycle", ("a dragon",), "riding a bicycle"),
        ("a unicorn in a meadow", ("a unicorn",), "in a meadow"),
        ("a cat with a sword", ("a sword",), "a cat"),
        ("a purple dragon and a red car", ("a purple dragon",), "a red car"),
        ("a vampire cat", ("vampire",), "a cat"),
        ("my grandmother on a beach", ("your grandmother",), "on a beach"),
        ("a beach with a swimming pool", ("a swimming pool",), "a beach"),
        ("three kitties at night", (), "three kitten at night"),
        ("a hot air balloon in black and white", (), "a hot air balloon in black and white"),
    ],
)
def test_phrases_are_taken_out_whole(
    world: PaintedWorld, wish: str, missing: tuple[str, ...], left: str
) -> None:
    known = world.read(wish)
    assert (known.missing, known.words, known.empty) == (missing, left, False)


def test_where_nothing_is_left_what_comes_near_is_offered(world: PaintedWorld) -> None:
    known = world.read("a dragon at night")
    assert known.empty and len(known.instead) == 3
    for wish in known.instead:
        again = world.read(wish)
        assert wish.endswith("at night") and not again.missing and not again.empty
    assert "draw a pizza" in world.read("a hamburger").instead


def test_a_change_needs_something_to_change_to(world: PaintedWorld) -> None:
    suit = world.read("give her a purple spacesuit", change=True)
    assert suit.empty and suit.missing == ("a purple spacesuit",)
    assert all(" her " in f" {wish} " or wish.endswith(" her") for wish in suit.instead)
    assert not any(world.read(wish, change=True).missing for wish in suit.instead)
    assert world.read("change the car into a truck", change=True).empty
    night = world.read("make it night and add a dragon", change=True)
    assert not night.empty and night.words == "make it night" and night.missing == ("a dragon",)


def test_one_thing_at_a_time(world: PaintedWorld) -> None:
    assert world.read("a dog and two cats on the beach").several == ("dog", "cats")
    for wish in ("a man riding a bike", "a bird at sea", "a kitten, a cute cat", "a dancer"):
        assert world.read(wish).several == ()


@pytest.mark.parametrize("wish", ["", "something for me please", "surprise me", "12 seconds"])
def test_what_names_nothing_leaves_all_open(world: PaintedWorld, wish: str) -> None:
    known = world.read(wish)
    assert known.words == "" and not known.missing and not known.empty and not known.shows


@pytest.mark.parametrize("wish", ["日本の城", "una casa", "xyzzy plugh", "🐉 ♥"])
def test_other_languages_and_nonsense_are_unknown_or_nothing(
    world: PaintedWorld, wish: str
) -> None:
    known = world.read(wish)
    assert known.empty or not known.words


def test_nothing_is_offered_in_place_of_what_comes_near_nothing(world: PaintedWorld) -> None:
    assert world.read("draw a corgi").instead == ()
    assert world.read("draw a lion").instead[0] == "draw a fox"


def test_day_is_all_that_make_it_day_says_and_nothing_of_other_wishes(world: PaintedWorld) -> None:
    assert world.read("make it day again", change=True).words == "make it daytime again"
    assert world.read("a dog on a sunny day").words == "a dog on a sunny day"


OF_KIND = {
    "animal": "giraffe kangaroo gorilla squirrel hedgehog crocodile parrot",
    "vehicle": "motorbike limousine ferry tram bulldozer",
    "food": "pancake lasagna burrito croissant omelette",
    "building": "lighthouse cathedral monastery pagoda mansion windmill",
    "plant": "sunflower daffodil bamboo fern",
}


@pytest.mark.parametrize("kind", OF_KIND)
def test_what_is_offered_is_of_a_kind(world: PaintedWorld, kind: str) -> None:
    """And not what shares letters: a lighthouse is no northern lights, a sunflower no sun."""
    same = of_kind(kind)
    assert same is not None
    for word in OF_KIND[kind].split():
        offered = [one.removeprefix("draw ") for one in world.read(f"a {word}").instead]
        assert set(offered) <= same, (word, offered)


def test_letters_alone_mean_nothing(world: PaintedWorld) -> None:
    assert not any("ball" in one for one in world.read("a ballerina").instead)
    assert world.read("a lighthouse").instead[0] == "draw a city skyline"
