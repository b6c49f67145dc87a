"""The pages of the desk: their order on the rail, how each is made, and how each is turned to something."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from agent_desk.i18n import tr
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import PreferencesStore
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.today.page import TodayPage
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


def _late(module: str, name: str) -> Callable[..., Page]:
    """Makes a page whose module is loaded when it is first shown: the window does not wait for pages unseen."""

    def make(*arguments: object, **named: object) -> Page:
        found = getattr(importlib.import_module(f"agent_desk.ui.pages.{module}"), name)
        page: Page = found(*arguments, **named)
        return page

    return make


def page_specs(parts: Collaborators) -> tuple[PageSpec, ...]:
    """All pages in the order of the rail, then those below a section, then the settings."""
    common = (parts.desk, parts.theme, parts.jobs, parts.today, parts.navigate, parts.press)
    kept = parts.preferences
    return (
        PageSpec("today", tr("今日"), "sun", lambda: TodayPage(*common)),
        PageSpec("projects", tr("项目"), "layers", lambda: _late("projects", "ProjectsPage")(*common)),
        PageSpec("gantt", tr("甘特"), "chart-gantt", lambda: _late("gantt", "GanttPage")(*common)),
        PageSpec("team", tr("团队"), "users", lambda: _late("team", "TeamPage")(*common)),
        PageSpec(
            "assistance",
            tr("三办"),
            "heart-handshake",
            lambda: _late("assistance", "AssistancePage")(*common, preferences=kept),
        ),
        PageSpec(
            "supervision",
            tr("监管"),
            "shield-check",
            lambda: _late("supervision.page", "SupervisionPage")(*common),
        ),
        PageSpec(
            "reports", tr("报表"), "file-chart-column", lambda: _late("reports", "ReportsPage")(*common)
        ),
        PageSpec("catalogue", tr("事项库"), "library", lambda: _late("catalogue", "CataloguePage")(*common)),
        PageSpec(
            "project",
            tr("项目"),
            "layers",
            lambda: _late("project", "ProjectPage")(*common),
            on_rail=False,
            section="projects",
        ),
        PageSpec(
            "wizard",
            tr("新建项目"),
            "plus",
            lambda: _late("wizard", "WizardPage")(*common),
            on_rail=False,
            section="projects",
        ),
        PageSpec(
            "settings",
            tr("设置"),
            "settings",
            lambda: _late("settings", "SettingsPage")(
                *common, preferences=kept, preferences_changed=parts.preferences_changed
            ),
            at_bottom=True,
        ),
    )
