"""``agent-desk demo``: deterministic, and only into an empty file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Shell, make_shell


def test_the_same_seed_gives_the_same_office(shell: Shell, tmp_path: Path) -> None:
    other = make_shell(tmp_path / "other.db")
    third = make_shell(tmp_path / "third.db")
    summary = shell("demo", "--projects", 4, "--json").json()
    assert summary["projects"] == 4 and summary["cases"] > 40
    other("demo", "--projects", 4)
    third("demo", "--projects", 4, "--seed", 8)
    seen = [each("deadlines", "--json").json() for each in (shell, other, third)]
    assert seen[0] == seen[1] != seen[2]


def test_records_are_never_mixed_with_it(shell: Shell) -> None:
    assert shell("demo", "--projects", 1).code == 0
    ran = shell("demo", "--projects", 1)
    assert ran.refusal is not None and ran.refusal.code == "demo.not_empty"
    assert len(shell("project", "list", "--json").json()) == 1


def test_wrong_usage(shell: Shell) -> None:
    assert shell("demo", "--projects", 0).code == 2
    assert not shell.data.exists()
