"""Causes as a screen shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent_desk.domain.conditions import parse_condition
from agent_desk.domain.explanation import explain
from agent_desk.domain.facts import Choice, FactDefinition, FactGroup, FactKind, FactValue, Profile

GROUP = FactGroup.BASIC
FACTS = {
    "tce": FactDefinition("tce", "年综合能耗", "Energy", FactKind.DECIMAL, GROUP, "吨标准煤", "tce"),
    "gfa": FactDefinition("gfa", "总建筑面积", "Floor area", FactKind.DECIMAL, GROUP, "㎡", "m²"),
    "limit": FactDefinition("limit", "门槛", "threshold", FactKind.DECIMAL, GROUP, "㎡", "m²"),
    "total": FactDefinition("total", "总投资", "Investment", FactKind.MONEY, GROUP, "元"),
    "fire": FactDefinition("fire", "特殊建设工程", "Special works", FactKind.BOOL, GROUP),
    "land": FactDefinition(
        "land", "供地方式", "Land", FactKind.CHOICE, GROUP, choices=(Choice("存量", "存量自有", "held"),)
    ),
}


@pytest.mark.parametrize(
    ("condition", "facts", "chinese", "english"),
    [
        ("tce >= 1000", {"tce": 1860}, "年综合能耗 1,860 ≥ 1,000 吨标准煤", "Energy 1,860 ≥ 1,000 tce"),
        (
            "tce >= 1000",
            {"tce": Decimal("860.50")},
            "年综合能耗 860.5 < 1,000 吨标准煤",
            "Energy 860.5 < 1,000 tce",
        ),
        ("gfa > 0", {"gfa": 62000}, "总建筑面积 62,000 ㎡", "Floor area 62,000 m²"),
        (
            "gfa >= limit",
            {"gfa": 62000, "limit": 50000},
            "总建筑面积 62,000 ≥ 门槛 50,000 ㎡",
            "Floor area 62,000 ≥ threshold 50,000 m²",
        ),
        ("not fire", {"fire": False}, "特殊建设工程：否", "Special works：no"),
        ("land in ('出让', '存量')", {"land": "存量"}, "供地方式 存量自有", "Land held"),
        (
            "total >= 30000000000",
            {"total": 32_000_000_000},
            "总投资 3.2 ≥ 3 亿元",
            "Investment 3.2 ≥ 3 × 100 million yuan",
        ),
        ("other", {"other": True}, "other：是", "other：yes"),
    ],
)
def test_parts(condition: str, facts: dict[str, FactValue], chinese: str, english: str) -> None:
    causes = parse_condition(condition).evaluate(Profile(facts)).decided_by
    assert [part.text("是", "否") for part in explain(causes, FACTS)] == [chinese]
    assert [part.text("yes", "no") for part in explain(causes, FACTS, english=True)] == [english]
