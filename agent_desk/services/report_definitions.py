"""Reads ``reports/*.toml``: what a report is called, which query feeds it, and its columns and sections.

A definition is data. A wrong file is reported with file, line and field and the others still load. The
words of the format are in ``reports/README.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, get_args

from agent_desk.services.documents import CELL_KINDS, PAGE_FORMATS, Align, CellKind, PageFormat
from agent_desk.services.report_rows import ROW_TYPES, row_keys

SectionKind: TypeAlias = Literal["summary", "charts", "table", "gantt", "issues", "notes"]
Period: TypeAlias = Literal["day", "week", "month", "quarter", "any"]
Category: TypeAlias = Literal["progress", "statistics", "legal"]
OutputFormat: TypeAlias = Literal["pdf", "excel"]
Rule: TypeAlias = Literal["", "row", "negative", "due", "muted", "strong"]
Scope: TypeAlias = Literal["office", "project"]


@dataclass(frozen=True, slots=True)
class ColumnDefinition:
    """One column: ``key`` is a field of the query's row, ``label`` a message id.

    ``tone_key`` and ``provisional_key`` name the fields that colour the cell and mark a date as provisional.
    ``parts`` makes one printed column of several fields, joined by ``join``; a workbook keeps them apart.
    """

    key: str
    label: str
    kind: CellKind = "text"
    width: float = 6.0
    align: Align | Literal[""] = ""
    rule: Rule = ""
    tone_key: str = ""
    provisional_key: str = ""
    places: int = 1
    join: str = " "
    total: bool = False
    printed: bool = True
    parts: tuple[ColumnDefinition, ...] = ()

    def row_keys(self) -> tuple[str, ...]:
        """All row fields this column reads."""
        own = tuple(key for key in (self.key, self.tone_key, self.provisional_key) if key)
        return own + tuple(key for part in self.parts for key in part.row_keys())


@dataclass(frozen=True, slots=True)
class SectionDefinition:
    """One chapter of the printed report; ``on`` says whether it is included unless the user says otherwise.

    ``name`` stands in the list of contents on screen; an empty ``title`` continues the chapter before.
    """

    id: str
    kind: SectionKind
    name: str
    title: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """One report as declared. ``name`` stands in lists, ``title`` on the paper; both are message ids."""

    id: str
    name: str
    title: str
    query: str
    columns: tuple[ColumnDefinition, ...]
    sections: tuple[SectionDefinition, ...]
    scope: Scope = "office"
    category: Category = "statistics"
    period: Period = "any"
    page: PageFormat = "A4"
    red_head: bool = False
    short_dates: bool = False
    group_by: str = ""
    group_label: str = ""
    formats: tuple[OutputFormat, ...] = ("pdf", "excel")
    empty_text: str = ""

    def labels(self) -> tuple[str, ...]:
        """Every message id of the definition, for the translation catalogue and its test."""
        texts = [self.name, self.title, self.group_label, self.empty_text]
        for section in self.sections:
            texts += [section.name, section.title]
        for column in self.columns:
            texts += [column.label, *(part.label for part in column.parts)]
        return tuple(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class DefinitionProblem:
    """Why a file was left out. ``code`` and ``params`` follow the refusals' codes; ``line`` where it is
    known."""

    file: str
    line: int | None
    field: str
    code: str
    params: Mapping[str, object]


class _Wrong(Exception):
    def __init__(self, code: str, field: str, *, within: str = "", index: int = 0, **params: object) -> None:
        super().__init__(code)
        self.code, self.field, self.params = code, field, params
        self.within, self.index = within, index


def load_definitions(folder: Path) -> tuple[tuple[ReportDefinition, ...], tuple[DefinitionProblem, ...]]:
    """All definitions of a folder, by file name, and the problems of the files that could not be read."""
    found: dict[str, ReportDefinition] = {}
    problems: list[DefinitionProblem] = []
    for path in sorted(folder.glob("*.toml")):
        text = ""
        try:
            text = path.read_text(encoding="utf-8")
            definition = parse_definition(text)
            if definition.id in found:
                raise _Wrong("report.duplicate_id", "id", value=definition.id)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            problems.append(_problem(path, int(line[1]) if line else None, "", "report.not_toml"))
        except (OSError, UnicodeDecodeError):
            problems.append(_problem(path, None, "", "report.unreadable"))
        except _Wrong as wrong:
            line_number = _line_of(text, wrong)
            problems.append(_problem(path, line_number, wrong.field, wrong.code, **wrong.params))
        else:
            found[definition.id] = definition
    return tuple(found.values()), tuple(problems)


def _problem(path: Path, line: int | None, field: str, code: str, **params: object) -> DefinitionProblem:
    return DefinitionProblem(path.name, line, field, code, {"file": path.name, "field": field, **params})


def parse_definition(text: str) -> ReportDefinition:
    """One definition from TOML text; raises when a field is missing, unknown, of the wrong type or not
    in the row."""
    raw = tomllib.loads(text)
    taken = _Taker(raw)
    columns = tuple(_column(_Taker(entry, "columns", i)) for i, entry in enumerate(taken.tables("columns")))
    sections = tuple(
        _section(_Taker(entry, "sections", i)) for i, entry in enumerate(taken.tables("sections"))
    )
    definition = ReportDefinition(
        id=taken.text("id"),
        name=taken.text("name"),
        title=taken.text("title"),
        query=taken.text("query"),
        columns=columns,
        sections=sections,
        scope=cast(Scope, taken.choice("scope", get_args(Scope), "office")),
        category=cast(Category, taken.choice("category", get_args(Category), "statistics")),
        period=cast(Period, taken.choice("period", get_args(Period), "any")),
        page=cast(PageFormat, taken.choice("page", PAGE_FORMATS, "A4")),
        red_head=taken.flag("red_head"),
        short_dates=taken.flag("short_dates"),
        group_by=taken.text("group_by", ""),
        group_label=taken.text("group_label", ""),
        formats=cast("tuple[OutputFormat, ...]", taken.choices("formats", get_args(OutputFormat))),
        empty_text=taken.text("empty_text", ""),
    )
    taken.done()
    _check_query(definition)
    return definition


def _check_query(definition: ReportDefinition) -> None:
    if definition.query not in ROW_TYPES:
        raise _Wrong("report.unknown_query", "query", value=definition.query, known=", ".join(ROW_TYPES))
    known = row_keys(definition.query)
    if definition.group_by and definition.group_by not in known:
        raise _Wrong("report.unknown_key", "group_by", key=definition.group_by, query=definition.query)
    for index, column in enumerate(definition.columns):
        for key in column.row_keys():
            if key not in known:
                raise _Wrong(
                    "report.unknown_key",
                    "key",
                    within="columns",
                    index=index,
                    key=key,
                    query=definition.query,
                )


def _column(taken: _Taker) -> ColumnDefinition:
    parts = tuple(
        _column(_Taker(entry, taken.within, taken.index, default_width=4.0))
        for entry in taken.tables("parts", least=0)
    )
    column = ColumnDefinition(
        key=taken.text("key", "" if parts else None),
        label=taken.text("label"),
        kind="parts" if parts else cast(CellKind, taken.choice("kind", CELL_KINDS, "text")),
        width=taken.number("width", taken.default_width),
        align=cast("Align", taken.choice("align", ("", *get_args(Align)), "")),
        rule=cast(Rule, taken.choice("rule", get_args(Rule), "")),
        tone_key=taken.text("tone_key", ""),
        provisional_key=taken.text("provisional_key", ""),
        places=int(taken.number("places", 1, least=0)),
        join=taken.text("join", " "),
        total=taken.flag("total"),
        printed=taken.flag("printed", default=True),
        parts=parts,
    )
    taken.done()
    return column


def _section(taken: _Taker) -> SectionDefinition:
    section = SectionDefinition(
        id=taken.text("id"),
        kind=cast(SectionKind, taken.choice("kind", get_args(SectionKind))),
        name=taken.text("name"),
        title=taken.text("title", ""),
        on=taken.flag("on", default=True),
    )
    taken.done()
    return section


class _Taker:
    """Takes typed fields out of one TOML table and finally refuses whatever was not taken."""

    def __init__(
        self, raw: Mapping[str, Any], within: str = "", index: int = 0, default_width: float = 6.0
    ) -> None:
        self.within, self.index, self.default_width = within, index, default_width
        self._raw = dict(raw)

    def _wrong(self, code: str, field: str, **params: object) -> _Wrong:
        return _Wrong(code, field, within=self.within, index=self.index, **params)

    def _take(self, field: str, kind: type | tuple[type, ...], default: object) -> Any:
        value = self._raw.pop(field, default)
        if value is None:
            raise self._wrong("report.missing_field", field)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self._wrong("report.wrong_type", field, value=str(value))
        return value

    def text(self, field: str, default: str | None = None) -> str:
        return str(self._take(field, str, default))

    def flag(self, field: str, default: bool = False) -> bool:
        return bool(self._take(field, bool, default))

    def number(self, field: str, default: float, least: float = 1.0) -> float:
        value = float(self._take(field, (int, float), default))
        if not least <= value <= 200:
            raise self._wrong("report.wrong_type", field, value=str(value))
        return value

    def choice(self, field: str, known: Sequence[str], default: str | None = None) -> str:
        value = self.text(field, default)
        if value not in known:
            raise self._wrong(
                "report.unknown_choice", field, value=value, known=", ".join(filter(None, known))
            )
        return value

    def choices(self, field: str, known: Sequence[str]) -> tuple[str, ...]:
        values = self._take(field, list, list(known))
        for value in values:
            if value not in known:
                raise self._wrong("report.unknown_choice", field, value=str(value), known=", ".join(known))
        return tuple(values)

    def tables(self, field: str, least: int = 1) -> list[Mapping[str, Any]]:
        entries = self._take(field, list, [])
        if len(entries) < least:
            raise self._wrong("report.missing_field", field)
        if not all(isinstance(entry, dict) for entry in entries):
            raise self._wrong("report.wrong_type", field, value=str(entries))
        return cast("list[Mapping[str, Any]]", entries)

    def done(self) -> None:
        """Refuse a field nobody asked for: most often a spelling mistake that would be ignored in silence."""
        for field in self._raw:
            raise self._wrong("report.unknown_field", field)


def _line_of(text: str, wrong: _Wrong) -> int | None:
    """The line a wrong field stands on, or that of its table when the field is missing."""
    lines = text.splitlines()
    heads = [i for i, line in enumerate(lines) if line.strip().startswith("[[")]
    start, end = 0, len(lines)
    if not wrong.within:
        end = heads[0] if heads else end
    else:
        own = [i for i in heads if lines[i].strip().startswith(f"[[{wrong.within}]]")]
        if wrong.index >= len(own):
            return None
        start = own[wrong.index]
        end = next((i for i in heads if i > start), end)
    wanted = str(wrong.params["key"]) if "key" in wrong.params else wrong.field
    pattern = re.compile(
        rf'"{re.escape(wanted)}"' if "key" in wrong.params else rf"\b{re.escape(wanted)}\s*="
    )
    for number in range(start, end):
        if pattern.search(lines[number]):
            return number + 1
    return start + 1 if wrong.within else None
