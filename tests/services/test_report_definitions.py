"""Report definitions: the shipped ones are whole, and a wrong one is named with its line and does not
harm others."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_desk import assets
from agent_desk.services.report_definitions import load_definitions

GOOD = """id = "small"
name = "小表"
title = "小表"
query = "assistance"

[[sections]]
id = "table"
kind = "table"
name = "表"

[[columns]]
key = "person"
label = "人员"

[[columns]]
key = "minutes"
label = "用时"
kind = "int"
"""


def test_every_shipped_definition_loads() -> None:
    definitions, problems = load_definitions(assets.report_definitions())
    assert problems == ()
    assert {entry.id for entry in definitions} >= {
        "brief", "project-brief", "cases", "deadlines", "assistance",
    }  # fmt: skip
    assert len(definitions) == len(list(assets.report_definitions().glob("*.toml")))


def test_every_shipped_label_is_chinese_text_without_half_width_brackets() -> None:
    definitions, _ = load_definitions(assets.report_definitions())
    for definition in definitions:
        for label in definition.labels():
            assert label.strip() == label
            assert "(" not in label
            assert any("一" <= ch <= "鿿" for ch in label)


def test_the_brief_has_the_columns_of_the_paper() -> None:
    definitions, _ = load_definitions(assets.report_definitions())
    brief = next(entry for entry in definitions if entry.id == "brief")
    assert [column.label for column in brief.columns] == [
        "序号", "项目", "投资（亿元）", "阶段", "预计/法定（天）", "下一节点", "代办", "状态",
    ]  # fmt: skip
    assert brief.red_head


@pytest.mark.parametrize(
    ("wrong", "code", "field", "line"),
    [
        (GOOD.replace('kind = "int"', 'kind = "money"'), "report.unknown_choice", "kind", 18),
        (GOOD.replace('key = "minutes"', 'key = "hours"'), "report.unknown_key", "key", 16),
        (GOOD.replace('label = "用时"\n', ""), "report.missing_field", "label", 15),
        (GOOD.replace('label = "用时"', "label = 3"), "report.wrong_type", "label", 17),
        (GOOD.replace('kind = "int"', 'kind = "int"\nwidht = 4'), "report.unknown_field", "widht", 19),
        (GOOD.replace('query = "assistance"', 'query = "people"'), "report.unknown_query", "query", 4),
        (GOOD.replace('id = "small"\n', ""), "report.missing_field", "id", None),
        (GOOD.replace('kind = "int"', 'kind = "int"\nwidth = -4'), "report.wrong_type", "width", 19),
        (GOOD.replace('kind = "int"', "kind = int"), "report.not_toml", "", 18),
        (GOOD.split("[[columns]]")[0], "report.missing_field", "columns", None),
    ],
)
def test_a_wrong_file_is_named_and_the_others_still_load(
    tmp_path: Path, wrong: str, code: str, field: str, line: int | None
) -> None:
    (tmp_path / "a-wrong.toml").write_text(wrong.replace('"small"', '"wrong"'), encoding="utf-8")
    (tmp_path / "b-good.toml").write_text(GOOD, encoding="utf-8")
    definitions, problems = load_definitions(tmp_path)
    assert [entry.id for entry in definitions] == ["small"]
    (problem,) = problems
    assert (problem.file, problem.code, problem.field, problem.line) == ("a-wrong.toml", code, field, line)


def test_a_file_in_another_encoding_and_a_repeated_id_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "c.toml").write_bytes(GOOD.encode("gb18030"))
    definitions, problems = load_definitions(tmp_path)
    assert len(definitions) == 1
    assert [(p.file, p.code) for p in problems] == [
        ("b.toml", "report.duplicate_id"), ("c.toml", "report.unreadable"),
    ]  # fmt: skip
