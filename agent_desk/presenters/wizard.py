"""新建项目: a draft that is judged at every keystroke, in six steps; nothing is stored before 建档. No Qt."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from agent_desk.domain.case_life import CaseLife
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactValue
from agent_desk.domain.people import Member, Seat, TeamSeat
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page_overview import fact_text
from agent_desk.presenters.refusals import sentence
from agent_desk.presenters.wizard_form import (
    BASIC_KEYS,
    LAND_DAY,
    NAME,
    Message,
    message,
    read_day,
    read_fact,
    typed_text,
)
from agent_desk.presenters.wizard_side import (
    ItemLine,
    Snapshot,
    VerdictView,
    change_text,
    item_lines,
    verdict_view,
)
from agent_desk.services.desk import Desk
from agent_desk.services.intake import IntakePreview, ProjectDraft, build, preview
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.route_plan import RoutePlan, plan

BASIC, PROFILE, ITEMS, TEAM, ROUTE, CONFIRM = range(6)
STEPS = (
    N_("基本信息"),
    N_("项目画像"),
    N_("事项与材料"),
    N_("团队与日历"),
    N_("最优流程"),
    N_("确认建档"),
)


@dataclass(frozen=True, slots=True)
class SideView:
    """The right column and the counters of the foot. Days are calendar days."""

    verdict: VerdictView
    items: tuple[ItemLine, ...]
    limit_title: str
    to_confirm: int
    not_needed: int
    change: str
    materials: int
    statutory_days: int
    forecast_days: int


class WizardPresenter:
    """Holds the draft. ``put`` takes what was typed in a field and says what stands below it."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self.step = BASIC
        self.draft = ProjectDraft()
        self.texts: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self._before: Snapshot | None = None
        self._settled = False
        self._seen: IntakePreview | None = None
        self._sheet: tuple[ProjectSheet, RoutePlan] | None = None

    @property
    def office(self) -> Office:
        """The office the project is made for."""
        return self._desk.office

    @property
    def today(self) -> date:
        """The day the project comes in."""
        return self._today()

    @property
    def seen(self) -> IntakePreview:
        """What follows from the draft."""
        if self._seen is None:
            self._seen = preview(self.draft, self.office)
        return self._seen

    def drafted(self) -> tuple[ProjectSheet, RoutePlan]:
        """The project as it would be, and its route; nothing is stored and no id is used up."""
        if self._sheet is None:
            numbers = itertools.count(1)
            office = replace(self.office, new_id=lambda: f"draft-{next(numbers)}")
            made = build(self.draft, office, self.today)
            catalogue = office.rules.catalogue
            papers = {case.id: tuple(m for m in made.materials if m.case_id == case.id) for case in made.cases}
            sheets = tuple(
                CaseSheet(case, catalogue.item(case.item_code), CaseLife(), papers[case.id], ())
                for case in made.cases
            )
            sheet = ProjectSheet(made.project, sheets, self.members(), (), (), self.today)
            self._sheet = (sheet, plan(made.project, made.cases, sheet.lives, office, self.today))
        return self._sheet

    def members(self) -> dict[str, Member]:
        """The active people of the office by id."""
        with self.office.store.reading() as uow:
            return {member.id: member for member in uow.members.all() if member.active}

    # --- fields -------------------------------------------------------------------------------

    def text(self, key: str) -> str:
        """What a field shows."""
        if key in self.texts:
            return self.texts[key]
        definition = self.office.rules.facts.get(key)
        return typed_text(definition, self.draft.profile[key]) if definition is not None else ""

    def put(self, key: str, text: str) -> Message:
        """Take what was typed or chosen. A text that cannot be read changes nothing but its own message."""
        self._remember(key)
        self.texts[key] = text
        try:
            self._take(key, text)
        except Refusal as refusal:
            self.errors[key] = sentence(refusal)
            return Message(self.errors[key], Tone.OVER)
        if key in self.errors:
            return Message(self.errors[key], Tone.OVER)
        return self.message(key)

    def message(self, key: str) -> Message:
        """What stands below a field now."""
        if key in self.errors:
            return Message(self.errors[key], Tone.OVER)
        return message(key, self.draft, self.office, bool(self.seen.verdict.admitted))

    def settle(self) -> None:
        """The field was left: the next change is compared with what stands now."""
        self._settled = True

    def _take(self, key: str, text: str) -> None:
        if key in BASIC_KEYS:
            self._set(replace(self.draft, **{key: text}))  # type: ignore[arg-type]
            if key == NAME and text.strip():
                self.errors.pop(key, None)
        elif key == LAND_DAY:
            self._take_day(text)
        else:
            value = read_fact(self.office.rules.facts[key], text)
            self.errors.pop(key, None)
            self._set(replace(self.draft, profile=self.draft.profile.with_({key: value})))

    def _take_day(self, text: str) -> None:
        day = read_day(text)
        if text.strip() and day is None:
            self.errors[LAND_DAY] = tr("看不懂日期，请写成 2026-12-08 的样子。")
            return
        self.errors.pop(LAND_DAY, None)
        self._set(replace(self.draft, land_day=day))

    def _set(self, draft: ProjectDraft) -> None:
        self.draft = draft
        self._seen = self._sheet = None

    def _remember(self, key: str) -> None:
        """Keep what stood before a run of changes to one field, so that the strip can compare."""
        if self._before is not None and self._before.key == key and not self._settled:
            return
        self._settled = False
        self._before = Snapshot(
            key,
            self._shown_value(key),
            frozenset(self.seen.item_codes),
            self.seen.materials,
            self.drafted()[1].forecast_days,
        )

    def _shown_value(self, key: str) -> str:
        definition = self.office.rules.facts.get(key)
        if definition is not None:
            value = self.draft.profile[key]
            return "" if value is None else fact_text(value, definition)
        return self.draft.land_day.isoformat() if key == LAND_DAY and self.draft.land_day else ""

    # --- items --------------------------------------------------------------------------------

    def answer(self, key: str, text: str) -> str:
        """Answer the question of an item to be confirmed; the refusal's sentence if it cannot be read."""
        found = self.put(key, text)
        return found.text if found.tone is Tone.OVER else ""

    def deny_rare(self) -> int:
        """Answer every rare situation nobody has spoken of with no; how many were answered."""
        unknown: dict[str, FactValue | None] = {
            key: False
            for key, definition in self.office.rules.facts.items()
            if definition.rare and definition.kind.value == "bool" and self.draft.profile[key] is None
        }
        self._before = None
        self._set(replace(self.draft, profile=self.draft.profile.with_(unknown)))
        return len(unknown)

    def toggle(self, code: str) -> None:
        """Leave out an item that applies, or take one in that does not (or not surely)."""
        draft = self.draft
        self._before = None
        if code in self.seen.item_codes:
            self._set(replace(draft, added=draft.added - {code}, left_out=draft.left_out | {code}))
        else:
            self._set(replace(draft, added=draft.added | {code}, left_out=draft.left_out - {code}))
            if code not in self.seen.item_codes:
                self._set(replace(self.draft, added=self.draft.added | {code}))

    def seat(self, seat: Seat, member_id: str) -> None:
        """Put a person on a seat of the team; an empty id leaves it free."""
        kept = tuple(s for s in self.draft.team if s.seat is not seat and s.member_id != member_id)
        team = (*kept, TeamSeat(member_id, seat)) if member_id else kept
        self._set(replace(self.draft, team=tuple(sorted(team, key=lambda s: list(Seat).index(s.seat)))))

    def seated(self, seat: Seat) -> str:
        """Who sits there."""
        return next((s.member_id for s in self.draft.team if s.seat is seat), "")

    # --- steps --------------------------------------------------------------------------------

    def blocked(self) -> str:
        """Key of the first field of this step that keeps it from being left; empty when there is none."""
        if self.step == BASIC and not self.draft.name.strip():
            self.errors[NAME] = tr("请填写项目名称。")
        own = set(BASIC_KEYS) if self.step == BASIC else {NAME, LAND_DAY, *self.office.rules.facts}
        return next((key for key in self.errors if key in own), "")

    def forward(self) -> str:
        """Go on; the key of the field that has to be put right first, or empty."""
        bad = self.blocked()
        if not bad and self.step < CONFIRM:
            self.step += 1
        return bad

    def back(self) -> None:
        """One step back; nothing typed is lost."""
        self.step = max(BASIC, self.step - 1)

    def go(self, step: int) -> str:
        """Jump to a step; forward only when this one is in order."""
        bad = self.blocked() if step > self.step else ""
        if not bad:
            self.step = step
        return bad

    def create(self) -> tuple[str, str]:
        """Take the project in: (its id, "") or ("", why not)."""
        if self.errors:
            return "", next(iter(self.errors.values()))
        try:
            change = self._desk.execute(build(self.draft, self.office, self.today))
        except Refusal as refusal:
            return "", sentence(refusal)
        self.reset()
        return change.created, ""

    def reset(self) -> None:
        """Throw the draft away."""
        self.step = BASIC
        self._set(ProjectDraft())
        self.texts.clear()
        self.errors.clear()
        self._before = None

    @property
    def begun(self) -> bool:
        """Whether the draft holds anything."""
        return self.draft != ProjectDraft()

    # --- what is shown ------------------------------------------------------------------------

    def side(self) -> SideView:
        """The right column."""
        seen, facts = self.seen, self.office.rules.facts
        route = self.drafted()[1]
        change = ""
        if self._before is not None:
            key = self._before.key
            definition = facts.get(key)
            label = definition.label if definition is not None else tr("计划签供地合同")
            if definition is not None or key == LAND_DAY:
                change = change_text(
                    self._before, label, self._shown_value(key), seen, route.forecast_days, self.office
                )
        green = bool(seen.verdict.admitted)
        return SideView(
            verdict=verdict_view(seen.verdict, facts),
            items=item_lines(seen, self.draft, self.office, self._before),
            limit_title=tr("绿色通道") if green else tr("承诺或法定"),
            to_confirm=len(seen.to_confirm),
            not_needed=len(seen.not_applying),
            change=change,
            materials=seen.materials,
            statutory_days=route.statutory_days,
            forecast_days=route.forecast_days,
        )

