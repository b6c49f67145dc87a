"""``manual``, ``route``, ``gantt`` and ``report`` over the demonstration office, with the real press."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from pypdf import PdfReader
from python_calamine import load_workbook

from agent_desk.cli.papers import gantt_command, manual_command, report_command, route_command
from agent_desk.cli.tools import Tools
from agent_desk.domain.errors import Refusal
from agent_desk.rendering.press import PaperPress
from agent_desk.services.desk import Desk
from agent_desk.services.whole_files import write_whole
from tests.cli.conftest import Shell, make_tools


@pytest.fixture(scope="module")
def papers(demo_shell: Shell) -> Shell:
    """The verbs of this file over the demonstration office; its tests only read."""
    opened: list[Desk] = []
    tools = replace(make_tools(demo_shell.data, opened), press=lambda: PaperPress())
    group = click.Group("agent-desk")
    makers: tuple[Callable[[Tools], click.Command], ...] = (
        manual_command, route_command, gantt_command, report_command,
    )  # fmt: skip
    for make in makers:
        group.add_command(make(tools))
    return Shell(demo_shell.data, group, opened)


@pytest.fixture(scope="module")
def project(papers: Shell) -> tuple[str, str]:
    """Code and name of a project that is on its way to its land day."""
    with papers_desk(papers).office.store.reading() as uow:
        found = next(p for p in uow.projects.all() if p.land_day is not None and p.completion_day is None)
    while papers.opened:
        papers.opened.pop().office.store.close()
    return found.code, found.name


def papers_desk(papers: Shell) -> Desk:
    return make_tools(papers.data, papers.opened).open_desk(str(papers.data), read_only=True)


def pdf_text(path: Path) -> str:
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)
    return "".join(text.split())


def test_manual(papers: Shell, project: tuple[str, str], tmp_path: Path) -> None:
    code, name = project
    target = tmp_path / "新 文件夹" / "手册.pdf"
    ran = papers("manual", code, "--out", target)
    assert (ran.code, ran.refusal) == (0, None)
    assert str(target) in ran.out
    text = pdf_text(target)
    assert name in text and "四、分事项办理指南" in text
    assert [entry.name for entry in target.parent.iterdir()] == ["手册.pdf"]
    outline = PdfReader(BytesIO(target.read_bytes())).outline
    assert len(outline) >= 8


def test_manual_is_named_after_the_project(
    papers: Shell, project: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert papers("manual", project[0]).code == 0
    (made,) = tmp_path.iterdir()
    assert made.name.endswith("服务手册.pdf")


def test_manual_as_workbook(papers: Shell, project: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "手册.xlsx"
    assert papers("manual", project[0], "--out", target).code == 0
    assert len(load_workbook(str(target)).sheet_names) >= 8


@pytest.mark.parametrize("verb", ["manual", "gantt"])
def test_unknown_ending(papers: Shell, project: tuple[str, str], tmp_path: Path, verb: str) -> None:
    ran = papers(verb, project[0], "--out", tmp_path / "x.docx")
    assert ran.refusal is not None and ran.refusal.code == "file.unknown_ending"
    assert list(tmp_path.iterdir()) == []


def test_unknown_project(papers: Shell, tmp_path: Path) -> None:
    ran = papers("manual", "没有这个项目", "--out", tmp_path / "x.pdf")
    assert ran.refusal is not None and ran.refusal.code == "project.not_found"


def test_target_that_cannot_be_written(papers: Shell, project: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("一个文件", encoding="utf-8")
    for target in (tmp_path / "占用" / "g.svg", tmp_path / "夹.svg"):
        if target.suffix and target.parent == tmp_path:
            target.mkdir()
        ran = papers("gantt", project[0], "--out", target)
        assert ran.refusal is not None and ran.refusal.code == "file.cannot_write"
        assert ran.refusal.params["path"] == str(target)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["占用", "夹.svg"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "简报.pdf"
    write_whole(target, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal) as refused:
        write_whole(target, b"new")
    assert refused.value.params["reason"] == "No space left on device"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_route_json(papers: Shell, project: tuple[str, str]) -> None:
    data = papers("route", project[0], "--json").json()
    assert data["project"] == project[0]
    assert data["status"] == "optimal" and data["bound"] == data["makespan"]
    assert data["saved_days"] == data["statutory_days"] - data["forecast_days"]
    step = data["steps"][0]
    assert {"title", "mode", "start", "finish", "float", "critical", "why"} <= set(step)


def test_route_for_people(papers: Shell, project: tuple[str, str]) -> None:
    ran = papers("route", project[0])
    assert ran.out.startswith("按法定时限逐项办理需")
    assert "关键" in ran.out and "签供地合同" in ran.out


def test_gantt_of_a_project_in_every_form(papers: Shell, project: tuple[str, str], tmp_path: Path) -> None:
    for ending in ("svg", "pdf", "PNG"):
        assert papers("gantt", project[0], "--out", tmp_path / f"g.{ending}").code == 0
    root = ElementTree.fromstring((tmp_path / "g.svg").read_text(encoding="utf-8"))
    words = "".join(root.itertext())
    assert "规划条件出具" in words
    assert "规划条件出具" in pdf_text(tmp_path / "g.pdf")
    assert (tmp_path / "g.PNG").read_bytes().startswith(b"\x89PNG")


def test_gantt_of_the_portfolio(papers: Shell, tmp_path: Path) -> None:
    assert papers("gantt", "--out", tmp_path / "all.svg").code == 0
    root = ElementTree.fromstring((tmp_path / "all.svg").read_text(encoding="utf-8"))
    assert "开工" in "".join(root.itertext())


def test_report_files(papers: Shell, tmp_path: Path) -> None:
    pdf, book = tmp_path / "简报.pdf", tmp_path / "简报.xlsx"
    assert papers("report", "--pdf", pdf, "--xlsx", book).code == 0
    text = pdf_text(pdf)
    assert "重大项目绿色通道推进情况简报" in text
    rows = papers("report", "brief", "--json").json()
    assert rows and all(row["project"] in text for row in rows[:5])
    cells = [
        cell
        for sheet in load_workbook(str(book)).sheet_names
        for line in load_workbook(str(book)).get_sheet_by_name(sheet).to_python()
        for cell in line
    ]
    assert all(row["project"] in cells for row in rows)


def test_report_for_people(papers: Shell) -> None:
    ran = papers("report", "deadlines")
    assert "在办事项时限台账" in ran.out and "绿色通道" in ran.out


def test_report_of_another_period(papers: Shell) -> None:
    november = papers("report", "assistance", "--json").json()
    march = papers("report", "assistance", "--json", "--on", "2026-03-05").json()
    assert november and march == []


def test_report_of_a_project(papers: Shell, project: tuple[str, str]) -> None:
    ran = papers("report", "project-brief")
    assert ran.refusal is not None and ran.refusal.code == "report.needs_project"
    rows = papers("report", "project-brief", "--project", project[0], "--json").json()
    assert len(rows) > 5


def test_list_of_reports(papers: Shell) -> None:
    ran = papers("report", "--list")
    assert "brief" in ran.out and "三办工作量统计" in ran.out
    listed = papers("report", "--list", "--json").out
    assert {entry["id"] for entry in json.loads(listed)} >= {"brief", "cases"}


def test_unknown_report(papers: Shell) -> None:
    ran = papers("report", "nope")
    assert ran.refusal is not None and ran.refusal.code == "report.no_such"
