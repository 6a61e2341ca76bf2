"""Visitors whose likes count for nobody else, as the last search for attacks found them.

Nothing of theirs is deleted: they are served as ever, and count again once the search no longer
finds them or a person says that they are honest.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, select, update

from app.store.database import Database
from app.store.schema import SetAsideRow
from models.errors import BadRequest

AsideState = Literal["aside", "trusted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Visitors that came close together and like one item.

    Attributes:
        item: what they like.
        came: visitor → when their first like was given, in that order.
        expected: how many of them would be there anyhow.
        chance: bound on the probability of such a group among honest visitors.
        state: ``trusted`` once a person said that they are honest.
    """

    item: str
    came: dict[str, float]
    expected: float
    chance: float
    state: AsideState = "aside"


class Aside:
    """The groups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, groups: Iterable[Group]) -> None:
        """Keep what a search found in place of what the one before did; trust stays."""
        trusted, now = self.trusted(), time.time()
        with self._database.write() as session:
            session.execute(delete(SetAsideRow).where(SetAsideRow.state == "aside"))
            session.add_all(
                SetAsideRow(
                    user_id=user,
                    item_id=group.item,
                    state="aside",
                    came_at=came,
                    expected=group.expected,
                    chance=group.chance,
                    at=now,
                )
                for group in groups
                for user, came in group.came.items()
                if (user, group.item) not in trusted
            )

    def groups(self) -> list[Group]:
        """Return them, those set aside first, then by item."""
        query = select(SetAsideRow).order_by(
            SetAsideRow.state, SetAsideRow.item_id, SetAsideRow.came_at
        )
        with self._database.read() as session:
            rows: Sequence[SetAsideRow] = session.scalars(query).all()
        parts: dict[tuple[str, str], list[SetAsideRow]] = {}
        for row in rows:
            parts.setdefault((row.state, row.item_id), []).append(row)
        return [
            Group(
                item=item,
                came={row.user_id: row.came_at for row in part},
                expected=part[0].expected,
                chance=part[0].chance,
                state=state,  # type: ignore[arg-type]
            )
            for (state, item), part in parts.items()
        ]

    def trusted(self) -> set[tuple[str, str]]:
        """Return the visitors, with the item, that a person said are honest."""
        query = select(SetAsideRow.user_id, SetAsideRow.item_id)
        with self._database.read() as session:
            found = session.execute(query.where(SetAsideRow.state == "trusted"))
            return {(user, item) for user, item in found}

    def trust(self, item: str) -> int:
        """Trust those who are set aside because of an item; return how many they are.

        Raises:
            BadRequest: when nobody is.
        """
        which = (SetAsideRow.item_id == item) & (SetAsideRow.state == "aside")
        with self._database.write() as session:
            changed = session.execute(
                update(SetAsideRow).where(which).values(state="trusted").returning(SetAsideRow.id)
            ).all()
        if not changed:
            raise BadRequest(
                f"Nobody is set aside because of {item[:80]!r}; list who is with "
                "“python -m app.defence”."
            )
        return len(changed)
