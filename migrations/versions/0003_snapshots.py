"""Snapshots of what was cleared, and at each assessment the parts that are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the column; nothing was closed before."""
    op.create_table(
        "snapshot",
        sa.Column("assessment", sa.Text, sa.ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("body", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("cleared_on", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
    )
    op.add_column("assessment", sa.Column("closed", sa.JSON))


def downgrade() -> None:
    """Drop the table and the column."""
    op.drop_table("snapshot")
    op.drop_column("assessment", "closed")
