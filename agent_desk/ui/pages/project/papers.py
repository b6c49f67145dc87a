"""材料: the papers by case; the keys 1 to 4 or the menu say where one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from agent_desk.domain.case import MaterialState
from agent_desk.domain.facts import parse_date
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page_manual import papers_document
from agent_desk.presenters.project_page_papers import STATES, find_paper, paper_columns, papers_view
from agent_desk.services.words import word
from agent_desk.ui.pages.project.tab import ProjectTab, TabTools
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, RowFrame, kbd, plain_label
from agent_desk.ui.widgets.choices import Segmented
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import InputFrame

_PROMISE_DAYS = 15
_DIGITS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}


class PapersTab(ProjectTab):
    """A tolerated paper needs its day: a line opens above the list and asks for it."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self.table = DeskTable(self.theme, paper_columns(), "rowDense")
        self.table.setAccessibleName(tr("材料"))
        self.table.activated_row.connect(self.open_menu)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._context_menu)
        self.filter = Segmented(
            self.theme, (("open", tr("未齐")), ("all", tr("全部"))), tr("显示哪些材料"), "all"
        )
        self.filter.chosen.connect(lambda _key: self.refresh())
        self._counts = plain_label(self.theme, "", "caption", Tone.SECONDARY)
        self.empty = EmptyState(self.theme, "")
        self.until = QLineEdit()
        self._until_of = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar())
        self._until_bar = self._until_line()
        column.addWidget(self._until_bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _toolbar(self) -> QWidget:
        bar = RowFrame("", 6)
        bar.setProperty("surface", "window")
        bar.setFixedHeight(self.theme.height("toolbar"))
        bar.row.setContentsMargins(24, 0, 20, 0)
        bar.row.addWidget(self.filter)
        bar.row.addSpacing(12)
        bar.row.addWidget(self._counts)
        bar.row.addStretch(1)
        for digit, state in enumerate(STATES, start=1):
            bar.row.addWidget(kbd(self.theme, str(digit)))
            bar.row.addWidget(plain_label(self.theme, word(state), "caption", Tone.QUIET))
            bar.row.addSpacing(4)
        export = DeskButton(self.theme, tr("材料表 Excel"), "", "file-spreadsheet")
        export.clicked.connect(self.export_tab)
        bar.row.addSpacing(8)
        bar.row.addWidget(export)
        # Only once it has a parent: shown before, it is a window of its own and takes the keyboard away.
        export.setVisible(self.tools.press is not None)
        return bar

    def _until_line(self) -> QWidget:
        bar = RowFrame("", 8)
        bar.setProperty("surface", "sunken")
        bar.setProperty("line", "bottom")
        bar.row.setContentsMargins(24, 6, 20, 6)
        self._until_text = plain_label(self.theme, "", "body")
        frame = InputFrame(self.theme, self.until, "calendar-days", height=30)
        frame.setFixedWidth(170)
        self.until.setAccessibleName(tr("容缺至"))
        self.until.returnPressed.connect(self._keep_until)
        self._until_problem = plain_label(self.theme, "", "caption", Tone.OVER)
        self._until_frame = frame
        cancel = DeskButton(self.theme, tr("取消"), "link")
        cancel.clicked.connect(self._close_until)
        keep = DeskButton(self.theme, tr("确定"), "small")
        keep.clicked.connect(self._keep_until)
        for widget in (self._until_text, frame, keep, cancel, self._until_problem):
            bar.row.addWidget(widget)
        bar.row.addStretch(1)
        bar.hide()
        return bar

    def panes(self) -> Sequence[QWidget]:
        return (self.table,)

    def refresh(self) -> None:
        view = papers_view(self.presenter.sheet, self.filter.current() == "open")
        self.table.set_rows(view.rows)
        self.table.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.empty.set_text(view.empty)
        counts = "　".join(f"{name} {count}" for name, count in view.counts)
        self._counts.setText(f"{tr('共 {n} 份', n=view.total)}　{counts}")
        if len(view.rows) > 1 and not self.table.current_key():
            self.table.select_key(view.rows[1].key)

    def show_case(self, case_id: str) -> None:
        row = self.table.rows_model.row_of(f"case:{case_id}")
        if row >= 0:
            self.table.select_key(self.table.rows_model.key_at(row + 1))
            self.table.scrollTo(self.table.rows_model.index(row, 0))

    def export_tab(self) -> None:
        press = self.tools.press
        if press is None:
            return
        document = papers_document(self.presenter.sheet)
        self.tools.exporter.save(f"{document.title}.xlsx", lambda: press.excel(document))

    # --- changing a state ---------------------------------------------------------------------

    def set_state(self, material_id: str, state: MaterialState) -> None:
        """Put a paper in a state; 容缺 asks for the day first."""
        paper = find_paper(self.presenter.sheet, material_id)
        if paper is None:
            return
        if state is MaterialState.TOLERATED and paper.tolerable:
            self._ask_until(material_id, paper.name)
        else:
            self._close_until()
            self.report(self.presenter.set_material(material_id, state))

    def _ask_until(self, material_id: str, name: str) -> None:
        self._until_of = material_id
        self._until_text.setText(tr("“{material}”容缺至", material=name))
        self.until.setText((self.presenter.today + timedelta(days=_PROMISE_DAYS)).isoformat())
        self._show_until_problem("")
        self._until_bar.show()
        self.until.setFocus(Qt.FocusReason.OtherFocusReason)
        self.until.selectAll()

    def _keep_until(self) -> None:
        day = parse_date(self.until.text())
        if day is None or day < self.presenter.today:
            self._show_until_problem(tr("请填今天或以后的日期，如 2026-12-08。"))
            self.until.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        problem = self.presenter.set_material(self._until_of, MaterialState.TOLERATED, day)
        self._close_until()
        self.report(problem)

    def _show_until_problem(self, text: str) -> None:
        self._until_problem.setText(text)
        self._until_frame.set_bad(bool(text))

    def _close_until(self) -> None:
        if not self._until_bar.isHidden():
            self._until_bar.hide()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_menu(self, material_id: str) -> None:
        """The four states as a menu at the line."""
        row = self.table.rows_model.row_of(material_id)
        last = self.table.rows_model.index(row, len(self.table.rows_model.columns) - 1)
        rect = self.table.visualRect(last)
        self._menu(material_id).popup(self.table.viewport().mapToGlobal(rect.bottomLeft()))

    def _context_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid() and not self.table.rows_model.is_group(index.row()):
            key = self.table.rows_model.key_at(index.row())
            self._menu(key).popup(self.table.viewport().mapToGlobal(at))

    def _menu(self, material_id: str) -> QMenu:
        paper = find_paper(self.presenter.sheet, material_id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for digit, state in enumerate(STATES, start=1):
            action = QAction(f"{digit}  {word(state)}", menu)
            action.setCheckable(True)
            action.setChecked(paper is not None and paper.state is state)
            able = state is not MaterialState.TOLERATED or (paper is not None and paper.tolerable)
            action.setEnabled(able)
            action.triggered.connect(lambda _on=False, state=state: self.set_state(material_id, state))
            menu.addAction(action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = Qt.Key(event.key()), self.table.current_key()
        if key == Qt.Key.Key_Escape and not self._until_bar.isHidden():
            self._close_until()
        elif self.table.hasFocus() and current and key in _DIGITS:
            self.set_state(current, STATES[_DIGITS[key]])
        else:
            super().keyPressEvent(event)
