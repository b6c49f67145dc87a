"""Tokens, fonts, style sheet, icons and hatches."""

from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage

from agent_desk import assets
from agent_desk.ui.application import prepare_input_method
from agent_desk.ui.icons import IconStore
from agent_desk.ui.theme import Theme, Tokens, contrast, mixed

TEXTS = ("text.1", "text.2", "text.3", "accent.text")
GROUNDS = ("bg.surface", "bg.window", "bg.rail", "bg.sunken", "bg.selected")
FAMILIES = ("clock.legal", "clock.promise", "clock.green", "state.due", "state.over", "state.pause")
SCHEMES = ("light", "dark")


def test_both_schemes_have_the_same_colours() -> None:
    tokens = Tokens.load()
    assert tokens.colors["light"].keys() == tokens.colors["dark"].keys()
    for scheme in SCHEMES:
        assert all(re.fullmatch("#[0-9A-F]{6}", value) for value in tokens.colors[scheme].values())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_texts_are_readable(theme: Theme, scheme: str) -> None:
    theme.set_mode(scheme)
    pairs = [*itertools.product(TEXTS, GROUNDS)]
    pairs += [(f"{name}.text", f"{name}.tint") for name in FAMILIES]
    pairs += [(f"{name}.text", "bg.surface") for name in FAMILIES]
    pairs += [("text.onAccent", "accent.fill"), ("accent.text", "accent.tint")]
    weak = {pair: ratio for pair in pairs if (ratio := contrast(*map(theme.color, pair))) < 4.5}
    assert not weak


@pytest.mark.parametrize("scheme", SCHEMES)
def test_bars_stand_out(theme: Theme, scheme: str) -> None:
    theme.set_mode(scheme)
    for name in FAMILIES:
        assert contrast(theme.color(f"{name}.fill"), theme.color("bg.surface")) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_avatar_is_readable(theme: Theme, scheme: str) -> None:
    theme.set_mode(scheme)
    for hue in range(0, 360, 5):
        colors = theme.person(hue)
        assert contrast(colors.text, colors.fill) >= 4.5, hue
    assert theme.person(365) == theme.person(5)


def test_fonts_are_the_shipped_ones(theme: Theme) -> None:
    for role, spec in theme.tokens.roles.items():
        font = theme.font(role)
        assert font.pixelSize() == spec.pixels
        assert font.weight() == QFont.Weight(spec.weight) and spec.weight in (400, 500, 700)
        assert font.hintingPreference() is QFont.HintingPreference.PreferNoHinting
        assert QFontInfo(font).family() == "Noto Sans SC"
        assert QFontInfo(font).weight() == spec.weight
    assert theme.font("body") is theme.font("body")


def test_digits_are_tabular(theme: Theme) -> None:
    for role in theme.tokens.roles:
        widths = {theme.metrics(role).horizontalAdvance(digit * 8) for digit in "0123456789"}
        assert len(widths) == 1, role


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_leaves_no_placeholder(theme: Theme, scheme: str) -> None:
    theme.set_mode(scheme)
    sheet = theme.style_sheet()
    assert "@" not in sheet
    assert theme.hex("accent.fill") in sheet


def test_an_unknown_token_in_a_style_sheet_is_named(theme: Theme, tmp_path) -> None:
    sheet = tmp_path / "bad.qss"
    sheet.write_text("QLabel { color: @text.99@; }", encoding="utf-8")
    with pytest.raises(KeyError, match=r"text\.99"):
        theme.style_sheet(sheet)


def test_switching_tells_everybody_once(qtbot, theme: Theme) -> None:
    light = QColor(theme.color("bg.surface"))
    with qtbot.waitSignal(theme.changed, timeout=500):
        theme.set_mode("dark")
    assert theme.color("bg.surface") != light
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("dark")
    with pytest.raises(ValueError, match="sepia"):
        theme.set_mode("sepia")


def test_density_moves_rows_and_nothing_else(theme: Theme) -> None:
    theme.set_density("compact")
    assert theme.height("rowToday") == 38
    theme.set_density("roomy")
    assert theme.height("rowToday") == 48
    assert theme.height("topBar") == 52


def test_system_mode_is_light_or_dark(theme: Theme) -> None:
    theme.set_mode("system")
    assert theme.scheme in SCHEMES


def ink_of(image: QImage) -> set[str]:
    """The opaque colours of a picture."""
    points = itertools.product(range(image.width()), range(image.height()))
    colors = (image.pixelColor(x, y) for x, y in points)
    return {color.name() for color in colors if color.alpha() == 255}


def test_an_icon_takes_the_colour_and_the_scale(theme: Theme) -> None:
    pixmap = theme.pixmap("layers", "accent.fill", 20, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)
    assert ink_of(pixmap.toImage()) == {theme.hex("accent.fill").lower()}
    assert theme.pixmap("layers", "accent.fill", 20, 2.0) is pixmap
    theme.set_mode("dark")
    assert ink_of(theme.pixmap("layers", "accent.fill", 20).toImage()) == {theme.hex("accent.fill").lower()}


def test_every_shipped_icon_draws(theme: Theme) -> None:
    names = sorted(path.stem for path in assets.resource("icons").glob("*.svg"))
    assert len(names) > 40
    store = IconStore()
    empty = [name for name in names if not ink_of(store.pixmap(name, QColor("#123456"), 24, 2.0).toImage())]
    assert not empty


def test_an_unknown_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon", "text.1", 16)


def test_a_hatch_is_sharp_and_cached(theme: Theme) -> None:
    brush = theme.hatch("state.pause.fill", "state.pause.tint", 2.0, 8, 2.8)
    texture = brush.texture()
    assert (texture.width(), texture.devicePixelRatio()) == (16, 2.0)
    assert len(ink_of(texture.toImage())) > 2
    assert theme.hatch("state.pause.fill", "state.pause.tint", 2.0, 8, 2.8) is brush


def test_mixed() -> None:
    assert mixed(QColor("#000000"), QColor("#FFFFFF"), 0.5).red() in (127, 128)
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)


@pytest.mark.parametrize(
    ("before", "running", "after"),
    [
        ({}, True, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "fcitx"}, True, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "xim"}, True, {"QT_IM_MODULE": "xim"}),
        ({"QT_IM_MODULE": "fcitx"}, False, {"QT_IM_MODULE": "fcitx"}),
        ({}, False, {}),
    ],
)
def test_chinese_input(before: dict[str, str], running: bool, after: dict[str, str]) -> None:
    prepare_input_method(before, running)
    assert before == after
