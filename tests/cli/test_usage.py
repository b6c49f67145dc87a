"""Faults of usage are one line in the desk's language, with the exit code 2; nothing printed ends in a trace."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from agent_desk import bootstrap


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["due", "2026-11-20", "-5"], "错误：没有选项 -5"),
        (["due", "2026-11-20", "abc"], "错误：LIMIT 不能是“abc”，请填整数"),
        (["due", "2026-11-20", "5", "--unit", "weeks"], "请从 working、calendar、calendar_month、every_day 中选"),
        (["due", "--batch", "没有.jsonl"], "文件打不开，请核对路径和权限"),
        (["demo", "--projects", "0"], "请填 1 至 5000 的整数"),
        (["deadlines", "--due-within", "-1"], "请填不小于 0 的整数"),
        (["project", "add"], "错误：缺少 FILE"),
        (["explode"], "错误：没有命令 explode"),
    ],
)
def test_a_fault_of_usage_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1
    assert "--help" in err


def test_an_option_without_its_value_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["due", "--unit"]) == 2
    assert capsys.readouterr().err == "错误：选项 --unit 后面要写一个值\n"


def test_words_that_are_no_text_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["project", "show", "\udcff"]) == 1
    assert "认不出编码" in capsys.readouterr().err


def test_a_name_the_terminal_cannot_show_is_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    file = tmp_path / "项目.toml"
    file.write_text('name = "🏭厂"\nowner = "甲公司"\n', encoding="utf-8")
    data = str(tmp_path / "office.db")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="gbk"))
    assert bootstrap.main(["project", "add", str(file), "--data", data, "--today", "2026-11-22"]) == 0
    sys.stdout.flush()
    assert "\\U0001f3ed厂" in raw.getvalue().decode("gbk")
