"""Where Alembic finds the connection that ``Store`` opened, and the tables it compares with."""

from alembic import context

from discretion.workbench.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
