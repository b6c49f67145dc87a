"""The demonstration office: the same twice, full of what an office meets, and never poured into real records."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import live
from agent_desk.domain.case_rules import check_event
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind
from agent_desk.services import projection
from agent_desk.services.demo.builder import build_demo
from agent_desk.services.office import Office
from agent_desk.services.portfolio import portfolio
from tests.office import TODAY, make_office


def picture(office: Office) -> object:
    with office.store.reading() as uow:
        cases = uow.cases.all()
        events = uow.cases.events_of([case.id for case in cases])
        return (uow.projects.all(), cases, sorted(events.items()), sorted(map(repr, uow.clocks.all())))


def test_the_same_seed_gives_the_same_office(tmp_path: Path) -> None:
    first, second = make_office(tmp_path / "a.db"), make_office(tmp_path / "b.db")
    for office in (first, second):
        build_demo(office, 6, TODAY, seed=3)
    assert picture(first) == picture(second)
    other = make_office(tmp_path / "c.db")
    build_demo(other, 6, TODAY, seed=4)
    assert picture(other) != picture(first)
    for office in (first, second, other):
        office.store.close()


def test_a_store_filled_by_another_process_meanwhile_is_left_alone(
    demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = picture(demo)
    monkeypatch.setattr(type(demo.store), "is_empty", lambda self: True)
    with pytest.raises(Refusal) as caught:
        build_demo(demo, 2, TODAY)
    assert caught.value.code == "demo.not_empty"
    assert picture(demo) == before


def test_it_is_built_only_into_an_empty_store(demo: Office) -> None:
    with pytest.raises(Refusal) as caught:
        build_demo(demo, 2, TODAY)
    assert caught.value.code == "demo.not_empty"


def test_it_holds_what_an_office_meets(demo: Office) -> None:
    with demo.store.reading() as uow:
        clocks = uow.clocks.all()
        events = uow.cases.events_of([case.id for case in uow.cases.all()])
    kinds = {event.kind for found in events.values() for event in found}
    assert kinds >= set(EventKind) - {
        EventKind.ANNULLED, EventKind.EXTENDED, EventKind.WITHDRAWN, EventKind.REVOKED,
    }  # fmt: skip
    assert {clock.kind for clock in clocks} >= {ClockKind.TARGET, ClockKind.PROMISED, ClockKind.STATUTORY}
    assert any(clock.due_on and clock.due_on < TODAY for clock in clocks), "something is overdue"
    assert any(clock.provisional for clock in clocks), "something reaches 2027"


def test_one_project_got_its_permit_on_the_day_of_its_land_contract(demo: Office) -> None:
    found = portfolio(demo, TODAY)
    assert found.figures.same_day >= 1
    with demo.store.reading() as uow:
        permits = {s.project_id: s.decided_on for s in uow.states.all() if s.item_code == "SG-08"}
    assert any(permits.get(p.id) == p.land_day and p.land_day for p in (row.project for row in found.rows))


def test_no_event_lies_in_the_future_and_every_life_could_have_happened(demo: Office) -> None:
    with demo.store.reading() as uow:
        projects = {project.id: project for project in uow.projects.all()}
        cases = uow.cases.all()
        events = uow.cases.events_of([case.id for case in cases])
    for case in cases:
        item = demo.rules.catalogue.item(case.item_code)
        told = list(events[case.id])
        for number, event in enumerate(told):
            check_event(
                live(told[:number]),
                event,
                today=TODAY,
                opened_on=projects[case.project_id].created_on,
                max_extension=item.max_extension or None,
            )


def test_the_projection_is_what_the_events_say(demo: Office) -> None:
    with demo.store.reading() as uow:
        kept = sorted(map(repr, uow.clocks.all())), sorted(map(repr, uow.states.all()))
    with demo.store.writing() as uow:
        projection.rebuild(uow, demo)
        again = sorted(map(repr, uow.clocks.all())), sorted(map(repr, uow.states.all()))
    assert again == kept
