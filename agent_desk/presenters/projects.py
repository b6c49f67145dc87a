"""项目: the figures above the list, its filters, its lines, and the workbook of what is shown. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.catalogue import Stage
from agent_desk.domain.money import format_yi
from agent_desk.domain.project import Channel
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Row, Tone, short_date
from agent_desk.presenters.projects_rows import project_row, started_on
from agent_desk.presenters.projects_words import ordered_rules, rule_word
from agent_desk.services.desk import Desk
from agent_desk.services.documents import Document
from agent_desk.services.pinyin_index import PinyinIndex
from agent_desk.services.portfolio import BAR_STAGES, Portfolio, PortfolioRow, portfolio
from agent_desk.services.portfolio_table import portfolio_document
from agent_desk.services.stage_words import stage_word

ALL, GREEN, GENERAL = "all", "green", "general"
ALARMS, PAUSED = "alarms", "paused"
RULE = "rule:"
STAGE, TOWN, AGENT = "stage", "town", "agent"


@dataclass(frozen=True, slots=True)
class Tile:
    """One key figure: name, number, unit and a note that says what it rests on."""

    key: str
    name: str
    value: str
    unit: str
    note: str
    tone: Tone = Tone.PRIMARY


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that can be on; ``group`` chips exclude each other, the others stand alone."""

    key: str
    text: str
    count: int
    on: bool
    icon: str = ""
    exclusive: bool = True


@dataclass(frozen=True, slots=True)
class MenuChip:
    """A filter with a menu: (key, text) of its values, an empty key for all."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    current: str


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """The page as shown. ``empty`` says why there are no rows; ``empty_action`` is "new", "clear" or empty."""

    subtitle: str
    tiles: tuple[Tile, ...]
    chips: tuple[Chip, ...]
    menus: tuple[MenuChip, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    empty_action: str = ""


class ProjectsPresenter:
    """Holds the filters. ``read`` may take long and touches nothing else; ``take`` gives it to the page."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self._portfolio: Portfolio | None = None
        self._index: PinyinIndex | None = None
        self._group = ALL
        self._alone: set[str] = set()
        self._menus = {STAGE: "", TOWN: "", AGENT: ""}
        self._search = ""

    def read(self) -> Portfolio:
        """All active projects with their forecasts; for a worker thread."""
        return portfolio(self._desk.office, self._today())

    def take(self, found: Portfolio) -> None:
        """Show these projects from now on."""
        self._portfolio = found
        self._index = PinyinIndex(
            (row.project.id, text)
            for row in found.rows
            for text in (row.project.name, row.project.short_name, row.project.owner)
            if text
        )

    # --- filters ------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Press a chip: the channel chips exclude each other, 有预警 and 停表中 switch on and off."""
        if key in (ALARMS, PAUSED):
            self._alone ^= {key}
        else:
            self._group = key

    def narrow(self, menu: str, key: str) -> None:
        """Choose a value of a menu (``STAGE``, ``TOWN``, ``AGENT``); an empty key shows all again."""
        self._menus[menu] = key

    def search(self, text: str) -> None:
        """Show only projects whose name or owner fits the text (Chinese, pinyin or initials) or whose code does."""
        self._search = text.strip()

    def clear(self) -> None:
        """Take all filters off."""
        self._group, self._search = ALL, ""
        self._alone.clear()
        self._menus = dict.fromkeys(self._menus, "")

    # --- what is shown ------------------------------------------------------------------------

    def view(self) -> ProjectsView:
        """The page; without a portfolio yet it is empty and says that it is being read."""
        found = self._portfolio
        if found is None:
            return ProjectsView("", (), (), (), (), tr("正在读取项目…"))
        shown = self._shown(found)
        empty, action = "", ""
        if not found.rows:
            empty, action = tr("还没有在办项目，先新建一个。"), "new"
        elif not shown:
            empty, action = tr("没有符合条件的项目。"), "clear"
        figures = found.figures
        rules = self._desk.office.rules.admission
        return ProjectsView(
            subtitle=tr("{n} 个在办，{done} 个已归档", n=figures.active, done=figures.archived),
            tiles=self._tiles(found),
            chips=self._chips(found.rows),
            menus=self._menu_chips(found.rows),
            rows=tuple(project_row(row, rules, found.today) for row in shown),
            empty=empty,
            empty_action=action,
        )

    def document(self) -> Document:
        """The list as it is shown, as a table to be exported."""
        shown = self._shown(self._portfolio) if self._portfolio is not None else []
        return portfolio_document(shown, self._desk.office, self._today())

    def _shown(self, found: Portfolio) -> list[PortfolioRow]:
        rows = [row for row in found.rows if self._fits(row)]
        if self._search and self._index is not None:
            hits = {hit.key for hit in self._index.find(self._search, limit=len(found.rows) * 3)}
            rows = [row for row in rows if row.project.id in hits or self._search in row.project.code]
        # What is built already asks nobody to act, so it stands below what does.
        return sorted(rows, key=_is_done)

    def _fits(self, row: PortfolioRow) -> bool:
        return (
            _in_group(row, self._group)
            and (ALARMS not in self._alone or bool(row.overdue or row.yellow))
            and (PAUSED not in self._alone or bool(row.paused))
            and self._menus[STAGE] in ("", row.stage.value)
            and self._menus[TOWN] in ("", row.project.town)
            and (not self._menus[AGENT] or any(m.id == self._menus[AGENT] for m in row.team))
        )

    def _chips(self, rows: tuple[PortfolioRow, ...]) -> tuple[Chip, ...]:
        group: list[tuple[str, str]] = [(ALL, tr("全部")), (GREEN, tr("绿色通道"))]
        group += [(RULE + r.id, rule_word(r)) for r in ordered_rules(self._desk.office.rules.admission)]
        group.append((GENERAL, tr("一般代办")))
        chips = [
            Chip(key, text, sum(_in_group(row, key) for row in rows), key == self._group)
            for key, text in group
        ]
        alarms = sum(bool(row.overdue or row.yellow) for row in rows)
        paused = sum(bool(row.paused) for row in rows)
        chips.append(
            Chip(ALARMS, tr("有预警"), alarms, ALARMS in self._alone, "triangle-alert", exclusive=False)
        )
        chips.append(Chip(PAUSED, tr("停表中"), paused, PAUSED in self._alone, exclusive=False))
        return tuple(chips)

    def _menu_chips(self, rows: tuple[PortfolioRow, ...]) -> tuple[MenuChip, ...]:
        stages = [(stage.value, stage_word(stage)) for stage in BAR_STAGES if _has_stage(rows, stage)]
        towns = sorted({row.project.town for row in rows if row.project.town})
        agents = {member.id: member.name for row in rows for member in row.team}
        return (
            self._menu(STAGE, tr("阶段"), stages),
            self._menu(TOWN, tr("街道、镇"), [(town, town) for town in towns]),
            self._menu(AGENT, tr("经办"), sorted(agents.items(), key=lambda pair: pair[1])),
        )

    def _menu(self, key: str, name: str, options: Iterable[tuple[str, str]]) -> MenuChip:
        values = (("", tr("全部")), *options)
        current = self._menus[key]
        text = next((text for value, text in values if value and value == current), name)
        return MenuChip(key, text, values, current)

    def _tiles(self, found: Portfolio) -> tuple[Tile, ...]:
        figures, today = found.figures, found.today
        over = sum(row.overdue for row in found.rows)
        fresh = sum(
            row.project.total_investment_fen or 0
            for row in found.rows
            if (row.project.created_on.year, row.project.created_on.month) == (today.year, today.month)
        )
        compression = "—" if figures.compression is None else str(round(figures.compression * 100))
        on_time = f"{figures.on_time / figures.on_time_of * 100:.1f}" if figures.on_time_of else "—"
        return (
            Tile(
                "active",
                tr("在办项目"),
                str(figures.active),
                tr("个"),
                tr(
                    "绿色通道 {green}，一般代办 {general}",
                    green=figures.green,
                    general=figures.active - figures.green,
                ),
            ),
            Tile(
                "money",
                tr("总投资"),
                format_yi(figures.investment_fen, 1),
                tr("亿元"),
                tr("本月新增 {yi} 亿元", yi=format_yi(fresh, 1)),
            ),
            Tile(
                "saved",
                tr("较法定压缩"),
                compression,
                "%",
                tr("{n} 个项目，平均 {days} 天", n=figures.compression_projects, days=round(figures.compression_days)),
            ),
            Tile("same_day", tr("拿地即开工"), str(figures.same_day), tr("个"), _next_same_day(found)),
            Tile(
                "on_time",
                tr("办件按期率"),
                on_time,
                "%" if figures.on_time_of else "",
                tr("近 30 天 {n}/{of} 件", n=figures.on_time, of=figures.on_time_of),
            ),
            Tile(
                "alarms",
                tr("预警"),
                str(figures.alarms),
                tr("件"),
                tr("超期 {over}，临期 {near}", over=over, near=figures.alarms - over),
                Tone.DUE if figures.alarms else Tone.PRIMARY,
            ),
        )


def _in_group(row: PortfolioRow, key: str) -> bool:
    if key == GREEN:
        return row.project.channel is Channel.GREEN
    if key == GENERAL:
        return row.project.channel is Channel.GENERAL
    if key.startswith(RULE):
        return row.project.admission.rule_id == key.removeprefix(RULE)
    return True


def _has_stage(rows: tuple[PortfolioRow, ...], stage: Stage) -> bool:
    return any(row.stage is stage for row in rows)


def _is_done(row: PortfolioRow) -> bool:
    """Construction has begun and no clock runs."""
    node = row.next_node
    return (node is None or not node.item_code) and started_on(row.plan) is not None


def _next_same_day(found: Portfolio) -> str:
    """The next project whose forecast lets it start on the very day of its land contract."""
    days = [
        row.project.land_day
        for row in found.rows
        if row.plan is not None
        and row.project.land_day is not None
        and row.project.land_day > found.today
        and row.plan.goal_on == row.project.land_day
    ]
    if not days:
        return tr("在办项目中的累计")
    return tr("在办项目中，下一个 {day}", day=short_date(min(days), found.today))


