"""The planning assumptions as shipped, and every fault of an edited file named."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit, Unit
from agent_desk.exchange.catalogue_files import load_catalogue
from agent_desk.exchange.planning_files import load_planning

FOLDER = Path(__file__).parents[2] / "resources" / "catalogue" / "2026-08-15"
GOOD = (FOLDER / "planning.toml").read_text(encoding="utf-8")


def test_the_shipped_file_fits_its_catalogue() -> None:
    codes = {item.code for item in load_catalogue(FOLDER).catalogue.items}
    planning = load_planning(FOLDER, codes)
    assert planning.preparation("PG-01") == Limit(30, Unit.EVERY_DAY)
    assert planning.preparation("LX-13").amount == 0
    assert planning.step("LX-08") == Limit(5, Unit.WORKING)
    assert planning.step("SG-07") == Limit(planning.default_step_days, Unit.WORKING)
    assert "规划假定" in planning.note


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        ("default_step_days = 3", "default_step_days = -3", "catalogue.bad_field", "default_step_days"),
        ("default_step_days = 3", "default_step_days = 3.5", "catalogue.bad_field", "default_step_days"),
        ("default_step_days = 3", "default_step_days = true", "catalogue.bad_field", "default_step_days"),
        ("supplement_days = 3", "", "catalogue.missing_field", "supplement_days"),
        ("supplement_days = 3", "supplement_days = 3\nsuplement = 1", "catalogue.unknown_field", "suplement"),
        ("LX-08 = 5 ", "LX-08 = '5' ", "catalogue.bad_field", "LX-08"),
        ("LX-08 = 5 ", "LX-08 = 401 ", "planning.too_long", "LX-08"),
        ("LX-08 = 5 ", "LX-99 = 5 ", "planning.no_such_item", "LX-99"),
        ("LX-08 = 5 ", "lx08 = 5 ", "planning.no_such_item", "lx08"),
        ("[step_days]", "[stepdays]", "catalogue.missing_field", "step_days"),
        ("[step_days]", "[step_days", "catalogue.not_readable", "line"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, code: str, name: str) -> None:
    assert old in GOOD
    (tmp_path / "planning.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    codes = {item.code for item in load_catalogue(FOLDER).catalogue.items}
    with pytest.raises(Refusal) as refused:
        load_planning(tmp_path, codes)
    assert refused.value.code == code
    assert name in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"catalogue\.file_missing"):
        load_planning(tmp_path)
