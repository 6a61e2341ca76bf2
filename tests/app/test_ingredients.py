"""What something was made of in the end, whoever it belongs to."""

from pathlib import Path

import pytest

from app.ingredients import Ingredients
from app.library import DEMO
from app.settings import load
from app.store.store import Store
from models.domain import Artifact, FidelityReport, Item, Recipe


def item(name: str, **more: object) -> Item:
    return Item(id=name, title=name.title(), media=Path(f"{name}.mp4"), duration=1.0, **more)  # type: ignore[arg-type]


def test_edits_of_edits_lead_to_what_was_brought(tmp_path: Path) -> None:
    with Store(load(home=tmp_path / "home", database_url="")) as store:
        user, _ = store.users.create()
        shelf = store.catalogue("fake")
        shelf.add(item("sea", licence="CC BY 4.0", tags=("News",)), attributes={"consent": True})  # type: ignore[dict-item]
        shelf.add(item("demo", declared=DEMO, licence="CC0"))
        shelf.add(item("mine", owner=user))
        shelf.add(item("drawn", origin="created", owner=user))
        shelf.add(item("cut", origin="edited", owner=user, parents=("sea",)))
        shelf.add(item("film", origin="created", owner=user, parents=("cut", "demo", "mine")))
        ask = Ingredients(store.database)
        found = {one.title: one for one in ask(["film", "drawn", "gone"])}
        assert set(found) == {"Sea", "Demo", "Mine", "Drawn"}
        assert found["Sea"].news and found["Sea"].consent is True and not found["Sea"].own
        assert found["Sea"].licence == "CC BY 4.0"
        assert found["Demo"].drawn and not found["Demo"].news and found["Demo"].consent is None
        assert found["Mine"].own and not found["Mine"].drawn
        assert found["Drawn"].own and not found["Drawn"].drawn
        assert ask([]) == ()


def test_what_was_made_of_nothing_counts_as_drawn_where_its_model_saw_drawings_alone(
    tmp_path: Path,
) -> None:
    with Store(load(home=tmp_path / "home", database_url="")) as store:
        user, _ = store.users.create()
        shelf = store.catalogue("fake")
        for name, model in (("ours", "embedded-video-1"), ("photo-like", "org/pictures@main")):
            shelf.add(item(name, origin="created", owner=user))
            artifact = Artifact(
                media=Path("x.mp4"), kind="video", title=name, parents=(),
                recipe=Recipe(tool="create", pixels="made", model=model),
            )  # fmt: skip
            store.artifacts.add(name, artifact, FidelityReport(), tmp_path / "home" / "x.mp4")
        ask = Ingredients(store.database, closed={"embedded-video-1"})
        assert {one.title: one.drawn for one in ask(["ours", "photo-like"])} == {
            "Ours": True, "Photo-Like": False
        }  # fmt: skip
        assert ask.drawn(item("ours")) and not ask.drawn(item("photo-like"))  # type: ignore[arg-type]
        assert not ask.drawn(item("gone"))  # type: ignore[arg-type]


def test_rings_of_parents_end(tmp_path: Path) -> None:
    with Store(load(home=tmp_path / "home", database_url="")) as store:
        shelf = store.catalogue("fake")
        shelf.add(item("a", origin="edited", parents=("b",)))
        shelf.add(item("b", origin="edited", parents=("a",)))
        assert Ingredients(store.database)(["a"]) == ()


@pytest.mark.parametrize("region", ["de", "Germany", "D"])
def test_a_region_is_two_capitals(region: str) -> None:
    from models.errors import BadRequest

    with pytest.raises(BadRequest, match="GENEREC_REGION"):
        load(region=region)
