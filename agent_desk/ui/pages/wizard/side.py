"""The right column: verdict with its threshold bar, items with their causes, the strip of the last change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.wizard import SideView
from agent_desk.presenters.wizard_side import ItemLine, VerdictView
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.delegates.shapes import paint_tag, round_bar, tag_width
from agent_desk.ui.pages.project.tab import scrolled
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import Card, DeskButton, IconLabel, RowFrame, plain_label, set_look

_ROW = 31
_LOOKS = {
    "admitted": ("circle-check", "accent.text", "accent"),
    "refused": ("circle-check", "text.3", ""),
    "open": ("hourglass", "state.due.text", "due"),
}


class _Threshold(QWidget):
    """A bar from 0 to the scale with an upright mark at the threshold, and the words below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._view: VerdictView | None = None
        self.setFixedHeight(34)

    def set_view(self, view: VerdictView) -> None:
        self._view = view
        self.setVisible(view.share is not None)
        self.setAccessibleName(f"{view.line}，{view.mark_text}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme, ink = self._view, self._theme, self._ink
        if view is None or view.share is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line.track"))
        round_bar(painter, QRectF(0, 4, self.width(), 8))
        painter.setBrush(theme.color("accent.fill" if view.kind == "admitted" else "clock.legal.fill"))
        round_bar(painter, QRectF(0, 4, max(8.0, self.width() * min(1.0, view.share)), 8))
        mark = round(self.width() * view.mark)
        painter.fillRect(mark - 1, 0, 2, 16, theme.color("text.1"))
        color = theme.color("text.2")
        ink.draw(painter, 0, 16, "0", "caption", color, 18)
        half = ink.width("caption", view.mark_text) / 2
        ink.draw(painter, mark - half, 16, view.mark_text, "caption", color, 18)
        end = self.width() - ink.width("caption", view.scale)
        if mark + half + 8 < end:
            ink.draw(painter, end, 16, view.scale, "caption", color, 18)
        painter.end()


class VerdictCard(Card):
    """Green channel or not, and the figure that decides."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("", (16, 12, 16, 10))
        self.body.setSpacing(4)
        self._icon = IconLabel(theme, "circle-check", "accent.text", 20, 2)
        self._title = plain_label(theme, "", "title")
        head = RowFrame("", 10)
        head.row.addWidget(self._icon)
        head.row.addWidget(self._title)
        head.row.addStretch(1)
        self.body.addWidget(head)
        self._line = plain_label(theme, "", "body")
        self._line.setWordWrap(True)
        self.body.addWidget(self._line)
        self._bar = _Threshold(theme)
        self.body.addWidget(self._bar)

    def set_view(self, view: VerdictView) -> None:
        """Show a verdict."""
        icon, token, tone = _LOOKS[view.kind]
        self._icon.set_icon(icon, token)
        self._title.setText(view.title)
        tones = {"admitted": Tone.ACCENT, "open": Tone.DUE}
        set_look(self._title, "tone", str(tones.get(view.kind, Tone.PRIMARY)))
        set_look(self, "tone", tone)
        self._line.setText(view.line)
        self._bar.set_view(view)
        self.setAccessibleName(f"{view.title}，{view.line}")


class ItemList(QWidget):
    """The items as painted lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._lines: tuple[ItemLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_lines(self, lines: Sequence[ItemLine]) -> None:
        """Show these items."""
        self._lines = tuple(lines)
        self.setFixedHeight(max(1, len(lines) * _ROW))
        spoken = "；".join(f"{line.name}，{line.cause}" for line in lines)
        self.setAccessibleName(tr("应办事项"))
        self.setAccessibleDescription(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, max(1, len(self._lines) * _ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, line in enumerate(self._lines):
            top = place * _ROW
            if top <= event.rect().bottom() and top + _ROW >= event.rect().top():
                self._paint_line(painter, line, top)
        painter.end()

    def _paint_line(self, painter: QPainter, line: ItemLine, top: int) -> None:
        theme, ink, width = self._theme, self._ink, self.width()
        painter.setPen(Qt.PenStyle.NoPen)
        if line.fresh:
            painter.setBrush(theme.color("bg.selected"))
            painter.drawRoundedRect(QRectF(0, top, width, _ROW - 1), 6, 6)
        else:
            painter.fillRect(0, top + _ROW - 1, width, 1, theme.color("line.hair"))
        painter.setBrush(theme.color(line.lane))
        painter.drawRoundedRect(QRectF(10, top + 8, 4, 14), 2, 2)
        name_room = (width - 34) * 0.37
        name = ink.elided("bodyStrong", line.name, name_room - 10)
        ink.draw(painter, 24, top, name, "bodyStrong", theme.color("text.1"), _ROW - 1)
        right = ink.draw_right(painter, width - 10, top, line.unit, "caption", theme.color("text.2"), _ROW - 1)
        right = ink.draw_right(painter, right - 3, top, line.limit, "bodyBold", theme.color("text.1"), _ROW - 1)
        tags = sum(tag_width(ink, tag) + 6 for tag in line.tags)
        left = 24 + name_room
        room = right - left - tags - 10
        cause = ink.elided("caption", line.cause, room)
        x = ink.draw(painter, left, top, cause, "caption", theme.color("text.2"), _ROW - 1)
        for tag in line.tags:
            end = paint_tag(painter, ink, tag, x + 6, top + 5, tag_width(ink, tag), self.devicePixelRatioF())
            x = end


class WizardSide(QFrame):
    """``confirm_wanted``: the link to the items that still have to be confirmed was pressed."""

    confirm_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setProperty("line", "left")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 20, 14)
        column.setSpacing(10)
        self._card = VerdictCard(theme)
        column.addWidget(self._card)
        head = QHBoxLayout()
        head.setContentsMargins(0, 8, 18, 0)
        head.setSpacing(8)
        self._count = plain_label(theme, "", "bodyBold")
        self._note = plain_label(theme, tr("由画像推出，可增减"), "caption", Tone.QUIET)
        self._limit = plain_label(theme, "", "caption", Tone.QUIET)
        head.addWidget(plain_label(theme, tr("应办事项"), "bodyBold"))
        head.addWidget(self._count)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addWidget(self._limit)
        column.addLayout(head)
        self._items = ItemList(theme)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        inner.addWidget(self._items)
        foot = QHBoxLayout()
        self._rest = plain_label(theme, "", "caption", Tone.QUIET)
        self._confirm = DeskButton(theme, tr("逐项确认"), "link")
        self._confirm.clicked.connect(self.confirm_wanted)
        foot.addWidget(self._rest)
        foot.addWidget(self._confirm)
        foot.addStretch(1)
        inner.addLayout(foot)
        inner.addStretch(1)
        column.addWidget(scrolled(body, "window"), 1)
        self._change = Card("", (12, 8, 12, 8))
        line = RowFrame("", 8)
        line.row.addWidget(IconLabel(theme, "git-branch", "text.2", 15), 0, Qt.AlignmentFlag.AlignTop)
        self._change_text = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._change_text.setWordWrap(True)
        line.row.addWidget(self._change_text, 1)
        self._change.body.addWidget(line)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._change)
        column.addLayout(row)

    def set_view(self, view: SideView) -> None:
        """Show what follows from the draft."""
        self._card.set_view(view.verdict)
        self._count.setText(str(len(view.items)))
        self._limit.setText(view.limit_title)
        self._items.set_lines(view.items)
        self._rest.setText(
            tr("待确认 {n} 项，不需要 {m} 项", n=view.to_confirm, m=view.not_needed)
        )
        self._confirm.setVisible(bool(view.to_confirm))
        self._change.setVisible(bool(view.change))
        self._change_text.setText(view.change)
        self._change.setAccessibleName(view.change)
