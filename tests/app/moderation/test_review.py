"""The queue: who gets in, what is shown, what follows from a decision."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.testclient import TestClient

from agents.guard.guard import Guard
from agents.guard.marks import Marks, told
from agents.make.blurring import Blur
from app.moderation.cases import waiting
from app.moderation.desk import Desk
from app.moderation.door import routes
from app.settings import load
from app.store.store import Store
from models.domain import Artifact, Check, Evidence, Feedback, FidelityReport, Item, Recipe
from models.errors import BadRequest, NoSuchItem
from models.fidelity.text_reader import FakeTextReader, Line
from models.media.poster import poster
from tests.media_factory import make

TOKEN = "a-long-and-secret-token"
BOX = (0.25, 0.25, 0.5, 0.5)
SEEN = (
    Evidence(kind="phone number", where="caption", span=(5, 17)),
    Evidence(kind="face", where="frame", time=0.5, box=BOX),
)
REPORT = FidelityReport(
    checks=(
        Check(
            name="privacy of words", verdict="unknown", reason="it holds a number", evidence=SEEN
        ),
        Check(name="lineage", verdict="pass"),
    )
)


class Office:
    """A store with one made item that is held, and a desk over it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store(load(home=home, database_url="", threads=1))
        self.user, _ = self.store.users.create()
        self.item = self.made("made", "<b>A boat</b>")
        self.store.reviews.hold(self.user, "made")
        work = home / "work"
        reader = FakeTextReader(Line(text="call 415-555-2671", box=BOX))
        nobody = np.zeros((0, 4))
        blur = Blur(work=work, marks=Marks(), reader=reader, faces=lambda image: nobody)
        guard = Guard(home / "made", work)
        self.desk = Desk(self.store, home, lambda: blur, lambda: guard)

    def made(self, name: str, title: str, parents: tuple[str, ...] = (), **how: object) -> Item:
        media = self.home / "made" / f"{name}.mp4"
        media.parent.mkdir(exist_ok=True)
        make(media, seconds=1.0)
        cover = media.with_suffix(".jpg")
        poster(media, cover, 0.2)
        item = Item(
            id=name, title=title, media=media, thumbnail=cover, duration=1.0, width=96, height=64,
            origin="edited", owner=self.user, parents=parents,
        )  # fmt: skip
        self.store.catalogue("fake").add(item)
        told = {"text": "Call 415-555-2671", **how}
        recipe = Recipe(tool="adjust", pixels="changed", parameters=told)
        artifact = Artifact(media=media, kind="video", title=title, parents=parents, recipe=recipe)
        self.store.artifacts.add(name, artifact, REPORT, media)
        return item

    def seen(self, name: str = "made") -> bool:
        return name in self.store.items.get([name], self.user)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "home")
    yield made
    made.store.close()


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    door = Starlette(routes=routes(SecretStr(TOKEN), lambda: office.desk))
    with TestClient(door) as made:
        yield made


def test_nobody_gets_in_without_the_token(client: TestClient, office: Office) -> None:
    assert routes(SecretStr(""), lambda: office.desk) == []
    for query in ("", "?token=wrong"):
        assert client.get(f"/review{query}").status_code == 404
    assert client.post("/review", data={"kind": "held"}).status_code == 404
    assert client.get("/review/frame/held/1/0").status_code == 404
    assert not office.seen()


def test_all_windows_share_a_desk_and_its_lock(office: Office) -> None:
    opened: list[Desk] = []

    def open_one() -> Desk:
        opened.append(office.desk)
        return office.desk

    with TestClient(Starlette(routes=routes(SecretStr(TOKEN), open_one))) as client:
        for _ in range(2):
            assert client.get(f"/review?token={TOKEN}").status_code == 200
    assert len(opened) == 1


def test_a_case_shows_its_evidence_and_nothing_runs_but_our_script(client: TestClient) -> None:
    page = client.get("/review", params={"token": TOKEN})
    assert page.status_code == 200 and TOKEN not in str(page.url)
    assert "&lt;b&gt;A boat&lt;/b&gt;" in page.text and "<b>A boat" not in page.text
    assert "Call <mark>415-555-2671</mark>" in page.text
    assert "it holds a number" in page.text and "Passed: lineage" in page.text
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce and f'<script nonce="{nonce[1]}">' in page.text
    assert page.text.count("<script") == 1
    picture = client.get("/review/frame/held/1/0")
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content[:2] == b"\xff\xd8"
    assert client.get("/review/frame/held/1/7").status_code == 404
    assert client.get("/review/frame/held/2/0").status_code == 404


def decide(client: TestClient, action: str, kind: str = "held", **more: str) -> str:
    page = client.get("/review", params={"token": TOKEN})
    found = re.search(r'name="stamp" value="(\w+)"', page.text)
    form = {"stamp": found[1] if found else "", "kind": kind, "number": "1", "action": action}
    return client.post("/review", data=form | more).text


def test_only_our_own_form_decides(client: TestClient, office: Office) -> None:
    client.get("/review", params={"token": TOKEN})
    form = {"kind": "held", "number": "1", "action": "approve"}
    for stamp in ({}, {"stamp": "x"}, {"stamp": TOKEN}):
        assert client.post("/review", data=form | stamp).status_code == 403
    assert not office.seen()
    assert "Unknown decision" in decide(client, "burn")
    for number in ("2", "x", "9" * 30):
        assert "does not wait any more" in decide(client, "approve", number=number)
    assert client.post("/review", data={"stamp": "x" * 10_000}).status_code == 413


def test_approved_is_shown_and_written_down(client: TestClient, office: Office) -> None:
    page = decide(client, "approve", reason="<i>fine</i>")
    assert office.seen() and "Nothing waits" in page
    assert "&lt;i&gt;fine&lt;/i&gt;" in page
    (ruling,) = office.store.reviews.rulings()
    assert (ruling.kind, ruling.item, ruling.action) == ("held", "made", "approve")


def test_rejected_stays_hidden(client: TestClient, office: Office) -> None:
    decide(client, "reject")
    assert not office.seen() and waiting(office.store) == []
    assert office.store.reviews.rulings()[0].action == "reject"


def test_fixed_is_blurred_checked_and_shown(client: TestClient, office: Office) -> None:
    before = office.item.media.read_bytes()
    decide(client, "fix")
    item = office.store.items.get(["made"], office.user)["made"]
    assert item.media != office.item.media and not office.item.media.exists()
    assert told(item.media).pixels == "changed" and item.media.read_bytes() != before
    made = office.store.artifacts.of("made", office.user)
    assert made is not None and made.recipe.tool == "blur" and made.report.checks
    assert sorted(p.suffix for p in (office.home / "made").iterdir()) == [".jpg", ".mp4"]


def test_with_a_clip_goes_what_was_made_of_it_and_in_its_style(office: Office) -> None:
    for name, parents, style in (
        ("other", (), None), ("free", (), None), ("edit", ("other",), None),
        ("again", ("edit",), None), ("styled", ("free",), "other"), ("cut", ("styled",), None),
        ("film", ("free", "again"), None), ("unlike", ("free",), "made"),
    ):  # fmt: skip
        office.made(name, name, parents, **({} if style is None else {"like": style}))
    office.store.reports.add(office.user, "other", "it is me")
    office.desk.decide("report", 1, "reject")
    gone = {"other", "edit", "again", "styled", "cut", "film"}
    assert not any(office.seen(name) for name in gone)
    assert office.seen("free") and office.seen("unlike")


def test_reports_and_offers_wait_too(office: Office) -> None:
    store = office.store
    office.made("other", "A sea")
    store.reports.add(office.user, "other", "it is <wrong>")
    store.feedback.add(Feedback(user=office.user, item="other", kind="like"))
    store.publications.offer(office.user, "other")
    assert [(one.kind, one.item.id) for one in waiting(store)] == [
        ("held", "made"), ("report", "other"), ("share", "other"),
    ]  # fmt: skip
    office.desk.decide("share", 1, "approve")
    assert store.items.whatever("other").owner is None  # type: ignore[union-attr]
    conversation = store.conversations.latest(office.user)
    assert conversation is not None
    (said,) = store.conversations.turns(conversation, office.user)
    assert said.turn.text == "A person looked at “A sea”: others can see it now."
    office.desk.decide("report", 1, "reject")
    with pytest.raises(NoSuchItem):
        store.catalogue("fake").item("other", office.user)
    with pytest.raises(BadRequest, match="does not wait"):
        office.desk.decide("report", 1, "approve")
    assert [one.kind for one in waiting(store)] == ["held"]
