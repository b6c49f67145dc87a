"""Routes of invented projects over the real catalogue: what waits for what, and what has happened stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import Case, CaseEvent, CaseMode, EventKind
from agent_desk.domain.case_life import CaseLife, live
from agent_desk.domain.facts import Profile
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.project import Admission, Channel, Project
from agent_desk.domain.route import LinkKind, RouteLink, RouteResult, SolveStatus, StepKind
from agent_desk.domain.route_builder import (
    COMPLETION,
    CONSTRUCTION_START,
    IN_USE,
    LAND_CONTRACT,
    BuiltRoute,
    build_route,
    reasons,
)
from agent_desk.exchange.catalogue_files import load_catalogue
from agent_desk.exchange.planning_files import load_planning
from agent_desk.solver.planner import solve

FOLDER = Path(__file__).parents[2] / "resources" / "catalogue" / "2026-08-15"
CATALOGUE = load_catalogue(FOLDER).catalogue
PLANNING = load_planning(FOLDER)
CALENDAR = WorkCalendar(())
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
LAND_DAY = TODAY + 30 * DAY
FACTORY = ("LX-01", "LX-08", "LX-13", "LX-14", "PG-02", "GH-01", "GH-02", "SG-01", "SG-07", "SG-08")
ALREADY_MOCK = ("LX-14", "PG-02", "GH-01", "GH-02", "SG-01", "SG-07", "SG-08")


def project(**more: object) -> Project:
    plain = Project(
        "p1", "c1", "测试项目", "测试公司", TODAY, Channel.GREEN, Admission(TODAY), "2026-08-15",
        land_day=LAND_DAY, profile=Profile({"land": "出让"}),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def case(code: str, mode: CaseMode | None = None, **more: object) -> Case:
    item = CATALOGUE.item(code)
    if mode is None:
        mode = CaseMode.SIMULATED if item.simulated else CaseMode.STANDARD
    plain = Case(code, "p1", code, mode, item.statutory, item.promised, item.target)
    return replace(plain, **more)  # type: ignore[arg-type]


def life(code: str, *events: tuple[EventKind, date], **details: str) -> CaseLife:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return live(
        CaseEvent(f"{code}{n}", code, kind, on, at, document="浙〔2026〕1号", details=details)
        for n, (kind, on) in enumerate(events)
    )


def granted(code: str, on: date) -> CaseLife:
    return life(code, (EventKind.ACCEPTED, on - DAY), (EventKind.DECIDED, on))


def mocked(code: str, on: date) -> CaseLife:
    return life(code, (EventKind.ACCEPTED, on - 3 * DAY), (EventKind.MOCK_OPINION, on))


def planned(
    cases: list[Case], lives: Mapping[str, CaseLife] | None = None, today: date = TODAY, **more: object
) -> tuple[BuiltRoute, RouteResult]:
    built = build_route(project(**more), cases, lives or {}, CATALOGUE, PLANNING, CALENDAR, today)
    result = solve(built.problem, CALENDAR)
    assert result.status is SolveStatus.OPTIMAL
    return built, result


def links_into(built: BuiltRoute, step: str) -> dict[str, RouteLink]:
    return {link.before: link for link in built.problem.links if link.after == step}


# -- the land day -----------------------------------------------------------------------------------------


def ready_for_land() -> dict[str, CaseLife]:
    lives = {code: mocked(code, TODAY - 5 * DAY) for code in ALREADY_MOCK}
    return lives | {code: granted(code, TODAY - 2 * DAY) for code in ("LX-01", "LX-08", "LX-13")}


@pytest.mark.parametrize("land_day", [TODAY, TODAY + DAY, LAND_DAY, date(2026, 12, 26), date(2027, 1, 1)])
def test_permit_and_start_of_construction_fall_on_the_land_day(land_day: date) -> None:
    """拿地即开工, on a Saturday and on a holiday too: the office works every day of the week."""
    cases = [case(code) for code in FACTORY]
    built, result = planned(cases, ready_for_land(), land_day=land_day)
    assert result.step(LAND_CONTRACT).finish == land_day
    for code in ALREADY_MOCK:
        conversion = result.step(f"{code}:conversion")
        assert conversion.start == conversion.finish == land_day
    assert result.step(CONSTRUCTION_START).finish == land_day
    assert built.problem.goal == CONSTRUCTION_START


def test_one_missing_opinion_moves_the_start_behind_the_land_day() -> None:
    lives = ready_for_land()
    del lives["SG-01"]
    _, result = planned([case(code) for code in FACTORY], lives, land_day=TODAY + 5 * DAY)
    assert result.step("GH-02:conversion").finish == TODAY + 5 * DAY
    assert result.step("SG-08:conversion").finish == result.step("SG-01:review").finish
    assert result.step(CONSTRUCTION_START).finish > TODAY + 5 * DAY
    assert result.step("SG-01:review").critical and not result.step(LAND_CONTRACT).critical


def test_a_simulated_review_waits_for_opinions_and_its_conversion_for_decisions() -> None:
    land_day = TODAY + 60 * DAY
    built, result = planned([case(code) for code in FACTORY], land_day=land_day)
    into_review = links_into(built, "GH-02:review")
    into_conversion = links_into(built, "GH-02:conversion")
    assert "LX-14:review" in into_review and LAND_CONTRACT not in into_review
    assert {"GH-02:review", "LX-14:conversion", LAND_CONTRACT} <= set(into_conversion)
    assert set(links_into(built, "LX-14:review")) == {"LX-14:preparation", "LX-01:review"}
    assert result.step("GH-02:review").finish < land_day == result.step("GH-02:conversion").finish
    step = next(s for s in built.problem.steps if s.id == "GH-02:review")
    assert step.simulated and step.kind is StepKind.REVIEW


def test_without_simulation_the_land_permit_waits_for_the_land_contract() -> None:
    _, result = planned([case(code, CaseMode.STANDARD) for code in FACTORY])
    assert result.step("LX-14:review").start == result.step(LAND_CONTRACT).finish + DAY
    assert result.step("LX-14:review").driven_by == LAND_CONTRACT
    assert result.step(LAND_CONTRACT).finish >= max(LAND_DAY, result.step("LX-13:minimum").finish)


def test_the_auction_notice_is_a_minimum_even_where_a_target_is_shorter() -> None:
    auction = case("LX-13", target=Limit(3, Unit.EVERY_DAY))
    built, result = planned([auction])
    step = next(s for s in built.problem.steps if s.item_code == "LX-13")
    assert step.kind is StepKind.MINIMUM and step.duration == Limit(30, Unit.CALENDAR)
    assert (result.step("LX-13:minimum").finish - TODAY).days == 30


def test_a_tender_period_cannot_be_simulated() -> None:
    built, _ = planned([case("SG-04", CaseMode.SIMULATED)])
    assert [s.kind for s in built.problem.steps if s.case_id] == [StepKind.PREPARATION, StepKind.MINIMUM]


def test_allocated_land_has_no_land_contract() -> None:
    built, _ = planned([case("LX-15"), case("GH-02")], profile=Profile({"land": "划拨"}))
    assert LAND_CONTRACT not in {s.id for s in built.problem.steps}
    assert "LX-15:conversion" in links_into(built, "GH-02:conversion")


def test_a_land_day_in_the_past_is_a_fact_once_the_auction_is_decided() -> None:
    lives = {"LX-13": granted("LX-13", TODAY - 9 * DAY)}
    _, result = planned([case("LX-13")], lives, land_day=TODAY - 7 * DAY)
    assert result.step(LAND_CONTRACT).finish == TODAY - 7 * DAY
    _, result = planned([case("LX-13")], {}, land_day=TODAY - 7 * DAY)
    assert result.step(LAND_CONTRACT).finish == result.step("LX-13:minimum").finish > TODAY


# -- durations and facts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "promised", "expected"),
    [
        (Channel.GREEN, 7, Limit(4, Unit.EVERY_DAY)),
        (Channel.GENERAL, 7, Limit(7, Unit.WORKING)),
        (Channel.GENERAL, None, Limit(20, Unit.WORKING)),
    ],
)
def test_which_limit_a_review_is_planned_with(
    channel: Channel, promised: int | None, expected: Limit
) -> None:
    given_case = case(
        "GH-02", CaseMode.STANDARD, target=Limit(4, Unit.EVERY_DAY),
        promised=Limit(promised, Unit.WORKING) if promised else None,
    )  # fmt: skip
    built, _ = planned([given_case], channel=channel)
    assert next(s for s in built.problem.steps if s.id == "GH-02:review").duration == expected
    assert "GH-02:review" not in built.assumed and "GH-02:preparation" in built.assumed


def test_a_step_without_any_limit_is_marked_as_assumed() -> None:
    built, _ = planned([case("SG-07", CaseMode.STANDARD, promised=None, target=None)])
    step = next(s for s in built.problem.steps if s.id == "SG-07:review")
    assert step.duration == Limit(PLANNING.default_step_days, Unit.WORKING) and step.id in built.assumed


def test_what_is_done_at_once_takes_the_day_it_is_handed_in() -> None:
    _, result = planned([case("PG-26")], {}, completion_day=TODAY - DAY)
    assert result.step("PG-26:review").start == result.step("PG-26:review").finish
    _, result = planned([case("LX-01", promised=Limit(0, Unit.WORKING))], {"LX-01": received(TODAY)})
    assert result.step("LX-01:review").finish == TODAY


def received(on: date) -> CaseLife:
    return life("LX-01", (EventKind.RECEIVED, on))


def test_papers_handed_in_today_count_from_tomorrow() -> None:
    review = replace(case("GH-02", CaseMode.STANDARD), promised=Limit(7, Unit.WORKING))
    lives = {"GH-02": life("GH-02", (EventKind.RECEIVED, TODAY))}
    _, result = planned([review], lives, channel=Channel.GENERAL)
    assert result.step("GH-02:review").finish == CALENDAR.add_working(TODAY, 7)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [(2, "target"), (6, "promised"), (20, "statutory"), (60, "today")],
)
def test_a_running_review_is_expected_by_its_first_limit_not_yet_past(ago: int, expected: str) -> None:
    accepted = TODAY - ago * DAY
    running = case(
        "GH-02", CaseMode.STANDARD, promised=Limit(7, Unit.WORKING), target=Limit(4, Unit.EVERY_DAY)
    )
    _, result = planned([running], {"GH-02": life("GH-02", (EventKind.ACCEPTED, accepted))})
    ends = {
        "target": accepted + 4 * DAY,
        "promised": CALENDAR.add_working(accepted, 7),
        "statutory": CALENDAR.add_working(accepted, 20),
        "today": TODAY,
    }
    assert result.step("GH-02:review").start == accepted
    assert result.step("GH-02:review").finish == ends[expected]


def test_a_pause_pushes_the_end_of_a_running_review() -> None:
    accepted = date(2026, 11, 20)
    running = case("GH-02", CaseMode.STANDARD, promised=None, target=None)
    events = [(EventKind.ACCEPTED, accepted), (EventKind.SPECIAL_START, date(2026, 11, 30))]
    events.append((EventKind.SPECIAL_END, date(2026, 12, 9)))
    paused = life("GH-02", *events, procedure="expert_review")
    _, result = planned([running], {"GH-02": paused}, today=date(2026, 12, 10), channel=Channel.GENERAL)
    assert result.step("GH-02:review").finish == date(2026, 12, 30)  # the worked date of deadlines.md


def test_papers_sent_back_keep_the_review_waiting() -> None:
    events = [(EventKind.RECEIVED, TODAY - 2 * DAY), (EventKind.SUPPLEMENT_NOTICE, TODAY - DAY)]
    _, result = planned([case("GH-02", CaseMode.STANDARD)], {"GH-02": life("GH-02", *events)})
    assert result.step("GH-02:review").start == TODAY + (PLANNING.supplement_days - 1) * DAY + DAY


def test_preparation_under_way_and_done() -> None:
    begun = {"PG-02": life("PG-02", (EventKind.PREPARED, TODAY - 30 * DAY))}
    _, result = planned([case("PG-02")], begun)
    assert result.step("PG-02:preparation").finish == TODAY  # longer than supposed: done today at best
    done = life("PG-02", (EventKind.PREPARED, TODAY - 9 * DAY), (EventKind.RECEIVED, TODAY - DAY))
    _, result = planned([case("PG-02")], {"PG-02": done})
    assert result.step("PG-02:preparation").finish == TODAY - DAY


def test_a_refused_case_is_planned_anew_unless_another_was_opened() -> None:
    refused = life(
        "GH-02", (EventKind.ACCEPTED, TODAY - 9 * DAY), (EventKind.DECIDED, TODAY), outcome="refused"
    )
    _, result = planned([case("GH-02")], {"GH-02": refused})
    assert result.step("GH-02:review").start > TODAY
    built, _ = planned([case("GH-02"), case("GH-02", id="again")], {"GH-02": refused})
    assert {s.case_id for s in built.problem.steps if s.case_id} == {"again"}


def test_a_withdrawn_case_is_no_longer_waited_for() -> None:
    withdrawn = life("SG-07", (EventKind.ACCEPTED, TODAY - DAY), (EventKind.WITHDRAWN, TODAY))
    built, _ = planned([case("SG-07"), case("SG-08")], {"SG-07": withdrawn})
    assert not [s for s in built.problem.steps if s.item_code == "SG-07"]


def test_unconfirmed_cases_are_left_out_and_named_until_something_happened() -> None:
    open_question = case("PG-18", confirmed=False)
    built, _ = planned([open_question, case("SG-08")])
    assert built.unconfirmed == ("PG-18",)
    assert not [s for s in built.problem.steps if s.item_code == "PG-18"]
    built, _ = planned([open_question], {"PG-18": life("PG-18", (EventKind.RECEIVED, TODAY))})
    assert built.unconfirmed == () and "PG-18:review" in {s.id for s in built.problem.steps}


# -- gates, goal, completion --------------------------------------------------------------------------------


def test_what_holds_up_the_start_of_construction() -> None:
    codes = ("PG-02", "PG-05", "PG-11", "LX-19", "SG-08", "SZ-02")
    built, _ = planned([case(code, CaseMode.STANDARD) for code in codes])
    before = links_into(built, CONSTRUCTION_START)
    assert set(before) == {"PG-02:review", "PG-05:review", "SG-08:review", LAND_CONTRACT}
    assert "一百零七条" in before["PG-02:review"].reason


def test_the_goal_is_reached_when_everything_before_it_is_granted() -> None:
    lives = {code: granted(code, TODAY - 9 * DAY) for code in FACTORY}
    lives["SG-08"] = granted("SG-08", TODAY - 4 * DAY)
    _, result = planned([case(code, CaseMode.STANDARD) for code in FACTORY], lives, land_day=TODAY - 10 * DAY)
    assert result.step(CONSTRUCTION_START).finish == TODAY - 4 * DAY
    assert not any(s.critical for s in result.steps)


def test_acceptance_items_appear_with_the_completion_day_and_follow_it() -> None:
    cases = [case("SG-08", CaseMode.STANDARD), case("YS-02", CaseMode.STANDARD), case("YS-14")]
    built, _ = planned(cases)
    assert not [s for s in built.problem.steps if s.item_code.startswith("YS")]
    completed = TODAY + 20 * DAY
    built, result = planned(cases, {"SG-08": granted("SG-08", TODAY - 300 * DAY)}, completion_day=completed)
    assert built.problem.goal == IN_USE
    assert result.step(COMPLETION).finish == completed
    assert result.step("YS-02:preparation").start == completed + DAY
    assert result.step(IN_USE).finish == result.step("YS-02:review").finish
    assert "YS-14:review" not in links_into(built, IN_USE)


def test_customary_order_binds_the_first_step_and_is_marked() -> None:
    built, result = planned([case(code, CaseMode.STANDARD) for code in ("GH-01", "SG-01")])
    link = links_into(built, "SG-01:preparation")["GH-01:review"]
    assert link.kind is LinkKind.USUAL and link.reason == ""
    assert result.step("SG-01:preparation").start > result.step("GH-01:review").finish


def test_of_several_alternatives_the_first_to_finish_counts() -> None:
    cases = [case(code, CaseMode.STANDARD) for code in ("PG-01", "PG-02", "PG-04")]
    built, result = planned(cases)
    into = links_into(built, "PG-04:review")
    assert into["PG-01:review"].any_of == into["PG-02:review"].any_of != ""
    first = min(result.step("PG-01:review").finish, result.step("PG-02:review").finish)
    assert result.step("PG-04:review").start > first
    assert result.step("PG-04:review").driven_by == "PG-02:review"


def test_reasons_name_the_step_before_and_the_law() -> None:
    built, result = planned([case(code, CaseMode.STANDARD) for code in FACTORY])
    why = reasons(built.problem, result)
    land = why["LX-14:review"]
    assert (land.before_id, land.before_title, land.kind) == (LAND_CONTRACT, "签供地合同", LinkKind.LEGAL)
    assert land.basis == "《城乡规划法》第三十八条"
    assert why["PG-02:preparation"].kind is None and why["PG-02:preparation"].not_before == TODAY
    running = {"PG-02": life("PG-02", (EventKind.ACCEPTED, TODAY))}
    built, result = planned([case("PG-02")], running)
    assert "PG-02:review" not in reasons(built.problem, result)


CODES = [item.code for item in CATALOGUE.items]


@given(
    st.sets(st.sampled_from(CODES), min_size=1), st.sampled_from(["出让", "划拨", "存量", None]), st.data()
)
def test_any_set_of_cases_gives_a_route_in_which_facts_stay(
    codes: set[str], land: str | None, data: st.DataObject
) -> None:
    cases, lives = [], {}
    for code in sorted(codes):
        cases.append(case(code, data.draw(st.sampled_from(list(CaseMode)))))
        days = sorted(data.draw(st.lists(st.integers(-60, 0), min_size=4, max_size=4)))
        kinds = (EventKind.PREPARED, EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.DECIDED)
        count = data.draw(st.integers(0, 4))
        lives[code] = life(code, *zip(kinds[:count], (TODAY + DAY * n for n in days), strict=False))
    completion = data.draw(st.sampled_from([None, TODAY - 5 * DAY, TODAY + 5 * DAY]))
    built, result = planned(cases, lives, profile=Profile({"land": land}), completion_day=completion)
    for step, out in zip(built.problem.steps, result.steps, strict=True):
        assert out.start <= out.finish
        if step.actual_finish is not None:
            assert out.finish == step.actual_finish <= TODAY
        elif step.actual_start is not None:
            assert out.start == step.actual_start <= TODAY <= out.finish
        else:
            assert out.start >= TODAY
