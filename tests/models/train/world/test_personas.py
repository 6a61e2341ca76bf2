import numpy as np

from models.train.world.personas import Shown, User, invent_users, simulate

ITEMS = [
    Shown(f"{family}-{i}", {"family": family, "look": look}, 6.0)
    for family in ("animal", "food", "city", "sport", "abstract")
    for i, look in enumerate(("flat", "neon", "pixel", "sketch") * 4)
]


def test_the_same_seed_gives_the_same_history():
    def history():
        rng = np.random.default_rng(4)
        return simulate(invent_users(12, ITEMS, rng), ITEMS, rng)

    assert history() == history()


def test_users_like_what_they_are_said_to_like():
    users = [User(f"u{i}", "foodie", {("family", "food"): 2.2}) for i in range(40)]
    happened = simulate(users, ITEMS, np.random.default_rng(5))
    liked = [one.item for one in happened if one.kind == "like"]
    disliked = [one.item for one in happened if one.kind == "dislike"]
    food = np.mean([item.startswith("food") for item in liked])
    assert food > 0.6, "chance is 0.2"
    assert np.mean([item.startswith("food") for item in disliked]) < 0.1


def test_values_and_times_are_what_the_kinds_promise():
    rng = np.random.default_rng(6)
    users = invent_users(30, ITEMS, rng)
    happened = simulate(users, ITEMS, rng)
    assert {one.kind for one in happened} == {"watch", "skip", "like", "dislike", "rate"}
    for one in happened:
        if one.kind == "watch":
            assert one.value is not None and 0 < one.value <= 6
        elif one.kind == "rate":
            assert one.value in (1, 2, 3, 4, 5)
        else:
            assert one.value is None
    times = [one.at for one in happened]
    assert times == sorted(times)
    met = [(one.user, one.item) for one in happened if one.kind in ("watch", "skip")]
    assert len(met) == len(set(met)), "a user meets a clip once"
