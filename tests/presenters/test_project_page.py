"""The project page's presenters over a real office."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind, MaterialState
from agent_desk.presenters.cells import ClockCell, ClockState, GroupRow, Row, Tag, TagKind
from agent_desk.presenters.project_page import CASES, CLOCKS, MATERIALS, ProjectPagePresenter
from agent_desk.presenters.project_page_cases import case_rows, ready_cases, urgent_rows
from agent_desk.presenters.project_page_clocks import clock_key, clock_rows, derivation_view, read_clocks
from agent_desk.presenters.project_page_history import history_view
from agent_desk.presenters.project_page_manual import Book, paper_counts, papers_document, print_book
from agent_desk.presenters.project_page_overview import overview
from agent_desk.presenters.project_page_papers import papers_view
from agent_desk.presenters.project_page_route import DONE_GROUP, route_view
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.documents import Document
from agent_desk.services.intake import ProjectDraft, build
from tests.office import TODAY, factory_draft, make_desk

CREATED = TODAY - timedelta(days=30)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "office.db")


@pytest.fixture
def page(desk: Desk) -> ProjectPagePresenter:
    """A project with one item under review for four days."""
    made = desk.execute(build(factory_draft(), desk.office, CREATED))
    presenter = ProjectPagePresenter(desk, lambda: TODAY)
    assert presenter.show(made.created) == ""
    case = case_id(presenter, "PG-05")
    desk.execute(RecordEvent(case, EventKind.RECEIVED, date(2026, 11, 18), document="收 1 号"))
    desk.execute(RecordEvent(case, EventKind.ACCEPTED, date(2026, 11, 18), document="受 1 号"))
    presenter.refresh()
    return presenter


def case_id(page: ProjectPagePresenter, item: str) -> str:
    found = page.sheet.case_of(item)
    assert found is not None
    return found.case.id


def only_rows(rows: object) -> list[Row]:
    return [row for row in rows if isinstance(row, Row)]  # type: ignore[attr-defined]


def test_unknown_project_is_a_sentence(desk: Desk) -> None:
    presenter = ProjectPagePresenter(desk, lambda: TODAY)
    assert presenter.show("nothing") != ""
    assert not presenter.shown


def test_head_names_channel_money_town_code_and_countdown(page: ProjectPagePresenter) -> None:
    head = page.head()
    assert head.name == "澄川环保包装材料项目" and head.short_name == "澄川包装"
    assert head.tag.text == "总投资 ≥ 3 亿"
    assert head.facts == ("3.2 亿元", "望湖街道", "项目代码 2611-330402-04-01-728145")
    label, number, unit = head.countdown
    assert label.startswith("距") and int(number) > 0 and unit == "天"
    assert [person.name for person in head.people] == ["沈知秋"]


def test_tabs_count_what_they_hold(page: ProjectPagePresenter) -> None:
    notes = {tab.key: tab.note for tab in page.tabs()}
    assert len(page.tabs()) == 7
    assert notes[MATERIALS] == f"0/{len(page.sheet.materials)}"
    assert notes[CASES] == f"0/{len(page.sheet.cases)}"
    assert notes[CLOCKS] == "3"


def test_overview_shows_urgent_ready_and_questions(page: ProjectPagePresenter) -> None:
    view = overview(page.sheet, page.plan, page.desk.office)
    assert [row.key for row in only_rows(view.urgent)] == [case_id(page, "PG-05")]
    assert case_id(page, "LX-01") in {ready.case_id for ready in view.ready}
    assert view.unconfirmed > 0 and view.questions
    assert view.figures[2].value == "0" and "1 项在计时" in view.figures[2].note
    assert dict(view.contact)["建设单位"] == "澄川包装材料有限公司"
    assert ("总投资", "3.2 亿元") in view.profile


def test_starting_a_case_takes_it_off_the_ready_list(page: ProjectPagePresenter) -> None:
    case = case_id(page, "LX-01")
    assert page.start(case) == ""
    page.refresh()
    ready = ready_cases(page.sheet, page.desk.office.rules.catalogue)
    assert case not in {found.case_id for found in ready}


def test_an_impossible_start_is_refused_in_words(page: ProjectPagePresenter) -> None:
    case = case_id(page, "LX-01")
    for kind in (EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.DECIDED):
        page.desk.execute(RecordEvent(case, kind, date(2026, 11, 20), details={"outcome": "granted"}))
    assert page.start(case) != ""


def test_nothing_is_ready_while_the_law_asks_for_more(page: ProjectPagePresenter) -> None:
    ready = {found.case_id for found in ready_cases(page.sheet, page.desk.office.rules.catalogue)}
    assert case_id(page, "SG-08") not in ready


def test_case_rows_show_running_resting_and_absent_clocks(page: ProjectPagePresenter) -> None:
    rows = {row.key: row for row in only_rows(case_rows(page.sheet))}
    running = rows[case_id(page, "PG-05")].cells["target"]
    assert isinstance(running, ClockCell) and running.state is not ClockState.NOT_APPLICABLE
    resting = rows[case_id(page, "GH-02")].cells["statutory"]
    assert isinstance(resting, ClockCell) and resting.head.startswith("限 ")
    absent = rows[case_id(page, "LX-08")].cells["target"]
    assert isinstance(absent, ClockCell) and absent.head == "不适用"
    assert only_rows(urgent_rows(page.sheet, 5))[0].key == case_id(page, "PG-05")


def test_route_shows_comparison_reasons_and_baseline(page: ProjectPagePresenter) -> None:
    view = route_view(page.sheet, page.plan, page.desk.office, show_done=False)
    assert [bar.label for bar in view.bars] == ["法定顺序", "最优流程"]
    assert view.bars[0].share == 1.0 and view.bars[1].days == page.plan.forecast_days
    assert any(line.locked for line in view.reasons)
    assert page.next_baseline() == 1
    assert page.adopt_baseline() == ""
    page.refresh()
    assert page.next_baseline() == 2
    view = route_view(page.sheet, page.plan, page.desk.office, show_done=False)
    assert [bar.label for bar in view.bars] == ["法定顺序", "基线 v1", "最优流程"]
    page.desk.undo()
    page.refresh()
    assert page.next_baseline() == 1


def test_route_folds_what_is_done(page: ProjectPagePresenter) -> None:
    case = case_id(page, "LX-01")
    for kind in (EventKind.RECEIVED, EventKind.ACCEPTED):
        page.desk.execute(RecordEvent(case, kind, date(2026, 11, 20)))
    page.desk.execute(RecordEvent(case, EventKind.DECIDED, date(2026, 11, 20), details={"outcome": "granted"}))
    page.refresh()
    folded = route_view(page.sheet, page.plan, page.desk.office, show_done=False).rows
    opened = route_view(page.sheet, page.plan, page.desk.office, show_done=True).rows
    assert any(row.key == DONE_GROUP for row in folded)
    assert len(opened) > len(folded)


def test_papers_change_state_and_can_be_narrowed(page: ProjectPagePresenter) -> None:
    paper = page.sheet.materials[0]
    assert page.set_material(paper.id, MaterialState.ACCEPTED) == ""
    page.refresh()
    assert paper_counts(page.sheet).accepted == 1
    every = only_rows(papers_view(page.sheet, open_only=False).rows)
    still = only_rows(papers_view(page.sheet, open_only=True).rows)
    assert len(every) - len(still) == 1
    tag = next(row for row in every if row.key == paper.id).cells["state"]
    assert isinstance(tag, Tag) and tag.kind is TagKind.GREEN


def test_a_paper_that_may_not_follow_later_is_refused(page: ProjectPagePresenter) -> None:
    rigid = next(m for m in page.sheet.materials if not m.tolerable)
    assert page.set_material(rigid.id, MaterialState.TOLERATED, TODAY + timedelta(days=5)) != ""


def test_missing_alarms_only_after_receipt(page: ProjectPagePresenter) -> None:
    rows = {row.key: row for row in only_rows(papers_view(page.sheet, open_only=False).rows)}
    begun, idle = page.sheet.case_of("PG-05"), page.sheet.case_of("SG-08")
    assert begun is not None and idle is not None
    alarm, quiet = rows[begun.materials[0].id].cells["state"], rows[idle.materials[0].id].cells["state"]
    assert isinstance(alarm, Tag) and alarm.kind is TagKind.OVER
    assert isinstance(quiet, Tag) and quiet.kind is TagKind.OUTLINE


def test_derivation_lands_on_the_due_day(page: ProjectPagePresenter) -> None:
    office = page.desk.office
    rows = read_clocks(office, page.project_id, TODAY)
    assert [isinstance(row, GroupRow) for row in clock_rows(rows, office, TODAY)] == [True, False, False, False]
    legal = next(row for row in rows if row.kind.value == "statutory")
    assert clock_key(legal).startswith(legal.case_id)
    view = derivation_view(legal, office, TODAY)
    days = only_rows(view.rows)
    counted = [row for row in days if row.cells["number"].accessible]
    assert len(counted) == legal.limit.amount
    assert legal.due_on is not None and days[-1].key == legal.due_on.isoformat()
    assert "行政许可法" in view.articles
    assert any("今天" in row.cells["day"].accessible for row in days)


def test_a_pause_is_named_in_the_derivation(page: ProjectPagePresenter) -> None:
    case = case_id(page, "PG-05")
    page.desk.execute(
        RecordEvent(
            case,
            EventKind.SPECIAL_START,
            date(2026, 11, 20),
            document="告 1 号",
            details={"procedure": "expert_review"},
        )
    )
    office = page.desk.office
    legal = next(r for r in read_clocks(office, page.project_id, TODAY) if r.kind.value == "statutory")
    view = derivation_view(legal, office, TODAY)
    why = [row.cells["why"].accessible for row in only_rows(view.rows)]
    assert "专家评审，停表" in why
    assert "停表" in view.note


def test_history_takes_a_record_back_and_keeps_it(page: ProjectPagePresenter) -> None:
    before = history_view(page.sheet)
    event = next(key for key, line in before.correctable.items() if line.words.endswith("受理"))
    line = before.correctable[event]
    assert page.annul(line.case_id, event, "日期填错") == ""
    page.refresh()
    after = history_view(page.sheet)
    assert event not in after.correctable
    row = next(row for row in after.rows if row.key == event)
    mark = row.cells["mark"]
    assert isinstance(mark, Tag) and mark.text == "已更正"
    assert any(row.cells["what"].accessible.startswith("更正：受理") for row in after.rows)
    assert page.annul(line.case_id, event, "") != ""


def test_history_is_newest_first_and_holds_the_intake(page: ProjectPagePresenter) -> None:
    view = history_view(page.sheet)
    assert any("新建项目" in row.accessible for row in view.rows)
    days = [row.accessible[:10] for row in view.rows if row.accessible.startswith("20")]
    assert days == sorted(days, reverse=True)


class OutlinePress:
    """A press that prints nothing and knows two headings."""

    def __init__(self) -> None:
        self.documents: list[Document] = []

    def pdf(self, document: Document) -> bytes:
        self.documents.append(document)
        return b"pdf"

    def page_count(self, pdf: bytes) -> int:
        return 7

    def outline(self, pdf: bytes) -> tuple[tuple[str, int, int], ...]:
        return (("一、概况", 1, 2), ("4.1 备案", 2, 5), ("细目", 3, 5))


def test_book_has_two_levels_of_contents(page: ProjectPagePresenter) -> None:
    press = OutlinePress()
    book = print_book(page.sheet, page.plan, page.desk.office, press)  # type: ignore[arg-type]
    assert isinstance(book, Book) and book.pages == 7
    assert [(entry.level, entry.page) for entry in book.entries] == [(1, 2), (2, 5)]
    assert "服务手册" in press.documents[0].title


def test_papers_document_names_the_project(page: ProjectPagePresenter) -> None:
    assert papers_document(page.sheet).title.startswith("澄川环保包装材料项目")


def test_a_project_without_items_claims_no_days_and_no_progress(desk: Desk) -> None:
    made = desk.execute(build(ProjectDraft(name="澄川二期项目"), desk.office, TODAY))
    presenter = ProjectPagePresenter(desk, lambda: TODAY)
    assert presenter.show(made.created) == ""
    assert presenter.head().countdown == ("", "", "")
    view = route_view(presenter.sheet, presenter.plan, desk.office, show_done=False)
    assert view.empty == "本项目尚无可排的事项。"
    assert overview(presenter.sheet, presenter.plan, desk.office).figures[0].value == "—"


def test_a_pause_without_a_procedure_has_no_comma_before_it(page: ProjectPagePresenter) -> None:
    case = case_id(page, "PG-05")
    page.desk.execute(RecordEvent(case, EventKind.SPECIAL_START, date(2026, 11, 19), document="特 1 号"))
    clock = read_clocks(page.desk.office, page.project_id, TODAY)[0]
    rows = only_rows(derivation_view(clock, page.desk.office, TODAY).rows)
    assert not [row.accessible for row in rows if "，，" in row.accessible]
