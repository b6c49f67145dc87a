"""The right column of the wizard: the verdict, the items with their causes, and what the last change did. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent_desk.domain.admission import AdmissionRule, Verdict
from agent_desk.domain.case import CaseMode
from agent_desk.domain.case_clocks import suggested_mode
from agent_desk.domain.catalogue import Applicability
from agent_desk.domain.explanation import CausePart, explain, fact_label
from agent_desk.domain.facts import FactDefinition
from agent_desk.domain.limits import Unit
from agent_desk.domain.money import FEN_PER_YI, format_yi
from agent_desk.i18n import language, tr
from agent_desk.presenters.cells import Tag, TagKind
from agent_desk.services.intake import IntakePreview, ProjectDraft
from agent_desk.services.item_names import item_short
from agent_desk.services.manual_words import limit_text
from agent_desk.services.office import Office

_GRANTED = "出让"
_SCALE_FLOOR = 5 * FEN_PER_YI
_SHOWN_NAMES = 2


@dataclass(frozen=True, slots=True)
class VerdictView:
    """``kind`` is admitted, refused or open. With ``share`` a bar stands below: 0 to ``scale``, a mark at ``mark``."""

    kind: str
    title: str
    line: str
    share: float | None = None
    mark: float = 0.0
    mark_text: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item that follows: lane colour, name, cause, tags, and its limit in the channel."""

    code: str
    lane: str
    name: str
    cause: str
    tags: tuple[Tag, ...]
    limit: str
    unit: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What followed before the field now being edited was touched."""

    key: str
    value: str
    codes: frozenset[str]
    materials: int
    forecast: int


def verdict_view(verdict: Verdict, facts: Mapping[str, FactDefinition]) -> VerdictView:
    """The verdict with the figure it rests on."""
    english = language() == "en"
    if verdict.admitted is None:
        names = tr("、").join(fact_label(key, facts, english=english) for key in verdict.missing)
        return VerdictView("open", tr("暂不能判定"), tr("还需填：{names}", names=names))
    rule = verdict.rule
    if rule is None:
        return VerdictView("refused", tr("一般代办"), tr("没有设置准入规则。"))
    title = tr("符合绿色通道") if verdict.admitted else tr("按一般代办")
    if isinstance(rule.threshold, bool) or not isinstance(rule.threshold, int):
        line = rule.title_en if english else rule.title
        return VerdictView("admitted" if verdict.admitted else "refused", title, line)
    return _with_bar(verdict, rule, title, english)


def _with_bar(verdict: Verdict, rule: AdmissionRule, title: str, english: bool) -> VerdictView:
    threshold = rule.threshold if isinstance(rule.threshold, int) else 0
    value = verdict.value if isinstance(verdict.value, int) else 0
    scale = max(_SCALE_FLOOR, -(-value // FEN_PER_YI) * FEN_PER_YI + FEN_PER_YI)
    if value < _SCALE_FLOOR:
        scale = _SCALE_FLOOR
    name = rule.title_en if english else rule.title
    if verdict.admitted:
        line = tr("总投资 {yi} 亿元 ≥ {line} 亿元，{rule}", yi=format_yi(value), line=format_yi(threshold), rule=name)
    elif value >= threshold:
        line = tr("总投资 {yi} 亿元，但立项方式不在“{rule}”范围", yi=format_yi(value), rule=name)
    else:
        line = tr("总投资 {yi} 亿元 < {line} 亿元", yi=format_yi(value), line=format_yi(threshold))
    return VerdictView(
        "admitted" if verdict.admitted else "refused",
        title,
        line,
        share=value / scale,
        mark=threshold / scale,
        mark_text=tr("门槛 {yi} 亿", yi=format_yi(threshold)),
        scale=tr("{yi} 亿", yi=format_yi(scale)),
    )


def item_lines(
    seen: IntakePreview, draft: ProjectDraft, office: Office, before: Snapshot | None
) -> tuple[ItemLine, ...]:
    """The items that follow, in the catalogue's order."""
    green = bool(seen.verdict.admitted)
    known = before.codes if before is not None else frozenset(seen.item_codes)
    return tuple(_line(found, draft, office, green, found.item.code not in known) for found in seen.applying)


def _line(found: Applicability, draft: ProjectDraft, office: Office, green: bool, fresh: bool) -> ItemLine:
    item = found.item
    mode = suggested_mode(item, land_granted=draft.profile["land"] == _GRANTED, channel_green=green)
    tags = []
    if mode is CaseMode.SIMULATED:
        tags.append(Tag(TagKind.SIMULATED, tr("模拟")))
    if fresh:
        tags.append(Tag(TagKind.SOLID, tr("新增")))
    limit = item.target if green else item.promised or item.statutory
    number, unit = "—", ""
    if limit is not None:
        number, unit = (str(limit.amount), _unit(limit.unit)) if limit.amount else ("", limit_text(limit))
    name = item_short(item)
    return ItemLine(
        item.code, f"lane.{item.lane.value}", name, cause_text(found, office), tuple(tags), number, unit, fresh
    )


def _unit(unit: Unit) -> str:
    return {Unit.WORKING: tr("工作日"), Unit.CALENDAR_MONTH: tr("个月")}.get(unit, tr("日"))


def cause_text(found: Applicability, office: Office) -> str:
    """The facts that decided about an item, short."""
    english = language() == "en"
    parts = explain(found.evaluation.decided_by[:2], office.rules.facts, english=english)
    if not parts:
        return tr("投资项目均须办理") if not found.evaluation.unknown else tr("手工加入")
    return "，".join(dict.fromkeys(_part(part) for part in parts))


def _part(part: CausePart) -> str:
    if part.yes is not None:
        return part.label if part.yes else tr("{fact}：否", fact=part.label)
    if part.symbol:
        return f"{part.label} {part.value} {part.symbol} {part.threshold}"
    return f"{part.label} {part.value} {part.unit}".strip()


def question_of(found: Applicability, office: Office) -> str:
    """The first fact that would settle whether the item is needed."""
    return next(iter(found.evaluation.unknown), "")


def change_text(
    before: Snapshot | None, label: str, value: str, seen: IntakePreview, forecast: int, office: Office
) -> str:
    """What the last change did: which items came or went, papers, and the forecast."""
    if before is None or value == before.value:
        return ""
    codes = frozenset(seen.item_codes)
    old, new = before.value or tr("未填"), value or tr("未填")
    parts = [tr("刚才改动：{field} {old} → {new}", field=label, old=old, new=new)]
    came, went = codes - before.codes, before.codes - codes
    if came:
        parts.append(tr("新增 {n} 项（{names}）", n=len(came), names=_names(came, office)))
    if went:
        parts.append(tr("减少 {n} 项（{names}）", n=len(went), names=_names(went, office)))
    if not came and not went:
        parts.append(tr("事项不变"))
    papers = seen.materials - before.materials
    if papers:
        parts.append(tr("材料 {n:+d}", n=papers))
    days = forecast - before.forecast
    tail = tr("预计最优 {n:+d} 天。", n=days) if days else tr("预计最优天数不变。")
    return "，".join(parts) + "；" + tail


def _names(codes: frozenset[str], office: Office) -> str:
    names = [item_short(item) for item in office.rules.catalogue.items if item.code in codes]
    text = tr("、").join(names[:_SHOWN_NAMES])
    return tr("{names}等", names=text) if len(names) > _SHOWN_NAMES else text
