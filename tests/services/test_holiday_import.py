"""Importing the notice of the coming year: clocks follow, dates that moved are named, undo brings them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.services import projection
from agent_desk.services.changes import Topic
from agent_desk.services.commands import ImportNotice, RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.holiday_import import (
    import_notice,
    is_imported,
    office_calendar,
    preview,
    understand,
)
from agent_desk.services.intake import build
from agent_desk.services.ports import ClockRow
from tests.office import TODAY, calendar, factory_draft, make_desk, make_office

NEXT_YEAR = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至13日（周六）放假调休，共9天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）至17日（周五）放假调休，共3天。9月19日（周日）、9月25日（周六）上班。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Desk]:
    """A desk with one case accepted so late that its date falls into the spring festival of 2027."""
    desk = make_desk(tmp_path / "台账.db", today=date(2027, 1, 14))
    command = build(factory_draft(), desk.office, TODAY)
    desk.execute(command)
    longest = Limit(20, Unit.WORKING)
    case = next(
        case for case in command.cases if desk.office.rules.catalogue.item(case.item_code).statutory == longest
    )
    desk.execute(RecordEvent(case.id, EventKind.RECEIVED, date(2027, 1, 12)))
    desk.execute(RecordEvent(case.id, EventKind.ACCEPTED, date(2027, 1, 13)))
    yield desk
    desk.office.store.close()


def rows(desk: Desk) -> list[ClockRow]:
    with desk.office.store.reading() as uow:
        return sorted(uow.clocks.all(), key=lambda row: (row.case_id, row.kind))


def settings(desk: Desk) -> dict[str, object]:
    with desk.office.store.reading() as uow:
        return {key: value for key, value in uow.settings.read().items() if value is not None}


def test_the_preview_names_the_dates_that_move_and_writes_nothing(running: Desk) -> None:
    before = rows(running)
    assert before and any(row.provisional for row in before)
    effect = preview(running.office, understand(NEXT_YEAR))
    assert (effect.known.published, effect.needs_replace) == (False, False)
    assert date(2027, 2, 9) in effect.differing and date(2027, 1, 31) in effect.differing
    assert effect.moved and effect.settled == sum(row.provisional for row in before)
    for moved in effect.moved:
        assert moved.old_due != moved.new_due and moved.settled
        assert moved.project == "澄川环保包装材料项目"
    assert rows(running) == before
    assert settings(running) == {}


def test_importing_moves_the_clocks_and_undo_moves_them_back(running: Desk) -> None:
    before, old_calendar = rows(running), running.office.calendar
    heard: list[frozenset[Topic]] = []
    running.listener = heard.append
    effect = import_notice(running, understand(NEXT_YEAR), NEXT_YEAR)
    after = rows(running)
    moved = {
        (new.case_id, new.kind): (old.due_on, new.due_on)
        for old, new in zip(before, after, strict=True)
        if old.due_on != new.due_on
    }
    assert {(m.case_id, m.kind): (m.old_due, m.new_due) for m in effect.moved} == moved
    assert not any(row.provisional for row in after)
    assert not running.office.calendar.is_working(date(2027, 2, 9))
    assert running.office.calendar.is_working(date(2027, 1, 31))
    assert not running.office.calendar.is_provisional(date(2027, 6, 1))
    kept = settings(running)["holidays.2027"]
    assert isinstance(kept, dict)
    assert (kept["number"], kept["text"], kept["imported_on"]) == ("国办发明电〔2026〕9号", NEXT_YEAR, "2027-01-14")
    assert Topic.CASES in heard[-1] and Topic.SETTINGS in heard[-1]

    running.undo()
    assert rows(running) == before
    assert settings(running) == {}
    assert running.office.calendar.notices == old_calendar.notices
    running.redo()
    assert rows(running) == after
    assert running.office.calendar.is_working(date(2027, 1, 31))
    running.undo()
    assert rows(running) == before


def test_the_kept_rows_are_those_of_a_rebuild_with_the_offices_calendar(running: Desk) -> None:
    import_notice(running, understand(NEXT_YEAR))
    kept = rows(running)
    fresh = replace(running.office, calendar=office_calendar(running.office.store, calendar()))
    with running.office.store.writing() as uow:
        projection.rebuild(uow, fresh)
        uow.commit()
    assert rows(running) == kept


def test_an_office_opened_later_has_its_imported_notices(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "a.db")
    import_notice(desk, understand(NEXT_YEAR))
    desk.office.store.close()
    again = make_office(tmp_path / "a.db")
    found = office_calendar(again.store, calendar())
    notice = next(notice for notice in found.notices if notice.year == 2027)
    assert is_imported(notice) and notice.source == "import 国办发明电〔2026〕9号"
    assert notice.make_up[date(2027, 2, 20)] == "春节"
    assert [n.year for n in found.notices if is_imported(n)] == [2027]
    assert calendar().is_working(date(2027, 2, 9))
    again.store.close()


def test_a_notice_that_differs_needs_the_users_word(running: Desk) -> None:
    import_notice(running, understand(NEXT_YEAR))
    kept, known = rows(running), settings(running)
    import_notice(running, understand(NEXT_YEAR))  # the same again changes nothing
    other = understand(NEXT_YEAR.replace("2月20日（周六）", "2月21日（周日）"))
    with pytest.raises(Refusal) as caught:
        import_notice(running, other)
    assert caught.value.code == "holidays.differs"
    assert caught.value.params == {"year": 2027, "count": 2, "days": "2027-02-20、2027-02-21"}
    assert (rows(running), settings(running)) == (kept, known)
    assert running.office.calendar.is_working(date(2027, 2, 20))
    import_notice(running, other, replace=True)
    assert running.office.calendar.is_working(date(2027, 2, 21))
    running.undo()
    assert running.office.calendar.is_working(date(2027, 2, 20))
    assert not running.office.calendar.is_working(date(2027, 2, 21))


def test_a_shipped_year_is_guarded_as_well(desk: Desk) -> None:
    same = understand("2026年10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。")
    assert preview(desk.office, same).differing == ()
    other = understand("2026年10月1日（周四）至6日（周二）放假调休，共6天。10月11日（周日）上班。")
    effect = preview(desk.office, other)
    assert effect.needs_replace and effect.differing == (date(2026, 10, 11),)
    with pytest.raises(Refusal, match=r"holidays\.differs"):
        import_notice(desk, other)


def test_an_excerpt_of_an_unpublished_year_stays_provisional(desk: Desk) -> None:
    effect = import_notice(desk, understand("2027年5月1日至5日放假调休，共5天。"))
    assert not effect.parsed.complete
    assert desk.office.calendar.is_provisional(date(2027, 5, 4))
    assert not desk.office.calendar.is_working(date(2027, 5, 4))
    assert not desk.office.calendar.is_working(date(2027, 2, 8))
    import_notice(desk, understand(NEXT_YEAR))  # no contradiction: the rest was never known
    assert not desk.office.calendar.is_provisional(date(2027, 5, 4))


def test_a_list_of_days_is_one_year_without_contradictions() -> None:
    first = NoticeDay(date(2026, 12, 31), True, "元旦", "a")
    second = NoticeDay(date(2027, 1, 3), False, "元旦", "b")
    parsed = understand([first, second])
    assert (parsed.year, list(parsed.days_off), list(parsed.make_up)) == (2027, [first.day], [second.day])
    later = NoticeDay(date(2028, 1, 1), True, "元旦", "c")
    assert understand([first, later], 2028).year == 2028
    bad = {
        "notice.several_years": [first, later],
        "notice.off_and_worked": [second, replace(second, off=True)],
        "notice.not_weekend": [NoticeDay(date(2027, 1, 4), False, "元旦", "d")],
        "notice.nothing_understood": [],
    }
    for code, days in bad.items():
        with pytest.raises(Refusal) as caught:
            understand(days)
        assert caught.value.code == code


def test_two_notices_in_one_step_are_both_kept(desk: Desk) -> None:
    first = preview(desk.office, understand(NEXT_YEAR)).notice
    second = preview(desk.office, understand("2028年1月1日至3日放假。")).notice
    desk.execute_all([ImportNotice(first), ImportNotice(second)])
    assert not desk.office.calendar.is_working(date(2027, 2, 9))
    assert not desk.office.calendar.is_working(date(2028, 1, 3))
    desk.undo()
    assert desk.office.calendar.is_working(date(2028, 1, 3))
    assert not desk.office.calendar.is_working(date(2027, 2, 9))
