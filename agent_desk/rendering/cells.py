"""The printed form of typed cells."""

from __future__ import annotations

from datetime import date
from typing import cast

from agent_desk.i18n import tr
from agent_desk.services.documents import NUMBER_KINDS, Align, Cell, Column, plain

FEN_PER_YI = 10_000_000_000
FEN_PER_WAN = 1_000_000
_UNKNOWN = "—"


def cell_text(cell: Cell, year: int | None = None) -> str:
    """What paper shows: dates as MM-DD, with the year outside ``year``; money in 亿元 or 万元; percent
    without sign loss; ``—`` for an unknown figure and nothing for an unknown text."""
    if cell.kind == "parts":
        return _joined(cell, year)
    if cell.text:
        return plain(cell.text)
    value = cell.value
    if value is None:
        return "" if cell.kind in ("text", "tag", "flag") else _UNKNOWN
    if cell.kind == "date":
        return date_text(cast(date, value), year, cell.provisional)
    if cell.kind == "flag":
        return tr("是") if value else ""
    if cell.kind in NUMBER_KINDS:
        return _number(cell.kind, cast(float, value), cell.places)
    return plain(str(value))


def date_text(day: date, year: int | None = None, provisional: bool = False) -> str:
    """``12-08`` in the year that is left out, else ``2027-01-14``; a provisional date says so."""
    text = day.strftime("%m-%d") if day.year == year else day.isoformat()
    return tr("{date}（暂定）", date=text) if provisional else text


def _number(kind: str, value: float, places: int) -> str:
    if kind == "money_yi":
        return f"{value / FEN_PER_YI:,.{places}f}"
    if kind == "money_wan":
        return f"{value / FEN_PER_WAN:,.{places}f}"
    if kind == "percent":
        return f"{value * 100:.{places}f}%"
    if kind == "decimal":
        return f"{value:,.{places}f}"
    return f"{value:,d}" if isinstance(value, int) else f"{value:,.0f}"


def _joined(cell: Cell, year: int | None) -> str:
    """Parts joined by the separator; unknown parts vanish when the separator is only a space."""
    texts = [cell_text(part, year) for part in cast("tuple[Cell, ...]", cell.value)]
    if not cell.text.strip():
        return cell.text.join(text for text in texts if text and text != _UNKNOWN)
    return cell.text.join(texts)


def alignment(column: Column) -> Align:
    """The column's own alignment, else figures right, dates and tags centred, text left."""
    if column.align:
        return column.align
    if column.kind in NUMBER_KINDS:
        return "right"
    return "center" if column.kind in ("date", "tag", "flag") else "left"
