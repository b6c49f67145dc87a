"""团队: everybody's load as table rows, one person's open cases, and entering a new person. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.errors import Refusal
from agent_desk.domain.people import Member, Role
from agent_desk.i18n import language, tr
from agent_desk.presenters.assistance import Outcome
from agent_desk.presenters.cells import (
    Align,
    AvatarsCell,
    AvatarView,
    CellView,
    Column,
    Row,
    Tag,
    TagKind,
    TagsCell,
    TextCell,
    Tone,
    TwoLine,
    Weight,
    short_date,
)
from agent_desk.presenters.refusals import sentence
from agent_desk.services.commands import AddMember
from agent_desk.services.desk import Desk
from agent_desk.services.readings import ClockReading
from agent_desk.services.team_load import MemberLoad, OpenCase, TeamLoad, team_load
from agent_desk.services.words import word

_HUE_STEP = 137  # the golden angle keeps the hues of people entered one after the other apart
_LONGEST_NAME = 20


def member_columns() -> tuple[Column, ...]:
    """The columns of the table of people."""
    return (
        Column("face", "", 62),
        Column("name", tr("姓名"), None, min_width=150, sortable=True),
        Column("role", tr("角色"), 104),
        Column("active", tr("在办"), 62, Align.RIGHT, sortable=True),
        Column("overdue", tr("超期"), 70, Align.RIGHT, sortable=True),
        Column("paused", tr("停表"), 62, Align.RIGHT, sortable=True),
        Column("led", tr("主办项目"), 82, Align.RIGHT, sortable=True),
        Column("help", tr("本月三办"), 136, Align.RIGHT, sortable=True),
    )


def case_columns() -> tuple[Column, ...]:
    """The columns of one person's open cases."""
    return (
        Column("item", tr("事项和项目"), None, min_width=160),
        Column("state", tr("状态"), 92 if language() == "zh" else 124),
        Column("clock", tr("最紧时限"), 128, Align.RIGHT),
    )


class TeamPresenter:
    """Holds the load of the office and which person is looked at."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self._load: TeamLoad | None = None
        self.current = ""

    def read(self) -> TeamLoad:
        """Read the office; safe on a worker. Give the result to ``show``."""
        return team_load(self._desk.office, self._today())

    def show(self, load: TeamLoad) -> None:
        """Take what was read; the person looked at stays, else it is the first."""
        self._load = load
        known = [found.member.id for found in load.members]
        if self.current not in known:
            self.current = known[0] if known else ""

    # --- people -------------------------------------------------------------------------------

    def rows(self) -> tuple[Row, ...]:
        """One row per person."""
        return tuple(_member_row(load) for load in self._load.members) if self._load else ()

    def summary(self) -> str:
        """How many people and cases there are, and how many cases nobody has."""
        if self._load is None:
            return ""
        cases = sum(load.active for load in self._load.members)
        text = tr("{people} 人，在办 {cases} 项", people=len(self._load.members), cases=cases)
        if self._load.unassigned:
            text = tr("{text}，未分派 {n} 项", text=text, n=self._load.unassigned)
        return text

    # --- one person ---------------------------------------------------------------------------

    def heading(self) -> str:
        """Whose cases are shown."""
        load = self._of_current()
        if load is None:
            return tr("在办事项")
        return tr("{name}的在办事项", name=load.member.name)

    def note(self) -> str:
        """How many they are and how the person is reached."""
        load = self._of_current()
        if load is None:
            return ""
        count = tr("{n} 项", n=load.active)
        return tr("，").join(part for part in (count, load.member.phone) if part)

    def case_rows(self) -> tuple[Row, ...]:
        """The open cases of the person looked at, the tightest first."""
        return tuple(_case_row(case, self._today()) for case in self._cases())

    def project_of(self, case_id: str) -> str:
        """The project of one of the shown cases, or empty."""
        return next((case.project_id for case in self._cases() if case.case_id == case_id), "")

    def _cases(self) -> Sequence[OpenCase]:
        return self._load.cases.get(self.current, ()) if self._load else ()

    def _of_current(self) -> MemberLoad | None:
        if self._load is None:
            return None
        return next((load for load in self._load.members if load.member.id == self.current), None)

    # --- entering a person --------------------------------------------------------------------

    def roles(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of the roles a person may have."""
        return tuple((role.value, word(role)) for role in Role)

    def add(self, name: str, role: str, branch: str = "", phone: str = "") -> Outcome:
        """Enter a person of the office. The same name twice would make "whose is it" unanswerable."""
        name = name.strip()
        if not name:
            return Outcome(False, tr("请填写姓名。"))
        if len(name) > _LONGEST_NAME:
            return Outcome(False, tr("姓名超过 {n} 个字，请写短一些。", n=_LONGEST_NAME))
        known = [load.member for load in self._load.members] if self._load else []
        if any(member.name == name for member in known):
            return Outcome(False, tr("已有“{name}”，同名请加以区分，例如加科室。", name=name))
        member = Member(
            id=self._desk.office.new_id(),
            name=name,
            role=Role(role),
            branch=branch.strip(),
            phone=phone.strip(),
            hue=(len(known) + 1) * _HUE_STEP % 360,
        )
        try:
            change = self._desk.execute(AddMember(member))
        except Refusal as refusal:
            return Outcome(False, sentence(refusal))
        self.current = change.created
        return Outcome(True, change.description)


def _member_row(load: MemberLoad) -> Row:
    member = load.member
    hours = f"{load.help_minutes / 60:.1f}"
    helped = tr("{hours} 小时 {n} 件", hours=hours, n=load.help_entries) if load.help_entries else "—"
    cells: dict[str, CellView] = {
        "face": AvatarsCell((AvatarView(member.name, member.hue),)),
        "name": TwoLine(member.name, member.branch),
        "role": TextCell(word(member.role)),
        "active": _figure(load.active, Tone.PRIMARY),
        "overdue": _figure(load.overdue, Tone.OVER),
        "paused": _figure(load.paused, Tone.PAUSE),
        "led": _figure(load.projects_led, Tone.PRIMARY),
        "help": TextCell(helped, align=Align.RIGHT),
    }
    sort: dict[str, object] = {
        "name": member.name,
        "active": load.active,
        "overdue": load.overdue,
        "paused": load.paused,
        "led": load.projects_led,
        "help": load.help_minutes,
    }
    spoken = tr(
        "{name}，{role}，在办 {active} 项，超期 {overdue} 项，停表 {paused} 项",
        name=member.name,
        role=word(member.role),
        active=load.active,
        overdue=load.overdue,
        paused=load.paused,
    )
    return Row(member.id, cells, sort, spoken)


def _figure(number: int, tone: Tone) -> TextCell:
    """A count; nothing to count is a quiet dash."""
    if not number:
        return TextCell("—", Tone.QUIET, align=Align.RIGHT)
    return TextCell(str(number), tone, Weight.STRONG, Align.RIGHT, small=False)


def _case_row(case: OpenCase, today: date) -> Row:
    text, tone, weight = _clock_words(case, today)
    cells: dict[str, CellView] = {
        "item": TwoLine(case.item_name, case.project_name),
        "state": TagsCell((Tag(_tag_kind(case.status), word(case.status)),)),
        "clock": TextCell(text, tone, weight, Align.RIGHT),
    }
    return Row(
        case.case_id,
        cells,
        accessible=tr("，").join((case.item_name, case.project_name, word(case.status), text)),
    )


def _tag_kind(status: CaseStatus) -> TagKind:
    return TagKind.PAUSE if status is CaseStatus.PAUSED else TagKind.NEUTRAL


def _clock_words(case: OpenCase, today: date) -> tuple[str, Tone, Weight]:
    clock: ClockReading | None = case.tightest
    if clock is None:
        return tr("无时限"), Tone.QUIET, Weight.NORMAL
    if clock.paused:
        return tr("停表，剩 {n} 天", n=max(0, clock.left)), Tone.PAUSE, Weight.NORMAL
    if clock.overdue:
        return tr("超期 {n} 天", n=clock.overdue), Tone.OVER, Weight.BOLD
    if clock.left == 0:
        return tr("今天到期"), Tone.DUE, Weight.BOLD
    day = short_date(clock.due, today)
    if clock.provisional:
        day = tr("{date} 暂定", date=day)
    return tr("剩 {n} 天，{date}", n=clock.left, date=day), Tone.SECONDARY, Weight.NORMAL
