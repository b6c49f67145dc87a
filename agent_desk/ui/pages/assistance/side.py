"""The right column: my month, my week by day, what the office did today, the roll of honour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.assistance import PERIODS, DayBar, HonourRow, MineView
from agent_desk.presenters.cells import Tone
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.delegates.shapes import paint_avatar
from agent_desk.ui.pages.assistance.stars import paint_stars
from agent_desk.ui.theme import Theme, mixed
from agent_desk.ui.widgets.basics import plain_label, rule
from agent_desk.ui.widgets.choices import Segmented
from agent_desk.ui.widgets.marks import AvatarStack

WIDTH = 315
_PAD = 20
_ROW = 40
_BAR_ROOM = 60


class WeekBars(QWidget):
    """Minutes by day of the week; today is dark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._bars: Sequence[DayBar] = ()
        self.setFixedHeight(_BAR_ROOM + 44)
        theme.changed.connect(self.update)

    def set_bars(self, bars: Sequence[DayBar]) -> None:
        """Show these days."""
        self._bars = bars
        self.setAccessibleName(tr("本周每日分钟"))
        spoken = (tr("{day} {n} 分", day=bar.label, n=bar.minutes) for bar in bars)
        self.setAccessibleDescription(tr("，").join(spoken))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, count = self._theme, max(1, len(self._bars))
        pitch = (self.width() + 8) / count
        for place, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, QRectF(place * pitch, 18, pitch - 8, _BAR_ROOM), theme)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: DayBar, room: QRectF, theme: Theme) -> None:
        height = max(2.0, room.height() * bar.share) if bar.minutes else 2.0
        box = QRectF(room.left(), room.bottom() - height, room.width(), height)
        soft = mixed(theme.color("bg.surface"), theme.color("accent.fill"), 0.3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent.fill") if bar.today else soft)
        if not bar.minutes:
            painter.setBrush(theme.color("line.track"))
        painter.drawRoundedRect(box, min(3.0, height / 2), min(3.0, height / 2))
        role = "captionBold" if bar.today else "caption"
        quiet = theme.color("accent.text" if bar.today else "text.3")
        ink = self._ink
        if bar.minutes:
            text = str(bar.minutes)
            left = room.center().x() - ink.width(role, text) / 2
            ink.draw(painter, left, box.top() - 18, text, role, quiet, 16)
        left = room.center().x() - ink.width(role, bar.label) / 2
        ink.draw(painter, left, room.bottom() + 8, bar.label, role, quiet, 16)


class HonourList(QWidget):
    """The roll, one line each; the line of the person at the desk is tinted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._rows: Sequence[HonourRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_rows(self, rows: Sequence[HonourRow]) -> None:
        """Show these lines."""
        self._rows = rows
        self.setFixedHeight(max(1, len(rows) * _ROW))
        self.setAccessibleName(tr("光荣榜"))
        self.setAccessibleDescription(tr("；").join(row.accessible for row in rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, len(self._rows) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, row in enumerate(self._rows):
            self._paint_row(painter, row, place * _ROW, place == len(self._rows) - 1)
        painter.end()

    def _paint_row(self, painter: QPainter, row: HonourRow, top: int, last: bool) -> None:
        theme, ink, right = self._theme, self._ink, self.width() - _PAD
        if row.mine:
            painter.fillRect(0, top, self.width(), _ROW - 1, theme.color("bg.selected"))
        elif not last:
            painter.fillRect(_PAD, top + _ROW - 1, self.width() - 2 * _PAD, 1, theme.color("line.hair"))
        quiet = theme.color("text.3")
        number = str(row.place)
        ink.draw(painter, _PAD + 8 - ink.width("caption", number) / 2, top, number, "caption", quiet, _ROW)
        paint_avatar(painter, ink, row.person, QRectF(_PAD + 24, top + 8, 24, 24))
        left = _PAD + 58
        ink.draw(painter, left, top + 2, row.person.name, "body", theme.color("text.1"), 18)
        if row.rating:
            start = ink.draw_right(painter, right, top, row.rating, "caption", theme.color("text.2"), _ROW)
            paint_one_star(painter, theme, start - 13, top + _ROW / 2)
        end = ink.draw_right(painter, right - 48, top, row.hours, "bodyBold", theme.color("text.1"), _ROW)
        note = ink.elided("caption", row.note, end - left - 6)
        ink.draw(painter, left, top + 20, note, "caption", theme.color("text.2"), 16)


def paint_one_star(painter: QPainter, theme: Theme, x: float, middle: float) -> None:
    """A single small filled star before a mean rating."""
    painter.save()
    painter.setClipRect(QRectF(x, middle - 6, 11, 12))
    paint_stars(painter, theme, x, middle, 10, 1)
    painter.restore()


class AssistanceSide(QFrame):
    """``period_chosen`` (month, quarter, year)."""

    period_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "surface")
        self.setProperty("line", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._bars = WeekBars(theme)
        column.addWidget(_padded(self._bars))
        column.addSpacing(4)
        column.addWidget(_padded(rule(strong=True)))
        column.addSpacing(8)
        column.addLayout(self._roll_head())
        self._notice = plain_label(theme, "", "caption", Tone.QUIET)
        self._notice.setWordWrap(True)
        self._notice_box = _padded(self._notice)
        column.addWidget(self._notice_box)
        self._roll = HonourList(theme)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("surface", "surface")
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 8)
        box.addWidget(self._roll)
        box.addStretch(1)
        self._scroll.setWidget(inner)
        self._scroll.setAccessibleName(tr("光荣榜"))
        column.addWidget(self._scroll, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def _head(self) -> QVBoxLayout:
        theme = self._theme
        self._avatar = AvatarStack(theme, (), 40)
        self._heading = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._hours = plain_label(theme, "", "kpi")
        self._unit = plain_label(theme, tr("小时"), "body", Tone.SECONDARY)
        self._entries = plain_label(theme, "", "body", Tone.SECONDARY)
        figures = QHBoxLayout()
        figures.setSpacing(4)
        figures.addWidget(self._hours)
        figures.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addSpacing(8)
        figures.addWidget(self._entries, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._heading)
        words.addLayout(figures)
        top = QHBoxLayout()
        top.setContentsMargins(_PAD, 0, _PAD, 0)
        top.setSpacing(12)
        top.addWidget(self._avatar)
        top.addLayout(words, 1)
        self._total = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._today = plain_label(theme, "", "caption", Tone.SECONDARY)
        line = QHBoxLayout()
        line.setContentsMargins(_PAD, 10, _PAD, 8)
        line.addWidget(self._total)
        line.addStretch(1)
        line.addWidget(self._today)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addLayout(top)
        head.addLayout(line)
        return head

    def _roll_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PAD, 0, _PAD, 8)
        row.addWidget(plain_label(self._theme, tr("光荣榜"), "bodyBold"))
        row.addStretch(1)
        self._period = Segmented(
            self._theme, [(key, tr(text)) for key, text in PERIODS], tr("光荣榜时段"), PERIODS[0][0]
        )
        self._period.chosen.connect(self.period_chosen)
        row.addWidget(self._period)
        return row

    def period(self) -> str:
        """The chosen period."""
        return self._period.current()

    def show_mine(self, view: MineView) -> None:
        """Show the person's figures."""
        self._avatar.set_people((view.me,) if view.me else ())
        self._avatar.setVisible(view.me is not None)
        self._heading.setText(view.heading if view.me else tr("请在设置中选择“我是谁”"))
        self._hours.setText(view.hours)
        self._entries.setText(view.entries)
        self._total.setText(view.total)
        self._today.setText(view.office_today)
        self._bars.set_bars(view.bars)

    def show_honours(self, rows: Sequence[HonourRow], shown: bool) -> None:
        """Show the roll, or say why it is not shown."""
        self._roll.set_rows(rows)
        notice = ""
        if not shown:
            notice = tr("光荣榜含个人信息，仅组长可见，可在设置中开关。")
        elif not rows:
            notice = tr("本时段还没有登记。")
        self._notice.setText(notice)
        self._notice_box.setVisible(bool(notice))
        self._period.setVisible(shown)
        self._scroll.setVisible(bool(rows))
        self._rest.setVisible(not rows)


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(_PAD, 0, _PAD, 0)
    row.addWidget(widget)
    return box
