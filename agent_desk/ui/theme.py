"""Colours, type, sizes and hatches of the window, read from ``resources/themes/tokens.json``.

A ``Theme`` is made once by the composition root and handed to every widget and delegate by constructor; there
is no global one. Widgets repaint on ``changed``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)

from agent_desk import assets
from agent_desk.ui.icons import STROKE, IconStore

MODES = ("light", "dark", "system")
DENSITIES: Mapping[str, int] = {"compact": -4, "standard": 0, "roomy": 6}
"""Pixels added to a table row by each density setting (紧凑, 标准, 宽松)."""

_PLACEHOLDER = re.compile(r"@([A-Za-z][\w.]*)@")


@dataclass(frozen=True, slots=True)
class TypeRole:
    """A role of text: pixel size, line height in pixels, weight (400, 500 or 700)."""

    pixels: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The design's values: colours per scheme by dotted name, type roles, heights, spaces, radii."""

    colors: Mapping[str, Mapping[str, str]]
    roles: Mapping[str, TypeRole]
    heights: Mapping[str, int]
    radii: Mapping[str, int]
    space: tuple[int, ...]
    families: tuple[str, ...]

    @classmethod
    def load(cls, path: Path | None = None) -> Tokens:
        """Read the tokens; ``KeyError`` or ``ValueError`` for a damaged file (a bug, not user input)."""
        source = path or assets.resource("themes", "tokens.json")
        raw = json.loads(source.read_text(encoding="utf-8"))
        return cls(
            colors=raw["theme"],
            roles={name: TypeRole(*values) for name, values in raw["type"].items()},
            heights=raw["height"],
            radii=raw["radius"],
            space=tuple(raw["space"]),
            families=tuple(raw["font"]["family"]),
        )


def mixed(under: QColor, over: QColor, share: float) -> QColor:
    """``over`` laid on ``under`` with an opacity of ``share`` (0 to 1), as an opaque colour."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


def luminance(color: QColor) -> float:
    """Relative luminance (0 to 1) as WCAG 2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else cast(float, ((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True)
class PersonColors:
    """The three colours of an avatar."""

    fill: QColor
    line: QColor
    text: QColor


class Theme(QObject):
    """The look in use. ``mode`` is light, dark or system; ``scheme`` is what that comes to now."""

    changed = Signal()

    def __init__(
        self,
        tokens: Tokens | None = None,
        mode: str = "light",
        density: str = "standard",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tokens = tokens or Tokens.load()
        self._mode = mode if mode in MODES else "system"
        self._density = density if density in DENSITIES else "standard"
        self._icons = IconStore()
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        self._colors: dict[str, QColor] = {}
        self._hatches: dict[tuple[str, str, float, int, float], QBrush] = {}
        self._people: dict[int, PersonColors] = {}
        if QGuiApplication.instance() is not None:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    @property
    def mode(self) -> str:
        return self._mode

    @property
    def density(self) -> str:
        return self._density

    @property
    def scheme(self) -> str:
        """``"light"`` or ``"dark"``."""
        if self._mode != "system":
            return self._mode
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def set_mode(self, mode: str) -> None:
        """Switch to light, dark or system; others are a ``ValueError``."""
        if mode not in MODES:
            raise ValueError(f"no theme mode {mode!r}")
        if mode != self._mode:
            self._mode = mode
            self._refresh()

    def set_density(self, density: str) -> None:
        """Switch the row density: compact, standard or roomy."""
        if density not in DENSITIES:
            raise ValueError(f"no density {density!r}")
        if density != self._density:
            self._density = density
            self._refresh()

    def _on_system_scheme(self) -> None:
        if self._mode == "system":
            self._refresh()

    def _refresh(self) -> None:
        self._colors.clear()
        self._hatches.clear()
        self._people.clear()
        self.changed.emit()

    # --- values -----------------------------------------------------------------------------

    def hex(self, token: str) -> str:
        """``#RRGGBB`` of a colour token; ``KeyError`` for an unknown one."""
        return self.tokens.colors[self.scheme][token]

    def color(self, token: str) -> QColor:
        """The colour of a token in the current scheme. Do not change the object: it is shared."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(self.hex(token))
        return found

    def font(self, role: str) -> QFont:
        """The font of a type role. Do not change the object: it is shared."""
        found = self._fonts.get(role)
        if found is None:
            found = self._fonts[role] = self._make_font(self.tokens.roles[role])
        return found

    def metrics(self, role: str) -> QFontMetricsF:
        """Measures of a role's font, for eliding and placing text."""
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetricsF(self.font(role))
        return found

    def line(self, role: str) -> int:
        """Line height of a role in pixels."""
        return self.tokens.roles[role].line

    def _make_font(self, role: TypeRole) -> QFont:
        font = QFont()
        font.setFamilies(list(self.tokens.families))
        font.setPixelSize(role.pixels)
        font.setWeight(QFont.Weight(role.weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def height(self, name: str) -> int:
        """Height of a part in pixels; table rows (``row…``) follow the density."""
        value = self.tokens.heights[name]
        return value + DENSITIES[self._density] if name.startswith("row") else value

    def radius(self, name: str) -> int:
        """Corner radius in pixels: bar, tag, control, card, pill."""
        return self.tokens.radii[name]

    def person(self, hue: int) -> PersonColors:
        """An avatar's colours: 15 % tint of the person's hue (degrees), text readable on it."""
        hue %= 360
        found = self._people.get(hue)
        if found is None:
            found = self._people[hue] = self._person_colors(hue)
        return found

    def _person_colors(self, hue: int) -> PersonColors:
        surface = self.color("bg.surface")
        dark = self.scheme == "dark"
        lightness, step, saturation = (0.60, 0.03, 0.50) if dark else (0.36, -0.02, 0.62)
        base = QColor.fromHslF(hue / 360, saturation, lightness)
        fill = mixed(surface, base, 0.24 if dark else 0.15)
        text = base
        while contrast(text, fill) < 4.8 and 0.04 < lightness < 0.96:
            lightness += step
            text = QColor.fromHslF(hue / 360, saturation, lightness)
        return PersonColors(fill, mixed(surface, base, 0.40 if dark else 0.25), text)

    # --- brushes and icons --------------------------------------------------------------------

    def hatch(self, ink: str, ground: str, dpr: float = 1.0, step: int = 6, width: float = 2.0) -> QBrush:
        """A diagonal hatch of token ``ink`` on ``ground`` (``""`` for none) for a screen of scale ``dpr``.

        ``step`` is the horizontal distance of two lines and ``width`` their thickness, in logical pixels.
        """
        key = (ink, ground, dpr, step, width)
        found = self._hatches.get(key)
        if found is None:
            found = self._hatches[key] = self._make_hatch(ink, ground, dpr, step, width)
        return found

    def _make_hatch(self, ink: str, ground: str, dpr: float, step: int, width: float) -> QBrush:
        side = round(step * dpr)
        tile = QPixmap(side, side)
        tile.fill(self.color(ground) if ground else QColor(Qt.GlobalColor.transparent))
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.color(ink), width * dpr))
        for shift in (-side, 0, side):
            painter.drawLine(shift - side, 2 * side, shift + 2 * side, -side)
        painter.end()
        tile.setDevicePixelRatio(dpr)
        return QBrush(tile)

    def pixmap(self, name: str, token: str, size: int, dpr: float = 1.0, stroke: float = STROKE) -> QPixmap:
        """An icon in a token's colour; size in logical pixels."""
        return self._icons.pixmap(name, self.color(token), size, dpr, stroke)

    def icon(self, name: str, token: str, size: int = 16, space: int = 0) -> QIcon:
        """The same as a QIcon, for buttons and actions; ``space`` pixels stay empty at its right."""
        return self._icons.icon(name, self.color(token), size, STROKE, space)

    # --- application-wide look ----------------------------------------------------------------

    def style_sheet(self, path: Path | None = None) -> str:
        """The style sheet with ``@token@`` replaced; ``KeyError`` names an unknown token."""
        source = path or assets.resource("qss", "desk.qss")
        return _PLACEHOLDER.sub(lambda match: self._value(match[1]), source.read_text(encoding="utf-8"))

    def _value(self, name: str) -> str:
        kind, _, rest = name.partition(".")
        if kind == "radius":
            return str(self.radius(rest))
        if kind == "height":
            return str(self.height(rest))
        return self.hex(name)

    def palette(self) -> QPalette:
        """Colours for what the style draws itself (menus, selections, carets, tooltips)."""
        palette = QPalette()
        pairs = {
            QPalette.ColorRole.Window: "bg.window",
            QPalette.ColorRole.WindowText: "text.1",
            QPalette.ColorRole.Base: "bg.surface",
            QPalette.ColorRole.AlternateBase: "bg.sunken",
            QPalette.ColorRole.Text: "text.1",
            QPalette.ColorRole.PlaceholderText: "text.3",
            QPalette.ColorRole.Button: "bg.surface",
            QPalette.ColorRole.ButtonText: "text.1",
            QPalette.ColorRole.Highlight: "accent.fill",
            QPalette.ColorRole.HighlightedText: "text.onAccent",
            QPalette.ColorRole.ToolTipBase: "bg.surface",
            QPalette.ColorRole.ToolTipText: "text.1",
            QPalette.ColorRole.Link: "accent.text",
            QPalette.ColorRole.Mid: "line.normal",
            QPalette.ColorRole.Dark: "line.strong",
        }
        for role, token in pairs.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text.disabled"))
        return palette
