"""报表: the list, the days, the chapters and the files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agent_desk.presenters.reports import MANUAL, ReportsPresenter, month_weeks
from agent_desk.services.desk import Desk
from agent_desk.services.documents import Document, Heading
from agent_desk.services.intake import build
from tests.office import TODAY, factory_draft, make_desk


class WordPress:
    """A file is the document's title and headings."""

    def pdf(self, document: Document) -> bytes:
        heads = [block.text for block in document.blocks if isinstance(block, Heading)]
        return "|".join(["pdf", document.title, *heads]).encode()

    def excel(self, document: Document) -> bytes:
        return b"xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "office.db")
    yield made
    made.office.store.close()


@pytest.fixture
def presenter(desk: Desk) -> ReportsPresenter:
    return ReportsPresenter(desk, lambda: TODAY, WordPress())  # type: ignore[arg-type]


def test_the_list_is_grouped_and_ends_with_the_guide_book(presenter: ReportsPresenter) -> None:
    groups = presenter.groups()
    assert [group.title for group in groups] == ["进度简报", "统计", "服务手册"]
    assert groups[0].entries[0].id == presenter.current == "brief"
    assert groups[0].entries[0].note == "周报"
    assert groups[-1].entries[0].id == MANUAL


def test_the_brief_starts_with_this_week_and_stops_at_today(presenter: ReportsPresenter) -> None:
    assert presenter.period_text() == "11-16 至 11-22"
    assert presenter.period_note() == "第 47 周"
    assert not presenter.can_step_on
    presenter.step(1)
    assert presenter.period_text() == "11-16 至 11-22"
    presenter.step(-1)
    assert presenter.period_text() == "11-09 至 11-15"
    assert presenter.can_step_on
    presenter.choose_day(date(2026, 10, 1))
    assert presenter.period_text() == "09-28 至 10-04"
    presenter.choose_day(date(2026, 12, 1))
    assert presenter.period_text() == "09-28 至 10-04"


def test_another_length_of_period_stays_around_the_same_days(presenter: ReportsPresenter) -> None:
    presenter.set_kind("month")
    assert presenter.period_text() == "11-01 至 11-30"
    presenter.set_kind("week")
    assert presenter.period_text() == "11-16 至 11-22"
    presenter.set_kind("day")
    assert presenter.period_text() == "11-22"
    presenter.step(-1)
    assert presenter.period_text() == "11-21"


def test_a_report_as_of_today_has_no_period(presenter: ReportsPresenter) -> None:
    presenter.choose("deadlines")
    assert not presenter.has_period
    assert presenter.period is None
    presenter.step(-1)
    presenter.set_kind("week")
    assert presenter.period is None
    with pytest.raises(KeyError):
        presenter.choose("no such report")


def test_a_project_report_needs_a_project(presenter: ReportsPresenter, desk: Desk) -> None:
    presenter.choose("project-brief")
    assert presenter.blocked() == "还没有在办项目，先建一个。"
    created = desk.execute(build(factory_draft(), desk.office, TODAY)).created
    presenter.choose(MANUAL)
    assert presenter.project_id == created
    assert presenter.blocked() == ""
    assert presenter.formats == ("pdf",)
    assert b"pdf|" in presenter.pdf(presenter.asked())


def test_chapters_are_left_out_and_moved(presenter: ReportsPresenter) -> None:
    before = presenter.pdf(presenter.asked()).decode()
    assert before.index("总体情况") < before.index("重点项目进展")
    assert presenter.move_section("projects", -2)
    assert not presenter.move_section("projects", -1)
    assert presenter.sections()[0].id == "projects"
    after = presenter.pdf(presenter.asked()).decode()
    assert after.index("重点项目进展") < after.index("总体情况")
    presenter.set_section("summary", False)
    assert "总体情况" not in presenter.pdf(presenter.asked()).decode()
    for section in presenter.sections():
        presenter.set_section(section.id, False)
    assert presenter.blocked() == "至少选一项内容。"


def test_the_scope_counts_projects_by_channel(presenter: ReportsPresenter, desk: Desk) -> None:
    assert presenter.has_scope
    assert presenter.scope_counts() == (0, 0)
    desk.execute(build(factory_draft(), desk.office, TODAY))
    assert sum(presenter.scope_counts()) == 1
    presenter.general = True
    assert presenter.asked().general
    presenter.choose("cases")
    assert not presenter.asked().general


def test_the_file_is_the_preview(presenter: ReportsPresenter, tmp_path: Path) -> None:
    asked = presenter.asked()
    pdf = presenter.pdf(asked)
    name = presenter.file_name("pdf", asked)
    assert name == "绿色通道推进情况简报 2026-11-22.pdf"
    assert presenter.write("pdf", asked, tmp_path / name, pdf).read_bytes() == pdf
    assert presenter.write("pdf", asked, tmp_path / name).read_bytes() == pdf
    assert presenter.write("excel", asked, tmp_path / "x.xlsx").read_bytes() == b"xlsx"


def test_without_a_press_there_is_nothing_to_show(desk: Desk) -> None:
    presenter = ReportsPresenter(desk, lambda: TODAY, None)
    assert presenter.blocked() == "这里不能生成文件。"


def test_a_month_has_whole_weeks() -> None:
    weeks = month_weeks(date(2026, 11, 22))
    assert weeks[0][0] == date(2026, 10, 26)
    assert weeks[-1][-1] == date(2026, 12, 6)
    assert len(weeks) == 6
    assert len(month_weeks(date(2026, 12, 31))) == 5
