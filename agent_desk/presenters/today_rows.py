"""The lines of 今日: one case as clock cells, a state tag, an avatar, and one sentence for a screen reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from agent_desk.domain.case import CaseMode
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind as Limit
from agent_desk.domain.people import Member
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import (
    AvatarsCell,
    AvatarView,
    ClockCell,
    ClockKind,
    ClockState,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    Row,
    TableRow,
    Tag,
    TagKind,
    TextCell,
    TwoLine,
    clock_cell,
    no_clock,
    short_date,
    weekday_short,
)
from agent_desk.services.readings import ClockReading
from agent_desk.services.today import TodayGroup, TodayRow, Urgency
from agent_desk.services.words import procedure_word, word

LATER_KEY = "later"
GROUP_PREFIX = "group:"
_SATURDAY = 5


class Grouping(StrEnum):
    """What the list is grouped by."""

    LIMIT = "limit"
    PROJECT = "project"
    DEPARTMENT = "department"


GROUPING_WORDS = {
    Grouping.LIMIT: N_("按时限分组"),
    Grouping.PROJECT: N_("按项目分组"),
    Grouping.DEPARTMENT: N_("按部门分组"),
}

_GROUPS = {
    Urgency.OVERDUE: (GroupShape.OVER, N_("已超期")),
    Urgency.TODAY: (GroupShape.TODAY, N_("今天")),
    Urgency.SOON: (GroupShape.NEAR, N_("3 天内")),
    Urgency.WEEK: (GroupShape.LATER, N_("本周")),
}

_NOT_YET = {
    CaseStatus.RECEIVED: N_("未受理"),
    CaseStatus.SUPPLEMENTING: N_("补正中"),
    CaseStatus.GRANTED: N_("已决定"),
    CaseStatus.MOCK_ISSUED: N_("意见已出"),
}
"""Why a case has no review clock at all; 不适用 would say that it never has one."""

_OTHER_WORDS = {
    Limit.NOTICE: N_("补正告知"),
    Limit.GAP: N_("容缺补齐"),
    Limit.DELIVERY: N_("送达"),
    Limit.APPLICANT_DUTY: N_("申请人期限"),
    Limit.VALIDITY: N_("有效期"),
}


def columns() -> tuple[Column, ...]:
    """The seven columns; widths as in the design, the first takes what is left."""
    return (
        Column("item", tr("事项 / 项目"), min_width=260),
        Column("department", tr("审批部门"), 112),
        Column("target", tr("绿色通道 5+2 日"), 138, swatch="clock.green.fill"),
        Column("promised", tr("承诺 工作日"), 122, swatch="clock.promise.fill"),
        Column("statutory", tr("法定 工作日"), 136, swatch="clock.legal.fill"),
        Column("state", tr("状态"), 144),
        Column("agent", tr("经办"), 46),
    )


def limit_groups(groups: Iterable[TodayGroup], members: Mapping[str, Member], today: date) -> list[TableRow]:
    """The list in the groups of the board, tightest first."""
    rows: list[TableRow] = []
    for group in groups:
        shape, name = _GROUPS[group.urgency]
        header = GroupHeader(shape, tr(name), len(group.rows), _group_note(group, today))
        rows.append(GroupRow(GROUP_PREFIX + group.urgency.value, header))
        rows.extend(table_row(row, members, today) for row in group.rows)
    return rows


def named_groups(
    found: Sequence[TodayRow], by: Grouping, members: Mapping[str, Member], today: date
) -> list[TableRow]:
    """The same cases under their projects or departments; the group with the tightest case first."""
    grouped: dict[str, list[TodayRow]] = defaultdict(list)
    for row in found:
        name = row.project_name if by is Grouping.PROJECT else row.department
        grouped[name or tr("未填部门")].append(row)
    rows: list[TableRow] = []
    for name, own in grouped.items():
        over = sum(row.tightest.left < 0 for row in own)
        note = tr("超期 {n} 件", n=over) if over else ""
        rows.append(GroupRow(GROUP_PREFIX + name, GroupHeader(GroupShape.NONE, name, len(own), note)))
        rows.extend(table_row(row, members, today) for row in own)
    return rows


def later_header(count: int, provisional: int, opened: bool, today: date) -> GroupRow:
    """The last line: how many cases are due after the week; it opens and closes."""
    note = ""
    if provisional:
        note = tr("其中 {n} 件期限跨入 {year} 年，暂定", n=provisional, year=today.year + 1)
    header = GroupHeader(GroupShape.NONE, tr("更晚"), count, note, collapsed=not opened, unit=tr("件"))
    return GroupRow(LATER_KEY, header)


def _group_note(group: TodayGroup, today: date) -> str:
    if group.urgency is Urgency.OVERDUE:
        return tr("按最紧的一只钟归组")
    if group.urgency is Urgency.SOON:
        return tr("至 {day}", day=short_date(group.upto, today))
    if group.urgency is Urgency.WEEK:
        return tr("未来 7 天，至 {day}", day=short_date(group.upto, today))
    if today.weekday() >= _SATURDAY:
        return tr("绿色通道按 5+2 计，{weekday}照常到期", weekday=weekday_short(today))
    return ""


def table_row(row: TodayRow, members: Mapping[str, Member], today: date) -> Row:
    """One case as a line of the table."""
    tag = state_tag(row, today)
    clocks = {
        "target": _clock(ClockKind.GREEN, row.target, row, today),
        "promised": _clock(ClockKind.PROMISE, row.promised, row, today),
        "statutory": _clock(ClockKind.LEGAL, row.statutory, row, today),
    }
    people = agent_avatar(members.get(row.member_id))
    running = [c.accessible for c in clocks.values() if c.state is not ClockState.NOT_APPLICABLE]
    spoken = "，".join([row.item_name, row.project_name, *running, tag.text])
    return Row(
        row.case_id,
        {
            "item": TwoLine(row.item_name, row.project_name),
            "department": TextCell(row.department),
            "state": tag,
            "agent": people,
            **clocks,
        },
        accessible=spoken,
    )


def agent_avatar(member: Member | None) -> AvatarsCell:
    """The agent's mark; nothing where a case has no agent yet."""
    return AvatarsCell((AvatarView(member.name, member.hue),)) if member else AvatarsCell()


def clock_view(kind: ClockKind, reading: ClockReading | None, today: date) -> ClockCell:
    """One of the three review clocks as a cell."""
    if reading is None:
        return no_clock(kind)
    return clock_cell(
        kind,
        left=reading.left,
        limit=reading.total,
        due=reading.due,
        today=today,
        elapsed=reading.counted,
        paused=reading.paused,
        provisional=reading.provisional,
    )


def _clock(kind: ClockKind, reading: ClockReading | None, row: TodayRow, today: date) -> ClockCell:
    why = _NOT_YET.get(row.status)
    if reading is None and why:
        return ClockCell(kind, ClockState.NOT_APPLICABLE, tr(why), "", "", 0.0, tr(why))
    return clock_view(kind, reading, today)


def state_tag(row: TodayRow, today: date) -> Tag:
    """Where the case stands, in one tag. A clock that is in none of the three columns is named here."""
    if row.other is not None and row.other is row.tightest:
        return _other_tag(row.other)
    pause = next((r for r in (row.tightest, row.target, row.promised, row.statutory) if r and r.paused), None)
    if pause is not None:
        days = (today - (pause.paused_since or today)).days
        return Tag(
            TagKind.PAUSE, tr("{procedure}・停 {n} 天", procedure=pause_word(pause.pause_kind), n=days)
        )
    if row.status is CaseStatus.PAUSED:
        return Tag(TagKind.DUE, tr("无文书号・未停表"))
    if row.mode is CaseMode.SIMULATED:
        return Tag(TagKind.SIMULATED, word(row.mode))
    if row.open_gaps or row.mode is CaseMode.WITH_GAPS:
        return Tag(TagKind.GAP, word(CaseMode.WITH_GAPS))
    fresh = _accepted_lately(row, today)
    return Tag(TagKind.NEUTRAL, fresh or word(row.status))


def pause_word(kind: str) -> str:
    """What a running pause is called: 补正中, 专家评审 ..."""
    return tr("补正中") if kind == "supplement" else procedure_word(kind)


def other_word(kind: Limit) -> str:
    """The short name of a clock beside the three of the review."""
    return tr(_OTHER_WORDS[kind]) if kind in _OTHER_WORDS else word(kind)


def _other_tag(reading: ClockReading) -> Tag:
    name = other_word(reading.kind)
    if reading.left < 0:
        return Tag(TagKind.OVER, tr("{clock} 超 {n} 天", clock=name, n=-reading.left))
    if reading.left == 0:
        return Tag(TagKind.DUE, tr("{clock} 今天", clock=name))
    kind = TagKind.DUE if reading.left == 1 else TagKind.NEUTRAL
    return Tag(kind, tr("{clock} 剩 {n} 天", clock=name, n=reading.left))


def _accepted_lately(row: TodayRow, today: date) -> str:
    """今日受理, or 周六受理 on the weekend that has just been; empty otherwise."""
    review = row.target or row.promised or row.statutory
    if row.status is not CaseStatus.UNDER_REVIEW or review is None or row.since != review.start:
        return ""
    if review.start == today:
        return tr("今日受理")
    if review.start.weekday() >= _SATURDAY and (today - review.start).days <= 2:
        return tr("{weekday}受理", weekday=weekday_short(review.start))
    return ""
