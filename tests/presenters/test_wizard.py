"""The wizard's presenter: reading answers, the verdict, the items, the strip, the steps, the project made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from agent_desk.domain.people import Seat
from agent_desk.presenters.cells import TagKind, Tone
from agent_desk.presenters.wizard import BASIC, CONFIRM, ITEMS, PROFILE, WizardPresenter
from agent_desk.presenters.wizard_form import NO, YES, profile_rows, read_fact, typed_text
from agent_desk.presenters.wizard_items import (
    APPLYING,
    TO_CONFIRM,
    after,
    calendar_lines,
    item_rows,
    people_options,
    question_for,
    settles,
    summary,
)
from agent_desk.services.desk import Desk
from tests.office import AGENT, TODAY, factory_draft, make_desk, rulebook


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "office.db")


@pytest.fixture
def wizard(desk: Desk) -> WizardPresenter:
    return WizardPresenter(desk, lambda: TODAY)


def profile(wizard: WizardPresenter) -> None:
    for key, text in (
        ("name", "澄川环保包装材料项目"),
        ("total_investment", "3.2"),
        ("in_annual_plan", NO),
        ("invest_type", "备案"),
        ("site_ha", "48"),
        ("land", "出让"),
        ("gfa_m2", "62,000"),
        ("eia_class", "报告表"),
    ):
        assert wizard.put(key, text).tone is not Tone.OVER


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("total_investment", "3.2", 32_000_000_000),
        ("total_investment", "32000万元", 32_000_000_000),
        ("site_ha", "48", Decimal("3.2")),
        ("site_ha", "3.2公顷", Decimal("3.2")),
        ("energy_tce", "1,860", Decimal(1860)),
        ("in_annual_plan", YES, True),
        ("in_annual_plan", "", None),
        ("invest_type", "核准", "核准"),
        ("energy_tce", " ", None),
    ],
)
def test_answers_are_read_in_the_unit_shown(key: str, text: str, value: object) -> None:
    assert read_fact(rulebook().facts[key], text) == value


def test_shown_text_reads_back_to_the_same_value() -> None:
    facts = rulebook().facts
    for key, value in factory_draft().profile.items():
        assert read_fact(facts[key], typed_text(facts[key], value)) == value, key


def test_form_pairs_quantities_with_choices() -> None:
    rows = profile_rows(rulebook().facts)
    pairs = [tuple(field.key for field in row.fields) for row in rows]
    assert pairs[:3] == [("name",), ("total_investment", "in_annual_plan"), ("industry_code", "invest_type")]
    assert ("gfa_m2", "land_day") in pairs
    assert [row.section for row in rows if row.section] == ["用地与建设", "环境、能源、安全"]


def test_verdict_follows_every_keystroke(wizard: WizardPresenter) -> None:
    assert wizard.side().verdict.kind == "open"
    profile(wizard)
    side = wizard.side()
    assert side.verdict.kind == "admitted"
    assert side.verdict.line == "总投资 3.2 亿元 ≥ 3 亿元，重大产业项目"
    assert side.verdict.share == pytest.approx(3.2 / 5) and side.verdict.mark == pytest.approx(3 / 5)
    wizard.put("total_investment", "2.9")
    assert wizard.side().verdict.kind == "refused"
    assert wizard.message("total_investment").text == "距绿色通道门槛 3 亿元还差 0.1 亿元"


def test_a_bar_never_runs_over_its_scale(wizard: WizardPresenter) -> None:
    profile(wizard)
    wizard.put("total_investment", "120")
    verdict = wizard.side().verdict
    assert verdict.share is not None and verdict.share <= 1 and verdict.mark < verdict.share


def test_government_plan_admits_without_a_bar(wizard: WizardPresenter) -> None:
    wizard.put("in_annual_plan", YES)
    verdict = wizard.side().verdict
    assert verdict.kind == "admitted" and verdict.share is None


def test_unreadable_answer_keeps_the_value_and_explains(wizard: WizardPresenter) -> None:
    profile(wizard)
    said = wizard.put("energy_tce", "abc")
    assert said.tone is Tone.OVER and "abc" in said.text
    assert wizard.draft.profile["energy_tce"] is None
    wizard.step = PROFILE
    assert wizard.forward() == "energy_tce" and wizard.step == PROFILE
    assert wizard.put("energy_tce", "1860").tone is not Tone.OVER
    assert wizard.forward() == "" and wizard.step == ITEMS


def test_land_day_is_read_and_refused(wizard: WizardPresenter) -> None:
    assert wizard.put("land_day", "2026-02-30").tone is Tone.OVER
    wizard.put("land_day", "2026-12-08")
    assert wizard.draft.land_day == date(2026, 12, 8)
    wizard.put("land_day", "")
    assert wizard.draft.land_day is None


def test_strip_compares_with_what_stood_before_the_field_was_touched(wizard: WizardPresenter) -> None:
    profile(wizard)
    wizard.put("energy_tce", "860")
    wizard.settle()
    for text in ("1", "18", "186", "1860"):
        wizard.put("energy_tce", text)
    change = wizard.side().change
    assert "年综合能耗 860 吨标准煤 → 1,860 吨标准煤" in change
    assert "新增" in change and "节能审查" in change
    fresh = [line for line in wizard.side().items if line.fresh]
    assert any(line.name == "节能审查" for line in fresh)
    assert all(any(tag.kind is TagKind.SOLID for tag in line.tags) for line in fresh)


def test_items_carry_cause_mode_and_limit(wizard: WizardPresenter) -> None:
    profile(wizard)
    line = next(line for line in wizard.side().items if line.code == "LX-14")
    assert line.cause == "供地方式 出让"
    assert any(tag.kind is TagKind.SIMULATED for tag in line.tags)
    assert line.limit and line.unit == "日"
    assert line.lane.startswith("lane.")


def test_counters_are_those_of_the_draft_plan(wizard: WizardPresenter) -> None:
    profile(wizard)
    side, (sheet, route) = wizard.side(), wizard.drafted()
    assert len(side.items) == len(sheet.cases)
    assert side.statutory_days == route.statutory_days > side.forecast_days > 0
    assert side.materials == len(sheet.materials)


def test_drafting_uses_no_ids_and_stores_nothing(desk: Desk, wizard: WizardPresenter) -> None:
    profile(wizard)
    wizard.drafted()
    assert desk.office.new_id() == "id-00001"
    with desk.office.store.reading() as uow:
        assert not uow.projects.all()


def test_taking_items_out_and_in(wizard: WizardPresenter) -> None:
    profile(wizard)
    before = set(wizard.seen.item_codes)
    wizard.toggle("GH-01")
    assert "GH-01" not in wizard.seen.item_codes
    assert any(row.key == "group:left" for row in item_rows(wizard, frozenset({APPLYING})))
    wizard.toggle("GH-01")
    assert set(wizard.seen.item_codes) == before
    unsure = wizard.seen.to_confirm[0].item.code
    wizard.toggle(unsure)
    assert unsure in wizard.seen.item_codes
    wizard.toggle(unsure)
    assert unsure not in wizard.seen.item_codes


def test_answers_settle_items_and_move_on(wizard: WizardPresenter) -> None:
    profile(wizard)
    code = next(f.item.code for f in wizard.seen.to_confirm if "crosses_or_adjoins_river" in f.evaluation.unknown)
    key = question_for(wizard, code)
    assert settles(wizard, key) >= 1
    assert wizard.answer(key, YES) == ""
    assert code in wizard.seen.item_codes
    onward = after(wizard, code)
    assert onward and question_for(wizard, onward)
    assert question_for(wizard, "LX-01") == ""


def test_a_bad_answer_is_a_sentence(wizard: WizardPresenter) -> None:
    assert wizard.answer("farmland_ha", "多少") != ""


def test_rare_situations_are_denied_at_once(wizard: WizardPresenter) -> None:
    profile(wizard)
    before = len(wizard.seen.to_confirm)
    assert wizard.deny_rare() > 0
    assert len(wizard.seen.to_confirm) < before
    assert wizard.deny_rare() == 0


def test_folded_groups_show_their_header_only(wizard: WizardPresenter) -> None:
    profile(wizard)
    rows = item_rows(wizard, frozenset({TO_CONFIRM}))
    keys = [row.key for row in rows]
    assert "group:applying" in keys and "LX-01" not in keys


def test_steps_need_a_name_first(wizard: WizardPresenter) -> None:
    assert wizard.forward() == "name" and wizard.step == BASIC
    assert wizard.message("name").tone is Tone.OVER
    wizard.put("name", "澄川")
    assert wizard.forward() == "" and wizard.step == PROFILE
    wizard.back()
    assert wizard.step == BASIC and wizard.draft.name == "澄川"
    assert wizard.go(CONFIRM) == "" and wizard.step == CONFIRM


def test_unknown_code_form_is_a_warning_only(wizard: WizardPresenter) -> None:
    assert wizard.put("code", "abc").tone is Tone.DUE
    assert not wizard.errors


def test_team_seats(wizard: WizardPresenter) -> None:
    assert (AGENT.id, "沈知秋・组长") in people_options(wizard)
    wizard.seat(Seat.DEPUTY, AGENT.id)
    wizard.seat(Seat.LEAD, AGENT.id)
    assert wizard.seated(Seat.LEAD) == AGENT.id and wizard.seated(Seat.DEPUTY) == ""
    wizard.seat(Seat.LEAD, "")
    assert wizard.draft.team == ()
    assert len(calendar_lines(wizard, TODAY)) == 4


def test_project_is_made_in_one_undoable_step(desk: Desk, wizard: WizardPresenter) -> None:
    profile(wizard)
    wizard.put("owner", "澄川包装材料有限公司")
    wizard.seat(Seat.LEAD, AGENT.id)
    wizard.step = CONFIRM
    view = summary(wizard)
    assert dict(view.pairs)["推进团队"] == "沈知秋（主办）"
    assert any("待确认" in point for point in view.open_points)
    count = len(wizard.seen.item_codes)
    project_id, problem = wizard.create()
    assert problem == "" and project_id
    assert not wizard.begun and wizard.step == BASIC
    with desk.office.store.reading() as uow:
        assert len(uow.cases.of_project(project_id)) == count
        assert uow.projects.get(project_id).name == "澄川环保包装材料项目"
    assert desk.undo() is not None


def test_a_taken_code_keeps_the_draft(desk: Desk, wizard: WizardPresenter) -> None:
    for _ in range(2):
        profile(wizard)
        wizard.put("code", "2611-330402-04-01-728145")
        project_id, problem = wizard.create()
    assert project_id == "" and "2611-330402-04-01-728145" in problem
    assert wizard.begun and wizard.draft.code
