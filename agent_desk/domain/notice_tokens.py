"""The words of a holiday notice that matter, found from left to right; everything between them is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

WEEK = "一二三四五六日"
_NUMBERS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}
_CN = "[〇零一二两三四五六七八九十]{1,3}"
_SEP = r"(?:至|到|-+|、)"


class Word(StrEnum):
    """What a word of the notice does."""

    DATE = "date"
    NOTE = "note"
    WEEKDAY = "weekday"
    RANGE = "range"
    LIST = "list"
    COMMA = "comma"
    OFF = "off"
    NOT_OFF = "not_off"
    STATUTORY = "statutory"
    REST = "rest"
    WORK = "work"
    SOURCE = "source"
    MOVE = "move"
    SWAP = "swap"
    LINK = "link"
    TOTAL = "total"
    EXTEND = "extend"
    AMONG = "among"
    ADVICE = "advice"
    SKIP = "skip"


_PATTERNS: tuple[tuple[Word, str], ...] = (
    # Numbers of documents and titles of laws may hold digits and festival words that mean nothing here.
    (Word.SKIP, r"[\u4e00-\u9fff]{1,8}[〔\[(]\d{4}[〕\])]第?\d+号|《[^《》]*》|不(?:再|作|做)*调休|无调休"),
    (Word.NOTE, rf"\((?:(?!\d{{1,2}}[月日号]|{_CN}月{_CN}日)[^()])*\)"),
    (
        Word.DATE,
        rf"(?P<y1>\d{{4}})[-./](?P<m1>\d{{1,2}})[-./](?P<d1>\d{{1,2}})日?"
        rf"|(?:(?P<y>\d{{4}})年|次年)?(?:(?P<m>\d{{1,2}}|{_CN})月)(?P<d>\d{{1,2}}|{_CN})"
        rf"(?:日|号|(?={_SEP}\d{{1,2}}(?:{_SEP}\d{{1,2}})*[日号月]))"
        rf"|(?P<d2>\d{{1,2}})(?:(?:日|号)(?![内前常])|(?={_SEP}\d{{1,2}}(?:{_SEP}\d{{1,2}})*[日号]))"
        rf"|(?<=[至到、-])(?P<d3>{_CN})日",
    ),
    (Word.TOTAL, rf"(?P<whole>(?:共计?|合计|总计|一共)(?:放假|休息|连休)?)(?P<n1>\d{{1,2}}|{_CN})[天日]"),
    (Word.TOTAL, rf"(?P<n2>\d{{1,2}}|{_CN})天"),
    (Word.WEEKDAY, rf"(?:星期|周|礼拜)[{WEEK}天](?!以)"),
    (Word.SOURCE, rf"(?:(?P<n3>\d{{1,2}}|{_CN})个)?(?:公休|休息)日(?=[^,;。\d]{{0,14}}(?:调|移|挪|改|互换|对换))"),
    (Word.MOVE, r"(?:分别|依次)?(?:调整?|调换|调休|移|挪|改)(?:至|到|为)"),
    (Word.SWAP, r"互换|对调|对换|调换"),
    (Word.NOT_OFF, r"不(?:再)?(?:放假|休息)"),
    (Word.STATUTORY, r"法定(?:节假日|假日|节日|假期|休假日)"),
    (
        Word.WORK,
        r"(?P<usual>起?(?:正常|照常|恢复)+|起)?[为需应须要]?(?:调休|补)?"
        r"(?:上班日?|补班|工作日(?![^,;。]{0,3}(?:互换|对调|对换|调换)))",
    ),
    (Word.OFF, r"(?:调休)?放假(?:调休|公休)?|补休|补假|休息|休假|调休"),
    (Word.REST, r"(?:为|照常|正常|依旧)?公休日?"),
    (Word.LINK, r"(?:[与和同](?:周末|双休日|公休日)?)?连休"),
    (Word.EXTEND, r"延长"),
    (Word.AMONG, r"其中"),
    (Word.ADVICE, r"鼓励|倡导|建议|提倡"),
    (Word.RANGE, r"至|到|-+"),
    (Word.LIST, r"[、和及与]|以及"),
    (Word.COMMA, r"[,;:。]"),
)
_WORDS = re.compile(
    "|".join(f"(?P<w{place}>{pattern})" for place, (_, pattern) in enumerate(_PATTERNS))
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its place in the plain sentence.

    ``number`` is the count of a total or of days to be moved; ``whole`` tells 共N天 from a bare N天; ``usual``
    that work merely goes on as usual; ``year``, ``month`` and ``day`` are what a date says.
    """

    word: Word
    text: str
    start: int
    end: int
    number: int | None = None
    whole: bool = False
    usual: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None


def tokens(plain: str, start: int = 0) -> Iterator[Token]:
    """The words of a plain sentence from ``start``."""
    for found in _WORDS.finditer(plain, start):
        word = next(word for place, (word, _) in enumerate(_PATTERNS) if found[f"w{place}"] is not None)
        part = found.groupdict()
        yield Token(
            word,
            found.group(),
            found.start(),
            found.end(),
            number=_number(part["n1"] or part["n2"] or part["n3"]),
            whole=part["whole"] is not None,
            usual=part["usual"] is not None,
            year=_number(part["y1"] or part["y"]),
            month=_number(part["m1"] or part["m"]),
            day=_number(part["d1"] or part["d"] or part["d2"] or part["d3"]),
        )


def weekdays_in(text: str) -> list[int]:
    """The days of the week named in a remark, Monday 0: 农历除夕、周二 gives [1], 星期六、日 gives [5, 6]."""
    signs: list[str] = []
    for found in re.finditer(rf"(?:星期|周|礼拜)([{WEEK}天](?:[、和及至到-]+[{WEEK}天](?![月年]))*)", text):
        signs += re.findall(rf"[{WEEK}天]", found[1])
    return [WEEK.index(sign.replace("天", "日")) for sign in signs]


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_NUMBERS[sign]) for sign in text))
    return (_NUMBERS.get(tens, 0) if tens else 1) * 10 + (_NUMBERS.get(ones, 0) if ones else 0)
