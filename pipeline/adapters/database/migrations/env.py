"""Runs the migrations on the connection that `database.opening` hands over; there is no alembic.ini."""

from alembic import context

from pipeline.adapters.database.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
