"""Recording an event: which kinds are possible, what each asks for, and what it would do to the clocks. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.people import Member, Role
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import Tone, short_date, weekday_short
from agent_desk.presenters.record_event_dates import read_day
from agent_desk.presenters.refusals import sentence
from agent_desk.services.changes import Change
from agent_desk.services.commands import RecordEvent, SetCaseMode
from agent_desk.services.desk import Desk
from agent_desk.services.event_preview import ClockEffect, EventChoices, event_choices, preview_event
from agent_desk.services.item_names import item_name
from agent_desk.services.readings import ClockReading
from agent_desk.services.words import PROCEDURES, procedure_word, word


class Intent(StrEnum):
    """What the person wants when the popover opens; narrows the kinds offered."""

    ANY = "any"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    DECIDE = "decide"


class Ask(StrEnum):
    """A field of the form. The values of PROCEDURE, MATERIAL, UNTIL, DAYS and OUTCOME go to the event's details."""

    PROCEDURE = "procedure"
    MATERIAL = "material"
    UNTIL = "until"
    DAYS = "days"
    OUTCOME = "outcome"
    DOCUMENT = "document"


_INTENTS: dict[Intent, tuple[EventKind, ...]] = {
    Intent.START: (EventKind.PREPARED, EventKind.RECEIVED, EventKind.ACCEPTED),
    Intent.PAUSE: (EventKind.SPECIAL_START, EventKind.SUPPLEMENT_NOTICE),
    Intent.RESUME: (EventKind.SPECIAL_END, EventKind.SUPPLEMENT_COMPLETE),
    Intent.DECIDE: (EventKind.MOCK_OPINION, EventKind.DECIDED, EventKind.CONVERTED),
}

_ASKS: dict[EventKind, tuple[Ask, ...]] = {
    EventKind.PREPARED: (),
    EventKind.SUPPLEMENT_COMPLETE: (),
    EventKind.SPECIAL_START: (Ask.PROCEDURE, Ask.DOCUMENT),
    EventKind.GAP_OPENED: (Ask.MATERIAL, Ask.UNTIL, Ask.DOCUMENT),
    EventKind.GAP_FILLED: (Ask.MATERIAL,),
    EventKind.EXTENDED: (Ask.DAYS, Ask.DOCUMENT),
    EventKind.DECIDED: (Ask.OUTCOME, Ask.DOCUMENT),
}

_DOCUMENTS = {
    EventKind.RECEIVED: N_("收件凭证号"),
    EventKind.SUPPLEMENT_NOTICE: N_("补正告知书号"),
    EventKind.ACCEPTED: N_("受理通知书号"),
    EventKind.SPECIAL_START: N_("告知文书号"),
    EventKind.SPECIAL_END: N_("评审意见号"),
    EventKind.GAP_OPENED: N_("承诺书号"),
    EventKind.EXTENDED: N_("延期批准文号"),
    EventKind.MOCK_OPINION: N_("模拟意见号"),
    EventKind.CONVERTED: N_("正式文号"),
    EventKind.DECIDED: N_("决定文号"),
    EventKind.DELIVERED: N_("送达回证号"),
}

_MISSING = {
    Ask.MATERIAL: N_("请填写容缺的材料。"),
    Ask.UNTIL: N_("请填写承诺补齐的日期。"),
    Ask.DAYS: N_("请填写延期天数。"),
}

_ASSIGNABLE = frozenset({Role.AGENT, Role.LEAD})

_CLOCKS = {
    ClockKind.TARGET: N_("绿色通道"),
    ClockKind.PROMISED: N_("承诺"),
    ClockKind.STATUTORY: N_("法定"),
}


@dataclass(frozen=True, slots=True)
class KindOption:
    """A kind that can be recorded, with the digit that chooses it."""

    kind: EventKind
    digit: str
    text: str


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One clock: its name, and how it stands before and after the event."""

    clock: str
    before: str
    after: str
    tone: Tone
    accessible: str


@dataclass(frozen=True, slots=True)
class EventPreviewView:
    """What would follow. With a ``problem`` there are no effects and nothing can be saved: something still has to
    be filled in (``incomplete``), the day cannot be read (``bad_date``), or the rules refuse it."""

    status: str = ""
    lines: tuple[EffectLine, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    incomplete: bool = False
    bad_date: bool = False
    day: str = ""


class RecordEventPresenter:
    """One event being entered. ``values`` holds the fields as typed; change them through ``put``."""

    def __init__(
        self, desk: Desk, today: Callable[[], date], case_id: str, intent: Intent = Intent.ANY
    ) -> None:
        self._desk = desk
        self._today = today
        self.choices: EventChoices = event_choices(desk.office, case_id, today())
        self.intent = intent
        kinds = self._kinds()
        self.kind: EventKind = self.choices.likely if self.choices.likely in kinds else self._first(kinds)
        self.date_text = ""
        self.values: dict[Ask, str] = {}
        self._prefill()

    # --- what is offered ----------------------------------------------------------------------

    def title(self) -> str:
        """The item the event is about."""
        return item_name(self.choices.item)

    def subtitle(self) -> str:
        """Its project and where the case stands."""
        return f"{self.choices.project_name}・{word(self.choices.life.status)}"

    def options(self) -> tuple[KindOption, ...]:
        """The kinds that can be recorded now; the first nine have a digit."""
        return tuple(
            KindOption(kind, str(place) if place <= 9 else "", word(kind))
            for place, kind in enumerate(self._kinds(), start=1)
        )

    def _kinds(self) -> tuple[EventKind, ...]:
        possible = self.choices.possible
        if self.intent is Intent.ANY:
            return possible
        return tuple(kind for kind in _INTENTS[self.intent] if kind in possible)

    def _first(self, kinds: tuple[EventKind, ...]) -> EventKind:
        return kinds[0] if kinds else _INTENTS.get(self.intent, (self.choices.likely,))[0]

    def nothing_possible(self) -> str:
        """Why the intent cannot be followed, or empty where at least one kind is offered."""
        if self._kinds():
            return ""
        status = self.choices.life.status
        if self.intent is Intent.RESUME:
            return tr("该办件没有停表，无须恢复。")
        if self.intent is Intent.START and status is not CaseStatus.NOT_STARTED:
            return tr("该办件已经启动，现为{status}。", status=word(status))
        wanted = _INTENTS.get(self.intent, ())
        refusals = [found for kind in wanted if (found := self.choices.kinds.get(kind)) is not None]
        if refusals:
            return sentence(refusals[0])
        return tr("该办件现为{status}，没有可登记的事件。", status=word(status))

    def asks(self) -> tuple[Ask, ...]:
        """The fields the chosen kind asks for, besides the day."""
        return _ASKS.get(self.kind, (Ask.DOCUMENT,))

    def document_label(self) -> str:
        """What the paper of this kind is called."""
        return tr(_DOCUMENTS.get(self.kind, N_("文书号")))

    def choices_for(self, ask: Ask) -> tuple[tuple[str, str], ...]:
        """(key, text) of a field with fixed choices; empty for free text."""
        if ask is Ask.PROCEDURE:
            return tuple((kind, procedure_word(kind)) for kind in self._procedures())
        if ask is Ask.OUTCOME:
            return (("granted", tr("准予")), ("refused", tr("不予")))
        if ask is Ask.MATERIAL:
            if self.kind is EventKind.GAP_FILLED:
                names = [gap.material for gap in self.choices.life.open_gaps]
            else:
                names = [material.name for material in self.choices.tolerable]
            return tuple((name, name) for name in names)
        return ()

    def _procedures(self) -> tuple[str, ...]:
        # Expert review is by far the most frequent, so it comes first.
        return ("expert_review", *(kind for kind in PROCEDURES if kind != "expert_review"))

    # --- what is typed ------------------------------------------------------------------------

    def choose(self, kind: EventKind) -> None:
        """Another kind; the fields it shares with the last one keep their text."""
        self.kind = kind
        self._prefill()

    def choose_digit(self, digit: str) -> bool:
        """The kind behind a digit; False if there is none."""
        for option in self.options():
            if option.digit == digit:
                self.choose(option.kind)
                return True
        return False

    def put(self, ask: Ask, text: str) -> None:
        """A field was typed."""
        self.values[ask] = text

    def _prefill(self) -> None:
        for ask in self.asks():
            known = [key for key, _ in self.choices_for(ask)]
            if known and self.values.get(ask) not in known:
                self.values[ask] = known[0]

    def day(self) -> date | None:
        """The day typed, None where it cannot be read."""
        return read_day(self.date_text, self._today())

    def _command(self, on: date) -> RecordEvent:
        details = {}
        for ask in self.asks():
            if ask is not Ask.DOCUMENT:
                details[ask.value] = self.values.get(ask, "").strip()
        if Ask.UNTIL in self.asks():
            until = read_day(self.values.get(Ask.UNTIL, "") or "?", self._today(), ahead=True)
            details[Ask.UNTIL.value] = until.isoformat() if until else self.values.get(Ask.UNTIL, "")
        document = self.values.get(Ask.DOCUMENT, "") if Ask.DOCUMENT in self.asks() else ""
        return RecordEvent(self.choices.case.id, self.kind, on, document=document, details=details)

    # --- what follows -------------------------------------------------------------------------

    def preview(self) -> EventPreviewView:
        """What the event as typed would do; nothing is written."""
        today = self._today()
        stuck = self.nothing_possible()
        if stuck:
            return EventPreviewView(problem=stuck)
        on = self.day()
        if on is None:
            return EventPreviewView(problem=_bad_day(self.date_text), bad_date=True)
        spoken = f"{short_date(on, today)} {weekday_short(on)}"
        missing = self._missing()
        if missing:
            return EventPreviewView(problem=missing, incomplete=True, day=spoken)
        try:
            found = preview_event(self._desk.office, self._command(on), today)
        except Refusal as refusal:
            return EventPreviewView(problem=sentence(refusal), day=spoken)
        status = word(found.status_before)
        if found.status_after is not found.status_before:
            status = tr("{before} → {after}", before=status, after=word(found.status_after))
        lines = tuple(_line(effect, today) for effect in found.effects)
        return EventPreviewView(status, lines, found.warnings, day=spoken)

    def _missing(self) -> str:
        """What still has to be typed before an effect can be shown."""
        for ask, text in _MISSING.items():
            if ask in self.asks() and not self.values.get(ask, "").strip():
                return tr(text)
        return ""

    def save(self) -> tuple[Change | None, str]:
        """Record the event: the change, or None and a sentence why not."""
        stuck = self.nothing_possible()
        if stuck:
            return None, stuck
        on = self.day()
        if on is None:
            return None, _bad_day(self.date_text)
        missing = self._missing()
        if missing:
            return None, missing
        try:
            return self._desk.execute(self._command(on)), ""
        except Refusal as refusal:
            return None, sentence(refusal)


class AssignPresenter:
    """Handing a case to another agent."""

    def __init__(self, desk: Desk, today: Callable[[], date], case_id: str) -> None:
        self._desk = desk
        self.choices = event_choices(desk.office, case_id, today())
        with desk.office.store.reading() as uow:
            self.members: tuple[Member, ...] = tuple(
                member
                for member in uow.members.all()
                if (member.active and member.role in _ASSIGNABLE) or member.id == self.current
            )

    def title(self) -> str:
        """The item."""
        return item_name(self.choices.item)

    def subtitle(self) -> str:
        """Its project."""
        return self.choices.project_name

    @property
    def current(self) -> str:
        """Id of the agent it has now."""
        return self.choices.case.member_id

    def assign(self, member_id: str) -> tuple[Change | None, str]:
        """Hand over: the change, or None and a sentence why not."""
        try:
            return self._desk.execute(SetCaseMode(self.choices.case.id, member_id=member_id)), ""
        except Refusal as refusal:
            return None, sentence(refusal)


def _bad_day(text: str) -> str:
    return tr("看不懂日期“{text}”，请写成 11-20、昨天或 2026-11-20。", text=text.strip())


def _line(effect: ClockEffect, today: date) -> EffectLine:
    name = tr(_CLOCKS[effect.kind]) if effect.kind in _CLOCKS else word(effect.kind)
    if effect.subject:
        name = f"{name}・{effect.subject}"
    before, after = _stand(effect.before, today), _stand(effect.after, today)
    if effect.after is None:
        after = tr("停止计时")
    if effect.before is None:
        before = tr("未起算")
    tone = Tone.QUIET
    if effect.changed:
        tone = _tone(effect.after)
    spoken = tr("{clock}：{before}，登记后{after}", clock=name, before=before, after=after)
    return EffectLine(name, before, after if effect.changed else tr("不变"), tone, spoken)


def _tone(after: ClockReading | None) -> Tone:
    if after is None:
        return Tone.ACCENT
    if after.paused:
        return Tone.PAUSE
    return Tone.OVER if after.left < 0 else Tone.DUE if after.left <= 1 else Tone.ACCENT


def _stand(reading: ClockReading | None, today: date) -> str:
    if reading is None:
        return ""
    left = tr("超 {n} 天", n=-reading.left) if reading.left < 0 else tr("剩 {n} 天", n=reading.left)
    if reading.paused:
        return tr("停表，{left}", left=left)
    day = short_date(reading.due, today)
    if reading.provisional:
        day = tr("{date} 暂定", date=day)
    return tr("{day} 到期，{left}", day=day, left=left)
