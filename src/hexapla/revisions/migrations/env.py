"""Alembic's way in: the connection comes from the ledger that is being opened."""

from __future__ import annotations

from alembic import context

from hexapla.revisions.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
