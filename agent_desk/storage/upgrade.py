"""Brings the tables to the newest revision through Alembic, on a connection that is already open."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from agent_desk.storage.engine import WRITES
from agent_desk.storage.inspection import APPLICATION_ID


def alembic_config(scripts: Path) -> Config:
    """The settings Alembic would otherwise read from an ini file."""
    config = Config()
    # A bare % would be taken for the start of a placeholder.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def upgrade_sqlite(engine: Engine, scripts: Path) -> None:
    """Create or upgrade the tables of an SQLite file: all of it or nothing.

    A batch change copies a table and drops the old one, which with foreign keys on would take the rows that
    point to it along; so they are off meanwhile and checked before the commit. RuntimeError if that check
    finds orphans.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _run(connection, scripts)
                orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if orphans:
                    raise RuntimeError(f"the upgrade left {len(orphans)} rows pointing nowhere")
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _run(connection: Connection, scripts: Path) -> None:
    config = alembic_config(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
