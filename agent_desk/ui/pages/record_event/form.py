"""The popover that records an event: kind by digit, day, paper, and what follows, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.domain.case import EventKind
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.record_event import Ask, Intent, RecordEventPresenter
from agent_desk.ui.pages.record_event.effects import EffectTable
from agent_desk.ui.pages.record_event.popover import Popover
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, icon_button, kbd, plain_label, rule
from agent_desk.ui.widgets.choices import FilterChip
from agent_desk.ui.widgets.fields import ChoiceField, ComboField, TextField

_WIDTH = 468
_ROOM = _WIDTH - 34


class RecordEventPopover(Popover):
    """One event of one case. ``saved`` carries the Change after Enter or 登记."""

    saved = Signal(object)

    def __init__(self, theme: Theme, presenter: RecordEventPresenter, host: QWidget) -> None:
        super().__init__(theme, host, _WIDTH, tr("登记事件"))
        self.presenter = presenter
        self._chips: dict[EventKind, FilterChip] = {}
        self._fields: dict[Ask, TextField | ComboField | ChoiceField] = {}
        self.column.addLayout(self._header())
        self.column.addLayout(self._kind_rows())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self.column.addLayout(self._grid)
        self.date_field = TextField(theme, tr("发生日期"), placeholder=tr("今天"))
        self.date_field.edited.connect(self._on_date)
        self.effects = EffectTable(theme)
        self.column.addWidget(rule())
        self.column.addWidget(self.effects)
        self.column.addLayout(self._footer())
        self._lay_fields()
        self._show_preview()

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, role, tone in (
            (self.presenter.title(), "bodyBold", Tone.PRIMARY),
            (self.presenter.subtitle(), "caption", Tone.QUIET),
        ):
            label = plain_label(self.theme, text, role, tone)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            words.addWidget(label)
        row.addLayout(words, 1)
        close = icon_button(self.theme, "x", tr("关闭"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does the same, and Enter must always save
        close.clicked.connect(self.close_popover)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _kind_rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(6)
        row, used = QHBoxLayout(), 0
        for option in self.presenter.options():
            chip = FilterChip(self.theme, option.text, int(option.digit) if option.digit else None)
            chip.clicked.connect(partial(self._choose, option.kind))
            self._chips[option.kind] = chip
            width = chip.sizeHint().width() + 6
            if used and used + width > _ROOM:
                row.addStretch(1)
                rows.addLayout(row)
                row, used = QHBoxLayout(), 0
            row.setSpacing(6)
            row.addWidget(chip)
            used += width
        row.addStretch(1)
        rows.addLayout(row)
        self._mark_chips()
        return rows

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        hint = plain_label(self.theme, tr("Alt+数字换事件，Esc 关闭"), "caption", Tone.QUIET)
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(kbd(self.theme, "Enter"))
        self.save_button = DeskButton(self.theme, tr("登记"), "primary")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.save_button)
        return row

    # --- fields -------------------------------------------------------------------------------

    def _lay_fields(self) -> None:
        """The day at the left, the fields of the kind beside and below it; texts typed so far stay."""
        self._grid.removeWidget(self.date_field)
        for field in self._fields.values():
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = {ask: self._field(ask) for ask in self.presenter.asks()}
        widgets: list[QWidget] = [self.date_field, *self._fields.values()]
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        for place, widget in enumerate(widgets):
            last_alone = place == len(widgets) - 1 and place % 2 == 0 and place > 0
            self._grid.addWidget(widget, place // 2, place % 2, 1, 2 if last_alone else 1)
            widget.show()
        self._order_tabs(widgets)

    def _order_tabs(self, widgets: Sequence[QWidget]) -> None:
        """Tab follows what is seen: raising puts a widget last among its siblings, the order Tab goes by."""
        for widget in (*widgets, self.effects, self.save_button):
            widget.raise_()

    def _field(self, ask: Ask) -> TextField | ComboField | ChoiceField:
        presenter = self.presenter
        options = presenter.choices_for(ask)
        field: TextField | ComboField | ChoiceField
        if ask is Ask.OUTCOME:
            field = ChoiceField(self.theme, tr("结果"), options)
            field.chosen.connect(partial(self._put, ask))
        elif options:
            field = ComboField(self.theme, _LABELS[ask](), options)
            field.chosen.connect(partial(self._put, ask))
        else:
            label = presenter.document_label() if ask is Ask.DOCUMENT else _LABELS[ask]()
            holder = tr("如 12-08") if ask is Ask.UNTIL else ""
            field = TextField(self.theme, label, placeholder=holder)
            field.edited.connect(partial(self._put, ask))
        field.set_value(presenter.values.get(ask, ""))
        return field

    def field(self, ask: Ask) -> TextField | ComboField | ChoiceField:
        """The field of the chosen kind; KeyError if it does not ask for it."""
        return self._fields[ask]

    def _put(self, ask: Ask, text: str) -> None:
        self.presenter.put(ask, text)
        self._show_preview()

    def _on_date(self, text: str) -> None:
        self.presenter.date_text = text
        self._show_preview()

    def _choose(self, kind: EventKind) -> None:
        self.presenter.choose(kind)
        self._mark_chips()
        self._lay_fields()
        self._show_preview()
        self._focus_typing()

    def _mark_chips(self) -> None:
        for kind, chip in self._chips.items():
            chip.setChecked(kind is self.presenter.kind)
            chip.update()

    def take_focus(self) -> None:
        open_choice = self.presenter.intent in (Intent.ANY, Intent.PAUSE) and len(self._chips) > 1
        chip = self._chips.get(self.presenter.kind)
        if open_choice and chip is not None:
            chip.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._focus_typing()

    def _focus_typing(self) -> None:
        """The first line of text that is still empty; the day counts as filled, it is today."""
        lines = [field for field in self._fields.values() if isinstance(field, TextField)]
        target = next((field for field in lines if not field.value()), lines[0] if lines else self.date_field)
        target.edit.setFocus(Qt.FocusReason.TabFocusReason)

    # --- preview and saving --------------------------------------------------------------------

    def _show_preview(self) -> None:
        view = self.presenter.preview()
        self.effects.show_preview(view)
        self.date_field.set_error(tr("看不懂日期") if view.bad_date else "")
        if not view.bad_date:
            self.date_field.set_message(view.day)
        self.save_button.setEnabled(not view.problem)
        self.fit()

    def save(self) -> None:
        """Record the event and close; a refusal is shown in place of the effects and the box stays open."""
        change, problem = self.presenter.save()
        if change is None:
            self.effects.show_problem(problem)
            self.fit()
            return
        self.close_popover()
        self.saved.emit(change)

    def event(self, event: QEvent) -> bool:
        # Alt+digit is ours while the box is open, whatever the window uses it for.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _digit(event, True)
        ):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A line edit would type the digit, so Alt+digit is taken before it gets there.
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            digit = _digit(event, True)
            if digit and self.isAncestorOf(watched) and self.presenter.choose_digit(digit):
                self._choose(self.presenter.kind)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = self._is_typing()
        digit = "" if typing else _digit(event, False)
        if digit and self.presenter.choose_digit(digit):
            self._choose(self.presenter.kind)
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            event.accept()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not typing:
            self._step_chip(1 if event.key() == Qt.Key.Key_Right else -1)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _is_typing(self) -> bool:
        focus = QApplication.focusWidget()
        return focus not in self._chips.values()

    def _step_chip(self, step: int) -> None:
        kinds = list(self._chips)
        if not kinds:
            return
        place = kinds.index(self.presenter.kind) if self.presenter.kind in kinds else 0
        kind = kinds[(place + step) % len(kinds)]
        self.presenter.choose(kind)
        self._mark_chips()
        self._lay_fields()
        self._show_preview()
        self._chips[kind].setFocus(Qt.FocusReason.TabFocusReason)


def _digit(event: QKeyEvent, with_alt: bool) -> str:
    """The digit 1-9 pressed alone or with Alt; empty for anything else."""
    wanted = Qt.KeyboardModifier.AltModifier if with_alt else Qt.KeyboardModifier.NoModifier
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != wanted:
        return ""
    number = event.key() - Qt.Key.Key_0.value
    return str(number) if 1 <= number <= 9 else ""


_LABELS: dict[Ask, Callable[[], str]] = {
    Ask.PROCEDURE: lambda: tr("特别程序"),
    Ask.MATERIAL: lambda: tr("材料"),
    Ask.UNTIL: lambda: tr("承诺补齐日期"),
    Ask.DAYS: lambda: tr("延期天数"),
}
