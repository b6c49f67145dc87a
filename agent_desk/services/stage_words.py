"""The words for the catalogue's own values: stages, lanes, excluded time, groups of facts, milestones."""

from __future__ import annotations

from agent_desk.domain.catalogue import ExcludedTime, Lane, Stage
from agent_desk.domain.facts import FactGroup
from agent_desk.domain.route_builder import (
    COMPLETION_TITLE,
    IN_USE_TITLE,
    LAND_TITLE,
    START_TITLE,
)
from agent_desk.i18n import N_, tr

_STAGES = {
    Stage.START_UP: N_("企业开办"),
    Stage.LAND: N_("立项用地"),
    Stage.DESIGN: N_("工程建设"),
    Stage.CONSTRUCTION: N_("施工许可"),
    Stage.COMPLETION: N_("竣工验收"),
}

_LANES = {
    Lane.EIA: N_("环评"),
    Lane.PLANNING: N_("规划"),
    Lane.SAFETY: N_("安评"),
    Lane.ENERGY: N_("能评"),
    Lane.WATER: N_("水保"),
}

_EXCLUDED = {
    ExcludedTime.HEARING: N_("听证"),
    ExcludedTime.TENDER: N_("招标"),
    ExcludedTime.AUCTION: N_("拍卖"),
    ExcludedTime.INSPECTION: N_("检验"),
    ExcludedTime.TESTING: N_("检测"),
    ExcludedTime.QUARANTINE: N_("检疫"),
    ExcludedTime.APPRAISAL: N_("鉴定"),
    ExcludedTime.EXPERT_REVIEW: N_("专家评审"),
    ExcludedTime.COMMISSIONED: N_("委托中介"),
    ExcludedTime.CONSULTATION: N_("征求意见"),
    ExcludedTime.TECHNICAL: N_("技术评估"),
}

_FACT_GROUPS = {
    FactGroup.BASIC: N_("基本"),
    FactGroup.LAND: N_("用地与建设"),
    FactGroup.ENVIRONMENT: N_("环境能源安全"),
    FactGroup.OTHER: N_("其他"),
}

_MILESTONES = {
    LAND_TITLE: N_("签供地合同"),
    START_TITLE: N_("开工"),
    COMPLETION_TITLE: N_("竣工"),
    IN_USE_TITLE: N_("投入使用"),
}


def stage_word(stage: Stage) -> str:
    """The short name of a stage, translated."""
    return tr(_STAGES[stage])


def lane_word(lane: Lane) -> str:
    """The short name of a professional lane, empty for the general one."""
    return tr(_LANES[lane]) if lane in _LANES else ""


def excluded_word(kind: ExcludedTime) -> str:
    """A kind of special procedure whose time does not count, translated."""
    return tr(_EXCLUDED[kind])


def fact_group_word(group: FactGroup) -> str:
    """Where a form shows a fact, translated."""
    return tr(_FACT_GROUPS[group])


def milestone_word(title: str) -> str:
    """A milestone's title as the route builder gives it, translated."""
    return tr(_MILESTONES[title])
