"""The right column of 今日, worded: what can start, who is waited for, gaps, the weekend, today's help."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.assistance import AssistanceKind
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import Tone, short_date
from agent_desk.services.assistance_board import Board
from agent_desk.services.side_panel import GapLine, ReadyCase, SidePanel, WaitingCase
from agent_desk.services.words import word

LONG_WAIT = 5
"""Calendar days after which a wait is shown as urgent; the law gives the desk five working days to ask."""

_WHO = {"owner": N_("业主"), "agency": N_("评审机构"), "department": N_("部门")}


@dataclass(frozen=True, slots=True)
class ReadyView:
    """A case that can be started; ``accessible`` names the button."""

    case_id: str
    project_id: str
    title: str
    project: str
    note: str
    accessible: str


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Somebody the office waits for."""

    case_id: str
    project_id: str
    who: str
    what: str
    project: str
    days: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class GapView:
    """A material promised for later; ``share`` (0 to 1) of its time is gone."""

    case_id: str
    project_id: str
    material: str
    note: str
    left: str
    tone: Tone
    share: float
    token: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its name."""

    value: int
    name: str


@dataclass(frozen=True, slots=True)
class SideView:
    """The whole column; the lists are whole, the screen shows the first few and says how many more there are."""

    tally: tuple[str, str, str]
    ready: tuple[ReadyView, ...]
    waiting: tuple[WaitingView, ...]
    gaps: tuple[GapView, ...]
    weekend: tuple[Figure, ...]
    weekend_note: str


def side_view(panel: SidePanel, help_board: Board, today: date) -> SideView:
    """Word the column of one day."""
    weekend = panel.weekend
    return SideView(
        tally=_tally(help_board, today),
        ready=tuple(_ready(case, today) for case in panel.ready),
        waiting=tuple(_waiting(case) for case in panel.waiting),
        gaps=tuple(_gap(gap, today) for gap in panel.gaps),
        weekend=(
            Figure(weekend.received, tr("收件")),
            Figure(weekend.accepted, tr("受理")),
            Figure(weekend.decided, tr("出件")),
            Figure(weekend.for_monday, tr("转周一")),
        ),
        weekend_note=tr("{day} 周六、周日", day=short_date(weekend.saturday, today)),
    )


def _tally(help_board: Board, today: date) -> tuple[str, str, str]:
    """Entries, minutes, and the three kinds of today's help."""
    kinds = Counter(a.kind for column in help_board.columns.values() for a in column if a.on == today)
    by_kind = "・".join(f"{word(kind)} {kinds[kind]}" for kind in AssistanceKind)
    return (str(help_board.today_count), str(help_board.today_minutes), by_kind)


def _ready(case: ReadyCase, today: date) -> ReadyView:
    if case.since is None:
        note = tr("前置 {n}/{n} 已齐", n=case.needed)
    else:
        note = tr(
            "{before} {day} 已出，前置 {n}/{n} 已齐",
            before=case.unlocked_by,
            day=short_date(case.since, today),
            n=case.needed,
        )
    return ReadyView(
        case.case_id,
        case.project_id,
        case.item_name,
        case.project_name,
        note,
        tr("启动{item}，{project}", item=case.item_name, project=case.project_name),
    )


def _waiting(case: WaitingCase) -> WaitingView:
    who = case.department if case.who == "department" and case.department else tr(_WHO[case.who])
    return WaitingView(
        case.case_id,
        case.project_id,
        who,
        case.item_name,
        case.project_name,
        tr("{n} 天", n=case.days),
        Tone.OVER if case.days >= LONG_WAIT else Tone.SECONDARY,
    )


def _gap(gap: GapLine, today: date) -> GapView:
    reading = gap.reading
    note = tr("{project}・承诺 {day} 前补齐", project=gap.project_name, day=short_date(reading.due, today))
    if reading.left < 0:
        left, tone, token = tr("超 {n} 天", n=-reading.left), Tone.OVER, "state.over.fill"
    elif reading.left == 0:
        left, tone, token = tr("今天"), Tone.DUE, "state.due.fill"
    else:
        left = tr("剩 {n} 天", n=reading.left)
        near = reading.left <= 3
        tone, token = (Tone.DUE, "state.due.fill") if near else (Tone.SECONDARY, "clock.legal.fill")
    return GapView(gap.case_id, gap.project_id, reading.subject, note, left, tone, reading.elapsed, token)
