"""Opens the office's records. Whatever is wrong with the file is a refusal, never a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Engine, exists, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from agent_desk.domain.errors import Refusal
from agent_desk.storage import place
from agent_desk.storage.backup import copy_database, name_before_upgrade
from agent_desk.storage.engine import BUSY_MS, connect, sqlite_engine
from agent_desk.storage.faults import refusing
from agent_desk.storage.health import IntegrityReport, check_sqlite
from agent_desk.storage.inspection import Content, Finding, claim, look, may_write, reading_mode
from agent_desk.storage.revisions import SCRIPTS, known_revisions
from agent_desk.storage.schema import assistances, members, projects
from agent_desk.storage.unit_of_work import SqlUnitOfWork


class SqlStore:
    """The office's records in one SQLite file. Safe to use from several threads, one unit of work each.

    ``kept_copy`` is the copy made before an upgrade, None where nothing had to be upgraded.
    """

    def __init__(self, engine: Engine, path: Path, mode: str, kept_copy: Path | None = None) -> None:
        self._engine = engine
        self._path = path
        self._mode = mode
        self.kept_copy = kept_copy

    @property
    def location(self) -> str:
        """The file, as an absolute path."""
        return str(self._path)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, by wish or because the file does not allow it."""
        return self._mode != "rw"

    def reading(self) -> SqlUnitOfWork:
        """A transaction that sees one state of the records throughout and cannot change it."""
        return SqlUnitOfWork(self._engine, writes=False)

    def writing(self) -> SqlUnitOfWork:
        """A transaction that may write, one at a time. Refuses ``db.read_only``; entering, ``db.locked``."""
        if self.read_only:
            raise Refusal("db.read_only", path=self.location)
        return SqlUnitOfWork(self._engine, writes=True)

    def is_empty(self) -> bool:
        """Whether nobody has entered anything yet."""
        entered = [exists(select(table.c.id)) for table in (projects, members, assistances)]
        with self._engine.connect() as connection:
            return not any(connection.execute(select(*entered)).one())

    def integrity(self) -> IntegrityReport:
        """A check of the whole file; refuses ``db.corrupt`` where it is too damaged even to be checked."""
        with self._engine.connect() as connection:
            return check_sqlite(connection)

    def backup(self, target: Path) -> None:
        """A copy of the records while they are in use; refuses ``backup.exists`` and faults of the disk."""
        copy_database(self._path, self._mode, target)

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()


def open_store(
    target: str | Path,
    *,
    now: datetime,
    read_only: bool = False,
    place_of: Callable[[Path], place.Place] = place.judge,
    busy_ms: int = BUSY_MS,
    scripts: Path = SCRIPTS,
) -> SqlStore:
    """Open a file by path (or ``sqlite:///`` address), creating it where there is none.

    A file of an older revision is copied beside itself, ``now`` in the name, and upgraded. ``read_only``
    never creates and never upgrades. ``place_of`` judges where the file lies, ``busy_ms`` is how long to wait
    for another writer in milliseconds, ``scripts`` holds the migrations.

    Refusals: ``db.network_share``, ``db.no_folder``, ``db.cannot_create``, ``db.missing``, ``db.is_folder``,
    ``db.cannot_open``, ``db.not_ours``, ``db.newer``, ``db.needs_upgrade``, ``db.needs_writable``,
    ``db.locked``, ``db.disk_full``, ``db.corrupt``, ``db.io_error``, ``db.no_driver``, ``db.bad_address``.
    """
    path = _file_of(target)
    _refuse_place(path, place_of)
    if path.is_dir():
        raise Refusal("db.is_folder", path=str(path))
    if not path.exists():
        if read_only:
            raise Refusal("db.missing", path=str(path))
        claim(path)
    mode = "rw" if not read_only and may_write(path) else ""
    return _open(path, mode or reading_mode(path), now, busy_ms, scripts)


def _open(path: Path, mode: str, now: datetime, busy_ms: int, scripts: Path) -> SqlStore:
    finding = look(path, mode, busy_ms)
    known = known_revisions(scripts)
    _refuse_finding(path, finding, known, can_write=mode == "rw")
    engine = sqlite_engine(path, mode, busy_ms)
    kept_copy = None
    try:
        if mode == "rw":
            _keep_log(path, busy_ms)
        if finding.revision != known[-1]:
            if finding.content is Content.OURS:
                kept_copy = name_before_upgrade(path, known[-1], now)
                copy_database(path, mode, kept_copy)
            _upgrade(engine, scripts)
    except BaseException:
        engine.dispose()
        if finding.content is Content.NOTHING:
            _clear_away(path, busy_ms)
        raise
    return SqlStore(engine, path, mode, kept_copy)


def _upgrade(engine: Engine, scripts: Path) -> None:
    # Late on purpose: Alembic takes 0.3 s to import, and nearly every start finds nothing to upgrade.
    from agent_desk.storage.upgrade import upgrade_sqlite  # noqa: PLC0415

    upgrade_sqlite(engine, scripts)


def _keep_log(path: Path, busy_ms: int) -> None:
    """Have SQLite use its write-ahead log. The file remembers it, but a copy brought back may not have it."""
    with refusing(str(path)):
        connection = connect(path, "rw", busy_ms)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()


def _clear_away(path: Path, busy_ms: int) -> None:
    """Take a file away again that could not be filled, unless another process has filled it meanwhile."""
    if look(path, "rw", busy_ms).content is Content.NOTHING:
        path.unlink(missing_ok=True)


def _refuse_place(path: Path, place_of: Callable[[Path], place.Place]) -> None:
    found = place_of(path)
    if found.kind is not place.PlaceKind.LOCAL:
        raise Refusal("db.network_share", path=str(path), kind=found.kind.value, place=found.detail)


def _refuse_finding(path: Path, finding: Finding, known: tuple[str, ...], *, can_write: bool) -> None:
    if finding.content is Content.FOREIGN:
        raise Refusal("db.not_ours", path=str(path))
    if finding.content is Content.NOTHING and not can_write:
        raise Refusal("db.missing", path=str(path))
    if finding.content is Content.OURS and finding.revision not in known:
        raise Refusal("db.newer", path=str(path), revision=finding.revision, known=known[-1])
    if finding.revision != known[-1] and not can_write:
        raise Refusal("db.needs_upgrade", path=str(path))


def _file_of(target: str | Path) -> Path:
    """The absolute path behind a path or address; refuses addresses of servers that cannot be reached yet."""
    if isinstance(target, Path) or "://" not in target:
        return Path(target).expanduser().absolute()
    try:
        url = make_url(target)
    except ArgumentError as error:
        raise Refusal("db.bad_address") from error
    system = url.get_backend_name()
    if system == "sqlite" and url.database:
        return Path(url.database).absolute()
    if system == "postgresql":
        shown = url.render_as_string(hide_password=True)
        if find_spec("psycopg") is None:
            raise Refusal("db.no_driver", address=shown)
        raise Refusal("db.no_team_mode", address=shown)
    raise Refusal("db.bad_address")
