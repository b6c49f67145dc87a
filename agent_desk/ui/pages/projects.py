"""项目: key figures, filters, and one line per project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.projects import Chip, MenuChip, ProjectsPresenter, ProjectsView
from agent_desk.presenters.projects_rows import project_columns
from agent_desk.services.desk import Desk
from agent_desk.services.portfolio import Portfolio
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.projects_export import Exporter
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, RowFrame
from agent_desk.ui.widgets.choices import FilterChip
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.marks import KpiTile
from agent_desk.ui.widgets.page import Page

_NARROW, _TIGHT = 1240, 1170
"""Page widths in pixels below which the buttons lose words, so that no filter is cut."""


class ProjectsPage(Page):
    """``navigate("project", project_id=…)`` opens a line, ``navigate("wizard")`` starts a new project."""

    topics = frozenset({"projects", "cases", "materials", "members"})

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
        self._theme, self._jobs, self._navigate, self._press = theme, jobs, navigate, press
        self.presenter = ProjectsPresenter(desk, today)
        self._view: ProjectsView = self.presenter.view()
        self._reading = 0
        self.setProperty("surface", "window")
        self.notice = NoticeLine(theme)
        self.exporter = Exporter(self, jobs, self.notice)
        self.table = DeskTable(theme, project_columns(), "rowProject")
        self.table.setAccessibleName(tr("项目清单"))
        self.table.activated_row.connect(self._open)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self._sorted_by: tuple[str, bool] | None = None
        self.empty = EmptyState(theme, "", "")
        self.empty.acted.connect(self._act_on_empty)
        self._tiles: list[KpiTile] = []
        self.chips: dict[str, FilterChip] = {}
        self._menus: dict[str, MenuChip] = {}
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+N"), self, self.new_project)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export)

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("项目")

    def subtitle(self) -> str:
        return self._view.subtitle

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self._tools)

    def refresh(self) -> None:
        """Read the projects again on the data worker; the last answer wins."""
        self._reading += 1
        number = self._reading

        def done(found: Portfolio) -> None:
            if number == self._reading:
                self.presenter.take(found)
                self._show()
                self._take_idle_keyboard()

        self._jobs.run(lambda _progress, _cancelled: self.presenter.read(), done)

    def _take_idle_keyboard(self) -> None:
        """The list was not there yet when the page was opened; take the keyboard if nothing else has it."""
        window = self.window()
        if self.table.isVisible() and window.focusWidget() in (None, window):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, text: str) -> None:
        self.presenter.search(text)
        self._show()

    # --- actions ------------------------------------------------------------------------------

    def new_project(self) -> None:
        """Open the wizard."""
        self._navigate("wizard")

    def export(self) -> None:
        """The list as shown, as a workbook."""
        press = self._press
        if press is None or not self._view.rows:
            return
        document = self.presenter.document()
        self.exporter.save(
            tr("项目清单 {date}.xlsx", date=document.date_text),
            lambda: press.excel(document),
        )

    def _open(self, project_id: str) -> None:
        self._navigate("project", project_id=project_id)

    def _act_on_empty(self) -> None:
        if self._view.empty_action == "new":
            self.new_project()
        else:
            self.presenter.clear()
            self._show()

    def _press_chip(self, key: str) -> None:
        self.presenter.choose(key)
        self._show()

    def menu_of(self, key: str) -> QMenu:
        """The values of a menu chip (``stage``, ``town``, ``agent``), the chosen one ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chip = self._menus[key]
        for value, text in chip.options:
            action = QAction(text.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(value == chip.current)
            action.triggered.connect(lambda _on=False, value=value: self._narrow(key, value))
            menu.addAction(action)
        return menu

    def _open_menu(self, key: str) -> None:
        button = self.chips[key]
        self.menu_of(key).popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _narrow(self, key: str, value: str) -> None:
        self.presenter.narrow(key, value)
        self._show()

    def _sort(self, place: int) -> None:
        column = self.table.rows_model.columns[place]
        if not column.sortable:
            return
        before = self._sorted_by
        down = column.key in ("money", "saved")
        if before is not None and before[0] == column.key:
            down = not before[1]
        self._sorted_by = (column.key, down)
        self.table.sort_rows(column.key, down)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, tight = self.width() < _NARROW, self.width() < _TIGHT
        self.export_button.setText("" if narrow else tr("导出 Excel"))
        self.new_button.setText("" if tight else tr("新建项目"))
        self._chip_row.setSpacing(3 if tight else 8)
        self._tools.row.setContentsMargins(16 if tight else 24, 0, 12 if tight else 20, 0)

    # --- picture ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        band = RowFrame("", 0)
        band.setProperty("surface", "surface")
        band.setProperty("line", "bottom")
        band.setFixedHeight(83)
        band.row.setContentsMargins(24, 8, 20, 0)
        for tile in self._make_tiles():
            band.row.addWidget(tile, 1)
        column.addWidget(band)
        self._tools = RowFrame("", 8)
        self._tools.setFixedHeight(self._theme.height("toolbar") + 4)
        self._tools.row.setContentsMargins(24, 0, 20, 0)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(8)
        self._tools.row.addLayout(self._chip_row)
        self._tools.row.addStretch(1)
        self.export_button = DeskButton(self._theme, tr("导出 Excel"), "", "download")
        self.export_button.setAccessibleName(tr("导出 Excel"))
        self.export_button.clicked.connect(self.export)
        self.export_button.setToolTip("Ctrl+E")
        self.new_button = DeskButton(self._theme, tr("新建项目"), "primary", "plus")
        self.new_button.setAccessibleName(tr("新建项目"))
        self.new_button.clicked.connect(self.new_project)
        self.new_button.setToolTip("Ctrl+N")
        self._tools.row.addWidget(self.export_button)
        self.export_button.setVisible(self._press is not None)
        self._tools.row.addWidget(self.new_button)
        column.addWidget(self._tools)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self._show()

    def _make_tiles(self) -> list[KpiTile]:
        names = (
            tr("在办项目"), tr("总投资"), tr("较法定压缩"), tr("拿地即开工"), tr("办件按期率"), tr("预警"),
        )  # fmt: skip
        self._tiles = [KpiTile(self._theme, name, divider=place > 0) for place, name in enumerate(names)]
        return self._tiles

    def _show(self) -> None:
        self._view = view = self.presenter.view()
        for widget, tile in zip(self._tiles, view.tiles, strict=False):
            widget.set_value(tile.value, tile.unit, tile.note, tile.tone)
        self._show_chips(view.chips, view.menus)
        self.table.set_rows(view.rows)
        if self._sorted_by is not None:
            self.table.sort_rows(*self._sorted_by)
        if view.rows and not self.table.current_key():
            self.table.select_key(view.rows[0].key)
        self.table.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.empty.set_text(view.empty)
        self.empty.button.setText({"new": tr("新建项目"), "clear": tr("清除筛选")}.get(view.empty_action, ""))
        self.empty.button.setVisible(bool(view.empty_action))
        self.export_button.setEnabled(bool(view.rows))
        self.chrome_changed.emit()

    def _show_chips(self, chips: Sequence[Chip], menus: Sequence[MenuChip]) -> None:
        for chip in chips:
            button = self.chips.get(chip.key)
            if button is None:
                button = self._add_chip(FilterChip(self._theme, chip.text, chip.count, chip.icon), chip.key)
                button.clicked.connect(lambda _on=False, key=chip.key: self._press_chip(key))
            button.set_count(chip.count)
            button.setChecked(chip.on)
        for menu in menus:
            button = self.chips.get(menu.key)
            if button is None:
                button = self._add_chip(FilterChip(self._theme, menu.text, menu=True), menu.key)
                button.clicked.connect(lambda _on=False, key=menu.key: self._open_menu(key))
            self._menus[menu.key] = menu
            button.set_label(menu.text)

    def _add_chip(self, button: FilterChip, key: str) -> FilterChip:
        if key == "alarms":
            self._chip_row.addSpacing(14)
        self.chips[key] = button
        self._chip_row.addWidget(button)
        return button
