"""The clock ribbon: a cell per day, events above, counted and not counted stretches below. Only what is exposed
is painted, so that a clock overdue for a year costs no more than one of a week."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolTip, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.supervision_ribbon import (
    CellKind,
    RibbonCell,
    RibbonRow,
    RibbonSpan,
    RibbonStem,
    RibbonView,
)
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.models.rows_model import plain_tooltip
from agent_desk.ui.theme import Theme, mixed

_WIDE, _NARROW = 32, 26
_CELL = 40
_PITCH = 51
_STEM_LEVEL = 38
_AXIS = 40
_NAMES = 96
_FOOT = 34
_FILLS = {
    Tone.PRIMARY: "text.1",
    Tone.PAUSE: "state.pause.fill",
    Tone.ACCENT: "clock.green.fill",
    Tone.DUE: "state.due.fill",
}


class _Days(QWidget):
    """The part that scrolls."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self.view = RibbonView()
        self.step = _WIDE
        self.levels: list[int] = []
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.changed.connect(self.update)

    def show_view(self, view: RibbonView) -> None:
        self.view = view
        self.levels = self._stem_levels()
        self.setAccessibleName(view.accessible)
        self._measure()

    def set_step(self, step: int) -> None:
        if step != self.step:
            self.step = step
            self.levels = self._stem_levels()
        self._measure()

    def _measure(self) -> None:
        self.setFixedSize(max(1, len(self.view.days) * self.step + 1), self.total_height())
        self.update()

    @property
    def cells_top(self) -> int:
        """The y of the first row of cells."""
        return (max(self.levels, default=0) + 1) * _STEM_LEVEL + _AXIS + 4

    def total_height(self) -> int:
        return self.cells_top + max(1, len(self.view.rows)) * _PITCH - (_PITCH - _CELL) + _FOOT

    def _label_box(self, stem: RibbonStem) -> tuple[float, float]:
        """Where a stem's label lies, from x to x: right of the stem, or left of it at the ribbon's end."""
        width = max(self._ink.width("bodyBold", stem.title), self._ink.width("caption", stem.note)) + 8
        x = (stem.column + 0.5) * self.step
        if x + width > len(self.view.days) * self.step and x - width > 0:
            return x - width, x
        return x, x + width

    def _stem_levels(self) -> list[int]:
        """Labels that would run into each other go one level down; the third is left to the tooltip."""
        ends = [-1.0, -1.0]
        levels = []
        for stem in self.view.stems:
            left, right = self._label_box(stem)
            level = next((n for n, end in enumerate(ends) if left > end), -1)
            if level >= 0:
                ends[level] = right
            levels.append(level)
        return levels

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, event.rect().left() // self.step - 1)
        last = min(len(self.view.days) - 1, event.rect().right() // self.step + 1)
        self._paint_axis(painter, first, last)
        for place, row in enumerate(self.view.rows):
            top = self.cells_top + place * _PITCH
            for column in range(first, last + 1):
                self._paint_cell(painter, row, row.cells[column], column, top)
        for span in self.view.pauses:
            if span.last >= first and span.first <= last:
                self._paint_pause_name(painter, span)
        for span in self.view.brackets:
            if span.last >= first and span.first <= last:
                self._paint_bracket(painter, span)
        for stem, level in zip(self.view.stems, self.levels, strict=True):
            self._paint_stem(painter, stem, level)
        for stem, level in zip(self.view.stems, self.levels, strict=True):
            if level >= 0:
                self._paint_label(painter, stem, level)
        painter.end()

    def _centred(
        self, painter: QPainter, column: int, top: float, text: str, role: str, color: QColor, height: int
    ) -> None:
        x = (column + 0.5) * self.step - self._ink.width(role, text) / 2
        self._ink.draw(painter, x, top, text, role, color, height)

    def _paint_axis(self, painter: QPainter, first: int, last: int) -> None:
        top = self.cells_top - _AXIS
        for column in range(first, last + 1):
            day = self.view.days[column]
            role = "microBold" if day.is_today else "micro"
            color = self._theme.color("accent.text" if day.is_today else "text.3")
            self._centred(painter, column, top, day.label, role, color, 16)
            self._centred(painter, column, top + 15, day.weekday, role, color, 16)

    def _paint_cell(self, painter: QPainter, row: RibbonRow, cell: RibbonCell, column: int, top: int) -> None:
        theme = self._theme
        box = QRectF(column * self.step + 0.5, top + 0.5, self.step - 2, _CELL - 1)
        pen, brush, text, role = _look(theme, row, cell, self.devicePixelRatioF())
        painter.setPen(pen)
        if cell.kind is CellKind.PAUSE:
            painter.setBrushOrigin(QPointF(0, top))
        painter.setBrush(brush)
        painter.drawRoundedRect(box, 3, 3)
        if cell.kind is CellKind.OFF:
            self._paint_dots(painter, box)
        if cell.text:
            self._centred(painter, column, top, cell.text, role, text, _CELL)

    def _paint_dots(self, painter: QPainter, box: QRectF) -> None:
        """A day off is dotted, so that it differs from an empty day without colour."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line.strong"))
        for x in range(int(box.left()) + 4, int(box.right()) - 1, 6):
            for y in (4, 10, 30, 36):
                painter.drawRect(QRectF(x, box.top() + y - 0.5, 1, 1))

    def _paint_pause_name(self, painter: QPainter, span: RibbonSpan) -> None:
        left, right = span.first * self.step, (span.last + 1) * self.step
        text = self._ink.elided("captionStrong", span.text, right - left - 8)
        width = self._ink.width("captionStrong", text) + 12
        top = self.cells_top + span.row * _PITCH
        if right - left < 40:
            return  # one day: the hatch and its tooltip say it
        box = QRectF((left + right - width) / 2, top + 11, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg.surface"))
        painter.drawRoundedRect(box, 3, 3)
        color = self._theme.color("state.pause.text")
        self._ink.draw(painter, box.left() + 6, box.top(), text, "captionStrong", color, 18)

    def _paint_bracket(self, painter: QPainter, span: RibbonSpan) -> None:
        top = self.cells_top + len(self.view.rows) * _PITCH - (_PITCH - _CELL) + 5
        left, right = span.first * self.step + 1.5, (span.last + 1) * self.step - 2.5
        painter.setPen(QPen(self._theme.color(_FILLS[span.tone]), 1.5))
        painter.drawPolyline(
            [QPointF(left, top), QPointF(left, top + 6), QPointF(right, top + 6), QPointF(right, top)]
        )
        text = span.text
        if span.short and self._ink.width("caption", text) > right - left + 10:
            text = span.short
        x = (left + right - self._ink.width("caption", text)) / 2
        self._ink.draw(painter, x, top + 8, text, "caption", self._theme.color(TONE_TOKENS[span.tone]), 18)

    def _paint_stem(self, painter: QPainter, stem: RibbonStem, level: int) -> None:
        theme = self._theme
        x = (stem.column + 0.5) * self.step
        color = theme.color(_FILLS.get(stem.tone, "text.1"))
        head = max(level, 0) * _STEM_LEVEL + 9 if level >= 0 else self.cells_top - _AXIS - 8
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(QPointF(x, head), QPointF(x, self.cells_top - _AXIS - 1))
        painter.drawLine(QPointF(x, self.cells_top - 6), QPointF(x, self.cells_top - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QPointF(x, head), 3.5, 3.5)

    def _paint_label(self, painter: QPainter, stem: RibbonStem, level: int) -> None:
        """The event's name and day, on a ground of its own: other stems pass behind it."""
        theme, x = self._theme, (stem.column + 0.5) * self.step
        left, right = self._label_box(stem)
        left = left + 8 if left >= x else left
        top = level * _STEM_LEVEL
        ground = QRectF(left - 2, top + 1, right - left - 4, _STEM_LEVEL - 4)
        painter.fillRect(ground, theme.color("bg.surface"))
        word = theme.color(TONE_TOKENS[stem.tone])
        self._ink.draw(painter, left, top, stem.title, "bodyBold", word)
        self._ink.draw(painter, left, top + 17, stem.note, "caption", theme.color("text.3"), 18)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(
                event.globalPos(), plain_tooltip(self.tip_at(event.pos().x(), event.pos().y())), self
            )
            return True
        return super().event(event)

    def tip_at(self, x: int, y: int) -> str:
        """What is said about the day and clock at a point, or empty."""
        column, row = x // self.step, (y - self.cells_top) // _PITCH
        if y < self.cells_top:
            stems = [stem for stem in self.view.stems if stem.column == column]
            return tr("；").join(f"{stem.note} {stem.title}" for stem in stems)
        if 0 <= row < len(self.view.rows) and 0 <= column < len(self.view.days):
            return self.view.rows[row].cells[column].tip
        return ""


def _look(theme: Theme, row: RibbonRow, cell: RibbonCell, dpr: float) -> tuple[QPen, object, QColor, str]:
    """Line, filling, colour and role of the text of a cell."""
    no_line = QPen(Qt.PenStyle.NoPen)
    surface, white = theme.color("bg.surface"), theme.color("text.onAccent")
    if cell.kind is CellKind.COUNTED:
        fill = theme.color(row.token)
        return no_line, fill, QColor("#FFFFFF") if fill.lightnessF() < 0.5 else white, "bodyBold"
    if cell.kind is CellKind.OVER:
        fill = theme.color("state.over.fill")
        return no_line, fill, QColor("#FFFFFF") if fill.lightnessF() < 0.5 else white, "bodyBold"
    if cell.kind is CellKind.PAUSE:
        hatch = theme.hatch("state.pause.fill", "state.pause.tint", dpr, 8, 2.2)
        return no_line, hatch, theme.color("state.pause.text"), "caption"
    hair = QPen(theme.color("line.normal"), 1)
    if cell.kind is CellKind.AHEAD:
        hair.setDashPattern([3, 2])
        return hair, mixed(surface, theme.color(row.token), 0.06), theme.color("text.3"), "caption"
    if cell.kind is CellKind.START:
        return hair, theme.color("bg.sunken"), theme.color("text.2"), "caption"
    if cell.kind is CellKind.OFF:
        return QPen(theme.color("line.hair"), 1), theme.color("bg.sunken"), theme.color("text.3"), "caption"
    return QPen(theme.color("line.hair"), 1), surface, theme.color("text.3"), "caption"


class _Names(QWidget):
    """The clocks' names, standing still at the left."""

    def __init__(self, theme: Theme, days: _Days) -> None:
        super().__init__()
        self._theme, self._ink, self._days = theme, Ink(theme), days
        self.setFixedWidth(_NAMES)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, row in enumerate(self._days.view.rows):
            top = self._days.cells_top + place * _PITCH
            name = self._ink.elided("bodyBold", row.name, _NAMES - 8)
            self._ink.draw(painter, 0, top + 2, name, "bodyBold", self._theme.color("text.1"))
            self._ink.draw(painter, 0, top + 20, row.unit, "caption", self._theme.color("text.3"), 18)
        painter.end()


class ClockRibbon(QWidget):
    """Names and days. It opens at its right end, where today is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._days = _Days(theme)
        self._names = _Names(theme, self._days)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._days)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._names)
        row.addWidget(self._scroll, 1)

    def show_view(self, view: RibbonView) -> None:
        """Show another case's clocks."""
        self._days.show_view(view)
        self.setAccessibleName(view.accessible)
        self._fit()

    def tip_at(self, x: int, y: int) -> str:
        """The tooltip of a point in the days' own coordinates."""
        return self._days.tip_at(x, y)

    def cell_center(self, row: int, column: int) -> QPointF:
        """The middle of a cell in the days' own coordinates."""
        return QPointF((column + 0.5) * self._days.step, self._days.cells_top + row * _PITCH + _CELL / 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Cells of 32 px, down to 26 where that saves the scroll bar."""
        # Not the viewport's width: while this is resized, the viewport still has its old one.
        room, count = self.width() - _NAMES - 1, max(1, len(self._days.view.days))
        self._days.set_step(min(_WIDE, max(_NARROW, room // count)))
        bar = self._scroll.horizontalScrollBar().sizeHint().height() if count * self._days.step > room else 0
        self.setFixedHeight(self._days.total_height() + bar)
        self._scroll.horizontalScrollBar().setValue(self._scroll.horizontalScrollBar().maximum())

    def sizeHint(self) -> QSize:
        return QSize(600, self._days.total_height())
