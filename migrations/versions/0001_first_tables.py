"""First tables: assessments, their responses, plans and log entries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("facts_version", sa.Integer, nullable=False),
        sa.Column("fact_versions", sa.JSON, nullable=False),
    )
    op.create_table(
        "response",
        _of_assessment(),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "plan",
        _of_assessment(),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "log_entry",
        _of_assessment(),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("began_at", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
    )
    op.create_index("log_entry_of_item", "log_entry", ["assessment", "item", "body", "began_at"])


def downgrade() -> None:
    """Drop the four tables."""
    for table in ("log_entry", "plan", "response", "assessment"):
        op.drop_table(table)


def _of_assessment() -> sa.Column:
    return sa.Column("assessment", sa.Text, sa.ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
