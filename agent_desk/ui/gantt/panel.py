"""The chart with the strip under it: legend at the left, the plan's figures at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.services.gantt import legend
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt.shapes import Text
from agent_desk.ui.gantt.painter import ShapePainter
from agent_desk.ui.gantt.view import GanttView
from agent_desk.ui.theme import Theme


class GanttLegend(QWidget):
    """The strip itself; its figures are also its accessible text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chart: GanttChart | None = None
        self._shapes = ShapePainter(theme)
        self.setFixedHeight(round(legend.HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("图例与工期"))
        theme.changed.connect(self._on_theme)

    def set_chart(self, chart: GanttChart) -> None:
        """Show the legend and figures of a chart."""
        self._chart = chart
        shapes = legend.legend_shapes(chart, max(self.width(), 1200))
        self.setAccessibleDescription(
            tr("，").join(shape.text for shape in shapes if isinstance(shape, Text))
        )
        self.update()

    def _on_theme(self) -> None:
        self._shapes.forget()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg.window"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line.normal"))
        if self._chart is not None:
            self._shapes.set_scale(self.devicePixelRatioF())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._shapes.paint(painter, legend.legend_shapes(self._chart, self.width(), self.height()))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(1200, round(legend.HEIGHT))


class GanttPanel(QWidget):
    """``view`` above ``legend``; set the chart here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = GanttView(theme, self)
        self.legend = GanttLegend(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self.legend)
        self.setFocusProxy(self.view)

    def set_chart(self, chart: GanttChart) -> None:
        """Show a chart in both parts."""
        self.view.set_chart(chart)
        self.legend.set_chart(chart)
