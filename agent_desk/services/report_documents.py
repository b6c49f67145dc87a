"""Composes a printed report from its definition and the figures the queries delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import language, tr
from agent_desk.services.documents import (
    BarChart,
    Block,
    ChartRow,
    Document,
    GanttBlock,
    Heading,
    LineChart,
    ListBlock,
    Paragraph,
    Table,
)  # fmt: skip
from agent_desk.services.report_definitions import ReportDefinition, SectionDefinition
from agent_desk.services.report_tables import build_table

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a report says, already in words and figures of one snapshot; whatever is empty is left out.

    ``rows`` are rows of the definition's query; ``year`` is the year short dates leave out.
    """

    rows: Sequence[object] = ()
    summary: tuple[str, ...] = ()
    charts: tuple[BarChart | LineChart, ...] = ()
    gantt: GanttBlock | None = None
    issues: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    table_note: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ReportFrame:
    """What stands around the content: whose report, of which issue and day, for whom, by whom."""

    org: str = ""
    subtitle: str = ""
    date_text: str = ""
    footer_left: str = ""
    footer_center: str = ""
    title: str = ""
    author: str = ""


def compose_report(
    definition: ReportDefinition,
    content: ReportContent,
    frame: ReportFrame,
    sections: Sequence[str] | None = None,
) -> Document:
    """The report as a document. ``sections`` gives ids in the wished order; ``None`` takes those that are on.

    Raises ``Refusal`` ``report.unknown_section`` for an id the definition does not have.
    """
    blocks: list[Block] = []
    number = 0
    for section in _chosen(definition, sections):
        made = _blocks(definition, section, content)
        if made and section.title:
            blocks.append(Heading(_numbered(number, tr(section.title))))
            number += 1
        blocks += made
    title = frame.title or tr(definition.title)
    return Document(
        title=title,
        blocks=tuple(blocks),
        subtitle=frame.subtitle,
        org=frame.org,
        date_text=frame.date_text,
        red_head=definition.red_head,
        page=definition.page,
        running_left=title,
        running_right=frame.subtitle or frame.date_text,
        footer_left=frame.footer_left,
        footer_center=frame.footer_center,
        meta=(("author", frame.author or frame.org), ("subject", tr(definition.name))),
    )


def _chosen(definition: ReportDefinition, sections: Sequence[str] | None) -> list[SectionDefinition]:
    if sections is None:
        return [section for section in definition.sections if section.on]
    known = {section.id: section for section in definition.sections}
    for wanted in sections:
        if wanted not in known:
            raise Refusal("report.unknown_section", section=wanted, known="、".join(known))
    return [known[wanted] for wanted in sections]


def _numbered(index: int, title: str) -> str:
    if language() == "zh" and index < len(_NUMERALS):
        return f"{_NUMERALS[index]}、{title}"
    return f"{index + 1}. {title}"


def _blocks(definition: ReportDefinition, section: SectionDefinition, content: ReportContent) -> list[Block]:
    if section.kind == "summary":
        return [Paragraph(text) for text in content.summary]
    if section.kind == "charts":
        return [ChartRow(content.charts)] if content.charts else []
    if section.kind == "table":
        return [Table(build_table(definition, content.rows, year=content.year, note=content.table_note))]
    if section.kind == "gantt":
        return [content.gantt] if content.gantt is not None else []
    if section.kind == "issues":
        return [ListBlock(content.issues)] if content.issues else []
    return [Paragraph(text, "note") for text in content.notes]
