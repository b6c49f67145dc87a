"""The shipped catalogue loads whole, says what the law papers say, and a damaged one names its fault."""

from __future__ import annotations

import csv
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from agent_desk import assets
from agent_desk.domain.admission import judge
from agent_desk.domain.catalogue import (
    ClockStart,
    Lane,
    LimitEvidence,
    LimitType,
    ReviewGroup,
    Stage,
    Tolerance,
)
from agent_desk.domain.conditions import Truth
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import Profile, parse_profile
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.money import parse_money
from agent_desk.exchange.catalogue_files import CatalogueBundle, available_versions, load_catalogue

VERSION = "2026-08-15"
SHIPPED = assets.resource("catalogue", VERSION)
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def bundle() -> CatalogueBundle:
    return load_catalogue(SHIPPED)


def test_every_item_is_there(bundle: CatalogueBundle) -> None:
    items = bundle.catalogue.items
    assert len(items) == 95
    assert Counter(item.stage for item in items) == {
        Stage.START_UP: 4,
        Stage.LAND: 20,
        Stage.DESIGN: 8,
        Stage.CONSTRUCTION: 39,
        Stage.COMPLETION: 24,
    }
    assert Counter(item.evidence for item in items) == {
        LimitEvidence.OWN: 37,
        LimitEvidence.DEFAULT: 20,
        LimitEvidence.NONE: 33,
        LimitEvidence.UNVERIFIED: 5,
    }
    assert Counter(item.limit_type for item in items) == {
        LimitType.MAX: 50,
        LimitType.NONE: 33,
        LimitType.INSTANT: 4,
        LimitType.MIN: 5,
        LimitType.APPLICANT_DUTY: 3,
    }
    assert Counter(item.tolerance for item in items) == {
        Tolerance.PART: 56,
        Tolerance.NO: 31,
        Tolerance.YES: 8,
    }
    assert Counter(item.group for item in items) == {
        ReviewGroup.NONE: 59,
        ReviewGroup.COMBINED_ASSESSMENT: 20,
        ReviewGroup.JOINT_DRAWINGS: 6,
        ReviewGroup.JOINT_ACCEPTANCE: 10,
    }
    assert sum(item.simulated for item in items) == 47
    assert sum(item.core for item in items) == 63
    assert sum(item.parallel for item in items) == 43
    assert (bundle.catalogue.version, bundle.catalogue.effective_from) == (VERSION, date(2026, 8, 15))
    assert available_versions(SHIPPED.parent) == (VERSION,)


@pytest.mark.parametrize(
    ("code", "limit", "start"),
    [
        ("PG-01", Limit(60, Unit.CALENDAR), ClockStart.RECEIPT),
        ("PG-02", Limit(30, Unit.CALENDAR), ClockStart.RECEIPT),
        ("PG-05", Limit(15, Unit.WORKING), ClockStart.RECEIPT),
        ("PG-06", Limit(12, Unit.WORKING), ClockStart.RECEIPT),
        ("PG-12", Limit(45, Unit.CALENDAR), ClockStart.RECEIPT),
        ("SG-08", Limit(7, Unit.CALENDAR), ClockStart.RECEIPT),
        ("GH-02", Limit(20, Unit.WORKING), ClockStart.ACCEPTANCE),
        ("YS-15", Limit(6, Unit.CALENDAR_MONTH), ClockStart.OTHER),
        ("LX-01", Limit(0, Unit.WORKING), ClockStart.RECEIPT),
    ],
)
def test_limits_of_the_law(bundle: CatalogueBundle, code: str, limit: Limit, start: ClockStart) -> None:
    item = bundle.catalogue.item(code)
    assert (item.statutory, item.clock_start) == (limit, start)


def test_targets_and_extensions(bundle: CatalogueBundle) -> None:
    target = {
        code: bundle.catalogue.item(code).target for code in ("GH-02", "LX-07", "LX-01", "LX-10", "YS-14")
    }
    assert target == {
        "GH-02": Limit(4, Unit.EVERY_DAY),  # half of 7 promised
        "LX-07": Limit(8, Unit.EVERY_DAY),  # 40 % of 20 statutory
        "LX-01": Limit(0, Unit.EVERY_DAY),  # done at once
        "LX-10": None,  # a minimum period cannot be beaten
        "YS-14": None,  # the applicant's duty
    }
    assert bundle.catalogue.item("GH-02").target_is_default
    assert bundle.catalogue.item("LX-02").max_extension == 40
    assert bundle.catalogue.item("GH-02").max_extension == 10
    assert bundle.catalogue.item("PG-24").notice == Limit(3, Unit.WORKING)


def test_the_environmental_code_and_the_law_before_it(bundle: CatalogueBundle) -> None:
    eia = bundle.catalogue.item("PG-02")
    assert eia.basis_on(date(2026, 8, 14)) == "《环境影响评价法》（2018修正）第二十二条"
    assert eia.basis_on(date(2026, 8, 15)) == "《生态环境法典》（2026-08-15施行）第一百零二条"
    assert eia.lane is Lane.EIA
    under_the_code = [item for item in bundle.catalogue if "生态环境法典" in item.basis]
    assert {item.code for item in under_the_code if not item.earlier_basis} == set()


def test_what_needs_checking_is_marked(bundle: CatalogueBundle) -> None:
    marked = {item.code for item in bundle.catalogue if item.needs_recheck}
    assert {"LX-13", "PG-14", "PG-19", "SG-02", "YS-03", "PG-12", "PG-13", "YS-18"} <= marked
    assert all(item.recheck for item in bundle.catalogue if item.evidence is LimitEvidence.UNVERIFIED)
    assert all(item.promised_source for item in bundle.catalogue if item.promised)


def test_every_item_has_papers_and_short_words(bundle: CatalogueBundle) -> None:
    for item in bundle.catalogue:
        assert item.materials
        assert len(item.short_name) <= 14
        assert len(item.note) <= 45
        if item.tolerance is Tolerance.NO:
            assert not any(paper.tolerable for paper in item.materials)
        else:
            assert any(paper.tolerable for paper in item.materials)
            assert not all(paper.tolerable for paper in item.materials)


def test_no_statute_is_quoted() -> None:
    for name in ("items.csv", "materials.csv", "facts.toml", "catalogue.toml", "admission.toml"):
        assert "「" not in (SHIPPED / name).read_text(encoding="utf-8")


def test_law_and_habit_together_have_an_order(bundle: CatalogueBundle) -> None:
    done: set[str] = set()
    waiting = {
        item.code: {code for group in item.prerequisites + item.usual_after for code in group}
        for item in bundle.catalogue
    }
    while ready := {code for code, before in waiting.items() if before <= done and code not in done}:
        done |= ready
    assert len(done) == 95


def test_every_fact_serves_something(bundle: CatalogueBundle) -> None:
    used = {key for item in bundle.catalogue for key in item.condition.facts}
    assert len(used) == 77
    assert used <= set(bundle.facts)
    for_derivations = {key for condition in bundle.catalogue.derivations.values() for key in condition.facts}
    assert set(bundle.facts) - used - for_derivations == {
        "total_investment",
        "in_annual_plan",
        "industry_code",
    }
    first = [key for key, fact in bundle.facts.items() if fact.asked_first]
    assert {"total_investment", "in_annual_plan", "land", "site_ha", "energy_tce", "eia_class"} <= set(first)


def test_nothing_known_leaves_everything_open(bundle: CatalogueBundle) -> None:
    assert {one.truth for one in bundle.catalogue.applicable(Profile())} == {Truth.UNKNOWN}


# --- the examples ---


def read_example(name: str, bundle: CatalogueBundle) -> Profile:
    data = tomllib.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    total = parse_money(data["total_investment"])
    return parse_profile(bundle.facts, data["facts"]).with_({"total_investment": total})


def test_the_factory(bundle: CatalogueBundle) -> None:
    profile = read_example("example-factory.toml", bundle)
    verdict = judge(profile, bundle.admission_rules)
    assert verdict.admitted is True
    assert (verdict.value, verdict.threshold) == (32_000_000_000, 30_000_000_000)
    codes = {one.item.code for one in bundle.catalogue.applicable(profile) if one.truth is Truth.TRUE}
    assert {"LX-01", "LX-13", "LX-14", "PG-02", "PG-05", "PG-07", "GH-02", "SG-01", "SG-08", "YS-13"} <= codes
    assert not codes & {"LX-02", "LX-15", "PG-01", "PG-12", "GH-07", "YS-18"}
    permit = bundle.catalogue.item("SG-08")
    gates = bundle.catalogue.prerequisites_of(permit, codes)
    assert gates == (("LX-14",), ("GH-02",), ("SG-01",), ("SG-07",))


def test_the_school(bundle: CatalogueBundle) -> None:
    profile = read_example("example-school.toml", bundle)
    verdict = judge(profile, bundle.admission_rules)
    assert verdict.admitted is True
    assert verdict.rule is not None
    assert verdict.rule.id == "government-plan"
    outcome = {one.item.code: one for one in bundle.catalogue.applicable(profile)}
    assert outcome["LX-15"].truth is Truth.TRUE
    assert outcome["LX-13"].truth is Truth.FALSE
    assert outcome["LX-21"].evaluation.unknown == ("in_heritage_zone", "grand_canal_zone")


def test_the_upgrade(bundle: CatalogueBundle) -> None:
    profile = read_example("example-upgrade.toml", bundle)
    assert judge(profile, bundle.admission_rules).admitted is False
    counts = Counter(one.truth for one in bundle.catalogue.applicable(profile))
    assert counts[Truth.UNKNOWN] > 50
    assert profile["site_ha"] is None


# --- damaged files ---

Damage = Callable[[Path], None]


def change(name: str, old: str, new: str) -> Damage:
    def apply(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return apply


def set_cell(code: str, column: str, value: str) -> Damage:
    def apply(folder: Path) -> None:
        with (folder / "items.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            if row["code"] == code:
                row[column] = value
        with (folder / "items.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return apply


@pytest.mark.parametrize(
    ("damage", "code", "params"),
    [
        (
            set_cell("LX-02", "statutory_amount", "二十"),
            "catalogue.bad_field",
            {"row": 7, "field": "statutory_amount"},
        ),
        (set_cell("LX-02", "statutory_amount", ""), "catalogue.bad_field", {"field": "statutory_amount"}),
        (set_cell("LX-02", "statutory_unit", "weeks"), "catalogue.bad_field", {"value": "weeks"}),
        (set_cell("LX-02", "stage", "前期"), "catalogue.bad_field", {"field": "stage"}),
        (set_cell("LX-02", "name", ""), "catalogue.missing_field", {"row": 7, "field": "name"}),
        (set_cell("LX-02", "simulated", "maybe"), "catalogue.bad_field", {"field": "simulated"}),
        (set_cell("LX-02", "basis_since", "2026-02-30"), "catalogue.bad_field", {"field": "basis_since"}),
        (
            set_cell("LX-02", "condition", "exec('x')"),
            "catalogue.bad_condition",
            {"row": 7, "field": "condition"},
        ),
        (
            set_cell("LX-02", "condition", "invest_typ == '核准'"),
            "catalogue.unknown_fact",
            {"key": "invest_typ"},
        ),
        (
            set_cell("LX-02", "condition", "invest_type == '核隹'"),
            "catalogue.impossible_value",
            {"value": "核隹"},
        ),
        (set_cell("LX-02", "condition", "invest_type"), "catalogue.impossible_value", {"key": "invest_type"}),
        (set_cell("LX-02", "condition", "site_ha == '大'"), "catalogue.impossible_value", {"key": "site_ha"}),
        (set_cell("LX-02", "code", "LX-01"), "catalogue.duplicate_code", {"item": "LX-01"}),
        (set_cell("LX-02", "prerequisites", "XX-1"), "catalogue.unknown_reference", {"reference": "XX-1"}),
        (
            set_cell("LX-08", "prerequisites", "LX-14"),
            "catalogue.circular",
            {"circle": "LX-08 → LX-14 → LX-13 → LX-08"},
        ),
        (set_cell("SZ-03", "code", "SZ-99"), "catalogue.material_without_item", {"item": "SZ-03"}),
        (change("items.csv", "code,name", "kode,name"), "catalogue.wrong_columns", {"columns": "code、kode"}),
        (change("items.csv", "LX-02,", "LX-02,,"), "catalogue.wrong_cell_count", {"row": 7}),
        (change("items.csv", "LX-02,", '"LX-02,'), "catalogue.not_readable", {}),
        (change("materials.csv", "QY-01,2", "QY-01,5"), "catalogue.bad_field", {"field": "number", "row": 3}),
        (change("materials.csv", "QY-01,1", "XX-01,1"), "catalogue.bad_field", {"field": "number"}),
        (
            change("facts.toml", 'kind = "money"', 'kind = "cash"'),
            "catalogue.bad_field",
            {"row": "total_investment"},
        ),
        (
            change("facts.toml", "asked_first = true", "asked_frist = true"),
            "catalogue.unknown_field",
            {"field": "asked_frist"},
        ),
        (change("facts.toml", "per_unit = 15", "per_unit = 0"), "catalogue.bad_field", {"row": "site_ha"}),
        (
            change("facts.toml", '"gfa_m2 > 0"', '"gfa > 0"'),
            "catalogue.unknown_fact",
            {"row": "building_works"},
        ),
        (
            change("catalogue.toml", "2026-08-15\n", '"soon"\n'),
            "catalogue.bad_field",
            {"field": "effective_from"},
        ),
        (
            change("catalogue.toml", "[target_rule]", "[rule]"),
            "catalogue.missing_field",
            {"field": "target_rule"},
        ),
        (
            change("admission.toml", '">="', '"about"'),
            "catalogue.bad_field",
            {"row": "rules[2]", "field": "operator"},
        ),
        (change("admission.toml", '"3亿元"', '"很多"'), "fact.not_money", {"value": "很多"}),
        (
            change("admission.toml", '"total_investment"', '"total"'),
            "catalogue.unknown_fact",
            {"key": "total"},
        ),
        (change("admission.toml", "[[rules]]", "[[rules"), "catalogue.not_readable", {}),
        (lambda folder: (folder / "facts.toml").unlink(), "catalogue.file_missing", {}),
        (lambda folder: (folder / "items.csv").write_bytes(b"\xff\xfe\x00"), "catalogue.not_readable", {}),
    ],
)
def test_faults_are_named(tmp_path: Path, damage: Damage, code: str, params: dict[str, object]) -> None:
    folder = tmp_path / VERSION
    shutil.copytree(SHIPPED, folder)
    damage(folder)
    with pytest.raises(Refusal) as refusal:
        load_catalogue(folder)
    assert refusal.value.code == code
    assert refusal.value.params.items() >= params.items()
