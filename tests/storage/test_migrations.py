"""The tables a migration makes are the tables the program uses, on new files and on old ones."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from agent_desk.domain.errors import Refusal
from agent_desk.storage import SqlStore, open_store
from agent_desk.storage.revisions import SCRIPTS, known_revisions
from agent_desk.storage.schema import metadata
from agent_desk.storage.upgrade import alembic_config

Opened = Callable[..., SqlStore]

SECOND = '''
"""A later revision, as this test imagines it: a table that others point to is made anew with a column more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("projects", recreate="always") as batch:
        batch.add_column(sa.Column("district", sa.Text(), nullable=False, server_default="南湖"))
    settings = sa.table("settings", sa.column("key"), sa.column("value"))
    op.bulk_insert(settings, [{"key": "seen", "value": "2"}])
    FAIL
'''


def test_no_difference_between_migrations_and_mapping(store: SqlStore) -> None:
    with store.reading() as work:
        context = MigrationContext.configure(work.cases._connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_not_even_in_checks_and_names(store: SqlStore) -> None:
    """Alembic does not compare CHECK constraints; the statements SQLite keeps do."""
    wish = create_engine("sqlite://")
    metadata.create_all(wish)
    query = (
        "SELECT name, sql FROM sqlite_master"
        " WHERE type IN ('table','index') AND name NOT LIKE '%alembic_version%'"
    )

    def statements(rows: list[tuple[str, str | None]]) -> dict[str, list[str]]:
        return {
            name: sorted(line.strip(" ,\n") for line in (sql or "").replace("\t", "").split("\n"))
            for name, sql in rows
        }

    with wish.connect() as connection:
        wanted = statements([tuple(row) for row in connection.exec_driver_sql(query)])
    wish.dispose()
    with store.reading() as work:
        made = statements([tuple(row) for row in work.cases._connection.exec_driver_sql(query)])
    assert made == wanted


def test_revisions_stand_in_one_line() -> None:
    scripts = ScriptDirectory.from_config(alembic_config(SCRIPTS))
    line = [revision.revision for revision in scripts.walk_revisions()]
    assert tuple(reversed(line)) == known_revisions()
    assert scripts.get_heads() == [known_revisions()[-1]]


def test_migrations_use_nothing_of_the_program() -> None:
    for file in (SCRIPTS / "versions").glob("r*.py"):
        assert "agent_desk" not in file.read_text("utf-8")


def test_a_file_of_revision_0001_opens(
    old_file: Path, path: Path, opened: Opened, office: SimpleNamespace
) -> None:
    shutil.copy(old_file, path)
    store = opened()
    report = store.integrity()
    assert report.revision == known_revisions()[-1]
    assert (report.damage, report.orphans) == ((), {})
    with store.reading() as work:
        assert work.projects.all() == [office.project, office.bare]
        assert work.cases.events_of_project("p1")["c1"] == [office.received, office.gap]
        assert work.baselines.of_project("p1") == [office.baseline]
        assert work.clocks.all() == [office.clock]
        assert work.materials.get("x1") == office.paper
        assert work.assistances.get("a1") == office.entry
        assert work.audit.recent(5) == [office.line]


@pytest.fixture
def later(tmp_path: Path) -> Callable[[str], Path]:
    """A program with one revision more; it can be told to fail at the end of it."""

    def make(ending: str) -> Path:
        scripts = tmp_path / "100% 迁移"
        shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / "r0002_district.py").write_text(SECOND.replace("FAIL", ending), "utf-8")
        return scripts

    return make


def test_an_older_file_is_copied_then_upgraded(
    old_file: Path, path: Path, opened: Opened, office: SimpleNamespace, later: Callable[[str], Path]
) -> None:
    shutil.copy(old_file, path)
    store = opened(scripts=later("pass"))
    assert store.kept_copy is not None
    assert store.kept_copy.name == "办公室 一.before-0002.20261122-083000.db"
    report = store.integrity()
    assert (report.revision, report.damage, report.orphans) == ("0002", (), {})
    with store.writing() as work:
        connection = work.cases._connection
        assert work.projects.all() == [office.project, office.bare]
        assert len(work.cases.of_project("p1")) == 2
        assert connection.exec_driver_sql("SELECT DISTINCT district FROM projects").scalars().all() == [
            "南湖"
        ]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        with pytest.raises(IntegrityError, match="append-only"):
            connection.exec_driver_sql("DELETE FROM case_events")
    store.close()
    with sqlite3.connect(store.kept_copy) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    kept.close()
    with pytest.raises(Refusal) as caught:
        opened()
    assert caught.value.code == "db.newer"
    assert caught.value.params == {"path": str(path), "revision": "0002", "known": "0001"}


def test_a_failed_upgrade_changes_nothing(
    old_file: Path,
    path: Path,
    opened: Opened,
    office: SimpleNamespace,
    later: Callable[[str], Path],
    now: object,
) -> None:
    shutil.copy(old_file, path)
    with pytest.raises(ZeroDivisionError):
        open_store(path, now=now, scripts=later("1 / 0"))  # type: ignore[arg-type]
    store = opened()
    assert store.integrity().revision == "0001"
    with store.reading() as work:
        assert work.projects.all() == [office.project, office.bare]
        assert work.settings.read() == {"office.name": "审批局"}


def test_an_older_file_that_may_not_be_written(
    old_file: Path, path: Path, opened: Opened, later: Callable[[str], Path]
) -> None:
    shutil.copy(old_file, path)
    with pytest.raises(Refusal) as caught:
        opened(scripts=later("pass"), read_only=True)
    assert caught.value.code == "db.needs_upgrade"


def test_nothing_is_left_of_a_creation_that_failed(
    path: Path, later: Callable[[str], Path], now: object
) -> None:
    with pytest.raises(ZeroDivisionError):
        open_store(path, now=now, scripts=later("1 / 0"))  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == []


def test_the_tables_can_stand_in_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=dialect))
        assert "AUTOINCREMENT" not in statement
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))
        for constraint in [*table.constraints, *table.indexes]:
            assert len(str(constraint.name)) <= 63


def test_the_migrations_write_sql_for_postgresql() -> None:
    config = alembic_config(SCRIPTS)
    config.attributes["dialect"] = "postgresql"
    config.output_buffer = output = io.StringIO()
    command.upgrade(config, "head", sql=True)
    sql = output.getvalue()
    assert set(re.findall(r"CREATE TABLE (\w+)", sql)) == {*metadata.tables, "alembic_version"}
    assert sql.count("EXECUTE FUNCTION refuse_change()") == 4
    assert "%" not in sql  # drivers would take it for a parameter
    assert "PRAGMA" not in sql
    assert "RAISE(ABORT" not in sql
