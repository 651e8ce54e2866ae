"""Runs a database's migrations on the connection that the store hands over, within its transaction."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["tables"],
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
