"""The right column of 今日, and the 44 px strip of counts it shrinks to in a narrow window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.today_side import SideView
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.pages.today.lines import FigureTiles, GapLine, PaintedLine, ReadyLine, WaitingLine
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, SectionHeader, kbd, plain_label, rule

WIDTH = 333
STRIP_WIDTH = 44
_SHOWN = {"ready": 4, "waiting": 5, "gaps": 3}
_INSET = 6
"""What the lines lean out by for their hover and focus boxes; everything else stands in by as much."""


def _inset(content: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_INSET, 0, _INSET, 0)
    row.addWidget(content)
    return row


class QuickButton(QPushButton):
    """快速登记三办: the one loud button of the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ink = Ink(theme)
        self.setProperty("kind", "primary")
        self.setFixedHeight(40)
        self.setStyleSheet("QPushButton { min-height: 38px; max-height: 38px; }")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("快速登记三办"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 11, 0)
        row.addStretch(1)
        keys = kbd(theme, "Ctrl L", "onAccent")
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(keys)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icon = self._theme.pixmap("heart-handshake", "text.onAccent", 16, self.devicePixelRatioF(), 2.0)
        painter.drawPixmap(QPointF(11, (self.height() - 16) / 2), icon)
        color = self._theme.color("text.onAccent")
        self._ink.draw(painter, 35, 0, tr("快速登记三办"), "largeBold", color, self.height())
        painter.end()


class _Section(QWidget):
    """Header, a handful of lines, and a link that shows the rest."""

    def __init__(self, theme: Theme, title: str, icon: str, link: str = "", spacing: int = 2) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_inset(rule()))
        column.addSpacing(8)
        self.header = SectionHeader(theme, title, icon, "", link)
        column.addLayout(_inset(self.header))
        column.addSpacing(5)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(spacing)
        column.addLayout(self.lines)
        self._more = DeskButton(theme, "", "link")
        self._more.clicked.connect(self._unfold)
        more = _inset(self._more)
        more.addStretch(1)
        column.addLayout(more)
        column.addSpacing(8)
        self._make: Callable[[int], QWidget] = lambda _place: QWidget()
        self._count, self._limit, self._open = 0, 0, False

    def fill(self, count: int, limit: int, empty: str, make: Callable[[int], QWidget]) -> None:
        """Show ``count`` lines made by ``make``, the first ``limit`` until unfolded; ``empty`` without any."""
        self._count, self._limit, self._make = count, limit, make
        self.header.set_note(str(count))
        self.header.set_link_visible(count > 0)
        self._show(empty)

    def _show(self, empty: str = "") -> None:
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._count if self._open else min(self._count, self._limit)
        for place in range(shown):
            self.lines.addWidget(self._make(place))
        if not self._count and empty:
            note = plain_label(self._theme, empty, "caption", Tone.QUIET)
            note.setContentsMargins(_INSET, 0, 0, 0)
            self.lines.addWidget(note)
        rest = self._count - self._limit
        self._more.setVisible(rest > 0)
        self._more.setText(tr("收起") if self._open else tr("还有 {n} 项", n=rest))

    def _unfold(self) -> None:
        self._open = not self._open
        self._show()


class SideColumn(QFrame):
    """The column. Signals name what was asked for; the page carries it out."""

    quick_requested = Signal()
    start_requested = Signal(list)
    case_opened = Signal(str, str)
    """(project id, case id)"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "window")
        self.setProperty("line", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._view: SideView | None = None
        self.quick = QuickButton(theme)
        self.quick.clicked.connect(self.quick_requested)
        self._tally = _Tally(theme)
        self.ready = _Section(theme, tr("可立即启动"), "play", tr("全部启动"))
        self.ready.header.link_clicked.connect(self._start_all)
        self.waiting = _Section(theme, tr("等待他方"), "hourglass", spacing=0)
        self.gaps = _Section(theme, tr("容缺待补材料"), "file-clock", spacing=0)
        self._weekend = SectionHeader(theme, tr("周末值班交接"), "moon")
        self._tiles = FigureTiles(theme)
        self._lay_out()

    def _lay_out(self) -> None:
        host = QWidget()
        host.setProperty("surface", "window")
        column = QVBoxLayout(host)
        column.setContentsMargins(18 - _INSET, 12, 18 - _INSET, 16)
        column.setSpacing(0)
        column.addLayout(_inset(self.quick))
        column.addSpacing(8)
        column.addLayout(_inset(self._tally))
        column.addSpacing(9)
        for section in (self.ready, self.waiting, self.gaps):
            column.addWidget(section)
        column.addLayout(_inset(rule()))
        column.addSpacing(8)
        column.addLayout(_inset(self._weekend))
        column.addSpacing(8)
        column.addLayout(_inset(self._tiles))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(host)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)

    def show_view(self, view: SideView) -> None:
        """Show another day or scope."""
        self._view = view
        self._tally.show_tally(view.tally)
        self.ready.fill(
            len(view.ready), _SHOWN["ready"], tr("没有前置齐备、待启动的事项。"), self._ready_line
        )
        self.waiting.fill(len(view.waiting), _SHOWN["waiting"], tr("没有在等的一方。"), self._waiting_line)
        self.gaps.fill(len(view.gaps), _SHOWN["gaps"], tr("没有容缺待补的材料。"), self._gap_line)
        self._weekend.set_note(view.weekend_note)
        self._tiles.set_figures(view.weekend)

    def _start_all(self) -> None:
        if self._view is not None and self._view.ready:
            self.start_requested.emit([ready.case_id for ready in self._view.ready])

    def _ready_line(self, place: int) -> QWidget:
        assert self._view is not None
        view = self._view.ready[place]
        line = ReadyLine(self._theme, view)
        line.opened.connect(partial(self.case_opened.emit, view.project_id, view.case_id))
        button = DeskButton(self._theme, tr("启动"), "small" if place else "smallAccent")
        button.setAccessibleName(view.accessible)
        button.clicked.connect(partial(self.start_requested.emit, [view.case_id]))
        return _beside(line, button)

    def _waiting_line(self, place: int) -> QWidget:
        assert self._view is not None
        view = self._view.waiting[place]
        line = WaitingLine(self._theme, view)
        line.opened.connect(partial(self.case_opened.emit, view.project_id, view.case_id))
        return _beside(line)

    def _gap_line(self, place: int) -> QWidget:
        assert self._view is not None
        view = self._view.gaps[place]
        line = GapLine(self._theme, view)
        line.opened.connect(partial(self.case_opened.emit, view.project_id, view.case_id))
        return _beside(line)


def _beside(line: PaintedLine, button: QWidget | None = None) -> QWidget:
    """A line with its button, if it has one."""
    host = QWidget()
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, _INSET if button is not None else 0, 0)
    row.setSpacing(0)
    row.addWidget(line, 1)
    if button is not None:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return host


class _Tally(QWidget):
    """今日 4 件 95 分钟 代办 2・帮办 1・协办 1, with the two numbers bold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(4)
        self._labels = {}
        for key, text, role in (
            ("today", tr("今日"), "caption"),
            ("count", "", "captionBold"),
            ("pieces", tr("件"), "caption"),
            ("gap", "  ", "caption"),
            ("minutes", "", "captionBold"),
            ("unit", tr("分钟"), "caption"),
            ("gap2", "  ", "caption"),
            ("kinds", "", "caption"),
        ):
            tone = Tone.PRIMARY if role == "captionBold" else Tone.SECONDARY
            self._labels[key] = plain_label(theme, text, role, tone)
            row.addWidget(self._labels[key], 1 if key == "kinds" else 0)
        # The kinds may be cut rather than widen the whole column.
        self._labels["kinds"].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_tally(self, tally: tuple[str, str, str]) -> None:
        """Entries, minutes, kinds."""
        for key, text in zip(("count", "minutes", "kinds"), tally, strict=True):
            self._labels[key].setText(text)


class SideStrip(QFrame):
    """The column in a narrow window: one button per section with its count; each opens the column."""

    opened = Signal()
    quick_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setProperty("line", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(STRIP_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 10, 2, 10)
        column.setSpacing(6)
        quick = _StripButton(theme, "heart-handshake", tr("快速登记三办"), loud=True)
        quick.clicked.connect(self.quick_requested)
        column.addWidget(quick)
        self._buttons: list[_StripButton] = []
        for icon, name in (
            ("play", tr("可立即启动")),
            ("hourglass", tr("等待他方")),
            ("file-clock", tr("容缺待补材料")),
            ("moon", tr("周末值班交接")),
        ):
            button = _StripButton(theme, icon, name)
            button.clicked.connect(self.opened)
            self._buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)

    def show_view(self, view: SideView) -> None:
        """Show the counts of a day."""
        weekend = sum(figure.value for figure in view.weekend[:3])
        self.set_counts((len(view.ready), len(view.waiting), len(view.gaps), weekend))

    def set_counts(self, counts: Sequence[int]) -> None:
        """One number per section, in the order of the column."""
        for button, count in zip(self._buttons, counts, strict=True):
            button.set_count(count)


class _StripButton(QPushButton):
    """An icon over a number."""

    def __init__(self, theme: Theme, icon: str, name: str, loud: bool = False) -> None:
        super().__init__()
        self._theme, self._icon, self._name, self._loud = theme, icon, name, loud
        self._ink = Ink(theme)
        self._count: int | None = None
        self.setProperty("kind", "primary" if loud else "flat")
        height = 36 if loud else 46
        self.setFixedSize(38, height)
        self.setStyleSheet(f"QPushButton {{ min-height: {height - 2}px; max-height: {height - 2}px; }}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.setAccessibleName(f"{self._name} {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        token = "text.onAccent" if self._loud else "text.2"
        icon = self._theme.pixmap(self._icon, token, 16, self.devicePixelRatioF())
        top = (self.height() - 16) / 2 if self._count is None else 6
        painter.drawPixmap(QPointF((self.width() - 16) / 2, top), icon)
        if self._count is not None:
            text = str(self._count)
            box = QRectF(0, 23, self.width(), 20)
            x = (box.width() - self._ink.width("captionBold", text)) / 2
            self._ink.draw(painter, x, box.top(), text, "captionBold", self._theme.color("text.1"))
        painter.end()
