"""The cases of 今日 that are not due within the week: what its last row unfolds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow
from agent_desk.services.readings import ClockReading
from agent_desk.services.today import TodayRow, row_of

_WEEK = 7


def later_cases(office: Office, today: date, member_id: str = "") -> tuple[TodayRow, ...]:
    """The cases the board counts as ``later``, of one agent or (empty) of all; earliest warning date first.

    Later means, as in ``Clocks.later_than``: no clock of the case warns within seven days, and none stands
    still with at most seven days left.
    """
    horizon = today + timedelta(days=_WEEK)
    with office.store.reading() as uow:
        by_case: dict[str, list[ClockRow]] = defaultdict(list)
        for clock in uow.clocks.all():
            by_case[clock.case_id].append(clock)
        pressing = [case for case, clocks in by_case.items() if any(_presses(c, horizon) for c in clocks)]
        for case in pressing:
            del by_case[case]
        states = uow.states.of_cases(list(by_case))
        names = uow.projects.names({state.project_id for state in states.values()})
    rows = [
        row_of(by_case[case_id], state, names, office, today, _by_date)
        for case_id, state in states.items()
        if not member_id or state.member_id == member_id
    ]
    rows.sort(key=lambda row: (row.tightest.due_unmoved, row.project_name, row.item_code))
    return tuple(rows)


def _presses(clock: ClockRow, horizon: date) -> bool:
    if clock.due_unmoved_on is not None:
        return clock.due_unmoved_on <= horizon
    return clock.frozen_left is not None and clock.frozen_left <= _WEEK


def _by_date(r: ClockReading) -> tuple[date, int]:
    return (r.due_unmoved, r.left)
