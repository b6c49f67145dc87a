"""What is known about a project: the profile, and the definitions of the facts that may be in it.

A fact that is not known is ``None``; it is never taken for "no". Quantities are ``Decimal`` in the unit of
their definition, sums of money are whole fen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from agent_desk.domain.errors import Refusal
from agent_desk.domain.money import parse_money

FactValue = bool | int | Decimal | str | date

_YES = frozenset({"是", "有", "涉及", "需要", "true", "yes", "y", "√", "✓", "1"})
_NO = frozenset({"否", "无", "没有", "不涉及", "不需要", "false", "no", "n", "×", "x", "0"})
_UNKNOWN = frozenset({"", "待确认", "未知", "待定", "不详", "unknown", "?"})
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_LONGEST_TEXT = 500
_LARGEST_NUMBER = Decimal(10) ** 15


class FactKind(StrEnum):
    """How a fact is written and compared."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"


class FactGroup(StrEnum):
    """Where a form shows the fact."""

    BASIC = "基本"
    LAND = "用地与建设"
    ENVIRONMENT = "环境能源安全"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a choice may take, with its label in both languages."""

    value: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A question about a project.

    ``unit`` is the unit values are kept in; ``other_unit`` may be typed instead, ``per_unit`` of it make one
    ``unit`` (15 亩 to the hectare). ``derived`` is a condition that answers the (yes/no) fact from others as
    long as nobody has answered it directly. ``rare`` facts concern special situations, which a form may offer
    to deny all at once; ``asked_first`` facts belong to the first page of the form.
    """

    key: str
    label: str
    label_en: str
    kind: FactKind
    group: FactGroup
    unit: str = ""
    unit_en: str = ""
    choices: tuple[Choice, ...] = ()
    asked_first: bool = False
    rare: bool = False
    help: str = ""
    derived: str = ""
    other_unit: str = ""
    per_unit: Decimal = Decimal(1)

    def choice_label(self, value: str, *, english: bool = False) -> str:
        """The label of a choice's value; the value itself if it is not one of the choices."""
        for choice in self.choices:
            if choice.value == value:
                return choice.label_en if english else choice.label
        return value


class Profile(Mapping[str, FactValue | None]):
    """The known facts of one project: immutable, ``None`` for everything not known.

    Iterating gives only the known keys; two profiles are equal when the same facts are known with the same
    values of the same type (``True`` is not ``1``).
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, FactValue | None] | None = None) -> None:
        given = values or {}
        self._values: dict[str, FactValue] = {
            key: value for key in sorted(given) if (value := given[key]) is not None
        }

    def __getitem__(self, key: str) -> FactValue | None:
        return self._values.get(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Profile) and self._signature() == other._signature()

    def __hash__(self) -> int:
        return hash(self._signature())

    def __repr__(self) -> str:
        return f"Profile({self._values!r})"

    def with_(self, changes: Mapping[str, FactValue | None]) -> Profile:
        """A profile with these facts changed; ``None`` makes a fact unknown again."""
        return Profile({**self._values, **changes})

    def _signature(self) -> tuple[tuple[str, bool, FactValue], ...]:
        return tuple((key, isinstance(value, bool), value) for key, value in self._values.items())


def parse_fact(definition: FactDefinition, raw: object) -> FactValue | None:
    """A value of the definition's kind from what a form or a file holds; ``None`` for not known.

    Sums of money given as bare numbers are yuan. Refusals name the field (``label``) and the given ``value``:
    ``fact.not_yes_no``, ``fact.not_whole_number``, ``fact.not_a_number``, ``fact.negative``,
    ``fact.not_a_choice`` (with ``choices``), ``fact.not_a_date``, ``fact.not_text``, ``fact.too_long``,
    ``fact.not_money``.
    """
    if raw is None or (isinstance(raw, str) and _plain(raw).lower() in _UNKNOWN):
        return None
    return _READERS[definition.kind](definition, raw)


def restore_fact(definition: FactDefinition, stored: object) -> FactValue | None:
    """Read back what ``encode_fact`` wrote (sums of money as fen); refuses like ``parse_fact``."""
    if definition.kind is FactKind.MONEY and isinstance(stored, int) and not isinstance(stored, bool):
        return parse_money(stored, "分")
    return parse_fact(definition, stored)


def parse_profile(definitions: Mapping[str, FactDefinition], raw: Mapping[str, object]) -> Profile:
    """A profile from raw values by key; refuses a key nobody defined with ``fact.unknown_key``."""
    values: dict[str, FactValue | None] = {}
    for key, value in raw.items():
        definition = definitions.get(key)
        if definition is None:
            raise Refusal("fact.unknown_key", key=key)
        values[key] = parse_fact(definition, value)
    return Profile(values)


def encode_fact(value: FactValue | None) -> bool | int | str | None:
    """The value in a form that JSON and a database column can hold without loss (money: int of fen)."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def parse_date(text: str) -> date | None:
    """A day from ``2026-12-08``, ``2026/12/8``, ``2026.12.8``, ``2026年12月8日`` or ``20261208``.

    Anything else, and a day the calendar does not have, gives ``None``.
    """
    found = _DATE.fullmatch(_plain(text))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _refuse(code: str, definition: FactDefinition, raw: object, **more: object) -> Refusal:
    shown = str(raw)
    return Refusal(
        code, label=definition.label, value=shown if len(shown) <= 40 else shown[:39] + "…", **more
    )


def _read_bool(definition: FactDefinition, raw: object) -> FactValue:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        word = _plain(raw).lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
    raise _refuse("fact.not_yes_no", definition, raw)


def _read_decimal(definition: FactDefinition, raw: object) -> Decimal:
    divisor = Decimal(1)
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal, str)):
        raise _refuse("fact.not_a_number", definition, raw)
    text = repr(raw) if isinstance(raw, float) else _plain(str(raw))
    if isinstance(raw, str):
        unit, other = _plain(definition.unit), _plain(definition.other_unit)
        if unit and text.endswith(unit):
            text = text.removesuffix(unit)
        elif other and text.endswith(other):
            text, divisor = text.removesuffix(other), definition.per_unit
        if "," in text:
            text = text.replace(",", "") if _GROUPED.fullmatch(text) else ""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _refuse("fact.not_a_number", definition, raw) from error
    if not number.is_finite() or abs(number) > _LARGEST_NUMBER:
        raise _refuse("fact.not_a_number", definition, raw)
    if number < 0:
        raise _refuse("fact.negative", definition, raw)
    # Six decimals are finer than any unit here and keep a converted third from printing 28 digits.
    return round(number / divisor, 6).normalize() + Decimal(0) if divisor != 1 else number


def _read_int(definition: FactDefinition, raw: object) -> FactValue:
    number = _read_decimal(definition, raw)
    if number != number.to_integral_value():
        raise _refuse("fact.not_whole_number", definition, raw)
    return int(number)


def _read_money(definition: FactDefinition, raw: object) -> FactValue:
    try:
        return parse_money(raw)
    except Refusal as refusal:
        raise _refuse("fact.not_money", definition, raw) from refusal


def _read_choice(definition: FactDefinition, raw: object) -> FactValue:
    word = _plain(raw) if isinstance(raw, str) else None
    for choice in definition.choices:
        if word in (_plain(choice.value), _plain(choice.label)):
            return choice.value
    offered = "、".join(choice.label for choice in definition.choices)
    raise _refuse("fact.not_a_choice", definition, raw, choices=offered)


def _read_date(definition: FactDefinition, raw: object) -> FactValue:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = parse_date(raw) if isinstance(raw, str) else None
    if found is None:
        raise _refuse("fact.not_a_date", definition, raw)
    return found


def _read_text(definition: FactDefinition, raw: object) -> FactValue:
    if not isinstance(raw, str):
        raise _refuse("fact.not_text", definition, raw)
    text = raw.strip()
    if len(text) > _LONGEST_TEXT:
        raise _refuse("fact.too_long", definition, raw, longest=_LONGEST_TEXT)
    return text


_READERS = {
    FactKind.BOOL: _read_bool,
    FactKind.INT: _read_int,
    FactKind.DECIMAL: _read_decimal,
    FactKind.MONEY: _read_money,
    FactKind.CHOICE: _read_choice,
    FactKind.DATE: _read_date,
    FactKind.TEXT: _read_text,
}
