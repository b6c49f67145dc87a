"""三办: the quick entry, the board of orders, one person's month, the roll of honour. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.errors import Refusal
from agent_desk.domain.people import Member, Role
from agent_desk.domain.project import ProjectStatus
from agent_desk.i18n import N_, tr
from agent_desk.presenters.assistance_cards import BoardView, board_view
from agent_desk.presenters.assistance_line import problems_text
from agent_desk.presenters.cells import AvatarView
from agent_desk.presenters.refusals import sentence
from agent_desk.services.assistance_board import HelpRank, board, month_of, ranking
from agent_desk.services.assistance_line import read_line
from agent_desk.services.commands import LogAssistance, MoveAssistance
from agent_desk.services.desk import Desk
from agent_desk.services.pinyin_index import PinyinIndex, initials
from agent_desk.services.preferences import PreferencesStore

MINUTE_CHIPS = (15, 30, 45, 60, 90)
PERIODS = (("month", N_("本月")), ("quarter", N_("本季")), ("year", N_("全年")))
_LEADS = frozenset({Role.LEAD, Role.ADMIN})
_STAGES = tuple(Stage)
_PARTS = "·・"


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What the quick entry holds. ``minutes`` None: not done yet, an order (点单)."""

    kind: AssistanceKind = AssistanceKind.PROXY
    beneficiary: str = ""
    matter: str = ""
    minutes: int | None = 30
    channel: Channel = Channel.COUNTER
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an action was done, and the one line to show for it."""

    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A project the object may mean; ``letters`` are its initials."""

    project_id: str
    name: str
    letters: str


@dataclass(frozen=True, slots=True)
class DayBar:
    """One weekday of the current week: minutes helped, share of the tallest bar, and whether it is today."""

    label: str
    minutes: int
    share: float
    today: bool


@dataclass(frozen=True, slots=True)
class MineView:
    """The right column's top: one person's month and week. ``me`` is None while nobody is chosen."""

    me: AvatarView | None
    heading: str
    hours: str
    entries: str
    total: str
    bars: tuple[DayBar, ...]
    office_today: str


@dataclass(frozen=True, slots=True)
class HonourRow:
    """One line of the roll of honour."""

    place: int
    person: AvatarView
    note: str
    hours: str
    rating: str
    mine: bool

    @property
    def accessible(self) -> str:
        """The line as it is read aloud."""
        return tr(
            "第 {place} 名 {name}，{hours} 小时", place=self.place, name=self.person.name, hours=self.hours
        )


class AssistancePresenter:
    """The page's state and actions. ``reload`` reads the office again; the rest works on what was read."""

    def __init__(self, desk: Desk, today: Callable[[], date], preferences: PreferencesStore) -> None:
        self._desk = desk
        self._today = today
        self._preferences = preferences
        self._searchable: PinyinIndex | None = None
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._me: Member | None = None
        self._members: tuple[Member, ...] = ()
        self._board = BoardView(())

    # --- reading ------------------------------------------------------------------------------

    def reload(self) -> BoardView:
        """Read projects, people and orders, and give the board."""
        office = self._desk.office
        with office.store.reading() as uow:
            projects = uow.projects.all(ProjectStatus.ACTIVE)
            self._members = tuple(member for member in uow.members.all() if member.active)
        self._names = {project.id: project.display_name for project in projects}
        self._ids = {project.name: project.id for project in projects}
        self._ids.update({project.display_name: project.id for project in projects})
        self._searchable = None
        self._me = who_am_i(self._members, self._preferences.load().member_id or office.user)
        self._board = board_view(board(office, self._today()), self._today(), office.now())
        return self._board

    @property
    def _index(self) -> PinyinIndex:
        """Made when something is typed first: a thousand names take a moment."""
        if self._searchable is None:
            self._searchable = PinyinIndex(self._names.items())
        return self._searchable

    @property
    def members(self) -> Sequence[Member]:
        """The people an order can be given to, by name."""
        return sorted(self._members, key=lambda member: (member.role is Role.SUPERVISOR, member.name))

    # --- quick entry --------------------------------------------------------------------------

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Projects that the beginning of an object may mean; the person behind the dot is left alone."""
        head = _head(text)
        return tuple(Suggestion(hit.key, hit.name, initials(hit.name)) for hit in self._index.find(head))

    def resolved(self, text: str) -> str:
        """The object as it will be entered: initials or pinyin of one project become its name."""
        head, mark, person = _split(text)
        if not head or not head.isascii() or head in self._ids:
            return text.strip()
        hits = self._index.find(head)
        exact = [hit for hit in hits if hit.exact]
        chosen = exact if len(exact) == 1 else list(hits) if len(hits) == 1 else []
        return f"{chosen[0].name}{mark}{person}" if chosen else text.strip()

    def replaced(self, text: str, name: str) -> str:
        """The object with a suggested project in place of what was typed; the person behind the dot stays."""
        _, mark, person = _split(text)
        return f"{name}{mark}{person}"

    def letters(self, text: str) -> str:
        """The initials of the project an object names, or empty."""
        project = self.project_of(text)
        return initials(self._names[project]) if project else ""

    def project_of(self, text: str) -> str:
        """The id of the project an object names, or empty."""
        return self._ids.get(_head(text), "")

    def linked_item(self, matter: str) -> tuple[str, str]:
        """(code, name) of the catalogue item whose name stands in a matter, the longest first; or empty texts."""
        best = ("", "", 0)
        for item in self._desk.office.rules.catalogue.items:
            for name in (item.name, item.short_name):
                if len(name) > best[2] and name in matter:
                    best = (item.code, item.short_name or item.name, len(name))
        return best[:2]

    def submit(self, form: EntryForm) -> Outcome:
        """Enter what the form holds; done help goes to 评单, an order without minutes to 点单."""
        office = self._desk.office
        now = office.now()
        today = self._today()
        done = form.minutes is not None
        beneficiary = self.resolved(form.beneficiary)
        if beneficiary.isascii() and len(self._index.find(beneficiary)) > 1:
            names = tr("、").join(hit.name for hit in self._index.find(beneficiary, 4))
            return Outcome(
                False, tr("“{text}”对应多个项目：{names}，请选一个。", text=beneficiary, names=names)
            )
        entry = Assistance(
            id=office.new_id(),
            kind=form.kind,
            stage=Stage.RATED if done else Stage.ORDERED,
            on=today,
            beneficiary=beneficiary,
            matter=form.matter.strip(),
            channel=form.channel,
            minutes=form.minutes or 0,
            at=f"{now:%H:%M}" if now.date() == today else "",
            member_id=self._me.id if self._me and done else "",
            project_id=self.project_of(beneficiary),
            item_code=self.linked_item(form.matter)[0],
            rating=form.rating if done else None,
        )
        return self._do(LogAssistance(entry))

    def submit_line(self, text: str) -> Outcome:
        """Enter one line of text (``db jsbz 规划证补章 45 sm 5``), or say which parts are wrong."""
        line = read_line(text)
        if not line.complete or line.kind is None:
            return Outcome(False, problems_text(line))
        form = EntryForm(line.kind, line.beneficiary, line.matter, line.minutes)
        return self.submit(replace(form, channel=line.channel or form.channel, rating=line.rating))

    def _do(self, command: LogAssistance | MoveAssistance) -> Outcome:
        try:
            change = self._desk.execute(command)
        except Refusal as refusal:
            return Outcome(False, sentence(refusal))
        return Outcome(True, change.description)

    # --- board --------------------------------------------------------------------------------

    def move(self, assistance_id: str, stage: Stage, member_id: str | None = None) -> Outcome:
        """Move an order to a column; one that nobody has yet is taken by the person at the desk."""
        card = self._board.card(assistance_id)
        if card is None or (card.stage is stage and member_id is None):
            return Outcome(False, "")
        if member_id is None and not card.member_id and stage is not Stage.ORDERED and self._me:
            member_id = self._me.id
        return self._do(MoveAssistance(assistance_id, stage, member_id))

    def step(self, assistance_id: str, by: int) -> Outcome:
        """Move an order one column on (1) or back (-1)."""
        card = self._board.card(assistance_id)
        if card is None:
            return Outcome(False, "")
        place = _STAGES.index(card.stage) + by
        if not 0 <= place < len(_STAGES):
            return Outcome(False, "")
        return self.move(assistance_id, _STAGES[place])

    def assign(self, assistance_id: str, member_id: str) -> Outcome:
        """Give an order to a person; one that was only ordered counts as assigned from now."""
        card = self._board.card(assistance_id)
        if card is None:
            return Outcome(False, "")
        stage = Stage.ASSIGNED if card.stage is Stage.ORDERED else card.stage
        return self.move(assistance_id, stage, member_id)

    # --- right column -------------------------------------------------------------------------

    def mine(self) -> MineView:
        """The month and week of the person at the desk, and what the office has done today."""
        today = self._today()
        names = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
        month = month_of(self._desk.office, self._me.id, today) if self._me else None
        week = month.week_minutes if month else (0,) * 7
        tallest = max(week) or 1
        bars = tuple(
            DayBar(tr(names[day]), minutes, minutes / tallest, day == today.weekday())
            for day, minutes in enumerate(week)
        )
        return MineView(
            me=_avatar(self._me) if self._me else None,
            heading=tr("我的服务·{month} 月", month=today.month),
            hours=_hours(month.minutes if month else 0),
            entries=tr("{n} 件", n=month.entries if month else 0),
            total=tr("累计 {hours} 小时", hours=_hours(month.total_minutes if month else 0)),
            bars=bars,
            office_today=self._board.today_text,
        )

    @property
    def honours_shown(self) -> bool:
        """Names with hours are personal data: shown to leads who have not turned the roll off."""
        return self._me is not None and self._me.role in _LEADS and self._preferences.load().honour_roll

    def honours(self, period: str) -> tuple[HonourRow, ...]:
        """The roll of honour of the current month, quarter or year; empty where it is not shown."""
        if not self.honours_shown:
            return ()
        today = self._today()
        ranks = ranking(self._desk.office, _period_start(period, today), today)
        return tuple(self._honour(place, rank) for place, rank in enumerate(ranks, start=1))

    def _honour(self, place: int, rank: HelpRank) -> HonourRow:
        parts = (rank.member.branch, tr("{n} 件", n=rank.entries))
        return HonourRow(
            place=place,
            person=_avatar(rank.member),
            note="·".join(part for part in parts if part),
            hours=_hours(rank.minutes),
            rating="" if rank.rating is None else f"{rank.rating:.2f}",
            mine=self._me is not None and rank.member.id == self._me.id,
        )


def who_am_i(members: Sequence[Member], member_id: str) -> Member | None:
    """The person at this desk: the one chosen, else the office's first lead, else nobody."""
    chosen = next((member for member in members if member.id == member_id), None)
    leads = sorted((member for member in members if member.role is Role.LEAD), key=lambda member: member.name)
    return chosen or (leads[0] if leads else None)


def _avatar(member: Member) -> AvatarView:
    return AvatarView(member.name, member.hue)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}"


def _period_start(period: str, today: date) -> date:
    if period == "year":
        return date(today.year, 1, 1)
    month = today.month if period == "month" else (today.month - 1) // 3 * 3 + 1
    return date(today.year, month, 1)


def _split(text: str) -> tuple[str, str, str]:
    """(project part, the dot, person part) of an object such as 嘉顺包装·王厂长."""
    for mark in _PARTS:
        head, dot, person = text.partition(mark)
        if dot:
            return head.strip(), "·", person.strip()
    return text.strip(), "", ""


def _head(text: str) -> str:
    return _split(text)[0]
