"""Renders the window's pages off screen to pictures: two sizes, light and dark, Chinese and English.

    .venv/bin/python tools/screenshots.py [--out FOLDER] [--data FILE] [--today YYYY-MM-DD] [PAGE...]

The window comes from ``build_window``, so the pictures show the real program on real data. Without ``--data`` a
demonstration office is made in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from agent_desk.i18n import use_language
from agent_desk.ui.application import apply_theme, make_application
from agent_desk.ui.main_window import MainWindow
from agent_desk.ui.theme import Theme

WindowFactory = Callable[[Theme], MainWindow]
"""Makes a window with its pages and data; asked anew for every language, as texts are made once."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: which page, how large, in which look."""

    page: str
    size: tuple[int, int]
    mode: str
    language: str

    @property
    def name(self) -> str:
        """File name without ending, e.g. ``today-dark`` or ``today-light-en-1280x720``."""
        parts = [self.page, self.mode]
        if self.language != "zh":
            parts.append(self.language)
        if self.size != STANDARD:
            parts.append("x".join(map(str, self.size)))
        return "-".join(parts)


STANDARD = (1440, 900)
SMALL = (1280, 720)


def plan(pages: Sequence[str]) -> list[Shot]:
    """Every page light and dark at 1440 x 900, and light at 1280 x 720 and in English."""
    shots: list[Shot] = []
    for language in ("zh", "en"):
        for page in pages:
            shots.append(Shot(page, STANDARD, "light", language))
            if language == "zh":
                shots.append(Shot(page, STANDARD, "dark", language))
                shots.append(Shot(page, SMALL, "light", language))
    return shots


def take(
    app: QApplication, theme: Theme, make: WindowFactory, shots: Sequence[Shot], folder: Path
) -> list[Path]:
    """Render the shots; the files written. One window per language, dressed anew for each look."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for language in dict.fromkeys(shot.language for shot in shots):
        use_language(language)
        window = make(theme)
        window.show()
        for shot in (shot for shot in shots if shot.language == language):
            theme.set_mode(shot.mode)
            window.resize(*shot.size)
            window.show_page(shot.page)
            app.processEvents()
            path = folder / f"{shot.name}.png"
            if not window.grab().save(str(path)):
                raise OSError(f"cannot write {path}")
            written.append(path)
        window.close()
        window.deleteLater()
        app.processEvents()
    use_language("zh")
    return written


def build_window(data: Path | None, today: date) -> tuple[WindowFactory, tuple[str, ...]]:
    """The real window's factory and its page keys. To be wired to ``agent_desk.bootstrap``."""
    raise SystemExit(f"screenshots are not wired to the program yet (data {data}, today {today})")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", help="page keys; all pages without any")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 22))
    options = parser.parse_args(arguments)
    app = make_application(sys.argv[:1], os.environ)
    theme = Theme()
    apply_theme(app, theme)
    make, pages = build_window(options.data, options.today)
    for path in take(app, theme, make, plan(options.pages or pages), options.out):
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
