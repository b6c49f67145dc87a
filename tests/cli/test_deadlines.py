"""``agent-desk deadlines``: one object per running clock, tightest first."""

from __future__ import annotations

from datetime import date

from tests.cli.conftest import Shell
from tests.office import TODAY

KEYS = {
    "project", "item", "clock", "unit", "start", "due", "due_unmoved", "counted", "left", "provisional",
    "paused", "basis",
}  # fmt: skip


def test_every_clock_has_what_a_script_needs(demo_shell: Shell) -> None:
    clocks = demo_shell("deadlines", "--json").json()
    assert clocks
    known = {project["code"] for project in demo_shell("project", "list", "--json").json()}
    for clock in clocks:
        assert set(clock) >= KEYS
        assert clock["project"] in known
        assert date.fromisoformat(clock["due"]) >= date.fromisoformat(clock["due_unmoved"])
    assert [clock["left"] for clock in clocks] == sorted(clock["left"] for clock in clocks)


def test_due_within(demo_shell: Shell) -> None:
    every = demo_shell("deadlines", "--json").json()
    near = demo_shell("deadlines", "--due-within", 5, "--json").json()
    wanted = [c for c in every if (date.fromisoformat(c["due_unmoved"]) - TODAY).days <= 5]
    assert near == wanted
    assert 0 < len(near) < len(every)


def test_text(demo_shell: Shell) -> None:
    lines = demo_shell("deadlines").out.splitlines()
    assert lines[0].split() == ["项目", "事项", "时钟", "到期", "剩余", "备注"]
    assert len(lines) == 1 + len(demo_shell("deadlines", "--json").json())
