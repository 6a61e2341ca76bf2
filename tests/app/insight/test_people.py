"""People whose looks a prompt left open: what was asked for, and what came out."""

from pathlib import Path

from app.insight.people import drawn, people
from app.insight.queries import Window
from app.store.store import Store
from models.domain import Artifact, FidelityReport, Item, Recipe

ALWAYS = Window(0.0, 4e9)


def made(store: Store, number: int, parameters: dict[str, object]) -> None:
    media = Path(f"{number}.mp4")
    store.catalogue("fake").add(
        Item(id=str(number), title="x", media=media, duration=1.0, origin="created")
    )
    recipe = Recipe(tool="create", pixels="made", parameters=parameters)
    artifact = Artifact(media=media, kind="video", title="x", parents=(), recipe=recipe)
    store.artifacts.add(str(number), artifact, FidelityReport(), media)


def test_what_was_asked_for_is_counted(store: Store) -> None:
    made(store, 0, {"want": "a red car"})
    made(store, 1, {"person": {"hair": "bald", "glasses": "yes", "other": "x"}})
    made(store, 2, {"person": {"hair": "long", "hair_colour": "grey", "glasses": "no"}})
    made(store, 3, {"person": "nobody"})
    with store.database.read() as session:
        count, found = people(session, ALWAYS)
        assert people(session, Window(0.0, 1.0)) == (0, [])
    assert count == 2 and {one.attribute for one in found} == {"hair", "hair_colour", "glasses"}
    bald = next(one for one in found if one.value == "bald")
    assert bald.asked == 0.5 and bald.produced is None
    picture = drawn(count, found)
    assert picture.count("<svg") == 3 and "produced: unknown" in picture


def test_what_a_probe_saw_stands_beside_it(store: Store) -> None:
    for number in range(4):
        seen = {"glasses": "no" if number else "yes"}
        made(store, number, {"person": {"glasses": ("yes", "no")[number % 2]}, "seen": seen})
    with store.database.read() as session:
        count, found = people(session, ALWAYS)
    worn = {one.value: one for one in found if one.attribute == "glasses"}
    assert (worn["yes"].asked, worn["yes"].produced) == (0.5, 0.25)
    picture = drawn(count, found)
    assert "50 %, 75 %" in picture and "produced below" in picture


def test_nobody_is_unknown() -> None:
    assert "unknown" in drawn(0, [])
