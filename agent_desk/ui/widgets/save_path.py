"""Asks where a file should go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

AskPath = Callable[[QWidget, str, str], Path | None]
"""``ask(parent, title, proposed name)``: the place chosen, or None if the person thought better of it."""


def ask_save_path(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask with the system's dialog, in the documents folder at first. The name's ending is kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    ending = Path(name).suffix
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(folder) / name), f"*{ending}")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)
