"""The cases of 今日 that are not due within the week: what its last row unfolds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from agent_desk.domain.limits import ClockKind
from agent_desk.i18n import tr
from agent_desk.services.item_names import item_name
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow, StateRow
from agent_desk.services.readings import ClockReading, reading
from agent_desk.services.today import REVIEW_CLOCKS, TodayRow

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
        _row(by_case[case_id], state, names, office, today)
        for case_id, state in states.items()
        if not member_id or state.member_id == member_id
    ]
    rows.sort(key=lambda row: (row.tightest.due_unmoved, row.project_name, row.item_code))
    return tuple(rows)


def _presses(clock: ClockRow, horizon: date) -> bool:
    if clock.due_unmoved_on is not None:
        return clock.due_unmoved_on <= horizon
    return clock.frozen_left is not None and clock.frozen_left <= _WEEK


def _row(
    clocks: Sequence[ClockRow], state: StateRow, names: Mapping[str, str], office: Office, today: date
) -> TodayRow:
    readings = [reading(clock, office, today) for clock in clocks]
    review = {r.kind: r for r in readings if r.kind in REVIEW_CLOCKS}
    others = [r for r in readings if r.kind not in REVIEW_CLOCKS]
    item = office.rules.catalogue.find(state.item_code)
    return TodayRow(
        case_id=state.case_id,
        project_id=state.project_id,
        project_name=names.get(state.project_id, ""),
        item_code=state.item_code,
        item_name=item_name(item) if item else state.item_code,
        department=tr(item.department) if item else "",
        status=state.status,
        mode=state.mode,
        member_id=state.member_id,
        target=review.get(ClockKind.TARGET),
        promised=review.get(ClockKind.PROMISED),
        statutory=review.get(ClockKind.STATUTORY),
        other=min(others, key=_by_date, default=None),
        tightest=min(readings, key=_by_date),
        since=state.since,
        open_gaps=state.open_gaps,
    )


def _by_date(r: ClockReading) -> tuple[date, int]:
    return (r.due_unmoved, r.left)
