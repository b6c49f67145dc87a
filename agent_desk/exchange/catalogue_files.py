"""Reads one version of the catalogue from its folder, and believes nothing it has not checked.

A folder holds ``catalogue.toml`` (version, day of effect, target rule), ``items.csv``, ``materials.csv``,
``facts.toml`` and ``admission.toml``. Offices edit these files, so every fault is refused naming file, row
and field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from agent_desk.domain.admission import AdmissionRule
from agent_desk.domain.catalogue import (
    ApprovalItem,
    Catalogue,
    ClockOwner,
    ClockStart,
    ExcludedTime,
    Gate,
    Lane,
    LimitEvidence,
    LimitType,
    MaterialTemplate,
    ReviewGroup,
    Stage,
    Tolerance,
    default_target,
)
from agent_desk.domain.conditions import Condition, parse_condition
from agent_desk.domain.errors import Refusal
from agent_desk.domain.expressions import Comparison, Constant, Membership, Name, nodes_of
from agent_desk.domain.facts import (
    Choice,
    FactDefinition,
    FactGroup,
    FactKind,
    FactValue,
    parse_fact,
)
from agent_desk.domain.limits import Limit, Unit
from agent_desk.exchange.checked_tables import CheckedRow, CheckedTable, read_csv_rows, read_toml

ITEM_COLUMNS = (
    "code", "name", "name_en", "short_name", "stage", "lane", "authority", "department", "statutory_amount",
    "statutory_unit", "limit_type", "evidence", "unit_is_silent", "max_extension", "clock_start",
    "clock_start_words", "clock_owner", "basis", "basis_since", "earlier_basis", "promised_amount",
    "promised_unit", "promised_source", "target_amount", "notice_amount", "notice_unit", "validity_months",
    "validity_basis", "condition", "prerequisites", "prerequisites_basis", "usual_after", "gate",
    "gate_words", "gate_basis", "simulated", "tolerance", "group", "excluded_time", "core", "parallel",
    "recheck", "note",
)  # fmt: skip
MATERIAL_COLUMNS = ("item", "number", "name", "tolerable", "conditional", "source")


@dataclass(frozen=True, slots=True)
class CatalogueBundle:
    """One version with everything that goes with it.

    ``caution`` and ``law_note`` are texts for the screen.
    """

    catalogue: Catalogue
    facts: Mapping[str, FactDefinition]
    admission_rules: tuple[AdmissionRule, ...]
    title_en: str
    law_note: str
    caution: str


@dataclass(frozen=True, slots=True)
class _TargetRule:
    promised_share: int
    statutory_share: int


def load_catalogue(folder: Path) -> CatalogueBundle:
    """Load and check one version.

    Refusals: those of ``checked_tables`` (``catalogue.file_missing``, ``catalogue.not_readable``,
    ``catalogue.bad_field`` and its like, all with ``file``, ``row`` and ``field``) and those of
    ``Catalogue``.
    """
    head = read_toml(folder / "catalogue.toml")
    facts = _facts(read_toml(folder / "facts.toml"))
    derivations = {
        key: _condition_of(fact.derived, "facts.toml", key, "derived", facts)
        for key, fact in facts.items()
        if fact.derived
    }
    shares = head.table("target_rule")
    rule = _TargetRule(shares.whole("promised_share"), shares.whole("statutory_share"))
    materials = _materials(folder / "materials.csv")
    rows = read_csv_rows(folder / "items.csv", ITEM_COLUMNS)
    items = tuple(_item(row, facts, rule, materials) for row in rows)
    catalogue = Catalogue(
        version=head.text("version"),
        effective_from=head.day("effective_from"),
        items=items,
        title=head.text("title"),
        derivations=MappingProxyType(derivations),
    )
    stray = sorted(set(materials) - {item.code for item in items})
    if stray:
        raise Refusal("catalogue.material_without_item", file="materials.csv", item=stray[0])
    return CatalogueBundle(
        catalogue=catalogue,
        facts=MappingProxyType(facts),
        admission_rules=_rules(read_toml(folder / "admission.toml"), facts),
        title_en=head.text("title_en"),
        law_note=head.text("law_in_force", ""),
        caution=head.text("caution", ""),
    )


def available_versions(root: Path) -> tuple[str, ...]:
    """The version folders under ``root``, oldest first (they are named by their day of effect)."""
    return tuple(sorted(entry.name for entry in root.iterdir() if (entry / "catalogue.toml").is_file()))


def _facts(file: CheckedTable) -> dict[str, FactDefinition]:
    return {key: _fact(key, file.table(key)) for key in file.names()}


def _fact(key: str, table: CheckedTable) -> FactDefinition:
    kind = table.one_of("kind", FactKind)
    choices = tuple(
        Choice(row.text("value"), row.text("label"), row.text("label_en")) for row in table.tables("choices")
    )
    derived = table.text("derived", "")
    if (kind is FactKind.CHOICE) != bool(choices):
        raise table.fault("choices")
    if derived and kind is not FactKind.BOOL:
        raise table.fault("derived")
    definition = FactDefinition(
        key=key,
        label=table.text("label"),
        label_en=table.text("label_en"),
        kind=kind,
        group=table.one_of("group", FactGroup),
        unit=table.text("unit", ""),
        unit_en=table.text("unit_en", ""),
        choices=choices,
        asked_first=table.flag("asked_first"),
        rare=table.flag("rare"),
        help=table.text("help", ""),
        derived=derived,
        other_unit=table.text("other_unit", ""),
        per_unit=table.decimal("per_unit", 1),
    )
    table.nothing_else()
    return definition


def _materials(path: Path) -> dict[str, tuple[MaterialTemplate, ...]]:
    found: dict[str, list[MaterialTemplate]] = {}
    for row in read_csv_rows(path, MATERIAL_COLUMNS):
        kept = found.setdefault(row.text("item"), [])
        if row.whole("number") != len(kept) + 1:
            raise row.fault("number")
        kept.append(
            MaterialTemplate(
                row.text("name"), row.flag("tolerable"), row.flag("conditional"), row.text("source", "")
            )
        )
    return {code: tuple(papers) for code, papers in found.items()}


def _item(
    row: CheckedRow,
    facts: Mapping[str, FactDefinition],
    rule: _TargetRule,
    materials: Mapping[str, tuple[MaterialTemplate, ...]],
) -> ApprovalItem:
    code = row.text("code")
    limits = _limits(row, rule)
    return ApprovalItem(
        code=code,
        name=row.text("name"),
        name_en=row.text("name_en"),
        short_name=row.text("short_name"),
        stage=row.one_of("stage", Stage),
        lane=row.one_of("lane", Lane),
        authority=row.text("authority"),
        department=row.text("department"),
        limit_type=limits.type,
        evidence=row.one_of("evidence", LimitEvidence),
        clock_start=row.one_of("clock_start", ClockStart),
        clock_start_words=row.text("clock_start_words"),
        clock_owner=row.one_of("clock_owner", ClockOwner),
        basis=row.text("basis"),
        condition=_condition(row, facts),
        statutory=limits.statutory,
        promised=limits.promised,
        target=limits.target,
        target_is_default=limits.target_is_default,
        promised_is_illustrative=limits.promised is not None,
        promised_source=row.text("promised_source", ""),
        notice=limits.notice,
        validity=limits.validity,
        validity_basis=row.text("validity_basis", ""),
        max_extension=row.whole("max_extension"),
        unit_is_silent=row.flag("unit_is_silent"),
        earlier_basis=row.text("earlier_basis", ""),
        basis_since=row.day_or_none("basis_since"),
        prerequisites=_groups(row.text("prerequisites", "")),
        prerequisites_basis=row.text("prerequisites_basis", ""),
        usual_after=_groups(row.text("usual_after", "")),
        gate=row.one_of("gate", Gate),
        gate_words=row.text("gate_words", ""),
        gate_basis=row.text("gate_basis", ""),
        simulated=row.flag("simulated"),
        tolerance=row.one_of("tolerance", Tolerance),
        group=row.one_of("group", ReviewGroup),
        excluded_time=row.several_of("excluded_time", ExcludedTime),
        core=row.flag("core"),
        parallel=row.flag("parallel"),
        recheck=row.text("recheck", ""),
        note=row.text("note", ""),
        materials=materials.get(code, ()),
    )


@dataclass(frozen=True, slots=True)
class _Limits:
    type: LimitType
    statutory: Limit | None
    promised: Limit | None
    target: Limit | None
    target_is_default: bool
    notice: Limit
    validity: Limit | None


def _limits(row: CheckedRow, rule: _TargetRule) -> _Limits:
    limit_type = row.one_of("limit_type", LimitType)
    statutory = _limit(row, "statutory_amount", "statutory_unit")
    if statutory is None and limit_type in (LimitType.MAX, LimitType.MIN, LimitType.APPLICANT_DUTY):
        raise row.fault("statutory_amount")
    promised = _limit(row, "promised_amount", "promised_unit")
    own_target = row.whole_or_none("target_amount")
    target = Limit(own_target, Unit.EVERY_DAY) if own_target is not None else None
    # A minimum period cannot be beaten and the applicant's duty is not the team's, so neither gets a default.
    if target is None and limit_type not in (LimitType.MIN, LimitType.APPLICANT_DUTY):
        target = default_target(promised, statutory, rule.promised_share, rule.statutory_share)
    notice = _limit(row, "notice_amount", "notice_unit")
    if notice is None:
        raise row.fault("notice_amount")
    months = row.whole_or_none("validity_months")
    return _Limits(
        type=limit_type,
        statutory=statutory,
        promised=promised,
        target=target,
        target_is_default=target is not None and own_target is None,
        notice=notice,
        validity=Limit(months, Unit.CALENDAR_MONTH) if months is not None else None,
    )


def _limit(row: CheckedRow, amount_field: str, unit_field: str) -> Limit | None:
    amount = row.whole_or_none(amount_field)
    if amount is None:
        if row.text(unit_field, ""):
            raise row.fault(amount_field)
        return None
    return Limit(amount, row.one_of(unit_field, Unit))


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    """``A|B;C`` reads: one of A and B, and C."""
    return tuple(
        tuple(code.strip() for code in group.split("|") if code.strip())
        for group in text.split(";")
        if group.strip()
    )


def _condition(row: CheckedRow, facts: Mapping[str, FactDefinition]) -> Condition:
    return _condition_of(row.text("condition"), row.file, row.row, "condition", facts)


def _condition_of(
    text: str, file: str, row: object, field: str, facts: Mapping[str, FactDefinition]
) -> Condition:
    """Parse a condition and check that it speaks of defined facts and of values they can have."""
    try:
        condition = parse_condition(text)
    except Refusal as refusal:
        raise Refusal("catalogue.bad_condition", file=file, row=row, field=field, text=text) from refusal
    for key in sorted(condition.facts):
        if key not in facts:
            raise Refusal("catalogue.unknown_fact", file=file, row=row, field=field, key=key)
    for key, value in _compared(condition):
        if not _possible(facts[key], value):
            raise Refusal(
                "catalogue.impossible_value", file=file, row=row, field=field, key=key, value=str(value)
            )
    return condition


def _compared(condition: Condition) -> list[tuple[str, FactValue]]:
    """Every fact with every constant it is compared with; a bare name is compared with True."""
    pairs: list[tuple[str, FactValue]] = []
    compared: set[int] = set()
    for node in nodes_of(condition.root):
        if isinstance(node, Comparison):
            compared |= {id(node.left), id(node.right)}
            if isinstance(node.left, Name) and isinstance(node.right, Constant):
                pairs.append((node.left.key, node.right.value))
        elif isinstance(node, Membership):
            compared.add(id(node.left))
            pairs += [(node.left.key, member) for member in node.members]
        elif isinstance(node, Name) and id(node) not in compared:
            pairs.append((node.key, True))
    return pairs


def _possible(fact: FactDefinition, value: FactValue) -> bool:
    if fact.kind is FactKind.CHOICE:
        return value in {choice.value for choice in fact.choices}
    if fact.kind is FactKind.BOOL or isinstance(value, bool):
        return fact.kind is FactKind.BOOL and isinstance(value, bool)
    if fact.kind is FactKind.TEXT:
        return isinstance(value, str)
    return fact.kind is not FactKind.DATE and not isinstance(value, (str, date))


def _rules(file: CheckedTable, facts: Mapping[str, FactDefinition]) -> tuple[AdmissionRule, ...]:
    rules: list[AdmissionRule] = []
    for table in file.tables("rules"):
        key = table.text("fact")
        fact = facts.get(key)
        if fact is None:
            raise Refusal("catalogue.unknown_fact", file=table.file, row=table.row, field="fact", key=key)
        operator = table.text("operator")
        ordered = fact.kind in (FactKind.INT, FactKind.DECIMAL, FactKind.MONEY, FactKind.DATE)
        if operator not in ("==", "!=") and not (ordered and operator in ("<", "<=", ">", ">=")):
            raise table.fault("operator")
        threshold = parse_fact(fact, table.raw("threshold"))
        if threshold is None:
            raise table.fault("threshold")
        rules.append(
            AdmissionRule(
                id=table.text("id"),
                title=table.text("title"),
                title_en=table.text("title_en"),
                fact=key,
                operator=operator,
                threshold=threshold,
                scope=_condition_of(table.text("scope", ""), table.file, table.row, "scope", facts),
                basis=table.text("basis"),
                approver=table.text("approver"),
            )
        )
        table.nothing_else()
    return tuple(rules)
