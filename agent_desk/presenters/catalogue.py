"""事项库: the items by stage with search and filter, and everything the catalogue says about one. Read only, no Qt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from agent_desk.domain.catalogue import ApprovalItem, LimitEvidence, MaterialTemplate, Stage
from agent_desk.domain.limits import Limit
from agent_desk.domain.project import ProjectStatus
from agent_desk.i18n import N_, language, tr
from agent_desk.presenters.catalogue_words import ConditionWords
from agent_desk.presenters.cells import (
    Align,
    CellView,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    Row,
    TableRow,
    Tag,
    TagKind,
    TextCell,
    Tone,
    Weight,
)
from agent_desk.services.desk import Desk
from agent_desk.services.manual_words import legal_limit_name, limit_text, measure_lines
from agent_desk.services.pinyin_index import PinyinIndex

ALL = "all"
RECHECK = "recheck"
_SHORT_STAGES = {
    Stage.START_UP: N_("企业开办"),
    Stage.LAND: N_("立项用地"),
    Stage.DESIGN: N_("工程建设"),
    Stage.CONSTRUCTION: N_("施工许可"),
    Stage.COMPLETION: N_("竣工验收"),
}
_EVIDENCE = {
    LimitEvidence.OWN: N_("已核对条文"),
    LimitEvidence.DEFAULT: N_("按行政许可法第四十二条推定"),
    LimitEvidence.NONE: N_("法律未定天数"),
    LimitEvidence.UNVERIFIED: N_("未核对原文"),
}
_SHOWN_PROJECTS = 12


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip above the list."""

    key: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class LimitView:
    """One of the three limits: its name, colour token, the figure in its own unit, and where it comes from."""

    name: str
    token: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section; ``project_id`` makes it a way to that project."""

    text: str
    tone: Tone = Tone.PRIMARY
    tags: tuple[Tag, ...] = ()
    project_id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """Everything about one item, worded."""

    code: str
    name: str
    other_name: str
    tags: tuple[Tag, ...]
    limits: tuple[LimitView, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Which active projects have which item: (project id, name) by item code."""

    projects: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def count(self, code: str) -> int:
        """How many projects have the item."""
        return len(self.projects.get(code, ()))


def columns() -> tuple[Column, ...]:
    """The columns of the list; "20 working days" takes more room than 20 工作日."""
    limit = 96 if language() == "zh" else 118
    return (
        Column("code", tr("编号"), 88),
        Column("name", tr("事项"), None, min_width=180),
        Column("department", tr("部门"), 116, optional=True),
        Column("legal", tr("法定"), limit, swatch="clock.legal.fill"),
        Column("promise", tr("承诺"), limit, swatch="clock.promise.fill"),
        Column("green", tr("绿色通道"), limit + 8, swatch="clock.green.fill"),
        Column("projects", tr("项目"), 70, Align.RIGHT),
    )


class CataloguePresenter:
    """Search, filter and the item looked at."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self._catalogue = desk.office.rules.catalogue
        self._index = PinyinIndex((item.code, item.short_name or item.name) for item in self._catalogue)
        self._words = ConditionWords(desk.office.rules.facts)
        self._usage = Usage()
        self.filter = ALL
        self.query = ""
        self.current = self._catalogue.items[0].code if self._catalogue.items else ""

    def read(self) -> Usage:
        """Which projects have which item; safe on a worker."""
        with self._desk.office.store.reading() as uow:
            names = {p.id: p.display_name for p in uow.projects.all(ProjectStatus.ACTIVE)}
            states = uow.states.all()
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for state in states:
            if state.project_id in names:
                found[state.item_code][state.project_id] = names[state.project_id]
        return Usage({code: tuple(projects.items()) for code, projects in found.items()})

    def show(self, usage: Usage) -> None:
        """Take what was read."""
        self._usage = usage

    # --- list ---------------------------------------------------------------------------------

    def filters(self) -> tuple[Filter, ...]:
        """All, the stages, and what has to be checked before use."""
        counts = Counter(item.stage for item in self._catalogue)
        stages = [Filter(stage.name, tr(_SHORT_STAGES[stage]), counts[stage]) for stage in Stage]
        recheck = sum(item.needs_recheck for item in self._catalogue)
        return (
            Filter(ALL, tr("全部"), len(self._catalogue)),
            *stages,
            Filter(RECHECK, tr("待复核"), recheck),
        )

    def rows(self) -> tuple[TableRow, ...]:
        """The items that match, under their stages."""
        matching = [item for item in self._catalogue if self._shown(item)]
        rows: list[TableRow] = []
        for stage in Stage:
            of_stage = [item for item in matching if item.stage is stage]
            if of_stage:
                header = GroupHeader(GroupShape.NONE, tr(stage.value), len(of_stage))
                rows.append(GroupRow(f"stage-{stage.name}", header))
                rows.extend(self._row(item) for item in of_stage)
        return tuple(rows)

    def _shown(self, item: ApprovalItem) -> bool:
        if self.filter == RECHECK and not item.needs_recheck:
            return False
        if self.filter in Stage.__members__ and item.stage.name != self.filter:
            return False
        wanted = self.query.strip().lower()
        if not wanted:
            return True
        fields = (
            item.code,
            item.name,
            item.name_en,
            item.short_name,
            item.department,
            item.authority,
            item.basis,
        )
        if any(wanted in text.lower() for text in fields):
            return True
        return any(hit.key == item.code for hit in self._index.find(wanted, len(self._catalogue)))

    def _row(self, item: ApprovalItem) -> Row:
        count = self._usage.count(item.code)
        cells: dict[str, CellView] = {
            "code": TextCell(item.code, Tone.QUIET),
            "name": TextCell(_name(item), Tone.PRIMARY, Weight.STRONG, small=False),
            "department": TextCell(item.department),
            "legal": _limit_cell(item.statutory),
            "promise": _limit_cell(item.promised),
            "green": _limit_cell(item.target),
            "projects": TextCell(
                str(count) if count else "—", Tone.SECONDARY if count else Tone.QUIET, align=Align.RIGHT
            ),
        }
        spoken = (
            item.code,
            _name(item),
            item.department,
            tr("法定 {limit}", limit=limit_text(item.statutory)),
        )
        return Row(item.code, cells, accessible=tr("，").join(spoken))

    # --- one item -----------------------------------------------------------------------------

    def item(self) -> ItemView | None:
        """The item looked at."""
        item = self._catalogue.find(self.current)
        if item is None:
            return None
        other = item.name if language() == "en" else item.name_en
        return ItemView(
            code=item.code,
            name=item.name if language() == "zh" else item.name_en,
            other_name=other,
            tags=_tags(item),
            limits=_limits(item),
            sections=tuple(section for section in self._sections(item) if section.lines),
        )

    def _sections(self, item: ApprovalItem) -> Sequence[Section]:
        return (
            Section(tr("待复核"), _recheck_lines(item)),
            Section(
                tr("办理部门"),
                (
                    Line(item.authority),
                    Line(tr("本区对应：{department}", department=item.department), Tone.SECONDARY),
                ),
            ),
            Section(tr("适用条件"), (Line(self._words.text(item.condition)),)),
            Section(tr("依据"), _basis_lines(item)),
            Section(tr("先办事项"), self._order_lines(item)),
            Section(tr("材料"), tuple(_material_line(paper) for paper in item.materials)),
            Section(tr("不计入期限"), _excluded_lines(item)),
            Section(tr("可压缩的做法"), tuple(Line(text) for text in measure_lines(item))),
            Section(tr("说明"), (Line(item.note, Tone.SECONDARY),) if item.note else ()),
            Section(tr("涉及项目 {n} 个", n=self._usage.count(item.code)), self._project_lines(item)),
        )

    def _order_lines(self, item: ApprovalItem) -> tuple[Line, ...]:
        """What must come first by law, by when the item itself must be done, and the customary order."""
        lines = [Line(tr("法定前置：{items}", items=self._names(group))) for group in item.prerequisites]
        if item.prerequisites and item.prerequisites_basis:
            lines.append(Line(tr("前置依据：{basis}", basis=item.prerequisites_basis), Tone.SECONDARY))
        if item.gate_words:
            lines.append(Line(tr("最迟：{words}", words=item.gate_words)))
        if item.gate_basis:
            lines.append(Line(item.gate_basis, Tone.SECONDARY))
        lines.extend(
            Line(tr("通常先办：{items}", items=self._names(group)), Tone.SECONDARY)
            for group in item.usual_after
        )
        return tuple(lines)

    def _names(self, group: Sequence[str]) -> str:
        return tr("或").join(_name(self._catalogue.item(code)) for code in group)

    def _project_lines(self, item: ApprovalItem) -> tuple[Line, ...]:
        found = self._usage.projects.get(item.code, ())
        lines = [Line(name, Tone.ACCENT, project_id=key) for key, name in found[:_SHOWN_PROJECTS]]
        if len(found) > _SHOWN_PROJECTS:
            lines.append(Line(tr("另有 {n} 个", n=len(found) - _SHOWN_PROJECTS), Tone.QUIET))
        return tuple(lines)


def _name(item: ApprovalItem) -> str:
    return item.name_en if language() == "en" else item.short_name or item.name


def _limit_cell(limit: Limit | None) -> TextCell:
    return TextCell(limit_text(limit), Tone.SECONDARY if limit else Tone.QUIET)


def _tags(item: ApprovalItem) -> tuple[Tag, ...]:
    tags = [Tag(TagKind.OUTLINE, item.code), Tag(TagKind.NEUTRAL, tr(item.stage.value))]
    if item.group.value:
        tags.append(Tag(TagKind.PROMISE, tr(item.group.value)))
    if item.simulated:
        tags.append(Tag(TagKind.SIMULATED, tr("可模拟审批")))
    if item.needs_recheck:
        tags.append(Tag(TagKind.DUE, tr("待复核"), "triangle-alert"))
    return tuple(tags)


def _limits(item: ApprovalItem) -> tuple[LimitView, ...]:
    target_note = tr("按默认规则推算") if item.target_is_default else tr("办公室录入")
    promised_note = item.promised_source
    if item.promised_is_illustrative:
        promised_note = tr("参考值：{source}", source=promised_note) if promised_note else tr("参考值")
    return (
        LimitView(
            legal_limit_name(item),
            "clock.legal.fill",
            limit_text(item.statutory),
            tr(_EVIDENCE[item.evidence]),
        ),
        LimitView(
            tr("承诺期限"),
            "clock.promise.fill",
            limit_text(item.promised),
            promised_note if item.promised else "",
        ),
        LimitView(
            tr("绿色通道"), "clock.green.fill", limit_text(item.target), target_note if item.target else ""
        ),
    )


def _recheck_lines(item: ApprovalItem) -> tuple[Line, ...]:
    if not item.needs_recheck:
        return ()
    return (Line(item.recheck or tr("条文和期限尚未核对原文"), Tone.DUE),)


def _basis_lines(item: ApprovalItem) -> tuple[Line, ...]:
    lines = [Line(part) for part in item.basis.split("；") if part]
    if item.earlier_basis and item.basis_since:
        earlier = tr("{day} 前受理的：{basis}", day=item.basis_since.isoformat(), basis=item.earlier_basis)
        lines.append(Line(earlier, Tone.SECONDARY))
    if item.clock_start_words:
        lines.append(Line(tr("起算：{words}", words=item.clock_start_words), Tone.SECONDARY))
    lines.append(Line(tr("补正告知：{limit}", limit=limit_text(item.notice)), Tone.SECONDARY))
    if item.max_extension and item.statutory:
        longest = limit_text(Limit(item.max_extension, item.statutory.unit))
        lines.append(Line(tr("最长可延期：{limit}", limit=longest), Tone.SECONDARY))
    if item.unit_is_silent:
        lines.append(Line(tr("条文写“日”，未写工作日，按自然日计"), Tone.SECONDARY))
    if item.validity is not None:
        validity = tr("有效期：{limit}", limit=limit_text(item.validity))
        lines.append(
            Line(tr("，").join(part for part in (validity, item.validity_basis) if part), Tone.SECONDARY)
        )
    return tuple(lines)


def _material_line(paper: MaterialTemplate) -> Line:
    tags = []
    if paper.tolerable:
        tags.append(Tag(TagKind.GAP, tr("可容缺")))
    if paper.conditional:
        tags.append(Tag(TagKind.OUTLINE, tr("视情")))
    return Line(paper.name, tags=tuple(tags))


def _excluded_lines(item: ApprovalItem) -> tuple[Line, ...]:
    if not item.excluded_time:
        return ()
    return (
        Line(tr("{kinds}（须书面告知）", kinds=tr("、").join(tr(kind.value) for kind in item.excluded_time))),
    )
