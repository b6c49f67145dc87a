"""The list of reports at the left: headings and one row per report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from agent_desk.presenters.cells import Tone
from agent_desk.presenters.reports import ReportEntry, ReportGroup
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import plain_label

_WIDTH = 252
_ROW = 34


class ReportRow(QAbstractButton):
    """One report: its name, and at the right how often it is made."""

    def __init__(self, theme: Theme, ink: Ink, entry: ReportEntry) -> None:
        super().__init__()
        self._theme, self._ink, self.entry = theme, ink, entry
        self.setText(entry.name)
        self.setAccessibleName(entry.name)
        self.setAccessibleDescription(entry.note)
        self.setToolTip(entry.name if ink.width("bodyBold", entry.name) > _WIDTH - 90 else "")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 20, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, chosen = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 0.5, -1, -0.5)
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if chosen else "bg.hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent.fill"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        right = self._ink.draw_right(
            painter, self.width() - 12, 0, self.entry.note, "caption", theme.color("text.3"), _ROW
        )
        role = "bodyBold" if chosen else "body"
        name = self._ink.elided(role, self.entry.name, right - 12 - 12)
        token = "accent.text" if chosen else "text.1"
        self._ink.draw(painter, 12, 0, name, role, theme.color(token), _ROW)
        painter.end()


class ReportList(QFrame):
    """``chosen`` names the report of the row pressed; up and down move through the rows."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, groups: Sequence[ReportGroup]) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self.setFixedWidth(_WIDTH)
        self._rows: list[ReportRow] = []
        ink = Ink(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(0)
        for group in groups:
            heading = plain_label(theme, group.title, "caption", Tone.QUIET)
            heading.setContentsMargins(12, 12, 12, 6)
            column.addWidget(heading)
            for entry in group.entries:
                row = ReportRow(theme, ink, entry)
                row.clicked.connect(lambda _on=False, key=entry.id: self.chosen.emit(key))
                self._rows.append(row)
                column.addWidget(row)
        column.addStretch(1)

    def set_current(self, report_id: str) -> None:
        """Mark a report as the one shown."""
        for row in self._rows:
            if row.entry.id == report_id:
                row.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        place = next((n for n, row in enumerate(self._rows) if row.isChecked()), 0)
        if step is None or not 0 <= place + step < len(self._rows):
            super().keyPressEvent(event)
            return
        row = self._rows[place + step]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        row.click()
