"""The page of one project: head, tabs, and the actions that change something. No Qt.

What each tab shows is made by the ``project_page_*`` modules from the sheet and the plan kept here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import EventKind, MaterialState
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.errors import Refusal
from agent_desk.domain.project import ProjectStatus
from agent_desk.domain.route_builder import CONSTRUCTION_START
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import AvatarView, Tag, TagKind, short_date
from agent_desk.presenters.project_page_route import nothing_planned
from agent_desk.presenters.projects_words import channel_tag, money_text, team_views
from agent_desk.presenters.refusals import sentence
from agent_desk.services.commands import (
    AdoptBaseline,
    AnnulEvent,
    Command,
    RecordEvent,
    SetMaterial,
)
from agent_desk.services.desk import Desk
from agent_desk.services.project_sheet import ProjectSheet, project_sheet
from agent_desk.services.route_plan import RoutePlan, baseline_of, plan

OVERVIEW, MANUAL, ROUTE = "overview", "manual", "route"
MATERIALS, CASES, CLOCKS, HISTORY = "materials", "cases", "clocks", "history"

_TABS = (
    (OVERVIEW, N_("概览")),
    (MANUAL, N_("服务手册")),
    (ROUTE, N_("最优流程")),
    (MATERIALS, N_("材料")),
    (CASES, N_("办件")),
    (CLOCKS, N_("时钟")),
    (HISTORY, N_("动态")),
)


@dataclass(frozen=True, slots=True)
class TabView:
    """One tab with the count behind its name."""

    key: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeadView:
    """The line above the tabs. ``countdown`` is a label, a number and a unit; the number may be empty."""

    name: str
    short_name: str
    tag: Tag
    facts: tuple[str, ...]
    countdown: tuple[str, str, str]
    people: tuple[AvatarView, ...]


class ProjectPagePresenter:
    """Holds which project is shown and what was read of it. Actions give an empty text or the refusal."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self.desk = desk
        self._today = today
        self.project_id = ""
        self._sheet: ProjectSheet | None = None
        self._plan: RoutePlan | None = None

    @property
    def today(self) -> date:
        """The day the desk works with."""
        return self._today()

    @property
    def sheet(self) -> ProjectSheet:
        """The project as read; an error before ``show``."""
        if self._sheet is None:
            raise RuntimeError("no project is shown")
        return self._sheet

    @property
    def plan(self) -> RoutePlan:
        """Its forecast of today, planned when first asked for."""
        if self._plan is None:
            sheet = self.sheet
            cases = [case.case for case in sheet.cases]
            self._plan = plan(sheet.project, cases, sheet.lives, self.desk.office, self.today)
        return self._plan

    @property
    def shown(self) -> bool:
        """Whether a project was read."""
        return self._sheet is not None

    def show(self, project_id: str) -> str:
        """Read a project; the refusal's sentence where there is none of that id."""
        try:
            self._sheet = project_sheet(self.desk.office, project_id, self.today)
        except Refusal as refusal:
            return sentence(refusal)
        self.project_id = project_id
        self._plan = None
        return ""

    def refresh(self) -> str:
        """Read it again."""
        return self.show(self.project_id)

    # --- head and tabs ------------------------------------------------------------------------

    def head(self) -> HeadView:
        """Name, channel, facts, countdown and team."""
        project = self.sheet.project
        facts = [tr("{yi} 亿元", yi=money_text(project.total_investment_fen)), project.town]
        if project.code:
            facts.append(tr("项目代码 {code}", code=project.code))
        tag = channel_tag(project, self.desk.office.rules.admission)
        if project.status is not ProjectStatus.ACTIVE:
            tag = Tag(TagKind.NEUTRAL, tr("已退出") if project.status is ProjectStatus.WITHDRAWN else tr("已归档"))
        return HeadView(
            name=project.name,
            short_name=project.display_name,
            tag=tag,
            facts=tuple(fact for fact in facts if fact),
            countdown=self._countdown(),
            people=team_views(project, self.sheet.members),
        )

    def _countdown(self) -> tuple[str, str, str]:
        project, route = self.sheet.project, self.plan
        step = next((s for s in route.problem.steps if s.id == CONSTRUCTION_START), None)
        if step is not None and step.actual_finish is not None:
            return (tr("已开工 {day}", day=short_date(step.actual_finish, self.today)), "", "")
        if route.goal_on is None or nothing_planned(route):
            return ("", "", "")
        days = (route.goal_on - self.today).days
        same = project.land_day is not None and project.land_day == route.goal_on
        return (tr("距拿地即开工") if same else tr("距预计开工"), str(days), tr("天"))

    def tabs(self) -> tuple[TabView, ...]:
        """The tabs with their counts."""
        sheet = self.sheet
        papers = sheet.materials
        ready = sum(m.state is MaterialState.ACCEPTED for m in papers)
        done = sum(case.life.status is CaseStatus.GRANTED for case in sheet.cases)
        clocks = sum(len(case.clocks) for case in sheet.cases)
        notes = {
            MATERIALS: f"{ready}/{len(papers)}" if papers else "",
            CASES: f"{done}/{len(sheet.cases)}" if sheet.cases else "",
            CLOCKS: str(clocks) if clocks else "",
        }
        return tuple(TabView(key, tr(text), notes.get(key, "")) for key, text in _TABS)

    # --- actions ------------------------------------------------------------------------------

    def start(self, case_id: str) -> str:
        """Record that the papers of a case are being prepared, as of today."""
        return self._do(RecordEvent(case_id, EventKind.PREPARED, self.today))

    def set_material(self, material_id: str, state: MaterialState, until: date | None = None) -> str:
        """Say where one paper stands."""
        return self._do(SetMaterial(material_id, state, until))

    def annul(self, case_id: str, event_id: str, reason: str) -> str:
        """Take a recorded event back, with the reason."""
        return self._do(AnnulEvent(case_id, event_id, reason.strip()))

    def next_baseline(self) -> int:
        """The number the next adopted baseline gets."""
        return max((b.number for b in self.sheet.baselines), default=0) + 1

    def adopt_baseline(self) -> str:
        """Keep the present plan as the project's baseline."""
        office = self.desk.office
        baseline = baseline_of(
            self.plan, self.sheet.project, self.next_baseline(), self.today, office.new_id()
        )
        return self._do(AdoptBaseline(baseline))

    def _do(self, command: Command) -> str:
        try:
            self.desk.execute(command)
        except Refusal as refusal:
            return sentence(refusal)
        return ""
