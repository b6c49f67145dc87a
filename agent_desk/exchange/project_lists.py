"""A list of projects as an office sends it: which rows can be taken in, and what is wrong with the others.

Nothing is stored here, and no row is half read: a row with any fault gives faults and no draft.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactValue, Profile
from agent_desk.domain.project_code import read_project_code
from agent_desk.exchange.project_headings import Column, Heading, HeadingFinder
from agent_desk.exchange.project_values import (
    LAND_DAY,
    TEXT_FIELDS,
    draft_of,
    read_day,
    read_fact_cell,
    read_text,
    shown,
)
from agent_desk.exchange.table_files import CellValue, Sheet, SheetRow, Uncalculated
from agent_desk.exchange.workbooks import read_sheets
from agent_desk.i18n import tr
from agent_desk.services.intake import ProjectDraft
from agent_desk.services.office import Office

EXAMPLE_MARK = "示例"
"""In a column nobody uses it marks a row that shows how to fill in the list."""

_TOTAL = re.compile(r"(合计|总计|小计|共计|total)[\d项个:：]*")
_FOOTNOTE = re.compile(r"(备?注|说明|填表人?|制表人?|审核人?|填报人?|填报单位|填报日期)[:：].*")
_CELL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row that can be taken in. ``warnings`` are told to the user and hinder nothing."""

    sheet: str
    row: int
    draft: ProjectDraft
    warnings: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong where: ``column`` is the heading as the file has it, ``field`` ours."""

    sheet: str
    row: int
    column: str
    field: str
    value: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class ProjectList:
    """Everything found in a file. ``unused`` are (sheet, heading) of the columns that were not used."""

    rows: tuple[RowDraft, ...]
    faults: tuple[RowFault, ...]
    unused: tuple[tuple[str, str], ...] = ()


def read_project_list(path: Path, office: Office) -> ProjectList:
    """Read a workbook or CSV file and compare it with the office's records.

    Refuses what ``read_sheets`` refuses, ``import.no_heading`` when no sheet has a recognisable heading, and
    ``import.no_rows`` when nothing follows it.
    """
    finder = HeadingFinder(office.rules.facts)
    reader = _ListReader(office, _stored_codes(office))
    found = False
    for sheet in read_sheets(path):
        heading = finder.find(sheet)
        if heading is not None:
            found = True
            reader.read(sheet, heading)
    if not found:
        raise Refusal("import.no_heading", file=path.name)
    if not reader.rows and not reader.faults:
        raise Refusal("import.no_rows", file=path.name)
    return ProjectList(tuple(reader.rows), tuple(reader.faults), tuple(reader.unused))


def _stored_codes(office: Office) -> dict[str, str]:
    """The names of the stored projects by their tidied codes."""
    with office.store.reading() as uow:
        return {read_project_code(p.code).text: p.name for p in uow.projects.all() if p.code}


class _ListReader:
    """Collects rows and faults over all sheets, and remembers the codes it has met."""

    def __init__(self, office: Office, stored: Mapping[str, str]) -> None:
        self._facts = office.rules.facts
        self._stored = stored
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.rows: list[RowDraft] = []
        self.faults: list[RowFault] = []
        self.unused: list[tuple[str, str]] = []

    def read(self, sheet: Sheet, heading: Heading) -> None:
        """Read the rows below the heading; a unit nobody can convert is a fault of the heading itself."""
        for column in heading.used:
            if column.unknown_unit:
                fact = self._facts[column.field]
                reason = Refusal(
                    "import.unknown_unit", label=fact.label, unit=column.unknown_unit, wanted=fact.unit
                )
                self._fault(sheet.name, heading.last_row, column, column.title, reason)
        self.unused += [(sheet.name, column.title) for column in heading.unused]
        for row in sheet.rows:
            if row.number > heading.last_row and not _to_skip(row, heading):
                self._read_row(sheet, row, heading)

    def _read_row(self, sheet: Sheet, row: SheetRow, heading: Heading) -> None:
        faults_before = len(self.faults)
        texts: dict[str, str] = {}
        facts: dict[str, FactValue | None] = {}
        land_day: date | None = None
        for column in heading.used:
            if column.unknown_unit:
                continue
            raw = row.cell(column.index)
            try:
                _refuse_unreadable(raw)
                if column.field in TEXT_FIELDS:
                    texts[column.field] = read_text(column.field, raw)
                elif column.field == LAND_DAY:
                    land_day = read_day(LAND_DAY, raw, epoch_1904=sheet.epoch_1904)
                else:
                    facts[column.field] = read_fact_cell(self._facts[column.field], raw, column.unit)
            except Refusal as refusal:
                self._fault(sheet.name, row.number, column, raw, refusal)
        warnings = self._judge_identity(sheet.name, row.number, texts, heading)
        if len(self.faults) == faults_before:
            draft = draft_of(texts, land_day, Profile(facts))
            self.rows.append(RowDraft(sheet.name, row.number, draft, warnings))

    def _judge_identity(
        self, sheet: str, row: int, texts: dict[str, str], heading: Heading
    ) -> tuple[Refusal, ...]:
        """Name and code: missing, repeated, already stored; tidies the code in ``texts``."""
        warnings: list[Refusal] = []
        place = tr("表“{sheet}”第 {row} 行", sheet=sheet, row=row)
        name, code = texts.get("name"), read_project_code(texts.get("code", ""))
        if name == "":
            self._identity_fault(sheet, row, heading, "name", "", Refusal("import.no_name"))
        if code.text:
            texts["code"] = code.text
            if not code.known:
                warnings.append(Refusal("import.code_form", project_code=code.text))
            if code.text in self._codes:
                repeated = Refusal("import.repeated_code", project_code=code.text, first=self._codes[code.text])
                self._identity_fault(sheet, row, heading, "code", code.text, repeated)
            elif code.text in self._stored:
                stored = Refusal("import.code_stored", project_code=code.text, name=self._stored[code.text])
                self._identity_fault(sheet, row, heading, "code", code.text, stored)
            self._codes.setdefault(code.text, place)
        elif name and name in self._names:
            warnings.append(Refusal("import.same_name", name=name, first=self._names[name]))
        if name:
            self._names.setdefault(name, place)
        return tuple(warnings)

    def _identity_fault(
        self, sheet: str, row: int, heading: Heading, field: str, value: str, reason: Refusal
    ) -> None:
        column = heading.of(field)
        assert column is not None
        self._fault(sheet, row, column, value, reason)

    def _fault(self, sheet: str, row: int, column: Column, value: object, reason: Refusal) -> None:
        text = "" if isinstance(value, Uncalculated) else shown(value)
        self.faults.append(RowFault(sheet, row, column.title, column.field, text, reason))


def _refuse_unreadable(raw: CellValue) -> None:
    if isinstance(raw, Uncalculated):
        raise Refusal("import.not_calculated")
    if isinstance(raw, str) and raw.strip().upper() in _CELL_ERRORS:
        raise Refusal("import.cell_error", value=raw.strip())


def _to_skip(row: SheetRow, heading: Heading) -> bool:
    """Rows that are no projects: nothing in a used column, the example of a template, totals, footnotes."""
    used = {column.index for column in heading.used}
    if not any(_filled(row.cell(index)) for index in used):
        return True
    others = (value for index, value in enumerate(row.cells) if index not in used)
    if any(isinstance(value, str) and value.strip().startswith(EXAMPLE_MARK) for value in others):
        return True
    first = next((value for value in row.cells if _filled(value)), None)
    if not isinstance(first, str):
        return False
    word = "".join(first.split()).lower()
    identity = (heading.of("code"), heading.of("owner"))
    unnamed = not any(column is not None and _filled(row.cell(column.index)) for column in identity)
    return unnamed and (_TOTAL.fullmatch(word) or _FOOTNOTE.fullmatch(word)) is not None


def _filled(value: CellValue) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
