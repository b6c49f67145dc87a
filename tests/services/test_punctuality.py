"""How decided cases kept their limits: to the day, with the sample said."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.limits import ClockKind
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.punctuality import punctuality
from tests.office import TODAY, factory_draft


@pytest.mark.parametrize(("decided", "on_time"), [(date(2026, 11, 13), True), (date(2026, 11, 14), False)])
def test_the_target_is_kept_on_its_last_day_and_missed_on_the_next(desk: Desk, decided: date, on_time: bool) -> None:
    command = build(factory_draft(), desk.office, date(2026, 11, 1))
    desk.execute(command)
    case = next(case for case in command.cases if case.item_code == "GH-02")
    desk.execute(RecordEvent(case.id, EventKind.ACCEPTED, date(2026, 11, 9)))
    desk.execute(RecordEvent(case.id, EventKind.DECIDED, decided, details={"outcome": "granted"}))
    with desk.office.store.reading() as uow:
        found = punctuality(uow, desk.office, date(2026, 10, 23), TODAY)
        before = punctuality(uow, desk.office, date(2026, 10, 1), date(2026, 11, 12))
    assert (found.cases, found.on_time) == (1, int(on_time))
    measured = found.decided[0]
    assert measured.days == (decided - date(2026, 11, 9)).days
    assert measured.allowed[ClockKind.TARGET] == 4
    assert measured.on_time[ClockKind.STATUTORY]
    assert before.cases == 0
