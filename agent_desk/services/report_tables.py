"""Turns a definition and the rows of its query into a table of typed cells, the same for paper and
workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from typing import cast

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services.documents import NUMBER_KINDS, TONES, Cell, Column, TableData, Tone
from agent_desk.services.report_definitions import ColumnDefinition, ReportDefinition

_DUE_SOON_DAYS = 1


def _negative(value: object) -> Tone:
    return "over" if isinstance(value, int | float) and value < 0 else ""


def _due(value: object) -> Tone:
    if not isinstance(value, int | float):
        return ""
    return "over" if value < 0 else "due" if value <= _DUE_SOON_DAYS else ""


RULES: Mapping[str, Callable[[object], Tone]] = {
    "": lambda value: "",
    "row": lambda value: "",
    "negative": _negative,
    "due": _due,
    "muted": lambda value: "muted",
    "strong": lambda value: "strong",
}

_VALUE_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "tag": (str,),
    "int": (int,),
    "days": (int,),
    "money_yi": (int,),
    "money_wan": (int,),
    "decimal": (int, float),
    "percent": (int, float),
    "date": (date,),
    "flag": (bool,),
}


def build_table(
    definition: ReportDefinition, rows: Sequence[object], *, year: int | None = None, note: str = ""
) -> TableData:
    """The report's table. ``rows`` are dataclasses or mappings with the fields of the definition's query.

    ``year`` is the year printed dates leave out, used where the definition asks for short dates. Raises
    ``Refusal`` ``report.unknown_key`` or ``report.wrong_value`` when a row does not hold what the
    definition expects.
    """
    groups: tuple[tuple[int, str], ...] = ()
    ordered = list(rows)
    if definition.group_by:
        ordered, groups = _grouped(definition, ordered)
    return TableData(
        columns=tuple(_column(column) for column in definition.columns),
        rows=tuple(tuple(_cell(definition, column, row) for column in definition.columns) for row in ordered),
        title=tr(definition.name),
        groups=groups,
        group_label=tr(definition.group_label),
        total=_total(definition, ordered),
        note=note,
        year=year if definition.short_dates else None,
        empty_text=tr(definition.empty_text) if definition.empty_text else tr("本期没有记录"),
    )


def _column(column: ColumnDefinition) -> Column:
    return Column(
        label=tr(column.label),
        kind=column.kind,
        width=column.width,
        align=column.align,
        parts=tuple(_column(part) for part in column.parts),
        printed=column.printed,
    )


def _cell(definition: ReportDefinition, column: ColumnDefinition, row: object) -> Cell:
    tone = _tone(definition, column, row)
    if column.parts:
        parts = tuple(_cell(definition, part, row) for part in column.parts)
        return Cell("parts", parts, text=column.join, tone=tone)
    value = _value(definition, column.key, row)
    if value is not None and not _fits(column.kind, value):
        raise Refusal("report.wrong_value", report=definition.id, key=column.key, value=str(value))
    provisional = bool(column.provisional_key and _value(definition, column.provisional_key, row))
    return Cell(column.kind, value, tone=tone, provisional=provisional, places=column.places)


def _fits(kind: str, value: object) -> bool:
    if isinstance(value, bool):
        return kind == "flag"
    return isinstance(value, _VALUE_TYPES[kind])


def _tone(definition: ReportDefinition, column: ColumnDefinition, row: object) -> Tone:
    if column.tone_key:
        tone = str(_value(definition, column.tone_key, row) or "")
        if tone not in TONES:
            raise Refusal("report.wrong_value", report=definition.id, key=column.tone_key, value=tone)
        return tone
    return RULES[column.rule](_value(definition, column.key, row) if column.key else None)


def _value(definition: ReportDefinition, key: str, row: object) -> object:
    if isinstance(row, Mapping):
        if key in row:
            return cast(object, row[key])
    elif is_dataclass(row) and hasattr(row, key):
        return cast(object, getattr(row, key))
    raise Refusal("report.unknown_key", file=definition.id, field="key", key=key, query=definition.query)


def _grouped(
    definition: ReportDefinition, rows: Sequence[object]
) -> tuple[list[object], tuple[tuple[int, str], ...]]:
    """Rows brought together by group, groups in the order in which they first appear."""
    members: dict[str, list[object]] = {}
    for row in rows:
        members.setdefault(str(_value(definition, definition.group_by, row) or tr("未分组")), []).append(row)
    ordered: list[object] = []
    starts: list[tuple[int, str]] = []
    for label, entries in members.items():
        starts.append((len(ordered), label))
        ordered += entries
    return ordered, tuple(starts)


def _total(definition: ReportDefinition, rows: Sequence[object]) -> tuple[Cell, ...]:
    """A closing row with the sums of the columns that ask for one; no row when none asks or nothing is
    listed."""
    if not rows or not any(column.total for column in definition.columns):
        return ()
    cells: list[Cell] = []
    for index, column in enumerate(definition.columns):
        if column.total and column.kind in NUMBER_KINDS:
            values = [_value(definition, column.key, row) for row in rows]
            summed = sum(value for value in values if isinstance(value, int | float))
            cells.append(Cell(column.kind, summed, tone="strong", places=column.places))
        else:
            cells.append(Cell("text", tr("合计") if index == 0 else "", tone="strong"))
    return tuple(cells)
