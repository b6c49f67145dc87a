"""The people of the office and their seats in a project's team (推进团队)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do in the desk; the database enforces it in team mode."""

    AGENT = "agent"
    LEAD = "lead"
    VOLUNTEER = "volunteer"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Seat(StrEnum):
    """A place in a project's team, 1+1+N: one lead, one deputy, and those they need."""

    LEAD = "lead"
    DEPUTY = "deputy"
    STREET_HELPER = "street_helper"
    DEPARTMENT_CONTACT = "department_contact"
    STAND_IN = "stand_in"


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the office. ``hue`` (0-359) colours the avatar and never carries meaning."""

    id: str
    name: str
    role: Role
    branch: str = ""
    phone: str = ""
    hue: int = 160
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class TeamSeat:
    """One member's seat in one project."""

    member_id: str
    seat: Seat
