"""Gives every case of a demonstration project a life that could have happened, up to the day asked for.

The story of a case: its papers are prepared once the prerequisites are in, it is handed in, perhaps sent back,
accepted, perhaps paused for an expert review, decided, delivered. Whatever would lie after ``today`` has not
happened yet.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import Case, CaseEvent, CaseMode, EventKind
from agent_desk.domain.catalogue import ApprovalItem, Catalogue, ClockStart, LimitType, Stage, Tolerance
from agent_desk.domain.project import Project
from agent_desk.services.office import Office

_LAND_AUCTION = "LX-13"
_PERMIT = "SG-08"
_DAY = timedelta(days=1)
CHINA_TIME = timezone(timedelta(hours=8))
_BASIS = "行政许可法第四十五条"


@dataclass(slots=True)
class Pace:
    """How a project moves. ``slow`` stretches reviews; the shares are probabilities of what can go wrong."""

    slow: float = 1.0
    supplement: float = 0.16
    review: float = 0.34
    without_notice: float = 0.12
    gap: float = 0.14


@dataclass(slots=True)
class Storyteller:
    """Writes the events of one project. ``finish`` collects the day each item's result was there."""

    project: Project
    office: Office
    today: date
    dice: random.Random
    pace: Pace
    same_day: bool = False
    finish: dict[str, date] = field(default_factory=dict)
    on_day: Counter[tuple[str, date]] = field(default_factory=Counter)

    @property
    def calendar(self) -> WorkCalendar:
        return self.office.calendar

    def tell(self, cases: Sequence[Case]) -> list[CaseEvent]:
        """The events of all cases that have happened by ``today``, in the order of their days."""
        catalogue = self.office.rules.catalogue
        by_code = {case.item_code: case for case in cases}
        events: list[CaseEvent] = []
        for code in in_order(by_code, catalogue):
            events.extend(self._case(by_code[code], catalogue.item(code), by_code))
        happened = [event for event in events if event.on <= self.today]
        happened.sort(key=lambda event: (event.on, event.recorded_at))
        return happened

    # -- one case ----------------------------------------------------------------------------------------

    def _case(self, case: Case, item: ApprovalItem, siblings: Mapping[str, Case]) -> Iterator[CaseEvent]:
        start = self._may_start(case, item, siblings)
        if start is None:
            return
        if item.code == _LAND_AUCTION:
            yield from self._land_auction(case, start)
            return
        preparation = round(self.office.rules.planning.preparation(item.code).amount * self.dice.uniform(0.6, 1.1))
        if preparation:
            yield self._event(case, EventKind.PREPARED, start)
        received = self._open_day(start + timedelta(days=preparation + self.dice.randint(0, 2)))
        yield self._event(case, EventKind.RECEIVED, received, document=self._number("收"))
        accepted = received
        if self.dice.random() < self.pace.supplement:
            notice = self.calendar.add_working(received, self.dice.randint(1, 3))
            complete = notice + timedelta(days=self.dice.randint(2, 9))
            accepted = self._open_day(complete)
            yield self._event(case, EventKind.SUPPLEMENT_NOTICE, notice, document=self._number("补"))
            yield self._event(case, EventKind.SUPPLEMENT_COMPLETE, accepted)
        elif item.clock_start is not ClockStart.RECEIPT and self.dice.random() < 0.25:
            accepted = self.calendar.add_working(received, 1)
        yield self._event(case, EventKind.ACCEPTED, accepted, document=self._number("受"))
        yield from self._review(case, item, accepted)

    def _review(self, case: Case, item: ApprovalItem, accepted: date) -> Iterator[CaseEvent]:
        decided, free = self._decision_day(case, item, accepted), accepted
        if item.tolerance is not Tolerance.NO and self.dice.random() < self.pace.gap:
            yield from self._gap(case, item, accepted, decided)
        if case.target is not None and case.target.amount >= 3 and self.dice.random() < self.pace.review:
            begin = accepted + timedelta(days=self.dice.randint(1, 2))
            end = begin + timedelta(days=self.dice.randint(3, 8))
            notice = "" if self.dice.random() < self.pace.without_notice else self._number("特")
            yield self._event(
                case, EventKind.SPECIAL_START, begin, document=notice, basis=_BASIS,
                details={"procedure": "expert_review"},
            )  # fmt: skip
            yield self._event(case, EventKind.SPECIAL_END, end, document=notice)
            decided, free = max(decided, end) + timedelta(days=(end - begin).days), end
        if case.mode is CaseMode.SIMULATED and not self._land_is_ours(accepted):
            yield from self._simulated_result(case, item, free, decided)
            return
        outcome = {"outcome": "granted"}
        yield self._event(case, EventKind.DECIDED, decided, document=self._number("准"), details=outcome)
        self.finish[item.code] = decided
        yield self._event(case, EventKind.DELIVERED, decided + timedelta(days=self.dice.randint(0, 3)))

    def _simulated_result(
        self, case: Case, item: ApprovalItem, free: date, decided: date
    ) -> Iterator[CaseEvent]:
        """The opinion, hurried to the eve of the land day if need be (not before ``free``), and its conversion."""
        land_day = self.project.land_day
        opinion = decided if land_day is None or decided < land_day else max(free, land_day - _DAY)
        yield self._event(case, EventKind.MOCK_OPINION, opinion, document=self._number("模"))
        self.finish[item.code] = opinion
        if land_day is not None and land_day <= self.today:
            outcome = {"outcome": "granted"}
            yield self._event(
                case, EventKind.CONVERTED, max(land_day, opinion), document=self._number("准"), details=outcome
            )
            yield self._event(case, EventKind.DELIVERED, max(land_day, opinion))

    def _land_auction(self, case: Case, start: date) -> Iterator[CaseEvent]:
        """The legally minimum notice period of 30 days ends with the land contract on the land day."""
        land_day = self.project.land_day
        if land_day is None:
            return
        announced = max(start, land_day - timedelta(days=32))
        yield self._event(case, EventKind.RECEIVED, announced, document=self._number("告"))
        yield self._event(case, EventKind.ACCEPTED, announced, document=self._number("告"))
        yield self._event(
            case, EventKind.DECIDED, land_day, document=self._number("让"), details={"outcome": "granted"}
        )
        yield self._event(case, EventKind.DELIVERED, land_day)
        self.finish[case.item_code] = land_day

    def _gap(self, case: Case, item: ApprovalItem, accepted: date, decided: date) -> Iterator[CaseEvent]:
        paper = next((m.name for m in item.materials if m.tolerable), "")
        if not paper:
            return
        until = accepted + timedelta(days=self.dice.randint(4, 15))
        yield self._event(
            case, EventKind.GAP_OPENED, accepted, document=self._number("容"),
            details={"material": paper, "until": until.isoformat()},
        )  # fmt: skip
        # One promise in eight is not kept; the others are, at the latest on the day of the decision.
        filled = min(accepted + timedelta(days=self.dice.randint(2, 12)), decided)
        if self.dice.random() > 0.12:
            yield self._event(case, EventKind.GAP_FILLED, filled, details={"material": paper})

    # -- days --------------------------------------------------------------------------------------------

    def _may_start(self, case: Case, item: ApprovalItem, siblings: Mapping[str, Case]) -> date | None:
        """The first day the owner may begin, or None while a prerequisite has no result."""
        if item.stage is Stage.COMPLETION and self.project.completion_day is None:
            return None
        start = self.project.created_on + timedelta(days=self.dice.randint(0, 3))
        if item.stage is Stage.COMPLETION and self.project.completion_day is not None:
            start = self.project.completion_day
        catalogue = self.office.rules.catalogue
        groups = [
            *catalogue.prerequisites_of(item, siblings.keys()),
            *catalogue.usual_after_of(item, siblings.keys()),
        ]
        for group in groups:
            if case.mode is CaseMode.SIMULATED and _LAND_AUCTION in group:
                continue
            known = [self.finish[code] for code in group if code in self.finish]
            if not known:
                return None
            start = max(start, min(known))
        return start if start <= self.today else None

    def _decision_day(self, case: Case, item: ApprovalItem, accepted: date) -> date:
        limit = case.target or case.promised or case.statutory
        if item.limit_type is LimitType.INSTANT or (limit is not None and limit.amount == 0):
            return accepted
        amount = limit.amount if limit else self.office.rules.planning.step(item.code).amount
        if self.same_day and item.code == _PERMIT and self.project.land_day is not None:
            return max(accepted, self.project.land_day)
        spread = self.dice.triangular(0.5, 1.5, 0.95) * self.pace.slow
        return accepted + timedelta(days=max(1, round(amount * spread)))

    def _land_is_ours(self, on: date) -> bool:
        return self.project.land_day is not None and self.project.land_day <= on

    def _open_day(self, day: date) -> date:
        """The day itself where somebody is on duty (5+2), else the next working day."""
        if self.calendar.is_working(day) or self.dice.random() < 0.45:
            return day
        return self.calendar.first_day_not_off(day)

    # -- records -----------------------------------------------------------------------------------------

    def _event(
        self,
        case: Case,
        kind: EventKind,
        on: date,
        document: str = "",
        basis: str = "",
        details: Mapping[str, str] | None = None,
    ) -> CaseEvent:
        nth = self.on_day[case.id, on]
        self.on_day[case.id, on] += 1
        at = time(8 + nth % 12, self.dice.randint(0, 59))
        return CaseEvent(
            id=self.office.new_id(),
            case_id=case.id,
            kind=kind,
            on=on,
            recorded_at=datetime.combine(on, at, CHINA_TIME),
            recorded_by=case.member_id,
            document=document,
            basis=basis,
            details=dict(details or {}),
        )

    def _number(self, mark: str) -> str:
        return f"{mark}〔{self.project.created_on.year}〕{self.dice.randint(100, 9999)}号"


def in_order(codes: Mapping[str, Case], catalogue: Catalogue) -> list[str]:
    """The items in an order in which prerequisites and habits come first (depth first, catalogue order)."""
    ordered: dict[str, None] = {}
    seen: set[str] = set()

    def visit(code: str) -> None:
        if code in seen:
            return
        seen.add(code)
        item = catalogue.item(code)
        for group in (*item.prerequisites, *item.usual_after):
            for before in group:
                if before in codes:
                    visit(before)
        ordered[code] = None

    for item in catalogue.items:
        if item.code in codes:
            visit(item.code)
    return list(ordered)
