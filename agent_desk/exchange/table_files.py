"""What a table file holds, whatever its format: sheets of numbered rows with plain values.

Everything the readers of the formats share: the values a cell can have, the limits, and a file as bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path

from agent_desk.domain.errors import Refusal

LARGEST_FILE = 30 * 2**20
"""Bytes. A list of a thousand projects is a tenth of a megabyte; the rest is room for pictures."""
MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_GAP = 2_000
"""After so many blank rows a sheet is taken to end; formatting alone can reach down a million rows."""


class Uncalculated(Enum):
    """Stands in a cell whose formula was never calculated, so that nobody takes the cell for an empty one."""

    FORMULA = "formula"


CellValue = str | int | float | bool | date | datetime | time | timedelta | Uncalculated | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as the user counts it (from 1). Trailing cells may be missing."""

    number: int
    cells: tuple[CellValue, ...]

    def cell(self, index: int) -> CellValue:
        """The value in that column, counted from 0."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named sheet; rows without any value are left out. ``epoch_1904``: how the file counts its days."""

    name: str
    rows: tuple[SheetRow, ...]
    epoch_1904: bool = False


def read_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The whole file. Refuses ``file.missing``, ``file.is_folder``, ``file.not_readable``, ``file.too_large``."""
    if path.is_dir():
        raise Refusal("file.is_folder", file=str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except FileNotFoundError as error:
        raise Refusal("file.missing", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise Refusal("file.not_readable", file=str(path)) from error
    if len(data) > largest:
        raise Refusal("file.too_large", file=path.name, most=largest // 2**20)
    return data


def filled_rows(file: str, rows: Iterable[tuple[CellValue, ...]]) -> tuple[SheetRow, ...]:
    """The rows that hold anything, numbered; refuses ``file.too_many_rows`` with the name of the file."""
    found: list[SheetRow] = []
    gap = 0
    for number, cells in enumerate(rows, 1):
        if not any(_holds_something(value) for value in cells):
            gap += 1
            if gap > LONGEST_GAP:
                break
            continue
        gap = 0
        if len(found) == MOST_ROWS:
            raise Refusal("file.too_many_rows", file=file, most=MOST_ROWS)
        found.append(SheetRow(number, cells))
    return tuple(found)


def _holds_something(value: CellValue) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
