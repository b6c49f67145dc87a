"""Why an item applies: the causes of an evaluation joined with the labels and units of the facts.

The parts hold values and labels, so that a screen can say "能耗 1,860 ≥ 1,000 吨标准煤" in either language;
the words around them belong to the presenters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent_desk.domain.conditions import Cause
from agent_desk.domain.facts import FactDefinition, FactKind, FactValue
from agent_desk.domain.money import format_yi

_SYMBOLS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


@dataclass(frozen=True, slots=True)
class CausePart:
    """One cause ready to be shown.

    ``value`` and ``threshold`` are texts in the fact's unit (choices as their labels; money in 亿元 with
    ``unit`` saying so). For a yes/no fact both are empty and ``yes`` tells which. Where the value alone says
    enough (a choice, a text, a quantity that only had to be above zero) ``symbol`` and ``threshold`` are
    empty.
    """

    key: str
    label: str
    value: str
    symbol: str = ""
    threshold: str = ""
    unit: str = ""
    yes: bool | None = None

    def text(self, yes: str, no: str) -> str:
        """The part on one line, ``yes`` and ``no`` being the words for a yes/no fact."""
        if self.yes is not None:
            return f"{self.label}：{yes if self.yes else no}"
        pieces = [self.label, self.value]
        if self.symbol:
            pieces += [self.symbol, self.threshold]
        return " ".join(piece for piece in (*pieces, self.unit) if piece)


def explain(
    causes: Sequence[Cause], definitions: Mapping[str, FactDefinition], *, english: bool = False
) -> tuple[CausePart, ...]:
    """The causes as parts, in order; a fact without a definition keeps its key as label."""
    return tuple(_part(cause, definitions.get(cause.key), definitions, english) for cause in causes)


def _part(
    cause: Cause,
    definition: FactDefinition | None,
    definitions: Mapping[str, FactDefinition],
    english: bool,
) -> CausePart:
    label = fact_label(cause.key, definitions, english=english)
    if isinstance(cause.value, bool) and not cause.threshold_key:
        return CausePart(cause.key, label, "", yes=cause.value)
    value = value_text(cause.value, definition, english=english)
    unit = unit_of(definition, english=english)
    above_zero = cause.operator == ">" and cause.threshold == 0
    if isinstance(cause.value, str) or isinstance(cause.threshold, tuple) or above_zero:
        return CausePart(cause.key, label, value, unit=unit)
    threshold = value_text(cause.threshold, definition, english=english)
    if cause.threshold_key:
        threshold = f"{fact_label(cause.threshold_key, definitions, english=english)} {threshold}"
    return CausePart(cause.key, label, value, _SYMBOLS[cause.operator], threshold, unit)


def fact_label(key: str, definitions: Mapping[str, FactDefinition], *, english: bool = False) -> str:
    """The fact's label, or its key when nobody defined it."""
    definition = definitions.get(key)
    if definition is None:
        return key
    return definition.label_en if english else definition.label


def unit_of(definition: FactDefinition | None, *, english: bool = False) -> str:
    """The unit a value is shown in: 亿元 for money, else the fact's own."""
    if definition is None:
        return ""
    if definition.kind is FactKind.MONEY:
        return "× 100 million yuan" if english else "亿元"
    return definition.unit_en if english and definition.unit_en else definition.unit


def value_text(value: FactValue, definition: FactDefinition | None, *, english: bool = False) -> str:
    """A value without its unit: thousands separated, choices by label, money in 亿元, days as ISO dates."""
    if isinstance(value, str):
        return definition.choice_label(value, english=english) if definition else value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if definition is not None and definition.kind is FactKind.MONEY and isinstance(value, int):
        return format_yi(value)
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
