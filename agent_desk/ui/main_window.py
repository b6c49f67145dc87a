"""The window: rail, top bar, pages made when first shown, status bar. It hosts pages, no business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.nav_rail import NavRail, RailItem
from agent_desk.ui.widgets.page import Page, PageSpec
from agent_desk.ui.widgets.status_bar import StatusBar
from agent_desk.ui.widgets.top_bar import TopBar

_LAST_KEY = 9
_MINIMUM = (1180, 720)


class MainWindow(QWidget):
    """Shows one page at a time.

    Signals: ``page_shown`` (key), ``undo_requested``, ``redo_requested``, ``search_submitted`` (text),
    ``closing``.
    """

    page_shown = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    search_submitted = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("代办台"))
        self.setMinimumSize(*_MINIMUM)
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._current = ""
        self._keys = _rail_keys(specs)
        self.rail = NavRail(theme, [_rail_item(spec, self._keys) for spec in specs if spec.on_rail])
        self.top_bar = TopBar(theme)
        self.status_bar = StatusBar(theme)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pageStack")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _wire(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.top_bar.crumb_clicked.connect(self.show_page)
        self.top_bar.search.searched.connect(self._on_searched)
        self.top_bar.search.submitted.connect(self.search_submitted)
        self.top_bar.search.left.connect(self._back_to_page)
        self.status_bar.undo_requested.connect(self.undo_requested)
        for key, number in self._keys.items():
            self._shortcut(f"Ctrl+{number}", partial(self.show_page, key))
        self._shortcut("Ctrl+K", self.top_bar.search.take_focus)
        self._shortcut("Ctrl+Z", self.undo_requested.emit)
        self._shortcut("Ctrl+Shift+Z", self.redo_requested.emit)
        self._shortcut("Ctrl+Y", self.redo_requested.emit)
        self._shortcut("F6", lambda: self._next_pane(1))
        self._shortcut("Shift+F6", lambda: self._next_pane(-1))

    def _shortcut(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(action)

    # --- pages --------------------------------------------------------------------------------

    def page(self, key: str) -> Page:
        """The page of this key, made now if it was not shown before; ``KeyError`` for an unknown one."""
        found = self._pages.get(key)
        if found is None:
            found = self._specs[key].factory()
            self._pages[key] = found
            self._stale.add(key)
            self._stack.addWidget(found)
            found.chrome_changed.connect(self._on_chrome_changed)
            found.navigated.connect(self.show_page)
        return found

    def current_key(self) -> str:
        """Key of the page shown, or empty before the first."""
        return self._current

    def show_page(self, key: str) -> None:
        """Bring a page to the front and refresh it if something it shows has changed."""
        if key not in self._specs:
            return
        page = self.page(key)
        self._current = key
        spec = self._specs[key]
        self.rail.set_current(spec.section or key)
        self._stack.setCurrentWidget(page)
        self._refresh_if_stale(key)
        self._show_chrome()
        self._focus_page(page)
        self.page_shown.emit(key)

    def drop_page(self, key: str) -> None:
        """Throw a page away, so that it is made anew when shown (e.g. another project's)."""
        page = self._pages.pop(key, None)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def touch(self, topics: Iterable[str]) -> None:
        """Something changed: the page shown refreshes now, the others when they are shown next."""
        changed = frozenset(topics)
        for key, page in self._pages.items():
            if not page.topics or page.topics & changed:
                self._stale.add(key)
        if self._current:
            self._refresh_if_stale(self._current)
            self._show_chrome()

    def _refresh_if_stale(self, key: str) -> None:
        if key in self._stale:
            self._stale.discard(key)
            self._pages[key].refresh()

    def _on_chrome_changed(self) -> None:
        if self.sender() is self._pages.get(self._current):
            self._show_chrome()

    def _show_chrome(self) -> None:
        page = self._pages[self._current]
        crumbs = page.breadcrumb()
        if crumbs:
            self.top_bar.set_crumbs(crumbs)
        else:
            self.top_bar.set_title(page.title(), page.subtitle())
        self.setWindowTitle(tr("{page} - 代办台", page=page.title()))

    def _on_searched(self, text: str) -> None:
        if self._current:
            self._pages[self._current].search(text)

    # --- keyboard -----------------------------------------------------------------------------

    def _focus_page(self, page: Page) -> None:
        """Give the keyboard to the page's first list or input, without a focus ring; else to the window."""
        for pane in page.panes():
            target = _first_focus(pane, Qt.FocusPolicy.ClickFocus)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_page(self) -> None:
        if self._current:
            self._focus_page(self._pages[self._current])

    def panes(self) -> list[QWidget]:
        """The parts F6 goes through: rail, the page's own, search."""
        inner = list(self._pages[self._current].panes()) if self._current else []
        return [self.rail, *inner, self.top_bar.search]

    def _next_pane(self, step: int) -> None:
        panes = self.panes()
        focus = QApplication.focusWidget()
        at = _pane_of(focus, panes)
        for turn in range(1, len(panes) + 1):
            start = at if at >= 0 else (-1 if step > 0 else 0)
            target = _first_focus(panes[(start + step * turn) % len(panes)])
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


def _rail_keys(specs: Sequence[PageSpec]) -> dict[str, int]:
    """Which Ctrl number shows which page: in rail order from 1, the bottom one always 9."""
    upper = [spec.key for spec in specs if spec.on_rail and not spec.at_bottom]
    keys = {key: place for place, key in enumerate(upper[: _LAST_KEY - 1], start=1)}
    for spec in specs:
        if spec.at_bottom:
            keys[spec.key] = _LAST_KEY
    return keys


def _rail_item(spec: PageSpec, keys: dict[str, int]) -> RailItem:
    number = keys.get(spec.key)
    return RailItem(spec.key, spec.title, spec.icon, f"Ctrl+{number}" if number else "", spec.at_bottom)


def _pane_of(widget: QWidget | None, panes: Sequence[QWidget]) -> int:
    """The innermost pane that holds the widget, -1 for none."""
    while widget is not None:
        for place, pane in enumerate(panes):
            if pane is widget:
                return place
        widget = widget.parentWidget()
    return -1


def _first_focus(pane: QWidget, policy: Qt.FocusPolicy = Qt.FocusPolicy.TabFocus) -> QWidget | None:
    """The first widget of a pane that takes the focus in this way; a checked button before the others."""
    wanted = [pane, *pane.findChildren(QWidget)]
    able = [
        child
        for child in wanted
        if child.isVisibleTo(pane.window()) and child.isEnabled() and child.focusPolicy() & policy
    ]
    marked = [child for child in able if bool(child.property("checked"))]
    found = marked or able
    return found[0] if found else None
