"""Runs the journal's migrations on the connection that the store hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from callassist.store.schema import journal_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=journal_tables,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
