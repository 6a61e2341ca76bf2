"""Visitors whose likes are not learnt from, because they look like an attack on the ranking."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("came_at", sa.Double(), nullable=False),
        sa.Column("expected", sa.Double(), nullable=False),
        sa.Column("chance", sa.Double(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_set_aside_item_id_items"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_set_aside_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_set_aside_user_id"), "set_aside", ["user_id"])
    op.create_index(op.f("ix_set_aside_item_id"), "set_aside", ["item_id"])
    op.create_index(
        "uq_set_aside_user_id_item_id", "set_aside", ["user_id", "item_id"], unique=True
    )
