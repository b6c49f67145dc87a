"""Renders the window's pages off screen to pictures for ``docs/screenshots``, from the real program.

    .venv/bin/python tools/screenshots.py [--out FOLDER] [--data FILE] [--today YYYY-MM-DD]
                                          [--size WIDTHxHEIGHT] [--english] [--dark] [PAGE...]

Without ``--data`` a demonstration office of forty projects is made in a temporary folder. Without pages it takes
those of the documentation: most of them light, two of them dark as well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from agent_desk import bootstrap
from agent_desk.domain.project import Channel, ProjectStatus
from agent_desk.i18n import use_language
from agent_desk.rendering.press import PaperPress
from agent_desk.services.demo.builder import build_demo
from agent_desk.services.desk import Desk
from agent_desk.services.office import member_at
from agent_desk.services.preferences import Preferences
from agent_desk.ui.application import apply_theme, make_application
from agent_desk.ui.desk_window import DeskWindow
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.wizard import WizardPage
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.page import Page

PAGES = ("today", "projects", "gantt", "project", "wizard", "reports", "assistance", "supervision")
DARK_TOO = ("today", "gantt")
STANDARD = (1440, 900)
_DEMO_PROJECTS = 40
PROFILE = {
    "name": "澄川包装材料年产2万吨环保包装项目",
    "owner": "澄川包装材料有限公司",
    "town": "望湖街道",
    "total_investment": "3.2",
    "in_annual_plan": "no",
    "industry": "一般工业",
    "invest_type": "备案",
    "site_ha": "48",
    "land": "出让",
    "gfa_m2": "62000",
    "earth_m3": "9600",
    "land_day": "2026-12-08",
    "entity_exists": "yes",
    "energy_tce": "860",
    "power_10k_kwh": "300",
    "eia_class": "报告表",
    "power_kva": "4000",
    "hazchem": "不涉及",
}
_PATIENCE_MS = 60_000
_TYPING_MS = 400


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: which page, how large, in which look and language."""

    page: str
    size: tuple[int, int]
    mode: str
    language: str

    @property
    def name(self) -> str:
        """File name without ending, e.g. ``today-light``, ``today-dark`` or ``today-light-en-1280x720``."""
        parts = [self.page, self.mode]
        if self.language != "zh":
            parts.append(self.language)
        if self.size != STANDARD:
            parts.append("x".join(map(str, self.size)))
        return "-".join(parts)


class FixedPreferences:
    """The preferences of nobody in particular, kept nowhere."""

    location = ""

    def __init__(self, member_id: str) -> None:
        self._kept = Preferences(theme="light", member_id=member_id)

    def load(self) -> Preferences:
        return self._kept

    def save(self, preferences: Preferences) -> None:
        self._kept = preferences


def plan(pages: Sequence[str], size: tuple[int, int], language: str, dark: bool) -> list[Shot]:
    """The shots of these pages; of the documentation's own set without any."""
    shots = [Shot(page, size, "dark" if dark else "light", language) for page in pages or PAGES]
    if not pages and not dark:
        shots += [Shot(page, size, "dark", language) for page in DARK_TOO]
    return shots


def settle(app: QApplication, jobs: JobRunner) -> None:
    """Wait until no work is under way and everything is painted."""
    # Typing is answered after a short pause, so the pictures wait for that as well.
    pause = QEventLoop()
    QTimer.singleShot(_TYPING_MS, pause.quit)
    pause.exec()
    while jobs.busy:
        loop = QEventLoop()
        jobs.busy_changed.connect(loop.quit)
        QTimer.singleShot(_PATIENCE_MS, loop.quit)
        loop.exec()
        app.processEvents()


def take(desk: Desk, today: date, shots: Sequence[Shot], folder: Path) -> list[Path]:
    """Render the shots of one desk; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application(sys.argv[:1], os.environ)
    theme, jobs = Theme(), JobRunner()
    apply_theme(app, theme)
    kept = FixedPreferences(desk.office.user)
    window = DeskWindow(desk, theme, jobs, lambda: today, PaperPress(), kept)
    window.show()
    project = leading_project(desk, today)
    written = []
    for shot in shots:
        theme.set_mode(shot.mode)
        window.resize(*shot.size)
        arguments = {"project_id": project} if shot.page == "project" else {}
        window.navigate(shot.page, **arguments)
        if shot.page == "wizard":
            fill_wizard(window.page("wizard"))
        settle(app, jobs)
        path = folder / f"{shot.name}.png"
        if not window.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        written.append(path)
    window.close()
    desk.listener = None
    jobs.shutdown()
    return written


def fill_wizard(page: Page) -> None:
    """The second step with a typical profile typed in, the energy last so that the strip has something to say."""
    assert isinstance(page, WizardPage)
    for key, text in PROFILE.items():
        page.presenter.put(key, text)
        page.presenter.settle()
    page.presenter.deny_rare()
    page.go(1)
    page.refresh()
    typed = page.profile.fields["energy_tce"].editor.edit
    typed.setText("1860")
    typed.textEdited.emit("1860")


def leading_project(desk: Desk, today: date) -> str:
    """The green-channel project with a land day to come that has the most clocks running; empty without any."""
    with desk.office.store.reading() as uow:
        found = uow.projects.all(ProjectStatus.ACTIVE)
        running = Counter(row.project_id for row in uow.clocks.all())
    ahead = [
        p for p in found if p.channel is Channel.GREEN and p.land_day is not None and p.land_day >= today
    ]
    chosen = sorted(ahead or found, key=lambda project: (-running[project.id], project.id))
    return chosen[0].id if chosen else ""


def demo_desk(folder: Path, today: date) -> Desk:
    """A demonstration office in a folder, with its first member at the desk."""
    desk = bootstrap.open_desk(str(folder / "office.db"), today)
    build_demo(desk.office, _DEMO_PROJECTS, today)
    desk.office = replace(desk.office, user=member_at(desk.office.store, ""))
    return desk


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    return int(width), int(height)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", help="page keys; the documentation's set without any")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--data", help="an office's database; it is opened as it is")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 22))
    parser.add_argument("--size", type=_size, default=STANDARD, metavar="WIDTHxHEIGHT")
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args(arguments)
    language = "en" if options.english else "zh"
    with tempfile.TemporaryDirectory(prefix="agent-desk-shots-") as folder:
        given, today = options.data, options.today
        desk = bootstrap.open_desk(given, today) if given else demo_desk(Path(folder), today)
        use_language(language)
        shots = plan(options.pages, options.size, language, options.dark)
        for path in take(desk, today, shots, options.out):
            print(path)
        desk.office.store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
