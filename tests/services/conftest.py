"""An empty desk, and a demonstration office that all tests of this folder only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_desk.services.demo.builder import build_demo
from agent_desk.services.desk import Desk
from agent_desk.services.office import Office
from tests.office import TODAY, make_desk, make_office


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on an empty office with one member."""
    desk = make_desk(tmp_path / "台账 1.db")
    yield desk
    desk.office.store.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demonstration office with 40 projects; read only by agreement."""
    office = make_office(tmp_path_factory.mktemp("demo") / "demo.db")
    build_demo(office, 40, TODAY)
    yield office
    office.store.close()
