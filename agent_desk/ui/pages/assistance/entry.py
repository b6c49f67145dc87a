"""The quick entry: always open, two rows, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from agent_desk.domain.assistance import AssistanceKind, Channel
from agent_desk.i18n import N_, tr
from agent_desk.presenters.assistance import MINUTE_CHIPS, AssistancePresenter, EntryForm, Outcome
from agent_desk.presenters.assistance_line import EXAMPLE
from agent_desk.presenters.cells import Tag, TagKind, Tone
from agent_desk.services.words import word
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.pages.assistance.picks import KindPicker, PickRow, divider
from agent_desk.ui.pages.assistance.stars import StarRating
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, kbd, plain_label, set_look
from agent_desk.ui.widgets.fields import InputFrame
from agent_desk.ui.widgets.marks import TagLabel

_OTHER, _ORDER = "other", "order"
_NARROW = 1240
_KEYS = N_("Ctrl ↵")
_WRONG_MINUTES = -1


class LineEdit(QLineEdit):
    """Escape empties it and leaves, unless ``busy`` says that something else closes first."""

    left = Signal()

    def __init__(self, busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._busy = busy

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._busy():
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class EntryButton(DeskButton):
    """登记 with its key."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "entry")
        self._ink = Ink(theme)
        self._name = tr("登记")
        self.setAccessibleName(self._name)
        self.setFixedWidth(
            round(self._ink.width("largeBold", self._name) + self._ink.width("caption", tr(_KEYS))) + 54
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, color = self._ink, self._ink.theme.color("text.onAccent")
        keys = tr(_KEYS)
        wide = ink.width("caption", keys) + 12
        left = (self.width() - ink.width("largeBold", self._name) - 8 - wide) / 2
        end = ink.draw(painter, left, 0, self._name, "largeBold", color, self.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ink.theme.color("accent.line"), 1))
        painter.drawRoundedRect(QRectF(round(end) + 8.5, (self.height() - 18) / 2 + 0.5, wide - 1, 18), 4, 4)
        ink.draw(painter, round(end) + 14.5, 0, keys, "caption", color, self.height())
        painter.end()


class QuickEntry(QFrame):
    """Fills an ``EntryForm``. ``logged`` is emitted after something was entered."""

    logged = Signal()

    def __init__(self, theme: Theme, presenter: AssistancePresenter) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        self.setProperty("surface", "surface")
        self.setProperty("line", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(114)
        self._make_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 20, 0)
        column.setSpacing(0)
        column.addLayout(self._first_row())
        column.addSpacing(12)
        column.addLayout(self._second_row())
        self._message = plain_label(theme, "", "caption", Tone.QUIET)
        self._message.setFixedHeight(18)
        column.addWidget(self._message)
        column.addStretch(1)
        self._wire()
        self.reset()

    def _make_controls(self) -> None:
        theme = self._theme
        kinds = [(kind.value, word(kind)) for kind in AssistanceKind]
        self.kind = KindPicker(theme, kinds, tr("类型"))
        self.whom = LineEdit(lambda: bool(self._highlighted()))
        self.matter, self.line, self.other = LineEdit(), LineEdit(), LineEdit()
        self.whom.setAccessibleName(tr("对象"))
        self.whom.setPlaceholderText(tr("项目或单位，可输首字母"))
        self.matter.setAccessibleName(tr("事项"))
        self.matter.setPlaceholderText(tr("办了什么"))
        self.line.setAccessibleName(tr("一行录入"))
        self.line.setAccessibleDescription(tr("类型 对象 事项 分钟 渠道 满意度"))
        self.line.setPlaceholderText(tr(EXAMPLE))
        self.other.setAccessibleName(tr("其他时长，分钟"))
        self.other.setMaxLength(4)
        minutes = [(str(amount), str(amount)) for amount in MINUTE_CHIPS]
        self.minutes = PickRow(
            theme, [*minutes, (_OTHER, tr("其他")), (_ORDER, tr("先点单"))], tr("时长，分钟")
        )
        self.channel = PickRow(theme, [(c.value, word(c)) for c in Channel], tr("渠道"))
        self.stars = StarRating(theme, tr("满意度"))
        self.button = EntryButton(theme)
        self._suggestions = QStringListModel(self)
        self._completer = QCompleter(self._suggestions, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.whom)

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.kind)
        self._whom_box = InputFrame(self._theme, self.whom, height=38)
        self._whom_box.row.insertWidget(0, plain_label(self._theme, tr("对象"), "caption", Tone.QUIET))
        self._whom_box.setFixedWidth(300)
        self._matter_box = InputFrame(self._theme, self.matter, height=38)
        self._matter_box.row.insertWidget(0, plain_label(self._theme, tr("事项"), "caption", Tone.QUIET))
        self._link = TagLabel(self._theme, Tag(TagKind.OUTLINE, "", "link-2"))
        self._link.hide()
        self._matter_box.row.addWidget(self._link)
        row.addWidget(self._whom_box)
        row.addWidget(self._matter_box, 1)
        row.addWidget(self.button)
        return row

    def _second_row(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain_label(theme, tr("时长 分"), "caption", Tone.QUIET))
        row.addWidget(self.minutes)
        self._other_box = InputFrame(theme, self.other, unit=tr("分"), height=30)
        self._other_box.setFixedWidth(72)
        self._other_box.hide()
        row.addWidget(self._other_box)
        row.addWidget(divider(theme))
        row.addWidget(plain_label(theme, tr("渠道"), "caption", Tone.QUIET))
        row.addWidget(self.channel)
        row.addWidget(divider(theme))
        row.addWidget(plain_label(theme, tr("满意度"), "caption", Tone.QUIET))
        row.addWidget(self.stars)
        row.addWidget(divider(theme))
        self._line_label = plain_label(theme, tr("一行录入"), "caption", Tone.QUIET)
        row.addWidget(self._line_label)
        line_box = InputFrame(theme, self.line, height=30)
        line_box.row.addWidget(kbd(theme, "/"))
        line_box.setMinimumWidth(110)
        row.addWidget(line_box, 1)
        return row

    def _wire(self) -> None:
        self.whom.textEdited.connect(self._on_whom_edited)
        self.whom.editingFinished.connect(self._on_whom_left)
        self.whom.returnPressed.connect(self.matter.setFocus)
        self._completer.activated.connect(self._on_suggestion)
        self.matter.textChanged.connect(self._on_matter)
        self.minutes.chosen.connect(self._on_minutes)
        self.line.returnPressed.connect(self.submit_line)
        self.line.left.connect(self.take_focus)
        self.button.clicked.connect(self.submit)

    # --- what it holds ------------------------------------------------------------------------

    def form(self) -> EntryForm:
        """What is filled in now; minutes that are no number are passed on as -1, to be refused in words."""
        chosen = self.minutes.current()
        minutes: int | None
        if chosen == _ORDER:
            minutes = None
        elif chosen == _OTHER:
            typed = self.other.text().strip()
            minutes = int(typed) if typed.isdecimal() else _WRONG_MINUTES
        else:
            minutes = int(chosen)
        return EntryForm(
            AssistanceKind(self.kind.current()),
            self.whom.text(),
            self.matter.text(),
            minutes,
            Channel(self.channel.current()),
            self.stars.value() or None,
        )

    def reset(self) -> None:
        """Empty what belongs to one entry and go back to the usual choices."""
        usual = EntryForm()
        self.kind.set_current(usual.kind.value)
        self.minutes.set_current(str(usual.minutes))
        self.channel.set_current(usual.channel.value)
        self._clear()

    def _clear(self) -> None:
        """Kind, minutes and channel stay: the next entry is often of the same sort."""
        self.whom.clear()
        self.matter.clear()
        self.other.clear()
        self.stars.set_value(0)
        self._show_letters()

    def set_kind(self, place: int) -> None:
        """Choose the kind by its digit, 0 to 2."""
        self.kind.set_current(tuple(AssistanceKind)[place].value)

    def take_focus(self) -> None:
        """Begin an entry: to the object, or to the matter where the object is filled in."""
        (self.matter if self.whom.text() else self.whom).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_line_focus(self) -> None:
        """To the one-line entry."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- actions ------------------------------------------------------------------------------

    def submit(self) -> None:
        """Enter what is filled in, or the line where the focus is in it."""
        if self.line.hasFocus() and self.line.text().strip():
            self.submit_line()
            return
        outcome = self._presenter.submit(self.form())
        if outcome.done:
            self._clear()
            self.whom.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._after(outcome)

    def submit_line(self) -> None:
        """Enter the line of text; with faults it stays for mending."""
        if not self.line.text().strip():
            return
        outcome = self._presenter.submit_line(self.line.text())
        if outcome.done:
            self.line.clear()
        self._after(outcome)

    def _after(self, outcome: Outcome) -> None:
        self.show_message(outcome)
        if outcome.done:
            self.logged.emit()

    def show_message(self, outcome: Outcome) -> None:
        """One line below the fields: what was done, or why not."""
        self._message.setText(outcome.text)
        set_look(self._message, "tone", str(Tone.ACCENT if outcome.done else Tone.OVER))
        self._message.setAccessibleName(outcome.text)

    def message(self) -> str:
        """What the line says now."""
        return self._message.text()

    # --- while typing -------------------------------------------------------------------------

    def _on_whom_edited(self, text: str) -> None:
        self._show_letters()
        found = self._presenter.suggest(text)
        self._suggestions.setStringList([suggestion.name for suggestion in found])
        known = bool(self._presenter.project_of(text))
        if found and not known:
            self._completer.complete()
            popup = self._completer.popup()
            if popup is not None and text.isascii():  # letters mean a project: Tab and Enter take the first
                popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._hide_suggestions()

    def _hide_suggestions(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _on_suggestion(self, name: str) -> None:
        self.whom.setText(self._presenter.replaced(self.whom.text(), name))
        self._show_letters()

    def _highlighted(self) -> str:
        """The suggestion that is marked in the open list, or empty."""
        popup = self._completer.popup()
        if popup is None or not popup.isVisible() or not popup.currentIndex().isValid():
            return ""
        return str(popup.currentIndex().data() or "")

    def _on_whom_left(self) -> None:
        text = self.whom.text()
        name = self._highlighted()
        resolved = self._presenter.replaced(text, name) if name else self._presenter.resolved(text)
        if resolved != text:
            self.whom.setText(resolved)
        self._show_letters()

    def _show_letters(self) -> None:
        letters = self._presenter.letters(self.whom.text())
        self._whom_box.unit.setText(letters)
        self._whom_box.unit.setVisible(bool(letters))

    def _on_matter(self, text: str) -> None:
        code, name = self._presenter.linked_item(text)
        self._link.setVisible(bool(code))
        if code:
            self._link.set_tag(Tag(TagKind.OUTLINE, tr("关联 {item}", item=name), "link-2"))

    def _on_minutes(self, key: str) -> None:
        self._other_box.setVisible(key == _OTHER)
        if key == _OTHER:
            self.other.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line_label.setVisible(self.width() >= _NARROW)
        self._whom_box.setFixedWidth(300 if self.width() >= _NARROW else 240)
