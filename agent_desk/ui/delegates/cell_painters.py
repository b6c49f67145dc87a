"""Painters of the other cells: text, two lines, tags, avatars, stages, health, mini bar, group header."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from agent_desk.presenters.cells import (
    Align,
    AvatarsCell,
    GroupHeader,
    GroupShape,
    HealthView,
    MiniBar,
    StageBarView,
    Tag,
    TagKind,
    TagsCell,
    TextCell,
    Tone,
    TwoLine,
)
from agent_desk.ui.delegates.context import CellContext
from agent_desk.ui.delegates.ink import BODY_ROLES, CAPTION_ROLES, TONE_TOKENS
from agent_desk.ui.delegates.shapes import (
    TAG_HEIGHT,
    paint_avatars,
    paint_group_shape,
    paint_health,
    paint_tag,
    round_bar,
    tag_width,
    track_color,
)
from agent_desk.ui.theme import mixed

_TAG_SPACE = 6
_MORE_ROOM = 22
"""Kept free for "+1" behind a tag; it may lean into the gap between columns."""
_STAGE_GAP = 3

_GROUP_TONES = {GroupShape.OVER: "state.over.text", GroupShape.TODAY: "state.due.text"}


def tone_color(context: CellContext, tone: Tone) -> QColor:
    """The colour of a tone on this row."""
    return context.quiet() if tone is Tone.QUIET else context.color(TONE_TOKENS[tone])


def paint_text(context: CellContext, view: TextCell) -> None:
    """One line in the middle of the row."""
    role = (CAPTION_ROLES if view.small else BODY_ROLES)[view.weight]
    text = context.ink.elided(role, view.text, context.rect.width())
    color = tone_color(context, view.tone)
    top = context.top + 11
    if view.align is Align.RIGHT:
        context.ink.draw_right(context.painter, context.rect.right(), top, text, role, color)
        return
    x = context.rect.left()
    if view.align is Align.CENTER:
        x = context.rect.center().x() - context.ink.width(role, text) / 2
    context.ink.draw(context.painter, x, top, text, role, color)


def paint_two_line(context: CellContext, view: TwoLine) -> None:
    """A strong first line over a caption; the tail stands behind the caption in the same tone."""
    ink, painter, rect = context.ink, context.painter, context.rect
    first = ink.elided("bodyStrong", view.first, rect.width())
    ink.draw(painter, rect.left(), context.top + 2, first, "bodyStrong", context.color("text.1"))
    loud = view.tone in (Tone.OVER, Tone.DUE)
    role = "captionBold" if loud else "caption"
    color = tone_color(context, view.tone)
    second = ink.elided(role, view.second, rect.width())
    x = ink.draw(painter, rect.left(), context.top + 20, second, role, color)
    if view.tail and rect.right() - x > 30:
        tail = ink.elided(role, view.tail, rect.right() - x - 8)
        end = ink.draw(painter, x + 8, context.top + 20, tail, role, color)
        if view.tail_provisional:
            ink.dashed_underline(painter, x + 8, end, context.top + 20, role, color)


def paint_tags(context: CellContext, view: TagsCell) -> None:
    """Tags side by side; those without room become a number."""
    x, right = context.rect.left(), context.rect.right()
    y = context.middle - TAG_HEIGHT // 2 - 1
    for place, tag in enumerate(view.tags):
        rest = len(view.tags) - place
        if place and x + tag_width(context.ink, tag) > right:
            more = Tag(TagKind.NEUTRAL, f"+{rest}")
            paint_tag(context.painter, context.ink, more, x, y, max(0.0, right - x + 14), context.dpr)
            return
        reserve = _MORE_ROOM if rest > 1 else 0
        x = paint_tag(context.painter, context.ink, tag, x, y, right - x - reserve, context.dpr) + _TAG_SPACE


def paint_tag_cell(context: CellContext, view: Tag) -> None:
    """A single tag."""
    paint_tags(context, TagsCell((view,)))


def paint_people(context: CellContext, view: AvatarsCell) -> None:
    """One person at 24 px, or several at 22 px overlapping."""
    size = 24 if len(view.people) == 1 else 22
    paint_avatars(
        context.painter, context.ink, view.people, context.rect.left(), context.middle, size, context.ground()
    )


def paint_stages(context: CellContext, view: StageBarView) -> None:
    """Segments, one per stage: done ones paler, running ones in full accent; stage and percent below."""
    theme, painter, rect = context.theme, context.painter, context.rect
    count = max(1, len(view.shares))
    width = (rect.width() - _STAGE_GAP * (count - 1)) / count
    accent = theme.color("accent.fill")
    done = mixed(context.ground(), accent, 0.55)
    track = track_color(theme, context.selected)
    for place, share in enumerate(view.shares):
        x = rect.left() + place * (width + _STAGE_GAP)
        painter.setBrush(track)
        bar = QRectF(x, context.top + 8, width, 6)
        round_bar(painter, bar)
        if share > 0:
            painter.setBrush(done if share >= 1 and place != view.current else accent)
            round_bar(painter, QRectF(x, bar.top(), max(3.0, width * min(1.0, share)), bar.height()))
    top = context.top + 18
    percent = f"{view.percent}%"
    color = context.quiet()
    left = context.ink.draw_right(painter, rect.right(), top, percent, "caption", color)
    label = context.ink.elided("caption", view.label, left - rect.left() - 6)
    context.ink.draw(painter, rect.left(), top, label, "caption", color)


def paint_health_cell(context: CellContext, view: HealthView) -> None:
    """The health shape at the left of the cell."""
    center = QPointF(context.rect.left() + 6, context.middle - 1)
    paint_health(context.painter, context.theme, view.state, center)


def paint_mini_bar(context: CellContext, view: MiniBar) -> None:
    """A figure, what it is of, the percent at the right and a 4 px bar below."""
    ink, painter, rect = context.ink, context.painter, context.rect
    top = context.top + 7
    x = ink.draw(painter, rect.left(), top, view.value, "bodyBold", context.color("text.1"))
    percent_color = context.color(TONE_TOKENS[view.tone])
    left = ink.draw_right(painter, rect.right(), top, view.percent, "captionBold", percent_color)
    of = ink.elided("caption", view.of, left - x - 8)
    ink.draw(painter, x + 2, top, of, "caption", context.quiet())
    bar = QRectF(rect.left(), context.top + 28, rect.width(), 4)
    painter.setBrush(track_color(context.theme, context.selected))
    round_bar(painter, bar)
    if view.share > 0:
        painter.setBrush(context.color("accent.fill"))
        round_bar(painter, QRectF(bar.left(), bar.top(), max(4.0, bar.width() * min(1.0, view.share)), 4))


def paint_group(context: CellContext, view: GroupHeader) -> None:
    """Shape or chevron, name, count, note. The row is 30 px at standard density and has no line below."""
    ink, painter, rect = context.ink, context.painter, context.rect
    top = context.top + 13
    x = rect.left()
    if view.collapsed is not None:
        name = "chevron-right" if view.collapsed else "chevron-down"
        painter.drawPixmap(QPointF(x - 1, top + 3), context.theme.pixmap(name, "text.3", 14, context.dpr))
        x += 21
    elif view.shape is not GroupShape.NONE:
        paint_group_shape(painter, context.theme, view.shape, QPointF(x + 7, top + 10))
        x += 21
    role = "body" if view.collapsed is not None else "bodyBold"
    loudest = "text.1" if view.collapsed is None else "text.2"
    color = context.color(_GROUP_TONES.get(view.shape, loudest))
    x = ink.draw(painter, x, top, view.name, role, color)
    count_role = "caption" if view.collapsed is not None else "captionBold"
    x = ink.draw(
        painter, x + 7, top, f"{view.count} {view.unit}".rstrip(), count_role, context.color("text.2")
    )
    note = ink.elided("caption", view.note, rect.right() - x - 11)
    ink.draw(painter, x + 11, top, note, "caption", context.color("text.3"))
