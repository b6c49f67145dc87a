"""事项与材料: take items in or out, and answer the questions that settle the others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.wizard import WizardPresenter
from agent_desk.presenters.wizard_form import NO, YES, fact_field
from agent_desk.presenters.wizard_items import (
    APPLYING,
    TO_CONFIRM,
    after,
    item_columns,
    item_rows,
    question_for,
    settles,
)
from agent_desk.ui.pages.project.tab import empty_layout
from agent_desk.ui.pages.wizard.form import AnyField, make_field
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, RowFrame, kbd, plain_label
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import TextField


class ItemsStep(QWidget):
    """Space takes an item in or out; Y and N answer a yes/no question and go on to the next one."""

    changed = Signal()

    def __init__(self, theme: Theme, presenter: WizardPresenter) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._open = {APPLYING, TO_CONFIRM}
        self._asked = ""
        self.answer_field: AnyField | None = None
        self.table = DeskTable(theme, item_columns(), gutter=36)
        self.table.setAccessibleName(tr("事项与材料"))
        self.table.group_clicked.connect(self._fold)
        self.table.peeked_row.connect(self._toggle)
        self.table.activated_row.connect(self._enter)
        self.table.current_row_changed.connect(lambda _key: self._ask())
        self._question = QHBoxLayout()
        self._question.setContentsMargins(36, 0, 24, 0)
        self._question.setSpacing(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 22, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        host = QWidget()
        host.setFixedHeight(82)
        host.setLayout(self._question)
        column.addWidget(host)
        column.addWidget(self.table, 1)

    def _head(self) -> QWidget:
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(36, 0, 24, 6)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(plain_label(self._theme, tr("事项与材料"), "title"))
        keys = RowFrame("", 6)
        for key, words in (("Space", tr("加入或剔除")), ("Y", tr("是")), ("N", tr("否"))):
            keys.row.addWidget(kbd(self._theme, key))
            keys.row.addWidget(plain_label(self._theme, words, "caption", Tone.QUIET))
            keys.row.addSpacing(6)
        keys.row.addStretch(1)
        text.addWidget(keys)
        row.addLayout(text, 1)
        self.rare_button = DeskButton(self._theme, tr("少见情形均为否"), "", "check")
        self.rare_button.clicked.connect(self._deny_rare)
        row.addWidget(self.rare_button, 0, Qt.AlignmentFlag.AlignBottom)
        return host

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()
        first = after(self._presenter, "")
        if first and not self.table.current_key():
            self.table.select_key(first)
            self.table.scrollTo(self.table.currentIndex())

    def fill(self) -> None:
        """Show what the draft gives now."""
        self.table.set_rows(item_rows(self._presenter, frozenset(self._open)))
        self._ask()

    # --- the question of the current item -----------------------------------------------------

    def _ask(self) -> None:
        key = question_for(self._presenter, self.table.current_key())
        if key and key == self._asked and self.answer_field is not None:
            return
        self._asked = key
        empty_layout(self._question)
        self.answer_field = None
        if not key:
            self._question.addWidget(plain_label(self._theme, self._hint(), "body", Tone.QUIET))
            self._question.addStretch(1)
            return
        definition = self._presenter.office.rules.facts[key]
        field = make_field(self._theme, fact_field(definition), self._put, lambda _key: None)
        field.setFixedWidth(320)
        field.set_value(self._presenter.text(key))
        if isinstance(field, TextField):
            field.edit.returnPressed.connect(self._commit)
        self.answer_field = field
        self._question.addWidget(field)
        words = tr("答后可确定 {n} 项", n=settles(self._presenter, key))
        self._question.addWidget(plain_label(self._theme, words, "caption", Tone.QUIET))
        self._question.addStretch(1)

    def _hint(self) -> str:
        if self._presenter.seen.to_confirm:
            return tr("选中待确认的事项，在此回答问题。")
        return tr("没有待确认的事项。")

    def _put(self, key: str, text: str) -> None:
        """A choice is an answer at once; a number is one with Enter."""
        if isinstance(self.answer_field, TextField):
            return
        self._answer(key, text)

    def _commit(self) -> None:
        if isinstance(self.answer_field, TextField) and self.answer_field.value().strip():
            self._answer(self._asked, self.answer_field.value())

    def _answer(self, key: str, text: str) -> None:
        code = self.table.current_key()
        problem = self._presenter.answer(key, text)
        if problem:
            if self.answer_field is not None:
                self.answer_field.set_error(problem)
            return
        self._asked = ""
        onward = after(self._presenter, code)
        self.table.set_rows(item_rows(self._presenter, frozenset(self._open)))
        if onward and self.table.select_key(onward):
            self.table.scrollTo(self.table.currentIndex())
        self._ask()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _deny_rare(self) -> None:
        self._presenter.deny_rare()
        self._asked = ""
        self.fill()
        self.changed.emit()

    # --- in and out -----------------------------------------------------------------------------

    def _toggle(self, code: str) -> None:
        self._presenter.toggle(code)
        self.fill()
        self.changed.emit()

    def _enter(self, _code: str) -> None:
        if isinstance(self.answer_field, TextField):
            self.answer_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, key: str) -> None:
        self._open ^= {key.removeprefix("group:")}
        self.fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answers = {Qt.Key.Key_Y: YES, Qt.Key.Key_N: NO}
        definition = self._presenter.office.rules.facts.get(self._asked)
        yes_no = definition is not None and definition.kind.value == "bool"
        if yes_no and event.key() in answers and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._answer(self._asked, answers[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
