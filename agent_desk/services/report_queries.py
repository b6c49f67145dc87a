"""The rows of every report over the real records; one function for each query of ``report_rows``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from agent_desk.domain.assistance import Assistance, AssistanceKind
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import Case, CaseMode, EventKind
from agent_desk.domain.case_clocks import review_clocks
from agent_desk.domain.case_life import CaseLife, effective_events, live
from agent_desk.domain.clock import Deadline
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.people import Member, Seat
from agent_desk.domain.project import Channel, Project
from agent_desk.i18n import tr
from agent_desk.services.deadlines import OpenDeadline, open_deadlines
from agent_desk.services.documents import Tone
from agent_desk.services.item_names import item_short
from agent_desk.services.manual_words import status_cell
from agent_desk.services.office import Office
from agent_desk.services.portfolio import Health, NextNode, Portfolio, PortfolioRow
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.report_period import ReportPeriod
from agent_desk.services.report_rows import AssistanceRow, BriefRow, CaseRow, DeadlineRow, StepRow
from agent_desk.services.stage_words import stage_word
from agent_desk.services.words import word

_DAY = timedelta(days=1)


# -- brief ------------------------------------------------------------------------------------------------


def brief_rows(found: Portfolio, office: Office, *, general: bool = False) -> tuple[BriefRow, ...]:
    """The projects in hand, the most pressing first and those under construction last.

    ``general`` adds those outside the green channel.
    """
    rows = [row for row in found.rows if general or row.project.channel is Channel.GREEN]
    rows.sort(key=lambda row: _pressing(row, found.today))
    return tuple(_brief_row(number, row, office, found.today) for number, row in enumerate(rows, start=1))


def _pressing(row: PortfolioRow, today: date) -> tuple[bool, date]:
    """Sorting by the next node; a project that only waits for its acceptance goes last."""
    node = row.next_node
    if node is None:
        return True, date.max
    return not node.item_code and node.on < today, node.on


def _brief_row(number: int, row: PortfolioRow, office: Office, today: date) -> BriefRow:
    node = row.next_node
    plan = row.plan
    status, tone = _health_words(row)
    late = node is not None and node.overdue > 0
    lead = row.project.member_in(Seat.LEAD)
    return BriefRow(
        number=number,
        project=row.project.name,
        investment_fen=row.project.total_investment_fen,
        stage=stage_word(row.stage),
        forecast_days=plan.forecast_days or None if plan else None,
        statutory_days=plan.statutory_days or None if plan else None,
        next_date=node.on if node is not None and not late else None,
        next_provisional=node.provisional if node is not None and not late else False,
        next_text=_node_words(node, row, office, today) if node is not None else "",
        agent=next((member.name for member in row.team if member.id == lead), ""),
        status=status,
        status_tone=tone,
    )


def _health_words(row: PortfolioRow) -> tuple[str, Tone]:
    words: dict[Health, tuple[str, Tone]] = {
        Health.OVERDUE: (tr("超期"), "over"),
        Health.RISK: (tr("临期"), "due"),
        Health.PAUSED: (tr("停表"), "pause"),
        Health.OK: (tr("正常"), ""),
    }
    return words[row.health]


def _node_words(node: NextNode, row: PortfolioRow, office: Office, today: date) -> str:
    item = office.rules.catalogue.find(node.item_code)
    name = item_short(item) if item is not None else node.name
    if node.overdue:
        return tr("{item}超 {n} 天", item=name, n=(today - node.on).days)
    if node.item_code:
        return name
    if node.on < today:
        return tr("已开工")
    return tr("拿地即开工") if node.on == row.project.land_day else tr("开工")


# -- one project ------------------------------------------------------------------------------------------


def step_rows(sheet: ProjectSheet, office: Office) -> tuple[StepRow, ...]:
    """Every case of a project with the last days of its three limits."""
    return tuple(_step_row(number, case, sheet, office) for number, case in enumerate(sheet.cases, start=1))


def _step_row(number: int, case: CaseSheet, sheet: ProjectSheet, office: Office) -> StepRow:
    life = case.life
    finished = life.mock_on or life.decided_on
    dues = {
        kind: (deadline.due, deadline.provisional)
        for kind, deadline in deadlines_of(case.case, life, office, finished or sheet.today).items()
    }
    nothing: tuple[date | None, bool] = (None, False)
    statutory = dues.get(ClockKind.STATUTORY, nothing)
    promised = dues.get(ClockKind.PROMISED, nothing)
    target = dues.get(ClockKind.TARGET, nothing)
    status = status_cell(case)
    member = sheet.members.get(case.case.member_id)
    return StepRow(
        number=number,
        item=item_short(case.item),
        department=tr(case.item.department),
        agent=member.name if member else "",
        stage=stage_word(case.item.stage),
        started=life.accepted_on or life.received_on,
        finished=finished,
        statutory_due=statutory[0],
        statutory_provisional=statutory[1],
        promised_due=promised[0],
        promised_provisional=promised[1],
        target_due=target[0],
        target_provisional=target[1],
        status=str(status.value),
        status_tone=status.tone,
    )


def deadlines_of(case: Case, life: CaseLife, office: Office, on: date) -> dict[ClockKind, Deadline]:
    """The review clocks of a case given their dates, asked on a day; empty before acceptance."""
    item = office.rules.catalogue.item(case.item_code)
    clocks = review_clocks(case, item, life, office.calendar, office.choices)
    return {
        clock.kind: clock.deadline(office.calendar, office.choices, max(on, clock.start)) for clock in clocks
    }


# -- cases of a period ------------------------------------------------------------------------------------


def case_rows(office: Office, period: ReportPeriod, today: date) -> tuple[CaseRow, ...]:
    """The cases accepted or finished in the period, by project and item. Legal and promised days are calendar
    days from the start of the clock to its end, pauses included, so that they compare with each other."""
    with office.store.reading() as uow:
        ids = {event.case_id for event in uow.cases.events_between(period.first, period.last)}
        cases = [case for case in uow.cases.all() if case.id in ids]
        events = uow.cases.events_of([case.id for case in cases])
        projects = {project.id: project for project in uow.projects.all()}
        members = {member.id: member for member in uow.members.all()}
    rows = []
    for case in cases:
        life = live(events.get(case.id, ()))
        finished = life.mock_on or life.decided_on
        days = (life.accepted_on, finished, life.delivered_on)
        if any(day is not None and period.contains(day) for day in days):
            rows.append(_case_row(case, life, projects[case.project_id], members, office, today))
    rows.sort(key=lambda row: (row.project_code, row.project, row.accepted or date.max, row.item))
    return tuple(rows)


def _case_row(
    case: Case,
    life: CaseLife,
    project: Project,
    members: Mapping[str, Member],
    office: Office,
    today: date,
) -> CaseRow:
    item = office.rules.catalogue.item(case.item_code)
    finished = life.mock_on or life.decided_on
    dues = deadlines_of(case, life, office, finished or today)
    legal, promised = (_length(dues.get(kind)) for kind in (ClockKind.STATUTORY, ClockKind.PROMISED))
    any_clock = next(iter(dues.values()), None)
    used = None
    if any_clock is not None and finished is not None:
        used = (finished - any_clock.start).days
    status = status_cell(CaseSheet(case, item, life, (), ()))
    member = members.get(case.member_id)
    return CaseRow(
        project_code=project.code,
        project=project.display_name,
        item=item_short(item),
        department=tr(item.department),
        agent=member.name if member else "",
        accepted=life.accepted_on,
        decided=finished,
        delivered=life.delivered_on,
        statutory_days=legal,
        promised_days=promised,
        working_days_used=_worked(any_clock, finished, office.calendar),
        saved_share=(legal - used) / legal if legal and used is not None else None,
        pauses=len(life.special_pauses) + len(life.supplement_pauses),
        pause_days=_paused_days(any_clock),
        status=str(status.value),
        status_tone=status.tone,
        document_number=_document(life, case.mode),
    )


def _length(deadline: Deadline | None) -> int | None:
    return (deadline.due - deadline.start).days if deadline is not None else None


def _worked(deadline: Deadline | None, finished: date | None, calendar: WorkCalendar) -> int | None:
    """Working days from the start of the clock to the result, without the days its pauses exclude."""
    if deadline is None or finished is None:
        return None
    worked = calendar.working_days_between(deadline.start, finished)
    for first, last in deadline.stops:
        if first <= finished:
            worked -= calendar.working_days_between(first - _DAY, min(last, finished))
    return worked


def _paused_days(deadline: Deadline | None) -> int:
    """Calendar days excluded from the count."""
    return sum((last - first).days + 1 for first, last in deadline.stops) if deadline is not None else 0


def _document(life: CaseLife, mode: CaseMode) -> str:
    """The number of the decision; a simulated opinion's own number is not a licence's and is not shown."""
    kinds = (EventKind.DECIDED, EventKind.CONVERTED)
    found = [event.document for event in effective_events(life.events) if event.kind in kinds]
    return next((number for number in reversed(found) if number), "")


# -- clocks and help --------------------------------------------------------------------------------------


def deadline_rows(office: Office, today: date, project_id: str = "") -> tuple[DeadlineRow, ...]:
    """Every open clock; within a project the tightest first, projects by their tightest."""
    found = open_deadlines(office, today, project_id=project_id)
    with office.store.reading() as uow:
        members = {member.id: member.name for member in uow.members.all()}
    return tuple(_deadline_row(deadline, members) for deadline in found)


def _deadline_row(deadline: OpenDeadline, members: Mapping[str, str]) -> DeadlineRow:
    r = deadline.reading
    name = word(r.kind)
    return DeadlineRow(
        project_code=deadline.project_code,
        project=deadline.project_name,
        item=deadline.item_name if not r.subject else f"{deadline.item_name}：{r.subject}",
        department=tr(deadline.department),
        agent=members.get(deadline.member_id, ""),
        clock=name,
        unit=word(r.unit),
        limit=r.total,
        start=r.start,
        due=r.due,
        provisional=r.provisional,
        counted=r.counted,
        left=r.left,
        status=_clock_status(deadline)[0],
        status_tone=_clock_status(deadline)[1],
        basis=r.basis,
    )


def _clock_status(deadline: OpenDeadline) -> tuple[str, Tone]:
    r = deadline.reading
    if r.kind is ClockKind.MINIMUM:
        return (tr("已满"), "ok") if r.left <= 0 else (tr("公告中"), "")
    if r.left < 0:
        return tr("超期"), "over"
    if r.paused:
        return tr("停表"), "pause"
    return (tr("临期"), "due") if r.left <= 1 else (tr("正常"), "")


def assistance_rows(office: Office, period: ReportPeriod) -> tuple[AssistanceRow, ...]:
    """What each person did for others in the period, most minutes first; entries taken back do not count."""
    with office.store.reading() as uow:
        found = [
            entry
            for entry in uow.assistances.between(period.first, period.last)
            if entry.member_id and not entry.withdrawn
        ]
        members = {member.id: member for member in uow.members.all()}
    grouped: dict[str, list[Assistance]] = defaultdict(list)
    for entry in found:
        grouped[entry.member_id].append(entry)
    rows = [
        _assistance_row(members[who], own, office.calendar) for who, own in grouped.items() if who in members
    ]
    return tuple(sorted(rows, key=lambda row: (row.team, -row.minutes, row.person)))


def _assistance_row(member: Member, own: Sequence[Assistance], calendar: WorkCalendar) -> AssistanceRow:
    kinds = [entry.kind for entry in own]
    ratings = [entry.rating for entry in own if entry.rating is not None]
    return AssistanceRow(
        person=member.name,
        team=member.branch,
        proxy_count=kinds.count(AssistanceKind.PROXY),
        help_count=kinds.count(AssistanceKind.HELP),
        joint_count=kinds.count(AssistanceKind.JOINT),
        total_count=len(own),
        minutes=sum(entry.minutes for entry in own),
        people_served=len({(entry.on, entry.beneficiary) for entry in own}),
        rated_count=len(ratings),
        rating=sum(ratings) / len(ratings) if ratings else None,
        weekend_count=sum(not calendar.is_working(entry.on) for entry in own),
    )
