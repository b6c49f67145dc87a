"""What the repositories find."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from agent_desk.domain.assistance import Stage
from agent_desk.domain.case import Case, CaseEvent, EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind, Limit, Unit
from agent_desk.domain.project import ProjectStatus
from agent_desk.services.ports import ClockRow, StateRow
from agent_desk.storage import SqlStore

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)


def test_projects_are_found_by_part_of_a_name_and_signs_mean_themselves(
    full: SqlStore, office: SimpleNamespace
) -> None:
    odd = replace(office.bare, id="p3", name="产能提升 50%_A", code="Z-3")
    with full.writing() as work:
        work.projects.add(odd)
        assert [p.id for p in work.projects.find("水泵")] == ["p1"]
        assert [p.id for p in work.projects.find("%")] == ["p3"]
        assert [p.id for p in work.projects.find("_a")] == ["p3"]
        assert [p.id for p in work.projects.find(" ")] == ["p1", "p2", "p3"]
        assert work.projects.find("无此项目") == []


def test_names_alone(full: SqlStore, office: SimpleNamespace) -> None:
    with full.reading() as work:
        assert work.projects.names(["p1", "nobody"]) == {"p1": office.project.name}


def test_project_by_code(full: SqlStore, office: SimpleNamespace) -> None:
    with full.reading() as work:
        assert work.projects.by_code(office.project.code) == office.project
        assert work.projects.by_code("") is None
        assert work.projects.by_code("X") is None


def test_projects_by_status_keep_their_teams(full: SqlStore, office: SimpleNamespace) -> None:
    with full.writing() as work:
        work.projects.save(replace(office.bare, status=ProjectStatus.WITHDRAWN))
        assert work.projects.all(ProjectStatus.ACTIVE) == [office.project]
        assert [p.id for p in work.projects.all(ProjectStatus.WITHDRAWN)] == ["p2"]
        assert work.projects.all()[0].team == office.project.team


@pytest.mark.parametrize("kind", ["projects", "cases", "materials", "members", "assistances"])
def test_what_is_not_there_is_refused_by_name(full: SqlStore, kind: str) -> None:
    with full.reading() as work, pytest.raises(Refusal) as caught:
        getattr(work, kind).get("nobody")
    assert caught.value.code == "record.missing"
    assert caught.value.params["id"] == "nobody"


def test_long_lists_of_ids(full: SqlStore) -> None:
    cases = [Case(f"n{number:04}", "p2", f"X-{number:04}") for number in range(2500)]
    events = [CaseEvent(f"en{case.id}", case.id, EventKind.RECEIVED, DAY, NOW) for case in cases]
    states = [StateRow(c.id, "p2", c.item_code, c.mode, CaseStatus.RECEIVED, "") for c in cases]
    ids = [case.id for case in cases]
    with full.writing() as work:
        work.cases.add(iter(cases))
        work.cases.append(iter(events))
        work.states.replace(states)
        assert work.cases.of_project("p2") == cases
        found = work.cases.events_of([*ids, "unknown", ids[0]])
        assert len(found) == 2501
        assert [list(found[case_id]) for case_id in ids] == [[event] for event in events]
        assert found["unknown"] == []
        assert len(work.states.of_cases(ids)) == 2500
        work.clocks.replace(ids, [])
        assert [case.id for case in work.cases.of_projects(["p2", "p1"])] == ["c1", "c2", *ids]


def test_events_come_as_recorded_and_between_days(full: SqlStore, office: SimpleNamespace) -> None:
    later = CaseEvent("e3", "c2", EventKind.RECEIVED, DAY + timedelta(5), NOW)
    earlier = CaseEvent("e4", "c2", EventKind.PREPARED, DAY - timedelta(5), NOW)
    with full.writing() as work:
        work.cases.append([later, earlier])
        assert work.cases.events_of_project("p1") == {
            "c1": [office.received, office.gap],
            "c2": [later, earlier],
        }
        assert work.cases.events_of_project("p2") == {}
        assert work.cases.events_between(DAY - timedelta(5), DAY) == [earlier, office.received, office.gap]
        assert work.cases.events_between(DAY + timedelta(1), DAY + timedelta(4)) == []


def test_papers_promised_for_later(full: SqlStore, office: SimpleNamespace) -> None:
    with full.reading() as work:
        assert work.materials.tolerated() == [office.paper]
        assert work.materials.of_project("p1") == [office.paper]
        assert work.materials.of_project("p2") == []


def test_open_orders_are_neither_rated_nor_withdrawn(full: SqlStore, office: SimpleNamespace) -> None:
    waiting = replace(office.entry, id="a2", stage=Stage.ORDERED, rating=None)
    with full.writing() as work:
        work.assistances.add([waiting, replace(waiting, id="a3", withdrawn=True)])
        assert work.assistances.open_orders() == [waiting]
        assert len(work.assistances.between(DAY, DAY)) == 3
        assert work.assistances.between(DAY + timedelta(1), DAY + timedelta(9)) == []


def test_newest_baseline_and_taking_one_back(full: SqlStore, office: SimpleNamespace) -> None:
    second = replace(office.baseline, id="b2", number=2)
    with full.writing() as work:
        work.baselines.add(second)
        assert work.baselines.of_project("p1") == [office.baseline, second]
        assert work.baselines.newest(["p1", "p2"]) == {"p1": second}
        work.baselines.remove("b2")
        assert work.baselines.newest(["p1", "p2"]) == {"p1": office.baseline}
        with pytest.raises(Refusal, match=r"record\.missing"):
            work.baselines.remove("b2")


def test_states_of_active_projects_only(full: SqlStore, office: SimpleNamespace) -> None:
    with full.writing() as work:
        assert work.states.all() == [office.state] == work.states.of_project("p1")
        work.projects.save(replace(office.project, status=ProjectStatus.WITHDRAWN))
        assert work.states.all() == []
        work.states.replace_all([])
        assert work.states.of_project("p1") == []


def test_audit_trail_newest_first(full: SqlStore, office: SimpleNamespace) -> None:
    other = replace(office.line, subject="case:c2")
    with full.writing() as work:
        work.audit.append(other)
        work.audit.append(replace(office.line, description="二"))
        assert [line.description for line in work.audit.recent(9)] == ["二", "收件", "收件"]
        assert work.audit.recent(1)[0].description == "二"
        assert work.audit.of_subject("case:c2", 9) == [other]
        assert work.audit.count() == 3


offsets = st.integers(-5, 5)
clock_sketches = st.tuples(
    st.integers(0, 5), st.none() | offsets, st.none() | st.integers(0, 8), st.booleans()
)


@given(sketches=st.lists(clock_sketches, max_size=15), day=offsets, within=st.integers(0, 8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pressing_clocks_like_counted_by_hand(
    full: SqlStore, sketches: list[tuple[int, int | None, int | None, bool]], day: int, within: int
) -> None:
    rows = [
        ClockRow(
            f"q{number}", "p2", "X", ClockKind.TARGET, Limit(4, Unit.EVERY_DAY), DAY,
            None if due is None else DAY + timedelta(due + 2), None if due is None else DAY + timedelta(due),
            provisional, paused_since=DAY if due is None else None, frozen_left=left if due is None else None,
        )
        for number, due, left, provisional in sketches
    ]  # fmt: skip
    limit = DAY + timedelta(day)
    pressing = {
        row.case_id
        for row in rows
        if (row.due_unmoved_on is not None and row.due_unmoved_on <= limit)
        or (row.frozen_left is not None and row.frozen_left <= within)
    }
    rest = [row for row in rows if row.case_id not in pressing]
    with full.writing() as work:
        work.cases.add(Case(f"q{number}", "p2", "X") for number in range(6))
        work.clocks.replace_all(rows)
        by_case = sorted((row for row in rows if row.case_id in pressing), key=lambda row: row.case_id)
        assert work.clocks.due_by(limit, within) == by_case
        assert work.clocks.later_than(limit, within) == {
            "cases": len({row.case_id for row in rest}),
            "provisional": len({row.case_id for row in rest if row.provisional}),
            "paused": len({row.case_id for row in rest if row.paused_since is not None}),
        }


def test_pressing_clocks_are_found_by_index(full: SqlStore) -> None:
    """Never by reading every clock: that is what keeps 今日 fast with a thousand projects."""
    seen: list[str] = []
    with full.reading() as work:
        connection = work.cases._connection

        def watch(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(connection, "before_cursor_execute", watch)
        work.clocks.due_by(DAY, 2)
        event.remove(connection, "before_cursor_execute", watch)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {seen[0]}", ("2026-11-20", 2)).all()
    steps = [row[-1] for row in plan]
    assert not [step for step in steps if step.startswith("SCAN open_clocks")]
    assert any("ix_open_clocks_alarm_on" in step for step in steps)
    assert any("ix_open_clocks_frozen_left" in step for step in steps)
