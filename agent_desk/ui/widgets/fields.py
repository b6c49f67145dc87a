"""Form fields: label above, a 36 px input with its unit, and one 12 px line below for a hint or an error."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from agent_desk.presenters.cells import Tone
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import IconLabel, plain_label, set_look
from agent_desk.ui.widgets.choices import Segmented


class InputFrame(QFrame):
    """The box around a bare line edit: icon before it, unit or widgets behind it, focus ring on the box."""

    def __init__(
        self, theme: Theme, edit: QLineEdit, icon: str = "", unit: str = "", height: int = 36
    ) -> None:
        super().__init__()
        self.edit = edit
        self.setProperty("kind", "input")
        self.setProperty("focused", "false")
        self.setFixedHeight(height)
        edit.setProperty("kind", "bare")
        edit.setFrame(False)
        edit.setFont(theme.font("body"))
        edit.installEventFilter(self)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 0, 12, 0)
        self.row.setSpacing(8)
        if icon:
            self.row.addWidget(IconLabel(theme, icon, "text.2", 15))
        self.row.addWidget(edit, 1)
        self.unit = plain_label(theme, unit, "body", Tone.QUIET)
        self.row.addWidget(self.unit)
        self.unit.setVisible(bool(unit))
        self.setFocusProxy(edit)

    def set_bad(self, bad: bool) -> None:
        """Show or clear the red border."""
        set_look(self, "bad", "true" if bad else "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_look(self, "focused", "true" if event.type() is QEvent.Type.FocusIn else "false")
        return super().eventFilter(watched, event)


class DeskCombo(QComboBox):
    """A drop-down list in the kit's look, with a chevron drawn in the theme's colour."""

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """``options`` are (key, text)."""
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font("body"))
        for key, text in options:
            self.addItem(text, key)

    def current_key(self) -> str:
        """The chosen key, or empty."""
        return str(self.currentData() or "")

    def set_current_key(self, key: str) -> None:
        """Choose by key; an unknown key chooses nothing."""
        self.setCurrentIndex(self.findData(key))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        chevron = self._theme.pixmap("chevron-down", "text.3", 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - 28, (self.height() - 16) / 2), chevron)
        painter.end()


class Field(QWidget):
    """Label, editor and message line. The message's room is kept, so nothing jumps while typing."""

    def __init__(self, theme: Theme, label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._label = plain_label(theme, label, "caption", Tone.SECONDARY)
        self._label.setFixedHeight(20)
        self._label.setBuddy(editor)
        column.addWidget(self._label)
        column.addWidget(editor)
        self._hint = hint
        self._message = plain_label(theme, hint, "caption", Tone.QUIET)
        self._message.setFixedHeight(20)
        column.addWidget(self._message)
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)

    def set_message(self, text: str = "", tone: Tone | str = Tone.QUIET) -> None:
        """Say something below the input; without text the hint comes back."""
        self._message.setText(text or self._hint)
        set_look(self._message, "tone", str(tone if text else Tone.QUIET))
        self.editor.setAccessibleDescription(text or self._hint)

    def set_error(self, text: str) -> None:
        """Explain an invalid entry (red border and line), or clear it with an empty text."""
        self.set_message(text, Tone.OVER)
        if isinstance(self.editor, InputFrame):
            self.editor.set_bad(bool(text))

    def message(self) -> str:
        """What the line below says now."""
        return self._message.text()


class TextField(Field):
    """A line of text with an optional unit or icon."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self, theme: Theme, label: str, unit: str = "", hint: str = "", icon: str = "", placeholder: str = ""
    ) -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        super().__init__(theme, label, InputFrame(theme, self.edit, icon, unit), hint)
        self.edit.setAccessibleName(label)
        self.edit.textEdited.connect(self.edited)
        self.edit.editingFinished.connect(lambda: self.committed.emit(self.edit.text()))

    def value(self) -> str:
        """The text as typed."""
        return self.edit.text()

    def set_value(self, text: str) -> None:
        """Show a text without a signal."""
        self.edit.setText(text)


class ChoiceField(Field):
    """A segmented control with a label: two to four choices."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, label: str, options: Sequence[tuple[str, str]], current: str = "", hint: str = ""
    ) -> None:
        self.control = Segmented(theme, options, label, current, stretch=True)
        super().__init__(theme, label, self.control, hint)
        self.control.chosen.connect(self.chosen)

    def value(self) -> str:
        """The chosen key, or empty."""
        return self.control.current()

    def set_value(self, key: str) -> None:
        """Choose without a signal."""
        self.control.set_current(key)


class ComboField(Field):
    """A drop-down list with a label: five choices and more."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, label: str, options: Sequence[tuple[str, str]], hint: str = "") -> None:
        self.combo = DeskCombo(theme, options)
        super().__init__(theme, label, self.combo, hint)
        self.combo.activated.connect(lambda _place: self.chosen.emit(self.combo.current_key()))

    def value(self) -> str:
        """The chosen key, or empty."""
        return self.combo.current_key()

    def set_value(self, key: str) -> None:
        """Choose without a signal."""
        self.combo.set_current_key(key)


class FormSection(QWidget):
    """A bold heading with a line behind it, between groups of fields."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(plain_label(theme, title, "bodyBold", Tone.SECONDARY))
        line = QFrame()
        line.setProperty("rule", "hair")
        line.setFixedHeight(1)
        row.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
