"""Definition and rows become typed cells; a definition never reads what the row does not have."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.services.documents import Cell, Heading, Table
from agent_desk.services.report_definitions import parse_definition
from agent_desk.services.report_documents import ReportContent, ReportFrame, compose_report
from agent_desk.services.report_rows import AssistanceRow
from agent_desk.services.report_tables import build_table

_spec = importlib.util.spec_from_file_location("report_sample", Path(__file__).with_name("report_sample.py"))
assert _spec is not None and _spec.loader is not None
sample = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sample)


def test_cells_keep_raw_values_and_kinds() -> None:
    table = build_table(sample.definition("brief"), sample.brief_rows(), year=2026)
    first, second, third = table.rows
    assert first[0] == Cell("int", 1)
    assert first[2].kind == "money_yi"
    assert first[2].value == 32_000_000_000
    assert second[2].value is None
    assert second[7] == Cell("tag", "黄牌", tone="due")
    days = first[4].value
    assert isinstance(days, tuple)
    assert [part.value for part in days] == [58, 212]
    next_day = third[5].value
    assert isinstance(next_day, tuple)
    assert (next_day[0].value, next_day[0].provisional) == (date(2027, 1, 14), True)
    assert table.year == 2026
    assert table.has_provisional


def people(*entries: tuple[str, str, int]) -> list[AssistanceRow]:
    return [AssistanceRow(name, team, n, 0, 0, n, 10 * n, n, 0, None, 0) for name, team, n in entries]


def test_groups_bring_rows_together_and_totals_add_up() -> None:
    rows = people(("甲", "一组", 1), ("乙", "二组", 2), ("丙", "一组", 4))
    table = build_table(sample.definition("assistance"), rows)
    assert [row[0].value for row in table.rows] == ["甲", "丙", "乙"]
    assert table.groups == ((0, "一组"), (2, "二组"))
    assert table.total[0].value == "合计"
    assert table.total[1].value == 7
    assert table.total[-1].value == ""  # a mean is not a sum


def test_no_rows_no_total() -> None:
    table = build_table(sample.definition("assistance"), [])
    assert (table.rows, table.total, table.empty_text) == ((), (), "本期没有三办记录")


def test_named_rules_colour_days_left() -> None:
    definition = parse_definition(
        'id="x"\nname="表"\ntitle="表"\nquery="deadlines"\n'
        '[[sections]]\nid="t"\nkind="table"\nname="表"\n'
        '[[columns]]\nkey="left"\nlabel="剩余"\nkind="days"\nrule="due"\n'
    )
    table = build_table(definition, [{"left": left} for left in (-2, 0, 1, 2, None)])
    assert [row[0].tone for row in table.rows] == ["over", "due", "due", "", ""]


def test_a_row_without_a_field_or_with_a_wrong_type_is_refused() -> None:
    definition = sample.definition("assistance")
    with pytest.raises(Refusal) as missing:
        build_table(definition, [{"person": "甲", "team": "一组"}])
    assert missing.value.code == "report.unknown_key"
    wrong = replace(people(("甲", "一组", 1))[0], minutes="ten")  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        build_table(definition, [wrong])
    assert refused.value.code == "report.wrong_value"


def test_chapters_are_numbered_in_the_order_asked_for_and_empty_ones_left_out() -> None:
    definition = sample.definition("brief")
    content = ReportContent(rows=sample.brief_rows(), issues=("甲",))
    document = compose_report(definition, content, ReportFrame(), ["issues", "gantt", "projects"])
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["一、问题与下周安排", "二、重点项目进展"]
    assert sum(isinstance(block, Table) for block in document.blocks) == 1
    with pytest.raises(Refusal) as refused:
        compose_report(definition, content, ReportFrame(), ["summary", "weather"])
    assert refused.value.code == "report.unknown_section"
