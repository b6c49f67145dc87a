"""Makes the QApplication: fonts, style, theme, Chinese input, Qt's own texts, and what happens to a bug."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from agent_desk.i18n import language, tr
from agent_desk.ui.fonts import register_fonts
from agent_desk.ui.theme import Theme

_log = logging.getLogger(__name__)
_FCITX = ("fcitx5", "fcitx")


def fcitx_is_running(proc: Path = Path("/proc")) -> bool:
    """Whether the fcitx input method runs here (Linux; False elsewhere)."""
    for entry in proc.glob("[0-9]*/comm"):
        try:
            name = entry.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue  # the process has ended meanwhile, or is not ours to look at
        if name in _FCITX:
            return True
    return False


def prepare_input_method(environ: MutableMapping[str, str], fcitx_running: bool) -> None:
    """Let Chinese be typed through fcitx: the wheels lack its plug-in, but fcitx speaks to the one for ibus.

    Must run before the QApplication is made. Another input method the user has chosen is left alone.
    """
    if fcitx_running and environ.get("QT_IM_MODULE", "fcitx") in ("", *_FCITX):
        environ["QT_IM_MODULE"] = "ibus"
        environ["IBUS_USE_PORTAL"] = "1"


def make_application(arguments: Sequence[str], environ: MutableMapping[str, str]) -> QApplication:
    """The application with style and fonts (an existing one is reused); ``apply_theme`` gives the look."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        prepare_input_method(environ, sys.platform.startswith("linux") and fcitx_is_running())
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(list(arguments))
    app.setApplicationName("agent-desk")
    app.setApplicationDisplayName(tr("代办台"))
    app.setDesktopFileName("agent-desk")
    app.setStyle("Fusion")
    register_fonts()
    _translate_qt(app)
    return app


def _translate_qt(app: QApplication) -> None:
    """Qt's own words (context menus, file dialogs) in Chinese."""
    if language() != "zh":
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
        app.installTranslator(translator)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application now, and again whenever the theme changes."""

    def dress() -> None:
        app.setPalette(theme.palette())
        app.setStyleSheet(theme.style_sheet())

    app.setFont(theme.font("body"))
    dress()
    theme.changed.connect(dress)


def install_excepthook(report: Callable[[str], None]) -> None:
    """A bug goes to the log with its traceback, and in one line to ``report`` (the status bar).

    The program goes on: the event loop is untouched, and what was saved is saved. Ctrl+C still ends it.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        report(tr("程序出错，已记入日志：{error}", error=f"{kind.__name__} {error}".strip()))

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        _log.error("unexpected error in a thread", exc_info=args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
