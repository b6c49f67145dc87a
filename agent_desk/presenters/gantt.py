"""甘特: which chart is shown, what is drawn on it, where a row leads, and the chart as a file. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from agent_desk.domain.project import ProjectStatus
from agent_desk.i18n import N_, tr
from agent_desk.services.desk import Desk
from agent_desk.services.gantt.model import GanttChart, RowKind
from agent_desk.services.gantt_chart import portfolio_chart, project_chart
from agent_desk.services.press import Press
from agent_desk.services.project_sheet import project_sheet
from agent_desk.services.route_plan import plan
from agent_desk.services.whole_files import write_whole

PORTFOLIO, PROJECT = "portfolio", "project"
PRESETS = (("month", N_("月")), ("week", N_("周")), ("day", N_("天")))
_BAD_IN_NAMES = '\\/:*?"<>|'


class PictureFormat(StrEnum):
    """The kinds of file a chart can become."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class GanttTarget:
    """What a row stands for: a project, and its case where the row is one."""

    project_id: str
    case_id: str = ""


class GanttPresenter:
    """Holds the choice of chart. ``load`` and ``picture`` may run beside the window; they change nothing."""

    def __init__(self, desk: Desk, today: Callable[[], date], press: Press | None) -> None:
        self._desk = desk
        self._today = today
        self._press = press
        self.mode = PORTFOLIO
        self.project_id = ""
        self.chart: GanttChart | None = None

    # --- what is shown --------------------------------------------------------------------------

    def modes(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of the two kinds of chart."""
        return (PORTFOLIO, tr("组合")), (PROJECT, tr("单项目"))

    def presets(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of the zoom presets."""
        return tuple((key, tr(text)) for key, text in PRESETS)

    def projects(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the active projects, for the choice of one."""
        with self._desk.office.store.reading() as uow:
            found = uow.projects.all(ProjectStatus.ACTIVE)
        return tuple((project.id, project.name) for project in found)

    def show_portfolio(self) -> None:
        """All projects from now on."""
        self.mode = PORTFOLIO

    def show_project(self, project_id: str = "") -> bool:
        """One project from now on: the named one, else the one shown last, else the first. False if none is."""
        known = [key for key, _ in self.projects()]
        wanted = project_id or self.project_id
        if not known or (project_id and project_id not in known):
            return False
        self.project_id = wanted if wanted in known else known[0]
        self.mode = PROJECT
        return True

    def load(self) -> GanttChart:
        """The chart chosen, read anew. In the portfolio the first project is open."""
        office, today = self._desk.office, self._today()
        if self.mode == PROJECT and self.project_id:
            sheet = project_sheet(office, self.project_id, today)
            route = plan(sheet.project, [case.case for case in sheet.cases], sheet.lives, office, today)
            return project_chart(sheet, route, office, today)
        return _first_open(portfolio_chart(office, today))

    def subtitle(self) -> str:
        """One line about the chart that is shown."""
        if self.chart is None:
            return ""
        projects = [row for row in self.chart.rows if row.kind is RowKind.PROJECT]
        if self.mode == PROJECT:
            return projects[0].title if projects else ""
        return tr("组合・{n} 个项目", n=len(projects))

    def empty_text(self) -> str:
        """What to say instead of a chart without rows; empty if there are rows."""
        if self.chart is None or self.chart.rows:
            return ""
        if self.mode == PROJECT:
            return tr("这个项目还没有可排的事项，先在项目页确认事项。")
        return tr("还没有在办项目，先建一个。")

    def baseline_text(self) -> str:
        """The name of the check box for baselines."""
        if self.chart is not None and self.chart.baseline_name:
            return tr("基线 {name}", name=self.chart.baseline_name)
        return tr("基线")

    def target(self, row_id: str) -> GanttTarget | None:
        """Where a row leads; None for an unknown row."""
        rows = {row.id: row for row in self.chart.rows} if self.chart else {}
        row = rows.get(row_id)
        if row is None:
            return None
        # Milestones without a case of their own have made-up ids; they lead to the project.
        case_id = row.id if row.kind is RowKind.STEP else ""
        while row.parent_id is not None:
            row = rows[row.parent_id]
        return GanttTarget(row.id, case_id)

    # --- files ----------------------------------------------------------------------------------

    @property
    def can_export(self) -> bool:
        """Whether there is something to put into a file, and a press to do it."""
        return self._press is not None and self.chart is not None and bool(self.chart.rows)

    def chart_title(self) -> str:
        """What stands over the printed chart."""
        if self.mode == PROJECT and self.subtitle():
            return tr("{name} 推进甘特图", name=self.subtitle())
        return tr("重点项目推进甘特图")

    def file_name(self, kind: PictureFormat) -> str:
        """A name to propose for the file."""
        title = "".join("_" if sign in _BAD_IN_NAMES else sign for sign in self.chart_title())
        return f"{title} {self._today().isoformat()}.{kind}"

    def write(self, kind: PictureFormat, target: Path) -> Path:
        """Make the file; refuses ``file.cannot_write``. Without a chart or a press it is a ``RuntimeError``."""
        if self._press is None or self.chart is None:
            raise RuntimeError("nothing to export")
        title = self.chart_title()
        if kind is PictureFormat.PDF:
            content = self._press.gantt_pdf(self.chart, title)
        elif kind is PictureFormat.SVG:
            content = self._press.gantt_svg(self.chart)
        else:
            content = self._press.gantt_png(self.chart, title)
        write_whole(target, content)
        return target


def _first_open(chart: GanttChart) -> GanttChart:
    if not chart.rows:
        return chart
    return replace(chart, rows=(replace(chart.rows[0], collapsed=False), *chart.rows[1:]))
