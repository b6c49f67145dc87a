"""The Chinese words for the values of the domain, as message ids; ``word(value)`` gives the translated one."""

from __future__ import annotations

from enum import Enum

from agent_desk.domain.assistance import AssistanceKind, Channel, Stage
from agent_desk.domain.case import CaseMode, EventKind, MaterialState
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind, Unit
from agent_desk.domain.people import Role, Seat
from agent_desk.domain.project import Channel as ProjectChannel
from agent_desk.domain.project import ProjectStatus
from agent_desk.i18n import N_, tr

_PAIRS: tuple[tuple[Enum, str], ...] = (
    (AssistanceKind.PROXY, N_("代办")),
    (AssistanceKind.HELP, N_("帮办")),
    (AssistanceKind.JOINT, N_("协办")),
    (Channel.COUNTER, N_("窗口")),
    (Channel.PHONE, N_("电话")),
    (Channel.VISIT, N_("上门")),
    (Channel.ONLINE, N_("线上")),
    (Stage.ORDERED, N_("点单")),
    (Stage.ASSIGNED, N_("派单")),
    (Stage.WORKING, N_("办单")),
    (Stage.RATED, N_("评单")),
    (CaseMode.STANDARD, N_("标准")),
    (CaseMode.SIMULATED, N_("模拟审批")),
    (CaseMode.WITH_GAPS, N_("容缺受理")),
    (CaseMode.COMMITMENT, N_("告知承诺")),
    (EventKind.PREPARED, N_("启动编制")),
    (EventKind.RECEIVED, N_("收件")),
    (EventKind.SUPPLEMENT_NOTICE, N_("补正告知")),
    (EventKind.SUPPLEMENT_COMPLETE, N_("补正收齐")),
    (EventKind.ACCEPTED, N_("受理")),
    (EventKind.SPECIAL_START, N_("特别程序开始")),
    (EventKind.SPECIAL_END, N_("特别程序结束")),
    (EventKind.GAP_OPENED, N_("容缺")),
    (EventKind.GAP_FILLED, N_("容缺补齐")),
    (EventKind.EXTENDED, N_("延期")),
    (EventKind.MOCK_OPINION, N_("模拟意见")),
    (EventKind.CONVERTED, N_("转正式")),
    (EventKind.DECIDED, N_("决定")),
    (EventKind.DELIVERED, N_("送达")),
    (EventKind.WITHDRAWN, N_("撤回")),
    (EventKind.REVOKED, N_("撤销受理")),
    (EventKind.ANNULLED, N_("更正")),
    (MaterialState.MISSING, N_("缺")),
    (MaterialState.TOLERATED, N_("容缺")),
    (MaterialState.SUBMITTED, N_("已交")),
    (MaterialState.ACCEPTED, N_("已齐")),
    (CaseStatus.NOT_STARTED, N_("未启动")),
    (CaseStatus.PREPARING, N_("编制中")),
    (CaseStatus.RECEIVED, N_("已收件")),
    (CaseStatus.SUPPLEMENTING, N_("补正中")),
    (CaseStatus.UNDER_REVIEW, N_("审查中")),
    (CaseStatus.PAUSED, N_("停表")),
    (CaseStatus.MOCK_ISSUED, N_("模拟意见已出")),
    (CaseStatus.GRANTED, N_("已办结")),
    (CaseStatus.REFUSED, N_("不予许可")),
    (CaseStatus.WITHDRAWN, N_("已撤回")),
    (CaseStatus.REVOKED, N_("已撤销受理")),
    (ClockKind.STATUTORY, N_("法定")),
    (ClockKind.PROMISED, N_("承诺")),
    (ClockKind.TARGET, N_("绿色通道")),
    (ClockKind.NOTICE, N_("补正告知")),
    (ClockKind.GAP, N_("容缺补齐")),
    (ClockKind.DELIVERY, N_("送达")),
    (ClockKind.VALIDITY, N_("有效期")),
    (ClockKind.MINIMUM, N_("最短期限")),
    (ClockKind.APPLICANT_DUTY, N_("申请人义务")),
    (Unit.WORKING, N_("工作日")),
    (Unit.CALENDAR, N_("自然日")),
    (Unit.CALENDAR_MONTH, N_("个月")),
    (Unit.EVERY_DAY, N_("日（5+2）")),
    (Role.AGENT, N_("代办员")),
    (Role.LEAD, N_("组长")),
    (Role.VOLUNTEER, N_("党员志愿者")),
    (Role.SUPERVISOR, N_("监管")),
    (Role.ADMIN, N_("管理员")),
    (Seat.LEAD, N_("主办")),
    (Seat.DEPUTY, N_("协办")),
    (Seat.STREET_HELPER, N_("镇街协办员")),
    (Seat.DEPARTMENT_CONTACT, N_("部门联系人")),
    (Seat.STAND_IN, N_("代班")),
    (ProjectChannel.GREEN, N_("绿色通道")),
    (ProjectChannel.GENERAL, N_("一般代办")),
    (ProjectStatus.ACTIVE, N_("在办")),
    (ProjectStatus.DONE, N_("已归档")),
    (ProjectStatus.WITHDRAWN, N_("已退出")),
)

# Keyed by type as well: members of two StrEnums with one value (Seat.LEAD, Role.LEAD) are equal as keys.
_WORDS = {(type(value), value): text for value, text in _PAIRS}

_PROCEDURES = {
    "hearing": N_("听证"),
    "tender": N_("招标"),
    "auction": N_("拍卖"),
    "inspection": N_("检验"),
    "testing": N_("检测"),
    "quarantine": N_("检疫"),
    "appraisal": N_("鉴定"),
    "expert_review": N_("专家评审"),
    "supplement": N_("补正"),
}

PROCEDURES = tuple(key for key in _PROCEDURES if key != "supplement")
"""The special procedures that stop a clock, 行政许可法 45; the value stored with the event."""


def word(value: Enum) -> str:
    """The translated word for a value of the domain; KeyError for one that has none (a bug)."""
    return tr(_WORDS[type(value), value])


def procedure_word(kind: str) -> str:
    """The translated name of a pause; an unknown kind is shown as it was recorded."""
    return tr(_PROCEDURES[kind]) if kind in _PROCEDURES else kind
