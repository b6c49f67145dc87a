"""Profiles, and reading what forms and files hold into facts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import (
    Choice,
    FactDefinition,
    FactGroup,
    FactKind,
    FactValue,
    Profile,
    encode_fact,
    parse_date,
    parse_fact,
    parse_profile,
    restore_fact,
)


def fact(kind: FactKind, **more: object) -> FactDefinition:
    return FactDefinition("key", "项目画像", "Fact", kind, FactGroup.BASIC, **more)  # type: ignore[arg-type]


LAND = fact(FactKind.CHOICE, choices=(Choice("出让", "出让", "granted"), Choice("存量", "存量自有", "held")))
AREA = fact(FactKind.DECIMAL, unit="公顷", other_unit="亩", per_unit=Decimal(15))


@pytest.mark.parametrize(
    ("definition", "raw", "expected"),
    [
        (fact(FactKind.BOOL), True, True),
        (fact(FactKind.BOOL), "是", True),
        (fact(FactKind.BOOL), "不涉及", False),
        (fact(FactKind.INT), "1,860", 1860),
        (fact(FactKind.INT), 12.0, 12),
        (AREA, "48亩", Decimal("3.2")),
        (AREA, "3.2 公顷", Decimal("3.2")),
        (AREA, 10, Decimal(10)),
        (AREA, "150亩", Decimal(10)),
        (AREA, 0.1, Decimal("0.1")),
        (LAND, "存量自有", "存量"),
        (LAND, " 出让", "出让"),
        (fact(FactKind.DATE), "2026年12月8日", date(2026, 12, 8)),
        (fact(FactKind.DATE), datetime(2026, 12, 8, 9, 0), date(2026, 12, 8)),
        (fact(FactKind.TEXT), " 2231 纸制品 ", "2231 纸制品"),
        (fact(FactKind.MONEY), "3.2亿元", 32_000_000_000),
        (fact(FactKind.MONEY), 320_000_000, 32_000_000_000),
        (fact(FactKind.BOOL), "待确认", None),
        (AREA, "", None),
        (LAND, None, None),
    ],
)
def test_readings(definition: FactDefinition, raw: object, expected: FactValue | None) -> None:
    found = parse_fact(definition, raw)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("definition", "raw", "code"),
    [
        (fact(FactKind.BOOL), "也许", "fact.not_yes_no"),
        (fact(FactKind.BOOL), 1, "fact.not_yes_no"),
        (fact(FactKind.INT), "1.5", "fact.not_whole_number"),
        (fact(FactKind.INT), True, "fact.not_a_number"),
        (AREA, "很大", "fact.not_a_number"),
        (AREA, "1,2", "fact.not_a_number"),
        (AREA, "nan", "fact.not_a_number"),
        (AREA, float("inf"), "fact.not_a_number"),
        (AREA, "1e20", "fact.not_a_number"),
        (AREA, -1, "fact.negative"),
        (LAND, "租", "fact.not_a_choice"),
        (LAND, 3, "fact.not_a_choice"),
        (fact(FactKind.DATE), "2026-02-30", "fact.not_a_date"),
        (fact(FactKind.DATE), 20261208, "fact.not_a_date"),
        (fact(FactKind.TEXT), 5, "fact.not_text"),
        (fact(FactKind.TEXT), "长" * 501, "fact.too_long"),
        (fact(FactKind.MONEY), "三亿", "fact.not_money"),
    ],
)
def test_wrong_values_name_the_field(definition: FactDefinition, raw: object, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_fact(definition, raw)
    assert refusal.value.code == code
    assert refusal.value.params["label"] == "项目画像"
    assert str(raw)[:5] in str(refusal.value.params["value"])


def test_the_choices_are_offered() -> None:
    with pytest.raises(Refusal) as refusal:
        parse_fact(LAND, "租")
    assert refusal.value.params["choices"] == "出让、存量自有"


@pytest.mark.parametrize(
    "text", ["2026-12-08", "2026/12/8", "2026.12.8", "2026年12月8日", "20261208", " 2026 - 12 - 08 "]
)
def test_date_notations(text: str) -> None:
    assert parse_date(text) == date(2026, 12, 8)


@pytest.mark.parametrize(
    "text", ["", "12月8日", "2026-13-01", "2026-12", "明年", "2026-12-08x", "0000-01-01"]
)
def test_not_dates(text: str) -> None:
    assert parse_date(text) is None


def test_unknown_facts_are_none_and_not_listed() -> None:
    profile = Profile({"a": True, "b": None})
    assert profile["b"] is None
    assert profile["never heard of"] is None
    assert list(profile) == ["a"]
    assert profile == Profile({"a": True})
    assert hash(profile) == hash(Profile({"a": True, "c": None}))
    assert profile != Profile({"a": 1})


def test_changes_make_a_new_profile() -> None:
    before = Profile({"a": True})
    after = before.with_({"a": None, "b": 3})
    assert before == Profile({"a": True})
    assert after == Profile({"b": 3})


def test_a_key_nobody_defined_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        parse_profile({"land": LAND}, {"lnad": "出让"})
    assert (refusal.value.code, refusal.value.params["key"]) == ("fact.unknown_key", "lnad")


decimals = st.decimals(min_value=0, max_value=10**12, places=3)


@given(
    st.one_of(
        st.booleans().map(lambda value: (fact(FactKind.BOOL), value)),
        st.integers(min_value=0, max_value=10**12).map(lambda value: (fact(FactKind.INT), value)),
        st.integers(min_value=0, max_value=10**15).map(lambda value: (fact(FactKind.MONEY), value)),
        decimals.map(lambda value: (AREA, value)),
        st.dates(min_value=date(1000, 1, 1)).map(lambda value: (fact(FactKind.DATE), value)),
        st.sampled_from(["出让", "存量"]).map(lambda value: (LAND, value)),
    )
)
def test_what_is_stored_reads_back(pair: tuple[FactDefinition, FactValue]) -> None:
    definition, value = pair
    back = restore_fact(definition, encode_fact(value))
    assert back == value
    assert type(back) is type(value)
