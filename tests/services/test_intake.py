"""Intake: verdict and items follow from the profile, an unknown fact never means no."""

from __future__ import annotations

from datetime import date

from agent_desk.domain.case import CaseMode
from agent_desk.domain.conditions import Truth
from agent_desk.domain.facts import Profile
from agent_desk.domain.project import Channel
from agent_desk.services.desk import Desk
from agent_desk.services.intake import ProjectDraft, build, preview
from agent_desk.services.route_plan import plan
from tests.office import TODAY, factory_draft


def test_just_at_the_threshold_is_admitted_and_one_fen_below_is_not(desk: Desk) -> None:
    draft = factory_draft()
    at = draft.profile.with_({"total_investment": 30_000_000_000})
    below = draft.profile.with_({"total_investment": 29_999_999_999, "in_annual_plan": False})
    assert preview(factory_draft(profile=at), desk.office).verdict.admitted is True
    assert preview(factory_draft(profile=below), desk.office).verdict.admitted is False


def test_an_empty_profile_denies_nothing(desk: Desk) -> None:
    looked = preview(ProjectDraft(name="未知"), desk.office)
    assert looked.verdict.admitted is None
    assert not looked.applying
    assert all(found.truth is Truth.UNKNOWN for found in looked.to_confirm)


def test_items_can_be_left_out_and_added_by_hand(desk: Desk) -> None:
    draft = factory_draft(left_out=frozenset({"PG-02"}), added=frozenset({"SG-14"}))
    codes = preview(draft, desk.office).item_codes
    assert "PG-02" not in codes
    assert "SG-14" in codes


def test_the_channel_decides_about_the_target_clock_and_simulation(desk: Desk) -> None:
    green = build(factory_draft(), desk.office, TODAY)
    small = factory_draft().profile.with_({"total_investment": 1_000_000_000, "in_annual_plan": False})
    general = build(factory_draft(profile=small, code=""), desk.office, TODAY)
    assert (green.project.channel, general.project.channel) == (Channel.GREEN, Channel.GENERAL)
    assert any(case.target for case in green.cases)
    assert not any(case.target for case in general.cases)
    assert any(case.mode is CaseMode.SIMULATED for case in green.cases)
    assert not any(case.mode is CaseMode.SIMULATED for case in general.cases)


def test_the_route_of_a_new_project_ends_on_the_land_day_where_that_is_possible(desk: Desk) -> None:
    draft = factory_draft(land_day=date(2027, 6, 1))
    command = build(draft, desk.office, TODAY)
    route = plan(command.project, command.cases, {}, desk.office, TODAY)
    assert route.goal_on == date(2027, 6, 1), "everything is ready and waits for the land contract"
    assert route.statutory_days > 0


def test_nothing_is_known_about_a_project_without_facts_and_it_is_kept_all_the_same(desk: Desk) -> None:
    change = desk.execute(build(ProjectDraft(name="只有名字", profile=Profile()), desk.office, TODAY))
    assert change.created
