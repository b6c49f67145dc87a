"""A major investment project (重点项目) and how it came into the green channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agent_desk.domain.facts import Profile
from agent_desk.domain.people import Seat, TeamSeat


class Channel(StrEnum):
    """Green channel (绿色通道), or ordinary proxy service (一般代办) without a target clock."""

    GREEN = "green"
    GENERAL = "general"


class ProjectStatus(StrEnum):
    """Active, finished, or withdrawn from the desk (an exit with its reason; nothing is deleted)."""

    ACTIVE = "active"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Admission:
    """The recorded admission (准入): which rule let the project in, on what figure, on which day.

    ``rule_id`` is empty for ordinary proxy service.
    """

    on: date
    rule_id: str = ""
    title: str = ""
    basis: str = ""
    figure: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One project with its profile; the facts decide which items apply.

    ``land_day`` is the planned or actual day of
    the land contract. ``catalogue_version`` pins the project to the catalogue it was opened under.
    """

    id: str
    code: str
    name: str
    owner: str
    created_on: date
    channel: Channel
    admission: Admission
    catalogue_version: str
    short_name: str = ""
    town: str = ""
    contact: str = ""
    phone: str = ""
    land_day: date | None = None
    completion_day: date | None = None
    status: ProjectStatus = ProjectStatus.ACTIVE
    status_reason: str = ""
    team: tuple[TeamSeat, ...] = ()
    profile: Profile = field(default_factory=Profile)
    version: int = 1

    @property
    def total_investment_fen(self) -> int | None:
        """The total investment in fen, one of the facts; None while unknown."""
        value = self.profile["total_investment"]
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def display_name(self) -> str:
        """The short name where the office gave one, else the full name."""
        return self.short_name or self.name

    def member_in(self, seat: Seat) -> str | None:
        """The id of the first member in that seat."""
        return next((s.member_id for s in self.team if s.seat is seat), None)
