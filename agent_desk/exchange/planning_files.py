"""Reads the planning assumptions of a catalogue version; every fault names file, table and field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from agent_desk.domain.errors import Refusal
from agent_desk.domain.planning import PlanningAssumptions
from agent_desk.exchange.checked_tables import CheckedTable, read_toml

FILE_NAME = "planning.toml"
MOST_DAYS = 400
"""A longer supposition is surely a slip."""

_CODE = re.compile(r"[A-Z]{2}-\d{2}")


def load_planning(folder: Path, item_codes: Collection[str] | None = None) -> PlanningAssumptions:
    """The assumptions in ``folder``. With ``item_codes`` an item the catalogue does not have is refused too.

    Refusals: those of ``checked_tables``; ``planning.too_long`` (``file``, ``row``, ``field``, ``value``,
    ``most``); ``planning.no_such_item`` (``file``, ``row``, ``item``).
    """
    file = read_toml(folder / FILE_NAME)
    assumptions = PlanningAssumptions(
        default_step_days=_days(file, "default_step_days"),
        default_preparation_days=_days(file, "default_preparation_days"),
        supplement_days=_days(file, "supplement_days"),
        step_days=_by_item(file.table("step_days"), item_codes),
        preparation_days=_by_item(file.table("preparation_days"), item_codes),
        note=file.text("note", ""),
    )
    file.nothing_else()
    return assumptions


def _by_item(table: CheckedTable, item_codes: Collection[str] | None) -> Mapping[str, int]:
    days = {}
    for code in table.names():
        if not _CODE.fullmatch(code) or (item_codes is not None and code not in item_codes):
            raise Refusal("planning.no_such_item", file=table.file, row=table.row, item=code)
        days[code] = _days(table, code)
    return MappingProxyType(days)


def _days(table: CheckedTable, name: str) -> int:
    days = table.whole(name)
    if days > MOST_DAYS:
        raise Refusal(
            "planning.too_long", file=table.file, row=table.row, field=name, value=days, most=MOST_DAYS
        )
    return days
