"""What is learnt from: visitors and simulated viewers, nothing private, nothing taken back."""

import time
from pathlib import Path

import numpy as np
import pytest

from app.people import OTHERS_MIXED, OTHERS_SIMULATED, PeopleFile, fit, gather, simulated
from app.settings import load
from app.store.store import Store
from models.domain import Feedback, Item
from models.errors import BadRequest, Unavailable
from models.recommend.interactions import Interactions
from models.recommend.saved import save


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(load(home=tmp_path / "home", corpus=tmp_path / "corpus"))


def add(store: Store, item: str, owner: str | None = None) -> None:
    store.catalogue("test").add(
        Item(
            id=item,
            title=item,
            media=Path(f"{item}.mp4"),
            duration=4.0,
            width=64,
            height=64,
            has_audio=False,
            owner=owner,
        )
    )


def viewers(folder: Path, *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "interactions.csv").write_text("user,item,kind,value,at\n" + "\n".join(lines) + "\n")
    return folder


def pairs(data: Interactions) -> set[tuple[str, str]]:
    coo = data.matrix.tocoo()
    return {
        (str(data.users[row]), str(data.items[column]))
        for row, column in zip(coo.row, coo.col, strict=True)
    }


def test_visitors_and_simulated_viewers_are_put_together(store: Store, tmp_path: Path) -> None:
    corpus = viewers(tmp_path / "corpus", "s,dog,like,,5", "s,cat,watch,4,6", "s,cat,skip,,7")
    user, _ = store.users.create()
    for item in ("demo-dog", "demo-cat", "demo-owl"):
        add(store, item)
    add(store, "private", owner=user)
    for item, kind in (
        ("demo-cat", "like"),
        ("demo-dog", "dislike"),
        ("private", "like"),
        ("demo-owl", "like"),
    ):
        store.feedback.add(Feedback(user=user, item=item, kind=kind))  # type: ignore[arg-type]
    store.taste.forget(user, "demo-owl")
    data = gather(store, store.catalogue("test"), corpus)
    assert pairs(data) == {("simulated:s", "demo-dog"), (user, "demo-cat")}
    assert "private" not in set(data.items)
    assert data.times is not None and data.times.min() == 5


def test_nothing_to_learn_from_is_said(store: Store, tmp_path: Path) -> None:
    catalogue = store.catalogue("test")
    with pytest.raises(Unavailable, match="0 likes of 0 items"):
        fit(gather(store, catalogue, tmp_path), catalogue)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("who,item,kind,value,at\ns,dog,like,,5\n", "who, item, kind, value, at; it lacks user"),
        ("", "lacks user, item, kind, value, at"),
        ("user,item,kind,value,at\ns,dog,like,,5\ns,dog,adore,,5\n", "line 3: got 'adore'"),
        ("user,item,kind,value,at\n,dog,like,,5\n", "line 2: got 'like' of 'dog' by ''"),
        ("user,item,kind,value,at\ns,dog,watch,long,5\n", "line 2: got the value 'long'"),
        ("user,item,kind,value,at\ns,dog,watch,nan,5\n", "line 2: got the value 'nan'"),
        ("user,item,kind,value,at\ns,dog,like,,soon\n", "at 'soon'"),
        ("user,item,kind,value,at\ns,dog,like\n", "line 2: got the value None at ''"),
    ],
)
def test_a_bad_table_of_simulated_viewers_is_refused_with_the_line(
    tmp_path: Path, table: str, told: str
) -> None:
    (tmp_path / "interactions.csv").write_text(table)
    with pytest.raises(BadRequest, match=told):
        simulated(tmp_path)


def test_acts_said_twice_taken_back_and_from_the_future(store: Store, tmp_path: Path) -> None:
    user, _ = store.users.create()
    acts = {
        "twice": [("like", 5.0), ("like", 6.0)],
        "back": [("like", 5.0), ("dislike", 6.0)],
        "after-all": [("dislike", 5.0), ("like", 6.0)],
        "future": [("like", 9e12)],
        "silent": [],
    }
    for name, said in acts.items():
        add(store, name)
        for kind, at in said:
            store.feedback.add(Feedback(user=user, item=name, kind=kind, at=at))  # type: ignore[arg-type]
    viewers(tmp_path / "corpus", "idle,twice,skip,,5")
    data = gather(store, store.catalogue("test"), tmp_path / "corpus")
    assert pairs(data) == {(user, "twice"), (user, "after-all"), (user, "future")}
    assert data.times is not None and data.times.max() <= time.time()
    # Who liked nothing and what nobody liked stay, and training takes no harm.
    assert "simulated:idle" in set(data.users) and "silent" in set(data.items)
    made = fit(data, store.catalogue("test"))
    assert np.isfinite(made.model.fold_in([list(data.items).index("silent")])).all()
    assert made.until <= time.time()


def test_a_newer_file_is_taken_up_and_a_broken_one_is_not(store: Store, tmp_path: Path) -> None:
    corpus = viewers(tmp_path / "corpus", "s,dog,like,,5", "s,cat,like,,6", "t,dog,like,,7")
    for item in ("demo-dog", "demo-cat"):
        add(store, item)
    catalogue = store.catalogue("test")
    held = PeopleFile(tmp_path / "people.safetensors")
    assert not held.refresh() and held.people is None
    save(fit(gather(store, catalogue, corpus), catalogue), held.file)
    assert held.refresh() and held.others == OTHERS_SIMULATED
    assert held.people is not None and list(held.people.scores({"demo-dog": 1.0}, 5)) == [
        "demo-cat"
    ]
    assert not held.refresh()
    held.file.write_bytes(b"broken")
    assert not held.refresh() and held.people is not None
    user, _ = store.users.create()
    store.feedback.add(Feedback(user=user, item="demo-dog", kind="like"))
    save(fit(gather(store, catalogue, corpus), catalogue), held.file)
    assert held.refresh() and held.others == OTHERS_MIXED


def test_an_item_nobody_liked_is_reached_by_its_looks(store: Store, tmp_path: Path) -> None:
    corpus = viewers(
        tmp_path / "corpus", "s,dog,like,,5", "s,cat,like,,6", "t,owl,like,,7", "t,fox,like,,7"
    )
    looks = {"dog": 0, "cat": 0, "new": 0, "owl": 1, "fox": 1, "other": 1}
    catalogue = store.catalogue("test")
    for name, group in looks.items():
        vector = np.eye(4, dtype=np.float32)[group] + 0.01 * len(name)
        item = Item(
            id=f"demo-{name}",
            title=name,
            media=Path(f"{name}.mp4"),
            duration=4.0,
            width=64,
            height=64,
            has_audio=False,
        )
        catalogue.add(item, visual=vector)
    people = fit(gather(store, catalogue, corpus), catalogue)
    scores = dict(
        zip(people.items, people.model.fold_in([people.items.index("demo-dog")]), strict=True)
    )
    assert scores["demo-new"] > scores["demo-other"]
