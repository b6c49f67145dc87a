"""问题与下周安排: what is late and whom it waits for, what stands still, what falls due next, in official sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.route_builder import CONSTRUCTION_START, LAND_CONTRACT
from agent_desk.i18n import tr
from agent_desk.services.gantt_rows import left_text, tightest
from agent_desk.services.item_names import item_short
from agent_desk.services.portfolio_sheets import PlannedSheet
from agent_desk.services.project_sheet import CaseSheet
from agent_desk.services.readings import ClockReading
from agent_desk.services.today import REVIEW_CLOCKS
from agent_desk.services.words import procedure_word, word

_MOST_LATE = 5
_MOST_STOPPED = 4
_MOST_NEXT = 5
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Issue:
    """A sentence with what it is sorted by, most pressing first."""

    rank: int
    text: str


def issue_sentences(sheets: Sequence[PlannedSheet], today: date, *, named: bool = True) -> tuple[str, ...]:
    """Late cases, stopped ones, then what the coming seven days bring. ``named``: begin with the project."""
    late: list[_Issue] = []
    stopped: list[_Issue] = []
    coming: list[_Issue] = []
    for entry in sheets:
        project = entry.sheet.project.display_name if named else ""
        for case in entry.sheet.cases:
            _sort_case(case, project, today, late, stopped, coming)
        coming += _goal(entry, project, today)
    return (
        *_shown(late, _MOST_LATE, tr("另有 {n} 件超期，详见时限台账。")),
        *_shown(stopped, _MOST_STOPPED, tr("另有 {n} 件停表或补正，详见时限台账。")),
        *_shown(coming, _MOST_NEXT, tr("下周另有 {n} 项到期，详见时限台账。")),
    )


def _shown(issues: Sequence[_Issue], most: int, rest: str) -> list[str]:
    ordered = sorted(issues, key=lambda issue: issue.rank)
    texts = [issue.text for issue in ordered[:most]]
    if len(ordered) > most:
        texts.append(rest.format(n=len(ordered) - most))
    return texts


def _sort_case(
    case: CaseSheet,
    project: str,
    today: date,
    late: list[_Issue],
    stopped: list[_Issue],
    coming: list[_Issue],
) -> None:
    clock = tightest(case.clocks)
    if clock is not None and clock.left < 0:
        late.append(_Issue(clock.left, _late(case, clock, project)))
        return
    waiting = _waiting(case, project, today)
    if waiting is not None:
        stopped.append(waiting)
    elif clock is not None and 0 <= (clock.due_unmoved - today).days <= _WEEK:
        days = (clock.due_unmoved - today).days
        coming.append(_Issue(days, _due(case, clock, project)))


def _late(case: CaseSheet, clock: ClockReading, project: str) -> str:
    if clock.kind is ClockKind.GAP:
        return tr(
            "{project}“{item}”容缺材料“{paper}”{left}，请业主立即补齐。",
            project=project,
            item=item_short(case.item),
            paper=clock.subject,
            left=left_text(clock),
        )
    return tr(
        "{project}“{item}”{clock}{left}，{who}。",
        project=project,
        item=item_short(case.item),
        clock=_clock_name(clock),
        left=left_text(clock),
        who=_who(case),
    )


def _clock_name(clock: ClockReading) -> str:
    name = word(clock.kind)
    return tr("{clock}期限", clock=name) if clock.kind in REVIEW_CLOCKS else name


def _who(case: CaseSheet) -> str:
    """On whom it waits and what is asked of them."""
    life = case.life
    if life.supplement_since is not None:
        return tr("待业主补正，请代办员上门帮办")
    if life.open_pause is not None:
        kind = procedure_word(life.open_pause.kind)
        return tr("正在{kind}，请{department}督促", kind=kind, department=tr(case.item.department))
    return tr("请{department}尽快办结并说明原因", department=tr(case.item.department))


def _waiting(case: CaseSheet, project: str, today: date) -> _Issue | None:
    pause = case.life.open_pause
    if pause is not None:
        days = (today - pause.start).days
        pattern = (
            tr("{project}“{item}”{kind}自 {date}起停表 {n} 天，结束后当日恢复计时。")
            if pause.stops_clock
            else tr("{project}“{item}”{kind}自 {date}起 {n} 天，尚无告知文号，未停表，请补办告知。")
        )
        text = pattern.format(
            project=project,
            item=item_short(case.item),
            kind=procedure_word(pause.kind),
            date=_day(pause.start),
            n=days,
        )
        return _Issue(-days, text)
    since = case.life.supplement_since
    if case.life.status is CaseStatus.SUPPLEMENTING and since is not None:
        text = tr(
            "{project}“{item}”于 {date}告知补正，已 {n} 天，请业主补齐材料。",
            project=project,
            item=item_short(case.item),
            date=_day(since),
            n=(today - since).days,
        )
        return _Issue(-(today - since).days, text)
    return None


def _due(case: CaseSheet, clock: ClockReading, project: str) -> str:
    if clock.kind is ClockKind.GAP:
        return tr(
            "{project}“{item}”容缺材料“{paper}”应于 {date}前补齐。",
            project=project,
            item=item_short(case.item),
            paper=clock.subject,
            date=_day(clock.due),
        )
    return tr(
        "{project}“{item}”{clock}于 {date}届满，请{department}按期办结。",
        project=project,
        item=item_short(case.item),
        clock=_clock_name(clock),
        date=_day(clock.due_unmoved),
        department=tr(case.item.department),
    )


def _goal(entry: PlannedSheet, project: str, today: date) -> list[_Issue]:
    """Land contract and start of construction in the coming two weeks."""
    days = {step.id: step.finish for step in entry.plan.result.steps}
    land, start = days.get(LAND_CONTRACT), days.get(CONSTRUCTION_START)
    until = today + timedelta(days=2 * _WEEK)
    if land is not None and land == start and today <= land <= until:
        text = tr(
            "{project}计划 {date}拿地即开工，请各部门当日转正式、领证。", project=project, date=_day(land)
        )
        return [_Issue(-1, text)]
    found = []
    for day, pattern in (
        (land, tr("{project}计划 {date}签订供地合同。")),
        (start, tr("{project}计划 {date}开工。")),
    ):
        if day is not None and today <= day <= until:
            found.append(_Issue(-1, pattern.format(project=project, date=_day(day))))
    return found


def _day(day: date) -> str:
    return tr("{month} 月 {day} 日", month=day.month, day=day.day)
