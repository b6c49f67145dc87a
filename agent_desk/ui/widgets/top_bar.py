"""The 52 px bar at the top: title or path, search, date, who is on duty, warnings, the person at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import AvatarView, Tone
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, RowFrame, kbd, plain_label
from agent_desk.ui.widgets.fields import InputFrame
from agent_desk.ui.widgets.marks import AvatarStack

_WEEKDAYS = (
    N_("星期一"),
    N_("星期二"),
    N_("星期三"),
    N_("星期四"),
    N_("星期五"),
    N_("星期六"),
    N_("星期日"),
)
_TITLE_ROOM = 360
_NARROW = 1240


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the path to a page; ``key`` is the page it leads to."""

    title: str
    key: str = ""


class _SearchEdit(QLineEdit):
    """Escape empties the box, then gives the focus back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            self.left.emit()


class SearchBox(InputFrame):
    """432 x 32: searches as one types; Enter runs the search at once; ``left`` when Escape is pressed in it empty."""

    searched = Signal(str)
    submitted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        edit = _SearchEdit()
        super().__init__(theme, edit, "search", "", height=32)
        edit.setPlaceholderText(tr("搜索项目、事项、材料、人员，支持拼音首字母"))
        edit.setAccessibleName(tr("搜索"))
        self.setMaximumWidth(432)
        self.setMinimumWidth(200)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.row.setContentsMargins(11, 0, 8, 0)
        self.row.setSpacing(6)
        self._sample = plain_label(theme, tr("如 jsbz"), "caption", Tone.QUIET)
        self.row.addWidget(self._sample)
        self._keys = kbd(theme, "Ctrl K")
        self.row.addWidget(self._keys)
        edit.textEdited.connect(self.searched)
        edit.textChanged.connect(lambda text: self._sample.setVisible(not text and self.width() > 400))
        edit.returnPressed.connect(lambda: self.submitted.emit(edit.text()))
        edit.left.connect(self.left)

    def sizeHint(self) -> QSize:
        return QSize(432, 32)

    def take_focus(self) -> None:
        """Put the caret in and select what is there."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()


class BellButton(QPushButton):
    """The warnings' bell; a red dot says that there are some, the accessible name says how many."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._count = 0
        self.setProperty("kind", "icon")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)
        theme.changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """How many warnings wait."""
        self._count = count
        words = tr("{count} 条提醒", count=count) if count else tr("没有提醒")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = (self.width() - 18) / 2, (self.height() - 18) / 2
        painter.drawPixmap(
            QPointF(left, top), self._theme.pixmap("bell", "text.2", 18, self.devicePixelRatioF())
        )
        if self._count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("state.over.fill"))
            painter.drawEllipse(QPointF(left + 14, top + 3.5), 3, 3)
        painter.end()


class DutyCapsule(QFrame):
    """Who is on duty in the 5+2 week: a tinted tag, marks and names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "capsule")
        self.setFixedHeight(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 11, 0)
        row.setSpacing(7)
        tag = plain_label(theme, tr("5+2 值班"), "captionBold")
        tag.setProperty("kind", "capsuleTag")
        tag.setIndent(0)
        tag.setFixedHeight(20)
        row.addWidget(tag)
        self._marks = AvatarStack(theme, (), 20)
        row.addWidget(self._marks)
        self._names = plain_label(theme, "", "body")
        row.addWidget(self._names)
        self.hide()

    def set_people(self, people: Sequence[AvatarView]) -> None:
        """Show these people; nobody hides the capsule. More than two names become a number."""
        self._marks.set_people(people[:3])
        names = tr("、").join(person.name for person in people)
        shown = (
            names if len(people) <= 2 else tr("{name}等 {count} 人", name=people[0].name, count=len(people))
        )
        self._names.setText(shown)
        self.setAccessibleName(tr("5+2 值班：{names}", names=names))
        self.setVisible(bool(people))

    def set_short(self, short: bool) -> None:
        """Leave the names away where the window is narrow."""
        self._names.setVisible(not short)


class _TitleBlock(QWidget):
    """Title and subtitle, or a path with a way back."""

    crumb_clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setMinimumWidth(160)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(_TITLE_ROOM, 52)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 52)

    def _clear(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # not setParent(None): a queued show would make it a window
                widget.deleteLater()

    def set_title(self, title: str, subtitle: str) -> None:
        self._clear()
        self._row.addWidget(plain_label(self._theme, title, "title"))
        self._row.addSpacing(13)
        note = plain_label(self._theme, subtitle, "caption", Tone.QUIET)
        note.setContentsMargins(0, 3, 0, 0)
        note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addWidget(note, 1)

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        self._clear()
        for place, crumb in enumerate(crumbs[:-1]):
            icon = "chevron-left" if place == 0 else ""
            button = DeskButton(self._theme, crumb.title, "flat", icon)
            button.setFont(self._theme.font("body"))
            button.clicked.connect(lambda _checked=False, key=crumb.key: self.crumb_clicked.emit(key))
            self._row.addWidget(button)
            slash = plain_label(self._theme, "/", "body", Tone.QUIET)
            slash.setContentsMargins(3, 0, 7, 0)
            self._row.addWidget(slash)
        here = plain_label(self._theme, crumbs[-1].title, "bodyBold")
        here.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addWidget(here, 1)


class TopBar(QFrame):
    """Hosts the parts; the window tells it what to show."""

    crumb_clicked = Signal(str)
    bell_clicked = Signal()
    person_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(theme.height("topBar"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = _TitleBlock(theme)
        self._title.crumb_clicked.connect(self.crumb_clicked)
        self.search = SearchBox(theme)
        self._date = plain_label(theme, "", "bodyBold")
        self._weekday = plain_label(theme, "", "body", Tone.SECONDARY)
        self.duty = DutyCapsule(theme)
        self.bell = BellButton(theme)
        self.bell.clicked.connect(self.bell_clicked)
        self._me = AvatarStack(theme, (), 28, "bg.window")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 1)
        row.setSpacing(0)
        row.addWidget(self._title)
        row.addWidget(self.search)
        row.addSpacing(20)
        row.addStretch(1)
        day = RowFrame(spacing=9)
        day.row.addWidget(self._date)
        day.row.addWidget(self._weekday)
        for widget, space in ((day, 14), (self.duty, 14), (self.bell, 12), (self._me, 0)):
            row.addWidget(widget)
            row.addSpacing(space)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show a page's name and one line about it."""
        self._title.set_title(title, subtitle)

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show a path instead of the title; the last step is the page itself."""
        self._title.set_crumbs(crumbs)

    def set_today(self, today: date) -> None:
        """Show the date the desk works with."""
        words = tr("{year}年{month}月{day}日", year=today.year, month=today.month, day=today.day)
        self._date.setText(words)
        self._weekday.setText(tr(_WEEKDAYS[today.weekday()]))

    def set_duty(self, people: Sequence[AvatarView]) -> None:
        """Who is on duty today."""
        self.duty.set_people(people)

    def set_warnings(self, count: int) -> None:
        """How many warnings wait behind the bell."""
        self.bell.set_count(count)

    def set_person(self, person: AvatarView) -> None:
        """Who sits at the desk."""
        self._me.set_people((person,))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.window().width() < _NARROW
        self.duty.set_short(narrow)
        self._weekday.setVisible(not narrow)
