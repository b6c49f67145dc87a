"""Conditions of the catalogue in words: ``energy_tce >= 1000 or power_10k_kwh >= 500`` as a person would say it."""

from __future__ import annotations

from collections.abc import Mapping

from agent_desk.domain.conditions import Condition
from agent_desk.domain.explanation import fact_label, unit_of, value_text
from agent_desk.domain.expressions import Comparison, Constant, Junction, Membership, Name, Node, Not, Operand
from agent_desk.domain.facts import FactDefinition, FactValue
from agent_desk.i18n import language, tr

_SYMBOLS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_OPPOSITES = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class ConditionWords:
    """Words conditions with the labels, choices and units of the office's questions."""

    def __init__(self, facts: Mapping[str, FactDefinition]) -> None:
        self._facts = facts
        self._english = language() == "en"

    def text(self, condition: Condition) -> str:
        """The whole condition on one line."""
        if isinstance(condition.root, Constant):
            return tr("所有项目均适用") if condition.root.value else tr("由办公室决定是否适用")
        return self._node(condition.root, False)

    def _node(self, node: Node, inner: bool) -> str:
        match node:
            case Junction(every=every, children=children):
                mark = tr("，且") if every else tr("，或")
                text = mark.join(self._node(child, True) for child in children)
                return tr("（{text}）", text=text) if inner else text
            case Not(child=child):
                return self._denied(child)
            case Comparison(left=left, operator=operator, right=right):
                return self._comparison(left, operator, right)
            case Membership(left=left, operator=operator, members=members):
                values = tr("、").join(self._value(left.key, member) for member in members)
                joined = tr("{fact}为{values}之一") if operator == "in" else tr("{fact}不是{values}")
                return joined.format(fact=self._label(left.key), values=values)
            case Name(key=key):
                return self._label(key)
            case _:
                return tr("是") if node.value else tr("否")

    def _denied(self, node: Node) -> str:
        if isinstance(node, Comparison):
            return self._comparison(node.left, _OPPOSITES[node.operator], node.right)
        if isinstance(node, Name):
            return tr("{fact}：否", fact=self._label(node.key))
        return tr("不符合（{text}）", text=self._node(node, False))

    def _comparison(self, left: Operand, operator: str, right: Operand) -> str:
        """``left operator right``; a choice is or is not a value, a number that must be above zero just exists."""
        if not isinstance(left, Name):
            return f"{self._operand(left, right)} {_SYMBOLS[operator]} {self._operand(right, left)}"
        label = self._label(left.key)
        if isinstance(right, Constant):
            if isinstance(right.value, str):
                text = tr("{fact}为{value}") if operator == "==" else tr("{fact}不是{value}")
                return text.format(fact=label, value=self._value(left.key, right.value))
            if operator == ">" and right.value == 0:
                return tr("{fact}大于零", fact=label)
        unit = unit_of(self._facts.get(left.key), english=self._english)
        return " ".join(
            part for part in (label, _SYMBOLS[operator], self._operand(right, left), unit) if part
        )

    def _operand(self, operand: Operand, other: Operand) -> str:
        if isinstance(operand, Name):
            return self._label(operand.key)
        return self._value(other.key, operand.value) if isinstance(other, Name) else str(operand.value)

    def _label(self, key: str) -> str:
        return fact_label(key, self._facts, english=self._english)

    def _value(self, key: str, value: FactValue) -> str:
        return value_text(value, self._facts.get(key), english=self._english)
