"""The pages of the desk: their order on the rail, how each is made, and how each is turned to something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from agent_desk.i18n import tr
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import PreferencesStore
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.assistance import AssistancePage
from agent_desk.ui.pages.catalogue import CataloguePage
from agent_desk.ui.pages.gantt import GanttPage
from agent_desk.ui.pages.project import ProjectPage
from agent_desk.ui.pages.projects import ProjectsPage
from agent_desk.ui.pages.reports import ReportsPage
from agent_desk.ui.pages.settings import SettingsPage
from agent_desk.ui.pages.supervision.page import SupervisionPage
from agent_desk.ui.pages.team import TeamPage
from agent_desk.ui.pages.today.page import TodayPage
from agent_desk.ui.pages.wizard import WizardPage
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.page import Page, PageSpec


@dataclass(frozen=True, slots=True)
class Collaborators:
    """What the pages work with."""

    desk: Desk
    theme: Theme
    jobs: JobRunner
    today: Callable[[], date]
    navigate: Callable[..., None]
    press: Press
    preferences: PreferencesStore
    preferences_changed: Callable[[], None]


@runtime_checkable
class Opened(Protocol):
    """A page that can be turned to something named by arguments."""

    def open_with(self, **arguments: object) -> None: ...


def page_specs(parts: Collaborators) -> tuple[PageSpec, ...]:
    """All pages in the order of the rail, then those below a section, then the settings."""
    common = (parts.desk, parts.theme, parts.jobs, parts.today, parts.navigate, parts.press)
    kept = parts.preferences
    return (
        PageSpec("today", tr("今日"), "sun", lambda: TodayPage(*common)),
        PageSpec("projects", tr("项目"), "layers", lambda: ProjectsPage(*common)),
        PageSpec("gantt", tr("甘特"), "chart-gantt", lambda: GanttPage(*common)),
        PageSpec("team", tr("团队"), "users", lambda: TeamPage(*common)),
        PageSpec(
            "assistance",
            tr("三办"),
            "heart-handshake",
            lambda: AssistancePage(*common, preferences=kept),
        ),
        PageSpec("supervision", tr("监管"), "shield-check", lambda: SupervisionPage(*common)),
        PageSpec("reports", tr("报表"), "file-chart-column", lambda: ReportsPage(*common)),
        PageSpec("catalogue", tr("事项库"), "library", lambda: CataloguePage(*common)),
        PageSpec(
            "project", tr("项目"), "layers", lambda: ProjectPage(*common), on_rail=False, section="projects"
        ),
        PageSpec(
            "wizard", tr("新建项目"), "plus", lambda: WizardPage(*common), on_rail=False, section="projects"
        ),
        PageSpec(
            "settings",
            tr("设置"),
            "settings",
            lambda: SettingsPage(*common, preferences=kept, preferences_changed=parts.preferences_changed),
            at_bottom=True,
        ),
    )


def turn_before(page: Page, arguments: Mapping[str, object]) -> None:
    """Turn a page to what the arguments name, before it is shown and refreshed."""
    if isinstance(page, Opened):
        page.open_with(**arguments)
    elif isinstance(page, TeamPage) and "member_id" in arguments:
        page.presenter.current = str(arguments["member_id"])


def turn_after(page: Page, arguments: Mapping[str, object]) -> None:
    """What must wait until the page is shown: its rows are read by then, and the keyboard is where it put it."""
    if isinstance(page, AssistancePage) and arguments.get("quick"):
        page.take_entry_focus()
    elif isinstance(page, CataloguePage) and "item_code" in arguments:
        page.show_code(str(arguments["item_code"]))
    elif isinstance(page, TeamPage) and "member_id" in arguments:
        page.people.select_key(str(arguments["member_id"]))
