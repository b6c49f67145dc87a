"""Putting a document into a file: asks for the place, prints on the data worker, says how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.refusals import sentence
from agent_desk.services.whole_files import write_whole
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.widgets.save_path import AskPath, ask_save_path

_FORBIDDEN = '\\/:*?"<>|'


def safe_name(name: str) -> str:
    """A file name every system takes."""
    return "".join("_" if sign in _FORBIDDEN else sign for sign in name).strip() or "export"


class Exporter:
    """``save`` runs ``make`` on the worker and writes its bytes; the notice says where they are."""

    def __init__(self, parent: QWidget, jobs: JobRunner, notice: NoticeLine) -> None:
        self._parent, self._jobs, self._notice = parent, jobs, notice
        self.ask: AskPath = ask_save_path

    def save(self, name: str, make: Callable[[], bytes]) -> None:
        """Ask where, then make and write the file."""
        path = self.ask(self._parent, tr("导出"), safe_name(name))
        if path is None:
            return

        def work(_progress: object, _cancelled: object) -> Path:
            write_whole(path, make())
            return path

        self._jobs.run(work, self._done, self._failed, tr("导出 {name}", name=path.name))

    def _done(self, path: Path) -> None:
        self._notice.say(tr("已导出：{path}", path=str(path)))

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._notice.say(sentence(error), Tone.OVER)
