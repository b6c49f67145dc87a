"""设置: what is kept, what is refused, what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent_desk.domain.case_clocks import ClockChoices
from agent_desk.domain.clock import ClockSettings
from agent_desk.domain.errors import Refusal
from agent_desk.presenters.settings import SettingsPresenter
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import Preferences
from tests.office import AGENT, TODAY, make_desk


class Kept:
    """Preferences in memory; ``full`` refuses to keep any."""

    location = "memory"

    def __init__(self) -> None:
        self.kept = Preferences()
        self.full = False

    def load(self) -> Preferences:
        return self.kept

    def save(self, preferences: Preferences) -> None:
        if self.full:
            raise Refusal("file.cannot_write", path=self.location, reason="full")
        self.kept = preferences


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "台账.db")
    yield desk
    desk.office.store.close()


def test_every_change_is_kept_at_once(desk: Desk) -> None:
    kept = Kept()
    presenter = SettingsPresenter(desk, lambda: TODAY, kept)
    presenter.reload()
    assert presenter.me() == AGENT.id and presenter.members() == ((AGENT.id, "沈知秋（组长）"),)
    presenter.set_theme("dark")
    presenter.set_density("roomy")
    presenter.set_me(AGENT.id)
    presenter.set_honour_roll(False)
    assert "重新打开" in presenter.set_language("en").text
    assert kept.kept == Preferences("dark", "roomy", "en", AGENT.id, False)


def test_what_cannot_be_kept_changes_nothing_and_says_so(desk: Desk) -> None:
    kept = Kept()
    presenter = SettingsPresenter(desk, lambda: TODAY, kept)
    kept.full = True
    outcome = presenter.set_theme("dark")
    assert not outcome.done and "memory" in outcome.text
    assert presenter.preferences == Preferences()


def test_the_choices_are_shown_as_they_are(desk: Desk) -> None:
    other = ClockChoices(
        ClockSettings(exclude_both_ends=False, roll_over=False), supplement_stops_target=False
    )
    changed = Desk(replace(desk.office, choices=other))
    usual = [fact.value for fact in SettingsPresenter(desk, lambda: TODAY, Kept()).clock_choices()]
    unusual = [fact.value for fact in SettingsPresenter(changed, lambda: TODAY, Kept()).clock_choices()]
    assert all(one != two for one, two in zip(usual[:3], unusual[:3], strict=True))


def test_calendar_data_and_licences(desk: Desk) -> None:
    presenter = SettingsPresenter(desk, lambda: TODAY, Kept())
    values = {fact.name: fact.value for fact in presenter.calendar_facts()}
    assert values["已公布的放假安排"] == "2004 至 2026"
    assert values["暂定年份"] == "2027 年起"
    assert "2026 年" in values
    data = {fact.name: fact.value for fact in presenter.data_facts()}
    assert data["数据文件"].endswith("台账.db") and "95 项" in data["事项库版本"]
    assert any("PySide6" in fact.value for fact in presenter.about_facts())
