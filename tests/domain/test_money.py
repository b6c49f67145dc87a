"""Sums as people write them, in fen."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.errors import Refusal
from agent_desk.domain.money import LARGEST_FEN, format_wan, format_yi, parse_money

YUAN = 100


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        ("3.2亿元", 320_000_000),
        ("3,200万元", 32_000_000),
        ("12500万", 125_000_000),
        ("8600（万元）", 86_000_000),
        ("8600 (万元)", 86_000_000),
        ("３．２ 亿元", 320_000_000),
        ("人民币 1,250,000.50 元", Decimal("1250000.5")),
        ("¥99", 99),
        ("0", 0),
        (1.2e8, 120_000_000),
        ("1.2e8", 120_000_000),
        (320_000_000, 320_000_000),
        (Decimal("0.01"), Decimal("0.01")),
        (8600.0000000001, 8600),
    ],
)
def test_notations(raw: object, yuan: Decimal | int) -> None:
    assert parse_money(raw) == yuan * YUAN


def test_a_heading_may_name_the_unit_and_text_overrides_it() -> None:
    assert parse_money(15600, "万元") == parse_money("1.56亿元", "万元") == parse_money("1.56亿")
    assert parse_money(32_000_000_000, "分") == parse_money("3.2亿元")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "money.not_an_amount"),
        ("约3亿", "money.not_an_amount"),
        ("3-4亿元", "money.not_an_amount"),
        ("3.2亿美元", "money.not_an_amount"),
        ("1,23,4元", "money.not_an_amount"),
        ("abc", "money.not_an_amount"),
        (None, "money.not_an_amount"),
        (True, "money.not_an_amount"),
        ([], "money.not_an_amount"),
        (math.nan, "money.not_an_amount"),
        (math.inf, "money.not_an_amount"),
        ("-3亿元", "money.negative"),
        (-1, "money.negative"),
        ("1e99", "money.too_large"),
        ("999999亿元", "money.too_large"),
        ("0.001元", "money.below_one_fen"),
    ],
)
def test_nonsense_is_refused(raw: object, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_money(raw)
    assert refusal.value.code == code
    assert len(str(refusal.value.params["value"])) <= 40


@pytest.mark.parametrize(
    ("fen", "text"),
    [(32_000_000_000, "3.2"), (0, "0"), (8_600_000_000, "0.86"), (10_000_000_000_000, "1,000")],
)
def test_yi(fen: int, text: str) -> None:
    assert format_yi(fen) == text


def test_wan() -> None:
    assert format_wan(3_200_000_000) == "3,200"


@given(st.integers(min_value=0, max_value=LARGEST_FEN // 1_000_000).map(lambda n: n * 1_000_000))
def test_what_is_shown_in_yi_reads_back(fen: int) -> None:
    assert parse_money(format_yi(fen) + "亿元") == fen


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_money(text) <= LARGEST_FEN
    except Refusal as refusal:
        assert refusal.code.startswith("money.")
