"""Project files: the examples, and every fault with its line and field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.domain.people import Member, Role, Seat, TeamSeat
from agent_desk.exchange.project_files import FileDraft, read_project
from agent_desk.services.office import Office
from tests.office import make_office

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = make_office(tmp_path / "office.db")
    with office.store.writing() as uow:
        uow.members.add(Member("m-1", "陆文斌", Role.LEAD))
        uow.members.add(Member("m-2", "王若溪", Role.AGENT))
        uow.members.add(Member("m-3", "同名", Role.AGENT))
        uow.members.add(Member("m-4", "同名", Role.AGENT))
        uow.commit()
    yield office
    office.store.close()


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "项目.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(tmp_path: Path, office: Office, text: str) -> FileDraft:
    return read_project(write(tmp_path, text), office)


def test_factory(office: Office) -> None:
    found = read_project(EXAMPLES / "example-factory.toml", office)
    draft = found.draft
    assert draft.name == "禾澜包装年产2.4万吨可降解包装材料项目"
    assert (draft.code, draft.land_day) == ("2611-330402-04-01-482917", date(2026, 12, 8))
    assert draft.profile["total_investment"] == 32_000_000_000
    assert draft.profile["site_ha"] == Decimal("3.2")
    assert draft.team == (TeamSeat("m-1", Seat.LEAD), TeamSeat("m-2", Seat.DEPUTY))
    assert [(w.code, w.params["name"]) for w in found.warnings] == [("import.member_unknown", "钱志远")]


def test_school_and_upgrade(office: Office) -> None:
    school = read_project(EXAMPLES / "example-school.toml", office).draft
    assert school.profile["total_investment"] == 12_500_000_000
    upgrade = read_project(EXAMPLES / "example-upgrade.toml", office).draft
    assert upgrade.profile["total_investment"] == 8_600_000_000
    assert upgrade.profile["in_annual_plan"] is False
    assert "site_ha" not in upgrade.profile  # 待确认
    assert upgrade.profile["energy_tce"] == Decimal(1040)
    assert upgrade.land_day is None


@pytest.mark.parametrize(
    ("text", "code", "line", "more"),
    [
        ('name = "甲"\ncode = "x\n', "project_file.not_toml", 2, {}),
        ('name = "甲"\nname = "乙"\n', "project_file.not_toml", 2, {}),
        ('name = "甲"\nland_day = 2026-02-30\n', "project_file.no_such_day", 2, {}),
        ('name = "甲"\nlandday = 2026-02-03\n', "project_file.unknown_key", 2, {"nearest": "land_day"}),
        ('name = "甲"\nqqqq = 1\n', "project_file.strange_key", 2, {"key": "qqqq"}),
        ('name = "甲"\n\nland = "出让"\n', "project_file.belongs_in_facts", 3, {"key": "land"}),
        ('name = "甲"\n[facts]\nsite_h = 3\n', "project_file.unknown_key", 3, {"nearest": "site_ha"}),
        ('name = "甲"\n[facts]\n"供地方式" = "出让"\n', "project_file.unknown_key", 3, {"nearest": "land"}),
        ('name = "甲"\n[facts]\nqqqqqqqq = 3\n', "project_file.unknown_fact", 3, {}),
        ('name = 5\nowner = true\n', "project_file.bad_field", 2, {"field": "owner"}),
        ('name = "甲"\ntotal_investment = "很多"\n', "project_file.bad_field", 2, {"field": "total_investment"}),
        ('name = "甲"\nland_day = "明天"\n', "project_file.bad_field", 2, {"field": "land_day"}),
        ('name = "甲"\nland_day = 1026-12-08\n', "project_file.bad_field", 2, {"field": "land_day"}),
        ('name = "甲"\nland_day = 46000\n', "project_file.bad_field", 2, {"field": "land_day"}),
        ('name = "甲"\n[facts]\nstarted = 3\n', "project_file.bad_field", 3, {"field": "started"}),
        ('name = "甲"\n[facts]\nheight_m = -3\n', "project_file.bad_field", 3, {"field": "height_m"}),
        ('name = "甲"\n[facts]\nheight_m = nan\n', "project_file.bad_field", 3, {"field": "height_m"}),
        ('name = "甲"\n[facts]\nland = "租借"\n', "project_file.bad_field", 3, {"field": "land"}),
        ('name = "甲"\nfacts = 3\n', "project_file.not_a_table", 2, {}),
        ('name = "甲"\nteam = "王"\n', "project_file.not_a_team", 2, {}),
        ('name = "甲"\ntotal_investment = 1\n[facts]\ntotal_investment = 1\n', "project_file.given_twice", 4, {}),
        ('name = "甲"\n[[team]]\nrole = "组长"\nname = "陆"\n[[team]]\nrole = "打杂"\nname = "王"\n',
         "project_file.unknown_role", 6, {"role": "打杂"}),
        ('name = "甲"\n[[team]]\nrole = "组长"\n', "project_file.missing", 2, {"field": "team.name"}),
        ('name = "甲"\n[[team]]\nrole = "组长"\nnam = "王"\n', "project_file.unknown_key", 4, {"nearest": "name"}),
        ('name = " "\n', "project_file.missing", None, {"field": "name"}),
        ("", "project_file.missing", None, {"field": "name"}),
    ],
)  # fmt: skip
def test_faults(
    tmp_path: Path, office: Office, text: str, code: str, line: int | None, more: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as caught:
        read(tmp_path, office, text)
    refusal = caught.value
    assert refusal.code == code
    assert refusal.params["where"] == (f"项目.toml 第 {line} 行" if line else "项目.toml")
    assert {key: refusal.params[key] for key in more} == more


def test_the_refusal_of_the_value_is_kept(tmp_path: Path, office: Office) -> None:
    with pytest.raises(Refusal) as caught:
        read(tmp_path, office, 'name = "甲"\n[facts]\nland = "租借"\n')
    reason = caught.value.params["reason"]
    assert isinstance(reason, Refusal)
    assert (reason.code, reason.params["label"]) == ("fact.not_a_choice", "供地方式")


def test_encodings(tmp_path: Path, office: Office) -> None:
    text = '# 注\nname = "甲"\n'
    assert read_project(write(tmp_path, text.encode("utf-8-sig")), office).draft.name == "甲"
    for encoding, line in (("gb18030", 2), ("utf-16", 1)):
        with pytest.raises(Refusal) as caught:
            read_project(write(tmp_path, text.encode(encoding)), office)
        assert caught.value.code == "project_file.not_utf8"
        assert caught.value.params["where"] == f"项目.toml 第 {line} 行"


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "x = '''"])
def test_absurd_files(tmp_path: Path, office: Office, text: str) -> None:
    with pytest.raises(Refusal):
        read(tmp_path, office, text)


def test_an_unknown_form_of_code_and_people_are_warnings(tmp_path: Path, office: Office) -> None:
    text = 'name = "甲"\ncode = "nh－2026"\n[[team]]\nrole = "代办员"\nname = "同名"\n'
    found = read(tmp_path, office, text)
    assert found.draft.code == "NH-2026"
    assert found.draft.team == ()
    assert [w.code for w in found.warnings] == ["import.code_form", "import.member_ambiguous"]


def test_missing_file(tmp_path: Path, office: Office) -> None:
    with pytest.raises(Refusal) as caught:
        read_project(tmp_path / "没有.toml", office)
    assert caught.value.code == "file.missing"
