"""事项库: search, filter and the words about one item, on the shipped catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_desk.domain.conditions import Condition
from agent_desk.domain.expressions import parse_expression
from agent_desk.presenters.catalogue import ALL, RECHECK, CataloguePresenter, ItemView
from agent_desk.presenters.catalogue_words import ConditionWords
from agent_desk.presenters.cells import GroupRow
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from tests.office import TODAY, factory_draft, make_desk, rulebook


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "台账.db")
    yield desk
    desk.office.store.close()


@pytest.fixture
def presenter(desk: Desk) -> CataloguePresenter:
    return CataloguePresenter(desk, lambda: TODAY)


def codes(presenter: CataloguePresenter) -> list[str]:
    return [row.key for row in presenter.rows() if not isinstance(row, GroupRow)]


def item(presenter: CataloguePresenter, code: str) -> ItemView:
    presenter.current = code
    found = presenter.item()
    assert found is not None
    return found


def lines(view: ItemView, title: str) -> list[str]:
    return [line.text for section in view.sections if section.title == title for line in section.lines]


def test_all_items_stand_under_their_five_stages(presenter: CataloguePresenter) -> None:
    groups = [row for row in presenter.rows() if isinstance(row, GroupRow)]
    assert len(groups) == 5
    assert sum(group.header.count for group in groups) == len(codes(presenter)) == 95
    assert sum(chip.count for chip in presenter.filters()[1:6]) == presenter.filters()[0].count == 95


@pytest.mark.parametrize(
    "query", ["gh-02", "规划许可证", "jsgcghxkz", "Construction planning", "城乡规划法", "资规局"]
)
def test_an_item_is_found_by_code_name_initials_english_law_and_department(
    presenter: CataloguePresenter, query: str
) -> None:
    presenter.query = query
    assert "GH-02" in codes(presenter)
    assert len(codes(presenter)) < 95


def test_nothing_found_gives_no_groups(presenter: CataloguePresenter) -> None:
    presenter.query = "没有这样的事项"
    assert presenter.rows() == ()


def test_the_filters(presenter: CataloguePresenter) -> None:
    for chip in presenter.filters():
        presenter.filter = chip.key
        assert len(codes(presenter)) == chip.count
    presenter.filter = RECHECK
    assert all(rulebook().catalogue.item(code).needs_recheck for code in codes(presenter))
    presenter.filter = ALL
    assert presenter.filters()[-1].count > 0


def test_one_item_says_what_the_catalogue_knows(presenter: CataloguePresenter) -> None:
    view = item(presenter, "GH-02")
    assert [limit.text for limit in view.limits] == ["20 工作日", "7 工作日", "4 日（5+2）"]
    assert lines(view, "适用条件") == ["有房屋建筑工程，且在城镇规划区内"]
    assert "《城乡规划法》（2019修正）第四十条" in lines(view, "依据")
    assert any(line.startswith("法定前置：") and "或" in line for line in lines(view, "先办事项"))
    assert lines(view, "待复核") and lines(view, "材料")


def test_every_item_can_be_shown(presenter: CataloguePresenter) -> None:
    for found in rulebook().catalogue:
        view = item(presenter, found.code)
        assert view.name and len(view.limits) == 3
        assert lines(view, "适用条件")[0], found.code
        assert bool(lines(view, "待复核")) == found.needs_recheck
        assert len(lines(view, "材料")) == len(found.materials)


def test_an_item_with_an_earlier_law_names_both(presenter: CataloguePresenter) -> None:
    changed = [found for found in rulebook().catalogue if found.earlier_basis and found.basis_since]
    assert changed, "the shipped catalogue has at least one"
    for found in changed:
        assert any(found.earlier_basis in line for line in lines(item(presenter, found.code), "依据"))


def test_the_projects_that_have_an_item_are_counted(desk: Desk, presenter: CataloguePresenter) -> None:
    desk.execute(build(factory_draft(), desk.office, TODAY))
    presenter.show(presenter.read())
    view = item(presenter, "GH-02")
    section = view.sections[-1]
    assert section.title == "涉及项目 1 个"
    assert [(line.text, bool(line.project_id)) for line in section.lines] == [("澄川包装", True)]
    assert "涉及项目" not in item(presenter, "LX-15").sections[-1].title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "所有项目均适用"),
        ("not entity_exists", "项目单位已注册：否"),
        ("land == '出让'", "供地方式为出让"),
        ("not land == '出让'", "供地方式不是出让"),
        ("farmland_ha > 0", "占用农用地大于零"),
        (
            "energy_tce >= 1000 or power_10k_kwh >= 500",
            "年综合能耗 ≥ 1,000 吨标准煤，或年用电量 ≥ 500 万千瓦时",
        ),
        (
            "building_works and (residential or new_gfa_m2 < 2000)",
            "有房屋建筑工程，且（居民住宅，或新建地面建筑面积 < 2,000 ㎡）",
        ),
        ("invest_type in ('审批', '核准')", "立项方式为审批、核准之一"),
        ("not (residential or mine)", "不符合（居民住宅，或矿山项目）"),
    ],
)
def test_conditions_in_words(text: str, words: str) -> None:
    assert ConditionWords(rulebook().facts).text(Condition(text, parse_expression(text))) == words
