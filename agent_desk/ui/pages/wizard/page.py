"""The wizard: steps at the left, the form in the middle, what follows from it at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.wizard import BASIC, CONFIRM, ITEMS, PROFILE, STEPS, TEAM, WizardPresenter
from agent_desk.presenters.wizard_form import basic_rows, profile_rows
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.project.tab import scrolled
from agent_desk.ui.pages.wizard.form import WizardForm
from agent_desk.ui.pages.wizard.items import ItemsStep
from agent_desk.ui.pages.wizard.later_steps import ConfirmStep, RouteStepPage, TeamStep
from agent_desk.ui.pages.wizard.side import WizardSide
from agent_desk.ui.pages.wizard.steps import StepColumn
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, RowFrame, kbd, plain_label
from agent_desk.ui.widgets.page import Page
from agent_desk.ui.widgets.top_bar import Crumb

_SIDE_WIDE, _SIDE_NARROW, _NARROW = 500, 420, 1280


class WizardPage(Page):
    """Alt+→ and Alt+← go through the steps; the draft stays until the project is made or thrown away."""

    topics = frozenset({"members"})

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._navigate = theme, navigate
        self.presenter = presenter = WizardPresenter(desk, today)
        self.setProperty("surface", "surface")
        self.steps = StepColumn(theme, [tr(name) for name in STEPS])
        self.steps.chosen.connect(self.go)
        note = tr("填一项，右侧即时判定通道资格和应办事项。可留空，后补；再点一次选项即取消。")
        self.basic = WizardForm(
            theme, presenter, tr("基本信息"), tr("只有项目名称必填，其余可后补。"), basic_rows()
        )
        self.profile = WizardForm(
            theme, presenter, tr("项目画像"), note, profile_rows(desk.office.rules.facts)
        )
        self.items = ItemsStep(theme, presenter)
        self.team = TeamStep(theme, presenter)
        self.route = RouteStepPage(theme, presenter)
        self.confirm = ConfirmStep(theme, presenter)
        for signal in (self.basic.changed, self.profile.changed, self.items.changed, self.team.changed):
            signal.connect(self._on_changed)
        self._stack = QStackedWidget()
        # The lists scroll by themselves, the forms need help in a low window.
        self._parts: tuple[QWidget, ...] = (
            scrolled(self.basic),
            scrolled(self.profile),
            self.items,
            scrolled(self.team),
            self.route,
            scrolled(self.confirm),
        )
        for part in self._parts:
            self._stack.addWidget(part)
        # The keyboard belongs to the fields: an area that took it would swallow the first letters.
        for form in (BASIC, PROFILE, TEAM):
            self._parts[form].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side = WizardSide(theme)
        self.side.confirm_wanted.connect(lambda: self.go(ITEMS))
        # The column at the right is drawn once per burst of keystrokes.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_side)
        self._lay_out()
        QShortcut(QKeySequence("Alt+Right"), self, self.forward)
        QShortcut(QKeySequence("Alt+Left"), self, self.back)
        # Not Alt+→: holding it down must not store a project.
        QShortcut(QKeySequence("Ctrl+Return"), self, self._finish)
        self._show_step()

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.steps)
        body.addWidget(self._stack, 1)
        body.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setFixedHeight(54)
        foot.setProperty("surface", "window")
        foot.setProperty("line", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(18)
        self.back_button = DeskButton(self._theme, tr("上一步"), "", "chevron-left")
        self.back_button.setToolTip("Alt+←")
        self.back_button.clicked.connect(self.back)
        row.addWidget(self.back_button)
        self.note = plain_label(self._theme, tr("草稿保留在本窗口，离开后可继续"), "caption", Tone.QUIET)
        row.addWidget(self.note)
        self.discard_button = DeskButton(self._theme, tr("清空草稿"), "link")
        self.discard_button.clicked.connect(self.discard)
        row.addWidget(self.discard_button)
        row.addStretch(1)
        self._counters = {}
        for key, name, unit in (
            ("items", tr("事项"), ""),
            ("papers", tr("材料"), ""),
            ("legal", tr("法定顺序"), tr("天")),
            ("best", tr("预计最优"), tr("天")),
        ):
            pair = RowFrame("", 4)
            pair.row.addWidget(plain_label(self._theme, name, "body", Tone.SECONDARY))
            self._counters[key] = plain_label(
                self._theme, "", "figure", Tone.ACCENT if key == "best" else Tone.PRIMARY
            )
            pair.row.addWidget(self._counters[key])
            if unit:
                pair.row.addWidget(plain_label(self._theme, unit, "body", Tone.SECONDARY))
            row.addWidget(pair)
        self.next_button = DeskButton(self._theme, tr("下一步"), "primary")
        self.next_button.clicked.connect(self.act)
        self._keys = kbd(self._theme, "Alt →")
        row.addWidget(self.next_button)
        row.addWidget(self._keys)
        return foot

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("新建项目")

    def breadcrumb(self) -> Sequence[Crumb]:
        return (Crumb(tr("项目"), "projects"), Crumb(self.title()))

    def panes(self) -> Sequence[QWidget]:
        return (self._parts[self.presenter.step], self.steps, self.side)

    def refresh(self) -> None:
        self._show_side()

    # --- steps --------------------------------------------------------------------------------

    def forward(self) -> None:
        """On to the next step; at the last one there is none."""
        if self.presenter.step < CONFIRM:
            self._after(self.presenter.forward())

    def act(self) -> None:
        """The button at the right of the foot: on, or at the last step make the project."""
        if self.presenter.step == CONFIRM:
            self.make_project()
        else:
            self.forward()

    def _finish(self) -> None:
        if self.presenter.step == CONFIRM:
            self.make_project()

    def back(self) -> None:
        """One step back."""
        self.presenter.back()
        self._show_step()

    def go(self, step: int) -> None:
        """Jump to a step."""
        self._after(self.presenter.go(step))

    def discard(self) -> None:
        """Throw the draft away and begin again."""
        self.presenter.reset()
        self._show_step()
        self.basic.fill()

    def make_project(self) -> None:
        """Store the project and open its page; a refusal stays on this page."""
        project_id, problem = self.presenter.create()
        if problem:
            self.confirm.problem.setText(problem)
            return
        self._show_step()
        self._navigate("project", project_id=project_id, tab="overview")

    def _after(self, bad_field: str) -> None:
        self._show_step()
        if bad_field:
            form = self.basic if self.presenter.step == BASIC else self.profile
            form.focus_field(bad_field)

    def _show_step(self) -> None:
        step = self.presenter.step
        self.steps.set_current(step)
        self._stack.setCurrentIndex(step)
        self.back_button.setEnabled(step > BASIC)
        self.next_button.setText(tr("建档") if step == CONFIRM else tr("下一步"))
        self._keys.setText("Ctrl ↵" if step == CONFIRM else "Alt →")
        self._show_side()
        if self.isVisible():
            self._focus_first()

    def _focus_first(self) -> None:
        step = self.presenter.step
        if step in (BASIC, PROFILE):
            form = self.basic if step == BASIC else self.profile
            next(iter(form.fields.values())).editor.setFocus()
        elif step == ITEMS:
            self.items.table.setFocus()
        elif step == TEAM:
            next(iter(self.team.seats.values())).editor.setFocus()
        else:
            self.next_button.setFocus()

    def _on_changed(self) -> None:
        self._later.start()

    def _show_side(self) -> None:
        view = self.presenter.side()
        self.side.set_view(view)
        self._counters["items"].setText(str(len(view.items)))
        self._counters["papers"].setText(str(view.materials))
        self._counters["legal"].setText(str(view.statutory_days))
        self._counters["best"].setText(str(view.forecast_days))
        begun = self.presenter.begun
        self.note.setVisible(begun)
        self.discard_button.setVisible(begun)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(_SIDE_NARROW if self.width() < _NARROW else _SIDE_WIDE)
