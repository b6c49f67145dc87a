"""Admission to the green channel (绿色通道准入): rules as data, and the verdict with its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_desk.domain.conditions import Condition, Evaluation, Truth
from agent_desk.domain.expressions import Comparison, Constant, Junction, Name
from agent_desk.domain.facts import FactValue, Profile


@dataclass(frozen=True, slots=True)
class AdmissionRule:
    """One way into the green channel: ``fact operator threshold`` among the projects that ``scope`` holds
    for.

    ``threshold`` is in the fact's own kind (fen for money). ``basis`` is the office's own document and
    ``approver`` who admits; both are the office's to enter.
    """

    id: str
    title: str
    title_en: str
    fact: str
    operator: str
    threshold: FactValue
    scope: Condition
    basis: str
    approver: str

    def evaluate(self, profile: Profile) -> Evaluation:
        """Whether the rule admits a project with this profile, with its causes and missing facts."""
        own = Comparison(Name(self.fact), self.operator, Constant(self.threshold))
        return Condition(self.id, Junction(True, (self.scope.root, own))).evaluate(profile)


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule looked at for one profile."""

    rule: AdmissionRule
    value: FactValue | None
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome over all rules.

    ``admitted`` is None while a fact that could still admit the project is not known; ``missing`` names those
    facts. ``rule``, ``value`` and ``threshold`` show the rule that decided, or the one to show with a refusal
    (the first with a figure).
    """

    admitted: bool | None
    rule: AdmissionRule | None
    value: FactValue | None
    threshold: FactValue | None
    missing: tuple[str, ...]
    checks: tuple[RuleCheck, ...]


def judge(profile: Profile, rules: Sequence[AdmissionRule]) -> Verdict:
    """Look at the rules in order; the first that holds admits. Without rules nothing is admitted."""
    checks = tuple(RuleCheck(rule, profile[rule.fact], rule.evaluate(profile)) for rule in rules)
    holding = [check for check in checks if check.evaluation.truth is Truth.TRUE]
    if holding:
        return _verdict(True, holding[0], (), checks)
    waiting = [check for check in checks if check.evaluation.truth is Truth.UNKNOWN]
    if waiting:
        missing = dict.fromkeys(key for check in waiting for key in check.evaluation.unknown)
        return _verdict(None, waiting[0], tuple(missing), checks)
    with_figure = [check for check in checks if not isinstance(check.rule.threshold, bool)]
    shown = next(iter([*with_figure, *checks]), None)
    return _verdict(False, shown, (), checks)


def _verdict(
    admitted: bool | None, shown: RuleCheck | None, missing: tuple[str, ...], checks: tuple[RuleCheck, ...]
) -> Verdict:
    if shown is None:
        return Verdict(admitted, None, None, None, missing, checks)
    return Verdict(admitted, shown.rule, shown.value, shown.rule.threshold, missing, checks)
