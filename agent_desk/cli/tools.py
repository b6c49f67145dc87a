"""What the command line is given by bootstrap: ways to open an office and to make files of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import parse_date
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.i18n import tr
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press

F = TypeVar("F", bound=Callable[..., Any])


class OpenDesk(Protocol):
    """Opens (or creates) an office's records."""

    def __call__(self, data: str | None, today: date | None = None, *, read_only: bool = False) -> Desk: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """The adapters' front doors, so that the command line knows no adapter. ``press`` loads its libraries late."""

    open_desk: OpenDesk
    calendar: Callable[..., WorkCalendar]
    default_data: Callable[[], Path]
    press: Callable[[], Press]
    read_project: Callable[[Path, Desk], Any]
    read_project_list: Callable[[Path, Desk], Any]
    write_list_template: Callable[[Path, Desk], None]
    open_window: Callable[[str, date | None], int]
    has_display: Callable[[], bool]
    maintenance: Any
    read_holidays: Callable[[bytes, str], str | tuple[NoticeDay, ...]]


def day(text: str | None) -> date | None:
    """A day given on the command line; refuses ``due.bad_date``."""
    if text is None:
        return None
    found = parse_date(text)
    if found is None:
        raise Refusal("due.bad_date", text=text)
    return found


def data_option(function: F) -> F:
    """``--data FILE|URL`` and ``--today DAY``, as every verb has them."""
    function = click.option("--today", default=None, metavar="DAY", help=tr("以哪一天为今天"))(function)
    return click.option("--data", default=None, metavar="FILE|URL", help=tr("数据文件或数据库地址"))(function)
