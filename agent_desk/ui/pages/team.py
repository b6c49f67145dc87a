"""团队: who carries what. Choosing a person shows the open cases; Enter opens the case's project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.assistance import Outcome
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.team import TeamPresenter, case_columns, member_columns
from agent_desk.services.changes import Topic
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.services.team_load import TeamLoad
from agent_desk.ui.jobs import JobHandle, JobRunner
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, SectionHeader, plain_label, set_look
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import DeskCombo, InputFrame
from agent_desk.ui.widgets.page import Page

_SIDE = 470


class MemberForm(QFrame):
    """One line of fields for a new person. ``submitted`` and ``closed`` (Escape)."""

    submitted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, roles: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setProperty("line", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name, self.branch, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.role = DeskCombo(theme, roles)
        self.role.setAccessibleName(tr("角色"))
        self.button = DeskButton(theme, tr("添加"), "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        fields = (
            (self.name, tr("姓名"), 150),
            (self.branch, tr("支部或科室"), 180),
            (self.phone, tr("电话"), 150),
        )
        for edit, name, width in fields:
            edit.setAccessibleName(name)
            edit.setPlaceholderText(name)
            edit.returnPressed.connect(self.submitted)
            box = InputFrame(theme, edit)
            box.setFixedWidth(width)
            row.addWidget(box)
            if edit is self.name:
                row.addWidget(self.role)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.clicked.connect(self.submitted)

    def clear(self) -> None:
        """Empty the fields; the role stays."""
        for edit in (self.name, self.branch, self.phone):
            edit.clear()


class TeamPage(Page):
    """The table of people, the open cases of one, and the line for a new person."""

    topics = frozenset({Topic.CASES, Topic.PROJECTS, Topic.ASSISTANCE, Topic.MEMBERS})

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
        self._theme, self._jobs, self._navigate = theme, jobs, navigate
        self._job: JobHandle | None = None
        self.presenter = TeamPresenter(desk, today)
        self.people = DeskTable(theme, member_columns())
        self.people.setAccessibleName(tr("人员"))
        self.cases = DeskTable(theme, case_columns(), gutter=20)
        self.cases.setAccessibleName(tr("在办事项"))
        self.form = MemberForm(theme, self.presenter.roles())
        self.form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar())
        column.addWidget(self.form)
        column.addLayout(self._body(), 1)
        self.people.current_row_changed.connect(self._on_person)
        self.cases.activated_row.connect(self._open_case)
        self.form.submitted.connect(self._add)

    def open_with(self, member_id: str = "") -> None:
        """Turn to one person."""
        self.presenter.current = member_id

    def opened_with(self, member_id: str = "") -> None:
        """Select the person in the table, which has its rows by now."""
        self.people.select_key(member_id)

    def _toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("surface", "surface")
        bar.setProperty("line", "bottom")
        bar.setFixedHeight(self._theme.height("toolbar"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        self._summary = plain_label(self._theme, "", "body", Tone.SECONDARY)
        self._message = plain_label(self._theme, "", "caption", Tone.ACCENT)
        self.add_button = DeskButton(self._theme, tr("新增人员"), "", "plus")
        self.add_button.clicked.connect(self.toggle_form)
        row.addWidget(self._summary)
        row.addWidget(self._message, 1)
        row.addWidget(self.add_button)
        return bar

    def _body(self) -> QHBoxLayout:
        theme = self._theme
        self._left = QStackedWidget()
        self._left.addWidget(self.people)
        nobody = EmptyState(theme, tr("还没有人员，先新增一位代办员。"), tr("新增人员"))
        nobody.acted.connect(self.toggle_form)
        self._left.addWidget(nobody)
        side = QFrame()
        side.setProperty("surface", "surface")
        side.setProperty("line", "left")
        side.setFixedWidth(_SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(1, 0, 0, 0)
        inner.setSpacing(0)
        self._head = SectionHeader(theme, "", "user-round")
        self._head.setContentsMargins(20, 12, 20, 10)
        inner.addWidget(self._head)
        self._right = QStackedWidget()
        self._right.addWidget(self.cases)
        self._right.addWidget(EmptyState(theme, tr("名下没有在办事项，可在项目页分派。")))
        inner.addWidget(self._right, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(side)
        return row

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("团队")

    def subtitle(self) -> str:
        return tr("一个推进团队")

    def panes(self) -> Sequence[QWidget]:
        return (self.people, self.cases, self.form, self.add_button)

    def refresh(self) -> None:
        """Read on the worker: the load of a large office takes a while."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.run(lambda _progress, _cancelled: self.presenter.read(), self._show)

    def _show(self, load: TeamLoad) -> None:
        self._job = None
        self.presenter.show(load)
        blocker = QSignalBlocker(self.people)  # rows made anew are not a choice of the user's
        self.people.set_rows(self.presenter.rows())
        self.people.select_key(self.presenter.current)
        blocker.unblock()
        self._left.setCurrentIndex(0 if load.members else 1)
        self._summary.setText(self.presenter.summary())
        self._show_cases()

    def _show_cases(self) -> None:
        rows = self.presenter.case_rows()
        self._head.set_title(self.presenter.heading())
        self._head.set_note(self.presenter.note())
        self.cases.set_rows(rows)
        self._right.setCurrentIndex(0 if rows else 1)

    # --- actions ------------------------------------------------------------------------------

    def _on_person(self, member_id: str) -> None:
        if member_id and member_id != self.presenter.current:
            self.presenter.current = member_id
            self._show_cases()

    def _open_case(self, case_id: str) -> None:
        project = self.presenter.project_of(case_id)
        if project:
            self._navigate("project", project_id=project, tab="clocks")

    def toggle_form(self) -> None:
        """Show or hide the line for a new person."""
        self.form.setVisible(not self.form.isVisible())
        if self.form.isVisible():
            self.form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> None:
        form = self.form
        outcome = self.presenter.add(
            form.name.text(), form.role.current_key(), form.branch.text(), form.phone.text()
        )
        self._say(outcome)
        if outcome.done:
            form.clear()
            form.hide()
            self.refresh()
        else:
            form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self, outcome: Outcome) -> None:
        self._message.setText(outcome.text)
        set_look(self._message, "tone", str(Tone.ACCENT if outcome.done else Tone.OVER))

    def message(self) -> str:
        """What the line in the toolbar says now."""
        return self._message.text()
