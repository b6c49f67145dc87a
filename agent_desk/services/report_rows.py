"""The rows the report queries return: the contract between the queries and ``reports/*.toml``.

Every key a definition names must be a field here. Money is integer fen, dates are ``datetime.date``,
durations are days in the unit the field says. ``*_tone`` fields are one of ``documents.TONES``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from agent_desk.services.documents import Tone


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One project in the weekly brief. ``forecast_days``/``statutory_days``: calendar days from start
    to the end."""

    number: int
    project: str
    investment_fen: int | None
    stage: str
    forecast_days: int | None
    statutory_days: int | None
    next_date: date | None
    next_provisional: bool
    next_text: str
    agent: str
    status: str
    status_tone: Tone


@dataclass(frozen=True, slots=True)
class StepRow:
    """One case in a project's own brief; ``*_due`` are the last days of the three clocks."""

    number: int
    item: str
    department: str
    agent: str
    stage: str
    started: date | None
    finished: date | None
    statutory_due: date | None
    statutory_provisional: bool
    promised_due: date | None
    promised_provisional: bool
    target_due: date | None
    target_provisional: bool
    status: str
    status_tone: Tone


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of any project. ``working_days_used`` counts working days without pauses."""

    project_code: str
    project: str
    item: str
    department: str
    agent: str
    accepted: date | None
    decided: date | None
    delivered: date | None
    statutory_days: int | None
    promised_days: int | None
    working_days_used: int | None
    saved_share: float | None
    pauses: int
    pause_days: int
    status: str
    status_tone: Tone
    document_number: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One open clock. ``counted`` and ``left`` are in the clock's own unit; ``left`` is negative when
    overdue."""

    project_code: str
    project: str
    item: str
    department: str
    agent: str
    clock: str
    unit: str
    limit: int
    start: date
    due: date | None
    provisional: bool
    counted: int
    left: int | None
    status: str
    status_tone: Tone
    basis: str


@dataclass(frozen=True, slots=True)
class AssistanceRow:
    """What one person did for others in the period; ``minutes`` in all, ``rating`` 1 to 5 or ``None``."""

    person: str
    team: str
    proxy_count: int
    help_count: int
    joint_count: int
    total_count: int
    minutes: int
    people_served: int
    rated_count: int
    rating: float | None
    weekend_count: int


ROW_TYPES: dict[str, type] = {
    "brief": BriefRow,
    "project_steps": StepRow,
    "cases": CaseRow,
    "deadlines": DeadlineRow,
    "assistance": AssistanceRow,
}


def row_keys(query: str) -> frozenset[str]:
    """The fields of a query's row; ``KeyError`` for an unknown query."""
    return frozenset(entry.name for entry in fields(ROW_TYPES[query]))
