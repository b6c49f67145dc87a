"""``agent-desk project`` over real files and a real database."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest

from agent_desk.domain.people import Member, Role
from agent_desk.presenters.refusals import sentence
from agent_desk.storage import open_store
from tests.cli.conftest import Shell, make_shell
from tests.office import NOW, TODAY

EXAMPLES = Path(__file__).parents[2] / "examples"
FACTORY = EXAMPLES / "example-factory.toml"
LIST = EXAMPLES / "project-list.xlsx"


def codes(shell: Shell) -> list[str]:
    return [project["code"] for project in shell("project", "list", "--json").json()]


# -- add ---------------------------------------------------------------------------------------------------


def test_add_says_what_follows(shell: Shell) -> None:
    ran = shell("project", "add", FACTORY)
    assert ran.code == 0, ran.refusal
    assert "禾澜包装年产2.4万吨可降解包装材料项目（2611-330402-04-01-482917）" in ran.out
    assert re.search(r"准入：绿色通道，依据“.+”，总投资 3\.2 亿元", ran.out)
    assert re.search(r"事项 \d+ 项，待确认 \d+ 项，材料 \d+ 份", ran.out)
    assert ran.err.count("注意：") == 3  # three people nobody has entered yet


def test_add_below_the_threshold_names_what_is_to_be_confirmed(shell: Shell) -> None:
    ran = shell("project", "add", EXAMPLES / "example-upgrade.toml")
    assert re.search(r"准入：一般代办，未达到“.+”，总投资 0\.86 亿元", ran.out)
    assert "还缺" in ran.out


def test_add_as_data_and_members_found(shell: Shell) -> None:
    store = open_store(shell.data, now=NOW)
    with store.writing() as uow:
        for number, name in enumerate(("陆文斌", "王若溪", "钱志远")):
            uow.members.add(Member(f"m-{number}", name, Role.AGENT))
        uow.commit()
    store.close()
    ran = shell("project", "add", FACTORY, "--json")
    assert ran.err == ""
    added = ran.json()
    assert (added["channel"], added["admitted"]) == ("green", True)
    shown = shell("project", "show", "禾澜包装", "--json").json()
    assert [seat["name"] for seat in shown["team"]] == ["陆文斌", "王若溪", "钱志远"]
    assert [case["item"] for case in shown["cases"]] == added["items"]


def test_adding_twice_is_refused_and_stores_nothing(shell: Shell) -> None:
    assert shell("project", "add", FACTORY).code == 0
    ran = shell("project", "add", FACTORY)
    assert ran.refusal is not None and ran.refusal.code == "project.code_taken"
    assert len(codes(shell)) == 1


def test_a_faulty_file_is_one_sentence_with_line_and_field(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "甲.toml"
    path.write_text('name = "甲"\ntotal_investment = "很多"\n', "utf-8")
    ran = shell("project", "add", path)
    assert ran.refusal is not None
    said = sentence(ran.refusal)
    assert said.startswith("甲.toml 第 2 行（total_investment）：")
    assert "很多" in said and "\n" not in said and "Refusal" not in said
    assert codes(shell) == []


# -- import ------------------------------------------------------------------------------------------------


def test_a_faulty_row_keeps_the_whole_list_out(shell: Shell) -> None:
    ran = shell("project", "import", LIST)
    assert ran.code == 1 and ran.refusal is None
    assert re.search(r"表“重点项目”第 12 行“项目代码”：.*第 4 行", ran.err)
    assert codes(shell) == []


def test_skip_faulty_takes_the_others_in_one_go(shell: Shell) -> None:
    ran = shell("project", "import", LIST, "--skip-faulty")
    assert ran.code == 0
    assert "已导入 8 个项目" in ran.out and "第 12 行" in ran.err
    assert "第 11 行" in ran.err and "未使用的列" in ran.err
    assert len(codes(shell)) == 8
    again = shell("project", "import", LIST, "--skip-faulty")
    assert again.code == 1
    assert len(codes(shell)) == 8


def test_import_as_data(shell: Shell) -> None:
    ran = shell("project", "import", LIST, "--json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert found["stored"] == 0 and found["projects"] == []
    fault = found["faults"][0]
    assert (fault["sheet"], fault["row"], fault["column"]) == ("重点项目", 12, "项目代码")
    assert "重复" in fault["reason"]
    stored = shell("project", "import", LIST, "--skip-faulty", "--json").json()
    assert stored["stored"] == 8 and sum(project["items"] for project in stored["projects"]) > 8


def test_template_filled_in_and_imported(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "空白清单.xlsx"
    assert shell("project", "import", "--template", path).code == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in {"项目名称": "甲", "总投资（万元）": "3.2亿元", "供地方式": "存量自有"}.items():
        sheet.cell(3, headings[heading], value)
    book.save(path)
    assert shell("project", "import", path).code == 0
    (listed,) = shell("project", "list", "--json").json()
    assert (listed["name"], listed["total_investment"]) == ("甲", "320000000.00")


@pytest.mark.parametrize("verb", ["add", "import"])
def test_a_file_of_another_kind(shell: Shell, tmp_path: Path, verb: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    ran = shell("project", verb, path)
    assert ran.refusal is not None
    assert ran.refusal.code == {"add": "project_file.not_utf8", "import": "file.not_workbook"}[verb]
    assert sentence(ran.refusal) != str(ran.refusal)


# -- list and show -----------------------------------------------------------------------------------------


def test_list_of_the_demonstration_office(demo_shell: Shell) -> None:
    listed = demo_shell("project", "list", "--json").json()
    assert len(listed) == 12
    assert set(listed[0]) == {
        "code", "name", "owner", "channel", "status", "total_investment", "cases", "open", "overdue",
        "land_day", "created_on",
    }  # fmt: skip
    for project in listed:
        assert re.fullmatch(r"\d+\.\d\d", project["total_investment"])
        assert project["overdue"] <= project["open"] <= project["cases"]
    clocks = demo_shell("deadlines", "--json").json()
    late = {(clock["project"], clock["item"]) for clock in clocks if clock["overdue"]}
    assert sum(project["overdue"] for project in listed) == len(late)
    lines = demo_shell("project", "list").out.splitlines()
    assert len(lines) == 13 and lines[1].startswith(listed[0]["code"])


def test_show(demo_shell: Shell) -> None:
    listed = demo_shell("project", "list", "--json").json()
    chosen = max(listed, key=lambda project: project["open"])
    shown = demo_shell("project", "show", chosen["code"], "--json").json()
    assert len(shown["cases"]) == chosen["cases"]
    assert shown["profile"]["total_investment"] == chosen["total_investment"]
    clocks = [clock for case in shown["cases"] for clock in case["clocks"]]
    open_clocks = [c for c in demo_shell("deadlines", "--json").json() if c["project"] == chosen["code"]]
    assert sorted(c["due"] for c in clocks) == sorted(c["due"] for c in open_clocks)
    text = demo_shell("project", "show", chosen["code"]).out
    assert chosen["name"] in text and shown["cases"][0]["name"] in text


def test_show_of_nothing(demo_shell: Shell) -> None:
    ran = demo_shell("project", "show", "没有这个项目")
    assert ran.refusal is not None and ran.refusal.code == "project.not_found"


def test_reading_verbs_create_no_file(tmp_path: Path) -> None:
    shell = make_shell(tmp_path / "none.db")
    ran = shell("project", "list", today=TODAY)
    assert ran.refusal is not None and ran.refusal.code == "db.missing"
    assert not shell.data.exists()
