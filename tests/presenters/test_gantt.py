"""甘特: which chart is shown, where rows lead, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.presenters.gantt import PROJECT, GanttPresenter, GanttTarget, PictureFormat
from agent_desk.services.desk import Desk
from agent_desk.services.gantt.model import GanttChart, RowKind
from agent_desk.services.intake import build
from tests.office import TODAY, factory_draft, make_desk


class PaperPress:
    """Makes files whose content names what they were made of."""

    def gantt_pdf(self, chart: GanttChart, title: str) -> bytes:
        return f"pdf {title} {len(chart.rows)}".encode()

    def gantt_svg(self, chart: GanttChart) -> bytes:
        return b"svg"

    def gantt_png(self, chart: GanttChart, title: str) -> bytes:
        return b"png"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "office.db")
    yield made
    made.office.store.close()


def _presenter(desk: Desk) -> GanttPresenter:
    return GanttPresenter(desk, lambda: TODAY, PaperPress())  # type: ignore[arg-type]


def _two_projects(desk: Desk) -> tuple[str, str]:
    first = desk.execute(build(factory_draft(), desk.office, TODAY)).created
    second = desk.execute(
        build(factory_draft(name="若水冷链物流园项目", code="2611-330402-04-01-728146"), desk.office, TODAY)
    ).created
    return first, second


def test_an_empty_office_says_what_to_do(desk: Desk) -> None:
    presenter = _presenter(desk)
    presenter.chart = presenter.load()
    assert presenter.empty_text() == "还没有在办项目，先建一个。"
    assert not presenter.can_export
    assert not presenter.show_project()


def test_the_portfolio_opens_its_first_project_only(desk: Desk) -> None:
    _two_projects(desk)
    presenter = _presenter(desk)
    presenter.chart = presenter.load()
    projects = [row for row in presenter.chart.rows if row.kind is RowKind.PROJECT]
    assert [row.collapsed for row in projects] == [False, True]
    assert presenter.subtitle() == "组合・2 个项目"
    assert presenter.empty_text() == ""


def test_one_project_is_chosen_and_kept(desk: Desk) -> None:
    _, second = _two_projects(desk)
    presenter = _presenter(desk)
    assert presenter.show_project(second)
    assert presenter.mode == PROJECT
    presenter.chart = presenter.load()
    assert {row.id for row in presenter.chart.rows if row.kind is RowKind.PROJECT} == {second}
    assert presenter.subtitle() == "若水冷链物流园项目"
    presenter.show_portfolio()
    assert presenter.show_project()
    assert presenter.project_id == second
    assert not presenter.show_project("no such project")
    assert presenter.project_id == second


def test_rows_lead_to_their_project_and_case(desk: Desk) -> None:
    first, _ = _two_projects(desk)
    presenter = _presenter(desk)
    presenter.show_project(first)
    presenter.chart = presenter.load()
    step = next(row for row in presenter.chart.rows if row.kind is RowKind.STEP)
    group = next(row for row in presenter.chart.rows if row.kind is RowKind.GROUP)
    assert presenter.target(step.id) == GanttTarget(first, step.id)
    assert presenter.target(group.id) == GanttTarget(first)
    assert presenter.target("unknown") is None


@pytest.mark.parametrize("kind", list(PictureFormat))
def test_files_are_written_whole(desk: Desk, tmp_path: Path, kind: PictureFormat) -> None:
    _two_projects(desk)
    presenter = _presenter(desk)
    presenter.chart = presenter.load()
    name = presenter.file_name(kind)
    assert name == f"重点项目推进甘特图 2026-11-22.{kind}"
    target = presenter.write(kind, tmp_path / "out" / name)
    assert target.read_bytes().startswith(kind.value.encode())
    assert [path.name for path in target.parent.iterdir()] == [name]


def test_a_place_that_takes_no_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    _two_projects(desk)
    presenter = _presenter(desk)
    presenter.chart = presenter.load()
    with pytest.raises(Refusal, match=r"file\.cannot_write"):
        presenter.write(PictureFormat.SVG, tmp_path)


def test_without_a_press_nothing_is_exported(desk: Desk, tmp_path: Path) -> None:
    presenter = GanttPresenter(desk, lambda: TODAY, None)
    assert not presenter.can_export
    with pytest.raises(RuntimeError):
        presenter.write(PictureFormat.PNG, tmp_path / "x.png")
