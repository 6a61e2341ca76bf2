"""Finding, on items whose answer is known."""

from dataclasses import replace
from typing import Any

import numpy as np

from agents.retrieve.lines import NEW
from agents.retrieve.openings import opening
from agents.retrieve.pool import Pool, is_told, says
from agents.retrieve.retriever import Found, Retriever
from agents.retrieve.taste import Taste, taste_of
from models.domain import Feedback, Guidance, Tuning
from tests.agents.stage import ENCODER, catalogue, item

DOG = item("dog", "A red dog", description="a dog runs")
CAT = item("cat", "A green cat", description="a cat sleeps")
SEA = item("sea", "The blue sea", description="waves roll", duration=3.0)
BOAT = item("boat", "A boat", description="on the blue sea", duration=9.0)
ITEMS = (DOG, CAT, SEA, BOAT)
NOBODY = Taste()


def find(guidance: Guidance, taste: Taste = NOBODY, k: int = 4, **more: Any) -> list[Found]:
    return Retriever(catalogue(*ITEMS), ENCODER).find(guidance, taste, k, "v", **more)


def ids(found: list[Found]) -> list[str]:
    return [one.item.id for one in found]


def test_words_find_what_says_them_and_why_is_told() -> None:
    found = find(Guidance(want="dog"))
    assert ids(found)[0] == "dog" and found[0].sure
    assert found[0].why == "Its title says “dog”."


def test_words_find_what_looks_like_them() -> None:
    plain = item("plain", "Untitled")
    shown = catalogue(DOG, plain)
    shown.remove("plain")
    shown.add(plain, visual=ENCODER.images(np.full((1, 4, 4, 3), (0, 0, 250), np.uint8))[0])
    found = Retriever(shown, ENCODER).find(Guidance(want="blue"), NOBODY, 2, "v")
    assert ids(found)[0] == "plain" and "pictures" in found[0].why


def test_nothing_that_matches_is_not_claimed_to_match() -> None:
    found = find(Guidance(want="submarine volcano"))
    assert found and not any(one.sure for one in found)
    assert all(one.why.startswith("Not sure") for one in found)


def test_a_colour_alone_or_looks_beside_other_words_are_not_what_was_asked_for() -> None:
    long = "A long description with quite some words about ships and harbours"
    said = item("ship", "Purple ship", "purple", description=long)
    assert says(said, "purple") and says(said, "a ship") and not says(said, "a purple giraffe")
    pool = Pool(viewer="v", hidden=set(), visual={"ship": 0.9, "bare": 0.9})
    assert not is_told(said, "a purple giraffe", pool)
    assert is_told(item("bare", "IMG 1"), "a purple giraffe", pool)


def test_what_stands_above_the_cards_says_what_is_known() -> None:
    liked = Taste(liked=("dog",))
    assert opening(Guidance(), (), Taste()) == "Here are some to start with."
    assert opening(Guidance(), (), Taste(), again=True) == "Here are some others."
    assert opening(Guidance(), (), liked, again=True) == "Here are some you may like."


def test_what_is_sure_comes_before_what_is_not() -> None:
    sure = [one.sure for one in find(Guidance(want="cat"))]
    assert sure[0] and sure == sorted(sure, reverse=True) and not all(sure)


def test_variety_never_puts_the_near_before_what_was_asked_for() -> None:
    twins = [item(f"dog{i}", "A red dog") for i in range(4)]
    shown = Retriever(catalogue(*twins, SEA, CAT), ENCODER)
    found = shown.find(Guidance(want="dog"), NOBODY, 4, "v")
    assert sorted(ids(found)) == ["dog0", "dog1", "dog2", "dog3"]


def test_what_was_rejected_or_excluded_never_comes() -> None:
    taste = Taste(disliked=("dog",))
    assert "dog" not in ids(find(Guidance(want="dog"), taste))
    assert "dog" not in ids(find(Guidance(want="dog"), exclude=("dog",)))
    assert "dog" not in ids(find(Guidance(want="dog", avoid=("dogs",))))


def test_of_an_avoided_phrase_all_words_have_to_be_there() -> None:
    assert "dog" in ids(find(Guidance(want="dog", avoid=("purple dog",))))


def test_an_avoided_word_gives_way_to_a_wanted_one() -> None:
    taste = Taste(avoids=("dog",))
    assert "dog" not in ids(find(Guidance(), taste))
    assert ids(find(Guidance(want="dog"), taste))[0] == "dog"


def test_more_like_one_is_never_that_one() -> None:
    found = ids(find(Guidance(like="sea")))
    assert found[0] == "boat" and "sea" not in found


def test_a_picture_finds_what_looks_like_it() -> None:
    green = ENCODER.images(np.full((1, 4, 4, 3), (0, 250, 0), np.uint8))[0]
    found = find(Guidance(), like=green)
    assert ids(found)[0] == "cat" and found[0].why == "Its pictures look closest to yours."


def test_taste_alone_brings_something_new() -> None:
    taste = Taste(liked=("sea",), history=ENCODER.texts(["blue"])[0])
    found = find(Guidance(), taste)
    assert ids(found)[0] == "boat" and "sea" not in ids(found)
    assert found[0].why == "Like “The blue sea”, which you liked."


def test_a_comparison_keeps_its_topic_and_its_side() -> None:
    found = find(Guidance(want="sea", query="sea", compare="shorter", than=("boat",)))
    assert ids(found) == ["sea"] and found[0].sure


def test_a_comparison_that_nothing_meets_says_so() -> None:
    found = find(Guidance(want="sea", query="sea", compare="longer", than=("boat",)))
    assert found and not any(one.sure for one in found)


def test_popularity_counts_only_where_nothing_else_does() -> None:
    shown = catalogue(*ITEMS)
    retriever = Retriever(shown, ENCODER, {"cat": 5.0, "gone": 9.0})
    found = retriever.find(Guidance(), NOBODY, 4, "v")
    assert ids(found)[0] == "cat" and found[0].why == "Viewers before you liked it."
    assert retriever.find(Guidance(want="dog"), NOBODY, 1, "v")[0].item.id == "dog"
    shown.like("boat")
    liked = {one.item.id: one.why for one in retriever.find(Guidance(), NOBODY, 4, "v")}
    assert liked["boat"] == "Liked by others here." and liked["sea"] == "New here."


def test_nothing_in_the_catalogue_finds_nothing() -> None:
    empty = Retriever(catalogue(), ENCODER)
    assert empty.find(Guidance(want="dog"), NOBODY, 4, "v") == []
    assert empty.find(Guidance(), NOBODY, 4, "v") == []


def test_a_clip_outside_the_bounds_of_length_never_comes() -> None:
    retriever = Retriever(
        catalogue(item("short", "A dog", duration=3.0), item("long", "A dog", duration=30.0)),
        ENCODER,
    )
    for bounds, found in (({"at_most": 5.0}, ["short"]), ({"at_least": 5.0}, ["long"])):
        got = retriever.find(Guidance(want="dog", **bounds), NOBODY, 4, "v")  # type: ignore[arg-type]
        assert ids(got) == found


def test_what_has_all_that_was_named_comes_first() -> None:
    both = item("both", "Far away", description="the blue sea, and above it a red dog")
    found = Retriever(catalogue(DOG, SEA, BOAT, both), ENCODER)
    assert ids(found.find(Guidance(want="dog sea"), NOBODY, 3, "v"))[0] == "both"


def test_what_was_drawn_here_comes_behind_what_was_not() -> None:
    drawn = item("drawn", "A red dog", "dog", origin="created", owner="v")
    found = Retriever(catalogue(drawn, DOG), ENCODER)
    assert ids(found.find(Guidance(want="dog"), NOBODY, 2, "v")) == ["dog", "drawn"]


def test_what_was_edited_comes_behind_what_it_was_made_of() -> None:
    copy = item("copy", "A red boat", origin="edited", parents=("boat",), owner="v")
    retriever = Retriever(catalogue(copy, item("boat", "A red boat")), ENCODER)
    assert ids(retriever.find(Guidance(want="red boat"), NOBODY, 4, "v")) == ["boat", "copy"]


def test_only_what_people_made_or_only_what_was_made_holds() -> None:
    made = item("made", "A red dog, as a comic", origin="edited", owner="v")
    shown = Retriever(catalogue(*ITEMS, made), ENCODER)
    for origins, expected in (("people", set("dog cat sea boat".split())), ("made", {"made"})):
        taste = Taste(tuning=Tuning(origins=origins))  # type: ignore[arg-type]
        for guidance in (Guidance(), Guidance(want="dog"), Guidance(like="dog")):
            found = set(ids(shown.find(guidance, taste, 9, "v")))
            assert found and found <= expected
    stranger = Taste(tuning=Tuning(origins="made"))
    assert shown.find(Guidance(want="dog"), stranger, 9, "other") == []


def test_less_of_one_moves_what_is_like_it_down() -> None:
    dogs = [item(f"dog{i}", "A red dog runs") for i in range(3)]
    cats = [item(f"cat{i}", "A green cat runs") for i in range(3)]
    shown = Retriever(catalogue(*dogs, *cats), ENCODER)
    liked = {"liked": ("dog0", "cat0"), "tuning": Tuning(breadth=0)}
    history = {"words": ENCODER.texts(["dog cat runs"])[0]}
    taste = Taste(**liked, **history, disliked=("dog1",), less=("dog1",))  # type: ignore[arg-type]
    assert ids(shown.find(Guidance(), taste, 4, "v")) == ["cat1", "cat2", "dog2"]


def test_what_people_of_the_same_taste_liked_is_ranked_with_the_rest() -> None:
    taste = Taste(companions={"cat": 2.0, "gone": 1.0}, tuning=Tuning(breadth=0))
    shown = Retriever(catalogue(*ITEMS), ENCODER, others="Simulated viewers liked it.")
    found = shown.find(Guidance(), taste, 4, "v")
    assert ids(found) == ["cat"] and found[0].why == "Simulated viewers liked it."


def test_exploration_is_bounded_and_says_what_it_is() -> None:
    dogs = [item(f"dog{i}", "A red dog") for i in range(8)]
    cats = [item(f"cat{i}", "A green cat") for i in range(8)]
    shown = catalogue(*dogs, *cats)
    taste = taste_of([Feedback(user="v", item="dog0", kind="like", at=1.0)], shown, "v", now=2.0)
    new = {}
    for breadth in (0.0, 0.5, 1.0):
        tuned = replace(taste, tuning=Tuning(breadth=breadth))
        found = Retriever(shown, ENCODER).find(Guidance(), tuned, 4, "v")
        assert len(found) == 4
        new[breadth] = [one.item.id for one in found if one.why == NEW]
    assert [len(new[b]) for b in (0.0, 0.5, 1.0)] == [0, 1, 2]
    assert all(name.startswith("cat") for name in new[1.0])


def test_breadth_makes_a_list_more_varied() -> None:
    dogs = [item(f"dog{i}", "A red dog") for i in range(6)]
    others = [item("pup", "A green dog"), item("sea", "The blue dog")]
    shown = Retriever(catalogue(*dogs, *others), ENCODER)
    narrow = find_with(shown, Tuning(breadth=0.0))
    wide = find_with(shown, Tuning(breadth=1.0))
    assert {"pup", "sea"} <= set(wide) and not {"pup", "sea"} & set(narrow)


def find_with(retriever: Retriever, tuning: Tuning) -> list[str]:
    return ids(retriever.find(Guidance(want="dog"), Taste(tuning=tuning), 4, "v"))


def test_a_name_is_not_found_by_its_common_word_alone() -> None:
    said = "houses and a bridge stand by the river in the rain while many people walk home"
    tower = item("tower", "City skyline with a tower", description=said)
    shown = Retriever(catalogue(*ITEMS, tower), ENCODER)
    for want in ("eiffel tower", "tokyo tower"):
        found = shown.find(Guidance(want=want), NOBODY, 5, "v")
        assert "tower" in ids(found) and not any(one.sure for one in found), want
    for want in ("skyline tower", "tower", "red dog", "a dog video", "dogs compilation"):
        assert any(one.sure for one in shown.find(Guidance(want=want), NOBODY, 5, "v")), want
