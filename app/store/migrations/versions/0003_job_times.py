"""How much work a job was and how long it took, so that others know how long they wait."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("units", sa.Double()))
    op.add_column("jobs", sa.Column("seconds", sa.Double()))
    op.create_index(op.f("ix_jobs_tool_state_updated_at"), "jobs", ["tool", "state", "updated_at"])
