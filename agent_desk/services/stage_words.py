"""The short names of the stages and lanes, as tables and charts have room for them."""

from __future__ import annotations

from agent_desk.domain.catalogue import Lane, Stage
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


def stage_word(stage: Stage) -> str:
    """The short name of a stage, translated."""
    return tr(_STAGES[stage])


def lane_word(lane: Lane) -> str:
    """The short name of a professional lane, empty for the general one."""
    return tr(_LANES[lane]) if lane in _LANES else ""
