"""Run by Alembic, on the connection the store has open; offline it writes the SQL for a server's owner."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection


def _migrate(connection: Connection) -> None:
    # SQLite can roll back changes of tables; Alembic assumes it cannot. The store owns the transaction.
    context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
    context.run_migrations()


def _write_sql(dialect: str) -> None:
    context.configure(dialect_name=dialect, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    _write_sql(context.config.attributes["dialect"])
else:
    _migrate(context.config.attributes["connection"])
