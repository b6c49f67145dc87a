"""``agent-desk due``: one date, or a file of them, counted by the law and opened into its days."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

import click

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.clock import ClockSettings, Deadline, Pause, compute, may_stop
from agent_desk.domain.derivation import Derivation, derive
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit, Unit
from agent_desk.i18n import N_, tr

LoadCalendar = Callable[[str | None], WorkCalendar]
"""Gives the work calendar; the argument is the ``--data`` option (None: the desk's own data)."""

Sentence = Callable[[Refusal], str]

UNIT_TEXTS: Mapping[Unit, str] = {
    Unit.WORKING: N_("{n} 个工作日"),
    Unit.CALENDAR: N_("{n} 日（日历日）"),
    Unit.CALENDAR_MONTH: N_("{n} 个月"),
    Unit.EVERY_DAY: N_("{n} 天（每日计）"),
}
WEEKDAYS = (
    N_("星期一"),
    N_("星期二"),
    N_("星期三"),
    N_("星期四"),
    N_("星期五"),
    N_("星期六"),
    N_("星期日"),
)

_DATE = re.compile(
    r"(?P<y>[0-9]{4})(?:(?P<dot>[-/.])(?P<m>[0-9]{1,2})(?P=dot)(?P<d>[0-9]{1,2})"
    r"|年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日)"
)
_BATCH_KEYS = frozenset({"id", "start", "limit", "unit", "exclude", "extension", "roll_over", "today"})
_EXAMPLE = '{"start": "2026-11-20", "limit": 20}'
_EXCLUDE_KEYS = frozenset({"from", "to", "notice", "kind", "basis"})
_SHORT = ("start", "limit", "unit", "due", "due_unmoved", "provisional", "moved", "paused", "rule", "basis")


@dataclass(frozen=True, slots=True)
class _Question:
    start: date
    limit: Limit
    pauses: tuple[Pause, ...]
    extension: int
    settings: ClockSettings
    today: date

    def answer(self, calendar: WorkCalendar) -> Derivation:
        deadline = compute(
            self.start, self.limit, calendar, self.pauses, self.settings, self.extension, self.today
        )
        return derive(deadline, calendar)


# -- reading what was asked --------------------------------------------------------------------------------


def parse_day(text: object) -> date:
    """A date written 2026-11-20, 2026/11/20, 2026.11.20 or 2026年11月20日. Refusal ``due.bad_date``."""
    match = _DATE.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        raise Refusal("due.bad_date", text=str(text))
    try:
        return date(int(match["y"]), int(match["m"] or match["month"]), int(match["d"] or match["day"]))
    except ValueError:
        raise Refusal("due.no_such_day", text=str(text)) from None


def _parse_span(text: str) -> tuple[date, date | None]:
    first, dots, last = text.partition("..")
    if not dots:
        raise Refusal("due.bad_span", text=text)
    return parse_day(first), parse_day(last) if last.strip() else None


def _pauses(excluded: tuple[str, ...], notices: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[Pause, ...]:
    for name, given in (("--notice", notices), ("--kind", kinds)):
        if len(given) not in (0, 1, len(excluded)):
            raise Refusal("due.count_differs", option=name, given=len(given), spans=len(excluded))
    pauses = []
    for index, text in enumerate(excluded):
        first, last = _parse_span(text)
        notice = _nth(notices, index)
        kind = _nth(kinds, index)
        pauses.append(Pause(first, last, kind, "", notice, allowed=not kind or may_stop(kind)))
    return tuple(pauses)


def _nth(values: tuple[str, ...], index: int) -> str:
    if not values:
        return ""
    return values[index] if len(values) > 1 else values[0]


def _question_of(record: object, today: date) -> _Question:
    if not isinstance(record, dict):
        raise Refusal("due.not_an_object", example=_EXAMPLE)
    _known_keys(record, _BATCH_KEYS)
    for key in ("start", "limit"):
        if key not in record:
            raise Refusal("due.missing_key", key=key)
    exclude = [] if record.get("exclude") is None else record["exclude"]
    roll_over = record.get("roll_over", True)
    if not isinstance(exclude, list):
        raise Refusal("due.bad_value", key="exclude", text=_shown(exclude))
    if not isinstance(roll_over, bool):
        raise Refusal("due.bad_value", key="roll_over", text=_shown(roll_over))
    return _Question(
        parse_day(record["start"]),
        Limit(_whole(record, "limit"), _unit(record.get("unit", Unit.WORKING.value))),
        tuple(_pause_of(entry) for entry in exclude),
        _extension(_whole(record, "extension") if "extension" in record else 0),
        ClockSettings(roll_over=roll_over),
        parse_day(record["today"]) if "today" in record else today,
    )


def _pause_of(entry: object) -> Pause:
    if not isinstance(entry, dict) or "from" not in entry:
        raise Refusal("due.bad_value", key="exclude", text=_shown(entry))
    _known_keys(entry, _EXCLUDE_KEYS)
    last = entry.get("to")
    kind, notice = _text(entry, "kind"), _text(entry, "notice")
    return Pause(
        parse_day(entry["from"]),
        None if last is None or last == "" else parse_day(last),
        kind,
        _text(entry, "basis"),
        notice,
        allowed=not kind or may_stop(kind),
    )


def _known_keys(record: Mapping[str, object], known: frozenset[str]) -> None:
    for key in record:
        if key not in known:
            raise Refusal("due.unknown_key", key=key, known="、".join(sorted(known)))


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal("due.bad_value", key=key, text=_shown(value))
    return value


def _whole(record: Mapping[str, object], key: str) -> int:
    value = record[key]
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal("due.bad_value", key=key, text=_shown(value))
    return value


def _unit(value: object) -> Unit:
    if not isinstance(value, str) or value not in [unit.value for unit in Unit]:
        raise Refusal("due.bad_value", key="unit", text=_shown(value))
    return Unit(value)


def _extension(amount: int) -> int:
    if amount < 0:
        raise Refusal("limit.negative", amount=amount)
    return amount


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]


# -- answering ---------------------------------------------------------------------------------------------


def as_json(derivation: Derivation) -> dict[str, object]:
    """The answer as plain JSON values, dates as ISO text; ``derivation`` has one entry per day."""
    deadline = derivation.deadline
    return {
        "start": deadline.start.isoformat(),
        "limit": deadline.limit.amount,
        "extension": deadline.extension,
        "unit": derivation.unit.value,
        "due": deadline.due.isoformat(),
        "due_unmoved": deadline.due_unmoved.isoformat(),
        "provisional": deadline.provisional,
        "moved": deadline.moved,
        "paused": deadline.paused,
        "rule": derivation.rule,
        "basis": list(derivation.counting_articles),
        "settings": {
            "exclude_both_ends": derivation.settings.exclude_both_ends,
            "roll_over": derivation.settings.roll_over,
        },
        "exclusions": [
            {
                "from": pause.start.isoformat(),
                "to": pause.end.isoformat() if pause.end else None,
                "kind": pause.kind,
                "notice": pause.notice,
                "stops_clock": pause.stops_clock,
            }
            for pause in deadline.pauses
        ],
        "derivation": [
            {
                "date": line.date.isoformat(),
                "weekday": line.weekday,
                "counted": line.counted,
                "number": line.number,
                "reason": line.reason_code,
                "detail": line.detail,
                "provisional": line.provisional,
            }
            for line in derivation.lines
        ],
    }


def as_text(derivation: Derivation) -> list[str]:
    """The answer in a few lines: the date, then whatever the reader has to know about it."""
    deadline = derivation.deadline
    limit = deadline.limit.extended(deadline.extension)
    lines = [
        tr(
            "{start} 起 {limit}：{due}（{weekday}）到期",
            start=deadline.start,
            limit=tr(UNIT_TEXTS[limit.unit], n=limit.amount),
            due=deadline.due,
            weekday=tr(WEEKDAYS[deadline.due.weekday()]),
        )
    ]
    if deadline.moved:
        lines.append(tr("原末日 {day} 为休息日，顺延。预警按原末日。", day=deadline.due_unmoved))
    if deadline.provisional:
        years = "、".join(str(year) for year in derivation.provisional_years)
        lines.append(tr("暂定：{years} 年放假安排尚未公布。", years=years))
    if deadline.paused:
        lines.append(tr("目前停表：到期日按停表于 {day} 结束推算。", day=deadline.as_of))
    lines.extend(_without_effect(deadline))
    return lines


def _without_effect(deadline: Deadline) -> Iterator[str]:
    for pause in deadline.without_effect:
        end = str(pause.end) if pause.end else tr("未定")
        if pause.has_notice:
            yield tr("{start} 至 {end} 的停表事由不在法定范围，未停表。", start=pause.start, end=end)
        else:
            yield tr("{start} 至 {end} 无书面告知文号，未停表。", start=pause.start, end=end)


def _answer_lines(
    file: BinaryIO, calendar: WorkCalendar, today: date, sentence: Sentence
) -> Iterator[tuple[bool, dict[str, object]]]:
    for number, raw in enumerate(file, start=1):
        if not raw.strip():
            continue
        try:
            record = _decoded(raw)
            whole = as_json(_question_of(record, today).answer(calendar))
        except Refusal as refusal:
            yield False, {"line": number, "error": sentence(refusal)}
        else:
            named = {"id": record["id"]} if isinstance(record, dict) and "id" in record else {}
            yield True, {**named, **{key: whole[key] for key in _SHORT}}


def _decoded(raw: bytes) -> object:
    try:
        record: object = json.loads(raw.decode("utf-8-sig"))
        # A lone surrogate can be escaped in JSON and yet never be printed again.
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refusal("due.not_json") from None
    return record


def due_command(load_calendar: LoadCalendar, sentence: Sentence = str) -> click.Command:
    """The command ``due``. `sentence` turns a refusal into the words of a faulty batch line; a refusal of a
    single question is raised for the caller's main function to show."""

    @click.command("due", help=tr("按法定规则推算到期日，并逐日列出依据。"))
    @click.argument("start", required=False)
    @click.argument("limit", required=False, type=int)
    @click.option("--unit", type=click.Choice([unit.value for unit in Unit]), default=Unit.WORKING.value)
    @click.option("--exclude", multiple=True, metavar="A..B", help=tr("不计时的起止日，B 可空（未结束）"))
    @click.option("--notice", multiple=True, help=tr("不计时的书面告知文号，没有文号不停表"))
    @click.option("--kind", multiple=True, help=tr("不计时的事由，如 expert_review、hearing"))
    @click.option("--extension", type=int, default=0, help=tr("批准延长的期限，单位同期限"))
    @click.option("--no-roll", is_flag=True, help=tr("末日遇休息日不顺延"))
    @click.option("--today", default=None, help=tr("以哪一天为今天（未结束的停表用）"))
    @click.option("--batch", type=click.File("rb"), help=tr("逐行推算 JSONL 文件，- 为标准输入"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    @click.option("--data", default=None, help=tr("数据文件或数据库地址"))
    def due(
        start: str | None,
        limit: int | None,
        unit: str,
        exclude: tuple[str, ...],
        notice: tuple[str, ...],
        kind: tuple[str, ...],
        extension: int,
        no_roll: bool,
        today: str | None,
        batch: BinaryIO | None,
        with_json: bool,
        data: str | None,
    ) -> None:
        asked_on = parse_day(today) if today else date.today()
        if batch is not None:
            if start is not None:
                raise click.UsageError(tr("--batch 不与起始日同用。"))
            _run_batch(batch, load_calendar(data), asked_on, sentence)
            return
        if start is None or limit is None:
            raise click.UsageError(tr("请给出起始日和期限，例如：due 2026-11-20 20"))
        question = _Question(
            parse_day(start),
            Limit(limit, Unit(unit)),
            _pauses(exclude, notice, kind),
            _extension(extension),
            ClockSettings(roll_over=not no_roll),
            asked_on,
        )
        answer = question.answer(load_calendar(data))
        if with_json:
            click.echo(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(as_text(answer)))

    return due


def _run_batch(file: BinaryIO, calendar: WorkCalendar, today: date, sentence: Sentence) -> None:
    faulty = False
    for good, answer in _answer_lines(file, calendar, today, sentence):
        faulty = faulty or not good
        click.echo(json.dumps(answer, ensure_ascii=False))
    if faulty:
        raise click.exceptions.Exit(1)
