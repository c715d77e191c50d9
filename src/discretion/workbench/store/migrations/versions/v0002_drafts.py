"""Drafts of rules, comments on them, releases; what is published stays as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None


def _user(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("users.id"), nullable=nullable)


def _draft(*, index: bool = False) -> sa.Column[int]:
    return sa.Column("draft_id", sa.Integer(), sa.ForeignKey("drafts.id"), nullable=False, index=index)


def upgrade() -> None:
    """Make the tables of drafts."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("effective", sa.String(10), nullable=False),
        _user("author_id"),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("submitted", sa.String(64)),
        _user("approver_id", nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "draft_files",
        sa.Column("id", sa.Integer(), primary_key=True),
        _draft(),
        sa.Column("violation", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _user("author_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("draft_id", "violation"),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), primary_key=True),
        _draft(index=True),
        sa.Column("anchor", sa.String(200), nullable=False),
        _user("author_id"),
        _user("assignee_id", nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        _draft(),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def _guards(dialect: str) -> list[str]:
    """A published draft neither changes nor goes, nor does a release."""
    wanted = [("drafts", "OLD.state = 'published'"), ("releases", "")]
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {f'WHEN {when} ' if when else ''}"
            f"BEGIN SELECT RAISE(ABORT, '{table}: final'); END"
            for table, when in wanted
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE TRIGGER {table}_final BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
        f"{f'WHEN ({when}) ' if when else ''}EXECUTE FUNCTION final()"
        for table, when in wanted
    ]
