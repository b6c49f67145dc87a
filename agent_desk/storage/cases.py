"""Cases and their events. Events are only ever appended; the database refuses anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from agent_desk.domain.case import Case, CaseEvent, CaseMode, EventKind
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit
from agent_desk.storage import codec
from agent_desk.storage.schema import case_events, cases
from agent_desk.storage.statements import insert_all, one, save_versioned, select_by

_CASE = cases.c
_EVENT = case_events.c
_SELECT_CASES = select(
    _CASE.id,
    _CASE.project_id,
    _CASE.item_code,
    _CASE.mode,
    _CASE.statutory_amount,
    _CASE.statutory_unit,
    _CASE.promised_amount,
    _CASE.promised_unit,
    _CASE.target_amount,
    _CASE.target_unit,
    _CASE.member_id,
    _CASE.confirmed,
    _CASE.version,
).order_by(_CASE.project_id, _CASE.item_code, _CASE.id)
_SELECT_EVENTS = select(
    _EVENT.id,
    _EVENT.case_id,
    _EVENT.kind,
    _EVENT.happened_on,
    _EVENT.recorded_at,
    _EVENT.recorded_by,
    _EVENT.document,
    _EVENT.basis,
    _EVENT.note,
    _EVENT.corrects,
    _EVENT.details,
)
_MODES = {mode.value: mode for mode in CaseMode}
_KINDS = {kind.value: kind for kind in EventKind}


def _limit_values(prefix: str, limit: Limit | None) -> dict[str, object]:
    return {
        f"{prefix}_amount": None if limit is None else limit.amount,
        f"{prefix}_unit": None if limit is None else limit.unit.value,
    }


def _values(case: Case) -> dict[str, object]:
    return {
        "project_id": case.project_id,
        "item_code": case.item_code,
        "mode": case.mode.value,
        **_limit_values("statutory", case.statutory),
        **_limit_values("promised", case.promised),
        **_limit_values("target", case.target),
        "member_id": case.member_id or None,
        "confirmed": case.confirmed,
    }


def _event_values(event: CaseEvent) -> dict[str, object]:
    return {
        "id": event.id,
        "case_id": event.case_id,
        "kind": event.kind.value,
        "happened_on": event.on,
        "recorded_at": codec.to_utc(event.recorded_at),
        "recorded_by": event.recorded_by,
        "document": event.document,
        "basis": event.basis,
        "note": event.note,
        "corrects": event.corrects,
        "details": codec.dump_texts(event.details),
    }


def _case(row: Row[Any]) -> Case:
    case_id, project_id, item, mode, s_amount, s_unit, p_amount, p_unit, t_amount, t_unit, *rest = row
    member_id, confirmed, version = rest
    return Case(
        case_id,
        project_id,
        item,
        _MODES[mode],
        codec.optional_limit(s_amount, s_unit),
        codec.optional_limit(p_amount, p_unit),
        codec.optional_limit(t_amount, t_unit),
        member_id or "",
        confirmed,
        version,
    )


def _event(row: Row[Any]) -> CaseEvent:
    event_id, case_id, kind, on, at, by, document, basis, note, corrects, details = row
    moment = codec.from_utc(at)
    texts = codec.load_texts(details)
    return CaseEvent(event_id, case_id, _KINDS[kind], on, moment, by, document, basis, note, corrects, texts)


class SqlCases:
    """Cases by project and item; events in the order they were recorded."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Iterable[Case]) -> None:
        """Store new cases in bulk; their projects and members must stand already."""
        insert_all(
            self._connection,
            cases,
            ({"id": case.id, **_values(case), "version": case.version} for case in new),
        )

    def get(self, case_id: str) -> Case:
        """The case; refuses ``record.missing``."""
        rows = self._connection.execute(_SELECT_CASES.where(_CASE.id == case_id)).all()
        return _case(one(rows, "case", case_id))

    def many(self, case_ids: Sequence[str]) -> Sequence[Case]:
        """The cases with these ids, in that order; refuses ``record.missing`` for the first that is not there."""
        found = {row.id: _case(row) for row in select_by(self._connection, _SELECT_CASES, _CASE.id, case_ids)}
        missing = next((case_id for case_id in case_ids if case_id not in found), None)
        if missing is not None:
            raise Refusal("record.missing", what="case", id=missing)
        return [found[case_id] for case_id in case_ids]

    def of_project(self, project_id: str) -> Sequence[Case]:
        """The cases of one project by item code."""
        rows = self._connection.execute(_SELECT_CASES.where(_CASE.project_id == project_id))
        return [_case(row) for row in rows]

    def of_projects(self, project_ids: Sequence[str]) -> Sequence[Case]:
        """The cases of several projects; those of one project stand together, by item code."""
        rows = select_by(self._connection, _SELECT_CASES, _CASE.project_id, project_ids)
        return [_case(row) for row in rows]

    def all(self) -> Sequence[Case]:
        """Every case, by project and item code."""
        return [_case(row) for row in self._connection.execute(_SELECT_CASES).all()]

    def save(self, case: Case) -> Case:
        """Write a change; the case with its new version. StaleChange if it was changed meanwhile."""
        version = save_versioned(self._connection, cases, "case", case.id, case.version, _values(case))
        return replace(case, version=version)

    def append(self, events: Iterable[CaseEvent]) -> None:
        """Record events in the order given."""
        insert_all(self._connection, case_events, (_event_values(event) for event in events))

    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, Sequence[CaseEvent]]:
        """The events of each of these cases, an empty list where there is none yet."""
        ordered = _SELECT_EVENTS.order_by(_EVENT.seq)
        return _by_case(case_ids, select_by(self._connection, ordered, _EVENT.case_id, case_ids))

    def events_of_project(self, project_id: str) -> Mapping[str, Sequence[CaseEvent]]:
        """The events of every case of the project, an empty list where there is none yet."""
        case_ids = select(_CASE.id).where(_CASE.project_id == project_id)
        rows = self._connection.execute(
            _SELECT_EVENTS.where(_EVENT.case_id.in_(case_ids)).order_by(_EVENT.seq)
        )
        return _by_case(self._connection.execute(case_ids).scalars(), rows)

    def events_between(self, first: date, last: date) -> Sequence[CaseEvent]:
        """Events that happened from ``first`` to ``last``, both included, by day and then as recorded."""
        days = _EVENT.happened_on.between(first, last)
        rows = self._connection.execute(_SELECT_EVENTS.where(days).order_by(_EVENT.happened_on, _EVENT.seq))
        return [_event(row) for row in rows]


def _by_case(case_ids: Iterable[str], rows: Iterable[Row[Any]]) -> dict[str, list[CaseEvent]]:
    found: dict[str, list[CaseEvent]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        found[row[1]].append(_event(row))
    return found
