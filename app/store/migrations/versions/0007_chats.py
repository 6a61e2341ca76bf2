"""What a visitor calls a conversation, and when they came back to it last."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("title", sa.Text()))
    op.add_column("conversations", sa.Column("opened_at", sa.Double()))
