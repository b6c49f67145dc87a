"""The log of the three kinds of help (三办)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.storage.schema import assistances
from agent_desk.storage.statements import insert_all, one, save_versioned

_COLUMNS = assistances.c
_SELECT = select(
    _COLUMNS.id,
    _COLUMNS.kind,
    _COLUMNS.stage,
    _COLUMNS.happened_on,
    _COLUMNS.beneficiary,
    _COLUMNS.matter,
    _COLUMNS.channel,
    _COLUMNS.minutes,
    _COLUMNS.at_time,
    _COLUMNS.member_id,
    _COLUMNS.project_id,
    _COLUMNS.item_code,
    _COLUMNS.result,
    _COLUMNS.rating,
    _COLUMNS.withdrawn,
    _COLUMNS.version,
).order_by(_COLUMNS.happened_on, _COLUMNS.at_time, _COLUMNS.id)


def _values(entry: Assistance) -> dict[str, object]:
    return {
        "kind": entry.kind.value,
        "stage": entry.stage.value,
        "happened_on": entry.on,
        "beneficiary": entry.beneficiary,
        "matter": entry.matter,
        "channel": entry.channel.value,
        "minutes": entry.minutes,
        "at_time": entry.at,
        "member_id": entry.member_id or None,
        "project_id": entry.project_id or None,
        "item_code": entry.item_code,
        "result": entry.result,
        "rating": entry.rating,
        "withdrawn": entry.withdrawn,
    }


def _assistance(row: Row[Any]) -> Assistance:
    entry_id, kind, stage, on, beneficiary, matter, channel, minutes, at, member_id, project_id, *rest = row
    return Assistance(
        entry_id,
        AssistanceKind(kind),
        Stage(stage),
        on,
        beneficiary,
        matter,
        Channel(channel),
        minutes,
        at,
        member_id or "",
        project_id or "",
        *rest,
    )


class SqlAssistances:
    """Entries by day and time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Iterable[Assistance]) -> None:
        """Store new entries in bulk."""
        insert_all(
            self._connection,
            assistances,
            ({"id": entry.id, **_values(entry), "version": entry.version} for entry in new),
        )

    def get(self, assistance_id: str) -> Assistance:
        """The entry; refuses ``record.missing``."""
        rows = self._connection.execute(_SELECT.where(_COLUMNS.id == assistance_id)).all()
        return _assistance(one(rows, "assistance", assistance_id))

    def between(self, first: date, last: date) -> Sequence[Assistance]:
        """Entries from ``first`` to ``last``, both included; withdrawn ones too, marked as such."""
        rows = self._connection.execute(_SELECT.where(_COLUMNS.happened_on.between(first, last)))
        return [_assistance(row) for row in rows]

    def open_orders(self) -> Sequence[Assistance]:
        """Entries neither rated nor withdrawn."""
        unrated = _COLUMNS.stage != Stage.RATED.value
        rows = self._connection.execute(_SELECT.where(unrated, _COLUMNS.withdrawn.is_(False)))
        return [_assistance(row) for row in rows]

    def save(self, entry: Assistance) -> Assistance:
        """Write a change; the entry with its new version. StaleChange if it was changed meanwhile."""
        version = save_versioned(
            self._connection, assistances, "assistance", entry.id, entry.version, _values(entry)
        )
        return replace(entry, version=version)
