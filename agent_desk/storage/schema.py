"""The tables. Dialect-neutral on purpose: all of it must also stand in PostgreSQL (docs/data-model.md).

Days are dates, moments are UTC without a zone (``codec.to_utc``), enumerations are their short values under a
CHECK. Structured values nobody queries by are JSON text (``codec``). Every aggregate that people change has a
``version``; ``case_events`` and ``audit_log`` are append-only by triggers made in the migration.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from agent_desk.domain import assistance, case, people, project
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind, Unit

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str = "id", *, key: bool = True) -> Column[str]:
    return Column(name, String(64), primary_key=key, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _code(name: str) -> Column[str]:
    return Column(name, String(40), nullable=False)


def _points_to(name: str, target: str, *, optional: bool = False) -> Column[str]:
    return Column(name, String(64), ForeignKey(target), nullable=optional)


def _day(name: str, *, optional: bool = False) -> Column[date]:
    return Column(name, Date, nullable=optional)


def _number(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False)


def _one_of(column: str, values: type[Enum]) -> CheckConstraint:
    listed = ", ".join(f"'{member.value}'" for member in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _unit_or_nothing(prefix: str) -> CheckConstraint:
    """A limit is either whole (amount and unit) or absent."""
    listed = ", ".join(f"'{unit.value}'" for unit in Unit)
    return CheckConstraint(
        f"({prefix}_amount IS NULL) = ({prefix}_unit IS NULL)"
        f" AND {prefix}_amount >= 0 AND {prefix}_unit IN ({listed})",
        name=prefix,
    )


members = Table(
    "members",
    metadata,
    _id(),
    _text("name"),
    _code("role"),
    _text("branch"),
    _text("phone"),
    _number("hue"),
    _flag("active"),
    _version(),
    _one_of("role", people.Role),
)

projects = Table(
    "projects",
    metadata,
    _id(),
    # NULL while the project has no code yet: any number of those may stand under the unique constraint.
    Column("code", String(100), nullable=True, unique=True),
    _text("name"),
    _text("owner"),
    _day("created_on"),
    _code("channel"),
    _day("admitted_on"),
    _text("admission_rule"),
    _text("admission_title"),
    _text("admission_basis"),
    _text("admission_figure"),
    _text("admission_approver"),
    _code("catalogue_version"),
    _text("short_name"),
    _text("town"),
    _text("contact"),
    _text("phone"),
    _day("land_day", optional=True),
    _day("completion_day", optional=True),
    _code("status"),
    _text("status_reason"),
    _text("profile"),
    _version(),
    _one_of("channel", project.Channel),
    _one_of("status", project.ProjectStatus),
)

project_seats = Table(
    "project_seats",
    metadata,
    Column("project_id", String(64), ForeignKey("projects.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _points_to("member_id", "members.id"),
    _code("seat"),
    _one_of("seat", people.Seat),
    Index(None, "member_id"),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    _points_to("project_id", "projects.id"),
    _code("item_code"),
    _code("mode"),
    _number("statutory_amount", optional=True),
    Column("statutory_unit", String(40), nullable=True),
    _number("promised_amount", optional=True),
    Column("promised_unit", String(40), nullable=True),
    _number("target_amount", optional=True),
    Column("target_unit", String(40), nullable=True),
    _points_to("member_id", "members.id", optional=True),
    _flag("confirmed"),
    _version(),
    _one_of("mode", case.CaseMode),
    _unit_or_nothing("statutory"),
    _unit_or_nothing("promised"),
    _unit_or_nothing("target"),
    Index(None, "project_id", "item_code"),
    Index(None, "member_id"),
)

case_events = Table(
    "case_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    _points_to("case_id", "cases.id"),
    _code("kind"),
    _day("happened_on"),
    Column("recorded_at", DateTime, nullable=False),
    _text("recorded_by"),
    _text("document"),
    _text("basis"),
    _text("note"),
    _text("corrects"),
    _text("details"),
    _one_of("kind", case.EventKind),
    Index(None, "case_id", "seq"),
    Index(None, "happened_on"),
    sqlite_autoincrement=True,  # a number is never given out twice, so the order of recording stays told
)

materials = Table(
    "materials",
    metadata,
    _id(),
    _points_to("case_id", "cases.id"),
    _text("name"),
    _number("position"),
    _text("form"),
    _text("source"),
    _flag("tolerable"),
    _code("state"),
    _day("until_on", optional=True),
    _version(),
    _one_of("state", case.MaterialState),
    Index(None, "case_id", "position"),
    Index(None, "state"),
)

assistances = Table(
    "assistances",
    metadata,
    _id(),
    _code("kind"),
    _code("stage"),
    _day("happened_on"),
    _text("beneficiary"),
    _text("matter"),
    _code("channel"),
    _number("minutes"),
    _code("at_time"),
    _points_to("member_id", "members.id", optional=True),
    _points_to("project_id", "projects.id", optional=True),
    _code("item_code"),
    _text("result"),
    _number("rating", optional=True),
    _flag("withdrawn"),
    _version(),
    _one_of("kind", assistance.AssistanceKind),
    _one_of("stage", assistance.Stage),
    _one_of("channel", assistance.Channel),
    CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    Index(None, "happened_on"),
    Index(None, "stage"),
    Index(None, "project_id"),
    Index(None, "member_id"),
)

baselines = Table(
    "baselines",
    metadata,
    _id(),
    _points_to("project_id", "projects.id"),
    _number("number"),
    _day("adopted_on"),
    _number("makespan"),
    _number("statutory_days"),
    UniqueConstraint("project_id", "number"),
)

baseline_spans = Table(
    "baseline_spans",
    metadata,
    Column("baseline_id", String(64), ForeignKey("baselines.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("step_id", String(200), nullable=False),
    _day("start_on"),
    _day("finish_on"),
)

# --- projections: everything below the line can be rebuilt from the events -------------------------------

open_clocks = Table(
    "open_clocks",
    metadata,
    Column("case_id", String(64), ForeignKey("cases.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _points_to("project_id", "projects.id"),
    _code("item_code"),
    _code("kind"),
    _number("limit_amount"),
    _code("limit_unit"),
    _day("start_on"),
    _day("due_on", optional=True),
    _day("alarm_on", optional=True),
    _flag("provisional"),
    _day("paused_since", optional=True),
    _text("pause_kind"),
    _number("frozen_left", optional=True),
    _number("extension"),
    _text("subject"),
    _text("basis"),
    _text("pauses"),
    _one_of("kind", ClockKind),
    _one_of("limit_unit", Unit),
    Index(None, "alarm_on"),
    Index(None, "frozen_left"),
    Index(None, "project_id"),
)

case_states = Table(
    "case_states",
    metadata,
    Column("case_id", String(64), ForeignKey("cases.id"), primary_key=True),
    _points_to("project_id", "projects.id"),
    _code("item_code"),
    _code("mode"),
    _code("status"),
    _points_to("member_id", "members.id", optional=True),
    _day("since", optional=True),
    _day("prepared_on", optional=True),
    _day("received_on", optional=True),
    _day("accepted_on", optional=True),
    _day("decided_on", optional=True),
    _code("waiting"),
    _number("open_gaps"),
    _one_of("mode", case.CaseMode),
    _one_of("status", CaseStatus),
    Index(None, "project_id"),
    Index(None, "member_id"),
)

# --- the office itself -------------------------------------------------------------------------------------

settings = Table(
    "settings",
    metadata,
    Column("key", String(100), primary_key=True),
    _text("value"),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("recorded_at", DateTime, nullable=False),
    _text("recorded_by"),
    _text("action"),
    Column("subject", String(200), nullable=False),
    _text("description"),
    Column("state_before", Text, nullable=True),
    Column("state_after", Text, nullable=True),
    Index(None, "subject", "seq"),
    sqlite_autoincrement=True,
)

PROJECTIONS = (open_clocks, case_states)
