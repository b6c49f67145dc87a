"""Intake: from a profile to the verdict, the items that follow with their reasons, and the new project.

The wizard and the command line use the same functions; nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from agent_desk.domain.admission import Verdict, judge
from agent_desk.domain.case import Case, CaseMode, Material
from agent_desk.domain.case_clocks import suggested_mode
from agent_desk.domain.catalogue import Applicability, ApprovalItem, ClockOwner, LimitType, Stage
from agent_desk.domain.conditions import Truth
from agent_desk.domain.explanation import unit_of, value_text
from agent_desk.domain.facts import Profile
from agent_desk.domain.people import TeamSeat
from agent_desk.domain.project import Admission, Channel, Project
from agent_desk.domain.project_code import read_project_code
from agent_desk.services.commands import AddProject
from agent_desk.services.office import Office

_LAND = "land"
_GRANTED = "出让"


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What a form, a file or a row of a list says about a new project."""

    name: str = ""
    code: str = ""
    owner: str = ""
    short_name: str = ""
    town: str = ""
    contact: str = ""
    phone: str = ""
    land_day: date | None = None
    profile: Profile = field(default_factory=Profile)
    team: tuple[TeamSeat, ...] = ()
    left_out: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What would follow from a draft: verdict, items that apply, items still to be confirmed, items that do not."""

    verdict: Verdict
    applying: tuple[Applicability, ...]
    to_confirm: tuple[Applicability, ...]
    not_applying: tuple[Applicability, ...]
    materials: int
    code_known: bool

    @property
    def item_codes(self) -> tuple[str, ...]:
        """Codes of the items a project made from the draft would get, in the catalogue's order."""
        return tuple(found.item.code for found in self.applying)


def preview(draft: ProjectDraft, office: Office) -> IntakePreview:
    """Judge a draft without storing anything; called on every keystroke of the wizard."""
    rules = office.rules
    found = rules.catalogue.applicable(draft.profile)
    applying = tuple(a for a in found if _wanted(a, draft))
    chosen = {a.item.code for a in applying}
    return IntakePreview(
        verdict=judge(draft.profile, rules.admission),
        applying=applying,
        to_confirm=tuple(a for a in found if a.truth is Truth.UNKNOWN and a.item.code not in chosen),
        not_applying=tuple(a for a in found if a.truth is Truth.FALSE and a.item.code not in chosen),
        materials=sum(len(a.item.materials) for a in applying),
        code_known=not draft.code or read_project_code(draft.code).known,
    )


def _wanted(found: Applicability, draft: ProjectDraft) -> bool:
    code = found.item.code
    if code in draft.added:
        return True
    return found.truth is Truth.TRUE and code not in draft.left_out


def build(draft: ProjectDraft, office: Office, today: date) -> AddProject:
    """The command that takes the draft in: project, its cases, their papers. Ids come from the office."""
    looked = preview(draft, office)
    channel = Channel.GREEN if looked.verdict.admitted else Channel.GENERAL
    project = Project(
        id=office.new_id(),
        code=draft.code.strip(),
        name=draft.name.strip(),
        owner=draft.owner.strip(),
        created_on=today,
        channel=channel,
        admission=_admission(looked.verdict, office, today),
        catalogue_version=office.rules.catalogue.version,
        short_name=draft.short_name.strip(),
        town=draft.town.strip(),
        contact=draft.contact.strip(),
        phone=draft.phone.strip(),
        land_day=draft.land_day,
        team=draft.team,
        profile=draft.profile,
    )
    agent = draft.team[0].member_id if draft.team else ""
    cases = tuple(new_case(found.item, project, office, agent) for found in looked.applying)
    materials = tuple(
        paper for case, found in zip(cases, looked.applying, strict=True)
        for paper in papers_of(case, found.item, office)
    )
    return AddProject(project, cases, materials)


def _admission(verdict: Verdict, office: Office, today: date) -> Admission:
    rule = verdict.rule
    if not verdict.admitted or rule is None:
        return Admission(on=today)
    definition = office.rules.facts.get(rule.fact)
    figure = ""
    if verdict.value is not None:
        unit = "" if isinstance(verdict.value, bool) else unit_of(definition)
        figure = f"{value_text(verdict.value, definition)} {unit}".strip()
    return Admission(today, rule.id, rule.title, rule.basis, figure, rule.approver)


def new_case(item: ApprovalItem, project: Project, office: Office, member_id: str = "") -> Case:
    """A case of ``item`` for ``project`` with the limits of the pinned catalogue; no target off the channel."""
    granted = project.profile[_LAND] == _GRANTED
    green = project.channel is Channel.GREEN
    binding = item.limit_type in (LimitType.MAX, LimitType.INSTANT)
    return Case(
        id=office.new_id(),
        project_id=project.id,
        item_code=item.code,
        mode=suggested_mode(item, land_granted=granted, channel_green=green),
        statutory=item.statutory if item.limit_type is not LimitType.NONE else None,
        promised=item.promised if item.clock_owner is ClockOwner.AUTHORITY else None,
        target=item.target if green and binding else None,
        member_id=member_id,
    )


def papers_of(case: Case, item: ApprovalItem, office: Office) -> list[Material]:
    """The papers a new case asks for, all missing."""
    return [
        Material(
            id=office.new_id(),
            case_id=case.id,
            name=template.name,
            position=position,
            source=template.source,
            tolerable=template.tolerable,
        )
        for position, template in enumerate(item.materials, start=1)
    ]


def before_construction(item: ApprovalItem) -> bool:
    """Whether an item belongs to the way to the start of construction; the rest follows completion."""
    return item.stage is not Stage.COMPLETION


def simulated_cases(cases: tuple[Case, ...]) -> int:
    """How many of the cases run as simulated approval."""
    return sum(case.mode is CaseMode.SIMULATED for case in cases)
