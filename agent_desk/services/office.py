"""What every use case shares, wired once by bootstrap and passed by constructor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from agent_desk.domain.admission import AdmissionRule
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case_clocks import ClockChoices
from agent_desk.domain.catalogue import Catalogue
from agent_desk.domain.facts import FactDefinition
from agent_desk.domain.planning import PlanningAssumptions
from agent_desk.domain.route import RouteProblem, RouteResult
from agent_desk.services.ports import Store

DEFAULT_MEMBER = "office.default_member"
"""Setting: who sits at a desk that has not said who sits there (the demonstration office names its lead)."""

Solve = Callable[[RouteProblem, WorkCalendar], RouteResult]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The versioned data the office works by: items, questions, admission rules, planning assumptions."""

    catalogue: Catalogue
    facts: Mapping[str, FactDefinition]
    admission: tuple[AdmissionRule, ...]
    planning: PlanningAssumptions


@dataclass(frozen=True, slots=True)
class Office:
    """The records, the law and the calendar of one office. ``now`` (with its time zone) and ``new_id`` are passed
    in for replay."""

    store: Store
    rules: Rulebook
    calendar: WorkCalendar
    solve: Solve
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    user: str = ""
    choices: ClockChoices = field(default_factory=ClockChoices)


def member_at(store: Store, wanted: str) -> str:
    """The id of the person at this desk: ``wanted`` if the office knows it, else the office's default, else empty."""
    with store.reading() as uow:
        known = {member.id for member in uow.members.all() if member.active}
        default = str(uow.settings.read().get(DEFAULT_MEMBER) or "")
    return next((found for found in (wanted, default) if found in known), "")
