"""报表: which report, of which days, over what, with which chapters; its preview and its files. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agent_desk.domain.project import Channel, ProjectStatus
from agent_desk.i18n import N_, tr
from agent_desk.services.desk import Desk
from agent_desk.services.documents import Document
from agent_desk.services.manual import manual_document
from agent_desk.services.press import Press
from agent_desk.services.project_sheet import project_sheet
from agent_desk.services.report_definitions import Category, OutputFormat, ReportDefinition
from agent_desk.services.report_period import PeriodKind, ReportPeriod, period_of
from agent_desk.services.reporting import available_reports, office_name, report_document
from agent_desk.services.route_plan import plan
from agent_desk.services.whole_files import write_whole

MANUAL = "manual"
"""The guide book of one project: no report definition stands behind it."""

_CATEGORIES: tuple[tuple[Category, str], ...] = (
    ("progress", N_("进度简报")),
    ("statistics", N_("统计")),
    ("legal", N_("法定文书")),
)
_PERIOD_NOTES = {"day": N_("日报"), "week": N_("周报"), "month": N_("月报"), "quarter": N_("季报"), "any": ""}
_KINDS: tuple[tuple[PeriodKind, str], ...] = (
    ("day", N_("日报")),
    ("week", N_("周报")),
    ("month", N_("月报")),
    ("quarter", N_("季报")),
)
_ENDINGS: dict[OutputFormat, str] = {"pdf": "pdf", "excel": "xlsx"}
# Their rows are as of today whatever the period: a choice of days would change nothing.
_OF_TODAY = frozenset({"deadlines", "project_steps"})
_LEADING = "brief"
_BAD_IN_NAMES = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One line of the list: the report's name and how often or over what it is made."""

    id: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """The reports of one category."""

    title: str
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """One chapter and whether it is printed."""

    id: str
    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a report depends on besides the records; made in the window, used beside it."""

    report_id: str
    title: str
    today: date
    period: ReportPeriod | None
    project_id: str
    general: bool
    sections: tuple[str, ...] | None


class ReportsPresenter:
    """Holds the choices. ``document``, ``pdf`` and ``write`` take an ``Asked`` and may run beside the window."""

    def __init__(self, desk: Desk, today: Callable[[], date], press: Press | None) -> None:
        self._desk = desk
        self._today = today
        self._press = press
        self._definitions = {definition.id: definition for definition in available_reports()}
        self._sections: dict[str, list[SectionChoice]] = {}
        self.project_id = ""
        self.general = False
        self.current = ""
        self.period: ReportPeriod | None = None
        first = _LEADING if _LEADING in self._definitions else next(iter(self._definitions), MANUAL)
        self.choose(first)

    # --- which report ---------------------------------------------------------------------------

    def groups(self) -> tuple[ReportGroup, ...]:
        """The list at the left; the guide book stands under its own heading."""
        groups = []
        for category, title in _CATEGORIES:
            entries = [_entry(d) for d in self._definitions.values() if d.category == category]
            entries.sort(key=lambda entry: entry.id != _LEADING)
            if entries:
                groups.append(ReportGroup(tr(title), tuple(entries)))
        book = ReportEntry(MANUAL, tr("服务手册整册"), tr("按项目"))
        return (*groups, ReportGroup(tr("服务手册"), (book,)))

    def choose(self, report_id: str) -> None:
        """Turn to a report; ``KeyError`` for an unknown one. Its period starts with the one of today."""
        if report_id != MANUAL and report_id not in self._definitions:
            raise KeyError(report_id)
        self.current = report_id
        definition = self.definition
        self.period = None
        if definition is not None and self.has_period:
            self.period = period_of(definition.period, self._today())
        if self.needs_project and not self.project_id:
            known = self.projects()
            self.project_id = known[0][0] if known else ""

    @property
    def definition(self) -> ReportDefinition | None:
        """The definition behind the report; None for the guide book."""
        return self._definitions.get(self.current)

    @property
    def name(self) -> str:
        """The name of the report shown."""
        return tr(self.definition.name) if self.definition is not None else tr("服务手册整册")

    # --- over what ------------------------------------------------------------------------------

    @property
    def needs_project(self) -> bool:
        """Whether the report is about one project."""
        return self.definition is None or self.definition.scope == "project"

    def projects(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the active projects."""
        with self._desk.office.store.reading() as uow:
            found = uow.projects.all(ProjectStatus.ACTIVE)
        return tuple((project.id, project.name) for project in found)

    @property
    def has_scope(self) -> bool:
        """Whether projects outside the green channel can be taken in."""
        return self.definition is not None and self.definition.query == "brief"

    def scope_counts(self) -> tuple[int, int]:
        """Active projects in the green channel, and the others."""
        with self._desk.office.store.reading() as uow:
            found = uow.projects.all(ProjectStatus.ACTIVE)
        green = sum(project.channel is Channel.GREEN for project in found)
        return green, len(found) - green

    # --- of which days --------------------------------------------------------------------------

    @property
    def has_period(self) -> bool:
        """Whether another stretch of days makes another report."""
        definition = self.definition
        return definition is not None and definition.period != "any" and definition.query not in _OF_TODAY

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of the lengths of a period."""
        return tuple((kind, tr(text)) for kind, text in _KINDS)

    def set_kind(self, kind: str) -> None:
        """Another length of period, around the last day of the one shown that is not in the future."""
        for known, _ in _KINDS:
            if known == kind and self.period is not None:
                self.period = period_of(known, min(self.period.last, self._today()))

    def step(self, by: int) -> None:
        """The period before (-1) or after (1); never one that begins after today."""
        if self.period is None:
            return
        wanted = self.period.before if by < 0 else self.period.after
        if wanted.first <= self._today():
            self.period = wanted

    def choose_day(self, day: date) -> None:
        """The period around a day; days after today are passed over."""
        if self.period is not None and day <= self._today():
            self.period = period_of(self.period.kind, day)

    @property
    def can_step_on(self) -> bool:
        """Whether there is a later period."""
        return self.period is not None and self.period.after.first <= self._today()

    def period_text(self) -> str:
        """The period in figures: 11-16 至 11-22, with its year where that is another one."""
        if self.period is None:
            return ""
        pattern = "%m-%d" if self.period.first.year == self._today().year else "%Y-%m-%d"
        first, last = (day.strftime(pattern) for day in (self.period.first, self.period.last))
        return first if first == last else tr("{first} 至 {last}", first=first, last=last)

    def period_note(self) -> str:
        """The number of the week, for weeks."""
        if self.period is None or self.period.kind != "week":
            return ""
        return tr("第 {n} 周", n=self.period.first.isocalendar().week)

    # --- with which chapters --------------------------------------------------------------------

    def sections(self) -> tuple[SectionChoice, ...]:
        """The chapters in the order they are printed; none for the guide book."""
        return tuple(self._chapters())

    def _chapters(self) -> list[SectionChoice]:
        definition = self.definition
        if definition is None:
            return []
        return self._sections.setdefault(
            self.current, [SectionChoice(s.id, tr(s.name), s.on) for s in definition.sections]
        )

    def set_section(self, section_id: str, on: bool) -> None:
        """Print a chapter or leave it out."""
        chapters = self._chapters()
        for place, chapter in enumerate(chapters):
            if chapter.id == section_id:
                chapters[place] = SectionChoice(chapter.id, chapter.name, on)

    def move_section(self, section_id: str, by: int) -> bool:
        """Move a chapter up (-1) or down (1); says whether it moved."""
        chapters = self._chapters()
        place = next((n for n, chapter in enumerate(chapters) if chapter.id == section_id), -1)
        if place < 0 or not 0 <= place + by < len(chapters):
            return False
        chapters.insert(place + by, chapters.pop(place))
        return True

    # --- paper ----------------------------------------------------------------------------------

    @property
    def formats(self) -> tuple[OutputFormat, ...]:
        """The kinds of file the report can become."""
        return self.definition.formats if self.definition is not None else ("pdf",)

    def blocked(self) -> str:
        """Why there is nothing to show, as a sentence; empty if there is."""
        if self._press is None:
            return tr("这里不能生成文件。")
        if self.needs_project and not self.project_id:
            return tr("还没有在办项目，先建一个。")
        if self.definition is not None and not any(section.on for section in self._chapters()):
            return tr("至少选一项内容。")
        return ""

    def asked(self) -> Asked:
        """The choices as they are now."""
        chosen = tuple(section.id for section in self._chapters() if section.on)
        return Asked(
            report_id=self.current,
            title=self.name,
            today=self._today(),
            period=self.period,
            project_id=self.project_id if self.needs_project else "",
            general=self.general and self.has_scope,
            sections=chosen if self.definition is not None else None,
        )

    def document(self, asked: Asked) -> Document:
        """The report from the records as they are now; refuses as the services do."""
        office = self._desk.office
        if asked.report_id == MANUAL:
            sheet = project_sheet(office, asked.project_id, asked.today)
            cases = [case.case for case in sheet.cases]
            route = plan(sheet.project, cases, sheet.lives, office, asked.today)
            return manual_document(sheet, route, office, asked.today, org=office_name(office))
        return report_document(
            office,
            asked.report_id,
            asked.today,
            period=asked.period,
            project_id=asked.project_id,
            sections=asked.sections,
            general=asked.general,
        )

    def pdf(self, asked: Asked) -> bytes:
        """The report as it is printed: what is previewed is what is written to a file."""
        return self._ready_press().pdf(self.document(asked))

    def file_name(self, kind: OutputFormat, asked: Asked) -> str:
        """A name to propose for the file."""
        parts = [asked.title]
        if asked.project_id:
            parts.append(dict(self.projects()).get(asked.project_id, ""))
        day = asked.period.last if asked.period is not None else asked.today
        parts.append(min(day, asked.today).isoformat())
        name = " ".join(part for part in parts if part)
        return "".join("_" if sign in _BAD_IN_NAMES else sign for sign in name) + f".{_ENDINGS[kind]}"

    def write(self, kind: OutputFormat, asked: Asked, target: Path, made: bytes | None = None) -> Path:
        """Put the report at a place, whole or not at all; ``made`` is the PDF if it exists already.

        Refuses ``file.cannot_write``.
        """
        if kind == "excel":
            made = self._ready_press().excel(self.document(asked))
        write_whole(target, self.pdf(asked) if made is None else made)
        return target

    def _ready_press(self) -> Press:
        if self._press is None:
            raise RuntimeError("there is no press")
        return self._press


def _entry(definition: ReportDefinition) -> ReportEntry:
    note = N_("按项目") if definition.scope == "project" else _PERIOD_NOTES[definition.period]
    return ReportEntry(definition.id, tr(definition.name), tr(note) if note else "")


def month_weeks(shown: date) -> Sequence[Sequence[date]]:
    """The weeks (Monday first) that touch the month of a day, for a small calendar."""
    start = period_of("week", shown.replace(day=1))
    weeks = []
    while start.first.replace(day=1) <= shown.replace(day=1):
        weeks.append(tuple(date.fromordinal(start.first.toordinal() + n) for n in range(7)))
        start = start.after
    return weeks
