"""服务手册: the book of a project as a document, its contents, and what the column at the right says."""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.domain.case import MaterialState
from agent_desk.i18n import tr
from agent_desk.services.documents import Document, Table
from agent_desk.services.manual import manual_document
from agent_desk.services.manual_tables import papers_table
from agent_desk.services.office import Office
from agent_desk.services.press import Press
from agent_desk.services.project_sheet import ProjectSheet
from agent_desk.services.route_plan import RoutePlan


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of the book: ``level`` 1 or 2, ``page`` from 0."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Book:
    """The printed manual: its bytes, how many pages, and its contents."""

    pdf: bytes
    pages: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PaperCounts:
    """All papers of the project by state."""

    total: int
    accepted: int
    submitted: int
    tolerated: int
    missing: int


def print_book(sheet: ProjectSheet, plan: RoutePlan, office: Office, press: Press) -> Book:
    """Set the manual and find where its chapters are; takes a while, for a worker thread."""
    document = manual_document(sheet, plan, office, sheet.today)
    pdf = press.pdf(document)
    pages = press.page_count(pdf)
    entries = tuple(Entry(title, level, page) for title, level, page in press.outline(pdf) if level <= 2)
    return Book(pdf, pages, entries)


def papers_document(sheet: ProjectSheet) -> Document:
    """The list of all papers as a workbook of its own."""
    project = sheet.project
    return Document(
        title=tr("{project}材料总清单", project=project.name),
        blocks=(Table(papers_table(sheet, sheet.today)),),
        date_text=sheet.today.isoformat(),
    )


def paper_counts(sheet: ProjectSheet) -> PaperCounts:
    """How many papers stand where."""

    def count(state: MaterialState) -> int:
        return sum(material.state is state for material in sheet.materials)

    return PaperCounts(
        len(sheet.materials),
        count(MaterialState.ACCEPTED),
        count(MaterialState.SUBMITTED),
        count(MaterialState.TOLERATED),
        count(MaterialState.MISSING),
    )
