"""The catalogue: consistency, what applies, what must come first, which law to cite."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.domain.catalogue import (
    ApprovalItem,
    Catalogue,
    ClockOwner,
    ClockStart,
    Gate,
    Lane,
    LimitEvidence,
    LimitType,
    Stage,
    default_target,
)
from agent_desk.domain.conditions import Truth, parse_condition
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import Profile
from agent_desk.domain.limits import Limit, Unit


def item(code: str, condition: str = "", **more: object) -> ApprovalItem:
    values: dict[str, object] = {
        "name": code,
        "name_en": code,
        "short_name": code,
        "stage": Stage.LAND,
        "lane": Lane.BUILD,
        "authority": "住房城乡建设部门",
        "department": "住建局",
        "limit_type": LimitType.NONE,
        "evidence": LimitEvidence.NONE,
        "clock_start": ClockStart.ACCEPTANCE,
        "clock_start_words": "受理",
        "clock_owner": ClockOwner.AUTHORITY,
        "basis": "《某法》第一条",
        "condition": parse_condition(condition),
    }
    return ApprovalItem(code=code, **{**values, **more})  # type: ignore[arg-type]


def catalogue(*items: ApprovalItem) -> Catalogue:
    return Catalogue("test", date(2026, 1, 1), items, derivations={"works": parse_condition("gfa > 0")})


def test_applicability_in_the_order_of_the_catalogue() -> None:
    found = catalogue(item("A", "land == '出让'"), item("B", "works"), item("C", "forest > 0")).applicable(
        Profile({"land": "划拨", "gfa": 5})
    )
    assert [(one.item.code, one.truth) for one in found] == [
        ("A", Truth.FALSE),
        ("B", Truth.TRUE),
        ("C", Truth.UNKNOWN),
    ]
    assert found[2].evaluation.unknown == ("forest",)


def test_prerequisites_of_a_project() -> None:
    last = item("Z", prerequisites=(("A", "B"), ("C",), ("D", "E")), usual_after=(("C", "E"),))
    whole = catalogue(*(item(code) for code in "ABCDE"), last)
    assert whole.prerequisites_of(last, {"A", "B", "C"}) == (("A", "B"), ("C",))
    assert whole.prerequisites_of(last, {"B", "Z"}) == (("B",),)
    assert whole.prerequisites_of(last, set()) == ()
    assert whole.usual_after_of(last, {"E"}) == (("E",),)


def test_finding_items() -> None:
    whole = catalogue(item("A"))
    assert whole.item("A").code == "A"
    assert whole.find("B") is None
    with pytest.raises(Refusal) as refusal:
        whole.item("B")
    assert refusal.value.code == "catalogue.no_such_item"


def test_a_code_may_stand_once() -> None:
    with pytest.raises(Refusal) as refusal:
        catalogue(item("A"), item("A"))
    assert (refusal.value.code, refusal.value.params) == ("catalogue.duplicate_code", {"item": "A"})


@pytest.mark.parametrize("where", ["prerequisites", "usual_after"])
def test_unknown_references_are_named(where: str) -> None:
    with pytest.raises(Refusal) as refusal:
        catalogue(item("A", **{where: (("X",),)}))
    assert refusal.value.params == {"item": "A", "reference": "X"}


def test_a_circle_is_spelt_out() -> None:
    with pytest.raises(Refusal) as refusal:
        catalogue(
            item("A", prerequisites=(("B",),)),
            item("B", prerequisites=(("D", "C"),)),
            item("C", prerequisites=(("A",),)),
            item("D"),
        )
    assert refusal.value.code == "catalogue.circular"
    assert refusal.value.params["circle"] == "A → B → C → A"


def test_an_item_before_itself_is_a_circle() -> None:
    with pytest.raises(Refusal) as refusal:
        catalogue(item("A", prerequisites=(("A",),)))
    assert refusal.value.params["circle"] == "A → A"


def test_a_diamond_is_no_circle() -> None:
    top = item("T", prerequisites=(("L",), ("R",)))
    sides = [item(code, prerequisites=(("B",),)) for code in "LR"]
    assert len(catalogue(top, *sides, item("B"))) == 4


def test_older_cases_keep_the_old_citation() -> None:
    eia = item("A", earlier_basis="旧法", basis_since=date(2026, 8, 15))
    assert eia.basis_on(date(2026, 8, 14)) == "旧法"
    assert eia.basis_on(date(2026, 8, 15)) == eia.basis


def test_items_before_a_gate() -> None:
    whole = catalogue(item("A", gate=Gate.START_OF_WORK), item("B", gate=Gate.START_OF_WORK), item("C"))
    assert [one.code for one in whole.due_before(Gate.START_OF_WORK, {"B", "C"})] == ["B"]


@pytest.mark.parametrize(
    ("promised", "statutory", "days"),
    [
        (Limit(5, Unit.WORKING), Limit(20, Unit.WORKING), 3),
        (Limit(7, Unit.WORKING), None, 4),
        (None, Limit(20, Unit.WORKING), 8),
        (None, Limit(7, Unit.CALENDAR), 3),
        (Limit(1, Unit.WORKING), None, 1),
        (None, Limit(1, Unit.WORKING), 1),
        (Limit(0, Unit.WORKING), Limit(3, Unit.WORKING), 0),
    ],
)
def test_default_target(promised: Limit | None, statutory: Limit | None, days: int) -> None:
    assert default_target(promised, statutory, 50, 40) == Limit(days, Unit.EVERY_DAY)


def test_months_and_nothing_have_no_default_target() -> None:
    assert default_target(None, None, 50, 40) is None
    assert default_target(None, Limit(6, Unit.CALENDAR_MONTH), 50, 40) is None
