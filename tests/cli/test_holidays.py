"""``agent-desk holidays`` over a real office: what is printed, what is refused, what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from agent_desk.cli.holidays import holidays_group
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import EventKind
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.exchange.holiday_files import read_holidays
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.holiday_import import office_calendar
from agent_desk.services.intake import build
from agent_desk.storage import open_store
from tests.domain.notice_texts import NOTICES, whole_notice
from tests.office import NOW, TODAY, calendar, factory_draft, make_desk, make_office

NEXT_YEAR = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至13日（周六）放假调休，共9天。1月31日（周日）、2月20日（周六）上班。
三、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。
四、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。鼓励各单位安排职工在10月8日休息。
"""


@dataclass(frozen=True)
class DeskTools:
    """The tools as bootstrap wires them: the calendar of an office has its imported notices."""

    data: Path

    def open_desk(self, data: str | None, today: date | None = None, *, read_only: bool = False) -> Desk:
        path = Path(data) if data else self.data
        if read_only and not path.exists():
            raise Refusal("db.missing", path=str(path))
        office = make_office(path, today or TODAY)
        return Desk(replace(office, calendar=office_calendar(office.store, calendar())))

    def calendar(self, data: str | None = None) -> WorkCalendar:
        path = Path(data) if data else self.data
        return office_calendar(open_store(path, now=NOW), calendar()) if path.exists() else calendar()

    def read_holidays(self, data: bytes, name: str) -> str | tuple[NoticeDay, ...]:
        return read_holidays(data, name)


@dataclass
class Runner:
    data: Path
    folder: Path

    def run(self, *arguments: str, text: str | None = None) -> Result:
        found = CliRunner().invoke(holidays_group(DeskTools(self.data)), list(arguments), input=text)
        if found.exception is not None and not isinstance(found.exception, (Refusal, SystemExit)):
            raise found.exception
        return found

    def json(self, *arguments: str, text: str | None = None) -> Any:
        result = self.run(*arguments, "--json", text=text)
        assert result.exit_code == 0, result.exception
        return json.loads(result.stdout)

    def refusal(self, *arguments: str, text: str | None = None) -> Refusal:
        result = self.run(*arguments, text=text)
        assert isinstance(result.exception, Refusal), result.output
        return result.exception

    def file(self, text: str, name: str = "通知 1.txt") -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[Runner]:
    yield Runner(tmp_path / "台账.db", tmp_path)


def accept_late(data: Path) -> None:
    """A case whose date lies after the spring festival of 2027."""
    desk = make_desk(data, today=date(2027, 1, 14))
    command = build(factory_draft(), desk.office, TODAY)
    desk.execute(command)
    item = desk.office.rules.catalogue.item
    case = next(c for c in command.cases if item(c.item_code).statutory == Limit(20, Unit.WORKING))
    desk.execute(RecordEvent(case.id, EventKind.RECEIVED, date(2027, 1, 12)))
    desk.execute(RecordEvent(case.id, EventKind.ACCEPTED, date(2027, 1, 13)))
    desk.office.store.close()


def test_an_import_prints_each_line_and_the_dates_that_moved(cli: Runner) -> None:
    accept_late(cli.data)
    result = cli.run("import", cli.file(NEXT_YEAR), "--today", "2027-01-14")
    assert result.exit_code == 0, result.exception
    lines = result.stdout.splitlines()
    assert lines[0] == "2027 年放假通知"
    assert lines[1] == "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
    assert lines[2] == "  休 3 天：2027-01-01 至 2027-01-03"
    assert "共 3 天，相符" in lines[3] and "2 处星期相符" in lines[3]
    assert "  班 2 天：2027-01-31、2027-02-20" in lines
    assert "  ✓ 仅为倡导，不计入" in lines
    assert "合计：休 24 天，班 2 天" in lines
    assert any("个日期变动：" in line for line in lines)
    assert any("澄川环保包装材料项目" in line and "不再暂定" in line for line in lines)
    assert lines[-1] == "已保存。"
    again = cli.run("import", cli.file(NEXT_YEAR), "--today", "2027-01-14")
    assert "无日期变动" in again.stdout


def test_json_gives_lines_days_and_moved_dates(cli: Runner) -> None:
    accept_late(cli.data)
    tried = cli.json("import", cli.file(NEXT_YEAR), "--dry-run")
    done = cli.json("import", cli.file(NEXT_YEAR))
    assert (tried["stored"], done["stored"]) == (False, True)
    assert {**tried, "stored": True} == done
    assert (done["year"], done["complete"], len(done["lines"])) == (2027, True, 6)
    assert done["lines"][0] == {
        "sentence": "一、元旦：1月1日（周五）至3日（周日）放假，共3天。",
        "festival": "元旦",
        "days_off": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "make_up": [],
        "checks": [{"kind": "total", "said": 3, "found": 3}, {"kind": "weekdays", "said": 2, "found": 2}],
    }
    assert done["make_up"] == [{"date": "2027-01-31", "name": "春节"}, {"date": "2027-02-20", "name": "春节"}]
    assert done["settled"] > 0
    assert {(m["old_due"] != m["new_due"], m["settled"]) for m in done["moved"]} == {(True, True)}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [("notice.weekday", "5日（周三）", "5日（周四）"), ("notice.total", "共9天", "共8天")],
)
def test_a_contradiction_is_refused_with_its_sentence_and_stores_nothing(
    cli: Runner, code: str, old: str, new: str
) -> None:
    refusal = cli.refusal("import", cli.file(NEXT_YEAR.replace(old, new)))
    assert refusal.code == code
    assert new in str(refusal.params["sentence"])
    assert not cli.data.exists()


def test_a_dry_run_without_an_office_only_reads(cli: Runner) -> None:
    found = cli.json("import", "-", "--dry-run", "--year", "2014", text=NOTICES[2014])
    assert (found["stored"], found["moved"], found["clocks"]) == (False, [], 0)
    assert len(found["days_off"]) == 22
    assert not cli.data.exists()


def test_a_year_that_differs_needs_replace(cli: Runner) -> None:
    text = whole_notice(2026).replace("9月20日（周日）、", "")
    assert cli.refusal("import", cli.file(text)).code == "holidays.differs"
    assert "--replace" in cli.run("import", cli.file(text), "--dry-run").stdout
    assert cli.json("import", cli.file(text), "--replace")["differs"] == ["2026-09-20"]
    assert cli.json("list", "2026")["source"] == "imported"


def test_the_list_names_its_source(cli: Runner) -> None:
    assert cli.json("list", "2026")["source"] == "shipped"
    before = cli.json("list", "2027")
    assert (before["source"], before["provisional"]) == ("statutory", True)
    cli.json("import", cli.file(NEXT_YEAR))
    after = cli.json("list", "2027")
    assert (after["source"], after["provisional"]) == ("imported", False)
    assert {"date": "2027-01-31", "kind": "makeup", "name": "春节"} in after["days"]
    assert cli.run("list", "2027").stdout.startswith("2027 年：已导入")
    assert "尚未导入" in cli.run("list", "2028").stdout


def test_tables_and_calendars_are_taken_too(cli: Runner) -> None:
    table = "日期,类型,名称\n2027-02-05,休,春节\n2027-02-20,班,春节\n"
    found = cli.json("import", cli.file(table, "a.csv"))
    assert (found["year"], found["complete"]) == (2027, False)
    assert [line["sentence"] for line in found["lines"]] == ["2027-02-05,休,春节", "2027-02-20,班,春节"]
    assert cli.refusal("import", cli.file("2027-02-19,班,春节", "b.csv")).code == "notice.not_weekend"
    assert "不是全年安排" in cli.run("import", cli.file(table, "a.csv"), "--dry-run").stdout


def test_a_missing_file_is_wrong_usage(cli: Runner) -> None:
    assert cli.run("import", str(cli.folder / "nowhere.txt")).exit_code == 2
