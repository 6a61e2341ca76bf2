"""What each table keeps of a visitor: the one list that erasure, vanishing, deleting a chat, and
the file of a visitor's own data go by. A test fails for a table that is not in it, or keeps more
than it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from app.store.schema import (
    ArtifactRow,
    Base,
    ConversationRow,
    EmbeddingRow,
    ErasureRow,
    EventRow,
    InteractionRow,
    ItemRow,
    JobRow,
    PublicationRow,
    RegistryRow,
    ReportRow,
    ReviewRow,
    RulingRow,
    SetAsideRow,
    TasteRow,
    TurnRow,
    UserRow,
)

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """One table.

    Attributes:
        of: the column with the visitor whose rows they are; rows without one hang on those of
            another table, by a foreign key, and go with them.
        told: the columns that go out to that visitor, under ``heading``; without a heading they
            stand inside of what they hang on. What stays in: where files lie on this server,
            vectors, and the hash of the cookie.
        item: the column with the item, where a row goes when that vanishes.
        said_in: the column with the key of the conversation, where a row goes when that is deleted;
            but for those whose time in ``remembered`` is one from which the visitor lets the app
            remember what they say.
        stays: why rows stay when their visitor is forgotten.
    """

    row: type[Base]
    of: Column | None = None
    heading: str = ""
    told: tuple[str, ...] = ()
    item: Column | None = None
    said_in: Column | None = None
    remembered: Column | None = None
    stays: str = ""


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


VISITOR = Belonging(
    row=UserRow, of=UserRow.id, told=_columns("id created_at consent consent_at settings")
)
CONVERSATION = Belonging(
    row=ConversationRow,
    of=ConversationRow.user_id,
    told=_columns("key title started_at opened_at"),
    said_in=ConversationRow.key,
)
TURN = Belonging(
    row=TurnRow,
    told=_columns(
        "role text attachments shown options at events decision report timings retracted_at"
    ),
)
ITEM = Belonging(
    row=ItemRow,
    of=ItemRow.owner,
    told=_columns(
        "id title description tags duration width height has_audio origin declared licence parents "
        "created_at state attributes"
    ),
)
MAKING = Belonging(
    row=ArtifactRow, told=_columns("kind note recipe report at"), item=ArtifactRow.item_id
)

BELONGINGS: tuple[Belonging, ...] = (
    VISITOR,
    CONVERSATION,
    TURN,
    ITEM,
    MAKING,
    Belonging(row=EmbeddingRow, item=EmbeddingRow.item_id),
    Belonging(
        row=InteractionRow,
        of=InteractionRow.user_id,
        heading="feedback",
        told=_columns("item_id kind value text at"),
    ),
    Belonging(
        row=TasteRow,
        of=TasteRow.user_id,
        heading="taste",
        told=_columns("kind text conversation at"),
        said_in=TasteRow.conversation,
        remembered=TasteRow.at,
    ),
    Belonging(
        row=ReportRow,
        of=ReportRow.user_id,
        heading="reports",
        told=_columns("item_id reason state at"),
    ),
    Belonging(
        row=ReviewRow,
        of=ReviewRow.user_id,
        heading="reviews",
        told=_columns("item_id state at"),
        item=ReviewRow.item_id,
    ),
    Belonging(
        row=PublicationRow,
        of=PublicationRow.user_id,
        heading="publications",
        told=_columns("item_id state reason at decided_at"),
        item=PublicationRow.item_id,
    ),
    Belonging(
        row=SetAsideRow,
        of=SetAsideRow.user_id,
        heading="set_aside",
        told=_columns("item_id state came_at expected chance at"),
    ),
    Belonging(
        row=JobRow,
        of=JobRow.user_id,
        heading="jobs",
        told=_columns("tool arguments state note item_id created_at"),
    ),
    Belonging(
        row=EventRow,
        of=EventRow.user_id,
        heading="log",
        told=_columns("at conversation kind payload"),
        said_in=EventRow.conversation,
    ),
    Belonging(row=ErasureRow, stays="It is the trace of the erasure, and all that is left."),
    Belonging(row=RulingRow, stays="It names no visitor."),
    Belonging(row=RegistryRow, stays="It names no visitor; by it a file is recognised."),
)
