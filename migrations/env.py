"""How Alembic changes the tables of the store: over the connection it is given, within that one transaction."""

from alembic import context

from toolkit.record.store_tables import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
