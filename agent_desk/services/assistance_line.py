"""Quick entry on one line of text: ``kind whom matter minutes [channel] [rating]``, e.g. ``db jsbz 规划证补章 45 sm 5``.

Pure text in, fields and problems out: whom the second word means is looked up by the caller.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from agent_desk.domain.assistance import AssistanceKind, Channel

KINDS: Mapping[str, AssistanceKind] = MappingProxyType(
    {
        "db": AssistanceKind.PROXY, "代办": AssistanceKind.PROXY, "1": AssistanceKind.PROXY,
        "bb": AssistanceKind.HELP, "帮办": AssistanceKind.HELP, "2": AssistanceKind.HELP,
        "xb": AssistanceKind.JOINT, "协办": AssistanceKind.JOINT, "3": AssistanceKind.JOINT,
    }
)  # fmt: skip
CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        "ck": Channel.COUNTER, "窗口": Channel.COUNTER,
        "dh": Channel.PHONE, "电话": Channel.PHONE,
        "sm": Channel.VISIT, "上门": Channel.VISIT,
        "xs": Channel.ONLINE, "线上": Channel.ONLINE,
    }
)  # fmt: skip
MOST_MINUTES = 24 * 60
_MINUTE_UNITS = ("分钟", "分", "min", "m")
_MOST_STARS = 5
_BEFORE_MATTER = 2


class LineField(StrEnum):
    """The parts of the line, in their order."""

    KIND = "kind"
    BENEFICIARY = "beneficiary"
    MATTER = "matter"
    MINUTES = "minutes"
    CHANNEL = "channel"
    RATING = "rating"


class Fault(StrEnum):
    """What is wrong with a part."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """One part that cannot be used, with what was typed there."""

    field: LineField
    fault: Fault
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What a line says. ``minutes`` is working time; ``channel`` and ``rating`` are None where none was given."""

    kind: AssistanceKind | None = None
    beneficiary: str = ""
    matter: str = ""
    minutes: int | None = None
    channel: Channel | None = None
    rating: int | None = None
    problems: tuple[LineProblem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing stands in the way of entering it."""
        return not self.problems


def read_line(text: str) -> EntryLine:
    """Read a line. The matter may hold spaces: kind and whom are read from the front, the rest from the back."""
    words = unicodedata.normalize("NFKC", text).split()
    problems: list[LineProblem] = []
    kind = KINDS.get(words[0].lower()) if words else None
    if kind is None:
        fault = Fault.UNKNOWN if words else Fault.MISSING
        problems.append(LineProblem(LineField.KIND, fault, words[0] if words else ""))
    beneficiary = words[1] if len(words) > 1 else ""
    if not beneficiary:
        problems.append(LineProblem(LineField.BENEFICIARY, Fault.MISSING))
    tail = words[_BEFORE_MATTER:]
    rating = _take_rating(tail, problems)
    channel = _take_channel(tail)
    minutes = _take_minutes(tail, problems)
    matter = " ".join(tail)
    if not matter:
        problems.append(LineProblem(LineField.MATTER, Fault.MISSING))
    problems.sort(key=lambda problem: list(LineField).index(problem.field))
    return EntryLine(kind, beneficiary, matter, minutes, channel, rating, tuple(problems))


def _take_rating(words: list[str], problems: list[LineProblem]) -> int | None:
    """The last number is a rating only behind a channel or behind the minutes; alone it is the minutes."""
    if len(words) < _BEFORE_MATTER or not words[-1].isdecimal():
        return None
    if words[-2].lower() not in CHANNELS and _minutes(words[-2]) is None:
        return None
    word = words.pop()
    if not 1 <= int(word) <= _MOST_STARS:
        problems.append(LineProblem(LineField.RATING, Fault.OUT_OF_RANGE, word))
        return None
    return int(word)


def _take_channel(words: list[str]) -> Channel | None:
    if not words or words[-1].lower() not in CHANNELS:
        return None
    # A channel stands behind the minutes; elsewhere 电话 and the like belong to the matter's own words.
    if len(words) > 1 and _minutes(words[-2]) is None and not words[-1].isascii():
        return None
    return CHANNELS[words.pop().lower()]


def _take_minutes(words: list[str], problems: list[LineProblem]) -> int | None:
    minutes = _minutes(words[-1]) if words else None
    if minutes is None:
        problems.append(LineProblem(LineField.MINUTES, Fault.MISSING))
        return None
    word = words.pop()
    if not 1 <= minutes <= MOST_MINUTES:
        problems.append(LineProblem(LineField.MINUTES, Fault.OUT_OF_RANGE, word))
        return None
    return minutes


def _minutes(word: str) -> int | None:
    """The number of a word such as ``45`` or ``45分``; None for any other word."""
    number = word.lower()
    for unit in _MINUTE_UNITS:
        if number.endswith(unit):
            number = number.removesuffix(unit)
            break
    return int(number) if number.isdecimal() and number.isascii() and len(number) <= 6 else None
