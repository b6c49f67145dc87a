"""三办: entering, moving, counting, on a real office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.people import Member, Role
from agent_desk.presenters.assistance import AssistancePresenter, EntryForm, who_am_i
from agent_desk.presenters.assistance_cards import span_text
from agent_desk.presenters.cells import Tone
from agent_desk.services.commands import AddMember, LogAssistance
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.preferences import Preferences
from tests.office import AGENT, TODAY, factory_draft, make_desk

OTHER = Member("m-other", "陆以宁", Role.AGENT, "审批二支部", hue=215)


class Kept:
    """Preferences in memory."""

    location = "memory"

    def __init__(self, preferences: Preferences | None = None) -> None:
        self.kept = preferences or Preferences()

    def load(self) -> Preferences:
        return self.kept

    def save(self, preferences: Preferences) -> None:
        self.kept = preferences


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "台账.db")
    desk.execute(AddMember(OTHER))
    desk.execute(build(factory_draft(), desk.office, TODAY))
    second = factory_draft(name="长庚传感器项目", short_name="长庚传感", code="2611-330402-04-01-728146")
    desk.execute(build(second, desk.office, TODAY))
    yield desk
    desk.office.store.close()


def opened(desk: Desk, kept: Kept | None = None) -> AssistancePresenter:
    presenter = AssistancePresenter(desk, lambda: TODAY, kept or Kept())
    presenter.reload()
    return presenter


def stored(desk: Desk) -> list[Assistance]:
    with desk.office.store.reading() as uow:
        return [a for a in uow.assistances.between(date(2026, 1, 1), TODAY) if not a.withdrawn]


def entry(key: str, **changes: object) -> Assistance:
    plain = Assistance(
        key,
        AssistanceKind.HELP,
        Stage.RATED,
        TODAY,
        "澄川包装",
        "填表辅导",
        Channel.PHONE,
        30,
        "08:00",
        AGENT.id,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


# --- quick entry ---------------------------------------------------------------------------------


def test_initials_become_the_project_and_the_entry_is_linked_to_it_and_to_the_item(desk: Desk) -> None:
    presenter = opened(desk)
    form = EntryForm(AssistanceKind.PROXY, "ccbz·王厂长", "建设工程规划许可证补章", 45, Channel.VISIT, 5)
    outcome = presenter.submit(form)
    assert outcome.done and "建设工程规划许可证补章" in outcome.text
    (found,) = stored(desk)
    assert (found.beneficiary, found.minutes, found.rating, found.stage) == (
        "澄川包装·王厂长",
        45,
        5,
        Stage.RATED,
    )
    assert found.project_id and found.item_code == "GH-02"
    assert (found.member_id, found.at) == (AGENT.id, "08:30")


def test_one_line_enters_the_same_and_undo_takes_it_back(desk: Desk) -> None:
    presenter = opened(desk)
    assert presenter.submit_line("db ccbz 规划证补章 45 sm 5").done
    (found,) = stored(desk)
    assert (found.kind, found.beneficiary, found.channel) == (AssistanceKind.PROXY, "澄川包装", Channel.VISIT)
    desk.undo()
    assert not stored(desk)
    assert presenter.reload().card(found.id) is None


def test_a_faulty_line_names_every_fault_and_stores_nothing(desk: Desk) -> None:
    outcome = opened(desk).submit_line("zz ccbz 补章 sm 5")
    assert not outcome.done
    assert "zz" in outcome.text and "缺分钟" in outcome.text
    assert not stored(desk)


def test_without_minutes_it_is_an_order_that_nobody_has_yet(desk: Desk) -> None:
    presenter = opened(desk)
    presenter.submit(EntryForm(beneficiary="散客", matter="咨询", minutes=None, rating=4))
    (found,) = stored(desk)
    assert (found.stage, found.member_id, found.minutes, found.rating) == (Stage.ORDERED, "", 0, None)
    assert (found.beneficiary, found.project_id) == ("散客", "")


@pytest.mark.parametrize(
    "form",
    [EntryForm(matter="x"), EntryForm(beneficiary="x"), EntryForm(beneficiary="x", matter="y", minutes=-1)],
)
def test_an_unfinished_form_is_refused_in_words(desk: Desk, form: EntryForm) -> None:
    outcome = opened(desk).submit(form)
    assert not outcome.done and outcome.text and "assistance." not in outcome.text
    assert not stored(desk)


def test_letters_that_mean_two_projects_are_asked_back(desk: Desk) -> None:
    presenter = opened(desk)
    assert {suggestion.name for suggestion in presenter.suggest("c")} == {"澄川包装", "长庚传感"}
    outcome = presenter.submit(EntryForm(beneficiary="c", matter="x"))
    assert not outcome.done and "澄川包装" in outcome.text and "长庚传感" in outcome.text
    assert not stored(desk)


@pytest.mark.parametrize(
    ("typed", "resolved"),
    [
        ("ccbz", "澄川包装"),
        ("chengchuan", "澄川包装"),
        ("cgcg", "长庚传感"),
        ("某公司", "某公司"),
        ("c", "c"),
        ("", ""),
    ],
)
def test_what_the_object_becomes(desk: Desk, typed: str, resolved: str) -> None:
    assert opened(desk).resolved(typed) == resolved


def test_letters_of_a_known_project_are_shown(desk: Desk) -> None:
    presenter = opened(desk)
    assert presenter.letters("澄川包装·王厂长") == "ccbz"
    assert presenter.letters("澄川") == ""


# --- board ---------------------------------------------------------------------------------------


def test_the_board_words_waiting_time_minutes_and_stars(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("o1", stage=Stage.ORDERED, at="08:12", member_id="", minutes=0)))
    desk.execute(LogAssistance(entry("o2", stage=Stage.ORDERED, at="07:30", member_id="", minutes=0)))
    desk.execute(LogAssistance(entry("o3", stage=Stage.ORDERED, at="08:25", member_id="", minutes=0)))
    desk.execute(LogAssistance(entry("w1", stage=Stage.WORKING, on=TODAY - timedelta(days=1), minutes=25)))
    desk.execute(LogAssistance(entry("r1", rating=4)))
    desk.execute(LogAssistance(entry("r2")))
    view = opened(desk).reload()
    assert [column.count for column in view.columns] == [3, 0, 1, 2]
    states = {card.key: (card.state, card.state_tone) for column in view.columns for card in column.cards}
    assert states["o1"] == ("已等 18 分", Tone.DUE)
    assert states["o2"] == ("已等 1 小时", Tone.OVER)
    assert states["o3"] == ("已等 5 分", Tone.SECONDARY)
    assert states["w1"][0] == "已用 25 分"
    assert states["r2"][0] == "待评价"
    assert view.columns[0].note == "平均等待 27 分"
    assert view.columns[3].note == "满意率 100%（1 件）"
    worked = view.card("w1")
    rated = view.card("r1")
    assert worked is not None and worked.corner == "昨日"
    assert rated is not None and (rated.corner, rated.stars) == ("30 分", 4)
    assert "4 星" in rated.accessible and "填表辅导" in rated.accessible


def test_an_order_taken_along_the_board_belongs_to_the_person_at_the_desk(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("o", stage=Stage.ORDERED, member_id="")))
    presenter = opened(desk)
    assert presenter.step("o", 1).done
    card = presenter.reload().card("o")
    assert card is not None and (card.stage, card.member_id) == (Stage.ASSIGNED, AGENT.id)
    desk.undo()
    card = presenter.reload().card("o")
    assert card is not None and (card.stage, card.member_id) == (Stage.ORDERED, "")


def test_nothing_is_moved_beyond_the_ends(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("o", stage=Stage.ORDERED, member_id="")))
    desk.execute(LogAssistance(entry("r")))
    presenter = opened(desk)
    assert not presenter.step("o", -1).done
    assert not presenter.step("r", 1).done
    assert not presenter.step("unknown", 1).done
    assert not presenter.move("r", Stage.RATED).done


def test_assigning_an_order_moves_it_on_and_a_worked_one_stays(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("o", stage=Stage.ORDERED, member_id="")))
    desk.execute(LogAssistance(entry("w", stage=Stage.WORKING)))
    presenter = opened(desk)
    assert presenter.assign("o", OTHER.id).done and presenter.assign("w", OTHER.id).done
    view = presenter.reload()
    ordered, worked = view.card("o"), view.card("w")
    assert ordered is not None and (ordered.stage, ordered.member_id) == (Stage.ASSIGNED, OTHER.id)
    assert worked is not None and (worked.stage, worked.member_id) == (Stage.WORKING, OTHER.id)


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 分"), (59, "59 分"), (60, "1 小时"), (1439, "23 小时"), (2880, "2 天")]
)
def test_spans(minutes: int, text: str) -> None:
    assert span_text(timedelta(minutes=minutes)) == text


# --- right column --------------------------------------------------------------------------------


def test_my_month_counts_this_month_and_the_bars_this_week(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("a", minutes=90)))
    desk.execute(LogAssistance(entry("b", minutes=60, on=TODAY - timedelta(days=1))))
    desk.execute(LogAssistance(entry("c", minutes=30, on=date(2026, 10, 30))))
    desk.execute(LogAssistance(entry("d", minutes=45, member_id=OTHER.id)))
    mine = opened(desk).mine()
    assert (mine.hours, mine.entries, mine.total) == ("2.5", "2 件", "累计 3.0 小时")
    assert [bar.minutes for bar in mine.bars] == [0, 0, 0, 0, 0, 60, 90]
    assert [bar.share for bar in mine.bars][-2:] == [pytest.approx(2 / 3), 1.0]
    assert [bar.today for bar in mine.bars] == [False] * 6 + [True], "2026-11-22 is a Sunday"
    assert mine.office_today == "今日全员 2 件，2.2 小时"


def test_the_roll_of_honour_is_for_leads_and_can_be_turned_off(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("a", minutes=60, rating=5)))
    desk.execute(LogAssistance(entry("b", minutes=90, member_id=OTHER.id, rating=4)))
    rows = opened(desk).honours("month")
    assert [(row.place, row.person.name, row.hours, row.rating, row.mine) for row in rows] == [
        (1, "陆以宁", "1.5", "4.00", False),
        (2, "沈知秋", "1.0", "5.00", True),
    ]
    assert not opened(desk, Kept(Preferences(member_id=OTHER.id))).honours("month")
    assert not opened(desk, Kept(Preferences(honour_roll=False))).honours("month")


def test_the_period_of_the_roll(desk: Desk) -> None:
    desk.execute(LogAssistance(entry("a", on=date(2026, 10, 2))))
    desk.execute(LogAssistance(entry("b", on=date(2026, 3, 2))))
    presenter = opened(desk)
    assert [len(presenter.honours(period)) for period in ("month", "quarter", "year")] == [0, 1, 1]
    assert [row.hours for row in presenter.honours("year")] == ["1.0"]


def test_who_sits_here() -> None:
    volunteer = Member("m-v", "任远帆", Role.VOLUNTEER)
    assert who_am_i([volunteer, AGENT], "m-v") is volunteer
    assert who_am_i([volunteer, AGENT], "") is AGENT
    assert who_am_i([volunteer, AGENT], "gone") is AGENT
    assert who_am_i([volunteer], "") is None
