"""The right column: days, projects, chapters, and what to make of the report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.reports import ReportsPresenter, SectionChoice
from agent_desk.ui.pages.reports.calendar import PeriodCalendar
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, SectionHeader, kbd, plain_label, rule, set_look
from agent_desk.ui.widgets.check_box import DeskCheck
from agent_desk.ui.widgets.choices import Segmented
from agent_desk.ui.widgets.fields import DeskCombo

_WIDTH = 288


class SectionBox(DeskCheck):
    """A chapter's check box; Alt+up and Alt+down move the chapter."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class ReportOptions(QFrame):
    """Changes the presenter's choices and says ``changed``; the files are the page's business."""

    changed = Signal()
    pdf_asked = Signal()
    excel_asked = Signal()
    print_asked = Signal()

    def __init__(self, theme: Theme, presenter: ReportsPresenter) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 20, 20, 8)
        column.setSpacing(12)
        self._period_part = self._make_period()
        self._project_part = self._make_project()
        self._scope_part = self._make_scope()
        self._section_part, self._section_rows = self._make_sections()
        for part in (self._period_part, self._project_part, self._scope_part, self._section_part):
            column.addWidget(part)
        column.addStretch(1)
        # The four lengths of a period need more room in English.
        self.setFixedWidth(max(_WIDTH, inner.minimumSizeHint().width()))
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        self._message = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._message.setWordWrap(True)
        self._message.setContentsMargins(20, 4, 20, 0)
        self._message.hide()
        outer.addWidget(self._message)
        outer.addLayout(self._make_buttons())
        self.show_choices()

    # --- parts ----------------------------------------------------------------------------------

    def _part(self) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        return part, column

    def _make_period(self) -> QWidget:
        theme, presenter = self._theme, self._presenter
        part, column = self._part()
        self._period_head = self._heading(tr("期间"))
        self._kind = Segmented(theme, presenter.kinds(), tr("期间长短"), stretch=True)
        self._kind.chosen.connect(lambda kind: self._do(presenter.set_kind, kind))
        row = QHBoxLayout()
        row.setSpacing(6)
        self._back = self._arrow("chevron-left", tr("上一期"), -1)
        self._on = self._arrow("chevron-right", tr("下一期"), 1)
        self._span = plain_label(theme, "", "bodyStrong")
        self._span.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._span.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for widget in (self._back, self._span, self._on):
            row.addWidget(widget, 1 if widget is self._span else 0)
        self.calendar = PeriodCalendar(theme)
        self.calendar.day_chosen.connect(lambda day: self._do(presenter.choose_day, day))
        self.calendar.stepped.connect(lambda by: self._do(presenter.step, by))
        column.addWidget(self._period_head)
        column.addWidget(self._kind)
        column.addLayout(row)
        column.addWidget(self.calendar)
        column.addWidget(rule())
        return part

    def _heading(self, title: str, note: str = "") -> SectionHeader:
        return SectionHeader(self._theme, title, note=note)

    def _arrow(self, icon: str, name: str, by: int) -> DeskButton:
        button = DeskButton(self._theme, "", "icon", icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._do(self._presenter.step, by))
        return button

    def _make_project(self) -> QWidget:
        part, column = self._part()
        self._project = DeskCombo(self._theme)
        self._project.setAccessibleName(tr("项目"))
        self._project.activated.connect(lambda _place: self._choose_project())
        self._project.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self._heading(tr("项目")))
        column.addWidget(self._project)
        column.addWidget(rule())
        return part

    def _make_scope(self) -> QWidget:
        part, column = self._part()
        self._scope_head = self._heading(tr("范围"))
        column.addWidget(self._scope_head)
        self._green = DeskCheck(self._theme, "")
        self._green.setEnabled(False)
        self._green.setToolTip(tr("简报总含绿色通道项目"))
        self._general = DeskCheck(self._theme, "", False)
        self._general.toggled.connect(self._choose_general)
        for box in (self._green, self._general):
            column.addWidget(box)
        column.addWidget(rule())
        return part

    def _make_sections(self) -> tuple[QWidget, QVBoxLayout]:
        part, column = self._part()
        column.addWidget(self._heading(tr("内容"), tr("Alt ↑↓ 排序")))
        rows = QVBoxLayout()
        rows.setSpacing(6)
        column.addLayout(rows)
        return part, rows

    def _make_buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(20, 8, 20, 14)
        column.setSpacing(8)
        self._pdf = DeskButton(self._theme, tr("导出 PDF"), "primary", "file-text")
        self._excel = DeskButton(self._theme, "Excel", icon="file-spreadsheet")
        self._print = DeskButton(self._theme, tr("打印"), icon="printer")
        self._print.setToolTip(tr("存为可打印的 PDF（Ctrl P）"))
        for button, signal in (
            (self._pdf, self.pdf_asked),
            (self._excel, self.excel_asked),
            (self._print, self.print_asked),
        ):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(signal)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._excel, 1)
        row.addWidget(self._print, 1)
        keys = QHBoxLayout()
        keys.addStretch(1)
        keys.addWidget(plain_label(self._theme, tr("打印"), "caption", Tone.QUIET))
        keys.addWidget(kbd(self._theme, "Ctrl P"))
        keys.addSpacing(6)
        keys.addWidget(plain_label(self._theme, tr("导出"), "caption", Tone.QUIET))
        keys.addWidget(kbd(self._theme, "Ctrl E"))
        column.addWidget(self._pdf)
        column.addLayout(row)
        column.addLayout(keys)
        return column

    # --- choices --------------------------------------------------------------------------------

    def _do(self, action: object, *arguments: object) -> None:
        before = self._presenter.period
        action(*arguments)  # type: ignore[operator]
        if self._presenter.period != before:
            self.show_choices()
            self.changed.emit()

    def _choose_project(self) -> None:
        self._presenter.project_id = self._project.current_key()
        self.changed.emit()

    def _choose_general(self, on: bool) -> None:
        self._presenter.general = on
        self._show_scope()
        self.changed.emit()

    def _choose_section(self, section_id: str, on: bool) -> None:
        self._presenter.set_section(section_id, on)
        self.changed.emit()

    def _move_section(self, section_id: str, by: int) -> None:
        if self._presenter.move_section(section_id, by):
            self._show_sections(section_id)
            self.changed.emit()

    # --- showing --------------------------------------------------------------------------------

    def show_choices(self) -> None:
        """Show the presenter's choices for its report."""
        presenter = self._presenter
        self._period_part.setVisible(presenter.has_period)
        if presenter.period is not None:
            self._kind.set_current(presenter.period.kind)
            self._span.setText(presenter.period_text())
            self._period_head.set_note(presenter.period_note())
            self._on.setEnabled(presenter.can_step_on)
            self.calendar.set_period(presenter.period, presenter.asked().today)
        self._project_part.setVisible(presenter.needs_project)
        if presenter.needs_project:
            self._project.clear()
            for key, name in presenter.projects():
                self._project.addItem(name, key)
            self._project.set_current_key(presenter.project_id)
        self._scope_part.setVisible(presenter.has_scope)
        if presenter.has_scope:
            self._show_scope()
        self._show_sections()
        self._excel.setVisible("excel" in presenter.formats)

    def _show_scope(self) -> None:
        green, other = self._presenter.scope_counts()
        self._green.set_text(tr("绿色通道项目（{n}）", n=green))
        self._general.set_text(tr("一般代办项目（{n}）", n=other))
        count = green + (other if self._presenter.general else 0)
        self._scope_head.set_note(tr("{n} 个项目", n=count))

    def _show_sections(self, focus: str = "") -> None:
        sections = self._presenter.sections()
        self._section_part.setVisible(bool(sections))
        while (item := self._section_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for section in sections:
            box = self._section_box(section)
            self._section_rows.addWidget(box)
            if section.id == focus:
                box.setFocus(Qt.FocusReason.TabFocusReason)

    def _section_box(self, section: SectionChoice) -> SectionBox:
        box = SectionBox(self._theme, section.name, section.on)
        box.toggled.connect(lambda on, key=section.id: self._choose_section(key, on))
        box.moved.connect(lambda by, key=section.id: self._move_section(key, by))
        return box

    def set_ready(self, ready: bool) -> None:
        """Whether there is a report to put into a file."""
        for button in (self._pdf, self._excel, self._print):
            button.setEnabled(ready)

    def say(self, text: str, tone: Tone = Tone.SECONDARY) -> None:
        """One line above the buttons."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        set_look(self._message, "tone", str(tone))
