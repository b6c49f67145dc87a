"""The cards and columns of the board of orders, worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agent_desk.domain.assistance import Assistance, AssistanceKind, Stage
from agent_desk.i18n import tr
from agent_desk.presenters.cells import AvatarView, Tag, TagKind, Tone, short_date, weekday_short
from agent_desk.services.assistance_board import Board
from agent_desk.services.words import word

_KIND_TAGS = {
    AssistanceKind.PROXY: TagKind.GREEN,
    AssistanceKind.HELP: TagKind.PROMISE,
    AssistanceKind.JOINT: TagKind.NEUTRAL,
}
# How long an order may wait before it is marked: an office's habit, no rule sets it.
_WAITS_LONG = timedelta(minutes=15)
_WAITS_TOO_LONG = timedelta(minutes=45)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class CardView:
    """One order. ``stars`` is None where nothing is rated; ``person`` None shows the empty place of an assignee."""

    key: str
    stage: Stage
    tag: Tag
    channel: str
    corner: str
    title: str
    beneficiary: str
    state: str
    state_tone: Tone
    stars: int | None
    person: AvatarView | None
    member_id: str
    project_id: str = ""

    @property
    def accessible(self) -> str:
        """The card as it is read aloud."""
        stars = "" if self.stars is None else tr("满意度 {n} 星", n=self.stars)
        who = self.person.name if self.person else ""
        parts = (
            self.tag.text,
            self.title,
            self.beneficiary,
            self.channel,
            self.corner,
            self.state,
            stars,
            who,
        )
        return tr("，").join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: its stage, name, count, the quiet note at the right, and its cards."""

    stage: Stage
    name: str
    note: str
    cards: tuple[CardView, ...]

    @property
    def count(self) -> int:
        """How many cards it holds."""
        return len(self.cards)


@dataclass(frozen=True, slots=True)
class BoardView:
    """The four columns in order, and the office's sum of today."""

    columns: tuple[ColumnView, ...]
    today_text: str = ""

    def card(self, key: str) -> CardView | None:
        """The card with this key, if it is on the board."""
        return next((card for column in self.columns for card in column.cards if card.key == key), None)


def board_view(source: Board, today: date, now: datetime) -> BoardView:
    """Word a board; ``now`` is the office's local time, for the waiting times."""
    local = now.replace(tzinfo=None)
    columns = tuple(
        ColumnView(
            stage,
            word(stage),
            _note(stage, source, local),
            tuple(_card(entry, source, today, local) for entry in source.columns.get(stage, ())),
        )
        for stage in Stage
    )
    hours = f"{source.today_minutes / 60:.1f}"
    return BoardView(columns, tr("今日全员 {n} 件，{hours} 小时", n=source.today_count, hours=hours))


def _note(stage: Stage, source: Board, local: datetime) -> str:
    if stage is Stage.ORDERED:
        waits = [
            waited for entry in source.columns.get(stage, ()) if (waited := _waited(entry, local)) is not None
        ]
        return tr("平均等待 {time}", time=span_text(sum(waits, timedelta()) / len(waits))) if waits else ""
    if stage is Stage.WORKING:
        return tr("本周 {n} 件", n=source.week_count)
    if stage is Stage.RATED and source.satisfaction is not None:
        share = f"{source.satisfaction:.1%}".replace(".0%", "%")
        return tr("满意率 {share}（{n} 件）", share=share, n=source.satisfaction_of)
    return ""


def _card(entry: Assistance, source: Board, today: date, local: datetime) -> CardView:
    member = source.members.get(entry.member_id)
    state, tone = _state(entry, local)
    rated = entry.stage is Stage.RATED
    return CardView(
        key=entry.id,
        stage=entry.stage,
        tag=Tag(_KIND_TAGS[entry.kind], word(entry.kind)),
        channel=word(entry.channel),
        corner=tr("{n} 分", n=entry.minutes) if rated else _when(entry, today),
        title=entry.matter,
        beneficiary=entry.beneficiary or source.project_names.get(entry.project_id, ""),
        state=state,
        state_tone=tone,
        stars=entry.rating if rated else None,
        person=AvatarView(member.name, member.hue) if member else None,
        member_id=entry.member_id,
        project_id=entry.project_id,
    )


def _state(entry: Assistance, local: datetime) -> tuple[str, Tone]:
    if entry.stage is Stage.ORDERED:
        waited = _waited(entry, local)
        if waited is None:
            return "", Tone.QUIET
        tone = (
            Tone.OVER if waited >= _WAITS_TOO_LONG else Tone.DUE if waited >= _WAITS_LONG else Tone.SECONDARY
        )
        return tr("已等 {time}", time=span_text(waited)), tone
    if entry.stage is Stage.WORKING and entry.minutes:
        return tr("已用 {n} 分", n=entry.minutes), Tone.SECONDARY
    if entry.stage is Stage.RATED and entry.rating is None:
        return tr("待评价"), Tone.SECONDARY
    return "", Tone.QUIET


def _waited(entry: Assistance, local: datetime) -> timedelta | None:
    """Time since the order came in; None where its hour is not known or lies ahead."""
    if not entry.at:
        return None
    came = datetime.combine(entry.on, time.fromisoformat(entry.at))
    return local - came if local >= came else None


def span_text(span: timedelta) -> str:
    """A waiting time in its largest whole unit: minutes, hours, days."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return tr("{n} 分", n=minutes)
    if minutes < 24 * 60:
        return tr("{n} 小时", n=minutes // 60)
    return tr("{n} 天", n=minutes // (24 * 60))


def _when(entry: Assistance, today: date) -> str:
    """The hour of today's orders, else how long ago: 昨日, 周五, 11-02."""
    days = (today - entry.on).days
    if days == 0:
        return entry.at or tr("今日")
    if days == 1:
        return tr("昨日")
    return weekday_short(entry.on) if 1 < days < _WEEK else short_date(entry.on, today)
