"""The first tables: projects, cases with their events, papers, help, routes, and what follows from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("case_events", "audit_log")


def upgrade() -> None:
    """Make everything."""
    _members()
    _projects()
    _project_seats()
    _cases()
    _case_events()
    _materials()
    _assistances()
    _baselines()
    _baseline_spans()
    _open_clocks()
    _case_states()
    _settings()
    _audit_log()
    _keep_append_only()


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _one_of("members", "role", "agent", "lead", "volunteer", "supervisor", "admin"),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
    )


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("admission_rule", sa.Text(), nullable=False),
        sa.Column("admission_title", sa.Text(), nullable=False),
        sa.Column("admission_basis", sa.Text(), nullable=False),
        sa.Column("admission_figure", sa.Text(), nullable=False),
        sa.Column("admission_approver", sa.Text(), nullable=False),
        sa.Column("catalogue_version", sa.String(length=40), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("land_day", sa.Date(), nullable=True),
        sa.Column("completion_day", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _one_of("projects", "channel", "green", "general"),
        _one_of("projects", "status", "active", "done", "withdrawn"),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.UniqueConstraint("code", name="uq_projects_code"),
    )


def _project_seats() -> None:
    op.create_table(
        "project_seats",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        _one_of("project_seats", "seat", "lead", "deputy", "street_helper", "department_contact", "stand_in"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_project_seats_member_id_members"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_project_seats_project_id_projects"),
        sa.PrimaryKeyConstraint("project_id", "position", name="pk_project_seats"),
    )
    op.create_index("ix_project_seats_member_id", "project_seats", ["member_id"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("statutory_amount", sa.Integer(), nullable=True),
        sa.Column("statutory_unit", sa.String(length=40), nullable=True),
        sa.Column("promised_amount", sa.Integer(), nullable=True),
        sa.Column("promised_unit", sa.String(length=40), nullable=True),
        sa.Column("target_amount", sa.Integer(), nullable=True),
        sa.Column("target_unit", sa.String(length=40), nullable=True),
        sa.Column("member_id", sa.String(length=64), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _whole_or_absent("cases", "promised"),
        _whole_or_absent("cases", "statutory"),
        _whole_or_absent("cases", "target"),
        _one_of("cases", "mode", "standard", "simulated", "with_gaps", "commitment"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_cases_member_id_members"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_cases_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_member_id", "cases", ["member_id"])
    op.create_index("ix_cases_project_id_item_code", "cases", ["project_id", "item_code"])


def _case_events() -> None:
    op.create_table(
        "case_events",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        _one_of(
            "case_events",
            "kind",
            "prepared",
            "received",
            "supplement_notice",
            "supplement_complete",
            "accepted",
            "special_start",
            "special_end",
            "gap_opened",
            "gap_filled",
            "extended",
            "mock_opinion",
            "converted",
            "decided",
            "delivered",
            "withdrawn",
            "revoked",
            "annulled",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_events_case_id_cases"),
        sa.PrimaryKeyConstraint("seq", name="pk_case_events"),
        sa.UniqueConstraint("id", name="uq_case_events_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_events_case_id_seq", "case_events", ["case_id", "seq"])
    op.create_index("ix_case_events_happened_on", "case_events", ["happened_on"])


def _materials() -> None:
    op.create_table(
        "materials",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("tolerable", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _one_of("materials", "state", "missing", "tolerated", "submitted", "accepted"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_materials_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_materials"),
    )
    op.create_index("ix_materials_case_id_position", "materials", ["case_id", "position"])
    op.create_index("ix_materials_state", "materials", ["state"])


def _assistances() -> None:
    op.create_table(
        "assistances",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at_time", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=True),
        sa.Column("project_id", sa.String(length=64), nullable=True),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _one_of("assistances", "channel", "counter", "phone", "visit", "online"),
        _one_of("assistances", "kind", "proxy", "help", "joint"),
        _one_of("assistances", "stage", "ordered", "assigned", "working", "rated"),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="ck_assistances_rating"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_assistances_member_id_members"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_assistances_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_assistances"),
    )
    op.create_index("ix_assistances_happened_on", "assistances", ["happened_on"])
    op.create_index("ix_assistances_member_id", "assistances", ["member_id"])
    op.create_index("ix_assistances_project_id", "assistances", ["project_id"])
    op.create_index("ix_assistances_stage", "assistances", ["stage"])


def _baselines() -> None:
    op.create_table(
        "baselines",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("makespan", sa.Integer(), nullable=False),
        sa.Column("statutory_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_baselines_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_baselines"),
        sa.UniqueConstraint("project_id", "number", name="uq_baselines_project_id_number"),
    )


def _baseline_spans() -> None:
    op.create_table(
        "baseline_spans",
        sa.Column("baseline_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step_id", sa.String(length=200), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("finish_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["baseline_id"], ["baselines.id"], name="fk_baseline_spans_baseline_id_baselines"
        ),
        sa.PrimaryKeyConstraint("baseline_id", "position", name="pk_baseline_spans"),
    )


def _open_clocks() -> None:
    op.create_table(
        "open_clocks",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("limit_amount", sa.Integer(), nullable=False),
        sa.Column("limit_unit", sa.String(length=40), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("alarm_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("paused_since", sa.Date(), nullable=True),
        sa.Column("pause_kind", sa.Text(), nullable=False),
        sa.Column("frozen_left", sa.Integer(), nullable=True),
        sa.Column("extension", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("pauses", sa.Text(), nullable=False),
        _one_of(
            "open_clocks",
            "kind",
            "statutory",
            "promised",
            "target",
            "notice",
            "gap",
            "delivery",
            "validity",
            "minimum",
            "applicant_duty",
        ),
        _one_of("open_clocks", "limit_unit", "working", "calendar", "calendar_month", "every_day"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_open_clocks_case_id_cases"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_open_clocks_project_id_projects"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_open_clocks"),
    )
    op.create_index("ix_open_clocks_alarm_on", "open_clocks", ["alarm_on"])
    op.create_index("ix_open_clocks_frozen_left", "open_clocks", ["frozen_left"])
    op.create_index("ix_open_clocks_project_id", "open_clocks", ["project_id"])


def _case_states() -> None:
    op.create_table(
        "case_states",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("prepared_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("waiting", sa.String(length=40), nullable=False),
        sa.Column("open_gaps", sa.Integer(), nullable=False),
        _one_of("case_states", "mode", "standard", "simulated", "with_gaps", "commitment"),
        _one_of(
            "case_states",
            "status",
            "not_started",
            "preparing",
            "received",
            "supplementing",
            "under_review",
            "paused",
            "mock_issued",
            "granted",
            "refused",
            "withdrawn",
            "revoked",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_states_case_id_cases"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_case_states_member_id_members"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_case_states_project_id_projects"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_states"),
    )
    op.create_index("ix_case_states_member_id", "case_states", ["member_id"])
    op.create_index("ix_case_states_project_id", "case_states", ["project_id"])


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )


def _audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_log_subject_seq", "audit_log", ["subject", "seq"])


def _one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


def _whole_or_absent(table: str, limit: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"({limit}_amount IS NULL) = ({limit}_unit IS NULL) AND {limit}_amount >= 0"
        f" AND {limit}_unit IN ('working', 'calendar', 'calendar_month', 'every_day')",
        name=f"ck_{table}_{limit}",
    )


def _keep_append_only() -> None:
    """Let the database itself refuse to change or take away what was recorded.

    A batch change of one of these tables later has to make its triggers again.
    """
    if op.get_context().dialect.name == "postgresql":
        _keep_append_only_in_postgresql()
        return
    for table in APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _keep_append_only_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
