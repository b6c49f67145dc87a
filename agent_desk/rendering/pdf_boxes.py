"""Boxes and pages: a document is a sequence of boxes that are never cut, and pages take as many as fit.

A line of text, a row of a table and a chart are boxes. Layout comes first and drawing afterwards, so
the number of pages and the page of every heading are known before the first stroke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from agent_desk.rendering.pdf_pen import Pen

Painter: TypeAlias = Callable[[Pen, float, float], None]
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading as the outline and the contents know it; ``level`` from 1."""

    key: str
    text: str
    level: int
    listed: bool = True


@dataclass(slots=True)
class Box:
    """Something of fixed ``height`` (points) painted by ``paint(pen, left, top)``.

    ``before`` is the gap above it, dropped at the top of a page; ``keep_next`` holds it on the page of the
    next box; ``repeat`` is painted again above it where it opens a page (the header of a table).
    """

    height: float
    paint: Painter
    before: float = 0.0
    keep_next: bool = False
    new_page: bool = False
    bookmark: Bookmark | None = None
    repeat: Box | None = None


@dataclass(slots=True)
class Placed:
    """A box with the height of its top edge above the lower edge of the page."""

    box: Box
    top: float


@dataclass(slots=True)
class PageBoxes:
    """What stands on one page."""

    placed: list[Placed] = field(default_factory=list)


def paginate(boxes: Iterable[Box], top: float, bottom: float, first_top: float) -> list[PageBoxes]:
    """Boxes on pages whose text area reaches from ``top`` down to ``bottom`` (the first page from
        ``first_top``).
    There is always at least one page. A run held together that is higher than a page is cut where the page
    ends.
    """
    pages = [PageBoxes()]
    y = first_top
    for run in _runs(boxes):
        needed = sum(box.before + box.height for box in run)
        opening = run[0].new_page and bool(pages[-1].placed)
        if opening or (pages[-1].placed and y - needed < bottom - _SLACK and needed <= top - bottom):
            pages.append(PageBoxes())
            y = top
        for box in run:
            y = _place(box, pages, y, top, bottom)
    return pages


def _place(box: Box, pages: list[PageBoxes], y: float, top: float, bottom: float) -> float:
    if pages[-1].placed and y - box.before - box.height < bottom - _SLACK:
        pages.append(PageBoxes())
        y = top
    page = pages[-1]
    if not page.placed:
        if box.repeat is not None and len(pages) > 1:
            page.placed.append(Placed(box.repeat, y))
            y -= box.repeat.height
    else:
        y -= box.before
    page.placed.append(Placed(box, y))
    return y - box.height


def _runs(boxes: Iterable[Box]) -> Iterable[list[Box]]:
    """Boxes that want to stay together, each run ended by the first box that does not hold the next."""
    run: list[Box] = []
    for box in boxes:
        run.append(box)
        if not box.keep_next:
            yield run
            run = []
    if run:
        yield run
