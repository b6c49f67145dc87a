"""Opening files as they are found in offices: each fault has its own name, and nothing is left half-made."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.storage import SqlStore, open_store
from agent_desk.storage.place import Place, PlaceKind

WITHOUT_RIGHTS = Path(__file__).parent / "without_rights.py"
NOW = datetime.fromisoformat("2026-11-22T08:30:00+00:00")

Opened = Callable[..., SqlStore]


def refused(target: Path | str, **options: object) -> str:
    with pytest.raises(Refusal) as caught:
        open_store(target, now=NOW, busy_ms=30, **options)  # type: ignore[arg-type]
    assert all(isinstance(value, (str, int)) for value in caught.value.params.values())
    return caught.value.code


def test_a_new_file_is_durable_and_marked(path: Path, store: SqlStore) -> None:
    assert store.location == str(path)
    assert not store.read_only
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with store.writing() as work:
        connection = work.cases._connection
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "application_id": 0x41474453,
    }


def test_addresses_and_strings(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(f"sqlite:///{tmp_path}/库 1.db", now=NOW)
    store.close()
    assert store.location == str(tmp_path / "库 1.db")
    monkeypatch.chdir(tmp_path)
    assert opened(Path("库 2.db")).location == str(tmp_path / "库 2.db")


def test_an_empty_file_becomes_ours(path: Path, opened: Opened) -> None:
    path.touch()
    assert opened().is_empty()


def test_a_creation_broken_off_is_taken_up_again(path: Path, opened: Opened) -> None:
    broken = sqlite3.connect(path)
    broken.execute("PRAGMA journal_mode=WAL")
    broken.close()
    assert path.stat().st_size > 0
    assert opened().is_empty()


@pytest.mark.parametrize(
    "content", [b"hello", b"PK\x03\x04" + b"\0" * 5000, b"SQLite format 2" + b"\0" * 200]
)
def test_files_of_other_kinds(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path) == "db.not_ours"
    assert path.read_bytes() == content


def test_the_database_of_another_program(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    other.close()
    before = path.read_bytes()
    assert refused(path) == "db.not_ours"
    assert path.read_bytes() == before


def test_a_newer_file_is_left_alone(path: Path, full: SqlStore) -> None:
    full.close()
    newer = sqlite3.connect(path)
    newer.execute("UPDATE alembic_version SET version_num='9001'")
    newer.commit()
    newer.close()
    assert refused(path) == "db.newer"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert refused(path, read_only=True) == "db.newer"


def test_missing_folder_and_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "无" / "office.db") == "db.no_folder"
    assert refused(tmp_path / "office.db", read_only=True) == "db.missing"
    assert refused(tmp_path) == "db.is_folder"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [PlaceKind.NETWORK, PlaceKind.SYNC])
@pytest.mark.parametrize("exists", [True, False])
def test_shares_and_sync_folders(path: Path, opened: Opened, kind: PlaceKind, exists: bool) -> None:
    if exists:
        opened().close()
    assert refused(path, place_of=lambda _: Place(kind, "nfs4")) == "db.network_share"
    assert path.exists() is exists


def test_locked_by_another_program(path: Path, full: SqlStore) -> None:
    full.close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert refused(path) == "db.locked"
    finally:
        holder.close()


def test_damaged_header_of_the_tables(path: Path, full: SqlStore) -> None:
    full.close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    assert refused(path) == "db.corrupt"


def test_a_file_cut_short(path: Path, full: SqlStore) -> None:
    full.close()
    path.write_bytes(path.read_bytes()[:20000])
    assert refused(path) == "db.corrupt"


def test_damage_deep_inside_is_named_when_met(path: Path, full: SqlStore, opened: Opened) -> None:
    full.close()
    content = path.read_bytes()
    found = content.index("嘉澜泵业有限公司".encode())
    page = found // 4096 * 4096
    path.write_bytes(content[:page] + b"\xa5" * 4096 + content[page + 4096 :])
    store = opened()
    with pytest.raises(Refusal) as caught, store.reading() as work:
        work.projects.all()
    assert caught.value.code == "db.corrupt"


def test_a_full_disk(path: Path, full: SqlStore, office: SimpleNamespace) -> None:
    with full.writing() as work:
        pages = work.cases._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.cases._connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(Refusal) as caught:
            for number in range(1000):
                work.settings.write(f"key{number}", "满" * 1000)
    assert caught.value.code == "db.disk_full"
    with full.reading() as work:
        assert work.settings.read() == {"office.name": "审批局"}


needs_modes = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="file modes and capabilities of Linux"
)


@pytest.fixture
def restored(path: Path) -> Iterator[None]:
    """Gives the rights back, so that the folder of the test can be cleared away."""
    yield
    os.chmod(path.parent, 0o700)
    if path.exists():
        os.chmod(path, 0o600)


def as_ordinary_user(path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(WITHOUT_RIGHTS), str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.split("\n")[:-1]


@needs_modes
@pytest.mark.usefixtures("restored")
def test_a_read_only_file_can_be_read(path: Path, full: SqlStore) -> None:
    full.close()
    os.chmod(path, 0o400)
    assert as_ordinary_user(path) == ["read 2", "db.read_only"]


@needs_modes
@pytest.mark.usefixtures("restored")
def test_a_read_only_folder_can_be_read(path: Path, full: SqlStore) -> None:
    full.close()
    os.chmod(path.parent, 0o500)
    assert as_ordinary_user(path) == ["read 2", "db.read_only"]


@needs_modes
@pytest.mark.usefixtures("restored")
def test_an_unsaved_log_in_a_read_only_folder(path: Path, full: SqlStore, office: SimpleNamespace) -> None:
    with full.writing() as work:
        work.members.save(office.member)
        work.commit()
    left = path.parent / "left"
    left.mkdir()
    for name in (path.name, path.name + "-wal"):
        shutil.copy(path.parent / name, left / name)
    os.chmod(left, 0o500)
    try:
        assert as_ordinary_user(left / path.name) == ["db.needs_writable"]
    finally:
        os.chmod(left, 0o700)


@needs_modes
@pytest.mark.usefixtures("restored")
def test_no_right_to_make_or_open(path: Path, full: SqlStore) -> None:
    full.close()
    os.chmod(path, 0)
    assert as_ordinary_user(path) == ["db.cannot_open"]
    os.chmod(path.parent, 0o500)
    assert as_ordinary_user(path.parent / "new.db") == ["db.cannot_create"]


def test_read_only_by_wish(path: Path, full: SqlStore, opened: Opened) -> None:
    store = opened(read_only=True)
    assert store.read_only
    with store.reading() as work:
        assert len(work.projects.all()) == 2
    with pytest.raises(Refusal) as caught:
        store.writing()
    assert caught.value.code == "db.read_only"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://desk:secret@server/desk", "db.no_driver"),
        ("postgresql+psycopg://desk:secret@server/desk", "db.no_driver"),
        ("mysql://server/desk", "db.bad_address"),
        ("sqlite://", "db.bad_address"),
        ("://", "db.bad_address"),
    ],
)
def test_addresses_of_servers(address: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        open_store(address, now=NOW)
    assert caught.value.code == code
    assert "secret" not in str(caught.value)


def test_backup_of_a_store_in_use(tmp_path: Path, full: SqlStore, opened: Opened) -> None:
    target = tmp_path / "备份 盘" / "office.db"
    with pytest.raises(Refusal, match=r"db\.no_folder"):
        full.backup(target)
    target.parent.mkdir()
    with full.writing() as work:
        work.settings.write("not", "committed")
        full.backup(target)
    assert [file.name for file in target.parent.iterdir()] == ["office.db"]
    with pytest.raises(Refusal, match=r"backup\.exists"):
        full.backup(target)
    copy = opened(target)
    with copy.reading() as work, full.reading() as original:
        assert work.settings.read() == {"office.name": "审批局"}
        assert work.projects.all() == original.projects.all()


def test_the_check_finds_what_is_wrong(path: Path, full: SqlStore, opened: Opened) -> None:
    report = full.integrity()
    assert report.revision == "0001"
    assert (report.damage, report.orphans) == ((), {})
    assert (report.rows["case_events"], report.rows["open_clocks"]) == (2, 1)
    assert (report.cases_without_state, report.sound) == (1, False)
    full.close()
    careless = sqlite3.connect(path)
    careless.execute("DELETE FROM members")
    careless.commit()
    careless.close()
    orphans = opened().integrity().orphans
    assert orphans == {"assistances": 1, "cases": 1, "case_states": 1, "project_seats": 2}
