"""The ledger's schema, step by step, as Alembic runs it when a ledger is opened."""
