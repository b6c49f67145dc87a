"""``agent-desk due`` on its own, through click's runner."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from agent_desk.calendars.published import load_calendar
from agent_desk.cli.due import due_command
from agent_desk.domain.errors import Refusal

CALENDAR = load_calendar()


@pytest.fixture
def command() -> click.Command:
    return due_command(lambda data: CALENDAR, lambda refusal: f"拒绝：{refusal.code}")


def run(command: click.Command, *arguments: str, **more: object) -> Result:
    return CliRunner().invoke(command, list(arguments), **more)  # type: ignore[arg-type]


def answer(command: click.Command, *arguments: str) -> dict[str, object]:
    result = run(command, *arguments, "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value


def refusal(command: click.Command, *arguments: str) -> str:
    result = run(command, *arguments)
    assert isinstance(result.exception, Refusal), result.output
    return result.exception.code


def test_json_of_a_paused_clock(command: click.Command) -> None:
    value = answer(
        command,
        "2026-11-20",
        "20",
        "--unit",
        "working",
        "--exclude",
        "2026-11-30..2026-12-09",
        "--notice",
        "X",
    )
    assert (value["start"], value["limit"], value["unit"]) == ("2026-11-20", 20, "working")
    assert (value["due"], value["due_unmoved"]) == ("2026-12-30", "2026-12-30")
    assert (value["provisional"], value["moved"], value["paused"]) == (False, False, False)
    assert value["rule"] == "next_day.working"
    assert "行政许可法第四十五条" in value["basis"]  # type: ignore[operator]
    assert value["exclusions"] == [
        {"from": "2026-11-30", "to": "2026-12-09", "kind": "", "notice": "X", "stops_clock": True}
    ]
    days = value["derivation"]
    assert isinstance(days, list)
    assert len(days) == 41
    assert days[-1] == {
        "date": "2026-12-30",
        "weekday": 3,
        "counted": True,
        "number": 20,
        "reason": "workday",
        "detail": "",
        "provisional": False,
    }


@pytest.mark.parametrize(
    ("arguments", "due", "unmoved", "provisional"),
    [
        (("2026-11-20", "5"), "2026-11-27", "2026-11-27", False),
        (("2026-11-20", "20", "--exclude", "2026-11-30..2026-12-09"), "2026-12-18", "2026-12-18", False),
        (("2026-11-20", "30", "--unit", "calendar"), "2026-12-21", "2026-12-20", False),
        (("2026-11-20", "30", "--unit", "calendar", "--no-roll"), "2026-12-20", "2026-12-20", False),
        (("2026-11-20", "60", "--unit", "calendar"), "2027-01-19", "2027-01-19", True),
        (("2026-08-31", "6", "--unit", "calendar_month"), "2027-03-01", "2027-02-28", True),
        (("2026年11月20日", "4", "--unit", "every_day"), "2026-11-24", "2026-11-24", False),
        (("2026/11/20", "20", "--extension", "10"), "2027-01-04", "2027-01-04", True),
    ],
)
def test_dates(
    command: click.Command, arguments: tuple[str, ...], due: str, unmoved: str, provisional: bool
) -> None:
    value = answer(command, *arguments)
    assert (value["due"], value["due_unmoved"], value["provisional"]) == (due, unmoved, provisional)


def test_an_open_exclusion_runs_to_today(command: click.Command) -> None:
    arguments = ("2026-11-20", "20", "--exclude", "2026-11-30..", "--notice", "X", "--today", "2026-12-09")
    value = answer(command, *arguments)
    assert (value["due"], value["paused"]) == ("2026-12-30", True)
    assert "目前停表" in run(command, *arguments).stdout


def test_notices_are_given_once_or_one_by_one(command: click.Command) -> None:
    spans = ("--exclude", "2026-11-30..2026-12-01", "--exclude", "2026-12-07..2026-12-08")
    assert answer(command, "2026-11-20", "20", *spans, "--notice", "X")["due"] == "2026-12-24"
    both = answer(command, "2026-11-20", "20", *spans, "--notice", "X", "--notice", "")
    assert both["due"] == "2026-12-22"
    three = [word for _ in range(3) for word in ("--notice", "X")]
    assert refusal(command, "2026-11-20", "20", *spans, *three) == "due.count_differs"


def test_a_kind_outside_the_legal_list_stops_nothing(command: click.Command) -> None:
    arguments = ("2026-11-20", "20", "--exclude", "2026-11-30..2026-12-09", "--notice", "X", "--kind")
    assert answer(command, *arguments, "site_visit")["due"] == "2026-12-18"
    assert answer(command, *arguments, "hearing")["due"] == "2026-12-30"
    assert "不在法定范围" in run(command, *arguments, "site_visit").stdout


def test_text_says_what_has_to_be_known(command: click.Command) -> None:
    plain = run(command, "2026-11-20", "20").stdout
    assert plain == "2026-11-20 起 20 个工作日：2026-12-18（星期五）到期\n"
    moved = run(command, "2026-11-20", "30", "--unit", "calendar").stdout
    assert "2026-12-21（星期一）" in moved
    assert "2026-12-20 为休息日" in moved
    assert "暂定：2027 年" in run(command, "2026-11-20", "60", "--unit", "calendar").stdout
    silent = run(command, "2026-11-20", "20", "--exclude", "2026-11-30..2026-12-09").stdout
    assert "无书面告知文号，未停表" in silent


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("2026-02-30", "5"), "due.no_such_day"),
        (("tomorrow", "5"), "due.bad_date"),
        (("2026-11/20", "5"), "due.bad_date"),
        (("2026-11-20", "5", "--exclude", "2026-11-30"), "due.bad_span"),
        (("2026-11-20", "5", "--exclude", "2026-12-09..2026-11-30"), "pause.reversed"),
        (("2026-11-20", "5", "--extension", "-1"), "limit.negative"),
        (("2026-11-20", "99999"), "limit.too_long"),
        (("1999-11-20", "5"), "calendar.out_of_range"),
        (("9999-12-31", "5", "--unit", "calendar"), "calendar.out_of_range"),
    ],
)
def test_slips_are_refused(command: click.Command, arguments: tuple[str, ...], code: str) -> None:
    assert refusal(command, *arguments) == code


@pytest.mark.parametrize(
    "arguments", [(), ("2026-11-20",), ("2026-11-20", "many"), ("2026-11-20", "5", "--unit", "weeks")]
)
def test_wrong_usage_ends_with_two(command: click.Command, arguments: tuple[str, ...]) -> None:
    assert run(command, *arguments).exit_code == 2


def test_batch_answers_line_by_line(command: click.Command, tmp_path: Path) -> None:
    file = tmp_path / "asked.jsonl"
    exclude = [{"from": "2026-11-30", "to": "2026-12-09", "notice": "X"}]
    good = [
        {"start": "2026-11-20", "limit": 20, "unit": "working", "exclude": exclude},
        {"id": "b", "start": "2026-11-20", "limit": 30, "unit": "calendar"},
        {"start": "2026-11-20", "limit": 20, "exclude": [{"from": "2026-11-30", "notice": "X"}],
         "today": "2026-12-09"},
    ]  # fmt: skip
    file.write_text("\n".join(json.dumps(record) for record in good), encoding="utf-8-sig")
    result = run(command, "--batch", str(file), "--json")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["due"] for line in lines] == ["2026-12-30", "2026-12-21", "2026-12-30"]
    assert [line["due_unmoved"] for line in lines] == ["2026-12-30", "2026-12-20", "2026-12-30"]
    assert [line["provisional"] for line in lines] == [False, False, False]
    assert lines[1]["id"] == "b"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "due.not_json"),
        (b"\xff\xfe", "due.not_json"),
        (b"[" * 100_000, "due.not_json"),
        (b"[]", "due.not_an_object"),
        (b'{"start": "2026-11-20", "limit": 5, "id": "\\ud800"}', "due.not_json"),
        (b'{"start": "2026-11-20", "limit": 5, "exclude": {}}', "due.bad_value"),
        (b"{}", "due.missing_key"),
        (b'{"start": "2026-11-20", "limit": 20, "exlude": []}', "due.unknown_key"),
        (b'{"start": "2026-11-20", "limit": "20"}', "due.bad_value"),
        (b'{"start": "2026-11-20", "limit": true}', "due.bad_value"),
        (b'{"start": 20261120, "limit": 20}', "due.bad_date"),
        (b'{"start": "2026-11-20", "limit": 20, "unit": ["working"]}', "due.bad_value"),
        (b'{"start": "2026-11-20", "limit": 20, "exclude": {"from": "2026-11-30"}}', "due.bad_value"),
        (b'{"start": "2026-11-20", "limit": 20, "exclude": [{"to": "2026-11-30"}]}', "due.bad_value"),
        (b'{"start": "2026-11-20", "limit": 20, "roll_over": "no"}', "due.bad_value"),
        (b'{"start": "2026-11-20", "limit": 20, "extension": -2}', "limit.negative"),
    ],
)
def test_a_bad_batch_line_is_named_and_the_others_answered(
    command: click.Command, line: bytes, code: str
) -> None:
    good = b'{"start": "2026-11-20", "limit": 5}'
    result = run(command, "--batch", "-", "--json", input=b"\n".join((good, b"", line, good)))
    assert result.exit_code == 1
    lines = [json.loads(text) for text in result.stdout.splitlines()]
    assert [entry.get("due") for entry in lines] == ["2026-11-27", None, "2026-11-27"]
    assert lines[1] == {"line": 3, "error": f"拒绝：{code}"}
