"""When an approval item applies: conditions over a profile and their three-valued meaning.

A fact that is not known makes the outcome unknown unless the known facts decide it (Kleene's logic), and
every outcome carries the facts that made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from agent_desk.domain.expressions import (
    Comparison,
    Constant,
    Junction,
    Membership,
    Name,
    Node,
    Not,
    Operand,
    kind_of,
    nodes_of,
    parse_expression,
)
from agent_desk.domain.facts import FactValue, Profile

_T = TypeVar("_T")

_OPPOSITE = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "in": "not in",
    "not in": "in",
}


class Truth(StrEnum):
    """True, false, or to be confirmed because a fact that matters is not known."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @property
    def opposite(self) -> Truth:
        """Kleene negation: unknown stays unknown."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, Truth.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Cause:
    """One known fact that decided an outcome, as a statement that is true of the project.

    ``key`` has ``value``, and ``value operator threshold`` holds (``1860 >= 1000``; ``860 < 1000`` where the
    condition failed). ``threshold`` is a tuple for ``in`` and ``not in``. Where the threshold is itself a
    fact, ``threshold_key`` names it.
    """

    key: str
    value: FactValue
    operator: str
    threshold: FactValue | tuple[FactValue, ...]
    threshold_key: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of a condition for one profile.

    ``decided_by`` are facts that suffice for the outcome whatever the others are (empty when it is unknown).
    ``unknown`` are the facts that would settle an unknown outcome. ``mismatched`` are facts whose value
    cannot be compared as the condition asks (text with a number); their comparison counts as unknown.
    """

    truth: Truth
    decided_by: tuple[Cause, ...] = ()
    unknown: tuple[str, ...] = ()
    mismatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition with the text it came from."""

    text: str
    root: Node

    @property
    def facts(self) -> frozenset[str]:
        """The keys of all facts the condition mentions."""
        return frozenset(node.key for node in nodes_of(self.root) if isinstance(node, Name))

    def evaluate(self, profile: Profile, derivations: Mapping[str, Condition] | None = None) -> Evaluation:
        """The outcome for a profile.

        ``derivations`` answer yes/no facts from other facts while the profile does not hold them; the causes
        are then those of the derivation.
        """
        return _evaluate(self.root, profile, derivations or {})


def parse_condition(text: str) -> Condition:
    """Parse a condition (see ``expressions``); an empty text always holds.

    Refusals as ``parse_expression``.
    """
    return Condition(text.strip(), parse_expression(text))


@dataclass(frozen=True, slots=True)
class _Found:
    """A looked-up operand: its value, and why it has it (or what is missing)."""

    value: FactValue | None
    key: str = ""
    derived: Evaluation | None = None


def _look_up(operand: Operand, profile: Profile, derivations: Mapping[str, Condition]) -> _Found:
    if isinstance(operand, Constant):
        return _Found(operand.value)
    key = operand.key
    value = profile[key]
    if value is not None or key not in derivations:
        return _Found(value, key)
    # A derivation never sees itself, so a circle of derivations ends in "unknown" instead of never.
    others = {name: condition for name, condition in derivations.items() if name != key}
    outcome = _evaluate(derivations[key].root, profile, others)
    known = None if outcome.truth is Truth.UNKNOWN else outcome.truth is Truth.TRUE
    return _Found(known, key, outcome)


def _evaluate(node: Node, profile: Profile, derivations: Mapping[str, Condition]) -> Evaluation:
    match node:
        case Junction(every, children):
            return _join(every, [_evaluate(child, profile, derivations) for child in children])
        case Not(child):
            inner = _evaluate(child, profile, derivations)
            return Evaluation(inner.truth.opposite, inner.decided_by, inner.unknown, inner.mismatched)
        case Membership(left, operator, members):
            return _decide(_look_up(left, profile, derivations), operator, members)
        case Comparison(left, operator, right):
            found = _look_up(left, profile, derivations)
            return _compare(found, operator, _look_up(right, profile, derivations))
        case Name() | Constant():
            return _decide(_look_up(node, profile, derivations), "==", True)


def _join(every: bool, parts: list[Evaluation]) -> Evaluation:
    """Kleene's and/or. One deciding child settles it; only children that settle it are causes."""
    settling = Truth.FALSE if every else Truth.TRUE
    decisive = [part for part in parts if part.truth is settling]
    if decisive:
        return Evaluation(settling, _merged([part.decided_by for part in decisive]))
    open_parts = [part for part in parts if part.truth is Truth.UNKNOWN]
    if open_parts:
        return Evaluation(
            Truth.UNKNOWN,
            (),
            _merged([part.unknown for part in open_parts]),
            _merged([part.mismatched for part in open_parts]),
        )
    return Evaluation(settling.opposite, _merged([part.decided_by for part in parts]))


def _merged(lists: list[tuple[_T, ...]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(item for each in lists for item in each))


def _decide(
    found: _Found, operator: str, threshold: FactValue | tuple[FactValue, ...], threshold_key: str = ""
) -> Evaluation:
    """The outcome of one comparison with a known threshold (several members for ``in``)."""
    if found.value is None:
        missing = found.derived or Evaluation(Truth.UNKNOWN, (), (found.key,))
        return Evaluation(Truth.UNKNOWN, (), missing.unknown, missing.mismatched)
    sample = threshold[0] if isinstance(threshold, tuple) else threshold
    if not _comparable(found.value, operator, sample):
        return Evaluation(Truth.UNKNOWN, (), (found.key,) if found.key else (), (found.key or threshold_key,))
    holds = _holds(found.value, operator, threshold)
    truth = Truth.TRUE if holds else Truth.FALSE
    if not found.key:
        return Evaluation(truth)
    if found.derived is not None:
        return Evaluation(truth, found.derived.decided_by)
    return Evaluation(truth, (_cause(found, operator, threshold, threshold_key, holds),))


def _compare(left: _Found, operator: str, right: _Found) -> Evaluation:
    """A comparison whose right side may be a fact too."""
    if right.value is not None and not right.key:
        return _decide(left, operator, right.value)
    if left.value is None or right.value is None:
        parts = [_decide(side, "==", True) for side in (left, right) if side.value is None]
        return _join(True, parts)
    outcome = _decide(left, operator, right.value, right.key)
    if outcome.truth is Truth.UNKNOWN:
        keys = (*outcome.unknown, right.key)
        return Evaluation(Truth.UNKNOWN, (), keys, tuple(dict.fromkeys((*outcome.mismatched, right.key))))
    if right.derived is not None:
        return Evaluation(outcome.truth, _merged([outcome.decided_by, right.derived.decided_by]))
    return outcome


def _comparable(value: FactValue, operator: str, threshold: FactValue) -> bool:
    kind = kind_of(value)
    if kind != kind_of(threshold):
        return False
    return kind in ("number", "date") or operator in ("==", "!=", "in", "not in")


def _holds(value: FactValue, operator: str, threshold: FactValue | tuple[FactValue, ...]) -> bool:
    if isinstance(threshold, tuple):
        return (value in threshold) is (operator == "in")
    if operator in ("==", "!="):
        return (value == threshold) is (operator == "==")
    # Kinds were compared before, so both sides are numbers or both are days.
    first, second = _number(value), _number(threshold)
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[operator]


def _number(value: FactValue) -> Decimal:
    if isinstance(value, date):
        return Decimal(value.toordinal())
    return value if isinstance(value, Decimal) else Decimal(int(value))


def _cause(
    found: _Found,
    operator: str,
    threshold: FactValue | tuple[FactValue, ...],
    threshold_key: str,
    holds: bool,
) -> Cause:
    value = found.value
    assert value is not None
    if isinstance(value, bool) and not threshold_key:
        # "not A" and "A == False" say the same: that A is what it is.
        return Cause(found.key, value, "==", value)
    return Cause(found.key, value, operator if holds else _OPPOSITE[operator], threshold, threshold_key)
