"""The smaller records: papers, help given, baselines, people, settings."""

from __future__ import annotations

from dataclasses import replace

from agent_desk.domain.assistance import Assistance, Stage
from agent_desk.domain.case import MaterialState
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services.changes import Change, Topic
from agent_desk.services.commands import (
    AddMember,
    AdoptBaseline,
    ChangeSetting,
    DropBaseline,
    EditAssistance,
    EditMember,
    LogAssistance,
    MoveAssistance,
    SetMaterial,
    WithdrawAssistance,
)
from agent_desk.services.office import Office
from agent_desk.services.ports import UnitOfWork
from agent_desk.services.words import word

_LONGEST_DAY = 24 * 60


def set_material(command: SetMaterial, uow: UnitOfWork, office: Office) -> Change:
    """Say where a paper stands; a tolerated one needs its day (``material.until_missing``)."""
    material = uow.materials.get(command.material_id)
    if command.state is MaterialState.TOLERATED:
        if not material.tolerable:
            raise Refusal("material.not_tolerable", material=material.name)
        if command.until is None:
            raise Refusal("material.until_missing", material=material.name)
    until = command.until if command.state is MaterialState.TOLERATED else None
    uow.materials.save(replace(material, state=command.state, until=until))
    return Change(
        tr("{material} → {state}", material=material.name, state=word(command.state)),
        SetMaterial(material.id, material.state, material.until),
        frozenset({Topic.MATERIALS}),
        material.case_id,
    )


def log_assistance(command: LogAssistance, uow: UnitOfWork, office: Office) -> Change:
    """Enter an act of help. Refuses empty texts, impossible minutes, ratings and days."""
    entry = command.assistance
    _check_entry(entry, office)
    uow.assistances.add([entry])
    return Change(
        tr("登记{kind}「{matter}」", kind=word(entry.kind), matter=entry.matter),
        WithdrawAssistance(entry.id),
        frozenset({Topic.ASSISTANCE}),
        entry.id,
        created=entry.id,
    )


def edit_assistance(command: EditAssistance, uow: UnitOfWork, office: Office) -> Change:
    """Change fields of an entry; refuses what a new entry would be refused for. An unknown field is a bug."""
    entry = uow.assistances.get(command.assistance_id)
    before = {name: getattr(entry, name) for name in command.changes}
    changed = replace(entry, **command.changes)  # type: ignore[arg-type]
    _check_entry(changed, office)
    uow.assistances.save(changed)
    return Change(
        tr("修改登记「{matter}」", matter=entry.matter),
        EditAssistance(entry.id, before),
        frozenset({Topic.ASSISTANCE}),
        entry.id,
    )


def _check_entry(entry: Assistance, office: Office) -> None:
    if not entry.matter.strip():
        raise Refusal("assistance.no_matter")
    if not entry.beneficiary.strip():
        raise Refusal("assistance.no_beneficiary")
    if not 0 <= entry.minutes <= _LONGEST_DAY:
        raise Refusal("assistance.minutes", minutes=entry.minutes)
    if entry.rating is not None and not 1 <= entry.rating <= 5:
        raise Refusal("assistance.rating", rating=entry.rating)
    if entry.on > office.now().date():
        raise Refusal("assistance.in_future", on=entry.on)


def withdraw_assistance(command: WithdrawAssistance, uow: UnitOfWork, office: Office) -> Change:
    """Take an entry out of the log, or put it back."""
    entry = uow.assistances.get(command.assistance_id)
    uow.assistances.save(replace(entry, withdrawn=command.withdrawn))
    text = tr("撤回登记「{matter}」") if command.withdrawn else tr("恢复登记「{matter}」")
    return Change(
        text.format(matter=entry.matter),
        WithdrawAssistance(entry.id, entry.withdrawn),
        frozenset({Topic.ASSISTANCE}),
        entry.id,
    )


def move_assistance(command: MoveAssistance, uow: UnitOfWork, office: Office) -> Change:
    """Move an order along 点单 → 派单 → 办单 → 评单; one that is assigned needs a person."""
    entry = uow.assistances.get(command.assistance_id)
    member = entry.member_id if command.member_id is None else command.member_id
    if command.stage is not Stage.ORDERED and not member:
        raise Refusal("assistance.nobody", matter=entry.matter)
    uow.assistances.save(replace(entry, stage=command.stage, member_id=member))
    return Change(
        tr("「{matter}」→ {stage}", matter=entry.matter, stage=word(command.stage)),
        MoveAssistance(entry.id, entry.stage, entry.member_id),
        frozenset({Topic.ASSISTANCE}),
        entry.id,
    )


def adopt_baseline(command: AdoptBaseline, uow: UnitOfWork, office: Office) -> Change:
    """Keep a route as the baseline of its project."""
    uow.baselines.add(command.baseline)
    return Change(
        tr("采纳为基线 v{number}", number=command.baseline.number),
        DropBaseline(command.baseline),
        frozenset({Topic.BASELINES}),
        command.baseline.project_id,
        created=command.baseline.id,
    )


def drop_baseline(command: DropBaseline, uow: UnitOfWork, office: Office) -> Change:
    """Undo of adopting."""
    uow.baselines.remove(command.baseline.id)
    return Change(
        tr("撤销基线 v{number}", number=command.baseline.number),
        AdoptBaseline(command.baseline),
        frozenset({Topic.BASELINES}),
        command.baseline.project_id,
    )


def add_member(command: AddMember, uow: UnitOfWork, office: Office) -> Change:
    """Enter a person of the office; people are not removed, they become inactive. Refuses ``member.no_name``."""
    if not command.member.name.strip():
        raise Refusal("member.no_name")
    uow.members.add(command.member)
    return Change(
        tr("新增人员 {name}", name=command.member.name),
        EditMember(command.member.id, {"active": False}),
        frozenset({Topic.MEMBERS}),
        command.member.id,
        created=command.member.id,
    )


def edit_member(command: EditMember, uow: UnitOfWork, office: Office) -> Change:
    """Change fields of a person. An unknown field is a bug."""
    member = uow.members.get(command.member_id)
    before = {name: getattr(member, name) for name in command.changes}
    uow.members.save(replace(member, **command.changes))  # type: ignore[arg-type]
    return Change(
        tr("修改人员 {name}", name=member.name),
        EditMember(member.id, before),
        frozenset({Topic.MEMBERS}),
        member.id,
    )


def change_setting(command: ChangeSetting, uow: UnitOfWork, office: Office) -> Change:
    """Set an office setting."""
    before = uow.settings.read().get(command.key)
    uow.settings.write(command.key, command.value)
    return Change(
        tr("修改设置 {key}", key=command.key),
        ChangeSetting(command.key, before),
        frozenset({Topic.SETTINGS}),
        command.key,
    )
