"""In which conversation a taste was spoken of; and words of jobs that are over go."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("taste_edits", sa.Column("conversation", sa.Text()))
    op.execute("UPDATE jobs SET arguments = '{}' WHERE state NOT IN ('queued', 'running')")
