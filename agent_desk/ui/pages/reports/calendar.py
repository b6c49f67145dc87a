"""One month as a small calendar with the days of a period marked."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desk.i18n import N_, tr
from agent_desk.presenters.reports import month_weeks
from agent_desk.services.report_period import ReportPeriod
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme

_NAMES = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
_ROW = 26
_HEAD = 24
_ROWS = 6


class PeriodCalendar(QWidget):
    """Click a day for the period around it; arrow keys step one period. The last day (or today) is filled."""

    day_chosen = Signal(object)
    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._period: ReportPeriod | None = None
        self._today = date.min
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEAD + _ROWS * _ROW)
        self.setAccessibleName(tr("日历"))
        theme.changed.connect(self.update)

    def set_period(self, period: ReportPeriod, today: date) -> None:
        """Show the month the period ends in (but not one after today's)."""
        self._period, self._today = period, today
        self.setAccessibleDescription(f"{period.first} - {period.last}")
        self.update()

    def _shown(self) -> date:
        assert self._period is not None
        return min(self._period.last, max(self._today, self._period.first))

    def sizeHint(self) -> QSize:
        return QSize(236, _HEAD + _ROWS * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._period is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / 7
        for place, name in enumerate(_NAMES):
            self._centred(painter, tr(name), "caption", "text.2", QRectF(place * step, 0, step, _HEAD))
        shown = self._shown()
        for row, week in enumerate(month_weeks(shown)[:_ROWS]):
            for place, day in enumerate(week):
                self._paint_day(painter, day, shown, QRectF(place * step, _HEAD + row * _ROW, step, _ROW))
        if self._ring:
            painter.setPen(QPen(self._theme.color("accent.fill"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, shown: date, box: QRectF) -> None:
        assert self._period is not None
        theme, inside = self._theme, self._period.contains(day)
        token, role = "text.1", "caption"
        if day > self._today or day.month != shown.month:
            token = "text.disabled"
        if inside:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent.tint"))
            painter.drawRect(box.adjusted(-0.5, 1, 0.5, -1))
            if day <= self._today:
                token, role = "accent.text", "captionBold"
        if day == min(self._period.last, self._today):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent.fill"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 4, 4)
            token = "text.onAccent"
        self._centred(painter, str(day.day), role, token, box)

    def _centred(self, painter: QPainter, text: str, role: str, token: str, box: QRectF) -> None:
        left = box.x() + (box.width() - self._ink.width(role, text)) / 2
        self._ink.draw(painter, left, box.y(), text, role, self._theme.color(token), round(box.height()))

    def day_at(self, x: float, y: float) -> date | None:
        """The day under a point."""
        if self._period is None or y < _HEAD or not 0 <= x < self.width():
            return None
        weeks = month_weeks(self._shown())[:_ROWS]
        row = int((y - _HEAD) // _ROW)
        return weeks[row][int(x * 7 // self.width())] if row < len(weeks) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.day_chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = True
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()
