"""The event log can only grow, except for an erasure, which leaves its own trace."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.settings import Settings
from app.store.schema import Base, ErasureRow, EventRow, TurnRow
from app.store.store import Store
from models.domain import Attachment, Feedback, Turn
from models.errors import BadRequest
from tests.app.store.logged import logged
from tests.contracts.catalogue import axis, item


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event_log SET kind = 'x'",
        "DELETE FROM event_log",
        "INSERT OR REPLACE INTO event_log SELECT * FROM event_log WHERE id = 1",
        "UPDATE erasures SET before = 9e9",
        "DELETE FROM erasures",
    ],
)
def test_the_log_can_only_grow(store: Store, people: tuple[str, str], change: str) -> None:
    for user in people:
        store.users.set_consent(user, True)
    store.erasure.expire(1.0)
    before = [[(one.id, one.kind) for one in logged(store, user)] for user in people]
    with pytest.raises(DatabaseError, match="append-only"), store.database.write() as session:
        session.execute(text(change))
    assert [[(one.id, one.kind) for one in logged(store, user)] for user in people] == before


def test_a_forgotten_visitor_leaves_nothing(settings: Settings) -> None:
    secret = "xyzzy-plugh-4711"
    with Store(settings) as store:
        user, token = store.users.create()
        other, _ = store.users.create()
        private, shared = settings.home / "u" / "a.mp4", Path("/corpus/s.mp4")
        catalogue = store.catalogue("toy@1")
        catalogue.add(item("a", owner=user, media=private, thumbnail=None), visual=axis(0))
        catalogue.add(item("s", media=shared), visual=axis(1))
        for who in (user, other):
            picture = settings.home / "u" / f"{who}.png"
            attachment = Attachment(path=picture, name="b", kind="image")
            conversation = store.conversations.start(who)
            turn = Turn(role="visitor", text=f"{secret} {who}", attachments=(attachment,))
            store.conversations.append(conversation, who, turn)
            store.feedback.add(Feedback(user=who, item="s", kind="like"))
            store.taste.say(who, "wants", f"{secret} {who}")
            store.jobs.add(who, "style", {})
            store.reports.add(who, "s", "odd")
        files = store.erasure.forget(user)

        assert sorted(files) == sorted([private, settings.home / "u" / f"{user}.png"])
        assert store.users.by_token(token) is None
        assert logged(store, user) == [] and len(logged(store, other)) == 4
        assert catalogue.popular(5, None) == [("s", 1.0)]
        with store.database.read() as session:
            for table in Base.metadata.sorted_tables:
                if table.name != "erasures":
                    rows = str(session.execute(select(table)).all())
                    assert user not in rows, table.name
        with pytest.raises(BadRequest):
            store.users.consent(user)
    kept = b"".join(f.read_bytes() for f in settings.home.rglob("generec.db*"))
    assert f"{secret} {other}".encode() in kept and f"{secret} {user}".encode() not in kept


def test_what_is_old_enough_goes(store: Store, people: tuple[str, str]) -> None:
    user, _ = people
    conversation = store.conversations.start(user)
    store.conversations.append(conversation, user, Turn(role="visitor", text="old", at=10.0))
    store.conversations.append(conversation, user, Turn(role="visitor", text="new"))
    assert store.erasure.expire(before=1000.0) == 1
    assert [s.turn.text for s in store.conversations.turns(conversation, user)] == ["new"]
    assert store.erasure.expire(before=9e9) == 1
    assert store.conversations.latest(user) is None and logged(store, user) == []
    with store.database.read() as session:
        assert session.scalar(select(func.count()).select_from(TurnRow)) == 0
        assert session.scalar(select(func.count()).select_from(EventRow)) == 0
        assert session.scalar(select(func.count()).select_from(ErasureRow)) == 2
