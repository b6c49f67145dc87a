"""服务手册: contents at the left, the printed pages in the middle, what can be exported at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page_manual import (
    Book,
    Entry,
    paper_counts,
    papers_document,
    print_book,
)
from agent_desk.presenters.refusals import sentence
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.jobs import JobHandle
from agent_desk.ui.pages.project.manual_pages import PageDesk
from agent_desk.ui.pages.project.share_bar import ShareBar
from agent_desk.ui.pages.project.tab import ProjectTab, TabTools, divider, empty_layout, heading, side_panel
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, RowFrame, kbd, plain_label

_CONTENTS_WIDTH = 256
_SIDE_WIDTH, _SIDE_ROOM, _PAIR_GAP = 300, 260, 14
_ENTRY = int(Qt.ItemDataRole.UserRole)


class _EntryDelegate(QStyledItemDelegate):
    """A heading with its page number; the second level is indented and quieter."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._ink = theme, Ink(theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, 30 if index.data(_ENTRY).level == 1 else 27)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        theme, rect = self._theme, QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if on else "bg.hover"))
            painter.drawRoundedRect(rect.adjusted(10, 1, -10, -1), 6, 6)
        left = rect.left() + (20 if entry.level == 1 else 34)
        right = rect.right() - 20
        page = str(entry.page + 1)
        color = theme.color("accent.text" if on else "text.1" if entry.level == 1 else "text.2")
        role = "bodyBold" if on else "body"
        top, height = rect.top(), round(rect.height())
        edge = self._ink.draw_right(painter, right, top, page, "caption", theme.color("text.3"), height)
        title = self._ink.elided(role, entry.title, edge - left - 8)
        self._ink.draw(painter, left, top, title, role, color, height)
        painter.restore()


class ManualTab(ProjectTab):
    """Ctrl+P exports the whole book as PDF, Ctrl+E the list of papers as a workbook."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self.book: Book | None = None
        self._job: JobHandle | None = None
        self.contents = QListWidget()
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setItemDelegate(_EntryDelegate(self.theme, self.contents))
        self.contents.setAccessibleName(tr("手册目录"))
        self.contents.setMouseTracking(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._on_entry)
        self.pages = PageDesk(self.theme, tools.jobs)
        self.pages.page_changed.connect(self._on_page)
        self._count = plain_label(self.theme, "", "caption", Tone.QUIET)
        self._following = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self.pages, 1)
        row.addWidget(self._right())

    def _left(self) -> QWidget:
        panel = QFrame()
        panel.setFixedWidth(_CONTENTS_WIDTH)
        panel.setProperty("surface", "surface")
        panel.setProperty("line", "right")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 16, 0, 8)
        column.setSpacing(8)
        head = RowFrame("", 8)
        head.row.setContentsMargins(20, 0, 20, 0)
        head.row.addWidget(plain_label(self.theme, tr("服务手册"), "bodyBold"))
        head.row.addStretch(1)
        head.row.addWidget(self._count)
        column.addWidget(head)
        column.addWidget(self.contents, 1)
        return panel

    def _right(self) -> QWidget:
        panel, column = side_panel(_SIDE_WIDTH)
        able = self.tools.press is not None
        column.addWidget(heading(self.theme, tr("整册"), "A4"))
        self.export_button = DeskButton(self.theme, tr("导出手册 PDF"), "primary", "book-open-text")
        self.export_button.clicked.connect(self.print_tab)
        self.papers_button = DeskButton(self.theme, tr("材料表 Excel"), "", "file-spreadsheet")
        self.papers_button.clicked.connect(self.export_tab)
        for button, keys in ((self.export_button, "Ctrl P"), (self.papers_button, "Ctrl E")):
            button.setEnabled(able)
            line = RowFrame("", 8)
            line.row.addWidget(button)
            line.row.addWidget(kbd(self.theme, keys))
            line.row.addStretch(1)
            column.addWidget(line)
        note = plain_label(self.theme, tr("所见即所印：页面就是导出的 PDF。"), "caption", Tone.QUIET)
        note.setWordWrap(True)
        column.addWidget(note)
        column.addSpacing(4)
        column.addWidget(divider())
        self._papers = QVBoxLayout()
        self._papers.setSpacing(8)
        column.addLayout(self._papers)
        column.addStretch(1)
        return panel

    def panes(self) -> Sequence[QWidget]:
        return (self.contents, self.pages)

    def refresh(self) -> None:
        self._show_papers()
        press = self.tools.press
        if press is None:
            self.pages.set_message(tr("本机没有排印组件，不能预览。"))
            return
        if self.book is None:
            self.pages.set_message(tr("正在排印手册…"))
        presenter = self.presenter
        sheet, route, office = presenter.sheet, presenter.plan, presenter.desk.office
        if self._job is not None:
            self._job.cancel()
        self._job = self.tools.jobs.run(
            lambda _progress, _cancelled: print_book(sheet, route, office, press),
            self._show_book,
            self._failed,
            tr("排印手册"),
        )

    def _show_book(self, book: Book) -> None:
        press = self.tools.press
        if press is None:
            return
        self._job, self.book = None, book
        self._count.setText(tr("{n} 页", n=book.pages))
        self.contents.blockSignals(True)
        self.contents.clear()
        for entry in book.entries:
            item = QListWidgetItem()
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("{title}，第 {n} 页", title=entry.title, n=entry.page + 1))
            self.contents.addItem(item)
        self.contents.blockSignals(False)
        self.pages.set_book(book.pages, lambda page, width: press.page_png(book.pdf, page, width))
        self._on_page(self.pages.current())

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Refusal):
            raise error
        self.pages.set_message(sentence(error))

    def _on_entry(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._following:
            self.pages.go_to(item.data(_ENTRY).page)

    def _on_page(self, page: int) -> None:
        """Mark the heading the page belongs to, unless the marked one is on this very page."""
        marked = self.contents.currentItem()
        if marked is not None and marked.data(_ENTRY).page == page:
            return
        entries = self.book.entries if self.book else ()
        place = max((n for n, entry in enumerate(entries) if entry.page <= page), default=-1)
        self._following = True
        self.contents.setCurrentRow(place)
        self._following = False

    def _show_papers(self) -> None:
        counts = paper_counts(self.presenter.sheet)
        empty_layout(self._papers)
        self._papers.addWidget(heading(self.theme, tr("全项目材料"), tr("{n} 份", n=counts.total)))
        parts = (
            (counts.accepted, "clock.green.fill", ""),
            (counts.submitted, "clock.promise.fill", ""),
            (counts.tolerated, "state.due.fill", "hatch"),
            (counts.missing, "line.strong", ""),
        )
        self._papers.addWidget(ShareBar(self.theme, parts, counts.total))
        pairs = []
        for number, name in (
            (counts.accepted, tr("已齐")),
            (counts.submitted, tr("已交")),
            (counts.tolerated, tr("容缺")),
            (counts.missing, tr("缺")),
        ):
            pair = RowFrame("", 4)
            pair.row.addWidget(plain_label(self.theme, str(number), "bodyBold"))
            pair.row.addWidget(plain_label(self.theme, name, "caption", Tone.QUIET))
            pairs.append(pair)
        # In one line where the words are short enough for it, else two by two.
        spare = _SIDE_ROOM - sum(pair.sizeHint().width() + _PAIR_GAP for pair in pairs)
        across = len(pairs) if spare >= 0 else 2
        for start in range(0, len(pairs), across):
            line = RowFrame("", _PAIR_GAP)
            for pair in pairs[start : start + across]:
                line.row.addWidget(pair)
            line.row.addStretch(1)
            self._papers.addWidget(line)

    def print_tab(self) -> None:
        press = self.tools.press
        if press is None:
            return
        presenter = self.presenter
        sheet, route, office = presenter.sheet, presenter.plan, presenter.desk.office
        name = tr("{project}服务手册.pdf", project=sheet.project.display_name)
        self.tools.exporter.save(name, lambda: print_book(sheet, route, office, press).pdf)

    def export_tab(self) -> None:
        press = self.tools.press
        if press is None:
            return
        document = papers_document(self.presenter.sheet)
        self.tools.exporter.save(f"{document.title}.xlsx", lambda: press.excel(document))
