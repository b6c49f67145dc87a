"""Sums of money as whole fen (1/100 yuan), and the ways an office writes them down."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from agent_desk.domain.errors import Refusal

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
FEN_PER_YI = 100_000_000 * FEN_PER_YUAN

# Beyond this (ten trillion yuan) a sum is a slip of the keyboard; it also keeps every sum inside 64 bits.
LARGEST_FEN = 100_000 * FEN_PER_YI

_UNITS = {
    "": FEN_PER_YUAN,
    "元": FEN_PER_YUAN,
    "万": FEN_PER_WAN,
    "万元": FEN_PER_WAN,
    "亿": FEN_PER_YI,
    "亿元": FEN_PER_YI,
    "分": 1,
}
_AMOUNT = re.compile(r"(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?)(?P<unit>[^\d.]*)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?(?!\d)")


def parse_money(raw: object, unit: str = "元") -> int:
    """Read a sum in fen from what somebody typed or a cell holds.

    Text may carry its unit (``"3.2亿元"``, ``"3,200万元"``, ``"12500万"``, ``"8600（万元）"``); a bare number
    is in ``unit`` (one of 元, 万元, 亿元, 分), for columns whose heading names the unit.
    Refuses with ``money.not_an_amount``, ``money.negative``, ``money.too_large`` or ``money.below_one_fen``.
    """
    if unit not in _UNITS:
        raise ValueError(f"unknown unit {unit!r}")
    if isinstance(raw, bool) or raw is None:
        raise Refusal("money.not_an_amount", value=_shown(raw))
    if isinstance(raw, (int, Decimal)):
        return _fen(Decimal(raw), _UNITS[unit], raw, exact=True)
    if isinstance(raw, float):
        # A spreadsheet hands out binary floats, so a stray millionth of a fen is noise and not a claim.
        return _fen(Decimal(repr(raw)), _UNITS[unit], raw, exact=False)
    if not isinstance(raw, str):
        raise Refusal("money.not_an_amount", value=_shown(raw))
    number, written = _split(raw)
    return _fen(number, _UNITS[written or unit], raw, exact=True)


def _split(text: str) -> tuple[Decimal, str]:
    """The number and the unit written behind it ("" when there is none)."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = plain.removeprefix("人民币").lstrip("¥").removeprefix("RMB")
    if "," in plain:
        if not _GROUPED.match(plain):
            raise Refusal("money.not_an_amount", value=_shown(text))
        plain = plain.replace(",", "")
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise Refusal("money.not_an_amount", value=_shown(text))
    written = found["unit"].replace("(", "").replace(")", "").removeprefix("人民币")
    if written not in _UNITS:
        raise Refusal("money.not_an_amount", value=_shown(text))
    try:
        return Decimal(found["number"]), written
    except InvalidOperation as error:
        raise Refusal("money.not_an_amount", value=_shown(text)) from error


def _fen(number: Decimal, factor: int, raw: object, *, exact: bool) -> int:
    if not number.is_finite():
        raise Refusal("money.not_an_amount", value=_shown(raw))
    if number < 0:
        raise Refusal("money.negative", value=_shown(raw))
    if number > LARGEST_FEN:
        raise Refusal("money.too_large", value=_shown(raw))
    fen = number * factor
    if fen > LARGEST_FEN:
        raise Refusal("money.too_large", value=_shown(raw))
    whole = int(fen.to_integral_value(rounding=ROUND_HALF_UP))
    if exact and fen != whole:
        raise Refusal("money.below_one_fen", value=_shown(raw))
    return whole


def _shown(raw: object) -> str:
    """What the user gave, short enough for one line."""
    text = "" if raw is None else str(raw)
    return text if len(text) <= 40 else text[:39] + "…"


def format_yi(fen: int, places: int = 4) -> str:
    """The sum in 亿元 (100 million yuan) without its unit: ``"3.2"``; at most ``places`` decimals."""
    return _decimal_text(fen, FEN_PER_YI, places)


def format_wan(fen: int, places: int = 2) -> str:
    """The sum in 万元 (10,000 yuan) without the unit, thousands separated: ``"32,000"``."""
    return _decimal_text(fen, FEN_PER_WAN, places)


def _decimal_text(fen: int, factor: int, places: int) -> str:
    step = Decimal(1).scaleb(-places)
    text = f"{(Decimal(fen) / factor).quantize(step, rounding=ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
