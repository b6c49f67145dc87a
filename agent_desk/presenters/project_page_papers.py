"""材料: the papers of every case with where they stand, and which states a paper can be put in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import Material, MaterialState
from agent_desk.i18n import tr
from agent_desk.presenters.cells import (
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
    short_date,
)
from agent_desk.services.item_names import item_name
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.words import word

STATES = (
    MaterialState.MISSING,
    MaterialState.TOLERATED,
    MaterialState.SUBMITTED,
    MaterialState.ACCEPTED,
)
"""In the order of the keys 1 to 4."""

_TAGS = {
    MaterialState.ACCEPTED: (TagKind.GREEN, "check"),
    MaterialState.SUBMITTED: (TagKind.PROMISE, ""),
    MaterialState.TOLERATED: (TagKind.GAP, ""),
}


@dataclass(frozen=True, slots=True)
class PapersView:
    """The tab: lines, counts by state in the order of ``STATES``, and what to say without any line."""

    rows: tuple[TableRow, ...]
    counts: tuple[tuple[str, int], ...]
    total: int
    empty: str = ""


def paper_columns() -> tuple[Column, ...]:
    """The columns of the papers."""
    return (
        Column("place", "", 56),
        Column("name", tr("材料"), None, min_width=260),
        Column("tolerable", tr("容缺"), 84),
        Column("source", tr("出处"), 300, optional=True),
        Column("state", tr("状态"), 150),
    )


def papers_view(sheet: ProjectSheet, open_only: bool) -> PapersView:
    """All papers by case; ``open_only`` leaves out the accepted ones."""
    rows: list[TableRow] = []
    for case in sheet.cases:
        shown = [m for m in case.materials if not (open_only and m.state is MaterialState.ACCEPTED)]
        if shown:
            ready = case.count(MaterialState.ACCEPTED)
            note = tr("已齐 {n}/{total}", n=ready, total=len(case.materials))
            header = GroupHeader(GroupShape.NONE, item_name(case.item), len(shown), note, unit=tr("份"))
            rows.append(GroupRow(f"case:{case.case.id}", header))
            rows.extend(_row(material, case, sheet.today) for material in shown)
    papers = sheet.materials
    counts = tuple((word(state), sum(m.state is state for m in papers)) for state in STATES)
    empty = ""
    if not rows:
        empty = tr("材料已全部收齐。") if papers else tr("本项目的事项没有列出材料。")
    return PapersView(tuple(rows), counts, len(papers), empty)


def _row(material: Material, case: CaseSheet, today: date) -> Row:
    tag = _tag(material, case, today)
    cells: dict[str, CellView] = {
        "place": TextCell(str(material.position), Tone.QUIET),
        "name": TextCell(material.name, Tone.PRIMARY, Weight.NORMAL, small=False),
        "tolerable": TextCell(tr("可容缺") if material.tolerable else "", Tone.QUIET),
        "source": TextCell(material.source, Tone.QUIET),
        "state": tag,
    }
    return Row(material.id, cells, accessible=tr("{material}，{state}", material=material.name, state=tag.text))


def _tag(material: Material, case: CaseSheet, today: date) -> Tag:
    """Missing is an alarm only once the case was received; a promise that has passed is one too."""
    if material.state is MaterialState.TOLERATED and material.until is not None:
        kind = TagKind.OVER if material.until < today else TagKind.GAP
        return Tag(kind, tr("容缺至 {day}", day=short_date(material.until, today)))
    if material.state is MaterialState.MISSING:
        return Tag(TagKind.OVER if case.life.received_on else TagKind.OUTLINE, word(material.state))
    kind, icon = _TAGS[material.state]
    return Tag(kind, word(material.state), icon)


def find_paper(sheet: ProjectSheet, material_id: str) -> Material | None:
    """The paper with that id."""
    return next((m for m in sheet.materials if m.id == material_id), None)
