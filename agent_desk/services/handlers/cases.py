"""Recording what happened to a case, taking a record back, changing its mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent_desk.domain.case import Case, CaseEvent, EventKind
from agent_desk.domain.case_life import CaseLife, annulled_ids, live
from agent_desk.domain.case_rules import check_event
from agent_desk.domain.clock import compute, may_stop
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services import projection
from agent_desk.services.changes import Change, Topic
from agent_desk.services.commands import AnnulEvent, RecordEvent, SetCaseMode
from agent_desk.services.item_names import item_name, item_short
from agent_desk.services.office import Office
from agent_desk.services.ports import UnitOfWork
from agent_desk.services.words import word

_TOUCHED = frozenset({Topic.CASES})


def record_event(command: RecordEvent, uow: UnitOfWork, office: Office) -> Change:
    """Append an event after checking that it can have happened (see ``case_rules.check_event``)."""
    case = uow.cases.get(command.case_id)
    life = live(uow.cases.events_of([case.id]).get(case.id, ()))
    event = new_event(command, office)
    check(case, life, event, uow, office)
    uow.cases.append([event])
    uow.cases.save(case)
    projection.refresh(uow, office, [case.id])
    return Change(
        tr("{item} → {event}", item=_item_name(case, office), event=word(command.kind)),
        AnnulEvent(case.id, event.id, tr("撤销")),
        _TOUCHED,
        subject=case.id,
        created=event.id,
        warnings=warnings_about(event, case, office),
    )


def new_event(command: RecordEvent, office: Office) -> CaseEvent:
    """The event a command would append, stamped with the office's now and user."""
    return CaseEvent(
        id=office.new_id(),
        case_id=command.case_id,
        kind=command.kind,
        on=command.on,
        recorded_at=office.now(),
        recorded_by=office.user,
        document=command.document.strip(),
        basis=command.basis.strip(),
        note=command.note.strip(),
        details=dict(command.details),
    )


def check(case: Case, life: CaseLife, event: CaseEvent, uow: UnitOfWork, office: Office) -> None:
    """Refuse an impossible event; used by the preview as well as by the handler."""
    item = office.rules.catalogue.item(case.item_code)
    project = uow.projects.get(case.project_id)
    check_event(
        life,
        event,
        today=office.now().date(),
        opened_on=min(project.created_on, life.prepared_on or date.max),
        max_extension=item.max_extension or None,
    )


def warnings_about(event: CaseEvent, case: Case, office: Office) -> tuple[str, ...]:
    """What the desk says about an event it accepts: a pause that will not stop the clock, and why; a gap that
    runs longer than the item's promised limit (deadlines.md, rule 7)."""
    if event.kind is EventKind.GAP_OPENED:
        return _gap_warnings(event, case, office)
    if event.kind is not EventKind.SPECIAL_START:
        return ()
    item = office.rules.catalogue.item(case.item_code)
    kind = event.details.get("procedure", "expert_review")
    if not may_stop(kind, tuple(k.value for k in item.excluded_time)):
        return (tr("该程序不在法定不计时范围内，时钟不停。"),)
    if not event.document:
        return (tr("未填告知文书号，时钟不停；补录文书号后重新登记即可停表。"),)
    return ()


def _gap_warnings(event: CaseEvent, case: Case, office: Office) -> tuple[str, ...]:
    if case.promised is None:
        return ()
    latest = compute(event.on, case.promised, office.calendar).due
    if date.fromisoformat(event.details["until"]) <= latest:
        return ()
    return (tr("容缺补齐的期限超过承诺时限，最迟应为 {day}。", day=latest),)


def annul_event(command: AnnulEvent, uow: UnitOfWork, office: Office) -> Change:
    """Take a record back by a new one that cites it. Refuses ``event.not_found`` and ``event.already_annulled``."""
    case = uow.cases.get(command.case_id)
    events = uow.cases.events_of([case.id]).get(case.id, ())
    target = next((event for event in events if event.id == command.event_id), None)
    if target is None:
        raise Refusal("event.not_found", event=command.event_id)
    if target.id in annulled_ids(events):
        raise Refusal("event.already_annulled", event=word(target.kind))
    correction = CaseEvent(
        id=office.new_id(),
        case_id=case.id,
        kind=EventKind.ANNULLED,
        on=max(target.on, office.now().date()),
        recorded_at=office.now(),
        recorded_by=office.user,
        note=command.reason,
        corrects=target.id,
    )
    uow.cases.append([correction])
    uow.cases.save(case)
    projection.refresh(uow, office, [case.id])
    return Change(
        tr("{item} 更正 {event}", item=_item_name(case, office), event=word(target.kind)),
        AnnulEvent(case.id, correction.id, tr("重做")),
        _TOUCHED,
        subject=case.id,
        created=correction.id,
    )


def set_case_mode(command: SetCaseMode, uow: UnitOfWork, office: Office) -> Change:
    """Change the mode or the agent of a case; refuses ``case.mode_not_allowed``."""
    case = uow.cases.get(command.case_id)
    item = office.rules.catalogue.item(case.item_code)
    mode = command.mode or case.mode
    if mode.value == "simulated" and not item.simulated:
        raise Refusal("case.mode_not_allowed", item=item_name(item), mode=word(mode))
    member = case.member_id if command.member_id is None else command.member_id
    uow.cases.save(replace(case, mode=mode, member_id=member))
    projection.refresh(uow, office, [case.id])
    described = (
        tr("{item} 改为{mode}", item=item_short(item), mode=word(mode))
        if mode is not case.mode
        else tr("{item} 改经办", item=item_short(item))
    )
    return Change(described, SetCaseMode(case.id, case.mode, case.member_id), _TOUCHED, case.id)


def _item_name(case: Case, office: Office) -> str:
    item = office.rules.catalogue.find(case.item_code)
    return item_short(item) if item else case.item_code
