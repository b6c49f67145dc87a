"""Every value comes back as it was stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent_desk.domain import assistance, case, people, project
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.facts import Profile
from agent_desk.domain.limits import ClockKind, Limit, Unit
from agent_desk.domain.route import Baseline
from agent_desk.services.ports import AuditRecord, ClockRow, StateRow
from agent_desk.storage import SqlStore, codec

same_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
maybe_day = st.none() | days
zones = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=zones)
numbers = st.integers(0, 10**6)
limits = st.builds(Limit, st.integers(0, 4000), st.sampled_from(Unit))
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9)
facts = st.none() | st.booleans() | st.integers(0, 10**15) | decimals | text | days
member_ids = st.sampled_from(["", "m1"])


def one_of(values: type[Enum]) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(values))


@given(
    member=st.builds(
        people.Member,
        st.just("new"),
        text,
        one_of(people.Role),
        text,
        text,
        st.integers(0, 359),
        st.booleans(),
    )
)
@same_store
def test_member(full: SqlStore, member: people.Member) -> None:
    with full.writing() as work:
        work.members.add(member)
        assert work.members.get("new") == member


seats = st.lists(st.builds(people.TeamSeat, st.just("m1"), one_of(people.Seat)), max_size=4).map(tuple)
projects = st.builds(
    project.Project,
    id=st.just("new"),
    code=text,
    name=text,
    owner=text,
    created_on=days,
    channel=one_of(project.Channel),
    admission=st.builds(project.Admission, days, text, text, text, text, text),
    catalogue_version=st.just("2026"),
    short_name=text,
    town=text,
    contact=text,
    phone=text,
    land_day=maybe_day,
    completion_day=maybe_day,
    status=one_of(project.ProjectStatus),
    status_reason=text,
    team=seats,
    profile=st.dictionaries(text, facts, max_size=5).map(Profile),
    version=st.integers(1, 9),
)


@given(first=projects, second=projects)
@same_store
def test_project_added_and_saved(full: SqlStore, first: project.Project, second: project.Project) -> None:
    with full.writing() as work:
        work.projects.add(first)
        assert work.projects.get("new") == first
        saved = work.projects.save(replace(second, version=first.version))
        assert saved == replace(second, version=first.version + 1)
        assert work.projects.get("new") == saved


@given(
    record=st.builds(
        case.Case,
        st.just("new"),
        st.just("p1"),
        text,
        one_of(case.CaseMode),
        st.none() | limits,
        st.none() | limits,
        st.none() | limits,
        member_ids,
        st.booleans(),
        st.integers(1, 9),
    )
)
@same_store
def test_case(full: SqlStore, record: case.Case) -> None:
    with full.writing() as work:
        work.cases.add([record])
        assert work.cases.get("new") == record


@given(
    event=st.builds(
        case.CaseEvent,
        st.just("new"),
        st.just("c2"),
        one_of(case.EventKind),
        days,
        moments,
        text,
        text,
        text,
        text,
        text,
        st.dictionaries(text, text, max_size=3),
    )
)
@same_store
def test_event(full: SqlStore, event: case.CaseEvent) -> None:
    with full.writing() as work:
        work.cases.append([event])
        (found,) = work.cases.events_of(["c2"])["c2"]
        assert found == event
        assert found.recorded_at.tzinfo is UTC
        with pytest.raises(TypeError):
            found.details["until"] = "x"  # type: ignore[index]


@given(
    paper=st.builds(
        case.Material,
        st.just("new"),
        st.just("c2"),
        text,
        numbers,
        text,
        text,
        st.booleans(),
        one_of(case.MaterialState),
        maybe_day,
    )
)
@same_store
def test_material(full: SqlStore, paper: case.Material) -> None:
    with full.writing() as work:
        work.materials.add([paper])
        assert work.materials.get("new") == paper


@given(
    entry=st.builds(
        assistance.Assistance,
        id=st.just("new"),
        kind=one_of(assistance.AssistanceKind),
        stage=one_of(assistance.Stage),
        on=days,
        beneficiary=text,
        matter=text,
        channel=one_of(assistance.Channel),
        minutes=numbers,
        at=st.sampled_from(["", "09:30"]),
        member_id=member_ids,
        project_id=st.sampled_from(["", "p1"]),
        item_code=text,
        result=text,
        rating=st.none() | st.integers(1, 5),
        withdrawn=st.booleans(),
    )
)
@same_store
def test_assistance(full: SqlStore, entry: assistance.Assistance) -> None:
    with full.writing() as work:
        work.assistances.add([entry])
        assert work.assistances.get("new") == entry


@given(
    baseline=st.builds(
        Baseline,
        st.just("new"),
        st.just("p2"),
        numbers,
        days,
        numbers,
        numbers,
        st.lists(st.tuples(text, days, days), max_size=4).map(tuple),
    )
)
@same_store
def test_baseline(full: SqlStore, baseline: Baseline) -> None:
    with full.writing() as work:
        work.baselines.add(baseline)
        assert work.baselines.of_project("p2") == [baseline]


clocks = st.builds(
    ClockRow,
    case_id=st.just("c2"),
    project_id=st.just("p1"),
    item_code=text,
    kind=one_of(ClockKind),
    limit=limits,
    start_on=days,
    due_on=maybe_day,
    due_unmoved_on=maybe_day,
    provisional=st.booleans(),
    paused_since=maybe_day,
    pause_kind=text,
    frozen_left=st.none() | st.integers(-500, 500),
    extension=numbers,
    subject=text,
    basis=text,
    pauses=st.lists(st.tuples(days, maybe_day), max_size=3).map(tuple),
)


@given(rows=st.lists(clocks, max_size=4))
@same_store
def test_clocks(full: SqlStore, office: SimpleNamespace, rows: list[ClockRow]) -> None:
    with full.writing() as work:
        work.clocks.replace(["c2"], rows)
        assert work.clocks.of_project("p1") == [office.clock, *rows]
        work.clocks.replace_all(rows)
        assert work.clocks.all() == rows


@given(
    state=st.builds(
        StateRow,
        st.just("c2"),
        st.just("p1"),
        text,
        one_of(case.CaseMode),
        one_of(CaseStatus),
        member_ids,
        maybe_day,
        maybe_day,
        maybe_day,
        maybe_day,
        maybe_day,
        text,
        numbers,
    )
)
@same_store
def test_state(full: SqlStore, office: SimpleNamespace, state: StateRow) -> None:
    with full.writing() as work:
        work.states.replace([state])
        assert work.states.of_cases(["c1", "c2", "c3"]) == {"c1": office.state, "c2": state}


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | text | decimals | days | moments,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)


@given(value=plain)
def test_plain_data_keeps_its_types(value: object) -> None:
    found = codec.load(codec.dump(value))
    assert found == value
    assert repr(found).replace("datetime.timezone.utc", "UTC").count("Decimal") == repr(value).count(
        "Decimal"
    )


@given(before=st.none() | st.dictionaries(text, plain, max_size=3), at=moments)
@same_store
def test_audit_line(full: SqlStore, before: dict[str, object] | None, at: datetime) -> None:
    line = AuditRecord(at, "m1", "x.y", "project:p1", "改名", before, {"decimal": Decimal("1.50")})
    with full.writing() as work:
        work.audit.append(line)
        assert work.audit.recent(1) == [line]


def test_settings_last_one_holds(full: SqlStore) -> None:
    with full.writing() as work:
        work.settings.write("a.b", {"list": [1, "二", None]})
        work.settings.write("a.b", ["三"])
        assert work.settings.read() == {"a.b": ["三"], "office.name": "审批局"}


def test_things_without_meaning_are_refused() -> None:
    with pytest.raises(TypeError):
        codec.dump({"what": object()})
    with pytest.raises(ValueError, match="zone"):
        codec.to_utc(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="JSON compliant"):
        codec.dump(float("nan"))
