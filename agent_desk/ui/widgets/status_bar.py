"""The 26 px bar at the bottom: saved, the last step that can be undone, the calendar, notices, and errors."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, kbd, plain_label, set_look
from agent_desk.ui.widgets.marks import ProgressLine

_TEXT_LIMIT = 120


class StatusBar(QFrame):
    """Says quietly what the desk did and is doing; errors take the bar until they are dismissed."""

    undo_requested = Signal()
    calendar_clicked = Signal()
    notice_clicked = Signal()
    right_clicked = Signal()
    error_dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setFixedHeight(theme.height("statusBar"))
        self._theme = theme
        self._saved = self._link("check", "saved", 14)
        self._undo = self._link("undo-2")
        self._undo.clicked.connect(self.undo_requested)
        self._undo_keys = kbd(theme, "Ctrl Z")
        self._progress_text = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._progress = ProgressLine(theme)
        self._progress.setFixedWidth(120)
        self._calendar = self._link("calendar-days")
        self._calendar.clicked.connect(self.calendar_clicked)
        self._notice = self._link("", "notice")
        self._notice.clicked.connect(self.notice_clicked)
        self._right = self._link("link-2")
        self._right.clicked.connect(self.right_clicked)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._quiet_row())
        self._stack.addWidget(self._error_row())
        self.set_saved("")
        self.set_undo("")
        self.set_calendar("")
        self.set_notice("")
        self.set_right("")
        self.clear_progress()

    def _link(self, icon: str, tone: str = "", icon_size: int = 13) -> DeskButton:
        button = DeskButton(self._theme, "", "status", "", icon_size)
        button.setProperty("tone", tone)
        if icon:
            button.set_icon(icon, "accent.text" if tone == "saved" else "text.3")
        return button

    def _quiet_row(self) -> QWidget:
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(0)
        for widget, space in (
            (self._saved, 18),
            (self._undo, 8),
            (self._undo_keys, 18),
            (self._progress_text, 8),
            (self._progress, 0),
        ):
            row.addWidget(widget)
            row.addSpacing(space)
        row.addStretch(1)
        for widget, space in ((self._calendar, 18), (self._notice, 18), (self._right, 0)):
            row.addWidget(widget)
            row.addSpacing(space)
        return host

    def _error_row(self) -> QWidget:
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        self._error = self._link("", "error")
        self._error.set_icon("triangle-alert", "state.over.text")
        self._error.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        close = DeskButton(self._theme, tr("知道了"), "status", "x", 13)
        close.clicked.connect(self.clear_error)
        row.addWidget(self._error, 1)
        row.addWidget(close)
        return host

    @staticmethod
    def _show(button: DeskButton, text: str) -> None:
        short = text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"
        button.setText(short.replace("&", "&&"))
        button.setAccessibleName(text)
        button.setVisible(bool(text))

    def set_saved(self, text: str) -> None:
        """What the desk says about saving, e.g. 已保存."""
        self._show(self._saved, text)

    def set_undo(self, step: str) -> None:
        """Name the last step that can be undone; empty if there is none."""
        self._show(self._undo, tr("撤销「{step}」", step=step) if step else "")
        self._undo_keys.setVisible(bool(step))

    def set_calendar(self, text: str) -> None:
        """Which years' holidays are known, e.g. 节假日：2026 已导入."""
        self._show(self._calendar, text)

    def set_notice(self, text: str) -> None:
        """A standing notice, e.g. that dates of next year are provisional."""
        self._show(self._notice, text)

    def set_right(self, text: str, icon: str = "link-2") -> None:
        """The text at the far right, e.g. the state of the audit chain."""
        self._show(self._right, text)
        self._right.set_icon(icon)

    def show_progress(self, title: str, done: int, total: int) -> None:
        """Show work going on; ``total`` 0 means that its length is not known."""
        percent = f" {round(100 * done / total)}%" if total else ""
        self._progress_text.setText(f"{title}{percent}")
        self._progress.set_share(done / total if total else 0.0)
        self._progress_text.show()
        self._progress.show()

    def clear_progress(self) -> None:
        """The work is done."""
        self._progress_text.hide()
        self._progress.hide()

    def show_error(self, text: str) -> None:
        """Show a sentence in place of the bar until it is dismissed; the whole of it is in the tooltip."""
        line = " ".join(text.split())
        self._show(self._error, line)
        set_look(self._error, "tone", "error")
        self._stack.setCurrentIndex(1)

    def error(self) -> str:
        """The sentence shown, or empty."""
        return self._error.accessibleName() if self._stack.currentIndex() == 1 else ""

    def clear_error(self) -> None:
        """Back to the quiet bar."""
        self._stack.setCurrentIndex(0)
        self.error_dismissed.emit()
