"""团队与日历, 最优流程 and 确认建档."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page_route import route_columns, route_view
from agent_desk.presenters.wizard import WizardPresenter
from agent_desk.presenters.wizard_form import LAND_DAY, FieldView
from agent_desk.presenters.wizard_items import (
    SEATS,
    calendar_lines,
    people_options,
    profile_pairs,
    summary,
)
from agent_desk.services.words import word
from agent_desk.ui.pages.project.share_bar import CompareBars
from agent_desk.ui.pages.project.tab import empty_layout, pairs_grid
from agent_desk.ui.pages.wizard.form import make_field
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import EmptyState, IconLabel, RowFrame, plain_label, rule
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import ComboField, FormSection

_MARGINS = (36, 22, 36, 22)


def _titled(theme: Theme, host: QWidget, title: str, note: str) -> QVBoxLayout:
    host.setProperty("surface", "surface")
    host.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(host)
    column.setContentsMargins(*_MARGINS)
    column.setSpacing(0)
    column.addWidget(plain_label(theme, title, "title"))
    column.addWidget(plain_label(theme, note, "caption", Tone.QUIET))
    column.addSpacing(12)
    return column


class TeamStep(QWidget):
    """Who leads and helps, the land day, and what the dates rest on."""

    changed = Signal()

    def __init__(self, theme: Theme, presenter: WizardPresenter) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        column = _titled(theme, self, tr("团队与日历"), tr("主办即各办件的经办人，建档后可逐件调整。"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.seats: dict[str, ComboField] = {}
        for place, seat in enumerate(SEATS):
            field = ComboField(theme, word(seat), people_options(presenter))
            field.chosen.connect(lambda member, seat=seat: self._seat(seat.value, member))
            self.seats[seat.value] = field
            grid.addWidget(field, 0, place)
        day = FieldView(LAND_DAY, tr("计划签供地合同"), hint=tr("拿地即开工的目标日"), icon="calendar-days")
        self.day = make_field(theme, day, self._put, lambda _key: presenter.settle())
        grid.addWidget(self.day, 1, 0)
        column.addLayout(grid)
        column.addSpacing(8)
        column.addWidget(FormSection(theme, tr("日历")))
        column.addSpacing(6)
        column.addWidget(pairs_grid(theme, calendar_lines(presenter, presenter.today), 96))
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()

    def fill(self) -> None:
        """Show the draft's team and day."""
        for seat in SEATS:
            self.seats[seat.value].set_value(self._presenter.seated(seat))
        day = self._presenter.draft.land_day
        text = self._presenter.text(LAND_DAY) or (day.isoformat() if day else "")
        if self.day.value() != text:
            self.day.set_value(text)
        self._say()

    def _seat(self, seat: str, member: str) -> None:
        self._presenter.seat(next(s for s in SEATS if s.value == seat), member)
        self.fill()
        self.changed.emit()

    def _put(self, key: str, text: str) -> None:
        self._presenter.put(key, text)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        message = self._presenter.message(LAND_DAY)
        if message.tone is Tone.OVER:
            self.day.set_error(message.text)
        else:
            self.day.set_error("")
            self.day.set_message(message.text, message.tone)


class RouteStepPage(QWidget):
    """The route the project would have."""

    def __init__(self, theme: Theme, presenter: WizardPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 22, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(36, 0, 24, 8)
        head.setSpacing(0)
        head.addWidget(plain_label(theme, tr("最优流程"), "title"))
        note = tr("自今天建档起的推算；建档后随办理进展更新，可采纳为基线。")
        head.addWidget(plain_label(theme, note, "caption", Tone.QUIET))
        head.addSpacing(12)
        self._bars = CompareBars(theme)
        self._bars.set_unit(tr("天"))
        head.addWidget(self._bars)
        column.addLayout(head)
        column.addWidget(rule())
        self.table = DeskTable(theme, route_columns(short=True), gutter=36)
        self.table.setAccessibleName(tr("流程步骤"))
        self.empty = EmptyState(theme, tr("还没有应办事项：先回到项目画像填写。"))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()

    def fill(self) -> None:
        """Plan the draft."""
        sheet, route = self._presenter.drafted()
        view = route_view(sheet, route, self._presenter.office, show_done=True)
        shown = bool(view.rows) and bool(sheet.cases)
        self._bars.set_bars(view.bars if shown else ())
        self.table.set_rows(view.rows if shown else ())
        self.table.setVisible(shown)
        self.empty.setVisible(not shown)


class ConfirmStep(QWidget):
    """One more look before the project is stored."""

    def __init__(self, theme: Theme, presenter: WizardPresenter) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        column = _titled(theme, self, tr("确认建档"), tr("建档是一步，可用 Ctrl+Z 撤销。"))
        self.problem = plain_label(theme, "", "caption", Tone.OVER)
        self.problem.setWordWrap(True)
        column.addWidget(self.problem)
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        column.addLayout(self._body)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()

    def fill(self) -> None:
        """Show what will be stored."""
        view = summary(self._presenter)
        self.problem.setText("")
        empty_layout(self._body)
        self._body.addWidget(pairs_grid(self._theme, view.pairs, 110))
        if view.open_points:
            self._body.addWidget(FormSection(self._theme, tr("尚待补充，不影响建档")))
            for text in view.open_points:
                line = RowFrame("", 8)
                line.row.addWidget(IconLabel(self._theme, "hourglass", "state.due.text", 14))
                line.row.addWidget(plain_label(self._theme, text, "body"))
                line.row.addStretch(1)
                self._body.addWidget(line)
        facts = profile_pairs(self._presenter)
        if facts:
            self._body.addWidget(FormSection(self._theme, tr("项目画像")))
            self._body.addWidget(pairs_grid(self._theme, facts, 160))
