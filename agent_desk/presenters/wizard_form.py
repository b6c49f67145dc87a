"""The fields of the wizard: what is asked, how an answer is read, and what is said below it. No Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.admission import AdmissionRule
from agent_desk.domain.explanation import value_text
from agent_desk.domain.facts import FactDefinition, FactGroup, FactKind, FactValue, parse_date, parse_fact
from agent_desk.domain.money import format_yi
from agent_desk.domain.project_code import read_project_code
from agent_desk.i18n import N_, language, tr
from agent_desk.presenters.cells import Tone
from agent_desk.services.intake import ProjectDraft
from agent_desk.services.office import Office

INVESTMENT, LAND, LAND_DAY, NAME = "total_investment", "land", "land_day", "name"
YES, NO = "yes", "no"
_GRANTED = "出让"
_BARE = re.compile(r"[\d,，.]+")

BASIC_KEYS = (NAME, "owner", "code", "short_name", "town", "contact", "phone")
"""The fields of a draft that are plain texts, in the order of the form."""

_BASIC = {
    NAME: (N_("项目名称"), ""),
    "owner": (N_("建设单位"), ""),
    "code": (N_("项目代码"), N_("在线平台赋码，可后补")),
    "short_name": (N_("简称"), N_("列表和手册页眉用")),
    "town": (N_("街道、镇"), ""),
    "contact": (N_("企业联系人"), ""),
    "phone": (N_("联系电话"), ""),
}
_SECTIONS = {
    FactGroup.BASIC: "",
    FactGroup.LAND: N_("用地与建设"),
    FactGroup.ENVIRONMENT: N_("环境、能源、安全"),
    FactGroup.OTHER: N_("其他"),
}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field. ``options`` are (key, text) for a choice and empty for a line of text."""

    key: str
    label: str
    unit: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    icon: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One or two fields side by side, under a section heading where ``section`` is not empty."""

    fields: tuple[FieldView, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The line below a field, and what stands behind its unit."""

    text: str = ""
    tone: Tone = Tone.QUIET
    unit: str = ""


def basic_rows() -> tuple[FieldRow, ...]:
    """基本信息: the name across, the others in pairs."""
    views = {key: FieldView(key, tr(label), hint=tr(hint)) for key, (label, hint) in _BASIC.items()}
    pairs = (("owner", "short_name"), ("code", "town"), ("contact", "phone"))
    return (
        FieldRow((_wide(views[NAME]),)),
        *(FieldRow((views[left], views[right])) for left, right in pairs),
    )


def _wide(view: FieldView) -> FieldView:
    return FieldView(view.key, view.label, view.unit, view.hint, view.options, view.icon, wide=True)


def profile_rows(facts: Mapping[str, FactDefinition]) -> tuple[FieldRow, ...]:
    """项目画像: the facts asked first, quantities at the left, choices at the right; the land day among them."""
    name = FieldView(NAME, tr("项目名称"), wide=True)
    rows = [FieldRow((name,))]
    for group, section in _SECTIONS.items():
        own = [fact_field(d) for d in facts.values() if d.group is group and d.asked_first]
        left = [view for view in own if not view.options]
        right = [view for view in own if view.options]
        if group is FactGroup.LAND:
            right.append(FieldView(LAND_DAY, tr("计划签供地合同"), icon="calendar-days"))
        for place in range(max(len(left), len(right))):
            pair = (*left[place : place + 1], *right[place : place + 1])
            rows.append(FieldRow(pair, tr(section) if section and not place else ""))
    return tuple(rows)


def fact_field(definition: FactDefinition) -> FieldView:
    """The field of any fact."""
    english = language() == "en"
    label = definition.label_en if english else definition.label
    hint = "" if english else definition.help
    if definition.kind is FactKind.BOOL:
        return FieldView(definition.key, label, hint=hint, options=((NO, tr("否")), (YES, tr("是"))))
    if definition.kind is FactKind.CHOICE:
        options = tuple((c.value, c.label_en if english else c.label) for c in definition.choices)
        return FieldView(definition.key, label, hint=hint, options=options)
    if definition.kind is FactKind.MONEY:
        return FieldView(definition.key, label, tr("亿元"), hint)
    icon = "calendar-days" if definition.kind is FactKind.DATE else ""
    unit = definition.unit_en if english and definition.unit_en else definition.unit
    return FieldView(definition.key, label, typed_unit(definition) or unit, hint, icon=icon)


def typed_unit(definition: FactDefinition) -> str:
    """The unit a bare number is taken in: the other one where the fact has two (亩 for 公顷)."""
    return definition.other_unit


def read_fact(definition: FactDefinition, text: str) -> FactValue | None:
    """A typed answer; a bare number is in the unit shown (亿元, 亩). Refuses like ``parse_fact``."""
    if definition.kind is FactKind.BOOL:
        return None if not text else text == YES
    plain = text.strip()
    if plain and _BARE.fullmatch(plain):
        if definition.kind is FactKind.MONEY:
            plain += "亿元"
        elif definition.other_unit:
            plain += definition.other_unit
    return parse_fact(definition, plain)


def typed_text(definition: FactDefinition, value: FactValue | None) -> str:
    """What a field shows for a value: the inverse of ``read_fact``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if definition.kind is FactKind.CHOICE:
        return str(value)
    if definition.other_unit and not isinstance(value, (str, date)):
        return value_text(value * definition.per_unit, None)
    return value_text(value, definition)


def read_day(text: str) -> date | None:
    """The land day, None for an empty or unreadable text."""
    return parse_date(text.split(" ")[0]) if text.strip() else None


def message(key: str, draft: ProjectDraft, office: Office, green: bool) -> Message:
    """What is said below a field that holds something readable."""
    if key == INVESTMENT:
        return _threshold(draft, office.rules.admission)
    if key == "code" and draft.code.strip() and not read_project_code(draft.code).known:
        return Message(tr("不是常见的代码格式，请核对；可以照存。"), Tone.DUE)
    if key == LAND and draft.profile[LAND] == _GRANTED and green:
        return Message(tr("可走模拟审批，签约同日转正"))
    if key == LAND_DAY and draft.land_day is not None and office.calendar.is_provisional(draft.land_day):
        return Message(tr("该年放假通知未发布，日期暂定"), Tone.DUE)
    definition = office.rules.facts.get(key)
    if definition is not None and definition.other_unit:
        return Message(unit=_converted(definition, draft.profile[key]))
    return Message()


def _converted(definition: FactDefinition, value: FactValue | None) -> str:
    """亩，合 3.2 公顷."""
    if value is None:
        return definition.other_unit
    return tr(
        "{unit}，合 {value} {kept}",
        unit=definition.other_unit,
        value=value_text(value, definition),
        kept=definition.unit,
    )


def _threshold(draft: ProjectDraft, rules: tuple[AdmissionRule, ...]) -> Message:
    """How the investment stands to the threshold of the channel."""
    rule = next((r for r in rules if r.fact == INVESTMENT), None)
    value = draft.profile[INVESTMENT]
    if rule is None or not isinstance(rule.threshold, int) or not isinstance(value, int):
        return Message()
    line = format_yi(rule.threshold)
    if value >= rule.threshold:
        return Message(tr("已达绿色通道门槛 {yi} 亿元", yi=line), Tone.ACCENT)
    return Message(
        tr("距绿色通道门槛 {yi} 亿元还差 {gap} 亿元", yi=line, gap=format_yi(rule.threshold - value))
    )
