"""The command's groups over real adapters and a file in a temporary folder, run the way ``app.run`` runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from agent_desk.cli.assist import assist_group
from agent_desk.cli.case import case_group
from agent_desk.cli.db import db_group
from agent_desk.cli.deadlines import deadlines_command
from agent_desk.cli.demo import demo_command
from agent_desk.cli.project import project_group
from agent_desk.cli.tools import Tools
from agent_desk.domain.errors import Refusal
from agent_desk.exchange.project_files import read_project
from agent_desk.exchange.project_lists import read_project_list
from agent_desk.exchange.project_template import write_list_template
from agent_desk.services.desk import Desk
from agent_desk.services.maintenance import KeptStore, StoreMaintenance
from agent_desk.services.office import Office
from agent_desk.solver.planner import solve
from agent_desk.storage import SqlStore, open_store
from tests.office import NOW, TODAY, calendar, rulebook


@dataclass(frozen=True)
class Ran:
    """What came out of one run. A refusal is kept, not said."""

    code: int
    out: str
    err: str
    refusal: Refusal | None

    def json(self) -> Any:
        """The data printed; fails with the whole output if the run did not end well."""
        assert self.refusal is None, self.refusal
        return json.loads(self.out)


@dataclass
class Shell:
    """Runs verbs on one data file."""

    data: Path
    group: click.Group
    opened: list[Desk]

    def __call__(self, *arguments: object, today: date = TODAY) -> Ran:
        texts = [str(argument) for argument in arguments]
        result = CliRunner().invoke(self.group, [*texts, "--data", str(self.data), "--today", str(today)])
        while self.opened:
            self.opened.pop().office.store.close()
        refusal = result.exception if isinstance(result.exception, Refusal) else None
        if result.exception is not None and refusal is None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr, refusal)


def make_tools(data: Path, opened: list[Desk]) -> Tools:
    """The tools as bootstrap wires them, with the days of the test."""

    def open_desk(place: str | None, today: date | None = None, *, read_only: bool = False) -> Desk:
        store = open_store(place or data, now=NOW, read_only=read_only)
        numbers = iter(range(1, 1_000_000))
        with store.reading() as uow:
            start = uow.audit.count()
        office = Office(
            store=store,
            rules=rulebook(),
            calendar=calendar(),
            solve=solve,
            now=lambda: datetime.combine(today or TODAY, time(8, 30), UTC),
            new_id=lambda: f"id-{start}-{next(numbers)}",
        )
        opened.append(Desk(office))
        return opened[-1]

    def open_kept(location: str, *, read_only: bool) -> KeptStore:
        store: SqlStore = open_store(location, now=NOW, read_only=read_only)
        return store

    unused: Any = None
    return Tools(
        open_desk=open_desk,
        calendar=lambda _data=None: calendar(),
        default_data=lambda: data,
        press=unused,
        read_project=lambda path, desk: read_project(path, desk.office),
        read_project_list=lambda path, desk: read_project_list(path, desk.office),
        write_list_template=lambda path, desk: write_list_template(path, desk.office),
        open_window=unused,
        has_display=lambda: False,
        maintenance=StoreMaintenance(open_kept, lambda place: Path(place).exists()),
        read_holidays=unused,
    )


def make_shell(data: Path) -> Shell:
    """A shell on that file; nothing is created before a verb does."""
    opened: list[Desk] = []
    tools = make_tools(data, opened)
    group = click.Group("agent-desk")
    makers: tuple[Callable[[Tools], click.Command], ...] = (
        project_group, db_group, demo_command, deadlines_command, case_group, assist_group,
    )  # fmt: skip
    for make in makers:
        group.add_command(make(tools))
    return Shell(data, group, opened)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell on a file that does not exist yet, with a blank and Chinese in its name."""
    return make_shell(tmp_path / "台账 甲.db")


@pytest.fixture(scope="session")
def demo_shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell on a small demonstration office; its tests only read."""
    shell = make_shell(tmp_path_factory.mktemp("cli") / "demo.db")
    assert shell("demo", "--projects", 12).code == 0
    yield shell
