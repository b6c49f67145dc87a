"""事项库: the list by stage and, at the right, everything about the chosen item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desk.i18n import tr
from agent_desk.presenters.catalogue import CataloguePresenter, ItemView, LimitView, Line, Usage, columns
from agent_desk.presenters.cells import Tone
from agent_desk.services.changes import Topic
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobHandle, JobRunner
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, plain_label
from agent_desk.ui.widgets.choices import FilterChip
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import InputFrame
from agent_desk.ui.widgets.marks import TagLabel
from agent_desk.ui.widgets.page import Page

_SIDE = 420
_PAD = 20


class Swatch(QFrame):
    """A small square in a colour token."""

    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__()
        self._theme, self._token = theme, token
        self.setFixedSize(8, 8)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self.setStyleSheet(f"background: {self._theme.hex(self._token)}; border: 0; border-radius: 2px;")


class ItemDetail(QScrollArea):
    """What the catalogue says about one item; built anew for each."""

    def __init__(self, theme: Theme, open_project: Callable[[str], None]) -> None:
        super().__init__()
        self._theme, self._open_project = theme, open_project
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("事项说明"))

    def show_item(self, view: ItemView | None) -> None:
        """Show an item, or nothing."""
        inner = QWidget()
        inner.setProperty("surface", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(_PAD, 16, _PAD, 24)
        column.setSpacing(4)
        if view is not None:
            self._fill(column, view)
        column.addStretch(1)
        self.setWidget(inner)

    def _fill(self, column: QVBoxLayout, view: ItemView) -> None:
        theme = self._theme
        column.addWidget(self._wrapped(view.name, "section", Tone.PRIMARY))
        if view.other_name:
            column.addWidget(self._wrapped(view.other_name, "caption", Tone.QUIET))
        tags = QHBoxLayout()
        tags.setSpacing(6)
        for tag in view.tags:
            tags.addWidget(TagLabel(theme, tag))
        tags.addStretch(1)
        column.addSpacing(4)
        column.addLayout(tags)
        column.addSpacing(8)
        column.addLayout(self._limits(view.limits))
        for section in view.sections:
            column.addSpacing(12)
            column.addWidget(plain_label(theme, section.title, "captionBold", Tone.SECONDARY))
            for line in section.lines:
                column.addWidget(self._line(line))

    def _limits(self, limits: Sequence[LimitView]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for limit in limits:
            cell = QVBoxLayout()
            cell.setSpacing(2)
            head = QHBoxLayout()
            head.setSpacing(5)
            head.addWidget(Swatch(self._theme, limit.token))
            head.addWidget(plain_label(self._theme, limit.name, "caption", Tone.SECONDARY), 1)
            cell.addLayout(head)
            cell.addWidget(plain_label(self._theme, limit.text, "figure"))
            cell.addWidget(self._wrapped(limit.note, "micro", Tone.QUIET))
            cell.addStretch(1)
            row.addLayout(cell, 1)
        return row

    def _line(self, line: Line) -> QWidget:
        if line.project_id:
            button = DeskButton(self._theme, line.text.replace("&", "&&"), "link")
            button.clicked.connect(partial(self._open_project, line.project_id))
            return button
        label = self._wrapped(line.text, "body", line.tone)
        if not line.tags:
            return label
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label, 1)
        for tag in line.tags:
            row.addWidget(TagLabel(self._theme, tag))
        return box

    def _wrapped(self, text: str, role: str, tone: Tone) -> QWidget:
        label = plain_label(self._theme, text, role, tone)
        label.setWordWrap(True)
        return label


class CataloguePage(Page):
    """List with search and chips, detail at the right."""

    topics = frozenset({Topic.PROJECTS})

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._jobs, self._navigate = theme, jobs, navigate
        self._version = desk.office.rules.catalogue.version
        self._job: JobHandle | None = None
        self.presenter = CataloguePresenter(desk, today)
        self.table = DeskTable(theme, columns(), "rowDense")
        self.table.setAccessibleName(tr("事项库"))
        self.detail = ItemDetail(theme, lambda key: self._navigate("project", project_id=key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar())
        column.addLayout(self._body(), 1)
        self.table.current_row_changed.connect(self._on_item)

    def _toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("surface", "surface")
        bar.setProperty("line", "bottom")
        bar.setFixedHeight(self._theme.height("toolbar"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self._chips = QButtonGroup(self)
        self._keys: list[str] = []
        for place, found in enumerate(self.presenter.filters()):
            chip = FilterChip(self._theme, found.text, found.count)
            chip.setChecked(place == 0)
            self._chips.addButton(chip, place)
            self._keys.append(found.key)
            row.addWidget(chip)
        self._chips.idClicked.connect(self._on_chip)
        row.addStretch(1)
        self.query = QLineEdit()
        self.query.setAccessibleName(tr("搜索事项"))
        self.query.setPlaceholderText(tr("名称、首字母、部门或法条"))
        self.query.setClearButtonEnabled(False)
        self.query.textChanged.connect(self._on_query)
        box = InputFrame(self._theme, self.query, "search", height=30)
        # It gives way to the chips, whose words are longer in English.
        box.setMinimumWidth(120)
        box.setMaximumWidth(240)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(box, 1000)
        return bar

    def _body(self) -> QHBoxLayout:
        self._left = QStackedWidget()
        self._left.addWidget(self.table)
        nothing = EmptyState(self._theme, tr("没有符合的事项，请换一个词。"), tr("显示全部"))
        nothing.acted.connect(self.show_all)
        self._left.addWidget(nothing)
        side = QFrame()
        side.setProperty("surface", "surface")
        side.setProperty("line", "left")
        side.setFixedWidth(_SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(1, 0, 0, 0)
        inner.addWidget(self.detail)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(side)
        return row

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("事项库")

    def subtitle(self) -> str:
        return tr("版本 {version}", version=self._version)

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.detail, self.query)

    def search(self, text: str) -> None:
        self.query.setText(text)

    def refresh(self) -> None:
        """The items are known already; which projects have them is read on the worker."""
        self._show_rows()
        self._show_item()
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.run(lambda _progress, _cancelled: self.presenter.read(), self._on_usage)

    def _on_usage(self, usage: Usage) -> None:
        self._job = None
        self.presenter.show(usage)
        self._show_rows()
        self._show_item()

    def _show_rows(self) -> None:
        rows = self.presenter.rows()
        blocker = QSignalBlocker(self.table)  # rows made anew are not a choice of the user's
        self.table.set_rows(rows)
        self.table.select_key(self.presenter.current)
        blocker.unblock()
        self._left.setCurrentIndex(0 if rows else 1)

    def _show_item(self) -> None:
        self.detail.show_item(self.presenter.item())

    # --- actions ------------------------------------------------------------------------------

    def opened_with(self, item_code: str = "") -> None:
        """Show the item asked for."""
        if item_code:
            self.show_code(item_code)

    def show_code(self, code: str) -> None:
        """Show one item, whatever is filtered."""
        self.presenter.current = code
        self.show_all()
        self._show_item()

    def show_all(self) -> None:
        """Take search and filter away."""
        self._chips.button(0).setChecked(True)
        self.presenter.filter = self._keys[0]
        self.query.clear()
        self._show_rows()

    def _on_chip(self, place: int) -> None:
        self.presenter.filter = self._keys[place]
        self._show_rows()

    def _on_query(self, text: str) -> None:
        self.presenter.query = text
        self._show_rows()

    def _on_item(self, code: str) -> None:
        if code and code != self.presenter.current and not code.startswith("stage-"):
            self.presenter.current = code
            self._show_item()
