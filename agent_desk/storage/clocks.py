"""The projection of running clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Integer, Row, case, cast, delete, func, or_, select, union

from agent_desk.domain.limits import ClockKind
from agent_desk.services.ports import ClockRow
from agent_desk.storage import codec
from agent_desk.storage.schema import open_clocks
from agent_desk.storage.statements import delete_by, insert_all

_COLUMNS = open_clocks.c
_SELECT = select(
    _COLUMNS.case_id,
    _COLUMNS.project_id,
    _COLUMNS.item_code,
    _COLUMNS.kind,
    _COLUMNS.limit_amount,
    _COLUMNS.limit_unit,
    _COLUMNS.start_on,
    _COLUMNS.due_on,
    _COLUMNS.alarm_on,
    _COLUMNS.provisional,
    _COLUMNS.paused_since,
    _COLUMNS.pause_kind,
    _COLUMNS.frozen_left,
    _COLUMNS.extension,
    _COLUMNS.subject,
    _COLUMNS.basis,
    _COLUMNS.pauses,
)
_ORDERED = _SELECT.order_by(_COLUMNS.case_id, _COLUMNS.position)
_KINDS = {kind.value: kind for kind in ClockKind}


def _clock(row: Row[Any]) -> ClockRow:
    (
        case_id,
        project_id,
        item_code,
        kind,
        amount,
        unit,
        start_on,
        due_on,
        alarm_on,
        provisional,
        paused_since,
        pause_kind,
        frozen_left,
        extension,
        subject,
        basis,
        pauses,
    ) = row
    return ClockRow(
        case_id,
        project_id,
        item_code,
        _KINDS[kind],
        codec.limit(amount, unit),
        start_on,
        due_on,
        alarm_on,
        provisional,
        paused_since,
        pause_kind,
        frozen_left,
        extension,
        subject,
        basis,
        codec.load_pauses(pauses) if pauses else (),
    )


def _rows(clocks: Iterable[ClockRow]) -> Iterator[dict[str, object]]:
    """Rows with the clocks of each case numbered in the order given."""
    positions: Counter[str] = Counter()
    for clock in clocks:
        position = positions[clock.case_id]
        positions[clock.case_id] = position + 1
        yield {
            "case_id": clock.case_id,
            "position": position,
            "project_id": clock.project_id,
            "item_code": clock.item_code,
            "kind": clock.kind.value,
            "limit_amount": clock.limit.amount,
            "limit_unit": clock.limit.unit.value,
            "start_on": clock.start_on,
            "due_on": clock.due_on,
            "alarm_on": clock.due_unmoved_on,
            "provisional": clock.provisional,
            "paused_since": clock.paused_since,
            "pause_kind": clock.pause_kind,
            "frozen_left": clock.frozen_left,
            "extension": clock.extension,
            "subject": clock.subject,
            "basis": clock.basis,
            "pauses": codec.dump_pauses(clock.pauses),
        }


class SqlClocks:
    """Running clocks by case; the clocks of one case stay in the order they were given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, case_ids: Sequence[str], rows: Iterable[ClockRow]) -> None:
        """Put the rows in the place of everything these cases had; all rows must belong to them."""
        delete_by(self._connection, delete(open_clocks), _COLUMNS.case_id, case_ids)
        insert_all(self._connection, open_clocks, _rows(rows))

    def replace_all(self, rows: Iterable[ClockRow]) -> None:
        """Put the rows in the place of the whole projection."""
        self._connection.execute(delete(open_clocks))
        insert_all(self._connection, open_clocks, _rows(rows))

    def due_by(self, day: date, frozen_within: int) -> Sequence[ClockRow]:
        """All clocks of every case that has a pressing one: its unmoved day is ``day`` or earlier, or it is
        frozen with at most ``frozen_within`` left, in its own unit.

        The warning goes by the unmoved day, which is never after the moved one.
        """
        # Two indexed searches; one condition with OR would read the whole table.
        pressing = union(
            select(_COLUMNS.case_id).where(_COLUMNS.alarm_on <= day),
            select(_COLUMNS.case_id).where(_COLUMNS.frozen_left <= frozen_within),
        )
        rows = self._connection.execute(_ORDERED.where(_COLUMNS.case_id.in_(pressing)))
        return [_clock(row) for row in rows.all()]

    def later_than(self, day: date, frozen_within: int) -> Mapping[str, int]:
        """How many cases ``due_by`` leaves out: ``cases``, of these ``provisional`` and ``paused``."""
        pressing = or_(_COLUMNS.alarm_on <= day, _COLUMNS.frozen_left <= frozen_within)
        by_case = (
            select(
                func.max(cast(_COLUMNS.provisional, Integer)).label("provisional"),
                func.max(case((_COLUMNS.paused_since.is_not(None), 1), else_=0)).label("paused"),
            )
            .group_by(_COLUMNS.case_id)
            .having(func.max(case((pressing, 1), else_=0)) == 0)
            .subquery()
        )
        total = select(
            func.count(),
            func.coalesce(func.sum(by_case.c.provisional), 0),
            func.coalesce(func.sum(by_case.c.paused), 0),
        ).select_from(by_case)
        cases, provisional, paused = self._connection.execute(total).one()
        return {"cases": cases, "provisional": int(provisional), "paused": int(paused)}

    def all(self) -> Sequence[ClockRow]:
        """Every running clock, by case."""
        return [_clock(row) for row in self._connection.execute(_ORDERED).all()]

    def of_project(self, project_id: str) -> Sequence[ClockRow]:
        """The running clocks of one project, by case."""
        rows = self._connection.execute(_ORDERED.where(_COLUMNS.project_id == project_id))
        return [_clock(row) for row in rows.all()]
