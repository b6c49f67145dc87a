"""Kinds of project the demonstration office is made of: facts as a form would hold them, and how big they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of project.

    ``yi`` is the range of the total investment in tenths of 亿元. ``facts`` are raw values, parsed like a form's.
    ``name`` may hold ``{stem}`` and ``{town}``; ``owner`` likewise. ``simulated`` asks for a planned land day.
    """

    name: str
    owner: str
    short: str
    yi: tuple[int, int]
    facts: Mapping[str, object] = field(default_factory=dict)


_NEW_SITE = {"building_works": True, "in_urban_planning_area": True, "needs_public_water": True, "needs_power": True}
_COMPANY = {
    **_NEW_SITE, "invest_type": "备案", "land": "出让", "owns_land": True, "civil_building": False,
    "residential": False, "mandatory_tender": False, "industry": "一般工业", "entity_exists": True,
}  # fmt: skip
_PUBLIC = {
    **_NEW_SITE, "invest_type": "审批", "land": "划拨", "owns_land": True, "civil_building": True,
    "mandatory_tender": True, "in_annual_plan": True, "entity_exists": True,
}  # fmt: skip

TEMPLATES: tuple[Template, ...] = (
    Template(
        "{stem}年产{n}万吨环保包装材料项目", "{stem}包装材料有限公司", "{stem}包装", (31, 62),
        {**_COMPANY, "eia_class": "报告表", "energy_tce": 1860, "power_10k_kwh": 620, "site_ha": "3.2",
         "earth_m3": 9600, "gfa_m2": 62000, "new_gfa_m2": 62000, "pollutant_mgmt": "登记管理", "height_m": 24},
    ),
    Template(
        "{stem}新能源汽车零部件项目", "{stem}汽车部件股份有限公司", "{stem}汽部", (70, 140),
        {**_COMPANY, "eia_class": "报告表", "energy_tce": 4200, "power_10k_kwh": 1800, "site_ha": "8.6",
         "earth_m3": 38000, "gfa_m2": 128000, "new_gfa_m2": 128000, "pollutant_mgmt": "简化管理",
         "special_fire_works": True, "occupational_hazard": True, "height_m": 28},
    ),
    Template(
        "{stem}半导体封装测试基地项目", "{stem}半导体有限公司", "{stem}半导体", (90, 180),
        {**_COMPANY, "eia_class": "报告书", "energy_tce": 5200, "power_10k_kwh": 2600, "site_ha": "6.4",
         "earth_m3": 42000, "gfa_m2": 96000, "new_gfa_m2": 96000, "pollutant_mgmt": "重点管理",
         "hazchem_production_or_storage": True, "special_fire_works": True, "discharges_to_sewer": True},
    ),
    Template(
        "{stem}储能电池系统项目", "{stem}储能科技有限公司", "{stem}储能", (60, 110),
        {**_COMPANY, "eia_class": "报告书", "energy_tce": 3900, "power_10k_kwh": 1500, "site_ha": "10.8",
         "earth_m3": 61000, "gfa_m2": 88000, "new_gfa_m2": 88000, "pollutant_mgmt": "简化管理",
         "special_fire_works": True, "explosive_or_flammable_site": True},
    ),
    Template(
        "{stem}冷链物流园项目", "{stem}供应链有限公司", "{stem}冷链", (30, 55),
        {**_COMPANY, "eia_class": "登记表", "energy_tce": 1320, "power_10k_kwh": 540, "site_ha": "7.1",
         "earth_m3": 18000, "gfa_m2": 74000, "new_gfa_m2": 74000, "crosses_or_adjoins_river": True},
    ),
    Template(
        "{stem}智能传感器产业园项目", "{stem}科创发展有限公司", "{stem}传感", (40, 80),
        {**_COMPANY, "eia_class": "报告表", "energy_tce": 1100, "power_10k_kwh": 510, "site_ha": "4.9",
         "earth_m3": 14000, "gfa_m2": 81000, "new_gfa_m2": 81000, "pollutant_mgmt": "登记管理"},
    ),
    Template(
        "{stem}技术改造与新建厂房项目", "{stem}实业有限公司", "{stem}技改", (6, 24),
        {**_COMPANY, "land": "存量", "eia_class": "报告表", "energy_tce": 620, "power_10k_kwh": 260,
         "site_ha": "1.8", "earth_m3": 4200, "gfa_m2": 21000, "new_gfa_m2": 16000, "pollutant_mgmt": "登记管理"},
    ),
    Template(
        "{town}第{n}小学新建工程", "区教育体育局", "{town}小学", (14, 32),
        {**_PUBLIC, "eia_class": "登记表", "energy_tce": 240, "power_10k_kwh": 110, "site_ha": "3.6",
         "earth_m3": 26000, "gfa_m2": 34000, "new_gfa_m2": 34000, "special_fire_works": True,
         "civil_defence_basement": True, "public_assembly_place": False},
    ),
    Template(
        "区{town}卫生院迁建工程", "区卫生健康局", "{town}卫生院", (28, 60),
        {**_PUBLIC, "eia_class": "报告表", "energy_tce": 860, "power_10k_kwh": 420, "site_ha": "4.1",
         "earth_m3": 52000, "gfa_m2": 58000, "new_gfa_m2": 58000, "special_fire_works": True,
         "medical_radiation": True, "civil_defence_basement": True},
    ),
    Template(
        "{town}污水处理厂提标改造工程", "{town}水务有限公司", "{town}水务", (12, 28),
        {**_PUBLIC, "civil_building": False, "eia_class": "报告表", "energy_tce": 980, "power_10k_kwh": 520,
         "site_ha": "2.6", "earth_m3": 12000, "gfa_m2": 9000, "new_gfa_m2": 6000, "river_outfall": True},
    ),
    Template(
        "{town}安置房{n}期工程", "{town}建设开发有限公司", "{town}安置房", (38, 72),
        {**_PUBLIC, "eia_class": "登记表", "energy_tce": 700, "power_10k_kwh": 310, "site_ha": "5.8",
         "earth_m3": 88000, "gfa_m2": 142000, "new_gfa_m2": 142000, "residential": True, "height_m": 79,
         "civil_defence_basement": True},
    ),
    Template(
        "{stem}精密轴承扩产项目", "{stem}精工轴承有限公司", "{stem}轴承", (8, 29),
        {**_COMPANY, "eia_class": "报告表", "energy_tce": 540, "power_10k_kwh": 230, "site_ha": "2.2",
         "earth_m3": 7600, "gfa_m2": 26000, "new_gfa_m2": 26000, "pollutant_mgmt": "登记管理"},
    ),
)  # fmt: skip
