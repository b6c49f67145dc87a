"""团队: counts and a new person, on a real office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.case import EventKind
from agent_desk.presenters.cells import TextCell, TwoLine
from agent_desk.presenters.team import TeamPresenter
from agent_desk.services.commands import LogAssistance, RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.project_sheet import project_sheet
from tests.office import AGENT, TODAY, factory_draft, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "台账.db")
    yield desk
    desk.office.store.close()


def shown(desk: Desk) -> TeamPresenter:
    presenter = TeamPresenter(desk, lambda: TODAY)
    presenter.show(presenter.read())
    return presenter


def start(desk: Desk, code: str, accepted: date) -> str:
    with desk.office.store.reading() as uow:
        known = [p.id for p in uow.projects.all()]
    project = (
        known[0] if known else desk.execute(build(factory_draft(), desk.office, date(2026, 9, 1))).created
    )
    case = project_sheet(desk.office, project, TODAY).case_of(code)
    assert case is not None
    desk.execute(RecordEvent(case.case.id, EventKind.RECEIVED, accepted))
    desk.execute(RecordEvent(case.case.id, EventKind.ACCEPTED, accepted, document="受1号"))
    return case.case.id


def figure(presenter: TeamPresenter, column: str) -> str:
    (row,) = presenter.rows()
    cell = row.cells[column]
    assert isinstance(cell, TextCell)
    return cell.text


def test_a_person_without_work_has_dashes(desk: Desk) -> None:
    presenter = shown(desk)
    assert presenter.summary() == "1 人，在办 0 项"
    assert [figure(presenter, key) for key in ("active", "overdue", "paused", "led", "help")] == ["—"] * 5
    assert presenter.heading() == "沈知秋的在办事项"
    assert presenter.case_rows() == ()


def test_cases_are_counted_and_listed_the_tightest_first(desk: Desk) -> None:
    late = start(desk, "GH-02", date(2026, 10, 12))
    fresh = start(desk, "LX-14", date(2026, 11, 20))
    desk.execute(
        LogAssistance(
            Assistance(
                "a", AssistanceKind.HELP, Stage.RATED, TODAY, "x", "y", Channel.PHONE, 90, member_id=AGENT.id
            )
        )
    )
    presenter = shown(desk)
    assert [figure(presenter, key) for key in ("active", "overdue", "led")] == ["2", "1", "1"]
    assert figure(presenter, "help") == "1.5 小时 1 件"
    rows = presenter.case_rows()
    assert [row.key for row in rows] == [late, fresh]
    first = rows[0].cells["clock"]
    item = rows[0].cells["item"]
    assert isinstance(first, TextCell) and first.text.startswith("超期")
    assert isinstance(item, TwoLine) and item.second == "澄川包装"
    assert presenter.project_of(late) and presenter.project_of("unknown") == ""


def test_a_new_person_is_entered_once(desk: Desk) -> None:
    presenter = shown(desk)
    outcome = presenter.add(" 陆以宁 ", "agent", "审批二支部", "")
    assert outcome.done and "陆以宁" in outcome.text
    presenter.show(presenter.read())
    assert [row.cells["name"].accessible for row in presenter.rows()] == [
        "沈知秋，审批一支部",
        "陆以宁，审批二支部",
    ]
    assert presenter.heading() == "陆以宁的在办事项"
    again = presenter.add("陆以宁", "agent")
    assert not again.done and "陆以宁" in again.text
    assert len(presenter.read().members) == 2


@pytest.mark.parametrize("name", ["", "  ", "名" * 21])
def test_a_name_must_be_a_name(desk: Desk, name: str) -> None:
    presenter = shown(desk)
    assert not presenter.add(name, "agent").done
    assert len(presenter.read().members) == 1
