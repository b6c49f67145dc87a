"""Opens workbooks that strangers send: small enough, really a workbook, and every fault a named refusal.

A workbook is a zip of XML files. A few kilobytes can unpack to gigabytes, so the sizes are looked at before
anything is unpacked; and a damaged one makes the library raise a dozen kinds of errors, which all mean the same
to the user.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from agent_desk.domain.errors import Refusal
from agent_desk.exchange.delimited import read_delimited
from agent_desk.exchange.table_files import (
    MOST_COLUMNS,
    CellValue,
    Sheet,
    Uncalculated,
    filled_rows,
    read_bytes,
)

_ZIP, _OLD_OR_LOCKED = b"PK", b"\xd0\xcf\x11\xe0"
_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
_MOST_PARTS = 3_000
_LARGEST_PART = 64 * 2**20
_LARGEST_WHOLE = 128 * 2**20
_SUSPECT_PART = 8 * 2**20
_HIGHEST_RATIO = 200
_CHUNK = 2**20


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of an .xlsx workbook, or the one table of a CSV file.

    Formulas give the value they had when the file was saved. Refuses ``file.old_workbook``,
    ``file.not_workbook``, ``file.locked_workbook``, ``file.bomb`` and what the shared readers refuse.
    """
    data = read_bytes(path)
    if data.startswith(_OLD_OR_LOCKED):
        raise Refusal("file.old_workbook", file=path.name)
    if data.startswith(_ZIP):
        return _read_workbook(path.name, data)
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return (read_delimited(path, data),)
    raise Refusal("file.not_workbook", file=path.name)


def _read_workbook(file: str, data: bytes) -> tuple[Sheet, ...]:
    try:
        has_formulas = _check_container(file, data)
        with warnings.catch_warnings():
            # The library remarks on features it does not keep; this reader keeps nothing.
            warnings.simplefilter("ignore")
            return _sheets(file, data, has_formulas)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal("file.not_workbook", file=file) from error


def _check_container(file: str, data: bytes) -> bool:
    """Look at the zip's own list before unpacking; tells whether any sheet has formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        parts = box.infolist()
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise Refusal("file.not_workbook", file=file)
        if any(part.flag_bits & 1 for part in parts):
            raise Refusal("file.locked_workbook", file=file)
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_WHOLE:
            raise Refusal("file.bomb", file=file)
        if any(map(_swells, parts)):
            raise Refusal("file.bomb", file=file)
        return any(_mentions_formula(box, name) for name in names if name.startswith("xl/worksheets/"))


def _swells(part: zipfile.ZipInfo) -> bool:
    if part.file_size > _LARGEST_PART:
        return True
    return part.file_size > _SUSPECT_PART and part.file_size > _HIGHEST_RATIO * max(part.compress_size, 1)


def _mentions_formula(box: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with box.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            piece = tail + chunk
            if b"<f>" in piece or b"<f " in piece:
                return True
            tail = chunk[-2:]
    return False


def _sheets(file: str, data: bytes, has_formulas: bool) -> tuple[Sheet, ...]:
    formulas = _formula_cells(data) if has_formulas else {}
    book = _opened(data, values=True)
    try:
        epoch_1904 = book.epoch == CALENDAR_MAC_1904
        return tuple(
            Sheet(
                sheet.title,
                filled_rows(file, _rows(sheet, formulas.get(sheet.title, frozenset()))),
                epoch_1904,
            )
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        )
    finally:
        book.close()


def _rows(sheet: Any, formulas: frozenset[tuple[int, int]]) -> Iterator[tuple[CellValue, ...]]:
    # The sheet's own statement of its size is often wrong and sometimes a trap.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)):
        if not formulas:
            yield cells
            continue
        yield tuple(
            Uncalculated.FORMULA if value is None and (number, column) in formulas else value
            for column, value in enumerate(cells)
        )


def _formula_cells(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Row and column (from 0) of every formula, by sheet."""
    book = _opened(data, values=False)
    try:
        found: dict[str, frozenset[tuple[int, int]]] = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found[sheet.title] = frozenset(
                (cell.row - 1, cell.column - 1)
                for row in sheet.iter_rows(max_col=MOST_COLUMNS)
                for cell in row
                if cell.data_type == "f"
            )
        return found
    finally:
        book.close()


def _opened(data: bytes, *, values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
