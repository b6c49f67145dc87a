"""The verdict on the green channel, with its figure."""

from __future__ import annotations

from agent_desk.domain.admission import AdmissionRule, judge
from agent_desk.domain.conditions import parse_condition
from agent_desk.domain.facts import Profile

YI = 10_000_000_000
PLAN = AdmissionRule(
    "plan", "年度政府投资计划", "Plan", "in_plan", "==", True, parse_condition(""), "办法", "局长"
)
MONEY = AdmissionRule(
    "money",
    "重大产业项目",
    "Major",
    "total",
    ">=",
    3 * YI,
    parse_condition("kind in ('备案', '核准')"),
    "办法",
    "局长",
)
RULES = (PLAN, MONEY)


def test_the_threshold_itself_admits() -> None:
    verdict = judge(Profile({"in_plan": False, "total": 3 * YI, "kind": "备案"}), RULES)
    assert verdict.admitted is True
    assert verdict.rule is MONEY
    assert (verdict.value, verdict.threshold) == (3 * YI, 3 * YI)


def test_one_fen_less_does_not_and_shows_the_figure() -> None:
    verdict = judge(Profile({"in_plan": False, "total": 3 * YI - 1, "kind": "备案"}), RULES)
    assert verdict.admitted is False
    assert verdict.rule is MONEY
    assert verdict.missing == ()


def test_the_plan_admits_whatever_the_rest_is() -> None:
    verdict = judge(Profile({"in_plan": True}), RULES)
    assert (verdict.admitted, verdict.rule) == (True, PLAN)


def test_unknown_facts_that_could_admit_are_named() -> None:
    verdict = judge(Profile({"in_plan": False, "kind": "备案"}), RULES)
    assert (verdict.admitted, verdict.missing) == (None, ("total",))
    assert judge(Profile(), RULES).missing == ("in_plan", "kind", "total")


def test_unknown_facts_that_cannot_admit_do_not_keep_it_open() -> None:
    assert judge(Profile({"in_plan": False, "total": 1}), RULES).admitted is False


def test_outside_the_scope_is_refused() -> None:
    assert judge(Profile({"in_plan": False, "total": 9 * YI, "kind": "审批"}), RULES).admitted is False


def test_every_rule_is_shown() -> None:
    checks = judge(Profile({"in_plan": True, "total": YI}), RULES).checks
    assert [(check.rule.id, check.value) for check in checks] == [("plan", True), ("money", YI)]


def test_no_rules_admit_nothing() -> None:
    verdict = judge(Profile({"in_plan": True}), ())
    assert (verdict.admitted, verdict.rule, verdict.checks) == (False, None, ())
