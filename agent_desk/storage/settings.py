"""Settings of the office."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from agent_desk.storage import codec
from agent_desk.storage.schema import settings


class SqlSettings:
    """Values by key; the last one written holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self) -> Mapping[str, object]:
        """All settings by key."""
        rows = self._connection.execute(select(settings.c.key, settings.c.value).order_by(settings.c.key))
        return {key: codec.load(value) for key, value in rows}

    def write(self, key: str, value: object) -> None:
        """Set one; ``value`` is plain data (texts, numbers, lists, mappings, dates, Decimals)."""
        self._connection.execute(delete(settings).where(settings.c.key == key))
        self._connection.execute(insert(settings), {"key": key, "value": codec.dump(value)})
