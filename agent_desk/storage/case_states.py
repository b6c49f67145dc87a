"""The projection of where every case stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from agent_desk.domain.case import CaseMode
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.project import ProjectStatus
from agent_desk.services.ports import StateRow
from agent_desk.storage.schema import case_states, projects
from agent_desk.storage.statements import delete_by, insert_all, select_by

_COLUMNS = case_states.c
_SELECT = select(
    _COLUMNS.case_id,
    _COLUMNS.project_id,
    _COLUMNS.item_code,
    _COLUMNS.mode,
    _COLUMNS.status,
    _COLUMNS.member_id,
    _COLUMNS.since,
    _COLUMNS.prepared_on,
    _COLUMNS.received_on,
    _COLUMNS.accepted_on,
    _COLUMNS.decided_on,
    _COLUMNS.waiting,
    _COLUMNS.open_gaps,
).order_by(_COLUMNS.project_id, _COLUMNS.item_code, _COLUMNS.case_id)
_MODES = {mode.value: mode for mode in CaseMode}
_STATUSES = {status.value: status for status in CaseStatus}


def _state(row: Row[Any]) -> StateRow:
    case_id, project_id, item_code, mode, status, member_id, *rest = row
    return StateRow(case_id, project_id, item_code, _MODES[mode], _STATUSES[status], member_id or "", *rest)


def _values(state: StateRow) -> dict[str, object]:
    return {
        "case_id": state.case_id,
        "project_id": state.project_id,
        "item_code": state.item_code,
        "mode": state.mode.value,
        "status": state.status.value,
        "member_id": state.member_id or None,
        "since": state.since,
        "prepared_on": state.prepared_on,
        "received_on": state.received_on,
        "accepted_on": state.accepted_on,
        "decided_on": state.decided_on,
        "waiting": state.waiting,
        "open_gaps": state.open_gaps,
    }


class SqlCaseStates:
    """One row for every case, by project and item code."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, rows: Iterable[StateRow]) -> None:
        """Put the rows in the place of what their cases had."""
        states = list(rows)
        delete_by(self._connection, delete(case_states), _COLUMNS.case_id, (row.case_id for row in states))
        insert_all(self._connection, case_states, map(_values, states))

    def replace_all(self, rows: Iterable[StateRow]) -> None:
        """Put the rows in the place of the whole projection."""
        self._connection.execute(delete(case_states))
        insert_all(self._connection, case_states, map(_values, rows))

    def of_cases(self, case_ids: Sequence[str]) -> Mapping[str, StateRow]:
        """The states of these cases by case id; cases without a row are left out."""
        rows = select_by(self._connection, _SELECT, _COLUMNS.case_id, case_ids)
        return {row[0]: _state(row) for row in rows}

    def of_project(self, project_id: str) -> Sequence[StateRow]:
        """The states of one project's cases by item code."""
        rows = self._connection.execute(_SELECT.where(_COLUMNS.project_id == project_id))
        return [_state(row) for row in rows]

    def all(self) -> Sequence[StateRow]:
        """The state of every case of every active project."""
        active = select(projects.c.id).where(projects.c.status == ProjectStatus.ACTIVE.value)
        rows = self._connection.execute(_SELECT.where(_COLUMNS.project_id.in_(active)))
        return [_state(row) for row in rows.all()]
