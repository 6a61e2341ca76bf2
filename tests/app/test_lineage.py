"""Where items came from: step by step, and no further than their visitor may see."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.lineage import MOST, history, lineage
from app.settings import load
from app.store.store import Store
from models.domain import Artifact, FidelityReport, Item, Recipe


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(load(home=tmp_path / "home", database_url="")) as made:
        yield made


def test_what_was_drawn_names_the_model(store: Store) -> None:
    user, _ = store.users.create()
    drawn = put(store, "ball", owner=user)
    recipe = Recipe(tool="create", pixels="made", model="acme/paints@12")
    artifact = Artifact(
        media=Path("ball.mp4"), kind="video", title="ball", parents=(), recipe=recipe, note=""
    )
    store.artifacts.add("ball", artifact, FidelityReport(), Path("ball.mp4"))
    (stage,) = lineage(store, user, drawn)
    assert stage.ancestors[0].model == "acme/paints@12"


def put(store: Store, name: str, *parents: str, tool: str = "", **more: object) -> Item:
    shelf = store.catalogue("fake")
    origin = "edited" if parents else "uploaded"
    media = Path(f"{name}.mp4")
    shelf.add(Item(id=name, title=name, media=media, duration=1.0, parents=parents,
                   **{"origin": origin, **more}))  # type: ignore[arg-type]  # fmt: skip
    if tool:
        recipe = Recipe(tool=tool, pixels="changed")
        artifact = Artifact(media=media, kind="video", title=name, parents=parents, recipe=recipe,
                            note=f"{name} it is.")  # fmt: skip
        store.artifacts.add(name, artifact, FidelityReport(marks=("label",)), media)
    return shelf.item(name, more.get("owner"))  # type: ignore[arg-type]


def test_an_edit_of_an_edit_leads_back_to_what_was_brought(store: Store) -> None:
    user, _ = store.users.create()
    put(store, "sea")
    put(store, "short", "sea", tool="clip", owner=user)
    last = put(store, "comic", "short", tool="clip+style", owner=user)
    stages = lineage(store, user, last)
    names = [[one.item.title for one in stage.ancestors if one.item] for stage in stages]
    assert names == [["sea"], ["short"], ["comic"]]
    did = [stage.ancestors[0].did for stage in stages]
    assert did == ["", "clip", "clip+style"]
    assert stages[-1].ancestors[0].note == "comic it is."
    assert stages[-1].ancestors[0].marks == ("label",)
    assert {stage.ancestors[0].model for stage in stages} == {""}  # none drew it


def test_a_film_has_many_beginnings_and_the_first_are_shown(store: Store) -> None:
    user, _ = store.users.create()
    shots = [f"shot{number}" for number in range(MOST + 3)]
    for shot in shots:
        put(store, shot)
    film = put(store, "film", *shots, tool="compose", owner=user, origin="created")
    first, last = lineage(store, user, film)
    assert len(first.ancestors) == MOST and first.more == 3 and not last.more


def test_what_is_not_theirs_is_not_shown(store: Store) -> None:
    user, _ = store.users.create()
    other, _ = store.users.create()
    put(store, "private", owner=other)
    put(store, "gone")
    made = put(store, "made", "private", "gone", tool="compose", owner=user)
    store.items.remove("gone")
    first, _ = lineage(store, user, made)
    assert [one.item for one in first.ancestors] == [None, None]


def test_rings_end(store: Store) -> None:
    user, _ = store.users.create()
    put(store, "a", "b")
    item = put(store, "b", "a")
    assert len(lineage(store, user, item)) == 2


def test_what_was_done_is_told_as_far_back_as_its_visitor_may_see(store: Store) -> None:
    user, _ = store.users.create()
    stranger, _ = store.users.create()
    put(store, "sea")
    put(store, "short", "sea", tool="clip", owner=user)
    last = put(store, "comic", "short", tool="style", owner=user)
    steps = history(store, user, last)
    assert [one.item.id for one in steps] == ["sea", "short", "comic"]
    assert [one.recipe.tool if one.recipe else "" for one in steps] == ["", "clip", "style"]
    assert [one.recipe for one in history(store, stranger, last)] == [None]
