"""The office's records in SQLite, ready for PostgreSQL, through SQLAlchemy Core."""

from agent_desk.storage.health import IntegrityReport
from agent_desk.storage.store import SqlStore, open_store

__all__ = ["IntegrityReport", "SqlStore", "open_store"]
