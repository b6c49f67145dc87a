"""What the figures of each report mean: the definitions printed under 口径说明."""

from __future__ import annotations

from agent_desk.i18n import N_, tr

_NOTES: dict[str, tuple[str, ...]] = {
    "brief": (
        N_("办结：本期作出决定或出具模拟审批意见的办件；模拟审批意见不是行政许可决定。"),
        N_("压缩率：有法定时限的办结件，实际自然日与法定自然日之比的差额，停表期间两边均含。"),
        N_("预计/法定：自建档至开工的预计自然日，与适用事项按法定时限首尾相接的自然日。"),
        N_("临期：剩余不足期限四分之一（至少一天）的办件；超期以顺延后的到期日为准。"),
    ),
    "project_steps": (
        N_("办结含模拟审批意见；模拟审批意见不是行政许可决定。"),
        N_("到期日已含停表；（暂定）表示所在年度放假安排尚未公布。"),
    ),
    "cases": (
        N_("列入本期受理、办结或送达的办件；办结含模拟审批意见。"),
        N_("法定、承诺（天）：自起算日至到期日的自然日，含停表。实用：起算次日至办结的工作日，不含停表。"),
        N_("压缩率：法定自然日减实际自然日，除以法定自然日。"),
    ),
    "deadlines": (
        N_("已计、剩余以各时限自己的单位计；剩余为负即超期。停表的到期日按今日恢复推算。"),
        N_("（暂定）表示所在年度放假安排尚未公布，公布后自动重算。"),
    ),
    "assistance": (
        N_("按登记日期统计，撤回的不计；双休日含法定节假日。"),
        N_("服务（人次）：同一人同一天计一次。平均评分只计有评价的。"),
    ),
}  # fmt: skip


def notes_of(query: str) -> tuple[str, ...]:
    """The definitions of a query's figures, translated."""
    return tuple(tr(note) for note in _NOTES[query])
