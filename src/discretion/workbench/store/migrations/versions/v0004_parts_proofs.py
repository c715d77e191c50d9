"""Drafts of lists and of the policy beside those of violations; the proof of a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = depends_on = None


def upgrade() -> None:
    """Call the column what it is now, and make the table of proofs."""
    op.execute("ALTER TABLE draft_files RENAME COLUMN violation TO part")
    op.create_table(
        "proofs",
        sa.Column("draft_id", sa.Integer(), sa.ForeignKey("drafts.id"), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("failing", sa.JSON(), nullable=False),
        sa.Column("accepted", sa.Text(), nullable=False),
    )
