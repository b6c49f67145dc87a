"""The forms of the first two steps, made from the presenter's rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from agent_desk.presenters.cells import Tone
from agent_desk.presenters.wizard import WizardPresenter
from agent_desk.presenters.wizard_form import FieldRow, FieldView
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import plain_label
from agent_desk.ui.widgets.fields import ChoiceField, ComboField, FormSection, InputFrame, TextField

AnyField = TextField | ChoiceField | ComboField
_MOST_SEGMENTS = 4


class WizardForm(QWidget):
    """Every keystroke goes to the presenter; ``changed`` says that the column at the right is out of date."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        presenter: WizardPresenter,
        title: str,
        note: str,
        rows: Sequence[FieldRow],
    ) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fields: dict[str, AnyField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 22, 36, 22)
        column.setSpacing(0)
        column.addWidget(plain_label(theme, title, "title"))
        column.addWidget(plain_label(theme, note, "caption", Tone.QUIET))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        line = 0
        for row in rows:
            if row.section:
                grid.addWidget(FormSection(theme, row.section), line, 0, 1, 2)
                line += 1
            for place, view in enumerate(row.fields):
                field = self._make(view)
                self.fields[view.key] = field
                grid.addWidget(field, line, place, 1, 2 if view.wide else 1, Qt.AlignmentFlag.AlignTop)
            line += 1
        column.addLayout(grid)
        column.addStretch(1)

    def _make(self, view: FieldView) -> AnyField:
        return make_field(self._theme, view, self._put, self._left)

    def fill(self) -> None:
        """Show the draft again."""
        for key, field in self.fields.items():
            if field.value() != self._presenter.text(key):
                field.set_value(self._presenter.text(key))
            self._say(key)

    def focus_field(self, key: str) -> None:
        """Put the caret into a field."""
        if key in self.fields:
            self.fields[key].editor.setFocus(Qt.FocusReason.TabFocusReason)
            self._say(key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()

    def _put(self, key: str, text: str) -> None:
        field = self.fields[key]
        if isinstance(field, ChoiceField) and text and text == self._presenter.text(key):
            text = ""  # a second press on the same choice makes the fact unknown again
            field.set_value("")
        self._presenter.put(key, text)
        for other in self.fields:
            self._say(other)
        self.changed.emit()

    def _left(self, key: str) -> None:
        """A field was left or entered: an unreadable answer keeps the focus."""
        if key in self._presenter.errors:
            QTimer.singleShot(0, self, lambda: self._hold(key))
        else:
            self._presenter.settle()

    def _hold(self, key: str) -> None:
        focus = QApplication.focusWidget()
        field = self.fields[key]
        inside = focus is not None and self.isAncestorOf(focus)
        if inside and self.isVisible() and key in self._presenter.errors and focus is not field.editor:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, key: str) -> None:
        field, message = self.fields[key], self._presenter.message(key)
        if message.tone is Tone.OVER:
            field.set_error(message.text)
        else:
            field.set_error("")
            field.set_message(message.text, message.tone)
        if message.unit and isinstance(field.editor, InputFrame):
            field.editor.unit.setText(message.unit)


def make_field(
    theme: Theme, view: FieldView, put: Callable[[str, str], None], left: Callable[[str], None]
) -> AnyField:
    """The widget of a field: segments for a few choices, a list for many, else a line of text."""
    key = view.key
    if 0 < len(view.options) <= _MOST_SEGMENTS:
        choice = ChoiceField(theme, view.label, view.options, hint=view.hint)
        choice.chosen.connect(lambda value: put(key, value))
        return choice
    if view.options:
        combo = ComboField(theme, view.label, view.options, view.hint)
        combo.set_value("")
        combo.chosen.connect(lambda value: put(key, value))
        return combo
    text = TextField(theme, view.label, view.unit, view.hint, view.icon)
    text.edited.connect(lambda value: put(key, value))
    text.committed.connect(lambda _value: left(key))
    return text
