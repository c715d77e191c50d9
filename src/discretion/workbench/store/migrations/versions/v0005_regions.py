"""Where what does not hold lies: a waiver is bound to it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None


def upgrade() -> None:
    """Proofs of before do not know; what they find is waived wherever it lies."""
    op.add_column("proofs", sa.Column("regions", sa.JSON(), nullable=False, server_default="{}"))
