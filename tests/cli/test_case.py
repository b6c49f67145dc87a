"""``agent-desk case``: an event recorded from the command line starts and stops clocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

FACTORY = Path(__file__).parents[2] / "examples" / "example-factory.toml"
NAME = "禾澜包装"


@pytest.fixture
def item(shell: Shell) -> str:
    """The example project's environmental assessment: limits of its own, and no special rules of acceptance."""
    assert shell("project", "add", FACTORY).code == 0
    cases = {case["name"]: case["item"] for case in shell("project", "show", NAME, "--json").json()["cases"]}
    found: str = next(code for name, code in cases.items() if "环境影响" in name)
    return found


def test_receipt_and_acceptance_start_a_clock(shell: Shell, item: str) -> None:
    assert shell("deadlines", "--json").json() == []
    assert shell("case", "record", NAME, item, "received", "--on", "2026-11-22").code == 0
    ran = shell("case", "record", NAME, item.lower(), "accepted", "--on", "2026-11-22", "--document", "受〔2026〕1号")
    assert ran.code == 0, ran.refusal
    assert "已登记" in ran.out
    clocks = shell("deadlines", "--json").json()
    assert clocks and {clock["item"] for clock in clocks} == {item}
    events = shell("case", "show", NAME, item, "--json").json()
    assert [(e["kind"], e["on"]) for e in events] == [("received", "2026-11-22"), ("accepted", "2026-11-22")]
    assert events[1]["document"] == "受〔2026〕1号"


def test_a_decision_before_receipt_is_refused_and_not_recorded(shell: Shell, item: str) -> None:
    ran = shell("case", "record", NAME, item, "decided", "--on", "2026-11-22", "--outcome", "granted")
    assert ran.refusal is not None and ran.refusal.code.startswith("event.")
    assert shell("case", "show", NAME, item, "--json").json() == []


def test_unknown_item_day_and_event(shell: Shell, item: str) -> None:
    ran = shell("case", "record", NAME, "ZZ-99", "received")
    assert ran.refusal is not None and ran.refusal.code == "case.not_in_project"
    ran = shell("case", "record", NAME, item, "received", "--on", "2026-02-30")
    assert ran.refusal is not None and ran.refusal.code == "due.bad_date"
    assert shell("case", "record", NAME, item, "exploded").code == 2


def test_the_day_of_a_gap_may_be_written_as_people_write_it(shell: Shell, item: str) -> None:
    assert shell("case", "record", NAME, item, "accepted").code == 0
    gap = ("case", "record", NAME, item, "gap_opened", "--material", "平面图")
    ran = shell(*gap, "--until", "下周")
    assert ran.refusal is not None and ran.refusal.code == "due.bad_date"
    assert shell(*gap, "--until", "2026年12月1日").code == 0
    assert shell("case", "show", NAME, item, "--json").json()[-1]["details"]["until"] == "2026-12-01"


def test_a_mistyped_data_file_is_not_created(shell: Shell) -> None:
    ran = shell("case", "record", NAME, "PG-02", "received")
    assert ran.refusal is not None and ran.refusal.code == "db.missing"
    assert not shell.data.exists()


def test_a_gap_longer_than_the_promised_limit_is_recorded_with_a_warning(shell: Shell, item: str) -> None:
    assert shell("case", "record", NAME, item, "accepted").code == 0
    gap = ("case", "record", NAME, item, "gap_opened")
    assert "容缺补齐的期限" not in shell(*gap, "--material", "甲", "--until", "2026-11-24").err
    ran = shell(*gap, "--material", "乙", "--until", "2036-12-01")
    assert ran.code == 0
    assert "最迟应为 2026-" in ran.err


def test_a_note_of_several_lines_stays_one_line_of_the_table(shell: Shell, item: str) -> None:
    assert shell("case", "record", NAME, item, "received", "--note", "甲\n乙\x07").code == 0
    assert "甲 乙" in shell("case", "show", NAME, item).out.splitlines()[-1]


def test_the_figure_of_an_admission_is_shown_with_its_unit(shell: Shell, item: str) -> None:
    assert shell("project", "show", NAME, "--json").json()["admission"]["figure"] == "3.2 亿元"
