"""Rows of a CSV file and tables of a TOML file whose every field is read with a check.

Faults are refusals with ``file``, ``row`` (line of a CSV file, path of a TOML table) and ``field``:
``catalogue.file_missing``, ``catalogue.not_readable``, ``catalogue.wrong_columns``,
``catalogue.missing_field``, ``catalogue.unknown_field`` and ``catalogue.bad_field``.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from agent_desk.domain.errors import Refusal

E = TypeVar("E", bound=StrEnum)


def _fault(code: str, file: str, row: object, name: str, **more: object) -> Refusal:
    return Refusal(code, file=file, row=row, field=name, **more)


def _enum(kind: type[E], text: str, fault: Refusal) -> E:
    try:
        return kind(text)
    except ValueError as error:
        raise fault from error


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of a CSV file; ``row`` is the line it ends on."""

    file: str
    row: int
    cells: Mapping[str, str]

    def fault(self, name: str) -> Refusal:
        """The refusal for a field whose value cannot be."""
        return _fault("catalogue.bad_field", self.file, self.row, name, value=self.cells[name])

    def text(self, name: str, default: str | None = None) -> str:
        """The trimmed text; without a default it must not be empty."""
        value = self.cells[name].strip()
        if value or default is not None:
            return value or (default or "")
        raise _fault("catalogue.missing_field", self.file, self.row, name)

    def whole_or_none(self, name: str) -> int | None:
        """A whole number of at least 0, or None for an empty cell."""
        value = self.cells[name].strip()
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 9):
            raise self.fault(name)
        return int(value)

    def whole(self, name: str) -> int:
        """A whole number of at least 0."""
        number = self.whole_or_none(name)
        if number is None:
            raise _fault("catalogue.missing_field", self.file, self.row, name)
        return number

    def flag(self, name: str) -> bool:
        """``yes`` or ``no``."""
        value = self.text(name)
        if value not in ("yes", "no"):
            raise self.fault(name)
        return value == "yes"

    def day_or_none(self, name: str) -> date | None:
        """A day as ``YYYY-MM-DD``, or None for an empty cell."""
        value = self.cells[name].strip()
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.fault(name) from error

    def one_of(self, name: str, kind: type[E]) -> E:
        """A member of an enumeration by its value; an empty cell is the member with the empty value."""
        return _enum(kind, self.cells[name].strip(), self.fault(name))

    def several_of(self, name: str, kind: type[E]) -> tuple[E, ...]:
        """Members of an enumeration separated by semicolons."""
        words = [word.strip() for word in self.cells[name].split(";") if word.strip()]
        return tuple(_enum(kind, word, self.fault(name)) for word in words)


def read_csv_rows(path: Path, columns: Sequence[str]) -> list[CheckedRow]:
    """All rows of a UTF-8 CSV file that has exactly these columns; blank lines are skipped."""
    rows: list[CheckedRow] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            if header != list(columns):
                odd = sorted(set(header) ^ set(columns)) or header
                raise Refusal("catalogue.wrong_columns", file=path.name, columns="、".join(odd[:5]))
            for cells in reader:
                if len(cells) not in (0, len(columns)):
                    raise Refusal("catalogue.wrong_cell_count", file=path.name, row=reader.line_num)
                if cells:
                    rows.append(
                        CheckedRow(path.name, reader.line_num, dict(zip(columns, cells, strict=True)))
                    )
    except FileNotFoundError as error:
        raise Refusal("catalogue.file_missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal("catalogue.not_readable", file=str(path), reason=str(error)) from error
    return rows


@dataclass(slots=True)
class CheckedTable:
    """One table of a TOML file; remembers which keys were asked for, so that a misspelt one is noticed."""

    file: str
    row: str
    values: Mapping[str, object]
    asked: set[str] = field(default_factory=set)

    def fault(self, name: str) -> Refusal:
        """The refusal for a key whose value cannot be."""
        return _fault("catalogue.bad_field", self.file, self.row, name, value=str(self.values.get(name, "")))

    def raw(self, name: str) -> object:
        """The value as TOML has it."""
        self.asked.add(name)
        if name not in self.values:
            raise _fault("catalogue.missing_field", self.file, self.row, name)
        return self.values[name]

    def names(self) -> Iterator[str]:
        """The keys in the order of the file."""
        return iter(self.values)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        self.asked.add(name)
        value = self.values.get(name, default)
        if value is None:
            raise _fault("catalogue.missing_field", self.file, self.row, name)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.fault(name)
        return value.strip()

    def flag(self, name: str) -> bool:
        """True or false; false when left out."""
        self.asked.add(name)
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(name)
        return value

    def whole(self, name: str) -> int:
        """A whole number of at least 0."""
        value = self.raw(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.fault(name)
        return value

    def decimal(self, name: str, default: int) -> Decimal:
        """A number above 0."""
        self.asked.add(name)
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 10**9:
            raise self.fault(name)
        return Decimal(repr(value))

    def day(self, name: str) -> date:
        """A day (TOML's own date, without a time)."""
        value = self.raw(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(name)
        return value

    def one_of(self, name: str, kind: type[E]) -> E:
        """A member of an enumeration by its value."""
        return _enum(kind, self.text(name), self.fault(name))

    def table(self, name: str) -> CheckedTable:
        """A table inside this one."""
        value = self.raw(name)
        if not isinstance(value, dict):
            raise self.fault(name)
        return CheckedTable(self.file, f"{self.row}.{name}" if self.row else name, value)

    def tables(self, name: str) -> list[CheckedTable]:
        """A list of tables inside this one; empty when left out."""
        self.asked.add(name)
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.fault(name)
        prefix = f"{self.row}.{name}" if self.row else name
        return [CheckedTable(self.file, f"{prefix}[{n}]", each) for n, each in enumerate(value, 1)]

    def nothing_else(self) -> None:
        """Refuse keys nobody asked for."""
        for name in self.values:
            if name not in self.asked:
                raise _fault("catalogue.unknown_field", self.file, self.row, name)


def read_toml(path: Path) -> CheckedTable:
    """The top table of a TOML file."""
    try:
        with path.open("rb") as stream:
            return CheckedTable(path.name, "", tomllib.load(stream))
    except FileNotFoundError as error:
        raise Refusal("catalogue.file_missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal("catalogue.not_readable", file=str(path), reason=str(error)) from error
