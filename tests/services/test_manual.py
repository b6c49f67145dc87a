"""The manual says what the records say, marks what is unverified, and never calls an opinion a permit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent_desk.domain.case import CaseMode, EventKind, MaterialState
from agent_desk.domain.case_life import CaseStatus, Gap
from agent_desk.domain.clock import Pause
from agent_desk.domain.facts import Profile
from agent_desk.domain.project import Channel
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.documents import (
    Block,
    Cell,
    ClockStrip,
    Contents,
    Document,
    GanttBlock,
    Heading,
    KeyValues,
    ListBlock,
    Paragraph,
    Table,
)
from agent_desk.services.intake import build
from agent_desk.services.manual import manual_document
from agent_desk.services.manual_route import steps_table
from agent_desk.services.manual_words import clock_strip, limit_text, material_counts
from agent_desk.services.office import Office
from agent_desk.services.portfolio_sheets import PlannedSheet, planned_sheet
from agent_desk.services.project_sheet import CaseSheet, project_sheet
from tests.office import TODAY, factory_draft


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Everything a reader reads."""
    for block in blocks:
        match block:
            case Heading(text=text, tag=tag):
                yield from (text, tag)
            case Paragraph(text=text):
                yield text
            case ListBlock(items=items):
                yield from items
            case KeyValues(pairs=pairs):
                yield from (word for pair in pairs for word in pair)
            case Table(data=data):
                yield data.note
                yield from (label for _, label in data.groups)
                yield from (str(cell.value) for row in data.rows for cell in row)
            case ClockStrip(gauges=gauges):
                yield from (f"{gauge.name} {gauge.amount} {gauge.unit} {gauge.due_text}" for gauge in gauges)


def page_of(document: Document, item_code: str) -> tuple[Block, ...]:
    """The blocks of one item's page."""
    start = next(
        n
        for n, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and f"事项编码 {item_code}·" in block.text
    )
    following = (
        n
        for n, block in enumerate(document.blocks)
        if n > start and isinstance(block, Heading) and block.level < 3
    )
    return document.blocks[start - 1 : next(following, None)]


@pytest.fixture(scope="module")
def entries(demo: Office) -> tuple[PlannedSheet, ...]:
    with demo.store.reading() as uow:
        ids = [project.id for project in uow.projects.all()]
    return tuple(planned_sheet(project_sheet(demo, project_id, TODAY), demo) for project_id in ids)


def manual(entry: PlannedSheet, office: Office) -> Document:
    return manual_document(entry.sheet, entry.plan, office, TODAY, org="区代办专班")


@pytest.fixture
def fresh(desk: Desk) -> tuple[Desk, PlannedSheet]:
    """A project just taken in, about whose EIA class nothing is known."""
    draft = factory_draft()
    facts = {key: value for key, value in draft.profile.items() if key != "eia_class"}
    command = build(replace(draft, profile=Profile(facts)), desk.office, date(2026, 10, 12))
    desk.execute(command)
    sheet = project_sheet(desk.office, command.project.id, TODAY)
    return desk, planned_sheet(sheet, desk.office)


def test_book_has_its_chapters_and_a_page_per_item(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    entry = entries[-1]
    document = manual(entry, demo)
    chapters = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert chapters[:8] == [
        "一、项目概况与绿色通道依据",
        "二、推进团队与联系方式",
        "三、事项总表",
        "四、分事项办理指南",
        "五、最优流程图",
        "六、材料总清单",
        "七、容缺受理",
        "八、办理依据与期限计算",
    ]
    pages = [b for b in document.blocks if isinstance(b, Heading) and b.text.startswith("4.")]
    assert len(pages) == len(entry.sheet.cases)
    assert all(page.new_page for page in pages[1:])
    assert isinstance(document.blocks[0], Contents)
    assert any(isinstance(b, GanttBlock) and b.detailed for b in document.blocks)
    assert document.title.startswith(entry.sheet.project.name)
    assert (document.cover, document.org) == (True, "区代办专班")


def test_same_records_same_manual(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    assert manual(entries[0], demo) == manual(entries[0], demo)


def test_simulated_opinion_is_never_a_permit(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    checked = 0
    for entry in entries:
        document = manual(entry, demo)
        for case in entry.sheet.cases:
            if case.life.status is not CaseStatus.MOCK_ISSUED:
                continue
            page = page_of(document, case.item.code)
            said = "\n".join(texts(page))
            assert isinstance(page[0], Heading) and page[0].tag == "模拟审批"
            assert "状态：模拟意见已出" in said
            assert "不是行政许可决定" in said
            assert "已办结" not in said.split("前置与时序")[0]
            checked += 1
    assert checked > 5


def test_every_item_says_why_it_applies(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    entry = next(e for e in entries if e.sheet.case_of("PG-05"))
    said = list(texts(page_of(manual(entry, demo), "PG-05")))
    why = next(text for text in said if text.startswith("依据项目画像"))
    assert "≥" in why and ("用电量" in why or "能耗" in why)


def test_unverified_data_is_marked(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    marked = 0
    for entry in entries[:6]:
        document = manual(entry, demo)
        for case in entry.sheet.cases:
            said = "\n".join(texts(page_of(document, case.item.code)))
            wanted = case.item.needs_recheck or (
                case.item.promised_is_illustrative and case.case.promised is not None
            )
            assert ("待复核：" in said) == wanted, case.item.code
            marked += wanted
    assert marked


def test_unknown_fact_gives_to_be_confirmed(fresh: tuple[Desk, PlannedSheet]) -> None:
    desk, entry = fresh
    document = manual_document(entry.sheet, entry.plan, desk.office, TODAY)
    assert entry.sheet.case_of("PG-02") is None
    table = next(b.data for b in document.blocks if isinstance(b, Table) and b.data.title == "待确认事项")
    listed = {str(row[0].value): str(row[2].value) for row in table.rows}
    item = desk.office.rules.catalogue.item("PG-02")
    assert "环评" in listed[item.short_name]


def test_state_of_papers(fresh: tuple[Desk, PlannedSheet]) -> None:
    desk, entry = fresh
    case = next(c for c in entry.sheet.cases if len(c.materials) > 3)
    states = (MaterialState.ACCEPTED, MaterialState.TOLERATED, MaterialState.MISSING)
    papers = tuple(
        replace(paper, state=states[min(n, 2)], until=TODAY - timedelta(days=1))
        for n, paper in enumerate(case.materials)
    )
    assert material_counts(papers).startswith(f"共 {len(papers)} 份，已齐 1，容缺 1，缺 ")
    gap = Gap(papers[1].name, TODAY, TODAY + timedelta(days=8))
    life = replace(case.life, received_on=TODAY, gaps=(gap,))
    changed = replace(case, materials=papers, life=life)
    cases = tuple(changed if c is case else c for c in entry.sheet.cases)
    document = manual_document(replace(entry.sheet, cases=cases), entry.plan, desk.office, TODAY)
    table = next(b.data for b in page_of(document, case.item.code) if isinstance(b, Table))
    shown = [(row[-1].value, row[-1].tone) for row in table.rows[:3]]
    assert shown == [("已齐", "ok"), ("容缺至 11-21", "over"), ("缺", "over")]
    gaps = next(b.data for b in document.blocks if isinstance(b, Table) and b.data.title == "容缺承诺")
    assert [(row[1].value, row[3].value, row[4].value) for row in gaps.rows] == [
        (papers[1].name, TODAY + timedelta(days=8), 8)
    ]


def test_general_project_has_no_target(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    entry = next(e for e in entries if e.sheet.project.channel is Channel.GENERAL)
    document = manual(entry, demo)
    assert any("不设绿色通道时限" in text for text in texts(document.blocks))
    strips = [block for block in document.blocks if isinstance(block, ClockStrip)]
    assert all(strip.gauges[2].amount is None for strip in strips)


def case_of(fresh: tuple[Desk, PlannedSheet], code: str) -> tuple[Desk, CaseSheet]:
    desk, entry = fresh
    case = entry.sheet.case_of(code)
    assert case is not None
    return desk, case


def record(desk: Desk, case: CaseSheet, kind: EventKind, on: date, **more: object) -> None:
    desk.execute(RecordEvent(case.case.id, kind, on, **more))  # type: ignore[arg-type]


def strip_of(desk: Desk, case: CaseSheet, today: date) -> ClockStrip:
    sheet = project_sheet(desk.office, case.case.project_id, today).case_of(case.item.code)
    assert sheet is not None
    return clock_strip(sheet, desk.office, today)


def test_limits_run_from_acceptance(fresh: tuple[Desk, PlannedSheet]) -> None:
    desk, case = case_of(fresh, "GH-02")
    assert {gauge.due_text for gauge in clock_strip(case, desk.office, TODAY).gauges} == {"受理后起算"}
    record(desk, case, EventKind.RECEIVED, date(2026, 11, 18))
    record(desk, case, EventKind.ACCEPTED, date(2026, 11, 18))
    legal, promised, target = strip_of(desk, case, TODAY).gauges
    assert (legal.amount, legal.unit, legal.due_text) == (20, "工作日", "12-16 到期，剩 18")
    assert promised.due_text == "11-27 到期，剩 5"
    assert (target.unit, target.due_text, target.tone) == ("日（5+2）", "今天（周日）到期", "due")
    late = strip_of(desk, case, date(2026, 11, 30)).gauges
    assert [gauge.tone for gauge in late] == ["", "over", "over"]
    assert late[2].due_text == "11-22 到期，超 8"


def test_finished_limits_say_whether_they_were_kept(fresh: tuple[Desk, PlannedSheet]) -> None:
    desk, case = case_of(fresh, "GH-02")
    record(desk, case, EventKind.RECEIVED, date(2026, 11, 10))
    record(desk, case, EventKind.ACCEPTED, date(2026, 11, 10))
    record(desk, case, EventKind.MOCK_OPINION, date(2026, 11, 17))
    texts_now = [gauge.due_text for gauge in strip_of(desk, case, TODAY).gauges]
    assert texts_now == ["11-17 出结果，按期", "11-17 出结果，按期", "11-17 出结果，超期"]


def test_paused_limit_stands_still(fresh: tuple[Desk, PlannedSheet]) -> None:
    desk, case = case_of(fresh, "GH-02")
    record(desk, case, EventKind.RECEIVED, date(2026, 11, 18))
    record(desk, case, EventKind.ACCEPTED, date(2026, 11, 18))
    details = {"procedure": "expert_review"}
    record(desk, case, EventKind.SPECIAL_START, date(2026, 11, 20), document="评审 2026-3", details=details)
    target = strip_of(desk, case, date(2026, 11, 25)).gauges[2]
    assert (target.due_text, target.tone) == ("停表，剩 3", "pause")


def test_words_of_limits(demo: Office) -> None:
    catalogue = demo.rules.catalogue
    assert limit_text(catalogue.item("GH-02").statutory) == "20 工作日"
    assert limit_text(catalogue.item("LX-01").statutory) == "即办"
    assert limit_text(catalogue.item("YS-15").statutory) == "6 个月"
    assert limit_text(None) == "—"


def test_steps_say_why(demo: Office, entries: tuple[PlannedSheet, ...]) -> None:
    entry = next(
        e
        for e in entries
        if e.plan.critical_steps > 5 and any(c.case.mode is CaseMode.SIMULATED for c in e.sheet.cases)
    )
    table = steps_table(entry.plan, TODAY)
    starts = [row[1].value for row in table.rows]
    assert starts == sorted(starts)  # type: ignore[type-var]
    reasons = {str(row[-1].value) for row in table.rows}
    assert any(reason.startswith("须待“") and "《" in reason for reason in reasons)
    assert any(reason.startswith("接“") for reason in reasons)
    critical = [row for row in table.rows if row[5].value == "●"]
    assert len(critical) >= entry.plan.critical_steps
    joined: list[Cell] = [row[0] for row in table.rows if "转正式（" in str(row[0].value)]
    assert joined


def test_pause_without_paper_is_said_not_to_stop(entries: tuple[PlannedSheet, ...], demo: Office) -> None:
    """The rules printed in the book are those the clocks follow."""
    assert not Pause(TODAY, None, "expert_review").stops_clock
    said = "\n".join(texts(manual(entries[0], demo).blocks))
    assert "没有告知文号的只作记录，不停表" in said
    assert "次日为第 1 天" in said
