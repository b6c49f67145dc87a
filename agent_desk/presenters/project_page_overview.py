"""概览: the figures of a project, what is urgent, what can start, what is not known yet, and who it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.domain.case import MaterialState
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.conditions import Truth
from agent_desk.domain.explanation import fact_label, unit_of, value_text
from agent_desk.domain.facts import FactDefinition, FactValue
from agent_desk.domain.project import Channel
from agent_desk.i18n import language, tr
from agent_desk.presenters.cells import AvatarView, TableRow, Tone, short_date
from agent_desk.presenters.project_page_cases import ReadyView, ready_cases, urgent_rows
from agent_desk.presenters.project_page_route import nothing_planned
from agent_desk.presenters.projects_rows import started_on
from agent_desk.presenters.projects_words import money_text
from agent_desk.services.item_names import item_short
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import ProjectSheet
from agent_desk.services.route_plan import RoutePlan
from agent_desk.services.words import word

_URGENT = 8
_QUESTIONS = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure with its note."""

    name: str
    value: str
    unit: str
    note: str
    tone: Tone = Tone.PRIMARY


@dataclass(frozen=True, slots=True)
class Person:
    """A seat of the team, worded."""

    avatar: AvatarView
    seat: str
    phone: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The tab. ``questions`` are (question, the items it would settle); ``more_questions`` counts the rest."""

    figures: tuple[Figure, ...]
    urgent: tuple[TableRow, ...]
    ready: tuple[ReadyView, ...]
    questions: tuple[tuple[str, str], ...]
    more_questions: int
    unconfirmed: int
    admission: tuple[str, ...]
    contact: tuple[tuple[str, str], ...]
    profile: tuple[tuple[str, str], ...]
    team: tuple[Person, ...]


def overview(sheet: ProjectSheet, plan: RoutePlan, office: Office) -> OverviewView:
    """Everything the tab shows."""
    questions, unconfirmed = _questions(sheet, office)
    return OverviewView(
        figures=_figures(sheet, plan),
        urgent=tuple(urgent_rows(sheet, _URGENT)),
        ready=ready_cases(sheet, office.rules.catalogue),
        questions=tuple(questions[:_QUESTIONS]),
        more_questions=max(0, len(questions) - _QUESTIONS),
        unconfirmed=unconfirmed,
        admission=_admission(sheet),
        contact=_contact(sheet),
        profile=_profile(sheet, office),
        team=tuple(
            Person(AvatarView(member.name, member.hue), word(seat.seat), member.phone)
            for seat in sheet.project.team
            if (member := sheet.members.get(seat.member_id)) is not None
        ),
    )


def _figures(sheet: ProjectSheet, plan: RoutePlan) -> tuple[Figure, ...]:
    papers = sheet.materials
    done = sum(case.life.status is CaseStatus.GRANTED for case in sheet.cases)
    running = sum(bool(case.clocks) for case in sheet.cases)
    over = sum(any(clock.left < 0 for clock in case.clocks) for case in sheet.cases)
    ready = sum(m.state is MaterialState.ACCEPTED for m in papers)
    gaps = sum(m.state is MaterialState.TOLERATED for m in papers)
    case_note = tr("{n} 项在计时", n=running)
    if over:
        case_note += tr("，超期 {n} 项", n=over)
    return (
        _start_figure(sheet, plan),
        Figure(
            tr("较法定已省"),
            str(plan.saved_days) if plan.statutory_days else "—",
            tr("天") if plan.statutory_days else "",
            tr("法定 {total} 天，省 {p}%", total=plan.statutory_days, p=round(plan.saved_share * 100))
            if plan.statutory_days
            else tr("尚无可排的事项"),
        ),
        Figure(
            tr("已办结事项"),
            str(done),
            f"/{len(sheet.cases)}",
            case_note,
            Tone.OVER if over else Tone.PRIMARY,
        ),
        Figure(tr("已齐材料"), str(ready), f"/{len(papers)}", tr("容缺 {n} 份", n=gaps)),
    )


def _start_figure(sheet: ProjectSheet, plan: RoutePlan) -> Figure:
    today = sheet.today
    began = started_on(plan)
    if began is not None:
        note = tr("自建档 {n} 天", n=plan.forecast_days)
        return Figure(tr("已开工"), short_date(began, today), "", note)
    if plan.goal_on is None or nothing_planned(plan):
        return Figure(tr("距预计开工"), "—", "", tr("尚无可排的事项"))
    note = tr("{day} 开工", day=short_date(plan.goal_on, today))
    if sheet.project.land_day is not None:
        note += tr("，{day} 签供地合同", day=short_date(sheet.project.land_day, today))
    return Figure(tr("距预计开工"), str((plan.goal_on - today).days), tr("天"), note)


def _questions(sheet: ProjectSheet, office: Office) -> tuple[list[tuple[str, str]], int]:
    """The facts nobody has answered, with the items each would settle; and how many items wait for them."""
    handled = {case.case.item_code for case in sheet.cases}
    waiting = [
        found
        for found in office.rules.catalogue.applicable(sheet.project.profile)
        if found.truth is Truth.UNKNOWN and found.item.code not in handled
    ]
    by_fact: dict[str, list[str]] = {}
    for found in waiting:
        for key in found.evaluation.unknown[:1]:
            by_fact.setdefault(key, []).append(item_short(found.item))
    english = language() == "en"
    pairs = [
        (fact_label(key, office.rules.facts, english=english), tr("、").join(names))
        for key, names in sorted(by_fact.items(), key=lambda pair: -len(pair[1]))
    ]
    return pairs, len(waiting)


def _admission(sheet: ProjectSheet) -> tuple[str, ...]:
    project, admission = sheet.project, sheet.project.admission
    if project.channel is not Channel.GREEN:
        return (tr("一般代办，不设绿色通道时限。"),)
    lines = [
        tr("{day} 按“{rule}”纳入", day=short_date(admission.on, sheet.today), rule=admission.title),
        tr("依据：{basis}", basis=admission.basis) if admission.basis else "",
        tr("批准：{name}", name=admission.approver) if admission.approver else "",
    ]
    return tuple(line for line in lines if line)


def _contact(sheet: ProjectSheet) -> tuple[tuple[str, str], ...]:
    project = sheet.project
    pairs = (
        (tr("建设单位"), project.owner),
        (tr("联系人"), " ".join(part for part in (project.contact, project.phone) if part)),
        (tr("属地"), project.town),
        (tr("建档"), project.created_on.isoformat()),
        (tr("供地合同"), project.land_day.isoformat() if project.land_day else ""),
        (tr("竣工"), project.completion_day.isoformat() if project.completion_day else ""),
        (tr("事项库"), project.catalogue_version),
    )
    return tuple(pair for pair in pairs if pair[1])


def _profile(sheet: ProjectSheet, office: Office) -> tuple[tuple[str, str], ...]:
    """The facts of the first form page that are known."""
    english = language() == "en"
    profile = sheet.project.profile
    return tuple(
        (d.label_en if english else d.label, fact_text(profile[d.key], d))
        for d in office.rules.facts.values()
        if d.asked_first and profile[d.key] is not None
    )


def fact_text(value: FactValue | None, definition: FactDefinition) -> str:
    """A fact's value with its unit; 待确认 while unknown."""
    english = language() == "en"
    if value is None:
        return tr("待确认")
    if isinstance(value, bool):
        return tr("是") if value else tr("否")
    if definition.key == "total_investment" and isinstance(value, int):
        return tr("{yi} 亿元", yi=money_text(value))
    return f"{value_text(value, definition, english=english)} {unit_of(definition, english=english)}".strip()
