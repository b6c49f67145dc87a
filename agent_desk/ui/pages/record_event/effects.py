"""What an event would do, as a small table: clock, before, after; warnings below, or a refusal instead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.record_event import EventPreviewView
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import IconLabel, plain_label


class EffectTable(QWidget):
    """Rebuilt on every keystroke; it has a handful of labels at most."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(4)
        self._body: QWidget | None = None
        self._said = ""

    def text(self) -> str:
        """All that is shown, as read aloud."""
        return self._said

    def show_preview(self, view: EventPreviewView) -> None:
        """Show the effects, or the problem that stands against them."""
        if view.problem:
            self.show_problem(view.problem, incomplete=view.incomplete)
            return
        body = self._fresh()
        column = body.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(plain_label(self._theme, tr("登记后：{status}", status=view.status), "bodyStrong"))
        if view.lines:
            column.addLayout(self._grid(view))
        for warning in view.warnings:
            column.addLayout(self._line(warning, "triangle-alert", "state.due.text", Tone.DUE))
        spoken = [view.status, *(line.accessible for line in view.lines), *view.warnings]
        self._say("；".join(spoken))

    def show_problem(self, problem: str, *, incomplete: bool = False) -> None:
        """Show one sentence instead of the effects; a quiet one where something is merely not typed yet."""
        column = self._fresh().layout()
        assert isinstance(column, QVBoxLayout)
        if incomplete:
            column.addLayout(self._line(problem, "pencil", "text.3", Tone.SECONDARY))
        else:
            column.addLayout(self._line(problem, "triangle-alert", "state.over.text", Tone.OVER))
        self._say(problem)

    def _say(self, text: str) -> None:
        self._said = text
        self.setAccessibleName(text)

    def _fresh(self) -> QWidget:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()  # not setParent(None): a queued show would make it a window
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._column.addWidget(self._body)
        return self._body

    def _grid(self, view: EventPreviewView) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for place, line in enumerate(view.lines):
            name = plain_label(self._theme, line.clock, "caption", Tone.SECONDARY)
            name.setMaximumWidth(150)
            grid.addWidget(name, place, 0)
            grid.addWidget(plain_label(self._theme, line.before, "caption", Tone.QUIET), place, 1)
            after = plain_label(self._theme, tr("→ {after}", after=line.after), "captionBold", line.tone)
            grid.addWidget(after, place, 2)
        return grid

    def _line(self, text: str, icon: str, token: str, tone: Tone) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconLabel(self._theme, icon, token, 14), 0, Qt.AlignmentFlag.AlignTop)
        label: QLabel = plain_label(self._theme, text, "caption", tone)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(label, 1)
        return row
