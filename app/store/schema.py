"""The tables. Times are seconds since 1970; ids are random text except where order matters.

A change here needs a migration in ``migrations/versions`` (a test compares the two).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class CleanText(TypeDecorator[str]):
    """Text without what databases choke on: zero characters and halves of surrogate pairs."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text to be kept."""
        if value is None:
            return None
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


class Base(DeclarativeBase):
    """Root of all tables. Constraints have names, so that migrations can speak of them."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        dict[str, Any]: JSON,
        list[Any]: JSON,
        bytes: LargeBinary,
        float: Double,  # seconds since 1970 need more digits than a single-precision float has
        str: CleanText,
    }


def _user(nullable: bool = False) -> Any:
    # A visitor who is forgotten takes their rows along.
    return mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True, nullable=nullable)


class UserRow(Base):
    """A visitor: known by the hash of a cookie, nothing else."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[float]
    consent: Mapped[bool | None]  # None: not asked yet
    consent_at: Mapped[float | None]  # when the present answer was first given
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ItemRow(Base):
    """A micro-video. ``deleted`` rows stay without media, so that old turns keep their order."""

    __tablename__ = "items"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    media: Mapped[str]  # relative paths are below the home folder
    duration: Mapped[float]
    width: Mapped[int]
    height: Mapped[int]
    has_audio: Mapped[bool]
    thumbnail: Mapped[str | None]
    origin: Mapped[str]
    declared: Mapped[str]
    description: Mapped[str]
    tags: Mapped[list[Any]]
    licence: Mapped[str]
    parents: Mapped[list[Any]]
    owner: Mapped[str | None] = _user(nullable=True)
    created_at: Mapped[float] = mapped_column(index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    state: Mapped[str]  # active, hidden (withheld by a person), deleted
    attributes: Mapped[dict[str, Any]]
    shots: Mapped[list[Any]]


class EmbeddingRow(Base):
    """Unit vectors of one item by one encoder, (n, dim) float16 little-endian."""

    __tablename__ = "embeddings"
    __table_args__ = (
        Index("uq_embeddings_item_id_encoder_kind", "item_id", "encoder", "kind", unique=True),
        Index("ix_embeddings_encoder_kind_id", "encoder", "kind", "id"),
        {"sqlite_autoincrement": True},  # ids only grow, which tells an index what it lacks
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    encoder: Mapped[str]  # name and version: "small@1"
    kind: Mapped[str]  # visual, text, frames
    n: Mapped[int]
    dim: Mapped[int]
    vectors: Mapped[bytes]
    times: Mapped[bytes | None]  # (n,) float64 little-endian, seconds; frames only


class InteractionRow(Base):
    """One thing a visitor did about one item."""

    __tablename__ = "interactions"
    __table_args__ = (
        Index("ix_interactions_item_id_kind_user_id", "item_id", "kind", "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    kind: Mapped[str]
    value: Mapped[float | None]
    text: Mapped[str]
    at: Mapped[float]


class ConversationRow(Base):
    """A conversation of one visitor."""

    __tablename__ = "conversations"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # what others call its id; not guessable
    user_id: Mapped[str] = _user()
    started_at: Mapped[float]
    title: Mapped[str | None]  # what the visitor calls it; None: what they said first
    opened_at: Mapped[float | None]  # when they came back to it last


class TurnRow(Base):
    """One side of one exchange, with what came of it."""

    __tablename__ = "turns"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str]
    text: Mapped[str]
    attachments: Mapped[list[Any]]
    shown: Mapped[list[Any]]
    options: Mapped[list[Any]]
    at: Mapped[float]
    events: Mapped[list[Any]]  # the assistant's events, from which the view is drawn again
    decision: Mapped[dict[str, Any] | None]
    report: Mapped[dict[str, Any] | None]
    timings: Mapped[dict[str, Any]]
    retracted_at: Mapped[float | None]


class TasteRow(Base):
    """One change a visitor made to what was learnt of their taste."""

    __tablename__ = "taste_edits"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    kind: Mapped[str]  # wants, avoids, forgot
    text: Mapped[str]  # the words; for forgot, the id of the line
    conversation: Mapped[str | None]  # the key of the one in which the words were said
    at: Mapped[float]


class ArtifactRow(Base):
    """How an edited or created item was made, and what the fidelity checks found."""

    __tablename__ = "artifacts"

    item_id: Mapped[str] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str]
    path: Mapped[str]
    note: Mapped[str]
    recipe: Mapped[dict[str, Any]]
    report: Mapped[dict[str, Any]]
    at: Mapped[float]


class JobRow(Base):
    """Slow work for a visitor: editing, generating, ingesting."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_tool_state_updated_at", "tool", "state", "updated_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    tool: Mapped[str]
    arguments: Mapped[dict[str, Any]]  # emptied once it is over
    state: Mapped[str] = mapped_column(index=True)  # queued, running, done, failed, cancelled
    note: Mapped[str]
    item_id: Mapped[str | None]
    created_at: Mapped[float]
    updated_at: Mapped[float]
    units: Mapped[float | None]  # how much work it was, and how long it took: what others wait for
    seconds: Mapped[float | None]


class ReportRow(Base):
    """A visitor's complaint about an item, for a person to look at."""

    __tablename__ = "reports"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]
    state: Mapped[str]  # open, upheld, dismissed
    at: Mapped[float]


class PublicationRow(Base):
    """A made item that its visitor offered to others, and what a person decided."""

    __tablename__ = "publications"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), unique=True)
    state: Mapped[str]  # asked, published, refused, withdrawn
    reason: Mapped[str]
    at: Mapped[float]
    decided_at: Mapped[float | None]


class ReviewRow(Base):
    """A made item that waits, hidden, for a person to look at it."""

    __tablename__ = "reviews"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), unique=True)
    state: Mapped[str]  # open, approved, rejected, fixed
    at: Mapped[float]


class RulingRow(Base):
    """What a moderator decided: append-only, and without foreign keys, for it outlives the item.

    No visitor is named in it.
    """

    __tablename__ = "rulings"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # held, report, share
    number: Mapped[int]  # of the case among those of its kind
    item_id: Mapped[str]
    action: Mapped[str]  # approve, reject, fix
    reason: Mapped[str]
    at: Mapped[float]


class RegistryRow(Base):
    """A file that left the gate. No foreign keys: it stays when item and visitor are gone."""

    __tablename__ = "registry"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]  # video, image
    fingerprint: Mapped[bytes]  # (n,) uint64 little-endian
    mark: Mapped[int | None] = mapped_column(BigInteger, index=True)  # 48 bits
    ancestors: Mapped[list[Any]]  # marks of what it was made of
    manifest: Mapped[str] = mapped_column(index=True)
    signed: Mapped[bytes]  # the manifest store, JUMBF
    at: Mapped[float]  # to the hour


class SetAsideRow(Base):
    """A visitor whose likes are not learnt from, because of one item (:mod:`app.defence`)."""

    __tablename__ = "set_aside"
    __table_args__ = (
        Index("uq_set_aside_user_id_item_id", "user_id", "item_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = _user()
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    state: Mapped[str]  # aside, trusted (a person said so)
    came_at: Mapped[float]  # when the visitor's first like was given
    expected: Mapped[float]  # how many of the group would be there anyhow
    chance: Mapped[float]  # bound on the probability of such a group among honest visitors
    at: Mapped[float]


class EventRow(Base):
    """The log: what was said, on screen, called and pressed. Triggers keep it append-only.

    No foreign keys: the log outlives what it speaks of, except for an erasure.
    """

    __tablename__ = "event_log"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[float] = mapped_column(index=True)
    user_id: Mapped[str] = mapped_column(index=True)
    conversation: Mapped[str | None]
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]


class ErasureRow(Base):
    """Leave to erase from the log: one visitor's lines, or (no visitor) all, before a time.

    The trigger on ``event_log`` lets nothing else be deleted, so each erasure leaves this trace.
    """

    __tablename__ = "erasures"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str | None]
    before: Mapped[float]
    at: Mapped[float]
