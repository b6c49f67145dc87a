"""``agent-desk db``: check, backup, upgrade and rebuild on real files."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from agent_desk.storage import open_store
from tests.cli.conftest import Shell, make_shell
from tests.office import NOW


def test_a_sound_office(demo_shell: Shell) -> None:
    found = demo_shell("db", "check", "--json").json()
    assert found["ok"] is True and found["found"] == []
    assert found["rows"]["projects"] == 12
    assert "数据完好" in demo_shell("db", "check").out


def test_a_missing_state_is_found_and_rebuilt(shell: Shell) -> None:
    shell("demo", "--projects", 3)
    connection = sqlite3.connect(shell.data)
    connection.execute("DELETE FROM case_states WHERE rowid IN (SELECT rowid FROM case_states LIMIT 5)")
    connection.execute("DELETE FROM open_clocks WHERE rowid IN (SELECT rowid FROM open_clocks LIMIT 2)")
    connection.commit()
    connection.close()
    before = shell("db", "check", "--json")
    assert before.code == 1
    assert json.loads(before.out)["ok"] is False and "5 个办件" in json.loads(before.out)["found"][0]
    rebuilt = shell("db", "check", "--rebuild", "--json").json()
    assert rebuilt["ok"] is True
    assert (rebuilt["rebuilt"]["wrong_states"], rebuilt["rebuilt"]["wrong_clocks"]) == (5, 2)
    again = shell("db", "check", "--rebuild", "--json").json()["rebuilt"]
    assert (again["wrong_states"], again["wrong_clocks"]) == (0, 0)


def test_rows_that_point_nowhere(shell: Shell) -> None:
    shell("demo", "--projects", 1)
    connection = sqlite3.connect(shell.data)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("UPDATE materials SET case_id='nobody' WHERE rowid = (SELECT min(rowid) FROM materials)")
    connection.commit()
    connection.close()
    ran = shell("db", "check")
    assert ran.code == 1
    assert "materials" in ran.err


def test_backup_is_a_whole_office_and_never_overwrites(demo_shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "备份 1.db"
    assert demo_shell("db", "backup", "--out", out).code == 0
    assert make_shell(out)("project", "list", "--json").json() == demo_shell("project", "list", "--json").json()
    ran = demo_shell("db", "backup", "--out", out)
    assert ran.refusal is not None and ran.refusal.code == "backup.exists"


def test_upgrade_of_the_newest(demo_shell: Shell) -> None:
    assert "无需升级" in demo_shell("db", "upgrade").out


def test_nothing_is_created(tmp_path: Path) -> None:
    shell = make_shell(tmp_path / "none.db")
    for arguments in (("check",), ("check", "--rebuild"), ("upgrade",), ("backup", "--out", tmp_path / "b.db")):
        ran = shell("db", *arguments)
        assert ran.refusal is not None and ran.refusal.code == "db.missing"
        assert list(tmp_path.iterdir()) == []


def test_other_files(tmp_path: Path) -> None:
    shell = make_shell(tmp_path / "a.db")
    shell.data.write_text("not a database", "utf-8")
    ran = shell("db", "check")
    assert ran.refusal is not None and ran.refusal.code == "db.not_ours"
    newer = make_shell(tmp_path / "b.db")
    open_store(newer.data, now=NOW).close()
    connection = sqlite3.connect(newer.data)
    connection.execute("UPDATE alembic_version SET version_num='9999'")
    connection.commit()
    connection.close()
    for verb in ("check", "upgrade"):
        ran = newer("db", verb)
        assert ran.refusal is not None and ran.refusal.code == "db.newer"
