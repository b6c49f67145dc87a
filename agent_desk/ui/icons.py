"""Icons from ``resources/icons`` in a token's colour, cached per name, colour, size, scale and stroke."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from agent_desk import assets

STROKE = 1.75
STROKE_SELECTED = 2.0


def _widened(pixmap: QPixmap, space: int) -> QPixmap:
    if not space:
        return pixmap
    dpr = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(space * dpr), pixmap.height())
    wide.setDevicePixelRatio(dpr)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide


@cache
def _source(name: str) -> str:
    path = assets.resource("icons", f"{name}.svg")
    return path.read_text(encoding="utf-8")


class IconStore:
    """Draws and keeps icon pixmaps. Colours are given, so that one store serves every theme."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, float, float], QPixmap] = {}

    def pixmap(
        self, name: str, color: QColor, size: int, dpr: float = 1.0, stroke: float = STROKE
    ) -> QPixmap:
        """The icon at ``size`` logical pixels for a screen of scale ``dpr`` (or ``FileNotFoundError``)."""
        key = (name, color.name(QColor.NameFormat.HexArgb), size, dpr, stroke)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw(name, color, size, dpr, stroke)
        return found

    def icon(self, name: str, color: QColor, size: int, stroke: float = STROKE, space: int = 0) -> QIcon:
        """A QIcon with the pixmaps of the usual screen scales; ``space`` pixels stay empty at the right."""
        icon = QIcon()
        for dpr in (1.0, 2.0):
            icon.addPixmap(_widened(self.pixmap(name, color, size, dpr, stroke), space))
        return icon

    @staticmethod
    def _draw(name: str, color: QColor, size: int, dpr: float, stroke: float) -> QPixmap:
        svg = _source(name).replace("currentColor", color.name())
        svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
        side = round(size * dpr)
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(color.alphaF())
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(dpr)
        return pixmap
