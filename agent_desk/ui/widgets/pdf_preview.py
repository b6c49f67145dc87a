"""The pages of a PDF one below the other, as they will be printed; only pages in view are drawn."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobHandle, JobRunner
from agent_desk.ui.theme import Theme

_MARGIN = 12
_GAP = 16
_SIDE = 48
_TALL = 1.4142
_READABLE = 560
_LONGEST = 1400
_STEP = 1.15


class PaperSheet(QWidget):
    """One page; white until its picture is there."""

    def __init__(self, theme: Theme, number: int, total: int) -> None:
        super().__init__()
        self._theme = theme
        self.picture: QPixmap | None = None
        self.setAccessibleName(tr("第 {n} 页，共 {total} 页", n=number + 1, total=total))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self.picture)
        painter.setPen(self._theme.color("line.normal"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PdfPreview(QScrollArea):
    """Shows a PDF through the press. Zoom: + and -, Ctrl+wheel, 0 for the first size.

    Signal ``failed`` brings an error of the press; ``shown`` says that the first page is in view.
    """

    failed = Signal(object)
    shown = Signal()

    def __init__(self, theme: Theme, jobs: JobRunner, press: Press) -> None:
        super().__init__()
        self._theme, self._jobs, self._press = theme, jobs, press
        self._pdf = b""
        self._zoom = 1.0
        self._ratio = _TALL
        self._sheets: list[PaperSheet] = []
        self._asked: dict[int, JobHandle] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("打印预览"))
        self._desk = QWidget()
        self._column = QVBoxLayout(self._desk)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._desk)
        self.verticalScrollBar().valueChanged.connect(self._draw_visible)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ground = self._theme.hex("bg.desk")
        self.viewport().setStyleSheet(f"background: {ground};")

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sheets)

    def page_picture(self, page: int) -> QPixmap | None:
        """The picture of a page (from 0), None as long as it has not been drawn."""
        return self._sheets[page].picture

    def show_pdf(self, pdf: bytes) -> None:
        """Show another PDF. The place stays where a report is only drawn anew."""
        if pdf == self._pdf:
            return
        place = self.verticalScrollBar().value()
        self._pdf = pdf
        self._forget_requests()
        try:
            total = self._press.page_count(pdf)
        except Refusal as refusal:
            self.failed.emit(refusal)
            return
        while self._sheets:
            sheet = self._sheets.pop()
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        for number in range(total):
            sheet = PaperSheet(self._theme, number, total)
            self._sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._size_sheets()
        self.verticalScrollBar().setValue(place)
        self._draw_visible()

    def _forget_requests(self) -> None:
        for handle in self._asked.values():
            handle.cancel()
        self._asked.clear()

    # --- size -----------------------------------------------------------------------------------

    def _page_size(self) -> QSize:
        room = self.viewport().size()
        if self._ratio > 1:
            fitting = (room.height() - 2 * _MARGIN) / self._ratio
            width = max(fitting, _READABLE)
        else:
            width = room.width() - _SIDE
        width = min(width, room.width() - _SIDE) * self._zoom
        width = round(min(max(width, 200), _LONGEST))
        return QSize(width, round(width * self._ratio))

    def _size_sheets(self) -> None:
        size = self._page_size()
        for sheet in self._sheets:
            sheet.setFixedSize(size)
        self._column.activate()

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 0.5), 3.0)
        self._resized()

    def _resized(self) -> None:
        before = self._sheets[0].size() if self._sheets else QSize()
        self._size_sheets()
        if self._sheets and self._sheets[0].size() != before:
            self._forget_requests()
            for sheet in self._sheets:
                sheet.setProperty("sharp", False)
            self._draw_visible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._set_zoom(self._zoom * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._set_zoom(self._zoom * _STEP)
        elif key == Qt.Key.Key_Minus:
            self._set_zoom(self._zoom / _STEP)
        elif key == Qt.Key.Key_0:
            self._set_zoom(1.0)
        else:
            super().keyPressEvent(event)

    # --- pictures -------------------------------------------------------------------------------

    def _visible(self) -> range:
        if not self._sheets:
            return range(0)
        step = self._sheets[0].height() + _GAP
        top = self.verticalScrollBar().value() - _MARGIN
        first = max(top // step, 0)
        last = max((top + self.viewport().height()) // step, first)
        return range(first, min(last + 1, len(self._sheets)))

    def _draw_visible(self) -> None:
        for page in self._visible():
            if page not in self._asked and not self._sheets[page].property("sharp"):
                self._ask(page)

    def _ask(self, page: int) -> None:
        pdf, press = self._pdf, self._press
        width = round(self._sheets[page].width() * self.devicePixelRatioF())
        self._asked[page] = self._jobs.run(
            lambda _progress, _cancelled: press.page_png(pdf, page, width),
            lambda png: self._drawn(page, png),
            self.failed.emit,
        )

    def _drawn(self, page: int, png: bytes) -> None:
        self._asked.pop(page, None)
        picture = QPixmap()
        picture.loadFromData(QByteArray(png), "PNG")
        sheet = self._sheets[page]
        sheet.picture = picture
        sheet.setProperty("sharp", True)
        ratio = picture.height() / max(picture.width(), 1)
        if page == 0 and abs(ratio - self._ratio) > 0.01:
            # The first picture tells the shape of the paper; the pages take it and are drawn for that size.
            self._ratio = ratio
            self._resized()
        sheet.update()
        if page == 0:
            self.shown.emit()
