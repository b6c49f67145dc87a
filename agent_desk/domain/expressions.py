"""The language conditions are written in: its nodes, and the parser that refuses everything else.

An expression is Boolean (``energy_tce >= 1000 or power_10k_kwh >= 500``): names of facts, whole or decimal
numbers, quoted text, ``True`` and ``False``, ``and or not``, comparisons (chained ones too) and ``in`` with a
list of constants. Python's own parser reads the text; nothing of it is ever executed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactValue

LONGEST_CONDITION = 500
DEEPEST_CONDITION = 20

_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Name:
    """A fact of the profile."""

    key: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the condition; decimals are exact."""

    value: FactValue


Operand = Name | Constant


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left operator right``; where only one side is a fact it stands on the left."""

    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True, slots=True)
class Membership:
    """``left in members`` or its negation (operator ``in`` or ``not in``)."""

    left: Name
    operator: str
    members: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not hold."""

    child: Node


@dataclass(frozen=True, slots=True)
class Junction:
    """All children hold (``every``) or at least one does."""

    every: bool
    children: tuple[Node, ...]


Node = Operand | Comparison | Membership | Not | Junction


def parse_expression(text: str) -> Node:
    """Parse an expression; an empty text always holds.

    Refuses with ``condition.too_long``, ``condition.too_deep``, ``condition.not_readable`` or
    ``condition.not_allowed`` (``piece`` is the part that is not part of the language).
    """
    if not text.strip():
        return Constant(True)
    if len(text) > LONGEST_CONDITION:
        raise Refusal("condition.too_long", longest=LONGEST_CONDITION)
    if "\\" in text or "\0" in text:
        raise Refusal("condition.not_readable", text=text)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Refusal("condition.not_readable", text=text) from error
    return _truth_node(tree.body, 1)


def nodes_of(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    match node:
        case Not(child):
            yield from nodes_of(child)
        case Junction(_, children):
            for child in children:
                yield from nodes_of(child)
        case Comparison(left, _, right):
            yield left
            yield right
        case Membership(left, _, _):
            yield left


def kind_of(value: FactValue) -> str:
    """Values of the same kind can be compared: ``bool``, ``number``, ``date`` or ``text``."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, Decimal)):
        return "number"
    return "date" if isinstance(value, date) else "text"


def _refused(tree: ast.expr) -> Refusal:
    return Refusal("condition.not_allowed", piece=ast.unparse(tree))


def _truth_node(tree: ast.expr, depth: int) -> Node:
    """A node that has a truth value."""
    if depth > DEEPEST_CONDITION:
        raise Refusal("condition.too_deep", deepest=DEEPEST_CONDITION)
    match tree:
        case ast.BoolOp(op=operation, values=values):
            return Junction(isinstance(operation, ast.And), tuple(_truth_node(v, depth + 1) for v in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_truth_node(operand, depth + 1))
        case ast.Compare(left=left, ops=operations, comparators=comparators):
            sides = [left, *comparators]
            links = [_comparison(sides[i], op, sides[i + 1], tree) for i, op in enumerate(operations)]
            return links[0] if len(links) == 1 else Junction(True, tuple(links))
        case ast.Name(id=key):
            return Name(key)
        case ast.Constant(value=bool() as value):
            return Constant(value)
    raise _refused(tree)


def _comparison(left: ast.expr, operation: ast.cmpop, right: ast.expr, whole: ast.expr) -> Node:
    if isinstance(operation, (ast.In, ast.NotIn)):
        subject = _operand(left)
        if not isinstance(subject, Name) or not isinstance(right, (ast.Tuple, ast.List)) or not right.elts:
            raise _refused(whole)
        members = tuple(_constant(element) for element in right.elts)
        if len({kind_of(member) for member in members}) != 1:
            raise _refused(right)
        return Membership(subject, "in" if isinstance(operation, ast.In) else "not in", members)
    sign = _OPERATORS.get(type(operation))
    if sign is None:
        raise _refused(whole)
    first, second = _operand(left), _operand(right)
    if isinstance(first, Constant) and isinstance(second, Name):
        return Comparison(second, _MIRRORED[sign], first)
    return Comparison(first, sign, second)


def _operand(tree: ast.expr) -> Operand:
    return Name(tree.id) if isinstance(tree, ast.Name) else Constant(_constant(tree))


def _constant(tree: ast.expr) -> FactValue:
    match tree:
        case ast.Constant(value=bool() | int() | str() as value):
            return value
        case ast.Constant(value=float() as value):
            return _exact(value, tree)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)) if not isinstance(
            value, bool
        ):
            return -value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=float() as value)):
            return -_exact(value, tree)
    raise _refused(tree)


def _exact(value: float, tree: ast.expr) -> Decimal:
    number = Decimal(repr(value))
    if not number.is_finite():
        raise _refused(tree)
    return number
