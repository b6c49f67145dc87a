"""Single values of a project as files write them: tidy texts, days in many notations, sums and quantities
whose unit stands in the cell or in the heading."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactDefinition, FactKind, FactValue, Profile, parse_date, parse_fact
from agent_desk.domain.money import parse_money
from agent_desk.domain.people import TeamSeat
from agent_desk.i18n import N_
from agent_desk.services.intake import ProjectDraft

FIELD_LABELS = {
    "name": N_("项目名称"),
    "code": N_("项目代码"),
    "owner": N_("建设单位"),
    "short_name": N_("项目简称"),
    "town": N_("所属镇街"),
    "contact": N_("联系人"),
    "phone": N_("联系电话"),
    "land_day": N_("计划签供地合同日"),
}
"""The project's own fields besides its facts, with the names the messages use."""

TEXT_FIELDS = tuple(key for key in FIELD_LABELS if key != "land_day")
LAND_DAY = "land_day"

_LONGEST = {"code": 100}
_LONGEST_TEXT = 200
_SHOWN = 40
_UNKNOWN_DAY = frozenset({"", "待定", "待确认", "未知", "未定", "暂无", "无", "/", "-", "—", "——"})
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Joining and direction marks change how a name is shown without being seen.
_UNSEEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_BREAK_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])[\r\n]+(?=[^\x00-\x7f])")
_MIDNIGHT = re.compile(r"[T ]?0{1,2}:00(:00(\.0+)?)?$")
_NUMBER = re.compile(r"[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
# Ten million 万元 would be a hundred billion yuan: a bare number this large can only be yuan.
_SURELY_YUAN = 10_000_000

_SAME_UNIT = {
    "平方米": "m2", "平米": "m2", "m3": "立方米", "吨标煤": "吨标准煤", "tce": "吨标准煤", "千伏安": "kva",
    "m": "米", "ha": "公顷", "hm2": "公顷", "万度": "万千瓦时", "万kwh": "万千瓦时", "度": "千瓦时", "kwh": "千瓦时",
    "km2": "平方公里", "平方千米": "平方公里",
}  # fmt: skip
_SCALES = {
    ("m2", "公顷"): (1, 10_000),
    ("平方公里", "公顷"): (100, 1),
    ("千瓦时", "万千瓦时"): (1, 10_000),
}
_TEN_THOUSAND = "万"
MONEY_UNITS = ("万元", "亿元", "元", "万", "亿")


def clean_text(raw: str) -> str:
    """One line without what cannot be seen; a line break inside a Chinese name leaves no gap."""
    joined = _BREAK_IN_CHINESE.sub("", raw.strip())
    seen = (c for c in joined if c not in _UNSEEN and (unicodedata.category(c) != "Cc" or c.isspace()))
    return " ".join("".join(seen).split())


def shown(raw: object) -> str:
    """A value short enough for one line."""
    text = "" if raw is None else clean_text(str(raw))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def read_text(field: str, raw: object) -> str:
    """A text field; a number (a telephone typed as one) becomes its digits.

    Refuses ``fact.not_text`` and ``fact.too_long``.
    """
    if raw is None:
        return ""
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        raise Refusal("fact.not_text", label=FIELD_LABELS[field], value=shown(raw))
    text = _digits(raw) if isinstance(raw, (int, float)) else clean_text(raw)
    longest = _LONGEST.get(field, _LONGEST_TEXT)
    if len(text) > longest:
        raise Refusal("fact.too_long", label=FIELD_LABELS[field], value=shown(text), longest=longest)
    return text


def _digits(number: int | float) -> str:
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)


def read_day(field: str, raw: object, *, epoch_1904: bool = False) -> date | None:
    """A day from a date, a text or the day number of a spreadsheet; None while it is not known.

    Refuses ``fact.not_a_date``, and ``import.day_unlikely`` outside 2000 to 2099.
    """
    label = FIELD_LABELS[field]
    if raw is None or (isinstance(raw, str) and "".join(raw.split()) in _UNKNOWN_DAY):
        return None
    found = _day(raw, epoch_1904)
    if found is None:
        raise Refusal("fact.not_a_date", label=label, value=shown(raw))
    if not _FIRST_DAY <= found <= _LAST_DAY:
        raise Refusal("import.day_unlikely", label=label, value=shown(raw))
    return found


def _day(raw: object, epoch_1904: bool) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        plain = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", raw).strip()).replace("号", "日")
        return parse_date(plain)
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not math.isfinite(raw) or raw % 1:
        return None
    first = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    if (_FIRST_DAY - first).days <= raw <= (_LAST_DAY - first).days:
        return first + timedelta(days=int(raw))
    return parse_date(str(int(raw)))


def unit_scale(definition: FactDefinition, unit: str) -> tuple[int, int] | None:
    """How many of the definition's unit one ``unit`` is, as a fraction; None for a unit nobody knows here."""
    wanted, given = _unit(definition.unit), _unit(unit)
    if given == wanted:
        return 1, 1
    if definition.other_unit and given == _unit(definition.other_unit):
        return 1, int(definition.per_unit)
    if given.startswith(_TEN_THOUSAND) and _unit(given[1:]) == wanted:
        return 10_000, 1
    return _SCALES.get((given, wanted))


def _unit(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    return _SAME_UNIT.get(plain, plain)


def read_fact_cell(definition: FactDefinition, raw: object, unit: str) -> FactValue | None:
    """A fact from a cell; ``unit`` is the heading's, empty where it names none. The cell's own unit wins.

    Refuses like ``parse_fact``, and ``import.no_unit`` for a sum nobody gave a unit, ``import.unknown_unit``.
    """
    if definition.kind is FactKind.MONEY:
        return _money_cell(definition, raw, unit)
    if definition.kind in (FactKind.DECIMAL, FactKind.INT):
        return _quantity_cell(definition, raw, unit)
    if definition.kind is not FactKind.DATE and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return parse_fact(definition, _digits(raw))
    if definition.kind is FactKind.TEXT and isinstance(raw, str):
        return parse_fact(definition, clean_text(raw))
    return parse_fact(definition, raw)


def _money_cell(definition: FactDefinition, raw: object, unit: str) -> FactValue | None:
    number = _bare_number(raw)
    if number is None:
        return parse_fact(definition, raw)
    if not unit:
        if number != 0 and abs(number) < _SURELY_YUAN:
            raise Refusal("import.no_unit", label=definition.label, value=shown(raw))
        return parse_fact(definition, raw)
    try:
        return parse_money(raw, unit)
    except Refusal as refusal:
        raise Refusal("fact.not_money", label=definition.label, value=shown(raw)) from refusal


def _quantity_cell(definition: FactDefinition, raw: object, heading: str) -> FactValue | None:
    number, unit = raw, heading
    if isinstance(raw, str):
        plain = "".join(unicodedata.normalize("NFKC", raw).split())
        found = _NUMBER.match(plain)
        if found is None:
            return parse_fact(definition, raw)
        number, unit = found[0], plain[found.end() :] or heading
    scale = unit_scale(definition, unit) if unit else (1, 1)
    if scale is None:
        raise Refusal("import.unknown_unit", label=definition.label, unit=unit, wanted=definition.unit)
    value = parse_fact(definition, number)
    if scale == (1, 1) or not isinstance(value, Decimal):
        return value
    scaled = round(value * scale[0] / scale[1], 6)
    # Without this 80.000000 would be kept where 80 is meant; normalize alone would write 8E+1.
    return scaled.normalize() + Decimal(0)


def _bare_number(raw: object) -> Decimal | None:
    """The number of a cell that names no unit; None for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        return None
    plain = "".join(unicodedata.normalize("NFKC", raw).split()) if isinstance(raw, str) else repr(raw)
    found = _NUMBER.fullmatch(plain)
    return Decimal(plain.replace(",", "")) if found else None


def draft_of(
    texts: Mapping[str, str], land_day: date | None, profile: Profile, team: tuple[TeamSeat, ...] = ()
) -> ProjectDraft:
    """The draft of a project from its text fields by name; a field nobody gave is empty."""
    name, code, owner, short_name, town, contact, phone = (texts.get(key, "") for key in TEXT_FIELDS)
    return ProjectDraft(
        name=name,
        code=code,
        owner=owner,
        short_name=short_name,
        town=town,
        contact=contact,
        phone=phone,
        land_day=land_day,
        profile=profile,
        team=team,
    )
