"""设置: one column of sections; what can be changed is changed and kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.assistance import Outcome
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.settings import DENSITIES, LANGUAGES, THEMES, Fact, SettingsPresenter
from agent_desk.services.changes import Topic
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import PreferencesStore
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import Card, plain_label, set_look
from agent_desk.ui.widgets.choices import Segmented
from agent_desk.ui.widgets.fields import DeskCombo
from agent_desk.ui.widgets.page import Page

_WIDTH = 860
_NAMES = 160
_CONTROL = 36


class SettingsPage(Page):
    """``preferences_changed`` calls back after each change of this desk's settings, if given."""

    topics = frozenset({Topic.MEMBERS, Topic.SETTINGS})

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press | None = None,
        *,
        preferences: PreferencesStore,
        preferences_changed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._changed = theme, preferences_changed
        self.presenter = SettingsPresenter(desk, today, preferences)
        self._make_controls()
        inner = QWidget()
        inner.setProperty("surface", "window")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._section(tr("本机"), self._own_rows()))
        for title, facts in (
            (tr("计时规则"), self.presenter.clock_choices()),
            (tr("节假日"), self.presenter.calendar_facts()),
            (tr("数据"), self.presenter.data_facts()),
            (tr("关于"), self.presenter.about_facts()),
        ):
            column.addWidget(self._section(title, self._fact_rows(facts)))
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._wire()

    def _make_controls(self) -> None:
        theme, kept = self._theme, self.presenter.preferences
        self.theme_choice = Segmented(theme, _translated(THEMES), tr("外观"), kept.theme)
        self.density_choice = Segmented(theme, _translated(DENSITIES), tr("列表密度"), kept.density)
        self.language_choice = Segmented(theme, LANGUAGES, tr("语言"), kept.language)
        self.me = DeskCombo(theme)
        self.me.setAccessibleName(tr("我是谁"))
        self.me.setFixedWidth(260)
        rolls = (("on", tr("组长可见")), ("off", tr("不显示")))
        self.honours = Segmented(theme, rolls, tr("光荣榜"), _roll_key(kept.honour_roll))
        self._message = plain_label(theme, "", "caption", Tone.ACCENT)

    def _own_rows(self) -> list[tuple[str, QWidget, str]]:
        return [
            (tr("我是谁"), self.me, tr("登记三办时记在此人名下。")),
            (tr("外观"), self.theme_choice, ""),
            (tr("列表密度"), self.density_choice, ""),
            (tr("语言"), self.language_choice, tr("重新打开代办台后生效。")),
            (tr("光荣榜"), self.honours, tr("姓名和时长是个人信息。")),
            ("", self._message, ""),
        ]

    def _fact_rows(self, facts: Sequence[Fact]) -> list[tuple[str, QWidget, str]]:
        rows: list[tuple[str, QWidget, str]] = []
        for fact in facts:
            value = plain_label(self._theme, fact.value, "body")
            value.setWordWrap(True)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setAccessibleName(tr("{name}：{value}", name=fact.name, value=fact.value))
            rows.append((fact.name, value, fact.note))
        return rows

    def _section(self, title: str, rows: Sequence[tuple[str, QWidget, str]]) -> QWidget:
        theme = self._theme
        box = QWidget()
        box.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 4)
        column.setSpacing(6)
        column.addWidget(plain_label(theme, title, "largeBold"))
        card = Card(margins=(20, 14, 20, 14))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, _NAMES)
        grid.setColumnStretch(1, 1)
        for place, (name, widget, note) in enumerate(rows):
            label = plain_label(theme, name, "body", Tone.SECONDARY)
            label.setBuddy(widget)
            if not isinstance(widget, QLabel):
                label.setFixedHeight(_CONTROL)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._value(widget, note), place, 1)
        card.body.addLayout(grid)
        column.addWidget(card)
        return box

    def _value(self, widget: QWidget, note: str) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(4)
        if isinstance(widget, QLabel):
            cell.addWidget(widget)
        else:
            holder = QWidget()
            holder.setFixedHeight(_CONTROL)  # wrapped texts beside it would squeeze it otherwise
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(widget)
            row.addStretch(1)
            cell.addWidget(holder)
        if note:
            quiet = plain_label(self._theme, note, "caption", Tone.QUIET)
            quiet.setWordWrap(True)
            quiet.setMinimumHeight(18)
            cell.addWidget(quiet)
        return cell

    def _wire(self) -> None:
        self.theme_choice.chosen.connect(self._on_theme)
        self.density_choice.chosen.connect(self._on_density)
        self.language_choice.chosen.connect(lambda key: self._say(self.presenter.set_language(key)))
        self.me.activated.connect(lambda _place: self._say(self.presenter.set_me(self.me.current_key())))
        self.honours.chosen.connect(lambda key: self._say(self.presenter.set_honour_roll(key == "on")))

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("设置")

    def panes(self) -> Sequence[QWidget]:
        return (self.me, self._scroll)

    def refresh(self) -> None:
        self.presenter.reload()
        self.me.clear()
        for key, text in self.presenter.members():
            self.me.addItem(text, key)
        self.me.set_current_key(self.presenter.me())
        self.me.setEnabled(self.me.count() > 0)
        kept = self.presenter.preferences
        self.theme_choice.set_current(kept.theme)
        self.density_choice.set_current(kept.density)
        self.language_choice.set_current(kept.language)
        self.honours.set_current(_roll_key(kept.honour_roll))

    # --- actions ------------------------------------------------------------------------------

    def _on_theme(self, key: str) -> None:
        outcome = self.presenter.set_theme(key)
        if outcome.done:
            self._theme.set_mode(key)
        self._say(outcome)

    def _on_density(self, key: str) -> None:
        outcome = self.presenter.set_density(key)
        if outcome.done:
            self._theme.set_density(key)
        self._say(outcome)

    def _say(self, outcome: Outcome) -> None:
        self._message.setText(outcome.text)
        set_look(self._message, "tone", str(Tone.ACCENT if outcome.done else Tone.OVER))
        if outcome.done and self._changed is not None:
            self._changed()

    def message(self) -> str:
        """What the line below this desk's settings says."""
        return self._message.text()


def _translated(options: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, tr(text)) for key, text in options]


def _roll_key(shown: bool) -> str:
    return "on" if shown else "off"
